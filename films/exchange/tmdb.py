"""The data set “TMDB 5000”: JSON lists inside CSV, dollars by convention, 0 for unknown."""

import json
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.exchange.limits import UNREADABLE
from films.exchange.layout import KnownSource, Layout
from films.exchange.row import CompanyName, FilmRow
from films.exchange.template import tidy
from partners.source.models import Confidence

STAGES = {
    "Planned": "development",
    "In Production": "production",
    "Post Production": "post_production",
    "Released": "released",
    "Canceled": "abandoned",
    # A rumour is no stage of a film.
    "Rumored": "",
}
# The data set's own codes; “xx” is a film without words.
LANGUAGES = {"cn": "yue", "xx": "zxx"}
KINDS = {"Documentary": "documentary", "Animation": "animation"}
DATE = re.compile(r"([0-9]+)(?:-[0-9]{1,2}){0,2}")
# Below this a budget is a slip: plainly meant in millions, or mistyped.
LEAST_BUDGET = 1_000


def read(line, report):
    cells = line.cells
    lists = _Lists(line, report)
    genres = lists.names("genres")
    row = FilmRow(
        line.number,
        title=tidy(cells["title"]),
        original_title=tidy(cells.get("original_title", "")),
        stage=_stage(line, report),
        kind=next((kind for name, kind in KINDS.items() if name in genres), ""),
        genres=[(name,) for name in genres],
        countries=lists.pairs("production_countries", "iso_3166_1"),
        companies=lists.companies("production_companies"),
        languages=[_language(*pair) for pair in lists.pairs("spoken_languages", "iso_639_1")],
        synopsis=cells.get("overview", "").strip(),
        budget_currency="USD",
        source_locator=f"id {cells['id'].strip()}",
    )
    row.year, row.year_kind = _year(line, report)
    row.length = _length(cells.get("runtime", ""))
    row.budget_amount = _budget(line, report)
    if not row.budget_amount:
        row.budget_currency = ""
    if code := cells["original_language"].strip():
        row.original_language = _language(code)
    if row.original_title == row.title:
        row.original_title = ""
    if not cells["id"].strip().isdecimal():
        reason = _("The id of a film is a number: check the row.")
        report.error(line.number, "id", cells["id"], reason)
    return row


class _Lists:
    """The JSON lists of one line."""

    def __init__(self, line, report):
        self.line, self.report = line, report

    def names(self, column):
        return [tidy(element["name"]) for element in self._elements(column, "name")]

    def pairs(self, column, code):
        """A code and the name beside it, each once."""
        pairs = [
            (element[code], tidy(element.get("name") or ""))
            for element in self._elements(column, code)
        ]
        return [tuple(filter(None, pair)) for pair in dict.fromkeys(pairs)]

    def companies(self, column):
        # 5,047 ids share 5,017 names: the id says which company is meant.
        found = self._elements(column, "name")
        return [
            CompanyName(
                tidy(element["name"]), f"company {element['id']}" if "id" in element else ""
            )
            for element in found
        ]

    def _elements(self, column, key):
        cell = self.line.cells.get(column, "").strip()
        if not cell:
            return []
        try:
            elements = json.loads(cell)
            is_sound = all(isinstance(element.get(key), str) for element in elements)
            is_sound = is_sound and not UNREADABLE.search("".join(_texts(elements)))
        except (ValueError, AttributeError, TypeError, RecursionError):
            is_sound = False
        if is_sound:
            return [element for element in elements if element[key].strip()]
        reason = _("This is not a list of objects with “%(key)s”: check brackets and quotes.")
        self.report.error(self.line.number, column, cell, reason % {"key": key})
        return []


def _texts(elements):
    return (str(value) for element in elements for value in element.values())


def _language(code, *names):
    return (LANGUAGES.get(code, code), *names)


def _stage(line, report):
    status = line.cells.get("status", "").strip()
    if status not in STAGES and status:
        known = ", ".join(STAGES)
        reason = _("This status is not known: use one of %(known)s.") % {"known": known}
        report.error(line.number, "status", status, reason)
    return STAGES.get(status, "")


def _year(line, report):
    """The year of release, as far as the date is known."""
    date = line.cells["release_date"].strip()
    if not date:
        return "", ""
    if found := DATE.fullmatch(date):
        return found[1], "release"
    reason = _("This is not a date: write year, month and day, as 2008-05-17.")
    report.error(line.number, "release_date", date, reason)
    return "", ""


def _length(runtime):
    """Whole minutes; 0 and nothing are unknown."""
    minutes = runtime.strip().removesuffix(".0")
    return "" if minutes == "0" else minutes


def _budget(line, report):
    amount = line.cells.get("budget", "").strip()
    if not amount.isdecimal() or not amount.isascii():
        return amount
    if int(amount) == 0:
        return ""
    if int(amount) < LEAST_BUDGET:
        reason = _("A budget below %(least)s dollars is a slip: it is left unknown.")
        report.warn(line.number, "budget", amount, reason % {"least": f"{LEAST_BUDGET:,}"})
        return ""
    return amount


TMDB_5000 = Layout(
    name="tmdb",
    title=gettext_lazy("The data set TMDB 5000"),
    required=frozenset(
        {"id", "title", "production_countries", "original_language", "release_date"}
    ),
    read=read,
    source=KnownSource(
        key="tmdb-5000",
        title="TMDB 5000 Movie Dataset",
        publisher="The Movie Database (TMDB)",
        url="https://www.themoviedb.org/",
        licence="TMDB terms of use: attribution, not commercial",
    ),
    confidence=Confidence.SECONDARY,
    columns={
        "countries": "production_countries",
        "companies": "production_companies",
        "languages": "spoken_languages",
        "year": "release_date",
        "length": "runtime",
        "budget_amount": "budget",
        "stage": "status",
        "synopsis": "overview",
        "source_locator": "id",
    },
)
