"""The promises of a version as its page shows them beside the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from films.vocabulary.models import ObligationKind


@dataclass(frozen=True)
class Sum:
    """What a partner owes, or what is promised of one kind."""

    name: str
    count: int
    quantities: str


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    names = {kind.code: kind.name for kind in ObligationKind.objects.all()}
    unassigned = len(said["unassigned"])
    return {
        "count": said["obligations"],
        "with_day": said["with_day"],
        "unassigned": unassigned,
        "by_partner": [
            *(sum_of(code, one) for code, one in said["by_partner"].items()),
            *([Sum(_("unassigned"), unassigned, "")] if unassigned else []),
        ],
        "by_kind": [sum_of(names.get(code, code), one) for code, one in said["by_kind"].items()],
        "notes": said["notes"],
    }


def sum_of(name: str, one: Mapping[str, Any]) -> Sum:
    quantities = ", ".join(f"{number} {unit}".strip() for unit, number in one["quantities"].items())
    return Sum(name, one["obligations"], quantities)
