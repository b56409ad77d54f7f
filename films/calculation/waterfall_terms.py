"""What is wrong with the terms of a waterfall before a cent is shared."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from films.calculation.pool import Pool
from films.calculation.result import Problem, amount_text, code_of_sum
from films.calculation.tier import Claim, Corridor, Fee, Recipient, Split, Tier, UnknownTier

TYPES = ("fee", "recoup", "corridor", "split")


def problems_with_terms(
    tiers: Sequence[Tier], pools: Sequence[Pool] = ()
) -> tuple[list[Problem], list[Problem]]:
    """Terms that cannot be computed, and terms that can but deserve a warning."""
    errors: list[Problem] = []
    warnings: list[Problem] = []
    for pool in pools:
        errors += problems_with_pool(pool)
    for tier in tiers:
        if isinstance(tier, UnknownTier):
            known = ", ".join(TYPES)
            errors.append(Problem("TIER_TYPE_UNKNOWN", tier.id, value=tier.type, limit=known))
            continue
        errors += problems_with_own_terms(tier)
        errors += problems_with_recipients(tier.id, tier.recipients)
        for claim in tier.claims:
            errors += problems_with_claim(tier.id, claim)
            warnings += over_recouped(tier.id, claim)
        if isinstance(tier, Split) and (problem := problem_with_sum(tier)):
            is_fatal = problem.code == "SPLIT_SUM_INVALID"
            (errors if is_fatal else warnings).append(problem)
    return errors, warnings


def problems_with_own_terms(tier: Fee | Corridor | Split) -> Iterable[Problem]:
    """Percentages, caps and limits that stand in the tier itself."""
    if isinstance(tier, Fee):
        yield from out_of_range(tier.id, tier.pct)
        yield from negative(f"{tier.id}:{tier.recipient.payee}", tier.cap)
    elif isinstance(tier, Corridor):
        yield from out_of_range(tier.id, tier.pct)
        yield from negative(f"{tier.id}:{tier.recipient.payee}", tier.cap)
        if tier.pct == 100 and tier.cap is None:
            # R / (1 - c) does not exist: the main claims would never recoup anything.
            yield Problem("PCT_RANGE", tier.id, value=tier.pct, limit=Decimal("99.99"))
    elif isinstance(tier, Split):
        for pct in tier.percentages:
            yield from out_of_range(tier.id, pct)
        yield from negative(f"{tier.id}:limit", tier.limit)


def problems_with_recipients(tier: str, recipients: Iterable[Recipient]) -> Iterable[Problem]:
    """Parts handed on that are no part, or more than everything."""
    for recipient in recipients:
        parts = [share.pct for share in recipient.pass_through]
        for pct in parts:
            yield from out_of_range(tier, pct)
        if sum(parts) > 100:
            yield Problem("PCT_RANGE", tier, value=sum(parts), limit=100)


def problems_with_claim(tier: str, claim: Claim) -> Iterable[Problem]:
    yield from negative(f"{tier}:{claim.recipient.payee}", claim.amount)
    yield from negative(f"{tier}:{claim.recipient.payee}", claim.paid_outside)


def over_recouped(tier: str, claim: Claim) -> Iterable[Problem]:
    """A claim that was paid more outside of this waterfall than it is worth."""
    if claim.amount >= 0 and claim.over_recouped:
        yield Problem(
            "OVER_RECOUPED",
            f"{tier}:{claim.recipient.payee}",
            value=amount_text(claim.paid_outside),
            limit=amount_text(claim.amount),
        )


def problems_with_pool(pool: Pool) -> Iterable[Problem]:
    """Fees that are no percentage, and expenses or minimum guarantees below zero, by territory."""
    for territory in pool.territories:
        subject = f"{pool.id}:{territory.id}"
        yield from out_of_range(subject, territory.fee_pct)
        yield from negative(subject, territory.expenses)
        yield from negative(subject, territory.mg)


def problem_with_sum(tier: Split) -> Problem | None:
    total = sum(tier.percentages, Decimal(0))
    code = code_of_sum(total)
    return Problem(code, tier.id, value=total, limit=100) if code else None


def out_of_range(subject: str, pct: Decimal) -> Iterable[Problem]:
    if not 0 <= pct <= 100:
        yield Problem("PCT_RANGE", subject, value=pct, limit=100)


def negative(subject: str, amount: int | None) -> Iterable[Problem]:
    if amount is not None and amount < 0:
        yield Problem("TARGET_NEGATIVE", subject, value=amount_text(amount))
