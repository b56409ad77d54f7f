"""The list of films shown at Cannes (“films” of the R package gt): codes joined by commas."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.exchange.layout import KnownSource, Layout
from films.exchange.row import FilmRow
from films.exchange.template import tidy
from partners.source.models import Confidence

FESTIVAL = "cannes"
IMDB_URL = re.compile(r"https?://(?:www\.)?imdb\.com/title/(tt[0-9]+)/?")
RUN_TIME = re.compile(r"(?:([0-9]+)h)? ?(?:([0-9]+)m)?")
# What follows a comma without being another person.
SUFFIXES = {"Jr.", "Sr.", "II", "III"}


def read(line, report):
    cells = line.cells
    imdb_id = _imdb_id(line, report)
    return FilmRow(
        line.number,
        title=tidy(cells["title"]),
        original_title=tidy(cells.get("original_title", "")),
        year=cells["year"].strip(),
        # The year of the festival is the year of the first showing.
        year_kind="premiere",
        countries=[(code,) for code in _joined(cells["countries_of_origin"])],
        directors=_people(cells.get("director", "")),
        languages=[(code,) for code in _joined(cells.get("languages", ""))],
        length=_length(line, report),
        imdb_id=imdb_id,
        source_locator=imdb_id,
        festival=FESTIVAL,
    )


def _joined(cell):
    return [value for value in (part.strip() for part in cell.split(",")) if value]


def _people(cell):
    names = []
    for name in _joined(tidy(cell)):
        if name in SUFFIXES and names:
            names[-1] += f", {name}"
        else:
            names.append(name)
    return names


def _imdb_id(line, report):
    url = line.cells["imdb_url"].strip()
    if not url:
        return ""
    if found := IMDB_URL.fullmatch(url):
        return found[1]
    reason = _("This is not the address of a film: https://www.imdb.com/title/tt0436854/.")
    report.error(line.number, "imdb_url", url, reason)
    return ""


def _length(line, report):
    """Minutes of “1h 30m”, “2h” or “45m”; a blank is unknown."""
    told = line.cells.get("run_time", "").strip()
    if not told:
        return ""
    found = RUN_TIME.fullmatch(told)
    if found is None:
        reason = _("This is not a running time: write hours and minutes, as 1h 30m.")
        report.error(line.number, "run_time", told, reason)
        return ""
    return str(int(found[1] or 0) * 60 + int(found[2] or 0))


CANNES = Layout(
    name="cannes",
    title=gettext_lazy("The list of films shown at Cannes"),
    required=frozenset({"title", "year", "countries_of_origin", "imdb_url"}),
    read=read,
    source=KnownSource(
        key="cannes-films",
        title="Films in the official selection of the Cannes Film Festival",
        publisher="R package gt, data set “films”",
        url="https://gt.rstudio.com/reference/films.html",
        licence="MIT",
    ),
    confidence=Confidence.SECONDARY,
    columns={
        "countries": "countries_of_origin",
        "directors": "director",
        "length": "run_time",
        "imdb_id": "imdb_url",
        "source_locator": "imdb_url",
    },
)
