"""Add or take away a secret deal and an unannounced film: no answer to anybody else changes.

``PAIRS=2000 pytest tests/secrecy/test_worlds.py`` asks so many pairs of each kind of reader.
"""

import os
import shutil

import pytest
from django.conf import settings
from django.db import transaction

from coprod.lists.kept import KEPT
from coprod.lists.models import SavedFilter
from tests.secrecy import worlds
from tests.secrecy.asking import Asking, answer
from tests.secrecy.comparing import calm, client_of, differences, told
from tests.secrecy.filling import chance
from tests.secrecy.routes import every_route

PAIRS = int(os.environ.get("PAIRS", "150"))
KEPT_PAIRS = max(60, PAIRS // 4)


@pytest.mark.django_db
@pytest.mark.parametrize("reader", worlds.READERS)
def test_no_answer_tells_of_the_hidden_world(reader):
    public = worlds.make_public_world()

    found = differences(public, reader, PAIRS, seed=f"{reader} 1")

    assert not found, told(found)


@pytest.mark.django_db(transaction=True)
def test_nothing_kept_tells_of_the_hidden_world():
    """Against what is committed: kept answers, and bitmaps that take in what changed."""
    public = worlds.make_public_world()
    client = client_of(public, "stranger")
    with calm():
        with worlds.hidden_world(public) as rows:
            asking = Asking("kept", worlds.values_of(rows), worlds.values_of(public.rows))
        lists = r"^(list|read) (films|countries|companies|festivals|api/v1/films|$)"
        requests = asking.requests(KEPT_PAIRS, only=lists)
        without = [request.send(client) for request in requests]
        assert [request.send(client) for request in requests] == without

        worlds.add_hidden_world(public)

        read_by_an_insider = [request.send(client_of(public, "editor")) for request in requests]
        with_it = [request.send(client) for request in requests]
    assert with_it == without
    assert read_by_an_insider == without
    # The last answer stays kept, whatever the server's other databases write meanwhile.
    assert client.get("/films/").status_code == 200
    assert KEPT._answers


@pytest.mark.django_db
def test_own_rows_of_later_tell_nothing_of_hidden_ones():
    """Whoever adds rows after the hidden ones cannot tell by their numbers that there are any."""
    public = worlds.make_public_world()
    with calm():
        with worlds.hidden_world(public):
            with_it = later(public)
        without = later(public)

    different = [
        (path, answer, other)
        for (path, answer), (_path, other) in zip(with_it, without, strict=True)
        if answer != other
    ]
    assert not different, told(different)
    assert sum(answer[0] == 200 for _path, answer in with_it) > 10


def later(public):
    """[(address, answer)] of everything that an outsider sees of a deal that is logged now."""
    # A file's name is no other because the test has drawn the same one before.
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    with transaction.atomic():
        with worlds.noting() as rows:
            with chance("a filter"):
                SavedFilter.objects.create(
                    user=public.people["outsider"], list_name="films:films", name="later"
                )
            with chance("a deal"):
                worlds.add_deal_of_outsider(public, "Later matter", take="pk")
        values = {**worlds.values_of(row for row in rows if row.pk), "int": [1, 2, 3]}
        client = client_of(public, "outsider")
        found = []
        for route in every_route():
            if route.pattern.startswith(("deals", "account/", "api/v1/deals")):
                for path in Asking("later", values, values).addresses(route, 3):
                    with chance(path):
                        found.append((path, answer(client.get(path))))
        transaction.set_rollback(True)
    return found


def test_every_reader_gets_the_same_public_page(client, db):
    public = worlds.make_public_world()
    addresses = ["/", "/films/", "/films.json", "/countries/KZ/", "/api/v1/films/", "/sources/"]
    strangers = {address: answer(client.get(address)) for address in addresses}

    for reader in ("researcher", "outsider", "editor"):
        theirs = {one: answer(client_of(public, reader).get(one)) for one in addresses}
        assert theirs == strangers, reader
