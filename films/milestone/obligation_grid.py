"""The ledger of the obligations of a version."""

from typing import Any

from coprod.sentence import gettext_noop as _
from films.calculators.grid.cell import (
    Column,
    Filled,
    Sheet,
    Table,
    Typed,
    filled_in,
    left_over,
    objects_of,
    rows_of,
)
from films.vocabulary.models import ObligationKind

NAME = "obligations"


def table(kinds: list[tuple[str, str]]) -> Table:
    return Table(
        NAME,
        _("Obligations"),
        (
            Column("kind", _("Kind"), "choice", kinds),
            Column("text", _("What is promised")),
            Column("owed_by", _("Who owes it"), suggests="partners"),
            Column("quantity", _("How many"), "number"),
            Column("unit", _("Of what")),
            Column("due_on", _("Due on"), "date"),
            Column("evidence", _("Evidence to be given")),
        ),
        help=_("What the partners promise besides money. Deliveries are recorded further below."),
    )


# What a typed row means does not depend on the words for the kinds.
PLAIN = table([])


def fill(given: dict[str, Any]) -> Filled:
    return Filled(
        {}, {NAME: rows_of(PLAIN, given.get(NAME), NAME)}, left_over(given, NAME, "partners")
    )


def read(typed: Typed) -> dict[str, Any]:
    return {**typed.rest, **filled_in(**{NAME: objects_of(PLAIN, typed)})}


class ObligationSheet(Sheet):
    """The kinds are words of the vocabulary: each page asks for them in its reader's language."""

    def __init__(self) -> None:
        object.__setattr__(self, "fields", ())
        object.__setattr__(self, "fill", fill)
        object.__setattr__(self, "read", read)

    @property
    def tables(self) -> tuple[Table, ...]:  # type: ignore[override]
        return (table([(kind.code, kind.name) for kind in ObligationKind.objects.all()]),)


SHEET = ObligationSheet()
