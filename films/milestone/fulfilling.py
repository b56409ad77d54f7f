"""Where an obligation stands on a day: what was delivered of it, what is missing, how late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# What is due within so many days is “due”, what is due later is “open”.
SOON = 14

OPEN, DUE, OVERDUE, PARTLY, DELIVERED = "open", "due", "overdue", "partly", "delivered"
LABELS = {
    OPEN: gettext_lazy("open"),
    DUE: gettext_lazy("due"),
    OVERDUE: gettext_lazy("overdue"),
    PARTLY: gettext_lazy("partly delivered"),
    DELIVERED: gettext_lazy("delivered"),
}


@dataclass(frozen=True)
class Delivery:
    """What was handed over on a day; how many is not always counted."""

    day: date
    quantity: int | None = None


@dataclass(frozen=True)
class Standing:
    """The state of an obligation on a day."""

    status: str
    delivered: int = 0
    missing: int | None = None
    days_late: int = 0

    @property
    def label(self):
        return LABELS[self.status]

    @property
    def words(self) -> str:
        """What is missing and how late it is, in a sentence; empty when neither."""
        said = []
        if self.status != DELIVERED and self.missing is not None:
            said.append(
                ngettext("%(count)s is missing", "%(count)s are missing", self.missing)
                % {"count": self.missing}
            )
        elif self.status == OVERDUE:
            said.append(_("nothing was delivered"))
        if self.days_late:
            said.append(
                ngettext("%(count)s day late", "%(count)s days late", self.days_late)
                % {"count": self.days_late}
            )
        return ", ".join(said)


def standing(
    quantity: int | None, due_on: date | None, deliveries: Sequence[Delivery], *, on: date
) -> Standing:
    """Where an obligation stands.

    A delivery without a number fulfils an obligation without one; of a counted obligation it is
    evidence only. What is late stays “overdue” until everything is there, even if a part is.
    """
    counted, completed_on = 0, None
    for one in sorted(deliveries, key=lambda one: one.day):
        counted += one.quantity or 0
        is_complete = True if quantity is None else counted >= quantity
        if completed_on is None and is_complete:
            completed_on = one.day
    if completed_on is not None:
        return Standing(DELIVERED, counted, 0, late(due_on, completed_on))
    missing = None if quantity is None else quantity - counted
    days_late = late(due_on, on)
    if days_late:
        status = OVERDUE
    elif counted:
        status = PARTLY
    else:
        is_soon = due_on is not None and due_on <= on + timedelta(days=SOON)
        status = DUE if is_soon else OPEN
    return Standing(status, counted, missing, days_late)


def late(due_on: date | None, day: date) -> int:
    return max((day - due_on).days, 0) if due_on else 0
