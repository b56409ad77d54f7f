"""What breaks if a row, a partner or a promise falls away; the address holds what is off."""

from itertools import groupby

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.calculation.leaves import changes
from films.deal.figures import groups
from films.deal.reaching import deal_or_404, version_or_404, workspace
from films.deal.sheet import SHEETS
from films.deal.standing import PLAN, Standings, answered, questions, standings
from films.deal.tabs import tabs
from films.deal.terms import document, read_terms
from films.qualification import switches as known
from films.qualification import what_breaks as pure

MOST = 500
PARAMETER = "without"


@workspace
@require_safe
def what_breaks(request, pk, number):
    deal = deal_or_404(request, pk)
    version = version_or_404(request, deal, number)
    read_terms(version)
    terms, asked = document(version), questions(version)
    listed = known.switches(terms)
    off = known.chosen(listed, request.GET.getlist(PARAMETER)[:MOST])
    before = standings(asked, terms)
    after = without(asked, terms, off)
    found = groups(before, after)
    context = {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, request.path),
        "blocks": blocks(listed, off),
        "off": off,
        "groups": [one for one in found if one.changed or one.gone or one.arrived],
        "same": [one.title for one in found if not (one.changed or one.gone or one.arrived)],
        "gates": gates(before, after),
        "rest": rest(before, after) if off else [],
        "currency": version.currency,
        "parameter": PARAMETER,
    }
    return render(request, "qualification/what_breaks.html", context)


def without(asked, terms, off) -> Standings:
    """Every sheet answered as if what is off were not there."""
    gone = known.off(terms, off)
    shrunk = pure.without(asked, terms, gone)
    plan = shrunk.get(PLAN)
    if off and isinstance(plan, dict):
        answer = answered(SHEETS[PLAN], plan)
        pure.with_contributions(shrunk, answer.said.get("by_coproducer", {}))
    return standings(shrunk, pure.terms_without(terms, gone))


def blocks(listed, off):
    """[(title, [(switch, whether it is off)])] in the order of the sheets."""
    titles = {
        known.SOURCE: _("Sources"),
        known.PARTNER: _("Partners"),
        known.PROMISE: _("Promises"),
        known.FUNCTION: _("Functions"),
        known.TIER: _("Tiers"),
    }
    chosen = set(off)
    return [
        (titles[kind], [(one, one in chosen) for one in rows])
        for kind, rows in groupby(listed, key=lambda one: one.kind)
    ]


def gates(before: Standings, after: Standings) -> list[dict[str, str]]:
    """Funds whose demand to spend would not be met any more."""
    if "spend" not in before or "spend" not in after:
        return []
    was = before["spend"].said.get("territories", {})
    return [
        {
            "territory": code,
            "shortfall": one["shortfall"],
            "funds": funds_in(after["spend"].question, code),
        }
        for code, one in after["spend"].said.get("territories", {}).items()
        if one["shortfall"] != "0.00" and was.get(code, {}).get("shortfall") != one["shortfall"]
    ]


def funds_in(question, territory) -> str:
    """Whose demands concern a territory or a region of it."""
    parents = question.get("parents") or {}
    return ", ".join(
        one["id"]
        for one in question.get("obligations", ())
        if territory in (one["territory"], parents.get(one["territory"]))
    )


def rest(before: Standings, after: Standings):
    """Every other leaf that is not the same, sheet by sheet; where sheets are in the answer."""
    found = []
    for slug, old in before.items():
        new = after.get(slug)
        if new is None or not (old.is_answered and new.is_answered):
            continue
        leaves = changes(plain(old.said), plain(new.said))
        if leaves:
            found.append((old.title, slug, leaves))
    return found


def plain(said):
    """An answer without its sentences."""
    told = ("problems", "conditions", "paths", "passed_over")
    return {name: value for name, value in said.items() if name not in told}
