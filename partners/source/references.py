"""The sources of one page, numbered in the order in which its facts cite them."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from partners.source.models import Confidence, Source, Sourced

# A sign beside the number, so that confidence is seen without colour; plain when it was read.
SIGNS = {
    Confidence.SECONDARY: "°",
    Confidence.DERIVED: "≈",
    Confidence.UNVERIFIED: "?",
    Confidence.FICTIONAL: "F",
}
_PARAGRAPH = re.compile(r"§+\s*([0-9]{1,4})")


@dataclass(frozen=True)
class Reference:
    """One place in one source, trusted in one way and checked on one day.

    ``about`` holds what a further source adds, where somebody wrote it down.
    """

    number: int
    source: Source | None
    locator: str
    confidence: str
    checked_on: date | None
    about: list[str] = field(default_factory=list)

    @property
    def anchor(self):
        return f"source-{self.number}"

    @property
    def sign(self):
        return SIGNS.get(self.confidence, "")

    @property
    def words(self):
        """The confidence in words."""
        return Confidence(self.confidence).label

    @property
    def label(self):
        """What a screen reader says of the mark."""
        named = " · ".join(filter(None, [str(self.source or ""), self.locator, str(self.words)]))
        return format_lazy(_("Source {number}: {named}"), number=self.number, named=named)

    @property
    def address(self):
        """The page of the source, at the paragraph if the place names one."""
        if not self.source:
            return ""
        paragraph = _PARAGRAPH.search(self.locator)
        page = reverse("partners:source", args=[self.source.key])
        return f"{page}#p{paragraph[1]}" if paragraph else page


class References:
    """Gives every fact of a page its number, and the page its list of sources."""

    def __init__(self):
        self._found = {}

    def __iter__(self):
        return iter(self._found.values())

    def __len__(self):
        return len(self._found)

    @property
    def signs(self):
        """[(sign, words)] of the signs that this page uses."""
        used = {reference.confidence for reference in self}
        return [(sign, kind.label) for kind, sign in SIGNS.items() if kind in used]

    def cite(self, row: Sourced) -> Reference | None:
        """The number of a row's source, also kept as ``row.reference``; None if it names none."""
        row.reference = self._number(row)
        if row.reference and getattr(row, "about", ""):
            row.reference.about.append(row.about)
        return row.reference

    def cite_all(self, rows):
        """The rows as a list, each with its ``reference``."""
        rows = list(rows)
        for row in rows:
            self.cite(row)
        return rows

    def _number(self, row):
        if row.source_id is None and not row.locator and not row.is_fictional:
            return None
        key = (row.source_id, row.locator, row.confidence, row.checked_on)
        if key not in self._found:
            self._found[key] = Reference(
                len(self._found) + 1, row.source, row.locator, row.confidence, row.checked_on
            )
        return self._found[key]
