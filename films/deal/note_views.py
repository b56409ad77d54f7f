"""What the parties say to each other about a deal, and what a company keeps to itself.

A row is named in addresses by the moment it was written at: a number would count the rows of
deals that the reader knows nothing of.
"""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod.editing.forms import STALE
from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.acts import Hands
from films.deal.deal import Comment, Note
from films.deal.deleting import deletes
from films.deal.reaching import (
    acting_company_or_403,
    current_version,
    open_deal_or_404,
    workspace,
)
from films.deal.tabs import tabs
from films.deal.version import Version
from films.deal.version_forms import CommentForm, NoteForm

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def moment_of(row) -> int:
    return (row.at - BEGINNING) // MICROSECOND


def written_at(moment):
    """Which row an address names: by the moment at which it was written."""
    try:
        return {"at": BEGINNING + moment * MICROSECOND}
    except OverflowError as far:
        raise Http404 from far


def named(rows, moment):
    """The row that was written at this moment, among those that exist for the person."""
    found = rows.filter(**written_at(moment)).first()
    if found is None:
        raise Http404
    return found


@workspace
@require_safe
def notes(request, pk):
    return show_notes(request, open_deal_or_404(request, pk))


def show_notes(request, deal, *, comment_form=None, note_form=None, status=200):
    user = request.user
    hands = Hands.of(user, deal)
    versions = visible_versions(user, deal)
    if hands.writes:
        comment_form = comment_form or CommentForm(versions=versions)
        note_form = note_form or NoteForm()
    comments = Comment.objects.visible_to(user).filter(deal=deal).order_by("-at", "-pk")
    kept = Note.objects.visible_to(user).filter(deal=deal).order_by("-at", "-pk")
    changeable = set(Note.objects.editable_by(user).filter(deal=deal).values_list("pk", flat=True))
    current = current_version(user, deal)
    context = {
        "deal": deal,
        "version": current,
        "tabs": tabs(deal, current, request.path),
        "comments": [
            {"row": one, "moment": moment_of(one), "is_own": one.author_id == user.pk}
            for one in comments.select_related("company", "author", "version")
        ],
        "notes": [
            {"row": one, "moment": moment_of(one), "is_own": one.pk in changeable}
            for one in kept.select_related("company", "author")
        ],
        "company": hands.writes[0] if hands.writes else None,
        "comment_form": comment_form,
        "note_form": note_form,
    }
    return render(request, "deals/notes.html", context, status=status)


def visible_versions(user, deal):
    return Version.objects.visible_to(user).filter(deal=deal).order_by("-number")


# Adding


@workspace
@require_POST
def comment_add(request, pk):
    deal = open_deal_or_404(request, pk)
    company = acting_company_or_403(request.user, deal)
    form = CommentForm(request.POST, versions=visible_versions(request.user, deal))
    if not form.is_valid():
        return show_notes(request, deal, comment_form=form, status=400)
    return add(request, deal, company, form, _("The comment is written: everybody reads it."))


@workspace
@require_POST
def note_add(request, pk):
    deal = open_deal_or_404(request, pk)
    company = acting_company_or_403(request.user, deal)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show_notes(request, deal, note_form=form, status=400)
    return add(request, deal, company, form, _("The note is kept: only your company reads it."))


def add(request, deal, company, form, sentence):
    """Write a row down, once: the same text right after itself is a second press of the button."""
    row = form.save(commit=False)
    row.deal, row.company, row.author, row.at = deal, company, request.user, timezone.now()
    with transaction.atomic():
        negotiation.hold(deal)
        written = type(row).objects.visible_to(request.user).filter(deal=deal)
        last = written.filter(company=company, author=request.user).order_by("-at", "-pk").first()
        if last is not None and same(last, row, form):
            messages.info(request, _("This stands there already."))
        else:
            row.save()
            messages.success(request, sentence)
    return after(row)


def same(last, row, form):
    return all(getattr(last, name) == getattr(row, name) for name in form._meta.fields)


def after(row):
    """Where the row is read: at its version, or with all others."""
    version = getattr(row, "version", None)
    return redirect(version) if version else redirect("deals:notes", row.deal_id)


# Changing


def own_comment(request, deal, moment):
    comments = Comment.objects.visible_to(request.user).filter(deal=deal, author=request.user)
    acting_company_or_403(request.user, deal)
    return named(comments, moment)


def own_note(request, deal, moment):
    readable = Note.objects.visible_to(request.user).filter(deal=deal)
    found = named(readable, moment)
    if not Note.objects.editable_by(request.user).filter(pk=found.pk).exists():
        raise PermissionDenied(_("You may read this deal, but not change it."))
    return found


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request, pk, moment):
    deal = open_deal_or_404(request, pk)
    row = own_comment(request, deal, moment)
    form = CommentForm(request.POST or None, instance=row)
    return edited(request, deal, row, form, moment, "comment")


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request, pk, moment):
    deal = open_deal_or_404(request, pk)
    row = own_note(request, deal, moment)
    return edited(request, deal, row, NoteForm(request.POST or None, instance=row), moment, "note")


def edited(request, deal, row, form, moment, kind):
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                form.save()
            except StaleRecord:
                # Between reading and saving: the same form once more finds it stale.
                return redirect(request.path)
            messages.success(request, _("Saved."))
            return after(row)
        status = 409 if form.has_error(NON_FIELD_ERRORS, STALE) else 400
    current = current_version(request.user, deal)
    context = {
        "deal": deal,
        "version": current,
        "tabs": tabs(deal, current, request.path),
        "form": form,
        "kind": kind,
        "moment": moment,
        "conflict": form.conflict() if status == 409 else None,
    }
    return render(request, "deals/note_form.html", context, status=status)


@workspace
@require_POST
@deletes(Comment, back="deals:notes", named=written_at)
def comment_delete(request, pk, moment):
    deal = open_deal_or_404(request, pk)
    return deleted(request, own_comment(request, deal, moment), _("The comment is deleted."))


@workspace
@require_POST
@deletes(Note, back="deals:notes", named=written_at)
def note_delete(request, pk, moment):
    deal = open_deal_or_404(request, pk)
    return deleted(request, own_note(request, deal, moment), _("The note is deleted."))


def deleted(request, row, sentence):
    with transaction.atomic():
        negotiation.hold(row.deal)
        stored = type(row).objects.visible_to(request.user).filter(pk=row.pk).first()
        if stored is None:
            raise Http404
        if str(stored.revision) != request.POST.get("seen_revision", ""):
            messages.error(request, str(StaleRecord(stored)))
        else:
            stored.delete()
            messages.success(request, sentence)
    return redirect("deals:notes", row.deal_id)
