"""What was promised and what came of it: every obligation with its deliveries and its state."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from films.deal.version import Version
from films.milestone.deadlines import who_owes
from films.milestone.fulfilling import Delivery, Standing, standing
from films.milestone.models import Fulfilment, Obligation


@dataclass(frozen=True)
class Promise:
    """An obligation on a day: who owes it, what was delivered, what is missing."""

    row: Obligation
    who: str
    left: str
    deliveries: list[Fulfilment]
    standing: Standing

    @property
    def owner(self) -> str:
        """Who owes it; nobody, with the name of whoever left."""
        if self.who:
            return self.who
        if self.left:
            return _("unassigned: %(who)s has left") % {"who": self.left}
        return _("unassigned")


def promises(user, version: Version, *, on: date) -> list[Promise]:
    """The obligations of a version in order; four queries for any number of rows."""
    rows = version.obligations.select_related("kind", "owed_by__party__company")
    rows = list(rows.order_by("position", "pk"))
    delivered = defaultdict(list)
    known = Fulfilment.objects.visible_to(user).filter(deal=version.deal_id)
    for row in known.order_by("day", "pk"):
        delivered[row.obligation_key].append(row)
    gone = left_behind(user, version, [row for row in rows if not who_owes(row)])
    return [promise_of(row, delivered[row.key], gone.get(row.key, ""), on) for row in rows]


def promise_of(row: Obligation, delivered: list[Fulfilment], left: str, on: date) -> Promise:
    found = standing(
        row.quantity, row.due_on, [Delivery(one.day, one.quantity) for one in delivered], on=on
    )
    return Promise(row, who_owes(row), left, delivered, found)


def left_behind(user, version: Version, rows: list[Obligation]) -> dict[str, str]:
    """{key: who owed it before leaving}, from this version or from an earlier one."""
    found = {row.key: str(row.owed_by.party) for row in rows if row.owed_by}
    keys = [row.key for row in rows if row.key not in found]
    if keys:
        earlier = Obligation.objects.visible_to(user).filter(
            version__deal=version.deal_id,
            version__number__lt=version.number,
            key__in=keys,
            owed_by__party__left_on__isnull=False,
        )
        for row in earlier.select_related("owed_by__party__company").order_by("version__number"):
            found[row.key] = str(row.owed_by.party)
    return found


def newest_obligation(user, deal, key: str) -> Obligation | None:
    """An obligation as the newest version that has it, and that this person sees, says it."""
    rows = Obligation.objects.visible_to(user).filter(version__deal=deal, key=key)
    rows = rows.select_related("version", "kind", "owed_by__party__company")
    # What was taken back holds only where nothing else was ever said.
    return max(
        rows,
        key=lambda row: (row.version.status != Version.Status.TAKEN_BACK, row.version.number),
        default=None,
    )
