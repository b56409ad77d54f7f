"""The versions of a deal as pages, and the acts that start from them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films.models import Consent, Version
from partners.models import Membership
from tests import factories as make
from tests.films.deal.tables import AT, fill, partner_leaves, source, table

pytestmark = pytest.mark.django_db
CSRF = re.compile('name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')


def versions_page(deal):
    return reverse("deals:versions", args=[deal.pk])


def act(version, name):
    return reverse(f"deals:version-{name}", args=[version.deal_id, version.number])


def text_of(response):
    return " ".join(response.content.decode().split())


def status(version):
    return Version.objects.for_the_product("a test").get(pk=version.pk).status


def drafts():
    return Version.objects.for_the_product("a test").filter(frozen_at__isnull=True)


def test_the_list_tells_who_answers_whom_and_why(client):
    made = table()
    first = made.propose(made.draft())
    answer = made.draft(1, based_on=first, reason="More for the south")
    made.propose(answer, 1)
    client.force_login(made.people[0])

    page = text_of(client.get(versions_page(made.deal)))

    assert "More for the south" in page
    assert reverse("deals:compare", args=[made.deal.pk, 1, 2]) in page
    assert "Version 2, Rive Nord, proposed" in page


def test_a_draft_of_the_others_is_on_no_page(client):
    made = table()
    first = made.propose(made.draft())
    hidden = made.draft(1, based_on=first, reason="Secret reason")
    client.force_login(made.people[0])

    page = text_of(client.get(versions_page(made.deal)))

    assert "Secret reason" not in page and "Version 2" not in page
    for name in ("deals:version", "qualification:what-breaks"):
        address = reverse(name, args=[made.deal.pk, hidden.number])
        assert client.get(address).status_code == 404
    for name in ("compare", "compare-csv", "compare-xlsx", "compare-json"):
        address = reverse(f"deals:{name}", args=[made.deal.pk, 1, 2])
        assert client.get(address).status_code == 404


def test_whoever_acts_for_two_companies_opens_the_draft_of_either(client):
    made = table()
    Membership.objects.create(user=made.people[0], company=made.companies[1], role="signatory")
    drafts = [made.draft(0, reason="Ours"), made.draft(1, reason="Theirs")]
    client.force_login(made.people[0])
    listed = text_of(client.get(versions_page(made.deal)))
    pages = [f"{one.get_absolute_url()}?of={one.company.public_id}" for one in drafts]

    opened = [(text_of(client.get(page)), text_of(client.get(drafts[0].get_absolute_url())))
              for page in pages]  # fmt: skip

    assert {one.number for one in drafts} == {1}
    assert all(page in listed for page in pages)
    # The choice stays: the tabs of the version lead on to the same draft.
    assert [["Ours" in one for one in each] for each in opened] == [[True, True], [False, False]]
    assert [["Theirs" in one for one in each] for each in opened] == [[False, False], [True, True]]
    assert pages[1] in opened[0][0] and pages[0] in opened[1][0]


@pytest.mark.parametrize("place", [0, 1])
def test_a_version_is_begun_from_the_draft_that_is_meant(client, place):
    made = table()
    Membership.objects.create(user=made.people[0], company=made.companies[1], role="signatory")
    for number, code in enumerate(["Ours", "Theirs"]):
        source(made.draft(number), code, 5)
    client.force_login(made.people[0])
    meant = f"1.{made.companies[place].public_id}"
    page = client.get(f"{versions_page(made.deal)}?from={meant}")
    typed = {"based_on": meant, "reason": "On", "company": made.companies[0].public_id}

    client.post(reverse("deals:version-begin", args=[made.deal.pk]), typed)

    assert page.context["form"]["based_on"].value() == meant
    begun = drafts().get(reason="On")
    assert [row.code for row in begun.financerows.all()] == [["Ours", "Theirs"][place]]


def test_naming_the_company_of_a_hidden_draft_changes_nothing(client):
    made = table()
    made.draft(1)
    own = made.draft(0)
    client.force_login(made.people[0])
    named, unknown = made.companies[1].public_id, "nobody-2345678"

    pages = [client.get(f"{own.get_absolute_url()}?of={of}") for of in (named, unknown)]

    first, other = (CSRF.sub("", page.content.decode()) for page in pages)
    assert first.replace(named, unknown) == other.replace(named, unknown)


def test_an_answer_to_a_hidden_draft_names_it_not(client):
    made = table()
    hidden = made.draft(reason="First thoughts")
    made.propose(made.draft(based_on=hidden, reason="Second thoughts"))
    client.force_login(made.people[1])

    pages = [
        text_of(client.get(versions_page(made.deal))),
        text_of(client.get(reverse("deals:version", args=[made.deal.pk, 1]))),
        text_of(client.get(reverse("deals:history", args=[made.deal.pk]))),
    ]

    for page in pages:
        assert "Version 2" not in page and "version 2" not in page
        assert "First thoughts" not in page


def test_a_version_is_begun_from_an_earlier_one_with_a_reason(client):
    made = table()
    first = made.draft()
    fill(first)
    made.propose(first)
    client.force_login(made.people[1])
    address = reverse("deals:version-begin", args=[made.deal.pk])
    typed = {"based_on": "1", "company": made.companies[1].public_id}

    without = client.post(address, typed)
    response = client.post(address, {**typed, "reason": "More for the south"})

    assert without.status_code == 400
    draft = drafts().get()
    assert response.headers["Location"] == draft.get_absolute_url()
    assert (draft.based_on, draft.company, draft.reason) == (
        first, made.companies[1], "More for the south",
    )  # fmt: skip
    assert draft.financerows.count() == 2


def test_a_double_click_begins_one_version(client):
    made = table()
    made.propose(made.draft())
    client.force_login(made.people[1])
    address = reverse("deals:version-begin", args=[made.deal.pk])
    typed = {"based_on": "1", "company": made.companies[1].public_id, "reason": "Again"}

    for _click in range(2):
        client.post(address, typed)

    assert [draft.number for draft in drafts()] == [2]


def test_a_version_goes_all_the_way_by_buttons(client):
    made = table()
    version = made.draft()
    fill(version)
    client.force_login(made.people[0])
    client.post(act(version, "propose"), {"seen_revision": version.mark})
    client.force_login(made.people[1])
    client.post(act(version, "agree"))
    client.post(act(version, "sign"))
    client.force_login(made.people[0])
    client.post(act(version, "sign"))
    again = client.post(act(version, "sign"), follow=True)

    assert status(version) == "signed"
    kinds = Consent.objects.for_the_product("a test").values_list("kind", flat=True)
    assert sorted(kinds) == ["agreed", "agreed", "signed", "signed"]
    assert "was already signed" in text_of(again)


def test_what_a_colleague_changed_meanwhile_is_not_proposed(client):
    made = table()
    version = made.draft()
    client.force_login(made.people[0])
    seen = version.revision
    version.save()

    response = client.post(act(version, "propose"), {"seen_revision": seen}, follow=True)

    assert status(version) == "draft"
    assert "changed since you opened the page" in text_of(response)


def test_objections_stand_beside_the_button(client):
    made = table()
    version = made.propose(made.draft())
    client.force_login(made.people[1])

    page = text_of(client.get(version.get_absolute_url()))

    assert "every party agrees first. Missing: Rive Nord." in page


@pytest.mark.parametrize("name", ["propose", "agree", "sign", "take-back"])
def test_a_reader_does_nothing(client, name):
    made = table()
    version = made.draft() if name == "propose" else made.propose(made.draft())
    before = status(version)
    client.force_login(make.make_user(reader_at=made.companies[0]))

    response = client.post(act(version, name))

    assert response.status_code == 403
    assert status(version) == before


def test_an_editor_agrees_but_does_not_sign(client):
    made = table()
    version = made.propose(made.draft())
    client.force_login(make.make_user(editor_at=made.companies[1]))

    client.post(act(version, "agree"))
    response = client.post(act(version, "sign"))

    assert response.status_code == 403
    assert status(version) == "agreed"


def test_only_its_company_takes_a_version_back(client):
    made = table()
    version = made.propose(made.draft())
    client.force_login(made.people[1])
    others = client.post(act(version, "take-back"))
    client.force_login(made.people[0])
    client.post(act(version, "take-back"))
    client.force_login(made.people[1])
    late = client.post(act(version, "agree"), follow=True)

    assert others.status_code == 403
    assert status(version) == "taken_back"
    assert "only a proposal can be agreed to" in text_of(late)


def test_in_a_deal_that_was_withdrawn_nothing_is_agreed_or_begun(client):
    made = table()
    version = made.propose(made.draft())
    made.deal.stage = "withdrawn"
    made.deal.save()
    client.force_login(made.people[1])
    typed = {"company": made.companies[1].public_id, "based_on": "1", "reason": "Late"}

    begun = client.post(reverse("deals:version-begin", args=[made.deal.pk]), typed, follow=True)
    agreed = client.post(act(version, "agree"), follow=True)

    for response in (begun, agreed):
        assert "The deal was withdrawn" in text_of(response)
    assert list(drafts()) == [] and status(version) == "proposed"


def test_acts_are_posted(client):
    made = table()
    version = made.propose(made.draft())
    client.force_login(made.people[1])

    for name in ("propose", "agree", "sign", "take-back"):
        assert client.get(act(version, name)).status_code == 405


def test_whoever_has_left_reads_what_was_signed_and_acts_no_more(client):
    made, old, _new = partner_leaves()
    client.force_login(made.people[2])

    assert client.get(versions_page(made.deal)).status_code == 404
    assert client.post(act(old, "agree")).status_code == 404


def test_the_dossier_shows_what_the_version_comes_to(client):
    made = table()
    version = made.signed()
    client.force_login(made.people[1])

    page = text_of(client.get(version.get_absolute_url()))

    for words in ("10.00", "60.00 %", "the same as now", "Fingerprint"):
        assert words in page
    assert made.deal.title in page


def test_a_new_party_has_no_place_in_an_old_proposal(client):
    made = table()
    version = made.propose(made.draft())
    make.make_party(made.deal, make.make_company("Late Film"))
    client.force_login(made.people[1])

    response = client.post(act(version, "agree"), follow=True)

    assert "Late Film is at the table and has no place in this version" in text_of(response)
    assert status(version) == "proposed"


def test_pages_need_as_many_queries_for_twenty_versions_as_for_two(client):
    made = table()
    first = made.draft()
    fill(first)
    made.propose(first)
    last = made.propose(made.draft(1, based_on=first, reason="2"), 1)
    client.force_login(made.people[0])
    pages = [
        versions_page(made.deal),
        first.get_absolute_url(),
        reverse("deals:compare", args=[made.deal.pk, 1, 2]),
        reverse("qualification:what-breaks", args=[made.deal.pk, 1]),
        reverse("deals:notes", args=[made.deal.pk]),
    ]
    history = reverse("deals:history", args=[made.deal.pk])
    few, few_kinds = [queries_of(client, page) for page in pages], queries_of(client, history)

    for number in range(3, 21):
        place = number % 2
        last = made.draft(place, based_on=last, reason=str(number))
        source(last, f"Row {number}", number, place)
        made.propose(last, place)

    assert [queries_of(client, page) for page in pages] == few
    # Some queries for each kind of row on the page, however many rows.
    assert queries_of(client, history) <= few_kinds


def queries_of(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


def test_big_numbers_are_not_found(client):
    made = table()
    client.force_login(made.people[0])

    for number in (2**63, 10**30):
        address = reverse("deals:version", args=[made.deal.pk, number])
        assert client.get(address).status_code == 404
        address = reverse("deals:comment-edit", args=[made.deal.pk, number])
        assert client.get(address).status_code == 404


def test_a_page_of_a_draft_whose_number_moved_still_saves_that_draft(client):
    made = table()
    made.propose(made.draft())
    ours = made.draft(reason="ours")
    type(ours).objects.for_the_product("a test").filter(pk=ours.pk).update(
        made_at=AT + timedelta(days=1)
    )
    client.force_login(made.people[0])
    address = reverse("finance:finance-plan", args=[made.deal.pk, ours.number])
    page = client.get(address).content.decode()
    mark = re.search(r'id="seen-revision" value="([0-9a-f.]+)"', page)[1]
    made.propose(made.draft(1), 1)

    answer = client.post(address, {"seen_revision": mark, "base_currency": "KZT"})

    moved = reverse("finance:finance-plan", args=[made.deal.pk, ours.number + 1])
    assert (answer.status_code, answer.url) == (302, moved)
    stored = type(ours).objects.for_the_product("a test").get(pk=ours.pk)
    assert (stored.number, stored.currency) == (ours.number + 1, "KZT")


@pytest.mark.parametrize(
    ("name", "args", "parameter"),
    [
        ("deals:compare", [1, 1], "old_of"),
        ("deals:compare-csv", [1, 1], "new_of"),
        ("deals:compare-choose", [], "old"),
        ("deals:version", [1], "of"),
        ("deals:versions", [], "from"),
        ("finance:finance-plan", [1], "of"),
        ("deals:history", [], "page"),
    ],
)
def test_a_parameter_of_one_value_given_twice_is_refused_by_name(client, name, args, parameter):
    made = table()
    made.draft()
    client.force_login(made.people[0])
    address = reverse(name, args=[made.deal.pk, *args])
    company = made.companies[0].public_id

    twice = client.get(f"{address}?{parameter}={company}&{parameter}=2")
    alike = client.get(f"{address}?{parameter}=1&{parameter}=1&{parameter}=")

    assert twice.status_code == 400
    assert twice.context["problems"] == {parameter: ["Give this parameter once."]}
    assert "no-store" in twice.headers["Cache-Control"]
    assert alike.status_code != 400


def test_the_api_refuses_a_parameter_given_twice_in_the_words_of_lists(client):
    made = table()
    made.draft()
    client.force_login(made.people[0])
    address = reverse("api-comparison", args=[made.deal.pk, 1, 1])

    answer = client.get(f"{address}?old_of=a&old_of=b")

    assert answer.status_code == 400
    assert answer.json() == {"errors": {"old_of": ["Give this parameter once."]}}
