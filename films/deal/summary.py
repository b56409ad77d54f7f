"""A version as the one page that two versions are compared by: the input of the version diff."""

from collections.abc import Mapping
from typing import Any

from films.calculation.result import Answer
from films.calculators.kinds import KINDS
from films.deal.deal import Deal
from films.deal.standing import PLAN, Standing, Standings

# What the calculation calls stages differently.
STAGES = {
    Deal.Stage.PROVISIONAL: "provisional_approval",
    Deal.Stage.FINAL: "final_approval",
}
ALL_RIGHTS = "all"
Terms = Mapping[str, Any]


def summary(terms: Terms, stands: Standings, stage: str) -> dict[str, Any]:
    """Budget, contributions, revenue and territories; what is not known is null."""
    plan = stands.get(PLAN) or Standing(PLAN, "")
    codes = {key: one["code"] for key, one in in_order(terms.get("partner", {}))}
    countries = {one["id"]: one["country"] for one in plan.question.get("coproducers", ())}
    brought = plan.said.get("by_coproducer", {})
    return {
        "budget_total": plan.said.get("budget_total"),
        "coproducers": {
            code: {
                "country": countries.get(code),
                "contribution": brought[code]["amount"] if code in brought else None,
            }
            for code in codes.values()
        },
        "revenue_pct": {
            codes[one["partner"]]: one["revenue"]
            for _key, one in in_order(terms.get("creditshare", {}))
            if one.get("revenue") and one["partner"] in codes
        },
        "territories": {
            name_of(one): owners(one, codes) for _key, one in in_order(terms.get("right", {}))
        },
        "stage": STAGES.get(Deal.Stage(stage), str(stage)),
    }


def in_order(rows: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(rows.items(), key=lambda one: one[1].get("position", 0))


def name_of(right: Mapping[str, Any]) -> str:
    """The territory, and the medium where it is not all of them."""
    whole = right.get("medium", ALL_RIGHTS) == ALL_RIGHTS
    return right["territory"] if whole else f"{right['territory']} {right['medium']}"


def owners(right: Mapping[str, Any], codes: Mapping[str, str]) -> Any:
    """One owner, several with their parts, or nobody."""
    if shared := right.get("shared_by"):
        if "|" not in shared and ":" not in shared:
            return shared
        return dict(one.partition(":")[::2] for one in shared.split("|") if one)
    return codes.get(right.get("owner") or "")


def difference(old: dict[str, Any], new: dict[str, Any]) -> Answer:
    """What the calculator of version differences answers; raises `BadInput`."""
    return KINDS["version-diff"].run({"old": old, "new": new})
