"""Every figure of a waterfall opened to its formula with the numbers in it."""

from collections.abc import Iterable

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Explanation, amount_text
from films.calculation.waterfall import Statement, Terms, Waterfall

INTO_ACCOUNT = _("straight into the account {direct} + overages of the pools {overages}")
DUE = _("entitlement now {now} − before {before}")
NO_CLAIM_LEFT = _("claims of the tier − what their holders received before handing on")


def explain(terms: Terms, result: Waterfall) -> Iterable[Explanation]:
    """An explanation for each figure, in the order of the periods."""
    before = dict.fromkeys(result.statements[0].totals, 0) if result.statements else {}
    for statement in result.statements:
        yield from explain_statement(terms, statement)
        yield from explain_parties(terms, statement, before)
        before = statement.totals
    for tier in result.unrecouped:
        yield Explanation(f"unrecouped.{tier}", Sentence(NO_CLAIM_LEFT))
    for tier in result.over_recouped:
        yield Explanation(
            f"over_recouped.{tier}", Sentence(_("paid outside the account − amount owed"))
        )


def explain_statement(terms: Terms, statement: Statement) -> Iterable[Explanation]:
    """Receipts, pools, tiers and what is left of one period."""
    path = f"periods.{statement.period}"
    overages = sum(pool.overage for pool in statement.pools.values())
    numbers = {
        "direct": amount_text(statement.cumulative_receipts - overages),
        "overages": amount_text(overages),
    }
    yield Explanation(f"{path}.cumulative_receipts", Sentence(INTO_ACCOUNT, numbers))
    for pool, state in statement.pools.items():
        yield Explanation(f"{path}.pools.{pool}", state.formula())
    for tier in terms.tiers:
        formula = tier.formula(statement.reached[tier.id], statement.shared)
        yield Explanation(f"{path}.by_tier.{tier.id}", formula)
    paid = statement.shared - statement.undistributed
    yield Explanation(
        f"{path}.undistributed",
        Sentence(
            _("receipts {shared} − paid by the tiers {paid}"),
            {"shared": amount_text(statement.shared), "paid": amount_text(paid)},
        ),
    )


def explain_parties(
    terms: Terms, statement: Statement, before: dict[str, int]
) -> Iterable[Explanation]:
    """Each party's total from its pools and tiers, and its due from two totals."""
    sources: dict[str, list[str]] = {party: [] for party in statement.totals}
    kept = {pool.id: {pool.distributor: statement.pools[pool.id].kept} for pool in terms.pools}
    for payments in (kept, statement.by_tier):
        for place, amounts in payments.items():
            for party, amount in amounts.items():
                if amount:
                    sources[party].append(f"{place} {amount_text(amount)}")
    path = f"periods.{statement.period}"
    for party, total in statement.totals.items():
        added = {"sum": " + ".join(sources[party]) or amount_text(0)}
        yield Explanation(f"{path}.totals.{party}", Sentence("{sum}", added))
        numbers = {"now": amount_text(total), "before": amount_text(before[party])}
        yield Explanation(f"{path}.due.{party}", Sentence(DUE, numbers))
