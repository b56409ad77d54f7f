"""Answering which treaty governs, whether a film qualifies, and what would have to change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coprod.money import hundredths
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer, Explanation, Problem, amount_text, percent_text
from films.calculation.shares import festival_country, lead
from partners.treaty.article import words
from partners.treaty.assess import Assessment, Outcome, Verdict, adds_up, assess, fits_points
from partners.treaty.assess import scale_of as scale_stated
from partners.treaty.case import Case
from partners.treaty.finding import plain
from partners.treaty.governing import Choice, first_to_hold
from partners.treaty.instrument import Instrument
from partners.treaty.paths import Path, find
from partners.treaty.rules.balance import floor_of, points_share, spend_share

PLACE = "{rule}, {article}"
NONE_GOVERNS = _("No instrument governs these countries.")
# The function that decides a tie, in English, Russian and Kazakh.
DIRECTOR = {"director", "режиссёр", "режиссер"}
SHARE = _("contribution {amount} × 100 / total cost {total}")
POINTS = _("points of the functions filled from Parties: {functions}")


@dataclass(frozen=True)
class Request:
    """A planned co-production and instruments in order of preference."""

    case: Case
    instruments: tuple[Instrument, ...]


def answer(asked: Request) -> Answer:
    case = asked.case
    choice = first_to_hold(asked.instruments, case.countries, case.on)
    if errors := problems_with_case(case, choice.instrument):
        return Answer(errors=errors)
    assessment = assess(choice.instrument, case) if choice.instrument else None
    seen = assessment.seen if assessment else case
    failed = assessment.failed if assessment else []
    warnings = assessment.warnings if assessment else []
    return Answer(
        figures={
            **verdict_figures(choice, assessment),
            **case_figures(seen, assessment),
            "paths": [path_figures(path) for path in find(asked.instruments, case)],
        },
        warnings=[problem(verdict) for verdict in warnings],
        explanation=explain(seen, assessment),
        details=[problem(verdict) for verdict in failed],
    )


def problems_with_case(case: Case, instrument: Instrument | None) -> list[Problem]:
    """What makes every share or point meaningless."""
    found = []
    if case.total_cost <= 0:
        found.append(Problem("BUDGET_NOT_POSITIVE", value=case.total_cost))
    for company in case.companies:
        if company.contribution < 0:
            amount = company.contribution
            found.append(Problem("SOURCE_AMOUNT_NEGATIVE", company.id, value=amount))
    if not adds_up(case):
        together = sum((one.contribution for one in case.companies), Decimal(0))
        numbers = {"value": together, "limit": case.total_cost}
        found.append(Problem("CONTRIBUTIONS_NOT_TOTAL", **numbers))
    if instrument and not fits_points(instrument, case):
        stated = plain(scale_stated(instrument, case))
        numbers = {"value": plain(case.points.scale), "limit": stated, "rule": instrument.id}
        found.append(Problem("POINTS_SCALE_MISMATCH", **numbers))
    return found


def problem(verdict: Verdict) -> Problem:
    """A failed condition or a warning in the common vocabulary of codes."""
    finding = verdict.finding
    return Problem(
        finding.code,
        finding.subject,
        # With as many decimals as tell on which side of the limit it is.
        value=finding.shown_value,
        limit=told(finding.limit),
        rule=place(verdict),
    )


def place(verdict: Verdict) -> Sentence | str:
    """The rule and, where it is known, the article that says it."""
    if not verdict.article:
        return verdict.instrument
    return Sentence(PLACE, {"rule": verdict.instrument, "article": words(verdict.article)})


def verdict_figures(choice: Choice, assessment: Assessment | None) -> dict[str, Any]:
    """The verdict and every condition behind it."""
    return {
        "rule_used": choice.instrument.id if choice.instrument else None,
        "eligible": assessment.outcome.value if assessment else Outcome.NO.value,
        "reason": None if assessment else Sentence(NONE_GOVERNS),
        "failed": assessment.failed_labels if assessment else [],
        "unchecked": sorted({one.finding.label for one in assessment.unchecked})
        if assessment
        else [],
        "conditions": [condition(verdict) for verdict in assessment.verdicts] if assessment else [],
        "passed_over": [
            {"rule": one.instrument.id, "reason": one.reason} for one in choice.passed_over
        ],
    }


def condition(verdict: Verdict) -> dict[str, Any]:
    """One condition: which rule says it, where, and how the plan stands to it."""
    finding = verdict.finding
    outcome = {True: "passed", False: "failed", None: Outcome.UNKNOWN.value}[finding.passed]
    return {
        "code": finding.label,
        "rule": verdict.instrument,
        "kind": verdict.kind,
        "label": Sentence(verdict.label),
        "article": verdict.article or None,
        "source": verdict.source or None,
        "outcome": outcome,
        "weight": finding.weight.value,
        "value": shown(finding.value),
        "exact": told(finding.value) or None,
        "limit": shown(finding.limit),
        "sentence": finding.sentence,
        "note": finding.note,
    }


def told(value: Any) -> str:
    """A value or limit exactly, as far as a dozen decimals go."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else plain(value, 12)


