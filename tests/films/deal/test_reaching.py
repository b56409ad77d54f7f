"""Under which title a deal is reached: whoever has left it is told no later one."""

import zipfile
from io import BytesIO
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coprod import printing
from films.deal import negotiation
from films.deal.parties import add_party
from films.models import Deal
from films.workspace.home import left_deals
from partners.models import Membership
from tests.films.deal.tables import AT, table
from tests.secrecy.routes import every_route

pytestmark = pytest.mark.django_db
LATER = "Comet over Almaty"


def rename(deal, title):
    stored = Deal.objects.for_the_product("a test").get(pk=deal.pk)
    stored.title = title
    stored.save()


def party_of(made, place=1):
    return made.deal.parties.get(company=made.companies[place])


def left_and_renamed(*names):
    """A signed deal that was renamed, left by its second company, and renamed again."""
    made = table(*names, title="Working title")
    made.version = made.signed()
    rename(made.deal, "Apple Road")
    negotiation.leave(party_of(made), on=AT.date())
    rename(made.deal, LATER)
    return made


def text_of(response):
    """What an answer says, a workbook unpacked."""
    body = b"".join(response) if response.streaming else response.content
    if zipfile.is_zipfile(BytesIO(body)):
        with zipfile.ZipFile(BytesIO(body)) as book:
            body = b"".join(map(book.read, book.namelist()))
    return body.decode(errors="replace")


def test_nothing_that_is_read_after_leaving_tells_a_later_title(client):
    made = left_and_renamed()
    client.force_login(made.people[1])
    values = {"pk": made.deal.pk, "number": 1, "old": "1", "new": "1"}
    routes = [
        route
        for route in every_route()
        if route.pattern.startswith(("deals/", "api/v1/deals/"))
        and set(route.parameters) <= set(values)
    ]

    told = {}
    with mock.patch.object(printing, "pdf", lambda _paper, data, at: str(data).encode()):
        for route in routes:
            response = client.get(route.address(values))
            if response.status_code == 200:
                told[route.name] = text_of(response)

    assert {name for name, text in told.items() if LATER in text} == set()
    assert {name for name, text in told.items() if "Apple Road" in text} >= {
        "deals:deals", "deals:deal", "deals:version", "deals:version-dossier",
        "finance:finance-plan", "qualification:qualification",
    }  # fmt: skip


def test_a_day_that_is_written_down_later_changes_no_title(client):
    made = left_and_renamed()
    party = party_of(made)
    party.left_on = AT.date().replace(month=1)
    party.save()
    client.force_login(made.people[1])

    assert client.get(made.deal.get_absolute_url()).context["deal"].title == "Apple Road"


def test_whoever_comes_back_or_still_sits_there_reads_the_title_of_today(client):
    made = left_and_renamed()
    client.force_login(made.people[0])
    at_the_table = client.get(made.deal.get_absolute_url()).context["deal"].title
    company = made.companies[1]
    add_party(made.deal, country=company.country, company=company)
    client.force_login(made.people[1])

    back = client.get(made.deal.get_absolute_url()).context["deal"].title

    assert (at_the_table, back) == (LATER, LATER)


def test_of_two_companies_of_one_person_the_last_to_leave_counts(client):
    made = left_and_renamed("Dala Film", "Rive Nord", "Spree Film")
    negotiation.leave(party_of(made, 2), on=AT.date())
    rename(made.deal, "Yet another title")
    Membership.objects.create(user=made.people[1], company=made.companies[2], role="reader")
    client.force_login(made.people[1])

    assert client.get(made.deal.get_absolute_url()).context["deal"].title == LATER


def test_a_title_of_former_days_is_never_saved(client):
    made = left_and_renamed()
    client.force_login(made.people[1])
    seen = client.get(made.deal.get_absolute_url()).context["deal"]

    with pytest.raises(PermissionDenied):
        seen.save()

    made.deal.refresh_from_db()
    assert made.deal.title == LATER


def test_deals_that_were_left_take_as_many_queries_for_three_as_for_one():
    first = left_and_renamed()
    person = first.people[1]
    with CaptureQueriesContext(connection) as few:
        assert len(left_deals(person)) == 1
    for number in range(2):
        other = left_and_renamed(f"Studio {number}", f"House {number}")
        Membership.objects.create(user=person, company=other.companies[1], role="reader")

    with CaptureQueriesContext(connection) as many:
        titles = [deal.title for deal in left_deals(person)]

    assert titles == ["Apple Road"] * 3
    assert len(many) == len(few)
