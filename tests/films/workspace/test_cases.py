"""Acceptance cases that need more than one sheet: s10, s13 and s15, by forms and over the API.

Each is typed cell by cell, and then says every key of what the case expects: on the page, in every
file, over the API and in the public calculator.
"""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

# Whoever asks for sheets without the pages has to have them declared.
import films.credit.sheets
import films.finance.sheets
import films.recoupment.sheets
import films.rights.sheets  # noqa: F401
from films.calculators.kinds import KINDS
from films.calculators.showing.place import place_words
from films.deal import negotiation
from films.deal.sheet import SHEETS
from films.models import Tier, Version
from tests import factories as make
from tests.films.calculators.cases import (
    ACCEPTANCE_CASES,
    WORKED_EXAMPLES,
    cases,
    differences,
    texts,
    unlike,
)
from tests.films.finance.making import case, make_draft, signed_in, typed

pytestmark = pytest.mark.django_db
needs_cases = pytest.mark.skipif(not ACCEPTANCE_CASES.is_dir(), reason="no acceptance cases here")
THREE = ("A", "KZ"), ("B", "FR"), ("C", "DE")
PLACES = {"finance-plan": "finance", "credits": "credits", "equity": "credits",
          "rights": "rights", "recoupment": "recoupment"}  # fmt: skip
# What the words on a page say in another way than the answer.
IN_WORDS = {"errors", "warnings", "flags"}


class ByForm:
    """Somebody who types into the pages, cell by cell."""

    def __init__(self, version, editor):
        self.version, self.client = version, signed_in(editor)

    def write(self, slug, given):
        sheet, version = SHEETS[slug], self.version
        fresh = Version.objects.for_the_product("a test").select_related("deal").get(pk=version.pk)
        answer = self.client.post(self.address(slug), typed(fresh, sheet, given))
        assert answer.status_code == 302, answer.content.decode()

    def receive(self, period, one):
        address = reverse("recoupment:receipts", args=[self.version.deal_id])
        answer = self.client.post(address, {"period": period, "currency": "EUR", **one})
        assert answer.status_code == 302, answer.content.decode()

    def begin(self, number):
        address = reverse("deals:version-begin", args=[self.version.deal_id])
        chosen = {"based_on": number, "company": self.version.company.public_id}
        answer = self.client.post(address, {**chosen, "reason": "C leaves"})
        assert answer.status_code == 302, answer.content.decode()
        found = Version.objects.for_the_product("a test").select_related("deal")
        self.version = found.latest("number")

    def address(self, slug, ending=""):
        name = f"{PLACES[slug]}:{slug}" + (f"-{ending}" if ending else "")
        return reverse(name, args=[self.version.deal_id, self.version.number])


class ByApi(ByForm):
    """A program that writes the sheets as the calculators take them."""

    def write(self, slug, given):
        address = self.api(f"versions/{self.version.number}/sheets/{slug}/")
        tag = self.client.get(address)["ETag"]
        answer = self.send("put", address, given, headers={"If-Match": tag})
        assert answer.status_code == 200, answer.content.decode()

    def receive(self, period, one):
        answer = self.send("post", self.api("receipts/"), {"period": period, **one})
        assert answer.status_code == 201, answer.content.decode()

    def begin(self, number):
        answer = self.send("post", self.api("versions/"), {"based_on": number, "reason": "C"})
        assert answer.status_code == 201, answer.content.decode()
        found = Version.objects.for_the_product("a test").select_related("deal")
        self.version = found.get(deal=self.version.deal_id, number=answer.json()["number"])

    def send(self, method, address, body, **more):
        call = getattr(self.client, method)
        return call(address, json.dumps(body), content_type="application/json", **more)

    def api(self, rest):
        return f"/api/v1/deals/{self.version.deal_id}/{rest}"


WAYS = pytest.mark.parametrize("way", [ByForm, ByApi])


