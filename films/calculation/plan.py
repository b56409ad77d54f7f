"""The finance plan: sources against budget, what is secured, what is missing.

Amounts are whole hundredths of the base currency once a line is converted; each line is
converted and rounded by itself, then summed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from coprod.money import split_minor
from films.calculation.cash_flow import DEAD, NOT_CASH, SECURED, converted
from films.calculation.result import Problem, amount_text, code_of_sum

# A bridge loan advances money that the plan already counts: it belongs to the cash flow only.
NOT_FINANCE = {"bridge_loan"}


@dataclass(frozen=True)
class Coproducer:
    """A company in the deal, where it sits, and what makes for the initiative."""

    id: str
    country: str
    delegate: bool = False
    holds_rights: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the budget: an account and the country that covers it; a credit is negative."""

    account: str
    country: str
    amount: Decimal
    currency: str = ""


@dataclass(frozen=True)
class Source:
    """Money from one source; an unknown amount is None.

    `origin` is the funder's country. `weights` say for which co-producers it counts and how
    much for each; empty: for nobody yet. `typed_percent` when people typed them as percentages.
    """

    id: str
    type: str
    status: str
    amount: Decimal | None
    origin: str = ""
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    typed_percent: bool = False
    recoupable: bool = False
    currency: str = ""

    @property
    def is_dead(self) -> bool:
        return self.status in DEAD

    @property
    def is_finance(self) -> bool:
        return self.type not in NOT_FINANCE

    @property
    def is_live(self) -> bool:
        return self.is_finance and not self.is_dead


@dataclass(frozen=True)
class Plan:
    """A budget, the sources that should cover it, and the companies they count for."""

    currency: str
    lines: tuple[Line, ...]
    coproducers: tuple[Coproducer, ...] = ()
    sources: tuple[Source, ...] = ()
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    declared_total: Decimal | None = None

    def rate(self, currency: str) -> Decimal | None:
        """Base units for one unit of a currency; None where the deal has no such rate."""
        own = not currency or currency == self.currency
        return Decimal(1) if own else self.rates.get(currency)

    @cached_property
    def companies(self) -> frozenset[str]:
        return frozenset(coproducer.id for coproducer in self.coproducers)

    @cached_property
    def cost_by_country(self) -> dict[str, int]:
        """The budget by the country that covers it; every line has a rate."""
        costs: dict[str, int] = {}
        for line in self.lines:
            amount = converted(line.amount, self.rate(line.currency))
            costs[line.country] = costs.get(line.country, 0) + amount
        return costs

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the co-producers, in the order in which they first appear."""
        return tuple(dict.fromkeys(coproducer.country for coproducer in self.coproducers))


@dataclass(frozen=True)
class Counted:
    """A live source with its known amount in the base currency and whom it counts for."""

    source: Source
    amount: int
    parts: dict[str, int]

    @property
    def is_secured(self) -> bool:
        return self.source.status in SECURED

    @property
    def is_cash(self) -> bool:
        return self.source.type not in NOT_CASH


@dataclass(frozen=True)
class Balance:
    """Budget and finance against each other; nothing but problems when there are errors."""

    cost_by_country: dict[str, int] = field(default_factory=dict)
    counted: tuple[Counted, ...] = ()
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def total(self, belongs: Callable[[Counted], bool]) -> int:
        """What the sources that belong to a group bring together."""
        return sum(one.amount for one in self.counted if belongs(one))

    @property
    def budget(self) -> int:
        return sum(self.cost_by_country.values())

    @property
    def finance(self) -> int:
        return self.total(lambda one: True)

    @property
    def secured(self) -> int:
        return self.total(lambda one: one.is_secured)

    @property
    def pending(self) -> int:
        return self.total(lambda one: not one.is_secured)

    @property
    def gap(self) -> int:
        """What is missing; negative when there is more finance than budget."""
        return self.budget - self.finance

    @property
    def unsecured(self) -> int:
        return self.budget - self.secured

    @property
    def secured_percent(self) -> Fraction:
        return Fraction(self.secured * 100, self.budget)

    @property
    def cash(self) -> int:
        return self.total(lambda one: one.is_cash)

    @property
    def non_cash(self) -> int:
        return self.total(lambda one: not one.is_cash)

    @property
    def recoupable(self) -> int:
        return self.total(lambda one: one.source.recoupable)

    @property
    def non_recoupable(self) -> int:
        return self.total(lambda one: not one.source.recoupable)

    @property
    def by_origin(self) -> dict[str, int]:
        """The funders' countries, which are not those of the co-producers it counts for."""
        origins: dict[str, int] = {}
        for one in self.counted:
            origins[one.source.origin] = origins.get(one.source.origin, 0) + one.amount
        return origins


