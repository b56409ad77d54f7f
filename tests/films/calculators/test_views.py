"""The pages of the calculators: every figure opens, every fault is named, nothing is kept."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from films.calculators.desk import DESKS
from films.calculators.state import query_of
from partners.treaty.models import TreatyParty, TreatyTerm
from tests.factories import make_country, make_points_element, make_source, make_treaty

pytestmark = pytest.mark.django_db

PLAN = {
    "base_currency": "EUR",
    "lines-0-country": "KZ",
    "lines-0-amount": "1 000.00",
    "coproducers-0-id": "Dala Film",
    "coproducers-0-country": "kz",
    "sources-0-id": "Own money",
    "sources-0-type": "own_investment",
    "sources-0-status": "paid",
    "sources-0-amount": "600",
    "sources-0-counts_for": "Dala Film",
}


def address(slug="finance-plan", **query):
    page = reverse("calculators:calculator", args=[slug])
    return f"{page}?{query_of(query['given'])}" if "given" in query else page


def text_of(response):
    """The words of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def convention(code, parties, *, on="1994-04-01", **fields):
    treaty = make_treaty(code, kind="multilateral", in_force_on=on, **fields)
    for country in parties:
        TreatyParty.objects.create(treaty=treaty, country=make_country(country), in_force_on=on)
    return treaty


def limit(treaty, rule, **fields):
    source = make_source("Treaty office", key=f"{treaty.code.lower()}-{rule}-{fields.get('scope')}")
    return TreatyTerm.objects.create(treaty=treaty, rule=rule, source=source, **fields)


@pytest.fixture
def law():
    """Both conventions in short: the older one binds Germany, the newer one does not."""
    newer = convention("COE-220", ["NL", "RO", "BG"], on="2017-10-01")
    older = convention("COE-147", ["NL", "RO", "BG", "DE"], replaced_by=newer)
    for treaty, least in ((older, 10), (newer, 5)):
        limit(treaty, "share", minimum=least, article="6")
        limit(treaty, "partners", minimum=3, article="2")
        limit(treaty, "non_party_share", maximum=30, article="2")
    make_country("KZ")
    make_points_element(older, element="Director", points=3)
    return older


def plan(**contributions):
    """A treaty check: the contribution of one company from each country."""
    return {
        "as_of": "2026-03-01",
        "currency": "EUR",
        "coproducers": [
            {"id": f"of {code}", "country": code, "contribution": amount}
            for code, amount in contributions.items()
        ],
    }


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
    assert told["sources-0-amount"][:2] == ("12,5", "“12,5” is not a number.")
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


# Taking away


def test_file_is_opened_again(client):
    example = DESKS["equity"].examples[0].input
    saved = client.get(f"/calculators/equity.json?{query_of(example)}").content

    response = client.post(address("equity"), {"file": SimpleUploadedFile("a.json", saved)})

    assert response.url == address("equity", given=example)


@pytest.mark.parametrize("slug", DESKS)
def test_files_hold_every_figure_with_its_formula(client, slug):
    example = DESKS[slug].examples[0]
    as_json = client.get(f"/calculators/{slug}.json", {"example": example.name}).json()
    lines = b"".join(client.get(f"/calculators/{slug}.csv", {"example": example.name}))
    book = client.get(f"/calculators/{slug}.xlsx", {"example": example.name})

    rows = list(csv.DictReader(io.StringIO(lines.decode())))
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]

    assert as_json["input"] == example.input
    assert any(row["formula"] for row in rows)
    assert sheet.max_row == len(rows) + 1


def test_files_run_no_formula(client):
    form = {**PLAN, "sources-0-id": "=1+1", "coproducers-0-id": "@A", "sources-0-counts_for": "@A"}

    lines = b"".join(client.post("/calculators/finance-plan.csv", form)).decode()
    book = client.post("/calculators/finance-plan.xlsx", form)

    cells = [cell for row in csv.reader(io.StringIO(lines)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "@"))] == []
    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).worksheets[0]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "b"}


