"""Every figure of a spend plan opened to its formula with the numbers in it."""

from collections.abc import Iterable

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.plan_explained import added
from films.calculation.result import Explanation, amount_text
from films.calculation.spend import Basis, Incentive, Obligation, Spend, SpendPlan, Territory

REQUIRED = _("larger of its own obligations {own} and its regions together {regions}")
PLANNED = _("planned in the territory itself {here} + in its regions {regions}")
SHORTFALL = _("required {required} − planned {spend}, at least 0")


def explain(plan: SpendPlan, found: Spend) -> Iterable[Explanation]:
    """An explanation for each figure that the calculator shows."""
    for obligation in plan.obligations:
        formula = asked(obligation, plan.budget)
        yield Explanation(f"obligations.{obligation.id}", formula)
    for code, territory in found.territories.items():
        yield from explain_territory(plan, code, territory)
    roots = {
        code: one.required for code, one in found.territories.items() if code not in plan.parents
    }
    yield Explanation("total_required", added(roots))
    for incentive in plan.incentives:
        yield Explanation(f"incentives.{incentive.id}", earned(incentive, found))


def asked(obligation: Obligation, budget: int) -> Sentence:
    """One obligation from what it is measured by."""
    if obligation.basis is Basis.FIXED:
        return Sentence(_("fixed: {amount}"), {"amount": amount_text(obligation.amount)})
    of_budget = obligation.basis is Basis.BUDGET
    whole = budget if of_budget else obligation.aid or 0
    numbers = {
        "pct": obligation.pct,
        "whole": amount_text(whole),
        "amount": amount_text(obligation.required(budget)),
    }
    if of_budget:
        return Sentence(_("{pct} % × budget {whole} = {amount}"), numbers)
    return Sentence(_("{pct} % × aid {whole} = {amount}"), numbers)


def explain_territory(plan: SpendPlan, code: str, territory: Territory) -> Iterable[Explanation]:
    """What is required in a territory, what is planned there, and what is short."""
    figure = f"territories.{code}"
    own = {"own": amount_text(territory.own), "regions": amount_text(territory.regions)}
    yield Explanation(f"{figure}.required", Sentence(REQUIRED, own))
    here = plan.spend.get(code, 0)
    parts = {"here": amount_text(here), "regions": amount_text(territory.spend - here)}
    yield Explanation(f"{figure}.spend", Sentence(PLANNED, parts))
    numbers = {
        "required": amount_text(territory.required),
        "spend": amount_text(territory.spend),
    }
    yield Explanation(f"{figure}.shortfall", Sentence(SHORTFALL, numbers))


def earned(incentive: Incentive, found: Spend) -> Sentence:
    """What an incentive gives, or why it gives nothing."""
    if reason := found.reasons.get(incentive.id):
        return reason.message
    numbers = {
        "rate": incentive.rate_pct,
        "eligible": amount_text(incentive.eligible_spend),
        "amount": amount_text(found.incentives[incentive.id]),
    }
    if incentive.max_amount is None:
        return Sentence(_("{rate} % × eligible spend {eligible} = {amount}"), numbers)
    most = {"most": amount_text(incentive.max_amount)}
    return Sentence(
        _("{rate} % × eligible spend {eligible}, at most {most} = {amount}"), {**numbers, **most}
    )
