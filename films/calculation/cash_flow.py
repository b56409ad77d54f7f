"""Cash flow by month: a plan may balance and still be insolvent in May.

Amounts are whole hundredths of the base currency once they are converted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from coprod.money import half_away, hundredths, split_minor
from films.calculation.result import Problem, amount_text, code_of_sum, percent_text

# In-kind and deferral are finance but not cash.
NOT_CASH = {"in_kind", "deferral"}
SECURED = {"confirmed", "paid"}
PENDING = {"applied", "loi", "conditional"}
DEAD = {"rejected", "withdrawn"}


@dataclass(frozen=True)
class Cost:
    """Money that has to be paid in a month."""

    month: str
    amount: Decimal
    currency: str = ""


@dataclass(frozen=True)
class Instalment:
    """A part of a source that arrives in a month: a percentage of it, or an amount."""

    month: str
    pct: Decimal | None = None
    amount: Decimal = Decimal(0)


@dataclass(frozen=True)
class Source:
    """Money from one source with its instalments; an unknown amount is None."""

    id: str
    type: str
    status: str
    amount: Decimal | None
    instalments: tuple[Instalment, ...] = ()
    currency: str = ""

    @property
    def whole(self) -> Fraction:
        """The exact amount; what is unknown counts as nothing."""
        return Fraction(self.amount or 0)

    @property
    def fixed(self) -> Fraction:
        """What the instalments with an amount add to."""
        return sum((Fraction(part.amount) for part in self.instalments), Fraction(0))

    @property
    def typed(self) -> Fraction:
        """What the instalments with a percentage add to, in per cent of the whole source."""
        return sum((Fraction(part.pct or 0) for part in self.instalments), Fraction(0))

    @property
    def is_live_cash(self) -> bool:
        return self.type not in NOT_CASH and self.status not in DEAD

    @property
    def is_secured(self) -> bool:
        return self.status in SECURED


@dataclass(frozen=True)
class Plan:
    """What is paid and what arrives, month by month, from an opening balance."""

    costs: tuple[Cost, ...] = ()
    sources: tuple[Source, ...] = ()
    opening_balance: int = 0
    currency: str = ""
    rates: Mapping[str, Decimal] = field(default_factory=dict)

    def rate(self, currency: str) -> Decimal | None:
        """Base units for one unit of a currency; None where the deal has no such rate."""
        own = not currency or currency == self.currency
        return Decimal(1) if own else self.rates.get(currency)


@dataclass(frozen=True)
class Month:
    """What comes in and goes out in a month, and the balance at its end."""

    month: str
    came_in: int
    went_out: int
    cumulative: int

    @property
    def net(self) -> int:
        return self.came_in - self.went_out

    @property
    def before(self) -> int:
        return self.cumulative - self.net


@dataclass(frozen=True)
class Curve:
    """The months of one scenario; the need is the lowest balance below zero."""

    months: list[Month]
    opening: int

    @property
    def closing(self) -> int:
        return self.months[-1].cumulative if self.months else self.opening

    @property
    def peak_need(self) -> int:
        return max(0, -min([month.cumulative for month in self.months] or [self.opening]))

    @property
    def peak_month(self) -> str | None:
        """The first month in which the need is greatest."""
        deepest = min(self.negative, key=lambda month: month.cumulative, default=None)
        return deepest.month if deepest else None

    @property
    def first_negative(self) -> str | None:
        return self.negative[0].month if self.negative else None

    @property
    def negative(self) -> list[Month]:
        return [month for month in self.months if month.cumulative < 0]


@dataclass(frozen=True)
class CashFlow:
    """The curve with every live source, and the one with secured sources only."""

    all: Curve | None = None
    secured: Curve | None = None
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def flow(plan: Plan) -> CashFlow:
    """Opening + instalments − costs by month; empty months between first and last are listed.

    Both curves run over the same months, so that they can be laid one upon the other.
    """
    live = [source for source in plan.sources if source.is_live_cash]
    known = [source for source in live if source.amount is not None]
    warnings = [
        Problem("AMOUNT_UNDISCLOSED", source.id) for source in live if source.amount is None
    ]
    if not plan.sources:
        warnings.append(Problem("NO_SOURCES"))
    errors = missing_rates(plan, live)
    for source in known:
        found = problem_with_source(source)
        is_warning = found is not None and found.code == "SPLIT_SUM_ROUNDED"
        (warnings if is_warning else errors).extend([found] if found else [])
    if errors:
        return CashFlow(errors=errors, warnings=warnings)
    costs = [(cost.month, converted(cost.amount, plan.rate(cost.currency))) for cost in plan.costs]
    arrivals = {source.id: arrive(source, plan.rate(source.currency)) for source in known}
    touched = [month for month, _amount in costs]
    touched += [month for parts in arrivals.values() for month, _amount in parts]
    months = months_between(min(touched), max(touched)) if touched else []
    return CashFlow(
        all=curve(plan.opening_balance, months, arrivals.values(), costs),
        secured=curve(
            plan.opening_balance,
            months,
            [arrivals[source.id] for source in known if source.is_secured],
            costs,
        ),
        warnings=warnings,
    )


def missing_rates(plan: Plan, live: Sequence[Source]) -> list[Problem]:
    """Lines in a currency that the plan's rate set does not have; a source by its id."""
    lines = [(source.id, source.currency) for source in live]
    lines += [(cost.month, cost.currency) for cost in plan.costs]
    return [
        Problem("FX_RATE_MISSING", subject, value=currency)
        for subject, currency in lines
        if plan.rate(currency) is None
    ]


