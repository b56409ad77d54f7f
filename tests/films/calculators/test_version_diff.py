"""The page of a version difference: typed before and after, told in words."""

import json
import re

import pytest
from django.urls import reverse

from films.calculators.grid.cell import DoesNotFit, typed_again
from films.calculators.grid.posted import typed_in
from films.calculators.grid.version_diff import SHEET
from films.calculators.kinds import KINDS
from films.calculators.showing.place import value_words
from films.calculators.state import query_of

PAGE = reverse("calculators:calculator", args=["version-diff"])
EXAMPLE = KINDS["version-diff"].example
# Paths and codes that belong to the API.
CODE = re.compile(r"coproducers\.|revenue_pct|to_sign_again|[A-Z]{4,}_[A-Z]|budget_total|None")


def typed(**form):
    return SHEET.read(typed_in(SHEET, {**form}.items()))


def coproducer(number, **cells):
    return {f"coproducers-{number}-{name}": text for name, text in cells.items()}


def page(client, given, language="en"):
    client.cookies["language"] = language
    return client.get(f"{PAGE}?{query_of(given)}")


def answer_words(response):
    answer = response.content.decode().split('id="answer"')[1].split('class="take-away')[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer))


def between(old, new):
    return {"old": old, "new": new}


# The ledger


def test_partner_without_a_contribution_does_not_take_part():
    given = typed(
        **coproducer(0, id="A", country="kz", contribution_before="1 000.00",
                     contribution_after="1 200.00", revenue_before="60"),
        **coproducer(1, id="B", country="FR", contribution_before="500.00", revenue_before="40"),
        **coproducer(2, id="C", country="DE", contribution_after="?"),
    )  # fmt: skip

    assert given == {
        "old": {
            "coproducers": {
                "A": {"country": "KZ", "contribution": "1000.00"},
                "B": {"country": "FR", "contribution": "500.00"},
            },
            "revenue_pct": {"A": "60", "B": "40"},
        },
        "new": {
            "coproducers": {
                "A": {"country": "KZ", "contribution": "1200.00"},
                "C": {"country": "DE", "contribution": None},
            },
        },
    }


def test_partner_of_whom_only_the_name_is_typed_takes_part_in_both():
    unknown = {"coproducers": {"A": {"country": "KZ", "contribution": None}}}

    assert typed(**coproducer(0, id="A", country="KZ")) == between(unknown, unknown)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("A", "", {"DE": "A"}, {"DE": None}),
        ("–", "A", {}, {"DE": "A"}),
        ("-", "A|B", {}, {"DE": ["A", "B"]}),
        ("A:60|B:40", "—", {"DE": {"A": "60", "B": "40"}}, {}),
    ],
)
def test_territory_is_owned_by_nobody_by_one_by_several_or_is_not_spoken_of(
    before, after, old, new
):
    cells = {"territories-0-id": "DE", "territories-0-owner_after": after}

    given = typed(**cells, **{"territories-0-owner_before": before})

    assert given == {
        "old": {"territories": old} if old else {},
        "new": {"territories": new} if new else {},
    }


@pytest.mark.parametrize(
    "version",
    [
        {"budget_total": None, "coproducers": {}, "revenue_pct": {}, "territories": {}},
        {"coproducers": {"A": {"country": None, "contribution": None, "role": "delegate"}}},
        {"revenue_pct": {"A": "60.0"}, "coproducers": {"B": {"contribution": "1.50"}}},
        {"territories": {"FR": {"A": "60", "B": "40"}, "DE": ["A", "B"], "KZ": None, "IT": "A"}},
        {"stage": "withdrawn", "credits": [{"id": "director", "country": "KZ"}], "note": True},
    ],
)
def test_ledger_gives_back_every_leaf(version):
    for given in (between(version, {"stage": "lead"}), between({"stage": "lead"}, version)):
        assert SHEET.read(typed_again(SHEET.fill(given))) == given


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"budget_total": 1000}, {}),
        ({"stage": "lead"}, {"budget_total": []}),
        ({"coproducers": {"A": {"country": "KZ"}}}, {}),
        (
            {"coproducers": {"A": {"country": "KZ", "contribution": "1"}}},
            {"coproducers": {"A": {"country": "FR", "contribution": "1"}}},
        ),
        ({"territories": {"KZ": "A|B"}}, {}),
        ({"territories": {"KZ": "–"}}, {}),
        ({"territories": {"KZ": ["A"]}}, {}),
        ({"territories": {"KZ": {"A": ""}}}, {}),
        ({"revenue_pct": {"A": None}}, {}),
        ({"coproducers": [{"id": "A"}]}, {}),
        ({}, {}),
    ],
)
def test_ledger_refuses_what_would_come_back_changed(old, new):
    with pytest.raises(DoesNotFit):
        SHEET.fill(between(old, new))


def test_ledger_refuses_more_names_than_it_can_put_in_order():
    many = {f"T{number}": "A" for number in range(501)}

    with pytest.raises(DoesNotFit):
        SHEET.fill(between({"territories": many}, {"territories": many}))
    with pytest.raises(DoesNotFit):
        typed(**{f"territories-{number}-id": "KZ" for number in range(1_001)})


