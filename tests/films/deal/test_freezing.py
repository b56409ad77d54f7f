"""What was proposed or signed stays as it is, whatever door a change comes through."""

from contextlib import suppress

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import get_resolver, reverse

from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.sheet import SHEETS
from films.deal.sheet_views import save
from films.deal.terms import document, fingerprint, fingerprint_of
from films.models import Consent, DealParty, FinanceRow, Version
from tests import factories as make
from tests.films.deal.tables import AT, fill, table

pytestmark = pytest.mark.django_db


def fresh(version):
    return Version.objects.for_the_product("a test").get(pk=version.pk)


def consents(version):
    rows = Consent.objects.for_the_product("a test").filter(version=version)
    return list(rows.order_by("pk").values())


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


ROW = "films_financerow"
COLUMNS = "revision, key, position, version_id, code, type, status, currency, origin, recoupable"
COLUMNS += ", evidence, conditions"
VALUES = "1, 'newkey', 9, %s, 'X', 'other', 'applied', 'EUR', '', false, '', ''"


@pytest.mark.parametrize(
    "act",
    [
        lambda one, _open: run(f"UPDATE {ROW} SET amount = 1 WHERE version_id = %s", one.pk),
        lambda one, _open: run(f"DELETE FROM {ROW} WHERE version_id = %s", one.pk),
        lambda one, _open: run(f"INSERT INTO {ROW} ({COLUMNS}) VALUES ({VALUES})", one.pk),
        # A row moves out of the signed version, or into it.
        lambda one, other: run(
            f"UPDATE {ROW} SET version_id = %s WHERE version_id = %s", other.pk, one.pk
        ),
        lambda one, other: run(
            f"UPDATE {ROW} SET version_id = %s WHERE version_id = %s", one.pk, other.pk
        ),
        lambda one, _open: run("UPDATE films_version SET currency = 'KZT' WHERE id = %s", one.pk),
        lambda one, _open: run(
            "UPDATE films_version SET status = 'draft', frozen_at = NULL, signed_on = NULL"
            " WHERE id = %s",
            one.pk,
        ),
        lambda one, _open: run("UPDATE films_version SET revision = 9 WHERE id = %s", one.pk),
        lambda one, _open: run("DELETE FROM films_version WHERE id = %s", one.pk),
        lambda one, _open: run("DELETE FROM films_consent WHERE version_id = %s", one.pk),
        lambda one, _open: run(
            "UPDATE films_consent SET fingerprint = 'x' WHERE version_id = %s", one.pk
        ),
        lambda one, _open: Consent.objects.create(
            version=one, company=make.make_company(), user=one.author, kind="signed", at=AT
        ),
        lambda one, _open: one.consents.all().delete(),
        lambda one, _open: one.consents.update(kind="agreed"),
        lambda one, _open: FinanceRow.objects.bulk_create(
            [FinanceRow(version=one, code="S09", currency="EUR")]
        ),
        lambda one, _open: one.deal.delete(),
        # Whom it names.
        lambda one, _open: run(
            "UPDATE films_dealparty SET company_id = %s WHERE deal_id = %s",
            make.make_company().pk,
            one.deal_id.hex if connection.vendor == "sqlite" else one.deal_id,
        ),
        lambda one, _open: one.deal.parties.update(company=make.make_company()),
        lambda one, _open: one.deal.parties.filter(places=None).delete(),
    ],
)
def test_a_signed_version_survives(act):
    made = table()
    # Somebody who had left before; without that place the others' numbers would move up.
    gone = DealParty(deal=made.deal, company=make.make_company("Gone"), left_on=AT.date(), pk=0)
    gone.country = make.make_country("DE")
    gone.save(force_insert=True)
    version = made.signed()
    other = made.draft(based_on=version)
    before, given = document(version), consents(version)
    parties = list(made.deal.parties.order_by("pk").values())

    with pytest.raises(IntegrityError), transaction.atomic():
        act(version, other)

    assert document(fresh(version)) == before
    assert list(made.deal.parties.order_by("pk").values()) == parties
    assert consents(version) == given
    assert fresh(version).status == "signed"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
