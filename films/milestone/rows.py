"""The page of one row of a deal: added, changed, deleted, and the second writer told."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coprod.records import StaleRecord
from films.deal.reaching import current_version
from films.deal.tabs import tabs


def deal_page(request, template, deal, context, *, here="", status=200):
    """A page under the tabs of a deal; `here` is the tab it belongs to."""
    version = current_version(request.user, deal)
    shell = {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, here or request.path),
    }
    return render(request, template, {**shell, **context}, status=status)


def row_or_404(model, user, deal, uid):
    """A row of the deal that exists for this person."""
    row = model.objects.visible_to(user).filter(deal=deal, uid=uid).first()
    if row is None:
        raise Http404
    return row


def edit(request, make_form, *, back, saved, page):
    """Show a row's form, or save it; `make_form(data)` fills it from the row as it stands now."""
    if request.method != "POST":
        return page(make_form(None), 200)
    form = make_form(request.POST)
    if form.is_valid():
        try:
            save_once(form)
        except StaleRecord:  # Between reading and saving somebody else was quicker.
            form = make_form(request.POST)
            form.is_valid()
        else:
            messages.success(request, saved)
            return redirect(back)
    return page(form, 409 if form.is_stale else 400)


def save_once(form, save=None):
    """Save a form, unless this very form was saved already by a second click; gives the row."""
    if known := form.sent_before():
        return known
    try:
        with transaction.atomic():
            return (save or form.save)()
    except IntegrityError:  # Both clicks at once.
        if known := form.sent_before():
            return known
        raise


def conflict_of(form):
    """Both versions of a row that somebody else changed first, or nothing."""
    is_stale = form.is_bound and form.is_stale and form.has_error(NON_FIELD_ERRORS, "stale")
    return form.conflict() if is_stale else None


def need_seen(request, row):
    """An act on a row is about the row that the person saw."""
    if request.POST.get("seen_revision", "") != str(row.revision):
        raise StaleRecord(row)


def deletion(request, row, *, back, again, done):
    """Delete a row as it was seen; whoever saw an older one is sent to look again."""
    try:
        need_seen(request, row)
    except StaleRecord as stale:
        return again(stale)
    row.delete()
    messages.success(request, done)
    return redirect(back)


def refusals(refusal: ValidationError) -> str:
    return " ".join(str(sentence) for sentence in refusal.messages) or _("This cannot be done.")
