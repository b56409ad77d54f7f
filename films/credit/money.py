"""What each partner brings to a version, and what is spent in which country: the plan's side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coprod.exchange.strict import read
from films.calculation.cash_flow import converted
from films.calculation.plan import Plan, Source, counted, problems_with_source
from films.calculation.result import Problem, amount_text
from films.calculators.reading import finance_plan
from films.deal.version import Partner, Version
from films.finance import plan_rows


@dataclass(frozen=True)
class Money:
    """The finance of a version by partner, in hundredths of its base currency.

    A source at fault, such as one whose parts do not add up, is left out and named.
    """

    currency: str
    partners: Sequence[Partner]
    by_partner: dict[str, int]
    budget: int | None
    finance: int
    spend: dict[str, int] | None
    unplaced: int
    problems: Sequence[Problem] = ()

    @property
    def whole(self) -> int:
        """What the shares are shares of: the larger of budget and finance."""
        return max(self.budget or 0, self.finance)

    @property
    def unallocated(self) -> int:
        """What nobody brings yet."""
        return self.whole - sum(self.by_partner.values())

    def contribution(self, code: str) -> str:
        return amount_text(self.by_partner[code])


def money(version: Version) -> Money:
    """Read once, in as many queries for a hundred rows as for one."""
    given = plan_rows.asked(version, plan_rows.input_of(version))
    plan = read(given, finance_plan.request).plan
    problems: list[Problem] = []
    by_partner, finance = dict.fromkeys((one.id for one in plan.coproducers), 0), 0
    for source in plan.sources:
        if not source.is_live:
            continue
        faults, _warnings = problems_with_source(plan, source)
        problems += faults
        if not faults and source.amount is not None:
            finance += shared_out(plan, source, by_partner)
    lines_without_rate = [
        Problem("FX_RATE_MISSING", line.account, value=line.currency)
        for line in plan.lines
        if plan.rate(line.currency) is None
    ]
    budget = None if lines_without_rate else sum(plan.cost_by_country.values())
    spend, unplaced = (None, 0) if lines_without_rate else spent(version, plan)
    return Money(
        currency=plan.currency,
        partners=list(version.partners.select_related("country", "credit_share")),
        by_partner=by_partner,
        budget=budget,
        finance=finance,
        spend=spend,
        unplaced=unplaced,
        problems=problems + lines_without_rate,
    )


def shared_out(plan: Plan, source: Source, by_partner: dict[str, int]) -> int:
    """Add a source to those it counts for; gives its amount in the base currency."""
    found = counted(plan, source)
    for code, part in found.parts.items():
        by_partner[code] += part
    return found.amount


def spent(version: Version, plan: Plan) -> tuple[dict[str, int] | None, int]:
    """The budget by country in which it is spent, and what has no place yet.

    A region's spend is its country's; None where no line says its place.
    """
    found: dict[str, int] = {}
    unplaced = 0
    for line in version.budgetlines.all():
        amount = converted(Decimal(line.amount), plan.rate(line.currency))
        country = line.spent_in.partition("-")[0]
        if country:
            found[country] = found.get(country, 0) + amount
        else:
            unplaced += amount
    return found or None, unplaced