def problem_with_source(source: Source) -> Problem | None:
    """A negative source, or instalments that do not add up to it."""
    if source.whole < 0:
        return Problem("SOURCE_AMOUNT_NEGATIVE", source.id, value=source.amount)
    for part in source.instalments:
        if part.pct is not None and part.pct < 0:
            return Problem("PCT_RANGE", source.id, value=part.pct, limit=100)
    rest = source.whole - source.fixed
    if not source.typed or not source.whole:
        # Without a percentage the amounts are exact; of nothing, any percentage is nothing.
        return instalment_sum(source, source.fixed) if rest else None
    # Percentages are of the whole source, also beside amounts: together they must make 100.
    together = source.typed + source.fixed / source.whole * 100
    code = code_of_sum(together)
    if code == "SPLIT_SUM_INVALID" or rest < 0:
        return instalment_sum(source, source.whole * together / 100)
    return Problem(code, source.id, value=percent_text(together), limit=100) if code else None


def instalment_sum(source: Source, added: Fraction) -> Problem:
    shown = amount_text(hundredths(added))
    return Problem("INSTALMENT_SUM", source.id, value=shown, limit=source.amount)


def converted(amount: Decimal, rate: Decimal) -> int:
    """Hundredths of the base currency: one line, rounded once."""
    # As `hundredths(Fraction(amount) * Fraction(rate))`, at a fraction of its time: a list of
    # deals converts every line of all of them.
    (whole, part), (base, one) = amount.as_integer_ratio(), rate.as_integer_ratio()
    return half_away(whole * base * 100, part * one)


def arrive(source: Source, rate: Decimal) -> list[tuple[str, int]]:
    """The instalments in the base currency; they add up to the converted source."""
    rest = source.whole - source.fixed
    weights = [
        Fraction(part.amount) + (rest * Fraction(part.pct) / source.typed if part.pct else 0)
        for part in source.instalments
    ]
    amounts = split_minor(hundredths(source.whole * Fraction(rate)), weights)
    months = [part.month for part in source.instalments]
    return list(zip(months, amounts, strict=True))


def curve(
    opening: int,
    months: Sequence[str],
    arrivals: Iterable[Sequence[tuple[str, int]]],
    costs: Sequence[tuple[str, int]],
) -> Curve:
    """The balance at the end of each month."""
    came_in, went_out = dict.fromkeys(months, 0), dict.fromkeys(months, 0)
    for parts in arrivals:
        for month, amount in parts:
            came_in[month] += amount
    for month, amount in costs:
        went_out[month] += amount
    balance, listed = opening, []
    for month in months:
        balance += came_in[month] - went_out[month]
        listed.append(Month(month, came_in[month], went_out[month], balance))
    return Curve(listed, opening)


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, as “2026-05”."""
    start, end = number_of(first), number_of(last)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def number_of(month: str) -> int:
    """Months counted from the year 0, so that they can be subtracted."""
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