def balance(plan: Plan) -> Balance:
    """Weigh the finance against the budget; every error is listed, and with one no figure."""
    errors, warnings = problems_with_plan(plan)
    if errors:
        return Balance(errors=errors, warnings=warnings)
    live = [source for source in plan.sources if source.is_live and source.amount is not None]
    found = Balance(plan.cost_by_country, tuple(counted(plan, source) for source in live))
    return Balance(found.cost_by_country, found.counted, [], warnings + weighed(found))


def weighed(found: Balance) -> list[Problem]:
    """The warning that budget and finance differ."""
    if found.gap > 0:
        return [Problem("FINANCE_GAP", value=amount_text(found.gap))]
    if found.gap < 0:
        return [Problem("OVERFINANCED", value=amount_text(-found.gap))]
    return []


def counted(plan: Plan, source: Source) -> Counted:
    """A source in the base currency, shared out to the cent among those it counts for."""
    amount = converted(source.amount, plan.rate(source.currency))
    shares = split_minor(amount, source.weights.values()) if source.weights else []
    return Counted(source, amount, dict(zip(source.weights, shares, strict=True)))


def problems_with_plan(plan: Plan) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings of the terms; dead sources are out of the plan with all they say."""
    errors, warnings = problems_with_budget(plan)
    if not plan.sources:
        warnings.append(Problem("NO_SOURCES"))
    for source in plan.sources:
        if source.is_live:
            found, warned = problems_with_source(plan, source)
            errors += found
            warnings += warned
    return errors, warnings


def problems_with_budget(plan: Plan) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings: a missing rate, a total not above zero, or not the declared one."""
    missing = [
        Problem("FX_RATE_MISSING", line.account, value=line.currency)
        for line in plan.lines
        if plan.rate(line.currency) is None
    ]
    if missing:
        return missing, []
    total = sum(plan.cost_by_country.values())
    declared = None if plan.declared_total is None else converted(plan.declared_total, Decimal(1))
    warnings = []
    if declared is not None and declared != total:
        numbers = {"value": amount_text(declared), "limit": amount_text(total)}
        warnings.append(Problem("BUDGET_MISMATCH", **numbers))
    if total <= 0:
        return [Problem("BUDGET_NOT_POSITIVE", value=amount_text(total))], warnings
    return [], warnings


def problems_with_source(plan: Plan, source: Source) -> tuple[list[Problem], list[Problem]]:
    """Errors and warnings about one source: its amount, its rate, and the parties it counts for."""
    errors, warnings = [], []
    if source.amount is None:
        warnings.append(Problem("AMOUNT_UNDISCLOSED", source.id))
    else:
        if source.amount < 0:
            errors.append(Problem("SOURCE_AMOUNT_NEGATIVE", source.id, value=source.amount))
        if plan.rate(source.currency) is None:
            errors.append(Problem("FX_RATE_MISSING", source.id, value=source.currency))
    if strangers := [name for name in source.weights if name not in plan.companies]:
        named = ", ".join(strangers)
        errors.append(Problem("UNKNOWN_COPRODUCER", source.id, value=named))
    if source.typed_percent:
        found, warned = problems_with_percentages(source.id, source.weights)
        errors += found
        warnings += warned
    return errors, warnings


def problems_with_percentages(
    subject: str, parts: Mapping[str, Decimal]
) -> tuple[list[Problem], list[Problem]]:
    """Whether percentages typed by people add to 100, exactly or nearly."""
    total = sum(parts.values(), Decimal(0))
    if not (code := code_of_sum(total)):
        return [], []
    problem = Problem(code, subject, value=total, limit=100)
    return ([], [problem]) if code == "SPLIT_SUM_ROUNDED" else ([problem], [])