def check_everywhere(writer, slug, expected):
    """Page, CSV, XLSX, JSON, API and calculator have every figure."""
    client, sheet = writer.client, SHEETS[slug]
    said = json.loads(client.get(writer.address(slug, "json")).content)
    assert differences(expected, said["answer"]) == []
    assert differences(expected, KINDS[sheet.desk.slug].calculate(said["input"])) == []
    number = writer.version.number
    api = f"/api/v1/deals/{writer.version.deal_id}/versions/{number}/sheets/{slug}/"
    assert differences(expected, client.get(api).json()["answer"]) == []
    assert differences(expected, client.get(f"{api}answer/").json()) == []
    figures = {key: value for key, value in expected.items() if key not in IN_WORDS}
    text = client.get(writer.address(slug, "csv")).getvalue().decode()
    rows = {row["figure"]: row["value"] for row in csv.DictReader(io.StringIO(text))}
    assert unlike(figures, rows) == []
    book = load_workbook(io.BytesIO(client.get(writer.address(slug, "xlsx")).getvalue()))
    rows = {row[0]: row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert unlike(figures, rows) == []
    page = client.get(writer.address(slug)).content.decode()
    assert [one for one in texts(figures) if one.removeprefix("−") not in page] == []


@needs_cases
@WAYS
def test_a_whole_waterfall_gives_its_figures_everywhere(way):
    told = case("s10-waterfall-full")
    writer = way(*make_draft(*THREE))

    writer.write("recoupment", {"tiers": told["input"]["tiers"]})
    for period in told["input"]["periods"]:
        for one in period["receipts"] or [{}]:
            writer.receive(period["id"], one)

    check_everywhere(writer, "recoupment", told["expected"])


@needs_cases
@WAYS
def test_an_equity_ledger_gives_its_figures_everywhere(way):
    told = case("s13-equity")
    asked = told["input"]
    writer = way(*make_draft(*THREE))

    writer.write("finance-plan", plan("2000000.00", asked["finance"]))
    writer.write(
        "credits",
        {
            "coproducers": [
                {"id": one, "ownership": asked["ownership"][one], "revenue": asked["revenue"][one]}
                for one in asked["coproducers"]
            ],
            "functions": [
                {"role": f"Role {one}", "points": points, "country": country}
                for (one, country), points in zip(THREE, asked["credit"].values(), strict=True)
            ],
        },
    )
    writer.write("equity", {"tolerance_pp": asked["tolerance_pp"], "reasons": []})

    check_everywhere(writer, "equity", told["expected"])


@needs_cases
@WAYS
def test_a_partner_who_leaves_gives_the_same_figures_everywhere(way):
    told = case("s15-partner-leaves")
    old, new = told["input"]["old"], told["input"]["new"]
    version, editor = make_draft(*THREE)
    version.deal.stage = "deal_memo"
    version.deal.save()
    writer = way(version, editor)

    write_version(writer, old)
    negotiation.propose(writer.version, user=editor, at=make.ANNOUNCED)
    writer.begin(1)
    leaving = reverse("deals:party-leave", args=[version.deal_id, 3])
    signatory = signed_in(make.make_user(signatory_at=version.company))
    assert signatory.post(leaving, {"party": "C"}).status_code == 302
    write_version(writer, new)

    check_comparison(writer, told["expected"])


def plan(budget, brought):
    """A finance plan to which each partner brings one source."""
    return {
        "base_currency": "EUR",
        "budget": {"lines": [{"account": "all", "country": "KZ", "amount": budget}]},
        "sources": [
            {"id": f"S{name}", "type": "own_investment", "status": "confirmed", "country": "KZ",
             "amount": amount, "contributor": name}
            for name, amount in brought.items()
        ],
    }  # fmt: skip


def write_version(writer, summary):
    partners = summary["coproducers"]
    brought = {name: one["contribution"] for name, one in partners.items()}
    writer.write("finance-plan", plan(summary["budget_total"], brought))
    revenue = [{"id": name, "revenue": part} for name, part in summary["revenue_pct"].items()]
    writer.write("credits", {"coproducers": revenue, "functions": []})
    rights = [
        {"territory": place, "medium": "all", **({"owner": owner} if owner else {})}
        for place, owner in summary["territories"].items()
    ]
    writer.write("rights", {"rights": rights})


def check_comparison(writer, expected):
    client, args = writer.client, [writer.version.deal_id, 1, 2]
    said = client.get(reverse("deals:compare-json", args=args)).json()
    over_the_api = client.get(f"/api/v1/deals/{args[0]}/compare/1/2/").json()
    assert differences(expected, said["answer"]) == []
    assert over_the_api == said
    assert differences(expected, KINDS["version-diff"].calculate(said["input"])) == []
    csv_file = client.get(reverse("deals:compare-csv", args=args)).getvalue().decode()
    in_csv = list(csv.DictReader(io.StringIO(csv_file)))
    xlsx = client.get(reverse("deals:compare-xlsx", args=args)).getvalue()
    head, *cells = load_workbook(io.BytesIO(xlsx)).worksheets[0].iter_rows(values_only=True)
    in_xlsx = [dict(zip(head, row, strict=True)) for row in cells]
    # Every cell of the one file is that of the other.
    assert [words(row) for row in in_xlsx] == [words(row) for row in in_csv]
    summary = [row for row in in_csv if row["section"] == "summary"]
    changes = [words(one) for one in expected["changes"]]
    assert [change_of(row) for row in summary if row["change"]] == changes
    for side in ("old", "new"):
        figures = {row["field"]: row[side] for row in summary if not row["change"]}
        assert (
            unlike({**expected[side], "warnings": ", ".join(expected[side]["warnings"])}, figures)
            == []
        )
    page = client.get(reverse("deals:compare", args=args)).content.decode()
    places = [escape(place_words(one["path"])) for one in expected["changes"]]
    assert [place for place in places if place not in page] == []
    for side in ("old", "new"):
        assert [text for text in texts(expected[side]["share_pct"]) if text not in page] == []


def change_of(row):
    return words(
        {"path": row["field"], "change": row["change"], "old": row["old"], "new": row["new"]}
    )


def words(row):
    """A row as text; an empty cell of a file is nothing."""
    return {name: plainly(value) for name, value in row.items()}


def plainly(value):
    text = "" if value is None else str(value).removeprefix("'")
    try:
        return f"{float(text):.6f}"
    except ValueError:
        return text


# Which sheet asks for the input of which calculator.
SHEET_OF = {"finance_plan": "finance-plan", "cash_flow": "cash-flow", "spend": "spend",
            "waterfall": "recoupment"}  # fmt: skip


def is_held(told):
    """A deal keeps no source of a company that is no party to it, and no tier of no known kind."""
    asked = told["input"]
    parties = {one["id"] for one in asked.get("coproducers", [])}
    named = {one["contributor"] for one in asked.get("sources", []) if one.get("contributor")}
    kinds = {one["type"] for one in asked.get("tiers", [])}
    return (told["kind"] != "finance_plan" or named <= parties) and kinds <= set(Tier.Type)


HELD = [
    told
    for folder in (WORKED_EXAMPLES, ACCEPTANCE_CASES)
    for told in cases(folder)
    if told["kind"] in SHEET_OF and is_held(told)
]


@pytest.mark.parametrize("told", HELD, ids=lambda told: told["id"])
def test_every_case_that_a_sheet_can_hold_gives_its_figures_over_the_api(told):
    asked, slug = told["input"], SHEET_OF[told["kind"]]
    companies = asked.get("coproducers") or [{"id": "A", "country": "KZ"}]
    currency = asked.get("base_currency") or asked.get("currency") or "EUR"
    parties = [(one["id"], one["country"]) for one in companies]
    writer = ByApi(*make_draft(*parties, currency=currency))

    writer.write(slug, {name: value for name, value in asked.items() if name != "periods"})
    for period in asked.get("periods", []):
        for one in period["receipts"] or [{}]:
            writer.receive(period["id"], one)

    answer = writer.client.get(writer.api(f"versions/1/sheets/{slug}/answer/")).json()
    assert differences(told["expected"], answer) == []


def test_receipts_are_written_read_and_corrected_over_the_api():
    version, editor = make_draft(*THREE)
    api = ByApi(version, editor)

    first = api.send("post", api.api("receipts/"), {"period": "P1", "amount": "1 250.00"})
    tag = {"If-Match": first["ETag"]}
    wrong = [
        api.send("post", api.api("receipts/"), {"period": "P1", **one})
        for one in ({"amount": "1e3"}, {"rate": "0"}, {"currency": "eur"}, {"place": "x"})
    ]
    address = api.api("receipts/1/")
    unseen = api.send("patch", address, {"amount": "2.00"})
    changed = api.send("patch", address, {"currency": "JPY", "amount": "7"}, headers=tag)
    late = api.send("patch", address, {"amount": "3.00"}, headers=tag)
    finer = api.send("patch", address, {"amount": "7.5"}, headers={"If-Match": changed["ETag"]})
    listed = api.client.get(api.api("receipts/")).json()["results"]
    gone = api.send("delete", address, {}, headers={"If-Match": changed["ETag"]})

    assert first.json()["amount"] == "1250.00"
    assert [(one.status_code, *one.json()["errors"]) for one in wrong] == [
        (400, "amount"), (400, "__all__"), (400, "currency"), (400, "place"),
    ]  # fmt: skip
    assert (unseen.status_code, late.status_code, finer.status_code) == (428, 412, 400)
    assert [(one["amount"], one["currency"]) for one in listed] == [("7", "JPY")]
    assert (gone.status_code, api.client.get(address).status_code) == (204, 404)
