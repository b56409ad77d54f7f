"""Reading the obligations of a version and answering who promises how much of what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coprod.exchange.strict import Node, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer
from films.calculators.kind import Kind

MOST = 1_000
MOST_COUNTED = 1_000_000
KEYS = {"kind", "text", "owed_by", "quantity", "unit", "due_on", "evidence"}


@dataclass(frozen=True)
class Promise:
    """One obligation as it was read."""

    number: int
    kind: str
    text: str
    owed_by: str
    quantity: int | None
    unit: str
    due_on: date | None
    evidence: str

    @property
    def name(self) -> str:
        return self.text or self.kind


@dataclass(frozen=True)
class Promises:
    """The obligations of a version and the partners that it knows."""

    rows: tuple[Promise, ...]
    partners: tuple[str, ...]


def request(node: Node) -> Promises:
    node.is_object({"obligations", "partners"})
    partners = tuple(one.id() for one in node["partners"].items(MOST, "partners"))
    rows = node["obligations"].items(MOST, "obligations")
    return Promises(
        tuple(promise(one, number, partners) for number, one in enumerate(rows)), partners
    )


def promise(node: Node, number: int, partners: tuple[str, ...]) -> Promise:
    node.is_object(KEYS, required={"kind"})
    owed_by = node["owed_by"].id("")
    if owed_by and owed_by not in partners:
        node["owed_by"].refuse(
            _("“{value}” is no partner of this version."),
            _("Add the company on the page of the partners, or use one of: {known}."),
            known=", ".join(sorted(partners)),
        )
    return Promise(
        number=number,
        kind=node["kind"].id(""),
        text=node["text"].text("", longest=300),
        owed_by=owed_by,
        quantity=node["quantity"].count(MOST_COUNTED),
        unit=node["unit"].text("", longest=60),
        due_on=node["due_on"].date(),
        evidence=node["evidence"].text("", longest=300),
    )


def run(given: Any) -> Answer:
    """Obligations by partner and by kind, and what nobody owes or no day is named for."""
    promises = read(given, request)
    rows = promises.rows
    unassigned = [row.name for row in rows if not row.owed_by]
    return Answer(
        {
            "obligations": len(rows),
            "with_day": sum(row.due_on is not None for row in rows),
            "unassigned": unassigned,
            "without_day": [row.name for row in rows if row.due_on is None],
            "by_partner": {
                code: counted(row for row in rows if row.owed_by == code)
                for code in promises.partners
            },
            "by_kind": {
                kind: counted(row for row in rows if row.kind == kind)
                for kind in dict.fromkeys(row.kind for row in rows)
            },
            "notes": list(notes(rows)),
        }
    )


def counted(rows: Iterable[Promise]) -> dict[str, Any]:
    """How many obligations, and what they come to by unit; different units are never added."""
    found = list(rows)
    units: dict[str, Decimal] = {}
    for row in found:
        if row.quantity is not None:
            units[row.unit] = units.get(row.unit, Decimal(0)) + row.quantity
    return {
        "obligations": len(found),
        "quantities": {unit: f"{number:f}" for unit, number in units.items()},
    }


def notes(rows: Iterable[Promise]) -> Iterable[Sentence]:
    """What should still be said of an obligation so that it can be held to."""
    for row in rows:
        if not row.owed_by:
            yield Sentence(_("“{name}” is unassigned: name the partner that owes it."),
                           {"name": row.name})  # fmt: skip
        if row.due_on is None:
            yield Sentence(_("“{name}” has no day: it can never be overdue."), {"name": row.name})
        if not row.evidence:
            yield Sentence(_("“{name}” asks for no evidence: say what will show that it was done."),
                           {"name": row.name})  # fmt: skip


EXAMPLE = {
    "obligations": [
        {
            "kind": "training_place",
            "text": "Places for learners in the camera crew",
            "owed_by": "Dala Film",
            "quantity": "5",
            "unit": "places",
            "due_on": "2027-05-31",
            "evidence": "Contracts of the learners",
        }
    ],
    "partners": ["Dala Film", "Rive Nord"],
}
KIND = Kind("obligations", _("Obligations"), run, EXAMPLE)
