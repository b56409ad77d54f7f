"""Comments are everybody's; notes and limits never leave their company."""

import pytest
from django.urls import reverse

from films.deal.note_views import moment_of
from films.models import Comment, Note
from tests import factories as make
from tests.films.deal.tables import AT, fill, table
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
LIMIT = "Not below thirty-one per cent"


def page_of(deal):
    return reverse("deals:notes", args=[deal.pk])


def comments():
    return Comment.objects.for_the_product("a test")


def notes():
    return Note.objects.for_the_product("a test")


def make_note(made, place=0, **fields):
    fields = {"text": LIMIT, "kind": "limit", "at": AT, **fields}
    return Note.objects.create(
        deal=made.deal, company=made.companies[place], author=made.people[place], **fields
    )


def make_comment(made, place=0, **fields):
    fields = {"text": "Shall we meet?", "at": AT, **fields}
    return Comment.objects.create(
        deal=made.deal, company=made.companies[place], author=made.people[place], **fields
    )


def test_a_comment_is_read_by_everybody_at_the_table(client):
    made = table()
    version = made.propose(made.draft())
    client.force_login(made.people[0])
    client.post(
        reverse("deals:comment-add", args=[made.deal.pk]),
        {"text": "Too little for us.", "version": "1"},
    )
    client.force_login(made.people[1])

    for page in (page_of(made.deal), version.get_absolute_url()):
        assert "Too little for us." in client.get(page).content.decode()


@pytest.mark.parametrize("kind", ["comment", "note"])
def test_a_double_click_writes_once(client, kind):
    made = table()
    client.force_login(made.people[0])
    typed = {"text": "Only once.", "kind": "note"}

    for _click in range(2):
        client.post(reverse(f"deals:{kind}-add", args=[made.deal.pk]), typed)

    assert (comments() if kind == "comment" else notes()).count() == 1


def test_notes_and_drafts_are_in_none_of_the_others_pages(client):
    made = table()
    hidden = made.draft(reason="Hidden reason")
    fill(hidden)
    note = make_note(made)
    kept = make_note(made, text="Another thought")
    kept.delete()
    make_comment(made, text="About my draft", version=hidden)
    mine = made.draft(1)
    made.propose(mine, 1)
    client.force_login(made.people[1])
    pages = [
        page_of(made.deal),
        reverse("deals:versions", args=[made.deal.pk]),
        reverse("deals:history", args=[made.deal.pk]),
        mine.get_absolute_url(),
        reverse("deals:compare", args=[made.deal.pk, mine.number, mine.number]),
        reverse("deals:compare-json", args=[made.deal.pk, mine.number, mine.number]),
        reverse("qualification:what-breaks", args=[made.deal.pk, mine.number]),
    ]

    for page in pages:
        response = client.get(page)
        text = response.content.decode()
        assert response.status_code == 200
        for secret in (LIMIT, "Another thought", "About my draft", "Hidden reason", "State fund"):
            assert secret not in text
    for name in ("note-edit", "note-delete"):
        address = reverse(f"deals:{name}", args=[made.deal.pk, moment_of(note)])
        response = client.post(address, {"text": "Changed", "kind": "note", "seen_revision": "1"})
        assert response.status_code == 404
    assert notes().get().text == LIMIT


def test_adding_and_deleting_a_note_changes_no_byte_for_the_others(client):
    made = table()
    made.propose(made.draft())
    client.force_login(made.people[1])
    pages = [page_of(made.deal), reverse("deals:history", args=[made.deal.pk])]
    before = [without_token(client.get(page)) for page in pages]

    make_note(made)
    make_note(made, text="Gone").delete()
    made.draft(reason="A draft of ours")

    assert [without_token(client.get(page)) for page in pages] == before


def without_token(response):
    lines = response.content.decode().splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line]


def test_a_comment_on_a_draft_is_refused(client):
    made = table()
    made.draft()
    client.force_login(made.people[0])

    response = client.post(
        reverse("deals:comment-add", args=[made.deal.pk]), {"text": "Mine", "version": "1"}
    )

    assert response.status_code == 400
    assert comments().count() == 0


@pytest.mark.parametrize("kind", ["comment", "note"])
def test_the_second_of_two_writers_sees_both_texts(client, kind):
    made = table()
    row = make_comment(made) if kind == "comment" else make_note(made)
    client.force_login(made.people[0])
    address = reverse(f"deals:{kind}-edit", args=[made.deal.pk, moment_of(row)])
    first, second = (fields_of(client.get(address), "change") for _page in range(2))
    client.post(address, {**first, "text": "The first text"})

    response = client.post(address, {**second, "text": "The second text"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "The first text" in page and "The second text" in page
    client.post(address, fields_of(response, "change"))
    row.refresh_from_db()
    assert row.text == "The second text"


def test_only_its_author_changes_a_comment(client):
    made = table()
    row = make_comment(made)
    client.force_login(made.people[1])

    for name in ("comment-edit", "comment-delete"):
        address = reverse(f"deals:{name}", args=[made.deal.pk, moment_of(row)])
        assert client.post(address, {"text": "Other", "seen_revision": "1"}).status_code == 404

    row.refresh_from_db()
    assert row.text == "Shall we meet?"


@pytest.mark.parametrize("kind", ["comment", "note"])
def test_what_was_changed_meanwhile_is_not_deleted(client, kind):
    made = table()
    row = make_comment(made) if kind == "comment" else make_note(made)
    rows = comments() if kind == "comment" else notes()
    client.force_login(made.people[0])
    address = reverse(f"deals:{kind}-delete", args=[made.deal.pk, moment_of(row)])
    row.save()

    client.post(address, {"seen_revision": "1"})
    assert rows.count() == 1

    client.post(address, {"seen_revision": "2"})
    assert rows.count() == 0


def test_a_reader_reads_notes_and_writes_none(client):
    made = table()
    make_note(made)
    client.force_login(make.make_user(reader_at=made.companies[0]))

    assert LIMIT in client.get(page_of(made.deal)).content.decode()
    for kind in ("comment", "note"):
        address = reverse(f"deals:{kind}-add", args=[made.deal.pk])
        assert client.post(address, {"text": "x", "kind": "note"}).status_code == 403