def test_file_of_bad_input_names_the_faults(client):
    response = client.post("/calculators/finance-plan.csv", {**PLAN, "sources-0-amount": "x"})

    assert response.status_code == 400
    assert response.content.decode().startswith("sources[0].amount: ")


def test_file_of_terms_without_figures_names_the_errors(client):
    response = client.post("/calculators/finance-plan.xlsx", {**PLAN, "lines-0-amount": "0"})

    assert response.status_code == 422
    assert "BUDGET_NOT_POSITIVE" in response.content.decode()


# Figures


def test_every_total_opens_to_its_formula(client):
    response = client.post(address(), PLAN, follow=True)

    formulas = {label: figure.formula for label, figure in response.context["result"]["totals"]}
    assert formulas["Gap"] == "budget 1,000.00 − finance 600.00"
    assert all(formulas.values())


def test_country_shows_the_percentage_that_is_confirmed(client):
    form = {
        **PLAN, "sources-1-id": "Fund", "sources-1-type": "selective_fund",
        "sources-1-status": "applied", "sources-1-amount": "200",
        "sources-1-counts_for": "Dala Film",
    }  # fmt: skip

    row = client.post(address(), form, follow=True).context["result"]["countries"][0]
    said = client.post("/calculators/finance-plan.json", form).json()["answer"]

    assert (row["share"].text, row["confirmed"].text) == ("80.00\xa0%", "60.00\xa0%")
    assert row["confirmed"].formula == (
        "confirmed or paid: (Own money 600.00) × 100 / 1,000.00 = 60.00 %"
    )
    assert said["secured_by_country"] == {"KZ": {"amount": "600.00", "pct": "60.00"}}


def test_cash_flow_names_the_month_and_every_movement(client):
    given = {
        "costs": [{"month": "2026-01", "amount": "100.00", "account": "Shoot"}],
        "sources": [
            {"id": "Fund", "type": "selective_fund", "status": "applied", "amount": "100.00",
             "instalments": [{"month": "2026-02", "pct": "100"}]},
        ],
    }  # fmt: skip

    result = client.get(address("cash-flow", given=given)).context["result"]

    assert result["headlines"][0] == (
        "Cash runs out in 2026-01 with every live source; the need is greatest in 2026-01: 100.00."
    )
    assert result["months"][0]["went_out"].formula == "Shoot 100.00"
    assert result["months"][1]["came_in"].formula == "Fund 100.00"


def test_waterfall_draws_a_bar_for_each_tier_and_party(client):
    given = {
        "periods": [{"id": "P1", "receipts": [{"amount": "100.00"}]}],
        "tiers": [
            {"id": "T1", "type": "recoup", "payees": [{"payee": "A", "amount": "60.00"}]},
            {"id": "T2", "type": "split", "payees": [{"payee": "A", "pct": "50"},
                                                     {"payee": "B", "pct": "50"}]},
        ],
    }  # fmt: skip

    result = client.get(address("waterfall", given=given)).context["result"]

    marks = [(s.mark.title, s.x, s.width) for step in result["chart"].steps for s in step.segments]
    assert marks == [
        ("T1, A: 60.00", "0%", "60%"), ("T2, A: 20.00", "60%", "20%"),
        ("T2, B: 20.00", "80%", "20%"),
    ]  # fmt: skip
    assert [mark.mark.title for mark in result["party_chart"].bars] == ["A: 80.00", "B: 20.00"]


def test_waterfall_is_followed_line_by_line_on_the_page_and_in_the_file(client):
    given = {
        "periods": [{"id": "P1", "receipts": [{"amount": "100.00"}]}],
        "tiers": [
            {"id": "T1", "type": "fee", "payee": "C", "pct": "1"},
            {"id": "T2", "type": "recoup", "payees": [{"payee": "A", "amount": "60.00"},
                                                      {"payee": "B", "amount": "9.00"}]},
            {"id": "T3", "type": "split", "payees": [{"payee": "A", "pct": "100"}]},
        ],
    }  # fmt: skip

    result = client.get(address("waterfall", given=given)).context["result"]
    said = client.get(f"/calculators/waterfall.json?{query_of(given)}").json()["answer"]

    shown = [(tier["reached"], tier["total"].text) for tier in result["tiers"]]
    assert shown == [("100.00", "1.00"), ("99.00", "69.00"), ("30.00", "30.00")]
    assert said["periods"]["P1"]["tiers"]["T2"] == {"reached": "99.00", "paid": "69.00"}


