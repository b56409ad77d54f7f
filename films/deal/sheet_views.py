"""The page of a sheet: a ledger that saves as it is typed, with its answer beside it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from coprod.exchange.faults import BadInput
from coprod.records import StaleRecord
from films.calculation.leaves import Change, changes
from films.calculators.asking import Asked, from_form
from films.calculators.files import FORMATS
from films.calculators.grid.cell import DoesNotFit
from films.calculators.grid.ledger import blocks, fields, places, shown_faults
from films.calculators.views import answered
from films.deal.reaching import deal_or_404, may_edit, version_or_404, workspace
from films.deal.sheet import DealSheet, without_keys
from films.deal.tabs import tabs
from films.deal.version import Version


def paths_of(sheet: DealSheet) -> list:
    """The routes of a sheet under ``deals/<uuid>/``: page and files."""
    start = f"versions/<int:number>/{sheet.slug}"
    return [
        path(f"{start}/", page_of(sheet), name=sheet.slug),
        *(
            path(f"{start}.{ending}", file_of(sheet, ending), name=f"{sheet.slug}-{ending}")
            for ending in FORMATS
        ),
    ]


def page_of(sheet: DealSheet):
    @workspace
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request, pk, number):
        deal = deal_or_404(request, pk)
        version = version_or_404(request, deal, number)
        if request.method == "POST":
            return save_page(request, sheet, version)
        return show_page(request, sheet, version, Asked(sheet.input_of(version)))

    view.__name__ = f"sheet_{sheet.slug}".replace("-", "_")
    return view


def file_of(sheet: DealSheet, ending: str):
    @workspace
    @require_safe
    def view(request, pk, number):
        deal = deal_or_404(request, pk)
        version = version_or_404(request, deal, number)
        given = sheet.question(version)
        status, found = answered(sheet.desk, Asked(given))
        if "answer" not in found:
            lines = [
                f"{one['code']}: {one['message']} {one['remedy']}" for one in found["problems"]
            ]
            return HttpResponse(
                "\n".join(lines) or gettext("The sheet is empty: fill it first."),
                status=max(status, 400),
                content_type="text/plain; charset=utf-8",
            )
        name = f"{sheet.slug}-version-{version.number}"
        return FORMATS[ending](name, given, found["answer"].as_json(gettext))

    view.__name__ = f"sheet_{sheet.slug}_{ending}".replace("-", "_")
    return view


def save(sheet: DealSheet, version: Version, given: Any, seen: str) -> Version:
    """Store what was typed, if the version is still the one that was seen.

    Raises `BadInput`, or `StaleRecord` when somebody else saved first; then nothing is stored.
    """
    with transaction.atomic():
        drafts = Version.objects.for_the_product("the draft that this person may write")
        stored = drafts.select_for_update().get(pk=version.pk)
        stored.deal = version.deal
        if str(stored.revision) != seen:
            raise StaleRecord(stored)
        sheet.store(stored, given)
        stored.save()
    return stored


def save_page(request, sheet: DealSheet, version: Version):
    """What was typed is stored where it can be read, whatever the calculation says of it."""
    if not may_edit(request.user, version):
        raise PermissionDenied(gettext("This version is not yours to change, or was proposed."))
    try:
        asked = from_form(request, replace(sheet.desk, sheet=sheet.sheet))
    except BadInput as bad:
        return show_page(request, sheet, version, Asked({}, faults=bad.faults))
    seen = request.POST.get("seen_revision", "")
    try:
        version = save(sheet, version, asked.given, seen)
    except BadInput as bad:
        asked.faults = bad.faults
    except StaleRecord:
        return show_conflict(request, sheet, version, asked)
    else:
        asked = Asked(sheet.input_of(version), typed=asked.typed)
        if not request.htmx:
            messages.success(request, gettext("Saved."))
            return redirect(request.path)
    return show_page(request, sheet, version, asked, is_saved=not asked.faults)


def show_page(request, sheet, version, asked, *, is_saved=False, conflict=(), status=200):
    question = Asked(faults=asked.faults)
    if not asked.faults:
        question.given = sheet.asked(version, asked.given)
    code, answer = answered(sheet.desk, question)
    asked.faults = question.faults
    context = {
        **page_context(request, sheet, version, asked),
        **answer,
        "conflict": conflict,
        "is_saved": is_saved,
        "is_live": bool(request.htmx),
        "query": "deal",
    }
    if sheet.aside:
        context.update(sheet.aside(version, asked.given or {}, answer))
    if request.htmx:
        return render(request, "deals/_live.html", context)
    return render(request, sheet.template, context, status=status if conflict else code_of(code))


def code_of(code: int) -> int:
    """Terms that give no figure are stored all the same: the page is no refusal."""
    return 400 if code == 400 else 200


def page_context(request, sheet, version, asked):
    given = asked.given if isinstance(asked.given, dict) else {}
    try:
        filled = sheet.sheet.fill(given)
    except DoesNotFit:
        filled = sheet.sheet.fill({})
    known = places(sheet.sheet, filled, asked.typed)
    told = shown_faults(asked.faults, known)
    faulty = {one.cell for one in told}
    is_editable = may_edit(request.user, version)
    return {
        "sheet": sheet,
        "desk": sheet.desk,
        "title": gettext(sheet.title),
        "lead": gettext(sheet.lead),
        "deal": version.deal,
        "version": version,
        "tabs": tabs(version.deal, version, request.path),
        "is_editable": is_editable,
        "action": request.path,
        "fields": fields(sheet.sheet, filled, faulty),
        "blocks": blocks(sheet.sheet, filled, faulty, request.GET.get("more", "")),
        "rest": "",
        "faults": told,
        "files": [
            (ending, reverse(f"{request.resolver_match.namespace}:{sheet.slug}-{ending}",
                             args=[version.deal_id, version.number]))
            for ending in FORMATS
        ],
    }  # fmt: skip


def show_conflict(request, sheet, version, asked):
    """Somebody else saved first: both versions, and what was typed stays on the page."""
    fresh = Version.objects.visible_to(request.user).select_related("deal").get(pk=version.pk)
    return show_page(
        request,
        sheet,
        fresh,
        asked,
        conflict=differences(sheet.input_of(fresh), asked.given),
        status=409,
    )


def differences(stored: Any, typed: Any) -> list[Change]:
    """Wherever what is stored now and what was typed here differ."""
    return changes(without_keys(stored), without_keys(typed))
