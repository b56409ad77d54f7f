"""What breaks if: the inputs of the calculations without what is switched off.

Pure over the questions that the sheets ask and over the terms of the version. A source that is
off brings nothing; a partner that is off takes its money with it and leaves what it owned, owed
and earned to nobody; a promise, a function or a tier is simply not there.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.money import hundredths, split_minor
from films.calculation.result import amount_text
from films.qualification.switches import Off, Terms

NOBODY = "–"
Given = dict[str, Any]


def without(questions: Mapping[str, Any], terms: Terms, gone: Off) -> dict[str, Any]:
    """The questions of the sheets as they would be asked; what cannot be read stays as it is."""
    found = {
        slug: deepcopy(given) if isinstance(given, dict) else given
        for slug, given in questions.items()
    }
    plan = found.get("finance-plan")
    reduced: dict[str, Fraction] = {}
    if isinstance(plan, dict):
        reduced = shrink_plan(plan, gone)
    for slug, shrink in (
        ("cash-flow", shrink_cash_flow),
        ("spend", shrink_spend),
    ):
        if isinstance(found.get(slug), dict):
            shrink(found[slug], gone, reduced)
    partners = countries_of(questions.get("finance-plan"))
    for slug, change in (
        ("recoupment", lambda given: shrink_recoupment(given, gone)),
        ("qualification", lambda given: shrink_qualification(given, terms, gone)),
        ("credits", lambda given: shrink_credits(given, terms, gone)),
        ("equity", lambda given: shrink_equity(given, terms, gone, partners)),
        ("rights", lambda given: shrink_rights(given, gone)),
    ):
        if isinstance(found.get(slug), dict):
            change(found[slug])
    return found


def countries_of(plan: Any) -> dict[str, str]:
    """{partner: country} in the order of the plan."""
    listed = plan.get("coproducers", ()) if isinstance(plan, dict) else ()
    return {one["id"]: one["country"] for one in listed}


def with_contributions(questions: Mapping[str, Any], brought: Mapping[str, Any]) -> None:
    """What each partner brings now, in every question that asks for it."""
    amounts = {name: one["amount"] for name, one in brought.items()}
    judged = questions.get("qualification")
    if isinstance(judged, dict):
        partners = judged.get("coproducers", ())
        for one in partners:
            one["contribution"] = amounts.get(one["id"], one["contribution"])
        total = sum((Decimal(one["contribution"]) for one in partners), Decimal(0))
        # Shares are of what is brought, as where nobody brings the rest.
        judged["total_cost"] = f"{total:.2f}"
    credits = questions.get("credits")
    if isinstance(credits, dict):
        for one in credits.get("coproducers", ()):
            if "finance" in one:
                one["finance"] = amounts.get(one["id"], one["finance"])
    equity = questions.get("equity")
    if isinstance(equity, dict) and isinstance(equity.get("finance"), dict):
        equity["finance"] = {
            name: amounts.get(name, amount) for name, amount in equity["finance"].items()
        }


def terms_without(terms: Terms, gone: Off) -> dict[str, Any]:
    """The terms without the rows that are off; what pointed to them points to nothing."""
    return {
        kind: rows
        if kind == "version"
        else {
            key: {
                name: None if isinstance(value, str) and value in gone.keys else value
                for name, value in values.items()
            }
            for key, values in rows.items()
            if key not in gone.keys
        }
        for kind, rows in terms.items()
    }


# Finance plan


def shrink_plan(plan: Given, gone: Off) -> dict[str, Fraction]:
    """Take sources and partners out of the plan; says how much of each other source is left."""
    reduced: dict[str, Fraction] = {}
    kept = []
    for source in plan.get("sources", ()):
        left = Fraction(0) if source["id"] in gone.sources else part_left(source, gone.partners)
        if left == 0:
            gone.sources.add(source["id"])
            continue
        if left != 1:
            reduced[source["id"]] = left
        kept.append(source)
    plan["sources"] = kept
    plan["coproducers"] = [
        one for one in plan.get("coproducers", ()) if one["id"] not in gone.partners
    ]
    for name in ("ownership", "revenue"):
        if isinstance(plan.get(name), dict):
            drop(plan[name], gone.partners)
    return reduced


def part_left(source: Given, partners: set[str]) -> Fraction:
    """How much of a source stays when partners go: what counted for them goes with them."""
    if source.get("contributor"):
        return Fraction(0 if source["contributor"] in partners else 1)
    for key in ("split_pct", "split_weights"):
        parts = source.get(key)
        if not parts or not partners & parts.keys():
            continue
        whole = sum(map(fraction, parts.values()), Fraction(0))
        stay = {name: part for name, part in parts.items() if name not in partners}
        left = sum(map(fraction, stay.values()), Fraction(0)) / whole if whole else Fraction(0)
        if left and source.get("amount") is not None:
            # Shared to the cent as the plan shares it, so that exactly their parts go.
            minor = hundredths(Decimal(source["amount"]))
            shared = split_minor(minor, [fraction(part) for part in parts.values()])
            rest = sum(cents for name, cents in zip(parts, shared, strict=True) if name in stay)
            source["amount"] = amount_text(rest)
        del source[key]
        # Percentages of the others need not add to 100 any more: they are weights now.
        source["split_weights"] = stay
        return left
    return Fraction(1)


def fraction(part: Any) -> Fraction:
    return Fraction(Decimal(str(part)))


# Cash flow and spend


def shrink_cash_flow(given: Given, gone: Off, reduced: Mapping[str, Fraction]) -> None:
    kept = [one for one in given.get("sources", ()) if one["id"] not in gone.sources]
    for one in kept:
        if one["id"] in reduced:
            shrink_source(one, reduced[one["id"]])
    given["sources"] = kept


def shrink_source(one: Given, left: Fraction) -> None:
    """A smaller source, and its instalments in the same proportion to the cent."""
    for key in ("split_pct", "split_weights"):
        one.pop(key, None)
    if one.get("amount") is None:
        return
    total = hundredths(Fraction(Decimal(one["amount"])) * left)
    one["amount"] = amount_text(total)
    fixed = [part for part in one.get("instalments", ()) if part.get("amount") is not None]
    if not fixed:
        return
    amounts = [hundredths(Decimal(part["amount"])) for part in fixed]
    shared = split_minor(hundredths(Fraction(sum(amounts), 100) * left), amounts)
    for part, cents in zip(fixed, shared, strict=True):
        part["amount"] = amount_text(cents)


def shrink_spend(given: Given, gone: Off, reduced: Mapping[str, Fraction]) -> None:
    """An obligation or an incentive of the name of a source goes, or shrinks, with it."""
    out = gone.spend | gone.sources
    kept = [one for one in given.get("obligations", ()) if one["id"] not in out]
    for one in kept:
        if one["id"] in reduced and one.get("aid") is not None:
            one["aid"] = amount_text(hundredths(fraction(one["aid"]) * reduced[one["id"]]))
    given["obligations"] = kept
    if "incentives" in given:
        given["incentives"] = [one for one in given["incentives"] if one["id"] not in gone.sources]


# Recoupment


def shrink_recoupment(given: Given, gone: Off) -> None:
    """Without the tiers that are off, and without the claims of sources that never came."""
    kept = []
    for tier in given.get("tiers", ()):
        if tier.get("id") in gone.tiers:
            continue
        for name in ("payees", "main"):
            if isinstance(tier.get(name), list):
                tier[name] = [unassigned(one, gone) for one in paid(tier, name, gone)]
        if "payee" in tier:
            tier.update(unassigned(tier, gone))
        if tier.get("type") == "recoup" and not tier.get("payees"):
            continue
        merge_nobody(tier)
        kept.append(tier)
    given["tiers"] = kept


def paid(tier: Given, name: str, gone: Off) -> list[Given]:
    """Who is still paid: whoever lent money that never came has no claim."""
    is_claim = name == "main" or tier.get("type") == "recoup"
    return [one for one in tier[name] if not (is_claim and one.get("payee") in gone.sources)]


def unassigned(payee: Given, gone: Off) -> Given:
    """What a partner earned stays where it is, and is nobody's."""
    found = {**payee}
    if found.get("payee") in gone.partners | gone.sources:
        found["payee"] = NOBODY
    if isinstance(found.get("pass_through"), list):
        found["pass_through"] = [unassigned(one, gone) for one in found["pass_through"]]
    return found


