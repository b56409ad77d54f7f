"""Rows of the register, as an act of publishing writes them and takes them out again."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from coprod.fields import MoneyField, PercentField
from coprod.money import Money
from coprod.records import ID_ALPHABET
from coprod.templatetags.shown import day, percent, shown_money
from films.deal.deal import Deal
from films.register.film import Citation, Film
from films.register.public_record import ACTS
from partners.source.models import Confidence, Source

KEY_LENGTH = 14
# Given by the machine, or said elsewhere on the page.
NOT_SHOWN = {"id", "revision", "public_id", "film", "position", "source", "sort_title",
             "sort_name", "folded_title", "search_text", "country_count", "announced_at",
             "year_kind"}  # fmt: skip
PROVENANCE = ("source", "locator", "confidence", "checked_on")


@dataclass(frozen=True)
class Line:
    """One row of the register: its table, what happens to it, what it says."""

    table: str
    act: str
    facts: list[tuple[str, str]]


@dataclass
class Writing:
    """What one act writes about a film, from one source; ``kept`` says what it leaves alone."""

    film: Film
    source: Source
    confidence: str
    on: date
    lines: list[Line] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def put(self, row, locator=""):
        """Store a row under this source, judged like one that is typed into a form."""
        act = "+" if row.pk is None else "~"
        row.source, row.locator = self.source, locator
        row.confidence, row.checked_on = self.confidence, self.on
        row.full_clean(exclude=["public_id"])
        row.save()
        self.lines.append(line(row, act))
        return row


def line(row, act):
    return Line(str(row._meta.verbose_name), str(ACTS[act]), facts(row))


def facts(row):
    """[(what, value)] of all that a reader will find in this row."""
    found = []
    # What it says first, then where that is known from.
    for one in sorted(row._meta.concrete_fields, key=lambda field: field.name in PROVENANCE):
        if one.name in NOT_SHOWN:
            continue
        value = getattr(row, one.name)
        if value in (None, "", False):
            continue
        if isinstance(one, MoneyField):
            shown = shown_money(Money(value, getattr(row, one.currency)))
        elif isinstance(one, PercentField):
            shown = percent(value)
        elif one.choices:
            shown = getattr(row, f"get_{one.name}_display")()
        elif value is True:
            shown = _("yes")
        else:
            shown = day(value) if isinstance(value, date) else value
        if not one.name.endswith("currency"):
            found.append((str(one.verbose_name), str(shown)))
    return found


def new_source(title, *, on, is_invented, publisher=""):
    """A source whose key is drawn: it tells nothing about the deal.

    Its title is data, the same for every reader, and in English as the titles of all sources.
    """
    return Source.objects.create(
        key="".join(secrets.choice(ID_ALPHABET) for _letter in range(KEY_LENGTH)),
        title=title[:400],
        kind=Source.Kind.DEMONSTRATION if is_invented else Source.Kind.DOCUMENT,
        publisher=publisher[:200],
        published_on=on,
    )


def confidence_of(is_invented):
    return Confidence.FICTIONAL if is_invented else Confidence.READ


def drop_source(source):
    """The source leaves the register; a row that still rests on it keeps its facts without it."""
    for citation in Citation.objects.filter(source=source):
        citation.delete()
    try:
        source.delete()
    except ProtectedError as protected:
        for row in protected.protected_objects:
            row.source = None
            row.save()
        source.delete()


def locked(deal):
    """The deal, for one act of publishing at a time: a second click waits, and finds it done."""
    deals = Deal.objects.for_the_product("one act of publishing at a time")
    return deals.select_for_update().get(pk=deal.pk)
