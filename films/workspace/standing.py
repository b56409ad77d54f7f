"""How deals stand: the version at work, the gap, what is confirmed, what is due next."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from coprod.money import Money, cents
from films.calculation.plan import Balance, Plan, balance
from films.calculation.shares import shares
from films.deal.version import Version
from films.milestone.deadlines import Deadline, deadlines
from films.workspace.current import current_versions
from films.workspace.plans import plans


@dataclass
class Standing:
    """One deal on one day, as one person sees it."""

    version: Version | None = None
    plan: Plan | None = None
    due: list[Deadline] = field(default_factory=list)

    @cached_property
    def weighed(self) -> Balance | None:
        """Budget against finance; None where the terms give no figure yet."""
        if self.plan is None:
            return None
        found = balance(self.plan)
        return None if found.errors else found

    @property
    def gap(self) -> Money | None:
        return self.weighed and self._money(self.weighed.gap)

    @property
    def budget(self) -> Money | None:
        return self.weighed and self._money(self.weighed.budget)

    @property
    def confirmed(self) -> Decimal | None:
        """How much of the budget is contracted or paid, in per cent with two decimals."""
        return self.weighed and _percent(self.weighed.secured, self.weighed.budget)

    @property
    def has_gap(self) -> str:
        """``yes``, ``no``, or ``unknown`` where the terms give no figure yet."""
        if self.weighed is None:
            return "unknown"
        return "yes" if self.weighed.gap > 0 else "no"

    @property
    def next(self) -> Deadline | None:
        return self.due[0] if self.due else None

    @property
    def by_country(self):
        """[(country's code, what it brings, its share, how much of that is confirmed)]."""
        if self.weighed is None:
            return []
        found, of = shares(self.plan, self.weighed), {}
        for company in self.plan.coproducers:
            of[company.id] = company.country
        secured: dict[str, int] = {}
        for one in self.weighed.counted:
            for company, amount in one.parts.items() if one.is_secured else ():
                secured[of[company]] = secured.get(of[company], 0) + amount
        return [
            (
                code,
                self._money(amount),
                cents(found.percent(amount)),
                _percent(secured.get(code, 0), amount),
            )
            for code, amount in found.by_country.items()
        ]

    def _money(self, hundredths: int) -> Money:
        return Money(Decimal(hundredths).scaleb(-2), self.version.currency)


def _percent(part: int, whole: int) -> Decimal | None:
    return cents(Fraction(part * 100, whole)) if whole else None


def due_by_deal(user, deals, *, on) -> dict[object, list[Deadline]]:
    """{key of a deal: what is due in it, the overdue first}; nothing for a deal without any."""
    due: dict[object, list[Deadline]] = {}
    for one in deadlines(user, deals, on=on):
        due.setdefault(one.deal.pk, []).append(one)
    return due


def standings(user, deals, *, on, due=None) -> dict[object, Standing]:
    """{key of a deal: how it stands on a day} for deals that this person reads, in a constant
    number of queries; ``due`` is what somebody found by `due_by_deal` already."""
    deals = list(deals)
    versions = current_versions(user, [deal.pk for deal in deals])
    found = plans(user, versions.values())
    if due is None:
        due = due_by_deal(user, deals, on=on)
    return {
        deal.pk: Standing(
            version=(version := versions.get(deal.pk)),
            plan=version and found.get(version.pk),
            due=due.get(deal.pk, []),
        )
        for deal in deals
    }
