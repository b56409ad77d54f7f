"""The dossier of a version as paper: the page's words and figures, in the order of their reading.

templates/deals/paper/dossier.typ lays them out and adds no word of its own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coprod.printing import mapped
from coprod.templatetags.amounts import count, shown_amount
from coprod.templatetags.shown import day, moment, translated
from films.deal.version import Version

PAPER = settings.BASE_DIR / "templates" / "deals" / "paper" / "dossier.typ"
Data = dict[str, Any]
# So many rows of one list are printed; the others are counted.
MOST_ROWS = 1_000
# Wider than the narrowest column of text.
LONG_WORD = re.compile(r"\S{20,}")
# So much of the title stands above every page.
SHORT_TITLE = 70


def paper(version: Version, dossier: Mapping[str, Any]) -> Data:
    """Everything that is printed of a version, with what `films.deal.dossier` says of it."""
    said = {
        "language": (get_language() or "en")[:2],
        "kind": _("Dossier of a co-production deal"),
        "title": version.deal.title,
        "short_title": Truncator(version.deal.title).chars(SHORT_TITLE),
        "version": str(version),
        "status": str(version.get_status_display()),
        "notice": notice(version),
        "is_final": version.is_signed,
        "reason": version.reason,
        "facts": facts(version),
        "sections": [one for one in sections(dossier) if one["parts"]],
        "confidential": _("Confidential"),
        "fingerprint_words": _("Fingerprint of the terms (SHA-256):"),
        "letters": _("Letters that the typefaces of this file lack are written in Latin ones."),
    }
    return {**mapped(said, breakable), "fingerprint": dossier["fingerprint"]}


def breakable(text: str) -> str:
    """The same text, where a word that is wider than a column may go on in the next line."""

    def with_breaks(found: re.Match[str]) -> str:
        is_amount = not any(map(str.isalpha, found[0]))
        return found[0] if is_amount else "\N{ZERO WIDTH SPACE}".join(found[0])

    return LONG_WORD.sub(with_breaks, text)


def notice(version: Version) -> str:
    """What the version is worth as it stands."""
    status = Version.Status
    return {
        status.DRAFT: _("A draft: it was proposed to nobody, and everything may still change."),
        status.PROPOSED: _("A proposal: not everybody has agreed to it."),
        status.COUNTERED: _("Another version answers this proposal."),
        status.AGREED: _("Everybody has agreed; it is not signed yet."),
        status.SIGNED: _("Everybody has signed these terms."),
        status.TAKEN_BACK: _("Taken back by the company that wrote it."),
    }[status(version.status)]


def facts(version: Version) -> list[tuple[str, str]]:
    deal = version.deal
    film = deal.film
    shown = {
        "company": f"{version.company}, {version.author}",
        "frozen_at" if version.frozen_at else "made_at": moment(
            version.frozen_at or version.made_at
        ),
        "currency": version.currency,
        "as_of": day(version.as_of) if version.as_of else "",
        "signed_on": day(version.signed_on) if version.signed_on else "",
    }
    found = [
        (capfirst(str(Version._meta.get_field(name).verbose_name)), str(value))
        for name, value in shown.items()
        if value
    ]
    # Who has left is told nothing that came later, such as the film in the register.
    if film and film.announced_at and getattr(deal, "has_seat", True):
        found.insert(0, (_("Film in the register"), str(film)))
    return found


def sections(said: Mapping[str, Any]) -> Iterable[Data]:
    """What the page shows under its headings."""
    currency = said["currency"]
    yield section(_("Verdict"), verdict(said["verdict"]))
    yield section(_("What the sheets object to"), objections(said["troubles"]))
    yield section(_("Parties"), parties(said["parties"]))
    yield section(_("Key figures"), groups(said["groups"], currency))
    yield section(_("Countries"), countries(said["countries"], currency))
    yield section(_("Partners"), partners(said["partners"], currency, has_total=said["is_planned"]))
    yield section(_("Finance plan"), sources(said["sources"]))
    yield section(_("Order of repayment"), bounded("steps", "steps", said["tiers"]))
    yield section(_("Obligations"), bounded("rows", "rows", said["promises"]))
    yield section(_("Rights"), bounded("rows", "rows", said["territories"]))
    yield section(_("Consents"), consents(said["consents"]))


def section(title: str, parts: list[Data]) -> Data:
    return {"title": title, "parts": parts}


def bounded(kind: str, name: str, rows: Sequence[Any], **more: Any) -> list[Data]:
    """Some rows as one part, if there are any, and how many were left out."""
    if not rows:
        return []
    return [{"kind": kind, name: list(rows[:MOST_ROWS]), **more}, *map(words, left_out(rows))]


def left_out(rows: Sequence[Any]) -> list[str]:
    """A sentence about the rows that are too many to be printed."""
    left = len(rows) - MOST_ROWS
    if left <= 0:
        return []
    return [_("%(left)s more are on the page of this version.") % {"left": count(left)}]


def words(*lines: str, lead: Sequence[str] = ()) -> Data:
    return {"kind": "words", "lead": list(lead), "lines": list(lines)}


# Tables


def column(label: str, width: int) -> Data:
    """A column of text, by its part of the width that figures leave."""
    return {"label": label, "width": width}


def number(label: str) -> Data:
    """A column of figures, as wide as the longest of them."""
    return column(label, 0)


def cell(text: Any, more: str = "") -> Data:
    """What stands in a column, and what is said of it in small letters below."""
    return {"text": str(text), "more": more}


def cells(*texts: Any) -> list[Data]:
    return [cell(text) for text in texts]


def table(columns: list[Data], rows: Sequence[list[Data]], *, total: bool = False) -> list[Data]:
    """A table whose last row may be the sum of the others."""
    has_total = total and len(rows) <= MOST_ROWS
    return bounded("table", "rows", rows, columns=columns, has_total=has_total)


def percent(value: Any) -> str:
    return f"{shown_amount(value)}\N{NO-BREAK SPACE}%" if value else ""


# The page's sections


def verdict(found: Mapping[str, Any] | None) -> list[Data]:
    if found is None:
        return []
    told = capfirst(found["words"])
    lead = f"{told} · {found['rule']}" if found["rule"] else told
    return [words(*filter(None, [found["caveat"]]), *found["reasons"], lead=[lead])]


def objections(troubles: Sequence[Any]) -> list[Data]:
    sheets = [
        {
            "title": translated(one.title),
            "unit": "" if one.is_answered else _("no figures"),
            "lines": [*one.problems[:MOST_ROWS], *left_out(one.problems)],
        }
        for one in troubles
    ]
    return bounded("objections", "sheets", sheets)


def parties(found: Sequence[Mapping[str, Any]]) -> list[Data]:
    columns = [
        column(_("Company"), 6),
        column(_("Short name"), 4),
        column(_("Country"), 3),
        column(_("Role"), 3),
    ]
    rows = [
        [
            cell(one["name"], ", ".join(one["more"])),
            *cells(one["code"], one["country"], one["role"]),
        ]
        for one in found
    ]
    return table(columns, rows)


def groups(found: Sequence[Any], currency: str) -> list[Data]:
    if not found:
        return []
    listed = [
        {
            "title": one.title,
            "unit": currency if one.has_amounts else "",
            "rows": [(line.label, line.after) for line in one.lines[:MOST_ROWS]],
            "rest": left_out(one.lines),
        }
        for one in found
    ]
    return [{"kind": "groups", "groups": listed}]


def countries(found: Sequence[Mapping[str, Any]], currency: str) -> list[Data]:
    columns = [
        column(_("Country"), 1),
        number(currency),
        number(_("Share")),
        number(_("Confirmed")),
        number(_("Brought minus cost")),
    ]
    rows = [
        cells(
            one["code"],
            shown_amount(one["amount"]),
            percent(one["share"]),
            one["confirmed"],
            shown_amount(one["balance"]),
        )
        for one in found
    ]
    return table(columns, rows)


def partners(found: Sequence[Any], currency: str, *, has_total: bool) -> list[Data]:
    columns = [
        column(_("Partner"), 1),
        number(currency),
        number(_("Finance share")),
        number(_("Copyright")),
        number(_("Revenue")),
        number(_("Points")),
    ]
    rows = [
        cells(
            one.name,
            shown_amount(one.amount.new),
            percent(one.share.new),
            percent(one.ownership.new),
            percent(one.revenue.new),
            count(one.points.new) if one.points.new else "",
        )
        for one in found
    ]
    return table(columns, rows, total=has_total)


def sources(found: Sequence[Mapping[str, Any]]) -> list[Data]:
    columns = [
        column(_("Source"), 6),
        column(_("Type"), 4),
        column(_("Status"), 3),
        column(_("Partner"), 4),
        number(_("Amount")),
    ]
    rows = [
        [
            cell(one["name"], " · ".join(f"{label}: {value}" for label, value in one["more"])),
            *cells(one["type"], one["status"], one["partners"], one["amount"]),
        ]
        for one in found
    ]
    return table(columns, rows)


def consents(found: Sequence[Mapping[str, Any]]) -> list[Data]:
    if not found:
        return [words(_("Nobody has agreed yet."))]
    columns = [
        column(_("Company"), 5),
        column(_("Consent"), 3),
        column(_("Person"), 3),
        column(_("When"), 4),
        column(_("Terms"), 4),
    ]
    rows = [
        [
            cell(one["consent"].company, f"SHA-256 {one['consent'].fingerprint[:16]}…"),
            *cells(
                one["consent"].get_kind_display(),
                one["consent"].user,
                moment(one["consent"].at),
                _("the same as now") if one["is_intact"] else _("not the same as now"),
            ),
        ]
        for one in found
    ]
    return table(columns, rows)
