"""The figures that decide about a version, in words, and what became of them in another one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from coprod.sentence import gettext_noop as _
from coprod.templatetags.amounts import count, shown_amount, signed
from films.calculation.leaves import alike
from films.calculators.showing.figure import shown_percent
from films.calculators.showing.qualification import outcome_words
from films.deal.standing import PROMISES, Standings
from partners.treaty import rules

AMOUNT, PERCENT, POINTS, COUNT, TEXT, OUTCOME, FLAGS, CONDITIONS = (
    "amount", "percent", "points", "count", "text", "outcome", "flags", "conditions",
)  # fmt: skip
NUMBERS = {AMOUNT, PERCENT, POINTS, COUNT}
# Stands for any name at its place in an answer.
ANY = "*"
# What somebody has too much or too little of, as the equity ledger marks it.
OF_LEDGER = {"CREDIT": _("Credit points"), "REVENUE": _("Revenue"), "OWNERSHIP": _("Ownership")}
# The rule that a condition of a treaty belongs to, by the beginning of its code.
OF_TREATY = {
    "SHARE": rules.share.label,
    "REDUCED_ACCESS": rules.reduced_access.label,
    "FINANCIAL": rules.financial_only.label,
    "COMPANY": rules.company_share.label,
    "NON_PARTY": rules.non_party_share.label,
    "THIRD_PARTY": rules.third_party_share.label,
    "PARTNERS": rules.partners.label,
    "POINTS": rules.points.label,
    "BALANCE": rules.balance.label,
    "RULE_NOT_IN_FORCE": rules.in_force.label,
}
WAYS = {"_MIN": " ↓", "_MAX": " ↑"}


@dataclass(frozen=True)
class Word:
    """A figure of an answer: where it stands, what it is called, how it is written."""

    path: str
    label: str
    unit: str = AMOUNT

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.path.split("."))


@dataclass(frozen=True)
class Subject:
    """Figures of one sheet under a heading."""

    title: str
    slug: str
    words: Sequence[Word]


SUBJECTS = (
    Subject(
        _("Money"),
        "finance-plan",
        (
            Word("budget_total", _("Budget")),
            Word("finance_total", _("Finance")),
            Word("gap", _("Gap")),
            Word("secured_total", _("Secured")),
            Word("secured_pct", _("Secured share"), PERCENT),
            Word("cash_total", _("Cash")),
            Word("recoupable_total", _("To be recouped")),
        ),
    ),
    Subject(
        _("Shares"),
        "finance-plan",
        (
            Word("by_coproducer.*.pct", "{0}", PERCENT),
            Word("by_country.*.pct", _("Country {0}"), PERCENT),
            Word("unallocated.pct", _("Brought by nobody"), PERCENT),
        ),
    ),
    Subject(
        _("Who leads"),
        "finance-plan",
        (
            Word("majority", _("Majority co-producer"), TEXT),
            Word("majority_country", _("Majority country"), TEXT),
            Word("initiative", _("Initiative"), TEXT),
        ),
    ),
    Subject(
        _("Qualification"),
        "qualification",
        (
            Word("eligible", _("Verdict"), OUTCOME),
            Word("rule_used", _("Instrument that governs"), TEXT),
            Word("failed", _("Failed conditions"), CONDITIONS),
            Word("warnings", _("Warnings"), CONDITIONS),
            Word("points", _("Points"), POINTS),
        ),
    ),
    Subject(
        _("Points"),
        "credits",
        (
            Word("points_by_country.*", _("Country {0}"), POINTS),
            Word("points_by_coproducer.*", "{0}", POINTS),
            Word("points_of_nobody", _("Points of nobody"), POINTS),
            Word("credit_line", _("Credit on screen"), TEXT),
        ),
    ),
    Subject(
        _("Rights"),
        "rights",
        (Word("unassigned", _("Territories of nobody"), TEXT),),
    ),
    Subject(
        _("Fund gates"),
        "spend",
        (
            Word("obligations.*", _("{0}: to be spent")),
            Word("territories.*.shortfall", _("{0}: short of what must be spent there")),
            Word("total_required", _("To be spent in all")),
            Word("incentives.*", _("{0}: incentive")),
        ),
    ),
    Subject(
        _("Cash flow"),
        "cash-flow",
        (
            Word("all.peak_need", _("Peak need")),
            Word("all.peak_month", _("Month of the peak"), TEXT),
            Word("all.first_negative", _("First month below zero"), TEXT),
            Word("all.closing", _("Closing balance")),
            Word("secured.peak_need", _("Peak need, secured money only")),
            Word("secured.first_negative", _("First month below zero, secured money only"), TEXT),
        ),
    ),
    Subject(
        _("Equity"),
        "equity",
        (
            Word("overall", _("Equity index, the lowest of the three"), POINTS),
            Word("index.credit", _("Index of credit"), POINTS),
            Word("index.revenue", _("Index of revenue"), POINTS),
            Word("index.ownership", _("Index of copyright"), POINTS),
            Word("flags", _("Differences to be explained"), FLAGS),
        ),
    ),
    Subject(
        _("Repayment"),
        "recoupment",
        (
            Word("repayment.claims_total", _("Claims before anybody makes a profit")),
            Word("repayment.receipts", _("Receipts so far")),
            Word("repayment.by_payee.*.claim", _("{0}: claim")),
            Word("repayment.by_payee.*.repaid", _("{0}: repaid")),
            Word("repayment.by_payee.*.repaid_pct", _("{0}: repaid of its claim"), PERCENT),
        ),
    ),
    Subject(
        _("Obligations"),
        PROMISES,
        (
            Word("promised", _("Promises besides money"), COUNT),
            Word("owed_by.*", _("{0} owes"), COUNT),
            Word("owed_by_nobody", _("Owed by nobody"), COUNT),
        ),
    ),
)


@dataclass(frozen=True)
class Line:
    """A figure before and after, as it is calculated and as it is read."""

    path: str
    label: str
    unit: str
    old: Any
    new: Any

    @property
    def is_changed(self) -> bool:
        return not alike(self.old, self.new)

    @property
    def before(self) -> str:
        return shown(self.old, self.unit)

    @property
    def after(self) -> str:
        return shown(self.new, self.unit)

    @property
    def difference(self) -> str | None:
        """How much more, where both are known numbers."""
        if self.unit not in NUMBERS or self.old in (None, "") or self.new in (None, ""):
            return None
        return f"{Decimal(self.new) - Decimal(self.old):f}"

    @property
    def change(self) -> str:
        if self.difference is None:
            return ""
        more = count(self.difference) if self.unit == COUNT else signed(self.difference)
        return more if more.startswith(("+", "\N{MINUS SIGN}")) else f"+{more}"


@dataclass(frozen=True)
class Group:
    """The lines of one subject; `problems` say why a side has no figures, or what it warns of."""

    title: str
    slug: str
    lines: list[Line] = field(default_factory=list)
    gone: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()

    @property
    def has_amounts(self) -> bool:
        return any(line.unit == AMOUNT for line in self.lines)

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]


def groups(before: Standings, after: Standings) -> list[Group]:
    """Every subject whose sheet answers on one side at least, each problem told once."""
    found, told = [], set()
    for subject in SUBJECTS:
        old, new = before.get(subject.slug), after.get(subject.slug)
        if old is None or new is None:
            continue
        gone: tuple[str, ...] = ()
        arrived: tuple[str, ...] = ()
        if subject.slug not in told:
            gone = tuple(one for one in old.problems if one not in new.problems)
            arrived = tuple(one for one in new.problems if one not in old.problems)
            told.add(subject.slug)
        lines = list(lines_of(subject, old.said, new.said))
        if lines or gone or arrived:
            found.append(Group(gettext(subject.title), subject.slug, lines, gone, arrived))
    return found


def lines_of(subject: Subject, old: Mapping, new: Mapping) -> Iterator[Line]:
    for word in subject.words:
        was, now = values(old, word.steps), values(new, word.steps)
        for names in {**was, **now}:
            label = gettext(word.label) if word.label != "{0}" else "{0}"
            rest = iter(names)
            path = ".".join(next(rest) if step == ANY else step for step in word.steps)
            yield Line(path, label.format(*names), word.unit, was.get(names), now.get(names))


def values(said: Any, steps: Sequence[str]) -> dict[tuple[str, ...], Any]:
    """{names at the places of ANY: value} of what stands at a path."""
    if not steps:
        return {(): said}
    if not isinstance(said, Mapping):
        return {}
    step, rest = steps[0], steps[1:]
    if step != ANY:
        return values(said[step], rest) if step in said else {}
    return {
        (name, *names): value
        for name, inner in said.items()
        for names, value in values(inner, rest).items()
    }


def flag_words(flag: str) -> str:
    """REVENUE_OVER:A as the partner, what of it, and in which direction it is off."""
    kind, _colon, party = flag.partition(":")
    name, _line, way = kind.partition("_")
    return f"{party} ({gettext(OF_LEDGER[name])} {'↑' if way == 'OVER' else '↓'})"


def condition_words(code: str) -> str:
    """SHARE_MIN:IT as the country, what of it, and on which side of the limit it is."""
    kind, _colon, subject = code.partition(":")
    label = next((words for name, words in OF_TREATY.items() if kind.startswith(name)), "")
    told = f"{gettext(label) if label else kind}{WAYS.get(kind[-4:], '')}"
    return f"{subject} ({told})" if subject else told


def shown(value: Any, unit: str) -> str:
    """A figure in the words of its unit; an unknown or empty one is a dash."""
    if unit == OUTCOME:
        return "–" if value is None else outcome_words(value)
    if value is None or value == "" or value == []:
        return "–"
    if unit == FLAGS:
        return ", ".join(map(flag_words, value))
    if unit == CONDITIONS:
        return ", ".join(map(condition_words, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    writes = {AMOUNT: shown_amount, PERCENT: shown_percent, POINTS: count, COUNT: count}
    return writes[unit](value) if unit in writes else str(value)
