"""The ledger of the rules of decision."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    filled_in,
    left_over,
    objects_of,
    rows_of,
)

TIE_BREAKS = (
    ("casting_vote", _("casting vote")),
    ("expert", _("expert")),
    ("mediation", _("mediation")),
    ("none", _("none: the matter stays open")),
)
RULES = Table(
    "rules",
    _("Rules of decision"),
    (
        Column("matter", _("Matter"), suggests="matters"),
        Column("decided_by", _("Who decides"), suggests="partners"),
        Column("quorum", _("Votes needed"), "number"),
        Column("days", _("Days to answer"), "number"),
        Column("tie_break", _("Tie-break"), "choice", TIE_BREAKS),
        Column("tie_break_by", _("By whom"), suggests="partners"),
    ),
    help=_(
        "Who decides: short names of partners apart by |; left empty, all together. What no rule "
        "covers needs a yes from everybody."
    ),
)


def fill(given: dict[str, Any]) -> Filled:
    rows = rows_of(RULES, given.get("rules"), "rules")
    return Filled({}, {"rules": rows}, left_over(given, "rules", "partners"))


def read(typed: Typed) -> dict[str, Any]:
    return {**typed.rest, **filled_in(rules=objects_of(RULES, typed))}


SHEET = Sheet((), (RULES,), fill, read)