def merge_nobody(tier: Given) -> None:
    """Several who are gone are one nobody: a payee stands in a tier once."""
    for name, number in (("payees", ("amount", "pct")), ("main", ("amount",))):
        rows = tier.get(name)
        if not isinstance(rows, list):
            continue
        nobody = [one for one in rows if one.get("payee") == NOBODY]
        for other in nobody[1:]:
            for key in number:
                if key in other:
                    nobody[0][key] = f"{Decimal(nobody[0][key]) + Decimal(other[key]):f}"
            rows.remove(other)


# Points


def shrink_qualification(given: Given, terms: Terms, gone: Off) -> None:
    left = countries_left(given, gone)
    empty(given.get("elements") or (), left, terms, gone)
    given["coproducers"] = [
        one for one in given.get("coproducers", ()) if one["id"] not in gone.partners
    ]


def shrink_credits(given: Given, terms: Terms, gone: Off) -> None:
    left = countries_left(given, gone)
    empty(given.get("functions") or (), left, terms, gone)
    given["coproducers"] = [
        one for one in given.get("coproducers", ()) if one["id"] not in gone.partners
    ]


def countries_left(given: Given, gone: Off) -> set[str]:
    """The countries from which no partner remains."""
    listed = given.get("coproducers", ())
    here = {one.get("country") for one in listed if one["id"] not in gone.partners}
    return {one.get("country") for one in listed} - here


