"""The recoupment waterfall: receipts pass territory pools, then the tiers in order.

Everything is computed on cumulative receipts, and a period pays the difference to the period
before. So the result does not depend on where periods begin, and a return corrects itself.
Amounts are whole hundredths of the account's currency.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from coprod.money import hundredths
from films.calculation.pool import Overage, Pool
from films.calculation.result import Problem, amount_text
from films.calculation.tier import Tier
from films.calculation.waterfall_terms import problems_with_terms


@dataclass(frozen=True)
class Receipt:
    """Money that came in, at the rate of its day to the account's currency.

    A currency is named where it may differ from the account's; then a rate is needed.
    """

    amount: Decimal
    territory: str | None = None
    rate: Decimal | None = None
    currency: str | None = None

    @property
    def in_account(self) -> int:
        return hundredths(Fraction(self.amount) * Fraction(1 if self.rate is None else self.rate))


@dataclass(frozen=True)
class Period:
    """A stretch of time with the receipts that came in during it."""

    id: str
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class Terms:
    """What the parties agreed: the account's currency, territory pools, and tiers in order."""

    tiers: tuple[Tier, ...]
    pools: tuple[Pool, ...] = ()
    currency: str = ""


@dataclass(frozen=True)
class Statement:
    """Where everybody stands at the end of a period; all but `due` is cumulative.

    `due` is negative for a party that was overpaid. `payable` is what is paid now: a debit is
    deducted from later payments, never paid back.
    """

    period: str
    cumulative_receipts: int
    totals: dict[str, int]
    due: dict[str, int]
    payable: dict[str, int]
    debit: dict[str, int]
    by_tier: dict[str, dict[str, int]]
    reached: dict[str, int]
    undistributed: int
    pools: dict[str, Overage]

    @property
    def shared(self) -> int:
        """What the tiers share: receipts below zero count as zero."""
        return max(0, self.cumulative_receipts)


@dataclass(frozen=True)
class Waterfall:
    """The statements of all periods, and what remains open after the last."""

    statements: list[Statement] = field(default_factory=list)
    unrecouped: dict[str, dict[str, int]] = field(default_factory=dict)
    over_recouped: dict[str, dict[str, int]] = field(default_factory=dict)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def distribute(terms: Terms, periods: Sequence[Period]) -> Waterfall:
    """Run the tiers once per period on everything received since the first."""
    errors, warnings = problems_with_terms(terms.tiers, terms.pools)
    errors += missing_rates(terms.currency, periods)
    if errors:
        return Waterfall(errors=errors, warnings=warnings)
    account = Account(terms)
    statements = [account.close(period) for period in periods]
    for statement in statements:
        warnings += problems_with_statement(statement)
    return Waterfall(
        statements=statements,
        unrecouped=account.unrecouped(),
        over_recouped=over_recouped(terms.tiers),
        warnings=warnings,
    )


