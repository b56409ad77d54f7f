"""The pages of the calculators: what is typed is answered, faults are named, nothing is kept."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from films.calculators.desk import DESKS
from tests.films.calculators.making import PLAN, address, text_of

pytestmark = pytest.mark.django_db


# Opening


def test_index_leads_to_every_calculator(client):
    response = client.get(reverse("calculators:index"))

    for slug in DESKS:
        assert f'href="{address(slug)}"' in response.content.decode()


@pytest.mark.parametrize(
    ("slug", "name"),
    [(slug, example.name) for slug, desk in DESKS.items() for example in desk.examples],
)
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_example_is_answered(client, slug, name, language):
    client.cookies["language"] = language

    response = client.get(address(slug), {"example": name})

    assert response.status_code == 200
    assert response.context["result"]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_example_has_its_name_in_the_readers_language(client, language):
    client.cookies["language"] = language

    words = text_of(client.get(reverse("calculators:index")))

    titles = [example.title for desk in DESKS.values() for example in desk.examples]
    assert [title for title in titles if title in words] == []


def test_unknown_calculator_is_not_found(client):
    assert client.get("/calculators/horoscope/").status_code == 404
    assert client.get("/calculators/horoscope.csv").status_code == 404


def test_unknown_example_is_not_found_instead_of_another(client):
    assert client.get(f"{address()}?example=never-drawn-up").status_code == 404


def test_empty_sheet_has_no_faults(client):
    response = client.get(address(given={}))

    assert response.status_code == 200
    assert response.context["faults"] == []
    assert "result" not in response.context


@pytest.mark.parametrize("slug", DESKS)
def test_page_is_the_same_for_every_reader_and_gives_no_cookie(client, admin_client, slug):
    ours, theirs = (one.get(address(slug)) for one in (client, admin_client))

    assert ours.content == theirs.content
    assert not ours.cookies
    assert "csrf" not in ours.content.decode()


# Typing


def test_form_is_answered_by_the_address_that_holds_its_input(client):
    response = client.post(address(), PLAN)

    assert response.status_code == 302
    asked = json.loads(parse_qs(urlsplit(response.url).query)["input"][0])
    assert asked["budget"] == {"lines": [{"country": "KZ", "amount": "1000.00"}]}
    assert asked["coproducers"] == [{"id": "Dala Film", "country": "KZ"}]


def test_address_shows_the_sheet_and_the_result_again(client):
    response = client.post(address(), PLAN, follow=True)

    assert 'value="Own money"' in response.content.decode()
    totals = {label: figure.text for label, figure in response.context["result"]["totals"]}
    assert (totals["Budget"], totals["Gap"]) == ("1,000.00", "400.00")


def test_live_answer_is_the_result_alone_and_moves_the_address(client):
    response = client.post(address(), PLAN, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response.headers["HX-Replace-Url"].startswith(f"{address()}?input=")
    assert "<html" not in response.content.decode()
    assert "400.00" in response.content.decode()


def test_going_back_is_answered_by_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    response = client.get(address(), headers=headers)

    assert "calculators/calculator.html" in [template.name for template in response.templates]


def test_nothing_is_written(client, django_assert_num_queries):
    models = [model for model in apps.get_models() if model._meta.managed]
    before = {model: model._base_manager.count() for model in models}
    cache.clear()

    with django_assert_num_queries(0):
        client.post(address(), PLAN, follow=True)
    client.post(address("qualification"), {"coproducers-0-id": "A"}, follow=True)

    assert {model: model._base_manager.count() for model in models} == before


def test_post_needs_no_token(client):
    client.handler.enforce_csrf_checks = True

    assert client.post(address(), PLAN).status_code == 302


def test_row_is_removed_at_the_press_of_its_button(client):
    response = client.post(address(), {**PLAN, "act": "remove:sources-0"})

    asked = json.loads(parse_qs(urlsplit(response.url).query)["input"][0])
    assert "sources" not in asked


def test_more_rows_are_given_when_asked_for(client):
    response = client.post(address(), {**PLAN, "act": "add:sources"}, follow=True)

    assert 'name="sources-8-id"' in response.content.decode()
    assert 'name="lines-3-country"' not in response.content.decode()


# What is wrong


def test_faults_are_listed_together_with_their_cells_and_the_input_kept(client):
    wrong = {
        **PLAN,
        "sources-0-amount": "12,5",
        "sources-0-status": "certain",
        "lines-0-country": "",
    }

    response = client.post(address(), wrong, follow=True)

    assert response.status_code == 400
    told = {one.cell: (one.value, one.fault, one.remedy) for one in response.context["faults"]}
    assert set(told) == {"sources-0-amount", "sources-0-status", "lines-0-country"}
    assert told["sources-0-amount"][:2] == (
        "12,5",
        "“12,5” can be read in two ways: write 12.5 or 125.",
    )
    assert all(remedy for _value, _fault, remedy in told.values())
    page = response.content.decode()
    assert 'value="12,5"' in page
    assert page.count('aria-invalid="true"') == 3


def test_live_fault_is_told_at_the_row_where_it_was_typed(client):
    typed = {**PLAN, "sources-5-id": "Late", "sources-5-type": "other", "sources-5-status": "loi"}

    response = client.post(
        address(), {**typed, "sources-5-amount": "x"}, headers={"HX-Request": "true"}
    )

    assert [one.cell for one in response.context["faults"]] == ["sources-5-amount"]


def test_terms_that_cannot_be_computed_are_told_with_their_remedy(client):
    response = client.post(address(), {**PLAN, "lines-0-amount": "-5"}, follow=True)

    assert response.status_code == 422
    assert "The budget is zero or negative (-5.00); shares cannot be computed." in text_of(
        response
    ).replace("−", "-")
    assert "Enter the budget lines, or correct their amounts." in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "input=%7B", "input=NaN", "input=[]", "input=3", "input=%22x%22", "packed=abc",
        "input=" + "[" * 2_000, "input=%7B%22a%22:1,%22a%22:2%7D",
        "input=%7B%22sources%22:%22x%22%7D",
        "input=%7B%22budget%22:%7B%22lines%22:[[]]%7D%7D",
    ],
)  # fmt: skip
@pytest.mark.parametrize("slug", DESKS)
def test_hostile_address_is_refused_with_its_faults(client, slug, query):
    response = client.get(f"{address(slug)}?{query}")

    assert response.status_code == 400
    assert response.context["faults"]


@pytest.mark.parametrize("slug", ["spend", "aggregate", "finance-plan"])
def test_text_that_is_no_json_is_kept(client, slug):
    response = client.post(address(slug), {"text": "{not json <b>"})

    assert response.status_code == 400
    assert "{not json &lt;b&gt;" in response.content.decode()


def test_typed_words_never_become_markup(client):
    evil = '"><script>alert(1)</script>'
    form = {**PLAN, "coproducers-0-id": evil, "sources-0-counts_for": evil, "sources-0-id": evil}

    page = client.post(address(), form, follow=True).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_too_much_for_a_grid_is_shown_as_text(client):
    line = {"country": "KZ", "amount": "1.00"}
    given = {"base_currency": "EUR", "budget": {"lines": [line] * 2_000}}
    upload = SimpleUploadedFile("plan.json", json.dumps({"input": given}).encode())

    response = client.post(address(), {"file": upload}, follow=True)

    assert response.status_code == 200
    assert "<textarea" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("slug", ["spend", "aggregate"])
def test_page_says_words_where_the_files_have_names_of_fields(client, settings, slug, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = text_of(client.get(address(slug)))

    for name in (
        "territories.",
        "shortfall",
        "total_",
        "TOO_FEW",
        "DOMINANCE",
        "pct_of",
        "_groups",
    ):
        assert name not in page


def test_what_fits_no_cell_is_shown_as_text(client):
    response = client.get(address("spend", given={"budget_total": "1.00", "spend": {"kz": "2.00"}}))

    assert response.status_code == 200
    assert "<textarea" in response.content.decode()


# Without a rate


def three_currencies(**more):
    """A plan in euros, tenge and dollars."""
    sources = [
        {"id": "Fund", "type": "selective_fund", "status": "confirmed",
         "amount": "200000000", "currency": "KZT", "contributor": "A"},
        {"id": "Pre-sale", "type": "pre_sale", "status": "loi",
         "amount": "150000.5", "currency": "USD", "contributor": "A"},
    ]  # fmt: skip
    return {
        "base_currency": "EUR",
        "budget": {"lines": [{"account": "Shoot", "country": "KZ", "amount": "800000"}]},
        "coproducers": [{"id": "A", "country": "KZ", "delegate": True}],
        "sources": sources,
        **more,
    }


def test_a_missing_rate_leaves_the_sums_of_each_currency_and_a_way_to_its_cell(client):
    rates = [{"currency": "KZT", "rate": "0.0019"}]
    plan = json.dumps(three_currencies(fx=rates))

    response = client.get(address(), {"input": plan})

    shown = response.context["beside"]["currencies"]
    assert response.status_code == 422
    assert shown.heads == ["Budget", "Finance"]
    assert shown.lines == [
        ("EUR", ["800,000.00", "0.00"], ""),
        ("KZT", ["0.00", "200,000,000.00"], "0.0019"),
        ("USD", ["0.00", "150,000.50"], ""),
    ]
    words = text_of(response)
    assert "Pre-sale: no rate from this currency (USD)" in words
    assert '<a href="#fx">enter 1 USD in EUR</a>' in response.content.decode()
    assert 'id="fx"' in response.content.decode()


def test_sums_of_each_currency_stay_beside_the_converted_ones(client):
    rates = [{"currency": "KZT", "rate": "0.0019"}, {"currency": "USD", "rate": "0.9"}]
    plan = json.dumps(three_currencies(fx=rates))

    response = client.get(address(), {"input": plan})

    assert response.status_code == 200
    assert "By currency, as typed" in text_of(response)
    assert 'href="#fx"' not in response.content.decode()


def test_the_api_still_answers_a_missing_rate_with_its_faults_alone(client):
    answer = client.post(
        "/api/v1/calculate/finance-plan/", three_currencies(), content_type="application/json"
    )

    assert answer.status_code == 422
    assert answer.json()["errors"] == ["FX_RATE_MISSING:Fund", "FX_RATE_MISSING:Pre-sale"]
    assert not set(answer.json()) - {"errors", "warnings", "problems"}
