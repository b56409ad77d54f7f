"""Deals about money for tests: parties by the names of a case, and a draft to fill."""

import json
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from films.calculators.state import as_text
from films.deal.saving import save_together
from films.finance.sheets import FINANCE_PLAN
from tests import factories as make
from tests.films.calculators.cases import ACCEPTANCE_CASES

HTMX = {"HTTP_HX_REQUEST": "true"}
PLAN = {
    "budget": {"lines": [{"account": "all", "country": "KZ", "amount": "1000"}]},
    "sources": [
        {"id": "S1", "status": "confirmed", "amount": "300", "contributor": "A"},
        {"id": "S2", "amount": "200", "contributor": "B"},
    ],
}


def make_draft(*parties, currency="EUR", **fields):
    """A draft between parties given as (short name, country code), and its editor."""
    companies = [make.make_company(name) for name, _country in parties] or [make.make_company()]
    deal = make.make_deal(between=[], owner=companies[0], currency=currency)
    deal.parties.all().delete()
    for company, (_name, country) in zip(companies, parties or [("", "KZ")], strict=True):
        make.make_party(deal, company, country=make.make_country(country))
    editor = make.make_user(editor_at=companies[0])
    version = make.make_version(deal, author=editor, **fields)
    version.refresh_from_db()
    version.deal = deal
    return version, editor


def case(name):
    return json.loads((ACCEPTANCE_CASES / f"{name}.json").read_text(encoding="utf-8"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(version, name):
    return reverse(f"finance:{name}", args=[version.deal_id, version.number])


def typed(version, sheet, given):
    """The form of somebody who types an input into an empty sheet, cell by cell."""
    filled = sheet.sheet.fill(given)
    cells = {name: cell.text for name, cell in filled.fields.items()}
    for table, rows in filled.tables.items():
        for number, row in enumerate(rows):
            for name, cell in row.cells.items():
                cells[f"{table}-{number}-{name}"] = cell.text
    cells["base"] = as_text(sheet.input_of(version))
    return {name: text for name, text in cells.items() if text}


def posted(page):
    """The form of a sheet as a browser would send it back: {name: value}."""
    reader = SheetForm()
    reader.feed(page)
    reader.found.pop("csrfmiddlewaretoken", None)
    return reader.found


class SheetForm(HTMLParser):
    """Reads the cells of the one form that is a sheet."""

    def __init__(self):
        super().__init__()
        self.found, self.select, self.inside = {}, "", False

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == "sheet"
        if not self.inside:
            return
        if tag == "input" and (attrs.get("type") != "checkbox" or "checked" in attrs):
            self.found[attrs["name"]] = attrs.get("value", "")
        elif tag == "select":
            self.select = attrs["name"]
        elif tag == "option" and "selected" in attrs:
            self.found[self.select] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def opened(plan=PLAN):
    """A stored plan, the page of its editor, and the form as the browser has it."""
    version, editor = make_draft(("A", "KZ"), ("B", "FR"))
    version = save_together(FINANCE_PLAN, version, plan, FINANCE_PLAN.input_of(version)).version
    client = signed_in(editor)
    page = client.get(address(version, "finance-plan")).content.decode()
    return version, client, posted(page)


def sources(version):
    return [(row.code, row.amount) for row in version.financerows.all()]
