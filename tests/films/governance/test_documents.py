"""Documents: taken in, handed out, hidden, deleted, swept."""

import os
import uuid
from io import StringIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import reverse

from films.deal import negotiation
from films.governance import filing
from films.models import Document
from tests import factories as make
from tests.films.governance.test_papers import PDF, PNG
from tests.films.milestone import making
from tests.films.milestone.making import AT, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """The folder of the files of this test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def url(name, table, *more):
    return reverse(f"governance:{name}", args=[table.deal.pk, *more])


def upload(client, table, name="contract.pdf", content=PDF, **fields):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(url("documents", table), {"file": file, "about": "deal", **fields})


def opened(client, table, row):
    """The status of the answer that hands out a document, whose file is closed again."""
    response = client.get(url("document", table, row.uid))
    assert response.getvalue() == PDF
    return response.status_code


def documents():
    return list(Document.objects.for_the_product("a test"))


def stored(files):
    return sorted(path for path in files.rglob("*") if path.is_file())


def make_document(table, name="contract.pdf", *, company=None, author=None, content=PDF, **fields):
    """A document as an upload leaves it."""
    document = Document(
        deal=table.deal, company=company or table.dala, author=author or table.editor, at=AT,
        **fields,
    )  # fmt: skip
    return filing.attach(document, SimpleUploadedFile(name, content))


def test_document_is_kept_under_a_random_name(client, files):
    table = making.table()
    client.force_login(table.editor)
    assert client.get(url("documents", table)).status_code == 200

    response = upload(client, table)

    assert response.status_code == 302
    row = Document.objects.visible_to(table.partner).get()
    assert (row.name, row.content_type, row.size, row.company, row.author) == (
        "contract.pdf", "application/pdf", len(PDF), table.dala, table.editor,
    )  # fmt: skip
    assert [path.read_bytes() for path in stored(files)] == [PDF]
    assert stored(files)[0].name == row.file.name.rpartition("/")[2]
    assert "contract" not in row.file.name
    assert len(row.digest) == 64


def test_document_is_handed_out_as_a_file_to_be_saved(client):
    table = making.table()
    row = make_document(table, 'Қыз "Жібек"; келісім.pdf')
    client.force_login(table.partner)

    response = client.get(url("document", table, row.uid))

    assert response.getvalue() == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    kind, _sign, name = response.headers["Content-Disposition"].partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("attachment", 'Қыз "Жібек"; келісім.pdf')
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= {*response.headers["Cache-Control"].split(", ")}
    assert response.headers["Content-Length"] == str(len(PDF))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.html", b"<html>", "of a kind that is not taken"),
        ("contract.pdf", PNG, "is not what its ending says"),
        ("contract.pdf", b"", "The file is empty"),
    ],
)
def test_file_that_is_not_taken_leaves_no_row_and_no_file(client, files, name, content, reason):
    table = making.table()
    client.force_login(table.editor)

    response = upload(client, table, name, content)

    assert response.status_code == 400
    assert reason in texts(response)
    assert (documents(), stored(files)) == ([], [])


@pytest.mark.parametrize("about", ["v2", "deal2", "v1:nosuchkey", ""])
def test_document_belongs_to_what_the_person_sees(client, about):
    table = making.table()
    client.force_login(table.editor)

    assert upload(client, table, about=about).status_code == 400
    assert documents() == []


def test_draft_of_another_company_is_no_place_for_a_document(client):
    table = making.table()
    obligation = making.make_obligation(table.version)
    client.force_login(table.partner)

    for about in ("v1", f"v1:{obligation.key}"):
        assert upload(client, table, about=about).status_code == 400
    assert "Version 1" not in texts(client.get(url("documents", table)))


def test_document_belongs_to_a_version_a_row_or_an_obligation(client):
    table = making.table()
    obligation = making.make_obligation(table.version)
    row = making.make_evidence(table.version, "Fund")
    client.force_login(table.editor)
    asked = client.get(f"{url('documents', table)}?about=v1:{obligation.key}")
    assert f'<option value="v1:{obligation.key}" selected>' in texts(asked)

    for about in ("v1", f"v1:{obligation.key}", f"v1:{row.key}"):
        upload(client, table, about=about)

    found = [(one.version, one.about_key, one.about) for one in reversed(documents())]
    assert found == [
        (table.version, "", ""),
        (table.version, obligation.key, "obligation: Places for learners"),
        (table.version, row.key, "source of finance: Fund"),
    ]


def test_private_document_and_one_of_a_draft_do_not_exist_for_the_others(client):
    table = making.table()
    private = make_document(table, "limits.pdf", is_private=True)
    of_draft = make_document(table, "draft.pdf", version=table.version)
    never = uuid.uuid4()
    client.force_login(table.reader)
    for row in (private, of_draft):
        assert opened(client, table, row) == 200
    client.force_login(table.partner)

    page = texts(client.get(url("documents", table)))
    assert "limits.pdf" not in page
    assert "draft.pdf" not in page
    for row in (private, of_draft):
        for method, name in (("get", "document"), ("post", "document-delete")):
            hidden = getattr(client, method)(url(name, table, row.uid))
            missing = getattr(client, method)(url(name, table, never))
            assert (hidden.status_code, missing.status_code) == (404, 404)
            assert texts(hidden).replace(str(row.uid), str(never)) == texts(missing)

    negotiation.propose(table.version, user=table.signatory, at=AT)
    assert opened(client, table, of_draft) == 200
    assert client.get(url("document", table, private.uid)).status_code == 404


def test_documents_do_not_exist_outside_the_table(client):
    table = making.table()
    row = make_document(table)
    never = str(uuid.uuid4())

    for person in table.strangers:
        client.force_login(person)
        for method, address in [
            ("get", url("documents", table)),
            ("post", url("documents", table)),
            ("get", url("document", table, row.uid)),
            ("post", url("document-delete", table, row.uid)),
        ]:
            hidden = getattr(client, method)(address)
            missing = getattr(client, method)(address.replace(str(table.deal.pk), never))
            assert (hidden.status_code, missing.status_code) == (404, 404)
            assert texts(hidden).replace(str(table.deal.pk), never) == texts(missing)
    other = making.table()
    client.force_login(other.signatory)
    assert client.get(url("document", other, row.uid)).status_code == 404
    assert len(documents()) == 1


def test_no_address_leads_to_a_file_past_the_application(client):
    row = make_document(making.table())

    for start in ("/media/", "/files/", "/static/", "/"):
        assert client.get(start + row.file.name).status_code == 404


def test_reader_reads_and_neither_uploads_nor_deletes(client):
    table = making.table()
    row = make_document(table)
    client.force_login(table.reader)

    assert opened(client, table, row) == 200
    assert "Attach a document" not in texts(client.get(url("documents", table)))
    assert upload(client, table).status_code == 403
    assert client.post(url("document-delete", table, row.uid)).status_code == 403
    assert documents() == [row]


def test_document_is_deleted_by_the_company_that_brought_it(
    client, files, django_capture_on_commit_callbacks
):
    table = making.table()
    row = make_document(table)
    client.force_login(table.partner)
    assert client.post(url("document-delete", table, row.uid)).status_code == 403
    assert client.get(url("document-delete", table, row.uid)).status_code == 405
    client.force_login(table.signatory)

    with django_capture_on_commit_callbacks() as callbacks:
        assert client.post(url("document-delete", table, row.uid)).status_code == 302

    again = client.post(url("document-delete", table, row.uid), follow=True)
    assert "It was deleted already." in again.content.decode()
    assert documents() == []
    assert len(stored(files)) == 1  # The file goes only once the row is gone for certain.
    callbacks[0]()
    assert stored(files) == []


def test_file_goes_when_its_row_cannot_be_kept(files, monkeypatch):
    table = making.table()

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Document, "save", fail)
    with pytest.raises(DatabaseError):
        make_document(table)

    assert stored(files) == []


def test_row_goes_when_its_file_cannot_take_its_place(files, monkeypatch):
    table = making.table()

    def fail(*args):
        raise OSError

    monkeypatch.setattr(filing.os, "replace", fail)
    with pytest.raises(OSError):
        make_document(table)

    assert (documents(), stored(files)) == ([], [])


def test_deal_has_room_for_so_much_and_no_more(client, files, monkeypatch):
    table = making.table()
    monkeypatch.setattr(filing, "QUOTA", 2 * len(PDF))
    client.force_login(table.editor)

    assert upload(client, table).status_code == 302
    assert upload(client, table, "annex.pdf").status_code == 302
    refused = upload(client, table, "letter.pdf")

    assert refused.status_code == 400
    assert "take at most" in texts(refused)
    assert (len(documents()), len(stored(files))) == (2, 2)


def test_room_is_not_told_by_what_another_company_keeps_to_itself(client, monkeypatch):
    table = making.table()
    monkeypatch.setattr(filing, "QUOTA", 2 * len(PDF))
    names = ["one.pdf", "two.pdf", "three.pdf"]
    for name in names[:2]:
        make_document(table, name, is_private=True)
    client.force_login(table.partner)

    assert [upload(client, table, name).status_code for name in names] == [302, 302, 400]


def test_document_whose_file_is_missing_is_not_found(client, files):
    table = making.table()
    row = make_document(table)
    stored(files)[0].unlink()
    client.force_login(table.editor)

    assert client.get(url("document", table, row.uid)).status_code == 404


def test_a_file_that_is_missing_is_brought_again(client, files):
    table = making.table()
    make_document(table)
    stored(files)[0].unlink()
    client.force_login(table.editor)

    assert upload(client, table).status_code == 302
    assert (len(documents()), len(stored(files))) == (2, 1)


def swept(*options):
    out = StringIO()
    call_command("sweep_documents", *options, stdout=out)
    return out.getvalue().splitlines()


def test_sweep_finds_orphans_in_both_directions(files):
    table = making.table()
    kept, lost = make_document(table), make_document(table, "lost.pdf")
    (files / lost.file.name).unlink()
    folder = files / "deals" / str(table.deal.pk)
    (folder / "orphan").write_bytes(b"x")
    (folder / "old.part").write_bytes(b"x")
    os.utime(folder / "old.part", (0, 0))
    (folder / "under-way.part").write_bytes(b"x")

    found = [
        f"file without a document: deals/{table.deal.pk}/orphan",
        f"interrupted upload: deals/{table.deal.pk}/old.part",
        f"document without a file: {lost.uid}",
    ]
    assert swept() == [*found, "found 1 files, 1 interrupted uploads, 1 documents"]
    assert swept("--delete") == [*found, "deleted 1 files, 1 interrupted uploads, 1 documents"]
    assert swept() == ["found 0 files, 0 interrupted uploads, 0 documents"]
    assert documents() == [kept]
    assert {path.name for path in stored(files)} == {
        kept.file.name.rpartition("/")[2],
        "under-way.part",
    }


def test_sweep_of_a_folder_that_is_not_there_deletes_nothing(settings, files):
    row = make_document(making.table())
    settings.MEDIA_ROOT = files / "elsewhere"

    with pytest.raises(CommandError, match="check MEDIA_ROOT"):
        swept("--delete")

    assert documents() == [row]


def test_sweep_without_documents_finds_nothing():
    assert swept() == ["found 0 files, 0 interrupted uploads, 0 documents"]


def test_documents_need_as_many_questions_for_many_as_for_one(
    client, django_assert_max_num_queries
):
    table = making.table()
    for number in range(12):
        make_document(table, version=table.version)
        making.make_obligation(table.version, position=number)
        making.make_evidence(table.version, f"S{number}")
    client.force_login(table.editor)

    with django_assert_max_num_queries(18):
        assert client.get(url("documents", table)).status_code == 200


def test_admin_reads_documents_and_brings_none(client):
    table = making.table()
    row = make_document(table, is_private=True)
    client.force_login(make.make_admin())

    assert opened(client, table, row) == 200
    assert upload(client, table).status_code == 403


def test_a_second_click_keeps_one_file(client, files):
    table = making.table()
    client.force_login(table.editor)

    answers = [upload(client, table).status_code for _click in range(2)]
    upload(client, table, is_private="on")
    client.force_login(table.partner)
    upload(client, table)

    assert answers == [302, 302]
    assert sorted((one.company.name, one.is_private) for one in documents()) == [
        ("Dala Film", False), ("Dala Film", True), ("Rive Nord", False),
    ]  # fmt: skip
    assert len(stored(files)) == 3
