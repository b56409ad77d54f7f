"""A place in a version in the reader's words, and what stands there."""

import re
from typing import Any

from django.utils.translation import gettext

from coprod.sentence import gettext_noop as _
from coprod.templatetags.amounts import sentence, shown_amount
from coprod.typed import with_decimal_sign
from films.calculation.leaves import NUMBER
from films.calculators.grid.version_diff import STAGES

PLACES = {
    "budget_total": _("Budget"),
    "revenue_pct": _("Revenue"),
    "territories": _("Territory"),
    "stage": _("Stage"),
    "credits": _("Credits"),
    "finance": _("Finance"),
    "ownership_pct": _("Ownership"),
    "points": _("Points"),
    "qualification": _("Qualification"),
    "rights": _("Rights"),
}
OF_COPRODUCER = {"country": _("Country"), "contribution": _("Contribution")}
# The points of a path; one with a space behind it belongs to a name, such as “Dala St. Film”.
STEPS = re.compile(r"\.(?! )")
NOTHING = "–"


def place_words(path: str) -> str:
    """A place in words: “coproducers.Dala Film.contribution” is the contribution of Dala Film."""
    first, _dot, rest = path.partition(".")
    if first == "coproducers":
        name, _dot, last = rest.rpartition(".")
        return f"{name}: {gettext(OF_COPRODUCER[last])}" if last in OF_COPRODUCER else rest
    label = gettext(PLACES[first]) if first in PLACES else first
    if first == "revenue_pct" or not rest:
        return f"{label}: {rest}" if rest else label
    steps = STEPS.split(rest)
    last = OF_COPRODUCER.get(steps[-1]) if len(steps) > 1 else None
    return ": ".join([label, *steps[:-1], gettext(last) if last else steps[-1]])


def value_words(path: str, value: Any, nothing: str = NOTHING) -> str:
    """What stands at a place; `nothing` is said of a place where nothing stands."""
    if value is None or value == "":
        return nothing
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    text = str(value)
    if path == "stage":
        return stage_words(text)
    if path.startswith("revenue_pct."):
        return f"{with_decimal_sign(text)}\N{NO-BREAK SPACE}%"
    if (path == "budget_total" or path.endswith(".contribution")) and NUMBER.fullmatch(text):
        return shown_amount(text)
    return sentence(text)


def stage_words(stage: str) -> str:
    known = dict(STAGES)
    return gettext(known[stage]) if stage in known else stage
