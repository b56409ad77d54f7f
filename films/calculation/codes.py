"""Every code a calculation can answer with, what it tells the reader, and what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from coprod.sentence import gettext_noop as _


class Code(NamedTuple):
    """The two sentences of a code; {subject}, {value}, {limit} and {rule} come from the problem.

    ``subjects`` are the words for subjects that are no names.
    """

    message: str
    remedy: str
    subjects: Mapping[str, str] = MappingProxyType({})


# Sums that a version has besides those of its sources and tiers, which have names.
OF_VERSIONS = {"revenue": _("Revenue")}

BUDGET = {
    "BUDGET_NOT_POSITIVE": Code(
        _("The budget is zero or negative ({value}); shares cannot be computed."),
        _("Enter the budget lines, or correct their amounts."),
    ),
    "BUDGET_MISMATCH": Code(
        _("The stated total {value} differs from the lines' sum {limit}; the lines are used."),
        _("Correct the stated total, or add the missing line."),
    ),
    "NO_SOURCES": Code(
        _("No source of finance is recorded."),
        _("Add the sources, also those only applied for."),
    ),
    "SOURCE_AMOUNT_NEGATIVE": Code(
        _(
            "{subject}: a source cannot be negative ({value}); "
            "use status withdrawn or a budget credit."
        ),
        _("Enter the amount without its minus, or set the status to withdrawn."),
    ),
    "AMOUNT_UNDISCLOSED": Code(
        _("{subject}: amount unknown: left out, the gap is an upper bound."),
        _("Enter the amount as soon as it is known."),
    ),
    "FX_RATE_MISSING": Code(
        _("{subject}: no rate from this currency ({value}) in the deal's rate set."),
        _("Add a dated rate from {value} to the base currency."),
    ),
    "UNKNOWN_COPRODUCER": Code(
        _("{subject}: this source is attributed to a company that is not in the deal ({value})."),
        _("Add the company to the deal, or attribute the source to a party."),
    ),
    "SPLIT_SUM_INVALID": Code(
        _("{subject}: percentages sum to {value}, not 100."),
        _("Correct the percentages so that they add to 100."),
        OF_VERSIONS,
    ),
    "SPLIT_SUM_ROUNDED": Code(
        _("{subject}: percentages sum to {value}, not 100; they are used as weights."),
        _("Nothing has to be done; to be exact, enter fractions that add to 100."),
        OF_VERSIONS,
    ),
    "FINANCE_GAP": Code(
        _("{value} missing: the finance does not cover the budget."),
        _("Find further finance, or lower the budget."),
    ),
    "OVERFINANCED": Code(
        _("{value} more than the budget."),
        _("Check for a source entered twice, or raise the budget."),
    ),
    "MAJORITY_TIE": Code(
        _("The two largest differ by less than 0.01 % of the plan: no majority co-producer."),
        _("Settle in the agreement who is treated as the majority co-producer."),
    ),
    "MAJORITY_COUNTRY_TIE": Code(
        _("The two largest countries differ by less than 0.01 % of the plan: no majority country."),
        _("Settle in the agreement which country is treated as the majority."),
    ),
}

_LIMIT = _("{subject}: share {value} % against limit {limit} % of rule {rule}.")
_RAISE = _("Raise this share to {limit} % or more, or ask the authority about a derogation.")
_LOWER = _("Lower this share to {limit} % or less, or ask the authority about a derogation.")

TREATY = {
    "SHARE_MIN": Code(_LIMIT, _RAISE),
    "SHARE_MAX": Code(_LIMIT, _LOWER),
    "FINANCIAL_MIN": Code(
        _("{subject}: financial share {value} % against limit {limit} % of rule {rule}."), _RAISE
    ),
    "FINANCIAL_MAX": Code(
        _("{subject}: financial share {value} % against limit {limit} % of rule {rule}."), _LOWER
    ),
    "COMPANY_MIN": Code(
        _("{subject}: this company's share {value} % against limit {limit} % of rule {rule}."),
        _("Raise this company's share to {limit} %, or join it with its compatriot."),
    ),
    "NON_PARTY_MAX": Code(
        _("All non-Parties together: share {value} % against limit {limit} % of rule {rule}."),
        _("Lower the share of the non-Parties to {limit} % together."),
    ),
    "THIRD_PARTY_MIN": Code(
        _("{subject}: third-party share {value} % against limit {limit} % of rule {rule}."),
        _RAISE,
    ),
    "PARTNERS_MIN": Code(
        _("{value} partner countries against at least {limit} of rule {rule}."),
        _("Find a partner from a further country of the treaty."),
    ),
    "POINTS_MIN": Code(
        _("{value} points against at least {limit} of rule {rule}."),
        _("Fill further functions with nationals of the parties, or ask for the discretion."),
    ),
    "BALANCE_SPEND": Code(
        _("{subject}: share of spend {value} % against at least {limit} % of rule {rule}."),
        _("Spend more in this country, or lower its share of the finance."),
    ),
    "BALANCE_POINTS": Code(
        _("{subject}: share of points {value} % against at least {limit} % of rule {rule}."),
        _("Give further functions to nationals, or lower the country's share of the finance."),
    ),
    "RULE_NOT_IN_FORCE": Code(
        _("Rule {rule} is not in force on {value} ({limit})."),
        _("Check the date of application, or look for another instrument."),
    ),
    "NOT_A_TREATY": Code(
        _("{rule} is a memorandum: no film qualifies under it."),
        _("Look for a treaty between the countries, or produce without one."),
    ),
    "REDUCED_ACCESS": Code(
        _("{subject}: below {limit} % ({value} %) access to support is reduced by rule {rule}."),
        _("Ask the country's authority which support remains open."),
    ),
    "POINTS_SCALE_MISMATCH": Code(
        _("The points listed add to {value}, but the stated maximum is {limit}."),
        _("Complete the points list, or correct the maximum."),
    ),
    "CONTRIBUTIONS_NOT_TOTAL": Code(
        _("The contributions add to {value}, but the stated total cost is {limit}."),
        _("Complete the contributions, or correct the total cost."),
    ),
}

RECOUPMENT = {
    "PCT_RANGE": Code(
        _("{subject}: {value} % cannot be computed; correct it."),
        _("Enter a percentage between 0 and {limit}."),
    ),
    "TARGET_NEGATIVE": Code(
        _("{subject}: the amount {value} cannot be computed; correct it."),
        _("Enter zero or an amount above it."),
    ),
    "TIER_TYPE_UNKNOWN": Code(
        _("{subject}: the type “{value}” cannot be computed; correct it."),
        _("Use one of: {limit}."),
    ),
    "OVER_RECOUPED": Code(
        _("{subject}: already paid {value}, more than the {limit} owed."),
        _("Ask for the difference back, or count it towards a later tier."),
    ),
    "NEGATIVE_DUE": Code(
        _("{subject}: overpaid parties carry a debit ({value})."),
        _("Nothing is paid back: the debit is deducted from what becomes due later."),
    ),
    "NEGATIVE_CUMULATIVE": Code(
        _("{subject}: receipts are below zero ({value})."),
        _("Nobody is paid; the shortfall is carried until receipts cover it."),
    ),
    "UNDISTRIBUTED": Code(
        _("{subject}: {value} is left that no tier takes."),
        _("Add a last tier that shares all that remains."),
    ),
}

CASH = {
    "INSTALMENT_SUM": Code(
        _("{subject}: the instalments add to {value}, not to the source's {limit}."),
        _("Correct the instalments so that they add up to the source."),
    ),
}

EQUITY = {
    "NO_DATA": Code(
        _("{subject}: not agreed yet; no index."),
        _("Enter the shares of every co-producer once they are agreed."),
        {
            "finance": _("Finance"),
            "credit": _("Credit points"),
            "revenue": _("Revenue"),
            "ownership": _("Ownership"),
        },
    ),
}

SPEND = {
    "SPEND_SHORTFALL": Code(
        _("{subject}: {value} is spent of the {limit} required."),
        _("Move further spending to this territory, or renegotiate the obligation."),
    ),
    "OVERCOMMITTED": Code(
        _("The obligations together require {value}, more than the budget {limit}."),
        _("Drop a source, or renegotiate its obligation."),
    ),
    "SPEND_ABOVE_BUDGET": Code(
        _("The planned spend {value} is more than the budget {limit}."),
        _("Check for a region's spend entered again in its country."),
    ),
    "OBLIGATION_ABOVE_CAP": Code(
        _("{subject}: the obligation {value} is above its legal cap {limit}."),
        _("Ask the funder to lower it to the cap."),
    ),
    "INCENTIVE_MIN_SPEND": Code(
        _("{subject}: eligible spend {value} is below the minimum {limit}; the incentive is zero."),
        _("Raise the eligible spend to {limit}, or plan without this incentive."),
    ),
    "INCENTIVE_RECIPIENT": Code(
        _("{subject}: the recipient from {value} is not eligible; the incentive is zero."),
        _("Name a recipient from a country other than {limit}."),
    ),
    "INCENTIVE_EXPIRED": Code(
        _("{subject}: not valid on {value}, limit {limit}; the incentive is zero."),
        _("Ask the authority for the rules now in force."),
    ),
}

RIGHTS = {
    "RIGHTS_UNASSIGNED": Code(
        _("{subject}: this territory belongs to nobody in the deal."),
        _("Assign the territory to a party."),
    ),
    "UNKNOWN_PARTY": Code(
        _("{subject}: this territory or share belongs to nobody in the deal ({value})."),
        _("Assign it to a party, or add {value} to the deal."),
    ),
}

CODES = {**BUDGET, **TREATY, **RECOUPMENT, **CASH, **EQUITY, **SPEND, **RIGHTS}