@pytest.mark.django_db
def test_what_does_not_fit_the_ledger_is_shown_as_text_and_answered(client):
    given = between({"budget_total": 1000}, {"budget_total": 2000})

    response = page(client, given)

    assert response.status_code == 200
    assert "<textarea" in response.content.decode()
    assert "Budget changed 1,000.00 2,000.00" in answer_words(response)


@pytest.mark.django_db
def test_company_typed_twice_is_refused_where_it_stands(client):
    form = {
        **coproducer(0, id="A", country="KZ", contribution_before="1", contribution_after="2"),
        **coproducer(1, id="A", country="KZ", contribution_before="2", contribution_after="3"),
    }

    response = client.post(PAGE, form, follow=True)

    assert response.status_code == 400
    told = [(one.cell, one.fault) for one in response.context["faults"]]
    assert told == [("coproducers-1-id", "“A” stands here twice.")]
    assert 'value="3"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cell", "text", "place"),
    [
        ("contribution_before", "much", "Contribution before"),
        ("contribution_after", "much", "Contribution after"),
        ("revenue_after", "1.2.3", "Revenue after, %"),
    ],
)
def test_fault_is_told_at_its_cell(client, cell, text, place):
    row = coproducer(0, id="A", country="KZ", contribution_before="1", contribution_after="2")

    response = client.post(PAGE, {**row, f"coproducers-0-{cell}": text}, follow=True)

    told = [(one.cell, one.place) for one in response.context["faults"]]
    assert told == [(f"coproducers-0-{cell}", f"Co-producers, row 1, {place}")]


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["[1]", '{"old": [1]}', '{"old": {"coproducers": 1}}', "{"])
def test_broken_rest_is_no_error_of_ours(client, rest):
    form = {"rest": rest, "stage_before": "lead", "coproducers-0-rest": rest}

    assert client.post(PAGE, form, follow=True).status_code in (200, 400)


# The page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_page_says_no_path_and_no_code(client, language):
    old = {**EXAMPLE["old"], "stage": "final_approval"}
    new = {**EXAMPLE["new"], "territories": {"KZ": "Gone", "FR": "Spree Film"}}

    words = answer_words(page(client, between(old, {**new, "revenue_pct": {"X": "1"}}), language))

    assert CODE.findall(words) == []


@pytest.mark.django_db
def test_page_tells_who_left_and_what_was_theirs(client):
    words = answer_words(page(client, EXAMPLE))

    assert "Spree Film has left the deal." in words
    theirs = "Spree Film Contribution 220,000.00 – Revenue 15 % – Territory: DE Spree Film nobody"
    assert theirs in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Revenue: percentages sum to 90, not 100." in words


@pytest.mark.django_db
def test_page_opens_the_gap_and_the_shares_to_their_formulas(client):
    text = page(client, EXAMPLE).content.decode()

    assert "budget 1,540,000.00 − finance 1,440,000.00" in text
    assert "620,000.00 ÷ 1,540,000.00, the larger of budget and finance" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "signs", "tells"),
    [
        ("deal_memo", "the long form agreement was not yet reached", "No authority is told"),
        ("long_form", "the parties must sign again", "No authority is told"),
        ("provisional_approval", "the parties must sign again", "of DE, FR, KZ must be told"),
    ],
)
def test_page_tells_who_signs_again_and_which_authorities_are_told(client, stage, signs, tells):
    old = {**EXAMPLE["old"], "stage": stage}

    words = answer_words(page(client, between(old, {**EXAMPLE["new"], "stage": stage})))

    assert signs in words
    assert tells in words


@pytest.mark.django_db
def test_page_tells_that_nothing_changed(client):
    words = answer_words(page(client, between(EXAMPLE["old"], EXAMPLE["old"])))

    assert "Nothing: the terms are the same." in words


@pytest.mark.django_db
def test_page_tells_a_place_that_went_from_one_that_is_empty(client):
    old = {"coproducers": {"A": {"country": "KZ", "contribution": "1.00"}}}
    new = {"coproducers": {"A": {"country": "KZ", "contribution": None}}}

    words = answer_words(page(client, between(old, new)))

    assert "A: Contribution changed 1.00 not known" in words


@pytest.mark.django_db
def test_page_tells_whether_each_version_qualifies(client):
    treaty = KINDS["qualification"].example
    old = {**EXAMPLE["old"], "qualification": treaty}

    words = answer_words(page(client, between(old, EXAMPLE["new"])))

    assert re.search(r"Qualification (qualifies|does not qualify)", words)


@pytest.mark.django_db
def test_files_say_what_the_api_says(client):
    said = client.post(
        "/api/v1/calculate/version-diff/", json.dumps(EXAMPLE), content_type="application/json"
    ).json()

    saved = client.get(f"/calculators/version-diff.json?{query_of(EXAMPLE)}").json()

    assert saved == {"calculator": "version-diff", "input": EXAMPLE, "answer": said}


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("budget_total", "1000", "1,000.00"),
        ("coproducers.A.contribution", "1000.5", "1,000.50"),
        ("revenue_pct.A", "39.975", "39.975 %"),
        ("stage", "loi", "letter of intent"),
        ("stage", "shaken hands", "shaken hands"),
        ("note", True, "yes"),
        ("note.contribution", "much", "much"),
        ("territories.DE", None, "–"),
    ],
)
def test_value_is_said_in_words(path, value, words):
    assert value_words(path, value).replace("\N{NO-BREAK SPACE}", " ") == words
