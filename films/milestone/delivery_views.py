"""The obligations of a version, and what was delivered of them."""

from dataclasses import replace
from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from films.deal.deal import Deal
from films.deal.deleting import deletes
from films.deal.reaching import open_deal_or_404, workspace
from films.deal.sheet_views import page_of
from films.milestone.deliveries import left_behind, newest_obligation, promise_of, promises
from films.milestone.forms import DeliveryForm
from films.milestone.models import Fulfilment
from films.milestone.reaching import may_write, writable_deal_or_403
from films.milestone.rows import conflict_of, deal_page, deletion, edit, row_or_404
from films.milestone.sheets import OBLIGATIONS


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def obligations(request, pk, number):
    """The ledger of what is promised and, for who sits at the table, what came of it."""
    sheet = replace(OBLIGATIONS, aside=partial(beside_the_ledger, request.user))
    return page_of(sheet)(request, pk, number)


def beside_the_ledger(user, version, given, answer):
    on = timezone.localdate()
    is_at_the_table = Deal.objects.open_to(user).filter(pk=version.deal_id).exists()
    return {
        "partners": [partner.code for partner in version.partners.all()],
        "promises": promises(user, version, on=on) if is_at_the_table else [],
        "is_at_the_table": is_at_the_table,
        "on": on,
    }


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request, pk, key):
    """One obligation: what was promised, every delivery, and a form for the next one."""
    deal = open_deal_or_404(request, pk)
    obligation_or_404(request.user, deal, key)
    if request.method == "POST":
        deal = writable_deal_or_403(request, pk)
    here = reverse("milestones:deliveries", args=[deal.pk, key])
    return edit(
        request,
        lambda data: DeliveryForm(data, instance=Fulfilment(obligation_key=key), deal=deal),
        back=here,
        saved=_("The delivery is recorded."),
        page=lambda form, status: deliveries_page(request, deal, key, form, status=status),
    )


def obligation_or_404(user, deal, key):
    found = newest_obligation(user, deal, key)
    if found is None:
        raise Http404
    return found


def deliveries_page(request, deal, key, form, *, status=200, stale=None):
    obligation = obligation_or_404(request.user, deal, key)
    delivered = Fulfilment.objects.visible_to(request.user).filter(deal=deal, obligation_key=key)
    delivered = list(delivered.order_by("day", "pk"))
    obligation.version.deal = deal
    left = left_behind(request.user, obligation.version, [obligation])
    on = timezone.localdate()
    context = {
        "promise": promise_of(obligation, delivered, left.get(key, ""), on),
        "of_version": obligation.version,
        "form": form,
        "is_writable": may_write(request.user, deal),
        "on": on,
        "stale": stale,
    }
    here = reverse("milestones:obligations", args=[deal.pk, obligation.version.number])
    return deal_page(request, "milestone/deliveries.html", deal, context, here=here, status=status)


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request, pk, key, uid):
    """One delivery, to be corrected."""
    deal = writable_deal_or_403(request, pk)
    obligation_or_404(request.user, deal, key)
    delivery_or_404(request.user, deal, key, uid)
    back = reverse("milestones:deliveries", args=[deal.pk, key])

    def page(form, status):
        context = {
            "form": form,
            "form_title": _("Delivery"),
            "back": back,
            "delete": reverse("milestones:delivery-delete", args=[deal.pk, key, uid]),
            "conflict": conflict_of(form),
        }
        return deal_page(request, "milestone/row.html", deal, context, status=status)

    return edit(
        request,
        lambda data: DeliveryForm(
            data, instance=delivery_or_404(request.user, deal, key, uid), deal=deal
        ),
        back=back,
        saved=_("The delivery is saved."),
        page=page,
    )


def delivery_or_404(user, deal, key, uid):
    row = row_or_404(Fulfilment, user, deal, uid)
    if row.obligation_key != key:
        raise Http404
    return row


@workspace
@require_POST
@deletes(Fulfilment, back="milestones:deliveries")
def delivery_delete(request, pk, key, uid):
    deal = writable_deal_or_403(request, pk)
    obligation_or_404(request.user, deal, key)
    return deletion(
        request,
        delivery_or_404(request.user, deal, key, uid),
        back=reverse("milestones:deliveries", args=[deal.pk, key]),
        again=lambda stale: deliveries_page(
            request, deal, key, DeliveryForm(deal=deal), status=409, stale=stale
        ),
        done=_("The delivery is deleted."),
    )
