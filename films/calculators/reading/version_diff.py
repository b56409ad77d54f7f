"""Reading and answering the difference of two versions."""

from dataclasses import dataclass
from typing import Any

from coprod.exchange.strict import Node, given, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.diff import Difference, Version, difference
from films.calculation.leaves import leaves
from films.calculation.result import Answer, Explanation, amount_text, keys, percent_text
from films.calculators.kind import Kind, example
from films.calculators.reading.qualification import request as treaty_request
from films.calculators.reading.qualification_answer import Request as TreatyRequest
from films.calculators.reading.qualification_answer import answer as treaty_answer

MAX_LEAVES = 5_000
MAX_PARTIES = 200
MAX_TERRITORIES = 300


@dataclass(frozen=True)
class Request:
    """The two versions to compare, and what each asks a treaty, where it says so."""

    old: Version
    new: Version
    old_treaty: TreatyRequest | None = None
    new_treaty: TreatyRequest | None = None


def request(node: Node) -> Request:
    node.is_object({"old", "new"}, required={"old", "new"})
    return Request(
        old=version(node["old"]),
        new=version(node["new"]),
        old_treaty=given(node["old"]["qualification"], treaty_request),
        new_treaty=given(node["new"]["qualification"], treaty_request),
    )


def version(node: Node) -> Version:
    """The known terms of a version; the others are taken as they stand, to be compared.

    Under `qualification` a version may hold what the treaty check is asked for it.
    """
    if not isinstance(node.value, dict):
        node.is_object(set())
        return Version({})
    document = node.free()
    if len(leaves(document)) > MAX_LEAVES:
        node.refuse(_("This version has more than {most} terms."), _("Divide it."), most=MAX_LEAVES)
    return Version(
        document=document,
        budget=given(node["budget_total"], Node.money),
        contributions=contributions(node["coproducers"]),
        revenue={
            party: pct.decimal()
            for party, pct in node["revenue_pct"].entries(MAX_PARTIES, "parties")
        },
        owners={
            name: owners(owner)
            for name, owner in node["territories"].entries(MAX_TERRITORIES, "territories")
        },
        stage=node["stage"].text(""),
    )


def contributions(node: Node) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for party, entry in node.entries(MAX_PARTIES, "co-producers"):
        if not isinstance(entry.value, dict):
            entry.is_object(set())
            continue
        found[party] = given(entry["contribution"], Node.money)
    return found


def owners(node: Node) -> tuple[str, ...]:
    """One owner, nobody, several as a list, or several with their parts."""
    if node.is_null:
        return ()
    if isinstance(node.value, list):
        return tuple(item.id() for item in node.items(MAX_PARTIES, "owners"))
    if isinstance(node.value, dict):
        return tuple(party for party, _part in node.entries(MAX_PARTIES, "owners"))
    return (node.id(),)


def answer(asked: Request) -> Answer:
    result = difference(asked.old, asked.new)
    if result.errors:
        return Answer(errors=result.errors)
    return Answer(
        figures={
            "changes": [
                {"path": one.path, "change": one.change, "old": one.old, "new": one.new}
                for one in result.changes
            ],
            "old": standing(asked.old, asked.old_treaty),
            "new": standing(asked.new, asked.new_treaty),
            "left": left(result),
            "to_sign_again": result.to_sign_again,
            "to_tell_authorities": result.to_tell_authorities,
        },
        details=[*asked.old.warnings, *asked.new.warnings],
        explanation=[*explain("old", asked.old), *explain("new", asked.new)],
    )


def standing(one: Version, treaty: TreatyRequest | None) -> dict[str, Any]:
    return {
        "gap": None if one.gap is None else amount_text(one.gap),
        "share_pct": {
            party: None if share is None else percent_text(share)
            for party, share in one.shares.items()
        },
        "orphan_territories": one.orphans,
        "revenue_sum": None if one.revenue_sum is None else percent_text(one.revenue_sum),
        "warnings": keys(one.warnings),
        "qualification": eligibility(treaty) if treaty else None,
    }


def eligibility(treaty: TreatyRequest) -> dict[str, Any]:
    """Whether the version qualifies; where its terms cannot be judged, the errors say why."""
    judged = treaty_answer(treaty)
    figures = {} if judged.errors else judged.figures
    told = {name: figures.get(name) for name in ("rule_used", "eligible", "failed")}
    return {"errors": keys(judged.errors), **told}


def left(result: Difference) -> dict[str, list[dict[str, Any]]]:
    return {
        party: [{"path": term.path, "now": term.now} for term in terms]
        for party, terms in result.left.items()
    }


def explain(name: str, one: Version) -> list[Explanation]:
    """The gap and each share from the contributions."""
    if one.budget is None:
        return []
    numbers = {"budget": amount_text(one.budget), "finance": amount_text(one.finance)}
    gap = Sentence(_("budget {budget} − finance {finance}"), numbers)
    found = [Explanation(f"{name}.gap", gap)]
    for party, amount in one.contributions.items():
        if amount is not None:
            share = Sentence(
                _("{amount} ÷ {whole}, the larger of budget and finance"),
                {"amount": amount_text(amount), "whole": amount_text(one.whole)},
            )
            found.append(Explanation(f"{name}.share_pct.{party}", share))
    return found


KIND = Kind(
    slug="version-diff",
    title=_("Difference of two versions"),
    run=lambda sent: answer(read(sent, request)),
    example=example("version-diff"),
)