class Account:
    """The collection account: receipts since the first period, and what each party has had."""

    def __init__(self, terms: Terms):
        self.terms = terms
        self.receipts: dict[str | None, int] = defaultdict(int)
        self.totals = dict.fromkeys(parties(terms), 0)
        self.paid = dict(self.totals)
        self.shares = {tier.id: [0] * len(tier.recipients) for tier in terms.tiers}
        self.payments: dict[str, dict[str, int]] = {}
        self._pooled = {territory.id for pool in terms.pools for territory in pool.territories}

    def close(self, period: Period) -> Statement:
        """Add a period's receipts and state where everybody stands."""
        for receipt in period.receipts:
            # A territory without a pool pays straight into the account.
            pooled = receipt.territory in self._pooled
            self.receipts[receipt.territory if pooled else None] += receipt.in_account
        pools = {pool.id: pool.overage(self.receipts) for pool in self.terms.pools}
        cumulative = self.receipts[None] + sum(state.overage for state in pools.values())
        before, totals = self.totals, dict.fromkeys(self.totals, 0)
        for pool in self.terms.pools:
            totals[pool.distributor] += pools[pool.id].kept
        by_tier, reached, left = self._run_tiers(max(0, cumulative))
        for payments in by_tier.values():
            for party, amount in payments.items():
                totals[party] += amount
        self.totals = totals
        payable = {party: max(0, total - self.paid[party]) for party, total in totals.items()}
        debit = {party: max(0, self.paid[party] - total) for party, total in totals.items()}
        self.paid = {party: self.paid[party] + amount for party, amount in payable.items()}
        return Statement(
            period=period.id,
            cumulative_receipts=cumulative,
            totals=totals,
            due={party: total - before[party] for party, total in totals.items()},
            payable=payable,
            debit=debit,
            by_tier=by_tier,
            reached=reached,
            undistributed=left,
            pools=pools,
        )

    def _run_tiers(self, gross: int) -> tuple[dict[str, dict[str, int]], dict[str, int], int]:
        by_tier: dict[str, dict[str, int]] = {}
        reached: dict[str, int] = {}
        left = gross
        for tier in self.terms.tiers:
            reached[tier.id] = left
            shares = tier.share(left, gross)
            left -= sum(shares)
            # A tier that is full, or not reached, pays what it has paid before.
            if tier.id not in self.payments or shares != self.shares[tier.id]:
                self.shares[tier.id] = shares
                self.payments[tier.id] = pay_out(tier, shares)
            by_tier[tier.id] = self.payments[tier.id]
        return by_tier, reached, left

    def unrecouped(self) -> dict[str, dict[str, int]]:
        """What each claim still lacks; what its holder hands on counts as received."""
        return {
            tier.id: {
                claim.recipient.payee: claim.owed - received
                for claim, received in zip(
                    # A corridor's own recipient stands before the claims.
                    tier.claims,
                    self.shares[tier.id][-len(tier.claims) :],
                    strict=True,
                )
            }
            for tier in self.terms.tiers
            if tier.claims
        }


def pay_out(tier: Tier, shares: Sequence[int]) -> dict[str, int]:
    """What each party gets from a tier once its recipients have handed on their parts."""
    payments: dict[str, int] = {}
    for recipient, share in zip(tier.recipients, shares, strict=True):
        for party, part in zip(recipient.parties, recipient.hand_on(share), strict=True):
            payments[party] = payments.get(party, 0) + part
    return payments


def parties(terms: Terms) -> list[str]:
    """Everybody who may be paid, each once, in the order of the terms."""
    named = [pool.distributor for pool in terms.pools]
    for tier in terms.tiers:
        for recipient in tier.recipients:
            named += [recipient.payee, *(share.payee for share in recipient.pass_through)]
    return list(dict.fromkeys(named))


def over_recouped(tiers: Sequence[Tier]) -> dict[str, dict[str, int]]:
    """What parties got outside the account above what they are owed."""
    found = {
        tier.id: {
            claim.recipient.payee: claim.over_recouped
            for claim in tier.claims
            if claim.over_recouped
        }
        for tier in tiers
    }
    return {tier: claims for tier, claims in found.items() if claims}


def missing_rates(currency: str, periods: Sequence[Period]) -> list[Problem]:
    """Receipts in another currency than the account's without a rate: it is never taken as 1."""
    return [
        Problem("FX_RATE_MISSING", period.id, value=receipt.currency)
        for period in periods
        for receipt in period.receipts
        if receipt.rate is None and receipt.currency and receipt.currency != currency
    ]


def problems_with_statement(statement: Statement) -> list[Problem]:
    """What is unusual about a period: returns, debits, and money that nobody takes."""
    warnings = []
    below = [statement.cumulative_receipts, *(pool.receipts for pool in statement.pools.values())]
    if min(below) < 0:
        warnings.append(
            Problem("NEGATIVE_CUMULATIVE", statement.period, value=amount_text(min(below)))
        )
    debits = [f"{party} {amount_text(due)}" for party, due in statement.due.items() if due < 0]
    if debits:
        warnings.append(Problem("NEGATIVE_DUE", statement.period, value=", ".join(debits)))
    if statement.undistributed:
        warnings.append(
            Problem("UNDISTRIBUTED", statement.period, value=amount_text(statement.undistributed))
        )
    return warnings
