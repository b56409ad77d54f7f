"""What is due in many deals: milestones, votes, letters that expire, approvals, obligations."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from films.finance.models import FinanceRow
from films.governance.models import Decision
from films.milestone.models import Approval, Fulfilment, Milestone, Obligation

PENDING = (FinanceRow.Status.APPLIED, FinanceRow.Status.LOI, FinanceRow.Status.CONDITIONAL)
SOON = 30


@dataclass(frozen=True, order=True)
class Deadline:
    """A day on which something of a deal is due, and what."""

    day: date
    what: str
    # The name of the page that shows it, and the number of its version where it is a term of one.
    page: str = ""
    number: int | None = None

    def is_overdue(self, on):
        return self.day < on

    def is_soon(self, on):
        return 0 <= (self.day - on).days <= SOON


def deadlines(user, versions):
    """{deal: what is due, the next first}; six queries. ``versions``: {deal: current version}."""
    found = defaultdict(list)
    deals, terms = list(versions), [one.pk for one in versions.values() if one]
    numbers = {one.pk: one.number for one in versions.values() if one}
    milestones = Milestone.objects.visible_to(user).filter(deal__in=deals, done_on=None)
    for deal, day, title in milestones.exclude(due_on=None).values_list("deal", "due_on", "title"):
        found[deal].append(Deadline(day, title, "milestones:milestones"))
    votes = Decision.objects.visible_to(user).filter(deal__in=deals, outcome=Decision.Outcome.OPEN)
    for deal, day, matter in votes.exclude(answer_by=None).values_list(
        "deal", "answer_by", "matter"
    ):
        what = _("Answer to the proposal: %(matter)s") % {"matter": matter}
        found[deal].append(Deadline(day, what, "governance:decisions"))
    approvals = Approval.objects.visible_to(user).filter(deal__in=deals)
    for approval in approvals.exclude(expires_on=None).select_related("country"):
        what = _("Approval expires: %(approval)s") % {"approval": approval}
        found[approval.deal_id].append(Deadline(approval.expires_on, what, "milestones:milestones"))
    letters = FinanceRow.objects.visible_to(user).filter(version__in=terms, status__in=PENDING)
    for deal, version, day, code in letters.exclude(expires_on=None).values_list(
        "version__deal", "version", "expires_on", "code"
    ):
        what = _("Letter expires: %(source)s") % {"source": code}
        found[deal].append(Deadline(day, what, "finance:finance-plan", numbers[version]))
    delivered = {
        (deal, key): quantity or 0
        for deal, key, quantity in Fulfilment.objects.visible_to(user)
        .filter(deal__in=deals)
        .order_by()
        .values_list("deal", "obligation_key")
        .annotate(Sum("quantity"))
    }
    promises = Obligation.objects.visible_to(user).filter(version__in=terms).exclude(due_on=None)
    for promise in promises.select_related("kind", "version"):
        given = delivered.get((promise.version.deal_id, promise.key))
        if given is None or (promise.quantity and given < promise.quantity):
            number = numbers[promise.version_id]
            found[promise.version.deal_id].append(
                Deadline(promise.due_on, str(promise), "milestones:obligations", number)
            )
    return {deal: sorted(listed) for deal, listed in found.items()}
