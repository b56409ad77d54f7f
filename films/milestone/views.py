"""Pages of the milestones and approvals of a deal."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod.money import Money
from coprod.records import StaleRecord
from coprod.templatetags.shown import day
from films.deal.deleting import deletes
from films.deal.reaching import open_deal_or_404, workspace
from films.milestone.deadlines import deadlines
from films.milestone.forms import ApprovalForm, MilestoneForm
from films.milestone.models import Approval, Milestone
from films.milestone.reaching import may_write, writable_deal_or_403
from films.milestone.rows import conflict_of, deal_page, deletion, edit, need_seen, row_or_404
from films.milestone.timeline import Span, timeline

DONE, OVERDUE, PLANNED = "solid", "cross", "pale"


@dataclass(frozen=True)
class Shown:
    """A milestone as the page lays it out."""

    row: Milestone
    cost: Money | None
    is_overdue: bool


@workspace
@require_safe
def milestones(request, pk):
    return milestones_page(request, open_deal_or_404(request, pk))


def milestones_page(request, deal, *, status=200, stale=None):
    on = timezone.localdate()
    rows = Milestone.objects.visible_to(request.user).filter(deal=deal)
    rows = list(rows.select_related("party__company", "phase"))
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or on, row.title, str(row.uid)))
    approvals = Approval.objects.visible_to(request.user).filter(deal=deal)
    shown = [
        Shown(
            row,
            None if row.cost is None else Money(row.cost, row.currency),
            row.is_overdue(on),
        )
        for row in rows
    ]
    context = {
        "on": on,
        "shown": shown,
        "chart": chart_of(rows, on),
        "approvals": [
            (row, row.expires_on is not None and row.expires_on < on)
            for row in approvals.select_related("country").order_by("country__code", "kind")
        ],
        "deadlines": deadlines(request.user, [deal], on=on),
        "is_writable": may_write(request.user, deal),
        "stale": stale,
    }
    here = reverse("milestones:milestones", args=[deal.pk])
    return deal_page(request, "milestone/milestones.html", deal, context, here=here, status=status)


def chart_of(rows, on):
    """The milestones that have a day, along the calendar; nothing where there are none."""
    spans = [span_of(row, on) for row in rows if row.due_on]
    return timeline("timeline", _("Milestones by day"), spans, on=on) if spans else None


def span_of(row, on):
    state = _("done") if row.done_on else _("overdue") if row.is_overdue(on) else _("planned")
    filling = DONE if row.done_on else OVERDUE if row.is_overdue(on) else PLANNED
    days = f"{day(row.due_on)} – {day(row.ends_on)}" if row.ends_on else day(row.due_on)
    return Span(
        label=row.title,
        starts=row.due_on,
        ends=row.ends_on or row.due_on,
        address=f"#milestone-{row.uid}",
        title=f"{row.title}: {days}, {state}",
        filling=filling,
    )


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def milestone_add(request, pk):
    deal = writable_deal_or_403(request, pk)
    back = reverse("milestones:milestones", args=[deal.pk])
    return edit(
        request,
        lambda data: MilestoneForm(data, deal=deal),
        back=back,
        saved=_("The milestone is added."),
        page=lambda form, status: form_page(request, deal, form, _("New milestone"), back, status),
    )


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request, pk, uid):
    deal = writable_deal_or_403(request, pk)
    row_or_404(Milestone, request.user, deal, uid)
    back = reverse("milestones:milestones", args=[deal.pk])
    return edit(
        request,
        lambda data: MilestoneForm(
            data, instance=row_or_404(Milestone, request.user, deal, uid), deal=deal
        ),
        back=back,
        saved=_("The milestone is saved."),
        page=lambda form, status: form_page(
            request, deal, form, _("Milestone"), back, status,
            delete=reverse("milestones:milestone-delete", args=[deal.pk, uid]),
        ),
    )  # fmt: skip


def form_page(request, deal, form, title, back, status, *, delete=""):
    context = {
        "form": form,
        "form_title": title,
        "back": back,
        "delete": delete,
        "conflict": conflict_of(form),
    }
    return deal_page(request, "milestone/row.html", deal, context, here=back, status=status)


@workspace
@require_POST
def milestone_done(request, pk, uid):
    """Mark a milestone done today, or not done after all."""
    deal = writable_deal_or_403(request, pk)
    row = row_or_404(Milestone, request.user, deal, uid)
    is_done = request.POST.get("done") == "1"
    row.done_on = timezone.localdate() if is_done else None
    try:
        need_seen(request, row)
        row.save(update_fields=["done_on"])
    except StaleRecord as stale:
        return milestones_page(request, deal, status=409, stale=stale)
    done, undone = _("The milestone is done."), _("The milestone is not done any more.")
    messages.success(request, done if is_done else undone)
    return redirect("milestones:milestones", deal.pk)


@workspace
@require_POST
@deletes(Milestone, back="milestones:milestones")
def milestone_delete(request, pk, uid):
    deal = writable_deal_or_403(request, pk)
    return deletion(
        request,
        row_or_404(Milestone, request.user, deal, uid),
        back=reverse("milestones:milestones", args=[deal.pk]),
        again=lambda stale: milestones_page(request, deal, status=409, stale=stale),
        done=_("The milestone is deleted."),
    )


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def approval_add(request, pk):
    deal = writable_deal_or_403(request, pk)
    back = reverse("milestones:milestones", args=[deal.pk])
    return edit(
        request,
        lambda data: ApprovalForm(data, deal=deal),
        back=back,
        saved=_("The approval is added."),
        page=lambda form, status: form_page(request, deal, form, _("New approval"), back, status),
    )


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def approval(request, pk, uid):
    deal = writable_deal_or_403(request, pk)
    row_or_404(Approval, request.user, deal, uid)
    back = reverse("milestones:milestones", args=[deal.pk])
    return edit(
        request,
        lambda data: ApprovalForm(
            data, instance=row_or_404(Approval, request.user, deal, uid), deal=deal
        ),
        back=back,
        saved=_("The approval is saved."),
        page=lambda form, status: form_page(
            request, deal, form, _("Approval"), back, status,
            delete=reverse("milestones:approval-delete", args=[deal.pk, uid]),
        ),
    )  # fmt: skip


@workspace
@require_POST
@deletes(Approval, back="milestones:milestones")
def approval_delete(request, pk, uid):
    deal = writable_deal_or_403(request, pk)
    return deletion(
        request,
        row_or_404(Approval, request.user, deal, uid),
        back=reverse("milestones:milestones", args=[deal.pk]),
        again=lambda stale: milestones_page(request, deal, status=409, stale=stale),
        done=_("The approval is deleted."),
    )
