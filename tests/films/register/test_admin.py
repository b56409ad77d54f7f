"""Admins find, filter and edit films; nobody else gets in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from films.models import Film
from tests.factories import (
    make_company,
    make_country,
    make_credit,
    make_film,
    make_film_title,
    make_funding,
    make_genre,
    make_hidden_film,
    make_participation,
    make_person,
    make_source,
    make_user,
)
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
FILMS = reverse("admin:films_film_changelist")


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def edit(client, row, **typed):
    """Open the page of a row, type, save."""
    address = page_of(row)
    fields = fields_of(client.get(address), f"{row._meta.model_name}_form")
    return client.post(address, {**fields, **typed})


def listed(response):
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize("name", ["films_film_changelist", "index", "films_film_add"])
def test_admin_asks_strangers_and_readers_to_sign_in(client, name):
    address = reverse(f"admin:{name}")

    assert client.get(address).url.startswith(reverse("admin:login"))

    client.force_login(make_user())
    assert client.get(address).url.startswith(reverse("admin:login"))


def test_film_list_finds_a_title_in_every_script(admin):
    film = make_film("Kyz Zhibek")
    make_film_title(film, "Қыз Жібек")
    make_film("Tulpan")

    for question in ("Қыз Жібек", "кыз-жибек", "Qyz Jibek"):
        assert listed(admin.get(FILMS, {"q": question})) == [film]


def test_film_list_finds_people_and_companies(admin):
    film = make_film("Tulpan")
    make_credit(film, make_person("Sergey Dvortsevoy"))
    make_participation(film, company=make_company("Eurasia Film"))
    make_film("Ayka")

    assert listed(admin.get(FILMS, {"q": "dvortsevoy"})) == [film]
    assert listed(admin.get(FILMS, {"q": "eurasia"})) == [film]


def test_film_list_filters(admin):
    kz, fr = make_country("KZ"), make_country("FR")
    both = make_film("Both", between=[kz, fr], year=2016, genres=[make_genre()])
    alone = make_hidden_film("Alone", between=[kz])

    def found(**asked):
        return listed(admin.get(FILMS, asked))

    assert found(country=fr.pk) == [both]
    assert found(country=kz.pk) == [alone, both]
    assert found(genres=make_genre().pk) == [both]
    assert found(announced="no") == [alone]
    assert found(made_by="several") == [both]
    assert found(decade="2010") == [both]
    assert found(decade="none") == [alone]
    assert found(country=kz.pk, announced="yes", q="both") == [both]


@pytest.mark.parametrize(
    "asked",
    [
        {"country": "abc"},
        {"country": str(2**63)},
        {"country": "1" * 40},
        {"decade": "1850"},
        {"announced": "perhaps"},
        {"made_by": "nobody"},
        {"id__in": str(2**70)},
        {"no_such_field": "1"},
        {"year": "many"},
        {"stage__exact": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
    ],
)
def test_film_list_refuses_a_filter_it_cannot_read(admin, asked):
    make_film("Tulpan")

    response = admin.get(FILMS, asked)

    assert response.status_code == 400 or listed(response) == []


def test_film_is_added_with_its_rows(admin):
    kz, fr = make_country("KZ"), make_country("FR")
    address = reverse("admin:films_film_add")
    fields = fields_of(admin.get(address), "film_form")

    response = admin.post(
        address,
        {
            **fields,
            "title": "Tulpan",
            "why": "entered from the yearbook",
            "participations-TOTAL_FORMS": "2",
            "participations-0-country": kz.pk,
            "participations-0-share": "60",
            "participations-0-position": "0",
            "participations-0-confidence": "read",
            "participations-1-country": fr.pk,
            "participations-1-share": "40",
            "participations-1-position": "1",
            "participations-1-confidence": "read",
        },
    )

    film = Film.objects.get()
    assert response.status_code == 302
    assert [(part.country, part.share) for part in film.participations.all()] == [
        (kz, Decimal(60)),
        (fr, Decimal(40)),
    ]
    assert film.country_count == 2
    entry = film.history.get()
    assert (entry.history_type, entry.history_change_reason) == ("+", "entered from the yearbook")
    assert entry.history_user.username == "aigul"


def test_film_budget_is_typed_with_thousands_apart(admin):
    film = make_film("Tulpan")

    response = edit(admin, film, budget_amount="1,500,000.50", budget_currency="EUR")

    film.refresh_from_db()
    assert response.status_code == 302
    assert film.budget_amount == Decimal("1500000.50")
    fields = fields_of(admin.get(page_of(film)), "film_form")
    assert fields["budget_amount"] == "1500000.50"


FAULTS = [
    (
        {
            "title": "",
            "year": "10000",
            "budget_amount": "1e6",
            "budget_currency": "eur",
            "imdb_id": "0436854",
            "genres": "999999",
        },
        [
            "This field is required",
            "The year is after 2100",
            "“1e6” is not an amount",
            "three capitals",
            "An IMDb id looks like",
            "Select a valid choice",
        ],
    ),
    (
        {
            "title": "x" * 301,
            "original_title": "Tul\0pan",
            "year": "1066",
            "budget_amount": "10.5",
            "budget_currency": "JPY",
        },
        [
            "at most 300 characters",
            "Null characters",
            "Films start in 1890",
            "more decimals than JPY",
        ],
    ),
    (
        {"year": "1" * 30, "budget_amount": "1" * 20, "budget_currency": "EUR"},
        ["The year is after 2100", "largest amount"],
    ),
    ({"budget_amount": "10"}, ["no currency"]),
    ({"budget_currency": "EUR"}, ["A budget needs its currency"]),
    ({"budget_amount": "0", "budget_currency": "EUR"}, ["above zero"]),
]


@pytest.mark.parametrize(("typed", "said"), FAULTS)
def test_film_refuses_what_cannot_be_and_says_why(admin, typed, said):
    film = make_film("Tulpan")

    response = edit(admin, film, **typed)

    assert response.status_code == 200
    assert [sentence for sentence in said if sentence not in response.content.decode()] == []
    film.refresh_from_db()
    assert (film.title, film.year, film.budget_amount, film.revision) == ("Tulpan", None, None, 1)


@pytest.mark.parametrize(
    ("shares", "status"),
    [(("60", "40"), 302), (("60", "40.000001"), 200), (("60", ""), 302)],
)
def test_shares_of_one_film_add_to_at_most_the_whole(admin, shares, status):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])

    response = edit(
        admin,
        film,
        **{"participations-0-share": shares[0], "participations-1-share": shares[1]},
    )

    assert response.status_code == status


def test_shares_above_the_whole_are_named_with_their_sum(admin):
    film = make_film("Tulpan", between=[make_country("KZ"), make_country("FR")])

    response = edit(
        admin, film, **{"participations-0-share": "60", "participations-1-share": "50.5"}
    )

    assert "60 + 50.5 add to 110.5 %, above 100 %" in response.content.decode()
    assert list(film.participations.values_list("share", flat=True)) == [None, None]


def test_share_of_one_row_is_judged_with_the_others(admin):
    film = make_film("Tulpan")
    make_participation(film, country=make_country("FR"), share=Decimal(60))
    part = make_participation(film, country=make_country("KZ"))

    assert "60 + 41 add to 101 %" in edit(admin, part, share="41").content.decode()
    assert edit(admin, part, share="40").status_code == 302


@pytest.mark.parametrize("share", ["101", "0", "-1", "1e3", "NaN", "33.3333333", "a third"])
def test_share_out_of_range_is_refused(admin, share):
    part = make_participation(make_film("Tulpan"), country=make_country("KZ"))

    response = edit(admin, part, share=share)

    part.refresh_from_db()
    assert (response.status_code, part.share) == (200, None)
    assert response.context["adminform"].form.errors


def test_film_page_leads_to_the_site_only_when_announced(admin):
    announced, hidden = make_film("Tulpan"), make_hidden_film("Ayka")

    assert "View on site" in admin.get(page_of(announced)).content.decode()
    assert "View on site" not in admin.get(page_of(hidden)).content.decode()


def test_funding_of_an_unknown_amount_stays_unknown(admin):
    funding = make_funding(make_film("Tulpan"))

    assert edit(admin, funding, awarded_on="2008-05").status_code == 302

    funding.refresh_from_db()
    assert (funding.amount, funding.awarded_on) == (None, "2008-05")


def test_funding_without_a_currency_is_filtered_by_a_link_that_can_be_seen(admin):
    make_funding(make_film("Tulpan"))

    page = admin.get(reverse("admin:films_publishedfunding_changelist")).content.decode()

    assert '<a href="?currency=">not stated</a>' in page


def test_saving_without_a_change_leaves_no_trace(admin):
    film = make_film("Tulpan", between=[make_country("KZ")], source=make_source())

    response = edit(admin, film, why="only looked")

    assert response.status_code == 302
    assert film.history.count() == 1
    film.refresh_from_db()
    assert film.revision == 1
