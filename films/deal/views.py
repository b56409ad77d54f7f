"""Logging a deal, editing it, moving it from stage to stage."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coprod.records import StaleRecord
from films.deal import negotiation, parties, stages
from films.deal.deal import Deal, DealParty
from films.deal.forms import DealForm, NewDealForm, NewParties
from films.deal.reaching import current_version, editable_deal_or_403, workspace
from films.deal.tabs import tabs
from partners.access.companies import WRITERS, own_companies


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Log a deal: its first draft is begun, and the finance plan is the next page."""
    if not own_companies(request.user, *WRITERS).exists():
        return render(request, "deals/no_company.html", status=403)
    form = NewDealForm(request.POST or None, user=request.user)
    rows = NewParties(request.POST or None, prefix="partners")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        key = key_of(request.user, form.cleaned_data["key"])
        try:
            if logged := already_logged(request.user, key):
                return redirect(logged)  # The second click of two.
            version = log(request.user, key, form, rows, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except IntegrityError:
            if logged := already_logged(request.user, key):
                return redirect(logged)  # The second click, at the same time as the first.
            raise
        else:
            messages.success(request, _("The deal is logged. Nobody but your company sees it yet."))
            return redirect("finance:finance-plan", version.deal_id, version.number)
    context = {"form": form, "rows": rows}
    return render(request, "deals/new.html", context, status=400 if form.is_bound else 200)


def key_of(user, form_key):
    """The deal's id: the same for the same form of the same person, and guessed by nobody."""
    digest = salted_hmac("films.deal.new", f"{user.pk}:{form_key}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def already_logged(user, key):
    return Deal.objects.visible_to(user).filter(pk=key).first()


@transaction.atomic
def log(user, key, form, rows, *, at):
    """The deal with its parties and the first draft of the company that logs it."""
    deal = form.save(commit=False)
    deal.pk, deal.owner = key, form.cleaned_data["owner"]
    deal.film = form.cleaned_data["film"]
    deal.full_clean()
    deal.save(force_insert=True)
    own = DealParty.objects.create(
        deal=deal, company=deal.owner, country=form.cleaned_data["country"], joined_at=at
    )
    roles = {own.pk: form.cleaned_data["role"]}
    for row in rows:
        if not row.has_changed():
            continue
        party = parties.add_party(
            deal,
            country=row.cleaned_data["country"],
            company=row.cleaned_data["company"],
            name=row.cleaned_data["name"],
        )
        roles[party.pk] = row.cleaned_data["role"]
    version = negotiation.begin(deal, company=deal.owner, author=user, at=at)
    for place in version.partners.all():
        place.role, place.is_delegate = roles[place.party_id], place.party_id == own.pk
        place.save()
    return version


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change what a deal is about; the second of two writers is shown both versions."""
    deal = editable_deal_or_403(request, pk)
    form = DealForm(request.POST or None, instance=deal)
    if request.method == "POST":
        try:
            if form.is_valid():
                form.save()
                messages.success(request, _("Saved."))
                return redirect(deal)
        except StaleRecord:
            # Saved between our look and our save: the second look finds the new revision.
            deal = editable_deal_or_403(request, pk)
            form = DealForm(request.POST, instance=deal)
            form.is_valid()
    title = form.initial.get("title", deal.title)
    version = current_version(request.user, deal)
    context = {
        "deal": deal,
        "title": title,
        "version": version,
        "tabs": tabs(deal, version, request.path),
        "form": form,
        "conflicts": [form.conflict()] if form.is_stale else [],
    }
    status = 409 if form.is_stale else 400 if form.errors else 200
    return render(request, "deals/edit.html", context, status=status)


@workspace
@require_POST
def move(request, pk):
    """Move a deal to another stage, or say what stands in the way."""
    deal = editable_deal_or_403(request, pk)
    stage = request.POST.get("stage", "")
    try:
        if stage not in Deal.Stage.values:
            raise ValidationError(_("“%(stage)s” is no stage of a deal.") % {"stage": stage[:20]})
        stages.move(deal, stage)
    except ValidationError as refusal:
        messages.error(request, f"{deal}: {' '.join(refusal.messages)}")
    except StaleRecord as stale:
        messages.error(request, str(stale))
    else:
        messages.success(
            request,
            _("“%(deal)s” is at the stage “%(stage)s” now.")
            % {"deal": deal, "stage": deal.get_stage_display()},
        )
    return back(request, deal)


def back(request, deal):
    """To the page of ours that the act was done on, or to the deal."""
    here = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        return HttpResponseRedirect(here)
    return redirect(deal)
