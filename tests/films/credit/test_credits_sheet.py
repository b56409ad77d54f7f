"""The credits of a version: functions, points, shares, and the line on the screen."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse

from films.credit.points import Function, Holder, credit
from films.credit.sheets import CREDITS
from films.models import CreditFunction, CreditShare
from tests import factories as make
from tests.films.credit.making import plan, reread, three_partners


def holder(code, country, finance="0", **fields):
    return Holder(code, country, Decimal(finance), **fields)


def test_points_count_for_the_first_partner_of_a_country_unless_another_is_named():
    found = credit(
        [holder("A", "KZ"), holder("B", "FR"), holder("C", "FR")],
        [
            Function("director", Decimal(4), {"KZ": Fraction(1)}),
            Function("editor", Decimal(1), {"FR": Fraction(1, 2), "KZ": Fraction(1, 2)}),
            Function("composer", Decimal(2), {"FR": Fraction(1)}, "C"),
            Function("sound", Decimal(3), {"US": Fraction(1)}),
            Function("script", Decimal(5)),
        ],
    )

    assert found.by_country == {"KZ": Fraction(9, 2), "FR": Fraction(5, 2), "US": 3}
    assert found.by_holder == {"A": Fraction(9, 2), "B": Fraction(1, 2), "C": 2}
    assert (found.total, found.filled, found.nobody) == (15, 10, 3)


@pytest.mark.parametrize(
    ("orders", "expected", "leads"),
    [
        ((None, None, None), ["FR", "KZ", "DE"], True),
        ((1, 2, 3), ["KZ", "FR", "DE"], False),
        ((None, 1, None), ["FR", "KZ", "DE"], True),
        ((None, None, 1), ["DE", "FR", "KZ"], False),
    ],
)
def test_majority_country_stands_first_unless_agreed_otherwise(orders, expected, leads):
    kz, fr, de = orders
    found = credit(
        [
            holder("A", "KZ", "30", order=kz),
            holder("B", "FR", "50", order=fr),
            holder("C", "DE", "20", order=de),
        ],
        [],
    )

    assert (found.order, found.leads, found.majority) == (expected, leads, "FR")


@pytest.mark.parametrize(
    ("ownership", "codes"),
    [
        (("60", "40"), []),
        (("33.33", "66.66"), ["SPLIT_SUM_ROUNDED:ownership"]),
        (("60", "30"), ["SPLIT_SUM_INVALID:ownership"]),
    ],
)
def test_percentages_that_do_not_add_up_are_said(ownership, codes):
    first, second = map(Decimal, ownership)
    found = credit([holder("A", "KZ", ownership=first), holder("B", "FR", ownership=second)], [])

    assert [problem.key for problem in found.warnings] == codes


@pytest.mark.django_db
def test_page_saves_what_is_typed_and_previews_the_line_on_screen(client):
    person, version = three_partners()
    plan(version, {"A": "300.00", "B": "500.00", "C": "200.00"})
    client.force_login(person)
    address = reverse("credits:credits", args=[version.deal_id, version.number])

    client.post(
        address,
        {
            "seen_revision": version.mark,
            "coproducers-0-id": "B",
            "coproducers-0-ownership": "50",
            "coproducers-0-votes": "2",
            "functions-0-role": "director",
            "functions-0-points": "4",
            "functions-0-filled_by": "kz",
            "functions-1-role": "editor",
            "functions-1-points": "1",
            "functions-1-filled_by": "FR:1/2|DE:1/2",
            "functions-1-counts_for": "B",
            "functions-1-person": "Somebody",
        },
    )

    rows = CreditFunction.objects.visible_to(person)
    assert [(one.function, one.filled_from, str(one.partner or "")) for one in rows] == [
        ("director", "KZ", ""),
        ("editor", "FR:1/2|DE:1/2", "B"),
    ]
    share = CreditShare.objects.visible_to(person).get()
    assert (share.partner.code, share.ownership, share.votes) == ("B", "50", 2)
    assert "France–Kazakhstan–Germany co-production" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        {"coproducers": [{"id": "Z", "ownership": "1"}], "functions": []},
        {"functions": [{"role": "director", "points": "1", "counts_for": "Z"}]},
        {"functions": [{"role": "director", "points": "-1"}]},
        {"functions": [{"role": "director", "parts": [{"country": "KZ", "fraction": "2"}]}]},
        {"functions": [{"role": "", "points": "1"}]},
        {"coproducers": [{"id": "A", "votes": "1.5"}], "functions": []},
        {"coproducers": [{"id": "A", "revenue": "101"}], "functions": []},
        {"functions": {}},
        {"coproducers": 7},
        {"functions": [{"role": "director", "film": "other"}]},
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(given):
    person, version = three_partners()

    with pytest.raises(ValueError, match=r"functions|coproducers"):
        CREDITS.store(version, given)

    assert list(CreditFunction.objects.visible_to(person)) == []
    assert list(CreditShare.objects.visible_to(person)) == []


@pytest.mark.django_db
def test_functions_of_a_points_test_are_taken_and_stay_filled(client):
    treaty = make.make_treaty("kz-fr")
    make.make_points_element(treaty, element="Head of camera", points=2)
    person, version = three_partners()
    CREDITS.store(
        version,
        {
            "functions": [
                {
                    "role": "Оператор-постановщик",
                    "points": "9",
                    "country": "FR",
                    "person": "Somebody",
                },
                {"role": "driver", "points": "1", "country": "KZ"},
                {"role": "camera", "points": "1", "country": "DE", "person": "Another"},
            ]
        },
    )
    client.force_login(person)
    address = reverse("credits:credits", args=[version.deal_id, version.number])
    assert "Take the functions of kz-fr" in client.get(address).content.decode()
    typed = {
        "functions-0-role": "Оператор-постановщик",
        "functions-0-points": "9",
        "functions-0-filled_by": "FR",
        "functions-0-person": "Somebody",
        "functions-1-role": "driver",
        "functions-1-points": "1",
        "functions-1-filled_by": "KZ",
        "functions-2-role": "camera",
        "functions-2-points": "1",
        "functions-2-filled_by": "DE",
        "functions-2-person": "Another",
    }

    client.post(address, {**typed, "seen_revision": version.mark, "act": "fill:fiction/kz-fr"})

    rows = CreditFunction.objects.visible_to(person)
    assert [(one.function, one.points, one.filled_from, one.person) for one in rows] == [
        ("Head of camera", "2", "FR", "Somebody"),
        ("driver", "0", "KZ", ""),
        ("camera", "0", "DE", "Another"),
    ]


@pytest.mark.django_db
def test_draft_of_another_company_does_not_exist(client):
    person, version = three_partners()
    CREDITS.store(version, {"functions": [{"role": "director", "points": "4"}]})
    other = version.deal.parties.exclude(company=version.company).first()
    client.force_login(make.make_user(editor_at=other.company))
    named = ("credits:credits", "credits:equity", "rights:rights", "recoupment:recoupment",
             "qualification:qualification", "recoupment:trial", "recoupment:statement")  # fmt: skip

    statuses = {
        client.get(reverse(name, args=[version.deal_id, version.number])).status_code
        for name in named
    }

    assert statuses == {404}
    assert reread(person, version).creditfunctions.count() == 1
