"""Everything that one calculator's page is made of."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coprod.exchange.strict import read
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer
from films.calculators.grid import aggregate as aggregate_grid
from films.calculators.grid import cash_flow as cash_flow_grid
from films.calculators.grid import equity as equity_grid
from films.calculators.grid import finance_plan as finance_plan_grid
from films.calculators.grid import qualification as qualification_grid
from films.calculators.grid import spend as spend_grid
from films.calculators.grid import version_diff as version_diff_grid
from films.calculators.grid import waterfall as waterfall_grid
from films.calculators.grid.cell import Sheet
from films.calculators.kind import Kind
from films.calculators.kinds import KINDS
from films.calculators.reading import version_diff as versions
from films.calculators.showing import (
    aggregate,
    cash_flow,
    equity,
    finance_plan,
    qualification,
    spend,
    version_diff,
    waterfall,
)
from films.calculators.showing.currencies import beside, with_currencies
from films.calculators.treaty_check import check, with_functions

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """Invented input that shows something; its file lies among the examples."""

    name: str
    title: str

    @property
    def input(self) -> dict[str, Any]:
        return json.loads((EXAMPLES / f"{self.name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Desk:
    """A calculator as a page: what it answers, its ledger, how it calculates and shows.

    Without a ledger the input is text. `calculate` gives the answer and whatever `show` needs
    besides it; `show_anyway` says what stays in sight where there is no figure; `fill_in`
    changes the input at the press of a button of the page's own.
    """

    kind: Kind
    question: str
    examples: Sequence[Example]
    calculate: Callable[[Any], tuple[Answer, Sequence[Any]]]
    show: Callable[..., dict[str, Any]]
    template: str
    show_anyway: Callable[..., dict[str, Any]] | None = None
    sheet: Sheet | None = None
    is_wide: bool = False
    fill_in: Callable[[dict[str, Any], str], dict[str, Any]] | None = None

    @property
    def slug(self) -> str:
        return self.kind.slug

    def example(self, name: str) -> Example | None:
        return next((one for one in self.examples if one.name == name), None)


def plainly(kind: Kind) -> Callable[[Any], tuple[Answer, Sequence[Any]]]:
    return lambda given: (kind.run(given), ())


def by_treaties(given: Any) -> tuple[Answer, Sequence[Any]]:
    checked = check(given)
    return checked.answer, (checked,)


def by_versions(given: Any) -> tuple[Answer, Sequence[Any]]:
    asked = read(given, versions.request)
    return versions.answer(asked), (asked,)


def desk(slug: str, question: str, examples: Mapping[str, str], **more: Any) -> Desk:
    listed = [Example(name, title) for name, title in examples.items()]
    more.setdefault("calculate", plainly(KINDS[slug]))
    return Desk(KINDS[slug], question, listed, **more)


DESKS: dict[str, Desk] = {
    one.slug: one
    for one in (
        desk(
            "finance-plan",
            _("Who brings what, how much of it is secured, what is missing, and who leads?"),
            {
                "finance-plan": _("Two countries, two currencies, a gap"),
                "finance-plan-thirds": _("Three equal thirds: nobody leads"),
            },
            calculate=with_currencies(KINDS["finance-plan"]),
            show=finance_plan.show,
            show_anyway=beside,
            template="calculators/results/finance_plan.html",
            sheet=finance_plan_grid.SHEET,
        ),
        desk(
            "qualification",
            _("Which treaty governs, does the plan qualify, and what is the cheapest way there?"),
            {
                "qualification-nine-percent": _("Germany drops to 9 %"),
                "qualification-shown-as-ten": _("9.996 % that is shown as 10.00 %"),
                "qualification-revised-convention": _("All bound by the revised Convention"),
                "qualification-above-thirty": _("Non-Parties above 30 % together"),
                "qualification-money-only": _("A partner that brings only money"),
                "qualification-kazakhstan-france": _("Kazakhstan and France alone"),
            },
            calculate=by_treaties,
            show=qualification.show,
            show_anyway=qualification.show_law,
            template="calculators/results/qualification.html",
            sheet=qualification_grid.SHEET,
            fill_in=with_functions,
        ),
        desk(
            "waterfall",
            _("Who is paid after how much of receipts, tier by tier, and who is repaid in full?"),
            {
                "waterfall": _("A pool, a corridor, profits handed on"),
                "waterfall-three-investors": _("Three investors and a return"),
            },
            show=waterfall.show,
            template="calculators/results/waterfall.html",
            sheet=waterfall_grid.SHEET,
            is_wide=True,
        ),
        desk(
            "cash-flow",
            _("In which month does cash run out, and how much is needed until it comes back?"),
            {
                "cash-flow": _("A gap that only the rebate closes"),
                "cash-flow-balanced": _("Balanced, and insolvent in May"),
            },
            show=cash_flow.show,
            template="calculators/results/cash_flow.html",
            sheet=cash_flow_grid.SHEET,
        ),
        desk(
            "equity",
            _("Do credit, revenue and ownership follow what each co-producer brings?"),
            {
                "equity": _("Credit behind money"),
                "equity-in-kind": _("A difference with its reason"),
            },
            show=equity.show,
            template="calculators/results/equity.html",
            sheet=equity_grid.SHEET,
        ),
        desk(
            "spend",
            _("What must be spent where, where is it short, and what do incentives bring?"),
            {"spend": _("A fund, a region and a rebate")},
            show=spend.show,
            template="calculators/results/spend.html",
            sheet=spend_grid.SHEET,
            is_wide=True,
        ),
        desk(
            "version-diff",
            _("What changed between two versions, and who must sign again?"),
            {"version-diff": _("A partner leaves")},
            calculate=by_versions,
            show=version_diff.show,
            template="calculators/results/version_diff.html",
            sheet=version_diff_grid.SHEET,
        ),
        desk(
            "aggregate",
            _("Which sums over deals can be shown without giving one of them away?"),
            {"aggregate": _("One group shown, two withheld")},
            show=aggregate.show,
            template="calculators/results/aggregate.html",
            sheet=aggregate_grid.SHEET,
        ),
    )
}
