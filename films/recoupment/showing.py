"""The recoupment of a version as its pages and files show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coprod.templatetags.amounts import shown_amount
from films.deal.version import Version
from films.recoupment.periods import receipts_of


@dataclass(frozen=True)
class StatementLine:
    """What one party is due in a period, what of it is paid out, and what it has had in all."""

    period: str
    party: str
    due: Decimal
    paid: Decimal
    debit: Decimal
    cumulative: Decimal


def statement_lines(figures: Mapping[str, Any], period: str = "") -> list[StatementLine]:
    """The statements of every period, or of one."""
    return [
        StatementLine(
            name,
            party,
            Decimal(one["due"][party]),
            Decimal(one["payable"][party]),
            Decimal(one["debit"][party]),
            Decimal(total),
        )
        for name, one in figures.get("periods", {}).items()
        if not period or name == period
        for party, total in one["totals"].items()
    ]


def shown(line: StatementLine) -> dict[str, str]:
    return {
        "party": line.party,
        "due": shown_amount(line.due),
        "is_negative": line.due < 0,
        "paid": shown_amount(line.paid),
        "debit": shown_amount(line.debit) if line.debit else "–",
        "cumulative": shown_amount(line.cumulative),
    }


def on_record(version: Version, given: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    """How many receipts the figures stand on."""
    return {"receipts_on_record": sum(one.amount is not None for one in receipts_of(version))}
