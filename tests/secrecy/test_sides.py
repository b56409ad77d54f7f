"""Add or take away what a company keeps to itself: no answer to the other side of the deal changes.

Drafts, notes, limits, private papers, and what was made and lost of them.
"""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from films.deal import changes, negotiation
from films.deal.deal import NoteQuerySet
from films.deal.version import VersionQuerySet
from films.governance.filing import attach
from films.governance.models import DocumentQuerySet
from films.milestone.digest import digests
from films.models import Deal, Document, Note
from partners.models import Membership
from tests import factories as make
from tests.secrecy import worlds
from tests.secrecy.asking import Asking, answer
from tests.secrecy.comparing import calm, client_of, told
from tests.secrecy.filling import chance
from tests.secrecy.routes import every_route

OWN = ("deals", "account/", "api/v1/deals", "calendar/", "admin/")
AT = make.ANNOUNCED


def hidden_deal():
    return Deal.objects.for_the_product("a test").get(title=f"{worlds.SECRET} deal")


def keep_to_oneself(public):
    """What the editor's company does without the others: drafted, noted, filed, and lost again."""
    deal, company = hidden_deal(), public.companies["ours"]
    person = public.people["editor"]
    versions = deal.versions.for_the_product("a test").order_by("number")
    for base in (versions.first(), None):
        draft = negotiation.begin(
            deal, company=company, author=person, at=AT, based_on=base, reason="Our own"
        )
        for row in draft.financerows.all():
            row.amount, row.expires_on = 123_456, AT.date()
            row.save()
        for row in draft.obligations.all():
            row.due_on = AT.date() + timedelta(days=7)
            row.save()
    lost = negotiation.begin(deal, company=company, author=person, at=AT, reason="Lost")
    lost.delete()
    for kind in Note.Kind:
        Note.objects.create(
            deal=deal, company=company, author=person, kind=kind, text="Not below 40 %", at=AT
        )
    paper = Document(
        deal=deal, company=company, author=person, is_private=True, version=draft, at=AT
    )
    attach(paper, ContentFile(b"%PDF-1.7 ours", name="ours.pdf"))


def addresses(rows):
    """Some of every route that somebody at the table may ask."""
    values = worlds.values_of(row for row in rows if row.pk)
    deal = str(hidden_deal().pk)
    values |= {"int": [1, 2, 3, 4], "number": [1, 2, 3, 4], "films.Deal.pk": [deal], "uuid": [deal]}
    asking = Asking("sides", values, values)
    for route in every_route():
        if route.pattern.startswith(OWN):
            yield from asking.addresses(route, 2)


def asked(client, paths):
    found = {}
    for path in paths:
        with transaction.atomic(), chance(path):
            found[path] = answer(client.get(path))
            transaction.set_rollback(True)
    return found


def differences(other, only=""):
    """[(what was asked, answer with it, answer without)] wherever the two differ."""
    public = worlds.make_public_world()
    with worlds.noting() as rows, chance(worlds.SECRET):
        worlds.add_hidden_world(public)
    person = public.people[other]
    person.email = "other@example.org"
    person.save()
    client = client_of(public, other)
    with calm():
        with transaction.atomic():
            with worlds.noting() as more, chance("ours"):
                keep_to_oneself(public)
            paths = [path for path in addresses([*rows, *more]) if re.search(only, path)]
            with_it = {**asked(client, paths), "mail": mails_to(person)}
            transaction.set_rollback(True)
        without = {**asked(client, paths), "mail": mails_to(person)}
    assert sum(found[0] == 200 for found in without.values()) > 0
    return [(path, with_it[path], without[path]) for path in without
            if with_it[path] != without[path]]  # fmt: skip


def mails_to(person):
    texts = [one.text for one in digests(on=AT.date()) if one.address == person.email]
    return 200, {}, {}, "".join(texts).encode()


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["partner", "left"])
def test_the_other_side_learns_nothing_of_what_a_company_keeps_to_itself(other):
    found = differences(other)

    assert not found, told(found)


def at_the_table(self, user):
    return Q(deal__in=Deal.objects.open_to(user).values("pk"))


def everybody(user):
    return Membership.objects.values("company")


# Each leak, and the pages on which it would be seen.
LEAKS = {
    "notes": (NoteQuerySet, "readable_by", at_the_table, "/notes/"),
    "papers": (DocumentQuerySet, "readable_by", at_the_table, "/documents/"),
    "drafts": (VersionQuerySet, "readable_by", at_the_table, "/versions/$"),
    "deadlines of drafts": (VersionQuerySet, "readable_by", at_the_table, "/deals/due/"),
    "history": (changes, "own_companies", everybody, "/history/"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", LEAKS)
def test_what_leaks_to_the_other_side_is_noticed(name):
    place, attribute, leak, only = LEAKS[name]

    with mock.patch.object(place, attribute, leak):
        found = differences("partner", only)

    assert found, f"the leak of {name} went unnoticed"
