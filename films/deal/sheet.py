"""A sheet of a version: rows of the database as the ledger that a calculator understands.

``input_of(version)`` says what the rows hold in the words of the ledger, with the ``key`` of each
row; ``store(version, given)`` makes the rows say it; ``asked(version, given)`` is the input of the
calculation, so that a deal, its files, the API and the public calculator give the same figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from films.calculators.desk import Desk
from films.calculators.grid.cell import Sheet
from films.deal.version import Version

Given = dict[str, Any]
# What only the rows know, and no calculator.
OF_ROWS = {"key"}


def without_keys(value: Any, also: frozenset[str] = frozenset()) -> Any:
    """The same input without what only the rows know."""
    hidden = OF_ROWS | also
    if isinstance(value, dict):
        return {name: without_keys(one, also) for name, one in value.items() if name not in hidden}
    if isinstance(value, list):
        return [without_keys(one, also) for one in value]
    return value


def with_partners(version: Version, given: Given) -> Given:
    """What was typed, with the partners of the version, without what only rows know."""
    partners = [partner.code for partner in version.partners.all()]
    return {**without_keys(given), "partners": partners}


@dataclass(frozen=True)
class DealSheet:
    """One kind of terms as a page with a ledger, files and a resource of the API."""

    slug: str
    title: str
    lead: str
    desk: Desk
    sheet: Sheet
    input_of: Callable[[Version], Given]
    store: Callable[[Version, Given], None]
    asked: Callable[[Version, Given], Given] = lambda version, given: without_keys(given)
    # More for the page: a function of (version, given, answer) giving template context.
    aside: Callable[[Version, Given, Mapping[str, Any]], Mapping[str, Any]] | None = None
    template: str = "deals/sheet.html"
    # The answer alone, which follows the typing.
    live_template: str = "deals/_live.html"
    # Names that are offered while typing, by the word that a column `suggests`.
    suggestions: Callable[[], Mapping[str, Sequence[str]]] | None = None
    # Whether the page gives each new row its key, so that it is known again before it is reloaded.
    gives_keys: bool = False
    # More scripts of our own that the page loads, by static path.
    scripts: tuple[str, ...] = field(default=())

    def question(self, version: Version) -> Given:
        """The input of the calculation as the version stands."""
        return self.asked(version, self.input_of(version))


# In the order in which the parts declare them.
SHEETS: dict[str, DealSheet] = {}


def declare(sheet: DealSheet) -> DealSheet:
    SHEETS[sheet.slug] = sheet
    return sheet
