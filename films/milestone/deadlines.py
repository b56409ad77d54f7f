"""What a person has to think of: everything with a day, of several deals, the overdue first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.deal.deal import Deal
from films.deal.version import Version
from films.finance.models import FinanceRow
from films.governance.models import Decision, Vote
from films.milestone.fulfilling import DELIVERED, Delivery, standing
from films.milestone.models import Approval, Fulfilment, Milestone, Obligation
from partners.access.companies import own_companies

MILESTONE, OBLIGATION, EVIDENCE = "milestone", "obligation", "evidence"
APPROVAL, DECISION = "approval", "decision"
KINDS = {
    MILESTONE: gettext_lazy("milestone"),
    OBLIGATION: gettext_lazy("obligation"),
    EVIDENCE: gettext_lazy("evidence expires"),
    APPROVAL: gettext_lazy("approval expires"),
    DECISION: gettext_lazy("proposal to answer"),
}
SOON = 30  # days
# Money that is paid, or will not come, needs no letter any more.
WITHOUT_EVIDENCE = (
    FinanceRow.Status.PAID,
    FinanceRow.Status.REJECTED,
    FinanceRow.Status.WITHDRAWN,
)


@dataclass(frozen=True)
class Deadline:
    """One thing with a day; ``uid`` is the same for as long as the thing exists."""

    uid: str
    kind: str
    what: str
    deal: Deal
    due_on: date
    address: str
    ends_on: date | None = None
    who: str = ""
    place: str = ""
    is_overdue: bool = False

    @property
    def label(self):
        return KINDS[self.kind]

    @property
    def words(self):
        """What is due, with its kind where the name alone does not say it."""
        is_said = self.kind in (MILESTONE, OBLIGATION)
        return self.what if is_said else f"{capfirst(self.label)}: {self.what}"

    def is_soon(self, on):
        return 0 <= (self.due_on - on).days <= SOON


def ordered(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """The overdue first, then by day; of one day by deal, kind and name."""
    return sorted(
        deadlines,
        key=lambda one: (
            not one.is_overdue, one.due_on, one.deal.title, str(one.deal.pk), one.kind,
            one.what, one.uid,
        ),
    )  # fmt: skip


def deadlines(user, deals, *, on: date) -> list[Deadline]:
    """Whatever is still to be done in these deals, as far as this person sees it.

    Nine queries for any number of deals and rows. A deal that was withdrawn has no deadlines.
    """
    keys = deals.values("pk") if hasattr(deals, "values") else [deal.pk for deal in deals]
    open_deals = Deal.objects.open_to(user).filter(pk__in=keys)
    by_key = {deal.pk: deal for deal in open_deals.exclude(stage=Deal.Stage.WITHDRAWN)}
    if not by_key:
        return []
    versions = newest_versions(user, by_key)
    return ordered(
        [
            *_milestones(user, by_key, on),
            *_approvals(user, by_key, on),
            *_obligations(user, by_key, versions, on),
            *_evidence(user, by_key, versions, on),
            *_decisions(user, by_key, on),
        ]
    )


def newest_versions(user, deals) -> dict:
    """{deal: the newest version that this person sees}; what was taken back is none."""
    versions = Version.objects.visible_to(user).filter(deal__in=list(deals))
    versions = versions.exclude(status=Version.Status.TAKEN_BACK).order_by("number")
    return {version.deal_id: version for version in versions}


def _milestones(user, deals, on):
    rows = Milestone.objects.visible_to(user).filter(
        deal__in=list(deals), done_on__isnull=True, due_on__isnull=False
    )
    for row in rows.select_related("party__company"):
        yield Deadline(
            uid=f"milestone-{row.uid}",
            kind=MILESTONE,
            what=row.title,
            deal=deals[row.deal_id],
            due_on=row.due_on,
            ends_on=row.ends_on,
            address=_on_the_page(row.deal_id, f"milestone-{row.uid}"),
            who=str(row.party or ""),
            place=row.place,
            is_overdue=row.is_overdue(on),
        )


def _approvals(user, deals, on):
    rows = Approval.objects.visible_to(user).filter(deal__in=list(deals), expires_on__isnull=False)
    for row in rows.exclude(outcome=Approval.Outcome.REFUSED).select_related("country"):
        yield Deadline(
            uid=f"approval-{row.uid}",
            kind=APPROVAL,
            what=str(row),
            deal=deals[row.deal_id],
            due_on=row.expires_on,
            address=_on_the_page(row.deal_id, f"approval-{row.uid}"),
            who=row.authority,
            is_overdue=row.expires_on < on,
        )


def _on_the_page(deal, place):
    return f"{reverse('milestones:milestones', args=[deal])}#{place}"


def _obligations(user, deals, versions, on):
    rows = Obligation.objects.visible_to(user).filter(
        version__in=[version.pk for version in versions.values()], due_on__isnull=False
    )
    of_version = {version.pk: deal for deal, version in versions.items()}
    promised = list(rows.select_related("kind", "owed_by__party"))
    deliveries = defaultdict(list)
    delivered = Fulfilment.objects.visible_to(user).filter(deal__in=list(deals))
    for row in delivered if promised else ():
        deliveries[row.deal_id, row.obligation_key].append(Delivery(row.day, row.quantity))
    for row in promised:
        deal = of_version[row.version_id]
        found = standing(row.quantity, row.due_on, deliveries[deal, row.key], on=on)
        if found.status == DELIVERED:
            continue
        yield Deadline(
            uid=f"obligation-{deal}-{row.key}",
            kind=OBLIGATION,
            what=str(row),
            deal=deals[deal],
            due_on=row.due_on,
            address=reverse("milestones:deliveries", args=[deal, row.key]),
            who=who_owes(row) or _("unassigned"),
            is_overdue=row.due_on < on,
        )


def who_owes(obligation) -> str:
    """The short name of the partner, or nothing once nobody owes it any more."""
    place = obligation.owed_by
    return place.code if place is not None and place.party.is_present else ""


def _evidence(user, deals, versions, on):
    of_version = {version.pk: version for version in versions.values()}
    rows = FinanceRow.objects.visible_to(user).filter(
        version__in=list(of_version), expires_on__isnull=False
    )
    for row in rows.exclude(status__in=WITHOUT_EVIDENCE):
        version = of_version[row.version_id]
        yield Deadline(
            uid=f"evidence-{version.deal_id}-{row.key}",
            kind=EVIDENCE,
            what=f"{row.code}: {row.evidence}" if row.evidence else row.code,
            deal=deals[version.deal_id],
            due_on=row.expires_on,
            address=reverse("finance:finance-plan", args=[version.deal_id, version.number]),
            is_overdue=row.expires_on < on,
        )


def _decisions(user, deals, on):
    """Proposals to which no company of this person has answered yet."""
    answered = Vote.objects.visible_to(user).filter(
        decision__deal__in=list(deals), company__in=own_companies(user)
    )
    rows = Decision.objects.visible_to(user).filter(
        deal__in=list(deals), outcome=Decision.Outcome.OPEN, answer_by__isnull=False
    )
    for row in rows.exclude(pk__in=answered.values("decision")).select_related("company"):
        yield Deadline(
            uid=f"decision-{row.uid}",
            kind=DECISION,
            what=row.matter,
            deal=deals[row.deal_id],
            due_on=row.answer_by,
            address=reverse("governance:decision", args=[row.deal_id, row.uid]),
            who=str(row.company),
            is_overdue=row.answer_by < on,
        )