def test_equity_says_that_the_index_is_our_own(client):
    assert "The equity index is coprod's own measure" in text_of(client.get(address("equity")))


# The law


def check(client, **contributions):
    return client.get(address("qualification", given=plan(**contributions)))


def test_share_shown_as_ten_fails_a_floor_of_ten_and_says_why(client, law):
    response = check(client, DE="249900.00", NL="1250100.00", RO="1000000.00")

    result = response.context["result"]
    failed = next(one for one in result["conditions"] if one["outcome"] == "failed")
    assert (result["outcome"], failed["shown"], failed["exact"]) == ("no", "10.00\xa0%", "9.996")
    assert "9.996 is shown as 10.00, but limits are compared with the exact value." in text_of(
        response
    )


def test_sentences_write_numbers_like_the_tables_beside_them(client, law):
    client.cookies["language"] = "ru"

    result = check(client, DE="249900.00", NL="1250100.00", RO="1000000.00").context["result"]

    failed = next(one for one in result["conditions"] if one["outcome"] == "failed")
    assert (failed["shown"], failed["exact"]) == ("10,00\xa0%", "9,996")
    assert "9,996" in failed["sentence"]
    assert "9,996" in failed["note"] and "10,00" in failed["note"]


def test_every_verdict_names_rule_article_and_source(client, law):
    result = check(client, DE="9.00", NL="50.00", RO="41.00").context["result"]

    judged = [one for one in result["conditions"] if one["kind"] != "in_force"]
    assert {one["rule"] for one in judged} == {"COE-147"}
    assert {one["article"] for one in judged} == {"article 2", "article 6"}
    assert all(one["reference"].source.title == "Treaty office" for one in judged)


def test_older_convention_governs_because_it_alone_binds_a_country(client, law):
    result = check(client, DE="20.00", NL="40.00", RO="20.00", BG="20.00").context["result"]

    assert result["rule"] == "COE-147"
    assert [(one["rule"], one["reason"]) for one in result["passed_over"]] == [
        ("COE-220", "It gives way to COE-147, which alone binds DE.")
    ]


def test_newer_convention_governs_where_all_are_bound(client, law):
    result = check(client, NL="40.00", RO="52.00", BG="8.00").context["result"]

    assert (result["rule"], result["outcome"]) == ("COE-220", "yes")


@pytest.mark.parametrize(("share", "outcome"), [("30.00", "yes"), ("30.01", "no")])
def test_kazakhstan_takes_part_as_a_non_party_within_thirty_per_cent(client, law, share, outcome):
    rest = f"{80 - float(share):.2f}"

    response = check(client, DE=rest, NL="10.00", RO="10.00", KZ=share)

    result = response.context["result"]
    assert result["outcome"] == outcome
    assert [row["words"] for row in result["shares"]][-1] == "not a Party"
    kazakhstan = result["bound"]["rows"][-1]
    assert (kazakhstan["code"], kazakhstan["cells"]) == ("KZ", [(None, None), (None, None)])


def test_path_tells_the_cheapest_change(client, law):
    response = check(client, DE="9.00", NL="50.00", RO="41.00")

    path = response.context["result"]["paths"][0]
    assert path["changes"][0][1]["change"] == "raise DE from 9 % to 10 %: 1.00 EUR"
    assert "the total cost stays: what one raises, another lowers" in text_of(response)
    assert path["governs"]


def test_path_tells_who_gives_and_what_no_move_of_shares_mends(client, law):
    treaty = make_treaty("KZ-DE", between=[make_country("KZ"), make_country("DE")])
    limit(treaty, "share", minimum=55, article="3")

    possible = text_of(check(client, DE="14.00", NL="9.00", RO="77.00"))
    beyond = text_of(check(client, KZ="45.00", DE="55.00"))

    assert "for example: of NL +1.00, of RO \N{MINUS SIGN}1.00" in possible
    assert "No move of shares alone" not in possible
    assert (
        "No move of shares alone mends this without failing another condition: SHARE_MIN:KZ."
        in beyond
    )


