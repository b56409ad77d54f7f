"""Deleting the same thing twice: whoever has deleted it is told so, nobody else learns anything."""

import pytest
from django.urls import reverse

from films.deal.note_views import moment_of
from films.models import Comment, Note, Receipt
from tests import factories as make
from tests.films.milestone import making

pytestmark = pytest.mark.django_db
GONE = "It was deleted already."


def milestone(table):
    return "milestones:milestone-delete", [making.make_milestone(table.deal).uid]


def approval(table):
    return "milestones:approval-delete", [making.make_approval(table.deal).uid]


def delivery(table):
    obligation = making.make_obligation(table.version)
    making.sign(table.version)
    row = making.make_delivery(table.deal, obligation)
    return "milestones:delivery-delete", [obligation.key, row.uid]


def comment(table):
    row = Comment.objects.create(**written(table))
    return "deals:comment-delete", [moment_of(row)]


def note(table):
    row = Note.objects.create(kind="note", **written(table))
    return "deals:note-delete", [moment_of(row)]


def receipt(table):
    row = Receipt.objects.create(deal=table.deal, period="P1", currency="EUR", amount=1)
    return "recoupment:receipt-remove", [row.position]


def written(table):
    return {
        "deal": table.deal,
        "company": table.dala,
        "author": table.signatory,
        "text": "Shall we meet?",
        "at": making.AT,
    }


KINDS = [milestone, approval, delivery, comment, note, receipt]


@pytest.mark.parametrize("kind", KINDS)
def test_the_second_press_shows_that_it_is_gone(client, kind):
    table = making.table()
    name, which = kind(table)
    address = reverse(name, args=[table.deal.pk, *which])
    client.force_login(table.signatory)

    first, second = (client.post(address, {"seen_revision": "1"}) for _press in range(2))
    page = client.get(second.headers["Location"]).content.decode()

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert GONE in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_else_has_deleted_is_as_if_it_had_never_been(client, kind):
    table = making.table()
    name, which = kind(table)
    address = reverse(name, args=[table.deal.pk, *which])
    client.force_login(table.signatory)
    client.post(address, {"seen_revision": "1"})

    for person in (table.editor, table.partner, table.outsider, make.make_user()):
        client.force_login(person)
        assert client.post(address, {"seen_revision": "1"}).status_code == 404
