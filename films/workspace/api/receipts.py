"""What came in after release, as resources: the waterfalls of a deal are computed with it."""

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from coprod.records import StaleRecord
from films.deal.negotiation import hold
from films.deal.reaching import editable_deal_or_403, open_deal_or_404
from films.recoupment.forms import ReceiptForm
from films.recoupment.models import Receipt
from films.workspace.api import shapes
from films.workspace.api.resource import (
    ANSWERS,
    CHANGED,
    IF_MATCH,
    KEY,
    MISSING,
    UNSEEN,
    Resource,
    tagged,
)
from films.workspace.api.submitting import check_revision, once, seen_revision, stale


class Receipts(Resource):
    """The receipts of a deal."""

    @extend_schema(
        operation_id="receipt_list",
        summary="Receipts of a deal",
        responses={200: shapes.ReceiptsShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = open_deal_or_404(request, pk)
        rows = Receipt.objects.visible_to(request.user).filter(deal=deal)
        return Response({"results": [shown_receipt(row) for row in rows.order_by("position")]})

    @extend_schema(
        operation_id="receipt_create",
        summary="Add a receipt",
        parameters=[KEY],
        request=shapes.ReceiptTerms,
        responses={201: shapes.ReceiptShape, 200: shapes.ReceiptShape, **ANSWERS},
    )
    def post(self, request, pk):
        deal = editable_deal_or_403(request, open_deal_or_404(request, pk).pk)
        terms = {"currency": deal.currency, **self.sent(shapes.ReceiptTerms)}
        form = ReceiptForm(typed(terms), instance=Receipt(deal=deal))
        if not form.is_valid():
            return Response({"errors": form.errors}, status=400)

        def make():
            # Each has a place of its own, however many arrive together.
            hold(deal)
            return str(form.save().position)

        made, is_new = once(request, make)
        row = receipt_or_404(request, deal, made)
        return tagged(shown_receipt(row), row.revision, 201 if is_new else 200)


class OneReceipt(Resource):
    """One receipt of a deal, by its place."""

    @extend_schema(
        operation_id="receipt_read",
        summary="A receipt",
        responses={200: shapes.ReceiptShape, 404: MISSING},
    )
    def get(self, request, pk, position):
        row = receipt_or_404(request, open_deal_or_404(request, pk), position)
        return tagged(shown_receipt(row), row.revision)

    @extend_schema(
        operation_id="receipt_change",
        summary="Change a receipt",
        parameters=[IF_MATCH],
        request=shapes.ReceiptTerms,
        responses={200: shapes.ReceiptShape, **ANSWERS, 412: CHANGED, 428: UNSEEN},
    )
    def patch(self, request, pk, position):
        return self._write(request, pk, position, self._change)

    @extend_schema(
        operation_id="receipt_remove",
        summary="Take out a receipt that was entered by mistake",
        parameters=[IF_MATCH],
        responses={204: None, **ANSWERS, 412: CHANGED, 428: UNSEEN},
    )
    def delete(self, request, pk, position):
        return self._write(request, pk, position, lambda row, _terms: row.delete())

    def _write(self, request, pk, position, act):
        deal = editable_deal_or_403(request, open_deal_or_404(request, pk).pk)
        receipt_or_404(request, deal, position)
        seen, terms = seen_revision(request), self.sent(shapes.ReceiptTerms)
        try:
            with transaction.atomic():
                row = receipt_or_404(request, deal, position, is_held=True)
                check_revision(row, seen)
                faults = act(row, terms)
        except StaleRecord:
            fresh = receipt_or_404(request, deal, position)
            return stale(shown_receipt(fresh), dict(terms), fresh.revision)
        if request.method == "DELETE":
            return Response(status=204)
        if faults:
            return Response({"errors": faults}, status=400)
        return tagged(shown_receipt(row), row.revision)

    @staticmethod
    def _change(row, terms):
        stored = {name: getattr(row, name) for name in ReceiptForm._meta.fields}
        form = ReceiptForm(
            {**typed(stored), **typed(terms), "seen_revision": str(row.revision)}, instance=row
        )
        if form.is_valid():
            form.save()
        return form.errors


def receipt_or_404(request, deal, position, *, is_held=False):
    rows = Receipt.objects.visible_to(request.user)
    if is_held:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(deal=deal, position=position).order_by("pk").first()
    if row is None:
        raise Http404
    return row


def typed(values):
    """The same as a form takes them: text, and nothing for what is unknown."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


def shown_receipt(row):
    return {
        "position": row.position,
        "period": row.period,
        "day": row.day,
        "territory": row.territory,
        "amount": None if row.amount is None else f"{row.amount:f}",
        "currency": row.currency,
        "rate": row.rate,
        "document": row.document,
        "revision": row.revision,
    }
