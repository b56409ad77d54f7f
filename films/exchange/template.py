"""Our own template: one film a row, several values in one cell divided by ``|``."""

from django.utils.translation import gettext_lazy as _

from films.exchange.layout import Layout
from films.exchange.row import CompanyName, FilmRow

COLUMNS = (
    "title", "original_title", "other_titles", "year", "stage", "kind", "countries",
    "lead_country", "shares", "companies", "directors", "genres", "languages", "budget_amount",
    "budget_currency", "imdb_id", "wikidata_id", "source", "source_locator", "confidence",
)  # fmt: skip
LISTS = {"other_titles", "shares", "directors"}
SPELLED = {"countries", "genres", "languages"}
PLAIN = frozenset(COLUMNS) - LISTS - SPELLED - {"companies"} | {"public_id"}


def read(line, report):
    """The row as it stands, its cells divided."""
    row = FilmRow(line.number)
    for column, cell in line.cells.items():
        if not cell:
            continue
        if column in PLAIN:
            setattr(row, column, tidy(cell))
        elif column in LISTS:
            setattr(row, column, divided(cell))
        elif column in SPELLED:
            setattr(row, column, [(value,) for value in divided(cell)])
        else:
            row.companies = [CompanyName(name) for name in divided(cell)]
    return row


def divided(cell):
    """The values of a cell, without blanks around and without empty ones."""
    return [value for value in map(tidy, cell.split("|")) if value]


def tidy(text):
    """A text on one line, blanks single."""
    return " ".join(text.split())


TEMPLATE = Layout(
    name="template",
    title=_("The template"),
    required=frozenset({"title"}),
    known=frozenset(COLUMNS),
    read=read,
)
