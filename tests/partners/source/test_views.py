"""The pages of sources: what they say, and what of the register rests on them."""

import pytest
from django.apps import apps

from partners.models import Paragraph
from partners.source.models import Sourced
from partners.source.resting import KINDS, counts
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_every_kind_of_row_with_a_source_is_named():
    models = [model for model in apps.get_models() if issubclass(model, Sourced)]
    sourced = {model._meta.label for model in models if hasattr(model, "history")}

    assert {kind.model for kind in KINDS} == sourced


def test_counts_leave_out_what_is_not_announced():
    source = make.make_source()
    shown, hidden = (
        make.make_film(**make.sourced(source)),
        make.make_hidden_film(**make.sourced(source)),
    )
    for film in (shown, hidden):
        make.make_participation(film, **make.sourced(source))
        make.make_credit(film, make.make_person(**make.sourced(source)), **make.sourced(source))
        make.make_funding(film, **make.sourced(source))

    found = {kind.slug: number for kind, number in counts(source)}

    assert found == {
        "film": 1,
        "participation": 1,
        "credit": 1,
        "person": 1,
        "publishedfunding": 1,
    }


def test_source_page_shows_paragraphs_with_their_anchors(client):
    source = make.make_source(key="article")
    Paragraph.objects.create(source=source, number=5, summary="Stories of home and markets.")

    page = client.get("/sources/article/").content.decode()

    assert 'id="p5"' in page
    assert "Stories of home and markets." in page


def test_source_page_lists_the_rows_of_one_kind(client):
    source = make.make_source(key="article")
    film = make.make_film("Tulpan", **make.sourced(source, locator="p. 7"))
    make.make_hidden_film("Secret", **make.sourced(source))

    page = client.get("/sources/article/?rests=film").content.decode()

    assert film.get_absolute_url() in page
    assert "p. 7" in page
    assert "Secret" not in page


@pytest.mark.parametrize("address", ["/sources/nothing/", "/sources/article/?rests=film"])
def test_source_page_knows_nothing_of_what_is_not_there(client, address):
    make.make_source(key="article")

    assert client.get(address).status_code == 404


def test_sources_page_lists_every_source(client):
    make.make_source("Yearbook")
    make.make_source("Law on cinema", kind="law")

    page = client.get("/sources/").content.decode()

    assert "Yearbook" in page
    assert "Law on cinema" in page


def test_every_row_on_a_source_leads_to_a_page(client):
    source = make.make_source(key="article")
    film = make.make_film(**make.sourced(source))
    make.make_participation(film, **make.sourced(source))
    make.make_credit(film, make.make_person(**make.sourced(source)))
    make.make_selection(film, **make.sourced(source))
    make.make_genre(**make.sourced(source))
    make.make_obligation_kind(**make.sourced(source))
    make.make_treaty_term(**make.sourced(source))

    addresses = [
        address for kind, _number in counts(source) for _row, address in kind.first_rows(source)
    ]

    answers = {address: client.get(address.split("#")[0]).status_code for address in addresses}
    assert set(answers.values()) == {200}, answers
