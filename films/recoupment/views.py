"""Receipts of a deal, statements of a period, and the trial of receipts."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod.editing.forms import conflicts_of
from coprod.exchange.faults import BadInput
from coprod.lists import files
from films.calculators.asking import Asked, from_form
from films.calculators.grid.cell import DoesNotFit
from films.calculators.grid.ledger import blocks, places, readings, shown_faults
from films.calculators.views import answered
from films.deal.deal import Deal
from films.deal.deleting import deletes
from films.deal.negotiation import hold
from films.deal.reaching import (
    asked_once,
    current_version,
    deal_or_404,
    editable_deal_or_403,
    open_deal_or_404,
    version_or_404,
    workspace,
)
from films.deal.tabs import tabs
from films.recoupment import tier_rows
from films.recoupment.forms import ReceiptForm
from films.recoupment.models import Receipt
from films.recoupment.periods import by_period, periods_of
from films.recoupment.sheets import RECOUPMENT, TRIAL
from films.recoupment.showing import shown, statement_lines

# Receipts


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def receipts(request, pk):
    """The receipts on record; whoever may write for the deal adds one."""
    deal = open_deal_or_404(request, pk)
    listed = Receipt.objects.visible_to(request.user).filter(deal=deal)
    last = max((one.position for one in listed), default=0)
    form = ReceiptForm(initial={"currency": deal.currency, "last": last})
    if request.method == "POST":
        deal = editable_deal_or_403(request, pk)
        form = ReceiptForm(request.POST, instance=Receipt(deal=deal))
        if form.is_valid():
            add(request, deal, form)
            return redirect("recoupment:receipts", deal.pk)
    context = {
        **page_of(request, deal),
        "receipts": listed,
        "periods": [one["id"] for one in by_period(listed)],
        "form": form,
    }
    return render(request, "recoupment/receipts.html", context, status=400 if form.errors else 200)


def add(request, deal, form):
    """Whoever adds a receipt waits for whoever does so just now: each has a place of its own, and
    the second press of a button adds none."""
    with transaction.atomic():
        hold(deal)
        since = Receipt.objects.visible_to(request.user).filter(
            deal=deal, position__gt=form.cleaned_data["last"] or 0
        )
        if form.cleaned_data["last"] is not None and any(same(one, form) for one in since):
            messages.info(request, _("This stands there already."))
        else:
            form.save()
            messages.success(request, _("The receipt is on record."))


def same(receipt, form):
    return all(getattr(receipt, name) == getattr(form.instance, name) for name in form._meta.fields)


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request, pk, position):
    """One receipt to correct; the second of two writers is shown both versions."""
    deal = editable_deal_or_403(request, pk)
    with transaction.atomic():
        row = receipt_or_404(request, deal, position)
        form = ReceiptForm(request.POST or None, instance=row)
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("recoupment:receipts", deal.pk)
        context = {
            **page_of(request, deal),
            "receipt": receipt_or_404(request, deal, position),
            "form": form,
            "conflicts": conflicts_of([form]) if form.is_bound else [],
        }
    status = 409 if context["conflicts"] else 400 if form.errors else 200
    return render(request, "recoupment/receipt.html", context, status=status)


@workspace
@require_POST
@deletes(Receipt, back="recoupment:receipts", named=dict)
def receipt_remove(request, pk, position):
    """A receipt that was entered by mistake is taken out, if nobody has changed it since."""
    deal = editable_deal_or_403(request, pk)
    with transaction.atomic():
        row = receipt_or_404(request, deal, position)
        if request.POST.get("seen_revision") == str(row.revision):
            row.delete()
            messages.success(request, _("The receipt is taken out."))
            return redirect("recoupment:receipts", deal.pk)
    messages.error(request, _("Somebody else has changed this receipt since: look at it again."))
    return redirect("recoupment:receipt", deal.pk, position)


def receipt_or_404(request, deal, position):
    """By its place among the receipts of the deal; a database key would count other deals."""
    rows = Receipt.objects.editable_by(request.user).select_for_update(of=("self",))
    found = rows.filter(deal=deal, position=position).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def page_of(request, deal) -> dict[str, Any]:
    version = current_version(request.user, deal)
    can_write = Deal.objects.editable_by(request.user).filter(pk=deal.pk).exists()
    return {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, recoupment_of(version)),
        "is_editable": can_write,
    }


def recoupment_of(version):
    """The tab under which these pages stand."""
    if version is None:
        return ""
    return reverse("recoupment:recoupment", args=[version.deal_id, version.number])


# Statements


@dataclass(frozen=True)
class Column:
    """A column of the file of statements."""

    name: str

    def cell(self, line):
        return getattr(line, self.name)


COLUMNS = [Column(name) for name in ("period", "party", "due", "paid", "debit", "cumulative")]


@workspace
@require_safe
def statement(request, pk, number):
    """What each party is due in one period, is paid, and has had since the first."""
    version = reached(request, pk, number)
    asked = Asked(RECOUPMENT.question(version))
    _status, found = answered(RECOUPMENT.desk, asked)
    figures = found["answer"].figures if "answer" in found else {}
    listed = list(figures.get("periods", {}))
    chosen = chosen_period(request, listed)
    at = listed.index(chosen) if listed else 0
    context = {
        "deal": version.deal,
        "version": version,
        "tabs": tabs(version.deal, version, recoupment_of(version)),
        "faults": shown_faults(asked.faults, {}),
        "problems": found["problems"],
        "period": chosen,
        "periods": listed,
        "is_last": at == len(listed) - 1,
        "lines": [shown(line) for line in statement_lines(figures, chosen)] if chosen else [],
        "of_period": figures.get("periods", {}).get(chosen, {}),
    }
    return render(request, "recoupment/statement.html", context)


def statement_file(ending):
    @workspace
    @require_safe
    def view(request, pk, number):
        version = reached(request, pk, number)
        asked = Asked(RECOUPMENT.question(version))
        _status, found = answered(RECOUPMENT.desk, asked)
        if "answer" not in found:
            lines = [
                f"{one['code']}: {one['message']} {one['remedy']}" for one in found["problems"]
            ]
            return HttpResponse("\n".join(lines), status=422, content_type="text/plain")
        figures = found["answer"].figures
        period = asked_once(request, "period")
        if period:
            chosen_period(request, list(figures["periods"]))
        rows = statement_lines(figures, period)
        name = f"statement-version-{version.number}"
        if ending == "csv":
            return files.csv(name, COLUMNS, rows)
        about = [
            (_("Statement"), str(version.deal)),
            (_("Version"), version.number),
            (_("Currency"), version.currency),
        ]
        return files.xlsx(name, COLUMNS, rows, about)

    view.__name__ = f"statement_{ending}"
    return view


def reached(request, pk, number):
    return version_or_404(request, open_deal_or_404(request, pk), number)


def chosen_period(request, listed):
    """The period that was asked for, or the newest one."""
    name = asked_once(request, "period")
    if name and name not in listed:
        raise Http404
    return name or (listed[-1] if listed else "")


# A trial


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request, pk, number):
    """What receipts that are only thought of would give; nothing of it is stored."""
    deal = deal_or_404(request, pk)
    version = version_or_404(request, deal, number)
    asked = Asked({"periods": periods_of(version)})
    if request.method == "POST":
        try:
            asked = from_form(request, replace(RECOUPMENT.desk, sheet=TRIAL))
        except BadInput as bad:
            asked = Asked({}, faults=bad.faults)
    typed = {"periods": asked.given.get("periods", [])}
    terms = tier_rows.completed(version, tier_rows.input_of(version))
    question = Asked({**terms, **typed}, faults=asked.faults)
    _status, answer = answered(RECOUPMENT.desk, question)
    asked.faults = question.faults
    context = {
        **ledger_of(typed, asked),
        **answer,
        "desk": RECOUPMENT.desk,
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, recoupment_of(version)),
        "action": request.path,
        "is_trial": True,
        "query": "deal",
    }
    template = "calculators/_answer.html" if request.htmx else "recoupment/trial.html"
    is_bad = asked.faults and not request.htmx
    return render(request, template, context, status=400 if is_bad else 200)


def ledger_of(typed, asked):
    try:
        filled = TRIAL.fill(typed)
    except DoesNotFit:
        filled = TRIAL.fill({})
    told = shown_faults(asked.faults, places(TRIAL, filled, asked.typed))
    return {
        "blocks": blocks(TRIAL, filled, {one.cell for one in told}),
        "faults": told,
        "readings": readings(TRIAL, asked.typed),
    }
