"""The history of a deal, as far as a reader may see it."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from films.deal import negotiation
from films.deal.changes import changes
from films.deal.sheet import SHEETS
from films.deal.sheet_views import save
from films.models import Fulfilment, Note, Obligation
from tests import factories as make
from tests.films.deal.tables import AT, fill, source, table

pytestmark = pytest.mark.django_db


def told(deal, user, **page):
    found = changes(deal, user, **page)
    return [(one.what, one.name, one.kind) for one in found.changes]


def test_own_drafts_are_told_field_by_field():
    made = table()
    version = made.draft()
    row = source(version, "State fund", 60)
    row.amount = 80
    row.save()

    listed = changes(made.deal, made.people[0]).changes

    assert (listed[0].name, listed[0].kind, listed[0].version) == (
        "State fund", "changed", "Version 1",
    )  # fmt: skip
    assert [(line.label, line.before, line.after) for line in listed[0].lines] == [
        ("amount", "60.00", "80.00")
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ("1,150,000.00", "80.50")), ("ru", ("1 150 000,00", "80,50")),
     ("kk", ("1 150 000,00", "80,50"))],
)  # fmt: skip
def test_amounts_of_the_history_are_written_as_the_reader_does(language, told):
    made = table()
    row = source(made.draft(), "State fund", 1150000)
    row.amount = Decimal("80.50")
    row.save()

    with override(language):
        (line,) = changes(made.deal, made.people[0]).changes[0].lines

    assert (line.before, line.after) == tuple(text.replace(" ", "\xa0") for text in told)


def test_the_making_of_a_proposal_stays_with_its_company():
    made = table()
    version = made.draft()
    fill(version)
    made.propose(version)
    made.agree(version)

    others = told(made.deal, made.people[1])

    assert [one for one in others if one[0] in ("row of the finance plan", "partner")] == []
    assert ("version of a deal", "", "changed") in others
    assert any(one[0] == "consent" for one in others)
    listed = changes(made.deal, made.people[1]).changes
    lines = [line for one in listed for line in one.lines]
    assert "draft" not in [line.before for line in lines]


def test_notes_are_never_told_to_the_others_even_when_they_are_gone():
    made = table()
    note = Note.objects.create(
        deal=made.deal, company=made.companies[0], author=made.people[0], text="Secret", at=AT
    )
    note.text = "More secret"
    note.save()
    note.delete()

    own = [one for one in told(made.deal, made.people[0]) if one[0] == "private note"]
    others = [one for one in told(made.deal, made.people[1]) if one[0] == "private note"]

    assert [kind for _what, _name, kind in own] == ["deleted", "changed", "created"]
    assert others == []


def test_what_changes_in_the_deal_is_told_to_everybody():
    made = table()
    party = made.deal.parties.get(company=made.companies[1])
    negotiation.leave(party, on=AT.date())

    listed = changes(made.deal, made.people[0]).changes

    assert (listed[0].what, listed[0].name) == ("party to a deal", "Rive Nord")
    assert [line.label for line in listed[0].lines] == ["left on"]


def test_rows_that_were_carried_along_are_no_news():
    made = table()
    first = made.draft()
    fill(first)
    made.propose(first)
    before = len(told(made.deal, made.people[0], size=200))

    made.draft(based_on=first, reason="Again")

    assert len(told(made.deal, made.people[0], size=200)) == before + 1


def test_saving_a_sheet_that_changes_nothing_is_no_news():
    made = table()
    version = made.draft()
    fill(version)
    sheet = SHEETS["finance-plan"]
    before = told(made.deal, made.people[0], size=200)

    save(sheet, version, sheet.input_of(version), version.mark)

    assert told(made.deal, made.people[0], size=200) == before


def test_pages_follow_one_another():
    made = table()
    version = made.draft()
    for number in range(8):
        source(version, f"S{number}", number)
    everything = told(made.deal, made.people[0], size=200)

    pages = [told(made.deal, made.people[0], start=start, size=5) for start in range(0, 30, 5)]

    assert [one for page in pages for one in page] == everything


def test_the_page_names_who_what_when(client):
    made = table()
    version = made.draft(reason="A first offer")
    made.propose(version)
    client.force_login(made.people[0])

    response = client.get(reverse("deals:history", args=[made.deal.pk]))

    page = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "A first offer" in page


def test_the_page_names_a_row_in_the_quotes_of_the_language(client):
    made = table()
    source(made.draft(), "National fund", 0)
    client.force_login(made.people[0])
    client.cookies["language"] = "ru"

    page = client.get(reverse("deals:history", args=[made.deal.pk])).content.decode()

    assert "«National fund»" in page
    assert "“" not in page


@pytest.mark.parametrize("page", ["0", "x", "-1", "9" * 30, "²", "7"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    made = table()
    client.force_login(made.people[0])

    response = client.get(reverse("deals:history", args=[made.deal.pk]), {"page": page})

    assert response.status_code == 404


def test_a_stranger_and_whoever_has_left_read_no_history(client):
    made = table()
    client.force_login(make.make_user(editor_at=make.make_company()))
    assert client.get(reverse("deals:history", args=[made.deal.pk])).status_code == 404

    made.signed()
    negotiation.leave(made.deal.parties.get(company=made.companies[1]), on=AT.date())
    client.force_login(made.people[1])
    assert client.get(reverse("deals:history", args=[made.deal.pk])).status_code == 404


def test_a_proposal_does_not_tell_of_the_draft_that_it_was_made_from():
    made = table()
    draft = made.draft()
    made.propose(made.draft(based_on=draft, reason="A second try"))

    listed = changes(made.deal, made.people[1]).changes

    lines = [(line.label, line.after) for one in listed for line in one.lines]
    assert ("why this version", "A second try") in lines
    assert [line for line in lines if line[0] == "based on"] == []
    own = changes(made.deal, made.people[0]).changes
    assert ("based on", "Version 2") in [
        (line.label, line.after) for one in own for line in one.lines
    ]


def test_a_delivery_of_a_promise_in_a_draft_is_told_to_its_company_alone():
    made = table()
    kind = make.make_obligation_kind()
    promise = Obligation.objects.create(version=made.draft(), kind=kind, text="Two places")
    Fulfilment.objects.create(deal=made.deal, obligation_key=promise.key, day=AT.date())

    ours, theirs = (told(made.deal, person) for person in made.people)

    assert "delivery of an obligation" in [what for what, _name, _kind in ours]
    assert "delivery of an obligation" not in [what for what, _name, _kind in theirs]
    assert [Fulfilment.objects.visible_to(one).count() for one in made.people] == [1, 0]
