"""Several people act on one deal at the same moment: the second is told, nothing is doubled."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.deal import DealParty
from films.deal.sheet import SHEETS
from films.deal.sheet_views import save
from films.models import Consent, Partner, Version
from tests.films.deal.tables import AT, fill, table

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def at_once(*acts):
    """What each of these acts answers when all begin at the same moment."""
    barrier = threading.Barrier(len(acts))

    def run(act):
        barrier.wait()
        try:
            act()
            return "done"
        except (ValidationError, StaleRecord) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def read(version):
    return Version.objects.for_the_product("a test").select_related("deal").get(pk=version.pk)


def signer(made, version, place):
    """As a request does it: read first, then act."""
    own = read(version)
    return lambda: negotiation.sign(
        own, company=made.companies[place], user=made.people[place], at=AT
    )


def agreed(made):
    version = made.draft()
    fill(version)
    made.propose(version)
    made.agree(version)
    return version


def signatures(version):
    rows = Consent.objects.for_the_product("a test").filter(version=version, kind="signed")
    return sorted(rows.values_list("company__name", flat=True))


def test_two_companies_sign_at_once_and_the_version_is_signed():
    for _round in range(ROUNDS):
        made = table()
        version = agreed(made)

        answers = at_once(signer(made, version, 0), signer(made, version, 1))

        assert answers == ["done", "done"]
        assert read(version).status == "signed"
        assert signatures(version) == ["Dala Film", "Rive Nord"]


def test_one_company_signs_twice_at_once_and_stands_there_once():
    for _round in range(ROUNDS):
        made = table()
        version = agreed(made)

        answers = at_once(signer(made, version, 1), signer(made, version, 1))

        assert sorted(answers) == ["ValidationError", "done"]
        assert signatures(version) == ["Rive Nord"]


def test_a_version_is_either_agreed_or_taken_back():
    for _round in range(ROUNDS):
        made = table()
        version = made.propose(made.draft())
        one, other = read(version), read(version)

        agrees, takes = at_once(
            lambda one=one, made=made: negotiation.agree(
                one, company=made.companies[1], user=made.people[1], at=AT
            ),
            lambda other=other: negotiation.take_back(other),
        )

        # Also what is agreed may still be taken back, until somebody has signed.
        assert takes == "done" and agrees in ("done", "ValidationError")
        assert read(version).status == "taken_back"


def test_a_signature_and_taking_back_do_not_both_happen():
    for _round in range(ROUNDS):
        made = table()
        version = agreed(made)
        other = read(version)

        answers = at_once(
            signer(made, version, 1), lambda other=other: negotiation.take_back(other)
        )

        assert sorted(answers) == ["ValidationError", "done"]
        left = ("agreed", ["Rive Nord"]) if answers[0] == "done" else ("taken_back", [])
        assert (read(version).status, signatures(version)) == left


def test_whoever_leaves_while_a_version_is_begun_is_not_in_it():
    for _round in range(ROUNDS):
        made = table("Dala Film", "Rive Nord", "Spree Film")
        version = made.propose(made.draft())
        party = made.deal.parties.get(company=made.companies[2])

        answers = at_once(
            lambda made=made, version=version: made.draft(1, based_on=version),
            lambda party=party: negotiation.leave(party, on=AT.date()),
        )

        assert answers == ["done", "done"]
        draft = Version.objects.for_the_product("a test").get(deal=made.deal, number=2)
        codes = Partner.objects.for_the_product("a test").filter(version=draft)
        assert [place.code for place in codes] == ["Dala Film", "Rive Nord"]
        assert DealParty.objects.for_the_product("a test").get(pk=party.pk).left_on == AT.date()


def test_versions_begun_at_once_have_numbers_of_their_own():
    made = table()
    made.propose(made.draft())

    answers = at_once(*[lambda place=place: made.draft(place % 2) for place in range(4)])

    assert answers == ["done"] * 4
    versions = Version.objects.for_the_product("a test").filter(deal=made.deal)
    # Each company counts its own.
    assert sorted(versions.values_list("number", flat=True)) == [1, 2, 2, 3, 3]


def test_the_same_version_asked_for_twice_at_once_is_begun_once():
    made = table()
    first = made.propose(made.draft())

    def begin():
        negotiation.begin_once(
            made.deal,
            company=made.companies[1],
            author=made.people[1],
            at=AT,
            based_on=first,
            reason="Twice",
        )

    answers = at_once(begin, begin)

    assert answers == ["done", "done"]
    assert Version.objects.for_the_product("a test").filter(reason="Twice").count() == 1


def test_a_save_and_a_proposal_do_not_mix():
    for _round in range(ROUNDS):
        made = table()
        version = made.draft()
        fill(version)
        sheet = SHEETS["finance-plan"]
        given = sheet.input_of(version)
        given["sources"][0]["amount"] = "77.00"
        one, other, seen = read(version), read(version), version.mark

        saved, proposed = at_once(
            lambda one=one, given=given, seen=seen: save(SHEETS["finance-plan"], one, given, seen),
            lambda other=other, made=made, seen=seen: negotiation.propose(
                other, user=made.people[0], at=AT, seen=seen
            ),
        )

        assert sorted([saved, proposed]) == ["StaleRecord", "done"]
        amount = version.financerows.get(code="State fund").amount
        assert (amount == 77) == (saved == "done")
        assert (read(version).status == "proposed") == (proposed == "done")
