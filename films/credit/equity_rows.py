"""The equity ledger of a version: the tolerance, and the parties' reasons for differences."""

from typing import Any

from coprod.exchange.faults import BadInput
from coprod.exchange.strict import Node, read
from films.calculation.equity import VECTORS
from films.calculators.reading import equity
from films.credit.asking import credits_of, question_of, share
from films.credit.credit_rows import change_share
from films.credit.money import money
from films.deal.storing import fault
from films.deal.version import Partner, Version
from films.finance.plan_rows import ADD_THE_PARTY, NO_SUCH_PARTY

Given = dict[str, Any]


def input_of(version: Version) -> Given:
    """The tolerance, and a line of reasons for every partner; one query."""
    partners = version.partners.select_related("credit_share")
    return {
        "tolerance_pp": version.tolerance,
        "reasons": [
            {"id": one.code, **{name: share(one, f"reason_{name}") for name in VECTORS}}
            for one in partners
        ],
    }


def asked(version: Version, given: Given) -> Given:
    """The input of the equity calculator, with what was typed just now."""
    found = question_of(version, money(version), credits_of(version))
    found["tolerance_pp"] = given.get("tolerance_pp", "5")
    reasons: dict[str, dict[str, str]] = {}
    for one in given.get("reasons", []):
        for vector in VECTORS:
            if isinstance(one, dict) and one.get(vector):
                reasons.setdefault(vector, {})[one.get("id", "")] = one[vector]
    found.pop("reasons", None)
    return {**found, "reasons": reasons} if reasons else found


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    partners = {one.code: one for one in version.partners.select_related("credit_share")}
    judge(version, given, partners)
    version.tolerance = str(given.get("tolerance_pp", "5"))
    listed = given.get("reasons")
    if listed is None:
        return
    lines = {one["id"]: (place, one) for place, one in enumerate(listed)}
    for code, partner in partners.items():
        place, one = lines.get(code, (0, {}))
        values = {f"reason_{name}": one.get(name, "") for name in VECTORS}
        change_share(version, partner, values, f"reasons[{place}]")


def judge(version: Version, given: Given, partners: dict[str, Partner]) -> None:
    read(given, shape)
    read(asked(version, given), equity.request)
    known = ", ".join(sorted(partners))
    faults = [
        fault(f"reasons[{place}].id", one["id"], NO_SUCH_PARTY, ADD_THE_PARTY, known=known)
        for place, one in enumerate(given.get("reasons", []))
        if one["id"] not in partners
    ]
    if faults:
        raise BadInput(faults)


def shape(node: Node) -> None:
    """A tolerance, and lines with a partner and its reasons."""
    node.is_object({"tolerance_pp", "reasons"})
    for one in node["reasons"].items(200, "notes", unique="id"):
        one.is_object({"id", *VECTORS}, required={"id"})
        one["id"].id()
        for name in VECTORS:
            one[name].text("")