@pytest.mark.parametrize(
    "act",
    [
        lambda row, other: run(
            f"INSERT OR REPLACE INTO {ROW} (id, {COLUMNS}) VALUES ({row.pk}, {VALUES})", other.pk
        ),
        lambda row, other: run(
            f"UPDATE OR REPLACE {ROW} SET id = %s WHERE version_id = %s AND code = 'State fund'",
            row.pk,
            other.pk,
        ),
        lambda row, other: run(
            "UPDATE OR REPLACE films_version SET number = %s WHERE id = %s",
            row.version.number,
            other.pk,
        ),
        lambda row, other: run(
            "UPDATE OR REPLACE films_creditshare SET partner_id ="
            " (SELECT max(partner_id) FROM films_creditshare WHERE version_id = %s)"
            " WHERE version_id = %s",
            row.version_id,
            other.pk,
        ),
    ],
)
def test_a_signed_row_is_not_replaced_from_the_side(act):
    made = table()
    version = made.signed()
    other = made.draft(based_on=version)
    before = document(version)

    with pytest.raises(IntegrityError), transaction.atomic():
        act(version.financerows.get(code="State fund"), other)

    assert document(fresh(version)) == before


def test_a_signed_version_is_not_changed_by_its_pages(client):
    made = table()
    version = made.signed()
    before = document(version)
    client.force_login(made.people[0])
    assert get_resolver().url_patterns  # Every part has declared its sheets now.

    for slug in SHEETS:
        address = version.get_absolute_url() + f"{slug}/"
        response = client.post(address, {"seen_revision": version.mark, "act": "save"})
        assert response.status_code == 403

    assert document(fresh(version)) == before


def test_a_save_that_began_before_the_proposal_is_refused():
    made = table()
    version = made.draft()
    fill(version)
    seen = version.mark
    made.propose(version)
    before = document(version)

    with pytest.raises(StaleRecord):
        save(SHEETS["finance-plan"], version, SHEETS["finance-plan"].input_of(version), seen)

    assert document(fresh(version)) == before


def test_saving_a_row_as_the_api_does_is_refused():
    made = table()
    version = made.signed()
    row = version.financerows.first()
    row.amount = 1

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

    assert version.financerows.get(pk=row.pk).amount == 60


def test_the_administration_offers_no_way_either(client):
    """Where a frozen row has a page there, saving it is refused by the database."""
    made = table()
    row = made.signed().financerows.first()
    client.force_login(make.make_admin())

    if FinanceRow in admin.site._registry:
        address = reverse("admin:films_financerow_change", args=[row.pk])
        with suppress(IntegrityError), transaction.atomic():
            client.post(address, {"code": "Other", "seen_revision": row.revision})

    assert FinanceRow.objects.for_the_product("a test").get(pk=row.pk).code == row.code


def test_a_draft_can_be_deleted_with_everything():
    made = table()
    version = made.draft()
    fill(version)
    Consent.objects.create(
        version=version, company=made.companies[0], user=version.author, kind="agreed", at=AT
    )

    version.delete()

    assert not Version.objects.for_the_product("a test").exists()


def test_a_proposal_may_still_be_answered_agreed_and_signed():
    made = table()
    version = made.propose(made.draft())

    made.agree(version)

    assert fresh(version).status == "agreed"


def test_a_fingerprint_tells_zero_from_unknown_and_does_not_know_empty_columns():
    made = table()
    version = made.draft()
    unknown = FinanceRow.objects.create(version=version, code="S1", currency="EUR")
    before = fingerprint(version)

    unknown.amount = 0
    unknown.save()

    assert fingerprint(version) != before
    terms = document(version)
    terms["financerow"][unknown.key]["added_later"] = ""
    assert fingerprint_of(terms) == fingerprint(version)


def test_the_same_terms_have_the_same_fingerprint_in_the_next_version():
    made = table()
    version = made.signed()

    assert fingerprint(made.draft(based_on=version)) == fingerprint(version)


def test_whoever_is_at_the_table_but_not_in_the_version_stops_the_signature():
    made = table()
    version = made.draft()
    fill(version)
    made.propose(version)
    made.agree(version)
    negotiation.leave(made.deal.parties.get(company=made.companies[1]), on=AT.date())

    with pytest.raises(ValidationError, match="Rive Nord has left the deal"):
        negotiation.sign(version, company=made.companies[0], user=made.people[0], at=AT)
