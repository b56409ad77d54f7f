"""Secret rows are read on somebody's behalf, or not at all."""

import pytest
from django.db.models import Count

from coprod.secrecy import NoReader
from films.models import Deal, DealParty, FinanceRow, Note, Version
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(Deal.objects.all()),
        lambda: Deal.objects.count(),
        lambda: Deal.objects.exists(),
        lambda: Deal.objects.filter(title="x").first(),
        lambda: Deal.objects.update(title="x"),
        lambda: Deal.objects.all().delete(),
        lambda: Deal.objects.values_list("title").iterator().__next__(),
        lambda: list(Version.objects.filter(pk__in=FinanceRow.objects.values("version"))),
        lambda: list(make.make_company().memberships.filter(pk__in=Note.objects.values("pk"))),
        lambda: FinanceRow.objects.aggregate(Count("pk")),
        lambda: FinanceRow.objects.latest("pk"),
    ],
)
def test_a_query_without_a_reader_raises(ask):
    with pytest.raises(NoReader):
        ask()


def test_rows_of_a_row_that_was_read_need_no_reader():
    deal = make.make_deal()

    assert deal.parties.count() == 2
    (read,) = Deal.objects.for_the_product("a test").prefetch_related("parties")
    assert len(read.parties.all()) == 2


def test_versions_and_notes_have_readers_of_their_own():
    deal = make.make_deal()

    for rows in (deal.versions, deal.notes, deal.documents):
        with pytest.raises(NoReader):
            rows.count()


def test_a_deal_is_visible_to_its_companies_only():
    ours, theirs = make.make_company(), make.make_company()
    deal = make.make_deal(between=[ours, theirs])
    make.make_deal()
    reader = make.make_user(reader_at=theirs)

    assert list(Deal.objects.visible_to(reader)) == [deal]
    assert list(Deal.objects.editable_by(reader)) == []
    assert list(Deal.objects.editable_by(make.make_user(editor_at=ours))) == [deal]
    assert list(Deal.objects.visible_to(make.make_user())) == []


def test_a_party_sees_the_deal_from_the_first_proposal_on():
    ours, theirs = make.make_company(), make.make_company()
    deal = make.make_deal(between=[ours])
    make.make_party(deal, theirs, joined_at=None)
    reader = make.make_user(reader_at=theirs)
    assert list(Deal.objects.visible_to(reader)) == []

    DealParty.objects.for_the_product("a test").filter(company=theirs).update(
        joined_at=make.ANNOUNCED
    )

    assert list(Deal.objects.visible_to(reader)) == [deal]


def test_a_deactivated_person_sees_nothing():
    company = make.make_company()
    make.make_deal(between=[company, make.make_company()])
    reader = make.make_user(reader_at=company)
    reader.is_active = False

    assert list(Deal.objects.visible_to(reader)) == []
