"""Reading the rules of decision of a version and answering what they leave unclear."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from coprod.exchange.strict import Node, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer
from films.calculators.kind import Kind
from films.governance.outcome import CASTING_VOTE, NONE

MOST = 200
MOST_DAYS = 3_650
KEYS = {"matter", "decided_by", "quorum", "days", "tie_break", "tie_break_by"}
TIE_BREAKS = ("casting_vote", "expert", "mediation", "none")


@dataclass(frozen=True)
class Line:
    """One rule as it was read."""

    number: int
    matter: str
    decided_by: tuple[str, ...]
    quorum: int | None
    days: int | None
    tie_break: str
    tie_break_by: str


@dataclass(frozen=True)
class Rules:
    """The rules of a version and the partners that it knows."""

    lines: tuple[Line, ...]
    partners: tuple[str, ...]


def request(node: Node) -> Rules:
    node.is_object({"rules", "partners"})
    partners = tuple(one.id() for one in node["partners"].items(MOST, "partners"))
    seen: set[str] = set()
    lines = []
    for number, one in enumerate(node["rules"].items(MOST, "rules")):
        lines.append(line(one, number, partners))
        one["matter"].must_be_new(seen)
    return Rules(tuple(lines), partners)


def line(node: Node, number: int, partners: tuple[str, ...]) -> Line:
    node.is_object(KEYS, required={"matter"})
    return Line(
        number=number,
        matter=node["matter"].text("", longest=120),
        decided_by=deciders(node["decided_by"], partners),
        quorum=node["quorum"].count(len(partners) or MOST),
        days=node["days"].count(MOST_DAYS),
        tie_break=node["tie_break"].choice(TIE_BREAKS, NONE),
        tie_break_by=node["tie_break_by"].text("", longest=120),
    )


def deciders(node: Node, partners: tuple[str, ...]) -> tuple[str, ...]:
    """Short names apart by |; empty: everybody."""
    names = [name.strip() for name in node.text("", longest=200).split("|")]
    found = tuple(dict.fromkeys(filter(None, names)))
    for name in found:
        if name not in partners:
            node.at("", name).refuse(
                _("“{value}” is no partner of this version."),
                _("Add the company on the page of the partners, or use one of: {known}."),
                known=", ".join(sorted(partners)),
            )
    return found


def run(given: Any) -> Answer:
    """Each rule in full, and what it leaves unclear."""
    rules = read(given, request)
    return Answer(
        {
            "rules": len(rules.lines),
            "matters": [
                {
                    "matter": one.matter,
                    "decided_by": list(one.decided_by or rules.partners),
                    "quorum": one.quorum or 1,
                    "days": one.days,
                    "tie_break": one.tie_break,
                    "tie_break_by": one.tie_break_by,
                }
                for one in rules.lines
            ],
            "notes": list(notes(rules)),
        }
    )


def notes(rules: Rules) -> Iterable[Sentence]:
    for one in rules.lines:
        told: dict[str, object] = {"matter": one.matter, "who": one.tie_break_by}
        voters = one.decided_by or rules.partners
        if one.quorum and one.quorum > len(voters):
            yield Sentence(
                _("“{matter}” can never be decided: it needs {needed} votes of {count}."),
                {**told, "needed": one.quorum, "count": len(voters)},
            )
        if one.days is None:
            yield Sentence(_("“{matter}” has no time limit: each proposal names its own."), told)
        if len(voters) % 2 == 0 and one.tie_break == NONE:
            yield Sentence(_("“{matter}” can end in a tie that nothing breaks."), told)
        if one.tie_break != NONE and not one.tie_break_by:
            yield Sentence(_("“{matter}” does not say who breaks a tie."), told)
        elif one.tie_break == CASTING_VOTE and one.tie_break_by not in voters:
            yield Sentence(
                _("The casting vote on “{matter}” is of {who}, who does not vote."), told
            )


EXAMPLE = {
    "rules": [
        {
            "matter": "Final cut",
            "decided_by": "Dala Film|Rive Nord",
            "quorum": "2",
            "days": "10",
            "tie_break": "casting_vote",
            "tie_break_by": "Dala Film",
        }
    ],
    "partners": ["Dala Film", "Rive Nord"],
}
KIND = Kind("governance", _("Rules of decision"), run, EXAMPLE)
