"""A version on one page: what it comes to, who gives and gets what, who has signed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import count, sentence, shown_amount
from films.calculators.showing.figure import shown_percent
from films.calculators.showing.qualification import outcome_words
from films.deal.comparison import Labels, effects, is_currency
from films.deal.figures import groups
from films.deal.standing import (
    PLAN,
    PROMISES,
    QUALIFICATION,
    RECOUPMENT,
    RIGHTS,
    Standing,
    standings_of,
)
from films.deal.summary import in_order
from films.deal.terms import fingerprint_of
from films.deal.version import Version

# What is said of a row of the finance plan below its name.
OF_SOURCE = ("fund", "origin", "recoupable", "evidence", "expires_on", "conditions")
# Whose rows are listed one by one.
IN_LISTS = (PROMISES, RIGHTS)
# The shares of countries and partners stand in tables of their own.
IN_TABLES = ("by_coproducer.", "by_country.", "unallocated.")


def dossier(version: Version) -> dict[str, Any]:
    """The context of the page; the same number of queries for any number of rows."""
    stands, terms = standings_of(version)
    labels = Labels(terms, terms, version.deal)
    print_ = fingerprint_of(terms)
    found = [one for one in groups(stands, stands) if one.slug not in IN_LISTS]
    for group in found:
        group.lines[:] = [one for one in group.lines if not one.path.startswith(IN_TABLES)]
    plan = stands.get(PLAN)
    return {
        "currency": version.currency,
        "is_planned": plan is not None and plan.is_answered,
        "groups": [group for group in found if group.lines],
        "troubles": [one for one in stands.values() if one.problems],
        "parties": parties(terms, labels),
        "partners": effects(terms, terms, stands, stands),
        "sources": sources(terms, labels),
        "countries": countries(plan),
        "verdict": verdict(stands.get(QUALIFICATION), plan, version.currency),
        "tiers": tier_words(stands.get(RECOUPMENT)),
        "promises": listed(terms, "obligation", labels),
        "territories": listed(terms, "right", labels),
        "fingerprint": print_,
        "consents": [
            {"consent": one, "is_intact": one.fingerprint == print_}
            for one in version.consents.all()
        ],
    }


def countries(plan: Standing | None) -> list[dict[str, Any]]:
    """Share of each country, and how much of the plan it has confirmed."""
    if plan is None or not plan.is_answered:
        return []
    confirmed = plan.said["secured_by_country"]
    return [
        {
            "code": code,
            "amount": share["amount"],
            "share": share["pct"],
            "confirmed": shown_percent(confirmed[code]["pct"]),
            "balance": plan.said["country_balance"][code],
        }
        for code, share in plan.said["by_country"].items()
    ]


def verdict(
    judged: Standing | None, plan: Standing | None = None, currency: str = ""
) -> dict[str, Any] | None:
    """What the governing instrument says, how far it reaches, and the sentences that decide."""
    if judged is None or not judged.is_answered:
        return None
    outcome = judged.said["eligible"]
    # What decides a yes are warnings, what decides a no are faults: both have failed.
    decides = outcome if outcome == "cannot be checked" else "failed"
    return {
        "eligible": outcome,
        "words": outcome_words(outcome),
        "rule": judged.said["rule_used"],
        "caveat": caveat(plan, currency),
        "reasons": [
            sentence(one["sentence"])
            for one in judged.said.get("conditions", ())
            if one["outcome"] == decides
        ],
    }


def caveat(plan: Standing | None, currency: str) -> str:
    """Why a verdict is of a part of the plan only; empty where it is of the whole."""
    if plan is None:
        return ""
    if not plan.is_answered:
        return _(
            "The finance plan cannot be computed as it stands: what is at fault counts for nobody"
            " in this verdict, and it may change."
        )
    missing = plan.said["unallocated"]["amount"]
    if not Decimal(missing):
        return ""
    return _(
        "%(amount)s %(currency)s of the plan is brought by nobody yet: the verdict is of what is"
        " brought, and may change with who closes the gap."
    ) % {"amount": shown_amount(missing), "currency": currency}


def listed(terms: Mapping[str, Any], kind: str, labels: Labels) -> list[list[tuple[str, str]]]:
    """The rows of one kind, each as the fields that are filled in."""
    model = labels.kinds[kind]
    names = [
        one.name
        for one in model._meta.concrete_fields
        if one.name != "position" and not is_currency(model, one)
    ]
    return [
        filled_in(model, names, values, labels) for _key, values in in_order(terms.get(kind, {}))
    ]


def filled_in(
    model: Any, names: Iterable[str], values: Mapping[str, Any], labels: Labels
) -> list[tuple[str, str]]:
    """The fields of a row that say something, each as its label and its value."""
    found = []
    for one in map(model._meta.get_field, names):
        if values.get(one.name) not in (None, "", False):
            shown = labels.shown(one, values, one.name)
            # Owners with their parts are kept as “Dala:60|Rive Nord:40”.
            if one.name == "shared_by":
                shown = shown.replace("|", ", ").replace(":", " ")
            found.append((str(one.verbose_name), shown))
    return found


def parties(terms: Mapping[str, Any], labels: Labels) -> list[dict[str, Any]]:
    """Who takes part, from where and as what."""
    model = labels.kinds["partner"]
    party, country, role = map(model._meta.get_field, ("party", "country", "role"))
    return [
        {
            "code": values["code"],
            "name": labels.shown(party, values, "party"),
            "country": labels.shown(country, values, "country"),
            "role": labels.shown(role, values, "role"),
            "more": [
                str(model._meta.get_field(name).verbose_name)
                for name in ("is_delegate", "holds_rights")
                if values.get(name)
            ],
        }
        for _key, values in in_order(terms.get("partner", {}))
    ]


def sources(terms: Mapping[str, Any], labels: Labels) -> list[dict[str, Any]]:
    """The finance plan row by row: who counts it, what it is, how certain, how much."""
    model = labels.kinds["financerow"]
    counted: dict[str, list[str]] = {}
    for _key, share in in_order(terms.get("financeshare", {})):
        if share.get("partner"):
            code = terms["partner"][share["partner"]]["code"]
            counted.setdefault(share["row"], []).append(code)
    shown = {name: model._meta.get_field(name) for name in ("type", "status", "amount")}
    return [
        {
            "name": values["code"],
            **{name: labels.shown(one, values, name) for name, one in shown.items()},
            "partners": ", ".join(counted.get(key, ())),
            "more": filled_in(model, OF_SOURCE, values, labels),
        }
        for key, values in in_order(terms.get("financerow", {}))
    ]


# Tiers in words


def tier_words(recoupment: Standing | None) -> list[str]:
    """The order of repayment, one sentence a step."""
    if recoupment is None:
        return []
    return [words_of(tier) for tier in recoupment.question.get("tiers", ())]


def words_of(tier: Mapping[str, Any]) -> str:
    says = {"fee": fee_words, "recoup": recoup_words, "corridor": corridor_words}
    told = says.get(tier.get("type", ""), split_words)(tier)
    name = tier.get("label") or tier["id"]
    return f"{name}: {told}"


def fee_words(tier: Mapping[str, Any]) -> str:
    words = {
        "payee": tier.get("payee"),
        "percent": percent(tier.get("pct")),
        "base": _("of what reaches this step")
        if tier.get("base") == "tier_input"
        else _("of all receipts"),
    }
    return _("%(payee)s takes %(percent)s %(base)s") % words + at_most(tier.get("cap"))


def recoup_words(tier: Mapping[str, Any]) -> str:
    ways = {"sequential": _("one after the other"), "equal": _("in equal parts")}
    way = ways.get(tier.get("sharing", ""), _("in proportion to their claims"))
    payees = tier.get("payees") or ()
    if len(payees) == 1:
        return _("repaid first: %(claims)s") % {"claims": claims(payees)}
    return _("repaid %(way)s: %(claims)s") % {"way": way, "claims": claims(payees)}


def corridor_words(tier: Mapping[str, Any]) -> str:
    words = {
        "payee": tier.get("payee"),
        "percent": percent(tier.get("pct")),
        "claims": claims(tier.get("main") or ()),
    }
    told = _("%(payee)s takes %(percent)s of the flow") % words + at_most(tier.get("cap"))
    return told + "; " + _("the rest repays %(claims)s") % words


def split_words(tier: Mapping[str, Any]) -> str:
    payees = tier.get("payees") or ()
    parts_ = ", ".join(f"{one.get('payee')} {percent(one.get('pct'))}" for one in payees)
    return _("shared by %(parts)s") % {"parts": parts_ or "–"} + at_most(tier.get("limit"))


def claims(payees) -> str:
    return ", ".join(f"{one.get('payee')} {shown_amount(one.get('amount'))}" for one in payees)


def at_most(cap: Any) -> str:
    return _(", at most %(amount)s") % {"amount": shown_amount(cap)} if cap else ""


def percent(value: Any) -> str:
    return "–" if value in (None, "") else f"{count(Decimal(str(value)))}\N{NO-BREAK SPACE}%"
