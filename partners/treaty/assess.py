"""Whether a planned co-production meets one treaty: each condition, and what follows from all.

The tracker advises; the authorities decide.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.finding import Finding, Unknown, Weight, Wording
from partners.treaty.instrument import Condition, Instrument, Kind
from partners.treaty.rules import RULES, in_force
from partners.treaty.rules.points import fits_scale

NO_LIMIT_KNOWN = Wording("", "", _("No limit of this text is known."))
PARTY_SINCE_UNKNOWN = Wording("", "", _("{subject} is bound, but since when is not known."))
NOT_A_TREATY = Wording("", _("A memorandum states good will; no film qualifies under it."))

LABEL_OF_TEXT = _("the text itself")
LABEL_OF_PARTY = _("bound by the text")


class Outcome(StrEnum):
    """The four answers; `unknown` is said whenever the data cannot carry a yes."""

    YES = "yes"
    NO = "no"
    DISCRETIONARY = "discretionary"
    UNKNOWN = "cannot be checked"


@dataclass(frozen=True)
class Verdict:
    """One finding together with the place where the law says so."""

    instrument: str
    kind: str
    label: str
    article: str
    source: str
    finding: Finding


@dataclass(frozen=True)
class Assessment:
    """All that one instrument says about a case; `seen` is the case with its eyes."""

    instrument: Instrument
    seen: Case
    verdicts: tuple[Verdict, ...]

    @property
    def failed(self) -> list[Verdict]:
        """The failed conditions; warnings are not among them."""
        return [verdict for verdict in self.verdicts if _is_broken(verdict.finding)]

    @property
    def warnings(self) -> list[Verdict]:
        return [
            verdict
            for verdict in self.verdicts
            if verdict.finding.passed is False and verdict.finding.weight is Weight.WARNING
        ]

    @property
    def unchecked(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.finding.passed is None]

    @property
    def outcome(self) -> Outcome:
        """Discretionary only when everything else is known to pass."""
        weights = {verdict.finding.weight for verdict in self.failed}
        if Weight.REQUIRED in weights:
            return Outcome.NO
        if any(verdict.finding.weight is not Weight.WARNING for verdict in self.unchecked):
            return Outcome.UNKNOWN
        return Outcome.DISCRETIONARY if weights else Outcome.YES

    @property
    def failed_labels(self) -> list[str]:
        """The failed codes with their subjects, sorted, each once."""
        return sorted({verdict.finding.label for verdict in self.failed})

    @property
    def warning_labels(self) -> list[str]:
        return sorted({verdict.finding.label for verdict in self.warnings})


def _is_broken(finding: Finding) -> bool:
    return finding.passed is False and finding.weight is not Weight.WARNING


def assess(instrument: Instrument, case: Case) -> Assessment:
    """Check every condition of an instrument; none is left out because another failed."""
    seen = instrument.view(case)
    verdicts = [*_about_the_text(instrument, seen)]
    for condition in _in_order(instrument):
        if condition.applies_to(seen):
            verdicts += _judged(instrument, condition, seen)
    return Assessment(instrument, seen, tuple(verdicts))


def _in_order(instrument: Instrument) -> list[Condition]:
    order = list(RULES)
    return sorted(instrument.conditions, key=lambda condition: order.index(condition.kind))


def _about_the_text(instrument: Instrument, seen: Case) -> list[Verdict]:
    """What has to be said before its first condition: is it a treaty, is it in force, for whom."""

    def verdict(label: str, finding: Finding) -> Verdict:
        return Verdict(
            instrument.id, in_force.kind, label, instrument.article, instrument.source, finding
        )

    found = []
    if instrument.kind is Kind.MEMORANDUM:
        found.append(verdict(LABEL_OF_TEXT, Finding("NOT_A_TREATY", False, NOT_A_TREATY)))
    dates = {"valid_from": instrument.valid_from, "valid_to": instrument.valid_to}
    found += [verdict(in_force.label, finding) for finding in in_force.check(seen, **dates)]
    for party in instrument.parties:
        if isinstance(party.since, Unknown) and party.country in seen.party_countries:
            finding = Finding("PARTY_SINCE", None, PARTY_SINCE_UNKNOWN, party.country)
            found.append(verdict(LABEL_OF_PARTY, finding))
    if not instrument.conditions:
        found.append(verdict(LABEL_OF_TEXT, Finding("LIMITS", None, NO_LIMIT_KNOWN)))
    return found


def _judged(instrument: Instrument, condition: Condition, seen: Case) -> list[Verdict]:
    rule = RULES[condition.kind]
    findings = rule.check(seen, **condition.terms_in(seen))
    if condition.is_waivable:
        findings = [replace(finding, weight=Weight.WAIVABLE) for finding in findings]
    return [
        Verdict(instrument.id, rule.kind, rule.label, condition.article, condition.source, finding)
        for finding in findings
    ]


def scale_of(instrument: Instrument, case: Case) -> object:
    """The points of all functions together as the instrument states them; None when it does not."""
    condition = instrument.condition("points", instrument.view(case))
    return condition.terms_in(case).get("maximum") if condition else None


def adds_up(case: Case) -> bool:
    """Whether the contributions make the total cost; without that no share means anything."""
    return sum(company.contribution for company in case.companies) == case.total_cost


def fits_points(instrument: Instrument, case: Case) -> bool:
    """Whether the listed functions weigh what the instrument says they weigh together."""
    return fits_scale(case, scale_of(instrument, case))