def test_treaty_added_by_hand_is_assessed(client, law):
    treaty = make_treaty("KZ-DE", between=[make_country("KZ"), make_country("DE")])
    limit(treaty, "share", minimum=20, article="3")

    response = check(client, KZ="15.00", DE="85.00")

    path = next(one for one in response.context["result"]["paths"] if one["rule"] == "KZ-DE")
    assert path["eligible"] == "no"
    assert "KZ brings 15 %, below the minimum of 20 %." in [one["sentence"] for one in path["open"]]


def test_memorandum_never_passes(client, law):
    make_treaty("KZ-TR-MOU", kind="memorandum", between=[make_country("KZ"), make_country("TR")])

    result = check(client, KZ="50.00", TR="50.00").context["result"]

    assert (result["rule"], result["outcome"], result["paths"]) == (None, "no", [])
    assert ("KZ-TR-MOU", "It is a memorandum, not a treaty.") in [
        (one["rule"], one["reason"]) for one in result["closed"]
    ]


def test_unknown_limits_cannot_be_checked(client, law):
    make_treaty("KZ-TR", between=[make_country("KZ"), make_country("TR")])

    result = check(client, KZ="50.00", TR="50.00").context["result"]

    assert result["outcome"] == "cannot be checked"


def test_both_conventions_stand_side_by_side_with_their_articles(client, law):
    conventions = check(client, DE="50.00", NL="50.00").context["result"]["conventions"]

    assert [one.code for one in conventions["texts"]] == ["COE-147", "COE-220"]
    share = next(
        cells for rule, _scope, cells in conventions["rows"] if rule == "share of one party"
    )
    assert [(cell["limit"], cell["article"]) for cell in share] == [
        ("at least 10\xa0%", "article 6"),
        ("at least 5\xa0%", "article 6"),
    ]


def test_functions_of_a_points_test_are_taken_into_the_sheet(client, law):
    form = {"elements-0-role": "Director", "elements-0-points": "9", "elements-0-filled_by": "nl"}

    response = client.post(address("qualification"), {**form, "act": "fill:COE-147"})

    asked = json.loads(parse_qs(urlsplit(response.url).query)["input"][0])
    assert asked["elements"] == [{"role": "Director", "points": "3", "country": "NL"}]


def test_law_stays_in_sight_where_the_points_do_not_fit(client, law):
    limit(law, "points", minimum=2, maximum=3)
    given = plan(DE="20.00", NL="40.00", RO="40.00")

    given["elements"] = [{"role": "Director", "points": "4", "country": "NL"}]
    response = client.get(address("qualification", given=given))

    assert response.status_code == 422
    assert "The points listed add to 4, but the stated maximum is 3." in text_of(response)
    assert "Take the functions of COE-147" in text_of(response)


def test_rules_that_come_with_the_input_judge_it(client, law):
    given = {**plan(NL="50.00", RO="50.00"), "rules": [{"id": "OWN", "parties": ["NL", "RO"]}]}

    result = client.get(address("qualification", given=given)).context["result"]

    assert (result["rule"], "bound" in result) == ("OWN", False)


def test_unreadable_contribution_leaves_the_total_to_be_asked_for(client, law):
    response = check(client, NL="1e999999999", RO="50.00")

    assert response.status_code == 400
    assert "coproducers-0-contribution" in [one.cell for one in response.context["faults"]]


def test_treaty_check_asks_the_database_as_often_for_many_countries(client, law):
    def queries(**contributions):
        with CaptureQueriesContext(connection) as seen:
            check(client, **contributions)
        return len(seen)

    few = queries(DE="50.00", NL="50.00")
    many = queries(DE="20.00", NL="20.00", RO="20.00", BG="20.00", KZ="20.00")

    assert few == many
