"""The dossier of a version as a PDF: the page's own figures, for those who may read the page."""

import re
from html import unescape
from threading import BoundedSemaphore
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from coprod import printing
from films.deal import dossier_paper
from films.deal.dossier import dossier
from films.deal.dossier_paper import PAPER, breakable, paper
from films.models import DealReading, Version
from partners.models import Membership
from tests import factories as make
from tests.films.deal.making import make_full_deal
from tests.films.deal.tables import budget, fill, source, table

pytestmark = pytest.mark.django_db
LASTING = b"<pdfaid:part>2<"
TAGS = re.compile(r"<script.*?</script>|<[^>]*>", re.S)


def address_of(version):
    return reverse("deals:version-dossier", args=[version.deal_id, version.number])


def paper_of(version):
    found = Version.objects.for_the_product("a test").get(pk=version.pk)
    return paper(found, dossier(found))


def pdf_of(data):
    return printing.pdf(PAPER, data, at=make.ANNOUNCED)


def section(data, title):
    return next(one for one in data["sections"] if one["title"] == title)


def texts(value):
    """Every text in the parts of a dossier, without the names of layouts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("kind", "title"):
                yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


def plain(text):
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_whatever_is_printed_stands_on_the_page(client, language):
    made = table()
    version = made.signed()
    made.propose(made.draft(based_on=version, reason="Another one"))
    client.force_login(made.people[1])
    client.cookies["language"] = language
    pages, papers = [], []
    for number in (1, 2):
        url = reverse("deals:version", args=[made.deal.pk, number])
        pages.append(plain(unescape(TAGS.sub(" ", client.get(url).content.decode()))))
        with override(language):
            papers.append(
                paper_of(Version.objects.for_the_product("a test").get(number=number))["sections"]
            )

    for page, printed in zip(pages, papers, strict=True):
        told = {plain(one) for one in texts(printed)} - {""}
        # The page names the instrument beside the verdict, and the whole fingerprint.
        missing = {
            one
            for one in told
            if one.partition(" · ")[0] not in page and not one.startswith("SHA-256")
        }
        assert len(told) > 40
        assert missing == set()


def test_it_is_a_file_that_nobody_between_keeps(client):
    made = table()
    version = made.signed()
    client.force_login(made.people[0])

    response = client.get(address_of(version))

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="dossier-version-1.pdf"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.head(address_of(version)).status_code == 200
    assert client.post(address_of(version)).status_code == 405


def test_the_page_leads_to_it(client):
    made = table()
    version = made.draft()
    client.force_login(made.people[0])

    page = client.get(version.get_absolute_url()).content.decode()

    assert f'href="{address_of(version)}"' in page


def test_the_same_version_makes_the_same_file(client):
    made = table()
    version = made.signed()
    client.force_login(made.people[0])

    first, again = (client.get(address_of(version)).content for _time in range(2))

    assert first == again


def test_a_hidden_draft_answers_like_one_that_is_not_there(client):
    made = table()
    hidden = made.draft(1, based_on=made.propose(made.draft()))
    client.force_login(made.people[0])

    statuses = [
        client.get(reverse("deals:version-dossier", args=[made.deal.pk, number])).status_code
        for number in (1, hidden.number, 9, 2**63)
    ]

    assert statuses == [200, 404, 404, 404]


def test_of_two_drafts_with_one_number_the_one_that_is_meant_is_printed(client):
    made = table()
    Membership.objects.create(user=made.people[0], company=made.companies[1], role="signatory")
    drafts = [made.draft(0, reason="Ours"), made.draft(1, reason="Theirs")]
    client.force_login(made.people[0])

    links = [
        client.get(f"{one.get_absolute_url()}?of={one.company.public_id}").context["version"]
        for one in drafts
    ]
    with mock.patch.object(printing, "pdf", return_value=b"") as print_:
        for one in links:
            client.get(one.dossier_address)

    assert [call.args[1]["reason"] for call in print_.call_args_list] == ["Ours", "Theirs"]


def test_who_cannot_be_served_now_is_led_back_to_the_page(client, monkeypatch):
    made = table()
    version = made.draft()
    client.force_login(made.people[0])
    monkeypatch.setattr(printing, "TURNS", BoundedSemaphore(1))
    monkeypatch.setattr(printing, "SECONDS_TO_WAIT", 0)

    with printing.TURNS:
        answer = client.get(address_of(version))

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "no-store" in answer["Cache-Control"]
    assert f'href="{version.get_absolute_url()}"' in answer.content.decode()
    assert client.get(address_of(version)).status_code == 200


def test_an_admin_who_prints_a_deal_has_read_it(client):
    version = make_full_deal()
    DealReading.objects.all().delete()
    client.force_login(make.make_admin("root"))

    client.get(address_of(version))

    assert [(one.deal_id, one.address) for one in DealReading.objects.all()] == [
        (version.deal_id, address_of(version))
    ]


def test_it_takes_as_many_queries_for_many_rows_as_for_few(client):
    made = table()
    version = made.draft()
    client.force_login(made.people[0])
    fill(version)
    few = queries(client, version)
    for number in range(5):
        source(version, f"S{number}", 5, number % 2)

    assert queries(client, version) == few


def queries(client, version):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address_of(version)).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("draft", "it was proposed to nobody"),
        ("proposed", "not everybody has agreed"),
        ("countered", "Another version answers"),
        ("agreed", "it is not signed yet"),
        ("signed", "Everybody has signed"),
        ("taken_back", "Taken back"),
    ],
)
def test_it_says_what_the_version_is_worth(status, told):
    version = make.make_version()
    version.status = status

    assert told in dossier_paper.notice(version)


def test_an_empty_version_makes_a_page():
    version = make.make_version(make.make_deal("Apple Road"))

    data = paper_of(version)

    assert [one["title"] for one in data["sections"]][-1] == "Consents"
    assert LASTING in pdf_of(data)


def test_names_may_be_long_and_letters_of_any_alphabet():
    made = table("Қазақфильм " * 20, "Wurst" * 40, title=('#read("x") *b* ] 기생충 ' * 20)[:300])
    version = made.draft(reason="#panic() " * 40)
    fill_with(version, 40)

    data = paper_of(version)

    assert data["title"].startswith('#read("x") *b* ]')
    assert LASTING in pdf_of(data)


def fill_with(version, rows):
    budget(version, 10**9)
    for number in range(rows):
        source(version, f"{number} " + "Donaudampfschiff" * 5, 10**9, number % 2)


def test_rows_that_are_too_many_are_counted(monkeypatch):
    monkeypatch.setattr(dossier_paper, "MOST_ROWS", 3)
    version = make.make_version()
    fill_with(version, 5)

    plan, told = section(paper_of(version), "Finance plan")["parts"]

    assert len(plan["rows"]) == 3
    assert told["lines"] == ["2 more are on the page of this version."]


def test_a_row_of_the_plan_says_whose_it_is_and_how_certain():
    made = table()
    version = made.draft()
    source(version, "State fund", 60, 0, type="selective_fund", evidence="Letter 5", origin="KZ")

    [plan] = section(paper_of(version), "Finance plan")["parts"]

    assert [[one["text"] for one in row] for row in plan["rows"]] == [
        ["State fund", "selective fund", "confirmed", "Dala Film", "60.00\N{NO-BREAK SPACE}EUR"]
    ]
    assert plan["rows"][0][0]["more"] == "origin: KZ · evidence: Letter 5"


def test_parties_are_told_with_country_and_role():
    make.make_deal("Another deal, so that a party's place is not its key")
    version = table().draft()
    version.partners.filter(code="Dala Film").update(role="majority", is_delegate=True)

    [found] = section(paper_of(version), "Parties")["parts"]

    assert [[one["text"] for one in row] for row in found["rows"]] == [
        ["Dala Film", "Dala Film", "Kazakhstan", "majority"],
        ["Rive Nord", "Rive Nord", "France", "–"],
    ]
    assert found["rows"][0][0]["more"] == "delegate producer"


def test_the_film_is_named_when_it_is_public_and_the_reader_sits_at_the_table():
    film = make.make_film("Steppe")
    deal = make.make_deal(film=film)
    version = make.make_version(deal)
    hidden = make.make_version(make.make_deal(film=make.make_hidden_film("Unheard of")))
    after_leaving = make.make_version(make.make_deal(film=film))
    after_leaving.deal.has_seat = False

    named = [dict(dossier_paper.facts(one)) for one in (version, hidden, after_leaving)]

    assert [one.get("Film in the register") for one in named] == ["Steppe", None, None]


@pytest.mark.parametrize(
    ("word", "parts"),
    [("Wurst" * 4, 20), ("Wurst" * 3, 1), ("1,728,395,046,172.76", 1), ("a b " * 20, 1)],
)
def test_a_long_word_may_go_on_in_the_next_line(word, parts):
    assert len(breakable(word).split("\N{ZERO WIDTH SPACE}")) == parts


def test_amounts_are_written_in_the_readers_way():
    version = make.make_version()
    fill_with(version, 1)

    with override("ru"):
        data = paper_of(version)

    [plan] = next(one for one in data["sections"] if one["title"] == "Финансовый план")["parts"]
    assert plan["rows"][0][4]["text"] == "1\xa0000\xa0000\xa0000,00\N{NO-BREAK SPACE}EUR"
    assert data["language"] == "ru"