def empty(rows: Sequence[Given], left: set[str], terms: Terms, gone: Off) -> None:
    """A function that is off is filled by nobody; so is one of a partner that is gone."""
    keys = list(terms.get("creditfunction", {}))
    names = {terms["creditfunction"][key]["function"] for key in gone.functions}
    for place, one in enumerate(rows):
        # The rows of a question stand in the order of the terms.
        is_off = keys[place] in gone.functions if len(keys) == len(rows) else one["role"] in names
        if is_off or one.get("country") in left or one.get("counts_for") in gone.partners:
            for each in ("country", "parts", "counts_for"):
                one.pop(each, None)
        elif isinstance(one.get("parts"), list):
            one["parts"] = [part for part in one["parts"] if part.get("country") not in left]


# Equity and rights


def shrink_equity(given: Given, terms: Terms, gone: Off, partners: Mapping[str, str]) -> None:
    if isinstance(given.get("coproducers"), list):
        given["coproducers"] = [one for one in given["coproducers"] if one not in gone.partners]
    if isinstance(given.get("credit"), dict):
        for code, points in points_of(terms, gone.functions, partners).items():
            if given["credit"].get(code) is not None:
                rest = max(fraction(given["credit"][code]) - points, Fraction(0))
                given["credit"][code] = amount_text(hundredths(rest))
    for name in ("finance", "credit", "revenue", "ownership"):
        if isinstance(given.get(name), dict):
            drop(given[name], gone.partners)
    for reasons in (given.get("reasons") or {}).values():
        drop(reasons, gone.partners)


def points_of(
    terms: Terms, functions: Iterable[str], partners: Mapping[str, str]
) -> dict[str, Fraction]:
    """How many points of each partner stand on these functions."""
    codes = {key: one["code"] for key, one in terms.get("partner", {}).items()}
    first = {country: code for code, country in reversed(partners.items())}
    found: dict[str, Fraction] = {}
    for key in functions:
        row = terms["creditfunction"][key]
        for country, part in parts_of(row.get("filled_from") or "").items():
            code = codes.get(row.get("partner") or "") or first.get(country)
            if code:
                points = fraction(row.get("points") or 0) * part
                found[code] = found.get(code, Fraction(0)) + points
    return found


def parts_of(text: str) -> dict[str, Fraction]:
    """“NL:1/2|RO:1/2” by country; a country alone has the whole."""
    found: dict[str, Fraction] = {}
    for one in filter(None, text.split("|")):
        country, _colon, part = one.partition(":")
        found[country] = found.get(country, Fraction(0)) + Fraction(part or 1)
    return found


def shrink_rights(given: Given, gone: Off) -> None:
    """What a partner owned is nobody's."""
    if isinstance(given.get("coproducers"), list):
        given["coproducers"] = [one for one in given["coproducers"] if one not in gone.partners]
    for one in given.get("rights", ()):
        if one.get("owner") in gone.partners:
            del one["owner"]
        if isinstance(one.get("owners"), dict):
            drop(one["owners"], gone.partners)
            if not one["owners"]:
                del one["owners"]


def drop(table: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        table.pop(name, None)
