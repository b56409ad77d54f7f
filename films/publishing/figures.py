"""What a version says that may be published, as plain values.

Percentages are exact to six decimals, and with what nobody brings they add to 100.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from coprod.exchange.faults import BadInput
from coprod.exchange.strict import read
from coprod.fields import STEPS_PER_PERCENT
from coprod.money import split_minor, to_minor
from films.calculation.cash_flow import DEAD, SECURED
from films.calculation.plan import NOT_FINANCE, Balance, balance
from films.calculation.result import code_of_sum
from films.calculation.shares import Shares
from films.calculation.shares import shares as shares_of
from films.calculators.reading import finance_plan
from films.finance import plan_rows
from films.finance.models import FinanceRow
from partners.funding.models import FundingSource

WHOLE = 100 * STEPS_PER_PERCENT
Type = FinanceRow.Type
# The register's word for each type of a finance plan.
KINDS = {
    Type.SELECTIVE_FUND: "selective_fund",
    Type.AUTOMATIC_FUND: "automatic_fund",
    Type.REGIONAL_FUND: "regional_fund",
    Type.INTERNATIONAL_FUND: "international_fund",
    Type.TAX_INCENTIVE: "incentive",
    Type.BROADCASTER: "broadcaster",
    Type.PRE_SALE: "pre_sale",
    Type.MINIMUM_GUARANTEE: "minimum_guarantee",
    Type.OWN_INVESTMENT: "producers_own",
    Type.PRIVATE_EQUITY: "private_equity",
    Type.GAP_LOAN: "gap_debt",
    Type.DEFERRAL: "deferral",
    Type.IN_KIND: "in_kind",
    Type.SPONSORSHIP: "sponsorship",
    Type.CROWDFUNDING: "crowdfunding",
    Type.OTHER: "other",
}


class Weighed(NamedTuple):
    """The finance plan of a version, calculated; without shares where it gives no figure."""

    balance: Balance | None
    shares: Shares | None


class Money(NamedTuple):
    """A source of finance as the register says it."""

    kind: str
    fund: FundingSource | None
    country: str
    amount: Decimal | None
    currency: str


@dataclass(frozen=True)
class Split:
    """The columns of the credit split by country; ``left_out`` names those that do not add up."""

    columns: Mapping[str, Mapping[str, Decimal]]
    left_out: tuple[str, ...] = ()

    def of(self, code: str) -> dict[str, Decimal]:
        return {name: parts[code] for name, parts in self.columns.items() if code in parts}


def weighed(version) -> Weighed:
    """The same figures as on the sheet of the version."""
    given = plan_rows.asked(version, plan_rows.input_of(version))
    try:
        plan = read(given, finance_plan.request).plan
    except BadInput:
        return Weighed(None, None)
    found = balance(plan)
    return Weighed(found, None if found.errors else shares_of(plan, found))


def percentages(weights: Mapping[str, int | Fraction], rest: int | Fraction = 0):
    """Each one's part of the whole, the rest being nobody's."""
    numbers = [*weights.values(), rest]
    if not any(numbers):
        return {}
    steps = split_minor(WHOLE, numbers)
    return {
        name: Decimal(step) / STEPS_PER_PERCENT for name, step in zip(weights, steps, strict=False)
    }


def country_shares(version) -> dict[str, Decimal]:
    """What each country brings, in per cent of the plan; empty where nothing can be said."""
    found = weighed(version).shares
    return percentages(found.by_country, found.unallocated) if found else {}


def budget_total(version) -> Decimal | None:
    """The budget in the base currency; None where it gives no figure."""
    found = weighed(version).balance
    if found is None or found.errors:
        return None
    total = Decimal(found.budget) / 100
    try:
        to_minor(total, version.currency)
    except ValueError:  # Finer than the currency is.
        return None
    return total


def money(version, *, unsecured: bool, amounts: bool) -> list[Money]:
    """The sources of finance; confirmed and paid ones, or all that are alive."""
    found = []
    for row in version.financerows.select_related("fund__country"):
        is_wanted = row.status not in DEAD if unsecured else row.status in SECURED
        # Nought is no funding, and a bridge loan only advances what stands there already.
        if not is_wanted or row.type in NOT_FINANCE or row.amount == 0:
            continue
        is_told = amounts and row.amount is not None
        country = row.origin.partition("-")[0]
        if not country and row.fund and row.fund.country:
            country = row.fund.country.code
        found.append(
            Money(
                kind=KINDS[Type(row.type)],
                fund=row.fund,
                country=country,
                amount=Decimal(row.amount) if is_told else None,
                currency=row.currency if is_told else "",
            )
        )
    return found


def credit_split(version) -> Split:
    """Finance, copyright, revenue and points by country, as far as they were agreed."""
    columns, left_out = {}, []
    if finance := country_shares(version):
        columns["finance"] = finance
    listed = list(version.creditshares.select_related("partner__country"))
    for column in ("ownership", "revenue"):
        typed = _by_country((row.partner.country.code, getattr(row, column)) for row in listed)
        if not any(typed.values()):
            continue
        if code_of_sum(sum(typed.values())) == "SPLIT_SUM_INVALID":
            left_out.append(column)
        else:
            columns[column] = percentages(typed)
    if points := _points(version):
        columns["points"] = points
    return Split(columns, tuple(left_out))


def _by_country(pairs) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for code, text in pairs:
        found[code] = found.get(code, Fraction(0)) + Fraction(text or 0)
    return found


def _points(version) -> dict[str, Decimal]:
    """The points of each country at the table; other countries' and open ones are the rest."""
    found = {row.country.code: Fraction(0) for row in version.partners.all()}
    total = Fraction(0)
    for row in version.creditfunctions.select_related("partner__country"):
        points = Fraction(row.points or 0)
        total += points
        for code, part in _filled_from(row):
            if code in found:
                found[code] += points * part
    return percentages(found, total - sum(found.values())) if any(found.values()) else {}


def _filled_from(row) -> list[tuple[str, Fraction]]:
    """``NL:1/2|RO:1/2``, one code alone for the whole, or the partner it counts for."""
    if not row.filled_from:
        return [(row.partner.country.code, Fraction(1))] if row.partner else []
    parts = []
    for one in row.filled_from.split("|"):
        code, _colon, part = one.partition(":")
        try:
            parts.append((code.strip(), Fraction(part.strip() or 1)))
        except (ValueError, ZeroDivisionError):
            continue
    total = sum(part for _code, part in parts)
    return [(code, part / max(total, 1)) for code, part in parts]