def shown(value: Any) -> str | None:
    """A value or limit as it is displayed: two decimals."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else percent_text(value)


def case_figures(seen: Case, assessment: Assessment | None) -> dict[str, Any]:
    """Shares, points and balance, each shown with two decimals."""
    contributions = {code: Fraction(seen.contribution_of(code)) for code in seen.countries}
    leading = lead(contributions, Fraction(seen.total_cost))
    stated = scale_stated(assessment.instrument, seen) if assessment else None
    has_points = seen.points is not None
    scale = stated if isinstance(stated, Decimal) else seen.points.scale if has_points else None
    return {
        "shares": {code: percent_text(share) for code, share in seen.shares.items()},
        "points": percent_text(seen.points.of(seen.parties)) if has_points else None,
        "points_max": None if scale is None else percent_text(scale),
        "balance": balance_figures(seen, assessment),
        "majority_country": leading.first,
        "festival_country": festival_country(leading, director(seen)),
    }


def director(seen: Case) -> str | None:
    """The country of the director, where one country alone fills that function."""
    for element in seen.points.elements if seen.points else ():
        if element.role.strip().casefold() in DIRECTOR and len(element.parts) == 1:
            return next(iter(element.parts))
    return None


def balance_figures(seen: Case, assessment: Assessment | None) -> dict[str, Any]:
    """By country, where the instrument asks for a balance."""
    rule = assessment.instrument.condition("balance", seen) if assessment else None
    if rule is None:
        return {}
    tolerance = rule.terms_in(seen)["tolerance"]
    figures = {}
    for country in rule.terms_in(seen).get("countries") or seen.party_countries:
        floor = floor_of(seen, country, tolerance) if isinstance(tolerance, Decimal) else None
        figures[country] = {
            "finance_pct": percent_text(seen.share_of(country)),
            "spend_pct": shown(spend_share(seen, country)),
            "points_pct": shown(points_share(seen, country)),
            "floor_pct": shown(floor),
        }
    return figures


def path_figures(path: Path) -> dict[str, Any]:
    """One instrument: could it apply, what fails, what would mend it."""
    assessment = path.assessment
    return {
        "rule": path.instrument.id,
        "name": path.instrument.name,
        "could_apply": path.could_apply,
        "reason": path.obstacle,
        "eligible": assessment.outcome.value if path.could_apply else Outcome.NO.value,
        "conditions": [condition(verdict) for verdict in assessment.verdicts],
        "failed": assessment.failed_labels,
        "warnings": assessment.warning_labels,
        "changes": [
            {
                "code": way.verdict.finding.label,
                "change": change.sentence,
                "amount": None if change.amount is None else str(change.amount),
                "currency": assessment.seen.currency or None,
                "breaks": list(change.breaks),
                "moves": [
                    {"coproducer": name, "amount": str(amount)}
                    for name, amount in change.moves(assessment.seen).items()
                ],
            }
            for way in path.ways
            for change in way.changes
        ],
        "beyond_shares": [way.verdict.finding.label for way in path.ways if way.is_beyond_shares],
        "not_mended": path.not_mended,
    }


def explain(seen: Case, assessment: Assessment | None) -> list[Explanation]:
    found = []
    for code in seen.countries:
        numbers: Mapping[str, Any] = {
            "amount": exact_text(seen.contribution_of(code)),
            "total": exact_text(seen.total_cost),
        }
        found.append(Explanation(f"shares.{code}", Sentence(SHARE, numbers)))
    if seen.points is not None:
        numbers = {"functions": functions(seen)}
        found.append(Explanation("points", Sentence(POINTS, numbers)))
    if assessment:
        found += [
            Explanation(f"conditions.{verdict.finding.label}", verdict.finding.sentence)
            for verdict in assessment.verdicts
        ]
    return found


def exact_text(amount: Decimal) -> str:
    """An amount with its cents, and with all decimals where it has more."""
    minor = hundredths(amount)
    return amount_text(minor) if minor == amount * 100 else plain(amount, 12)


def functions(seen: Case) -> str:
    scored: Sequence[str] = [
        f"{element.role} {plain(points)}"
        for element in seen.points.elements
        if (points := element.points_of(seen.parties))
    ]
    return " + ".join(scored) or "0"
