"""The page of a sheet: a ledger that saves as it is typed, with its answer beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from coprod.exchange.faults import BadInput
from coprod.records import StaleRecord
from films.calculators.asking import Asked
from films.calculators.files import FORMATS
from films.calculators.grid.cell import DoesNotFit
from films.calculators.grid.ledger import blocks, fields, places, readings, shown_faults
from films.calculators.state import as_text
from films.calculators.views import answered
from films.deal import merging
from films.deal.reaching import (
    asked_once,
    deal_or_404,
    may_edit,
    version_meant,
    version_or_404,
    workspace,
)
from films.deal.saving import Clashed, Saved, save, save_together
from films.deal.sheet import DealSheet
from films.deal.sheet_form import ROW_ACTS, asked_by_form, base_of
from films.deal.sheet_words import Difference, in_words
from films.deal.tabs import tabs
from films.deal.version import Version

__all__ = ["file_of", "page_of", "paths_of", "save", "save_page", "show_page"]
# What a button of the conflict says: whose value is taken where both changed one cell.
PREFERENCES = {"keep": "typed", "theirs": "stored"}


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
        # Judged before anything is stored: a refusal that has stored would be a lie.
        asked_once(request, "more")
        deal = deal_or_404(request, pk)
        version = version_or_404(request, deal, number)
        if request.method == "POST":
            return save_page(request, sheet, version_meant(request, version))
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
        asked = Asked(given)
        status, found = answered(sheet.desk, asked)
        if "answer" not in found:
            lines = [f"{one.path}: {one.fault} {one.remedy}" for one in asked.faults]
            lines += [
                f"{one['code']}: {one['message']} {one['remedy']}" for one in found["problems"]
            ]
            return HttpResponse(
                "\n".join(lines) or gettext("The sheet is empty: fill it first."),
                status=max(status, 400),
                content_type="text/plain; charset=utf-8",
            )
        name = f"{sheet.slug}-version-{version.number}"
        note = gettext("%(deal)s, version %(number)s: confidential to the parties.") % {
            "deal": deal.title,
            "number": version.number,
        }
        return FORMATS[ending](name, given, found["answer"].as_json(gettext), note)

    view.__name__ = f"sheet_{sheet.slug}_{ending}".replace("-", "_")
    return view


def save_page(request, sheet: DealSheet, version: Version):
    """What was typed is stored where it can be read, whatever the calculation says of it."""
    if not may_edit(request.user, version):
        refusal = gettext("This version is not yours to change, or was proposed.")
        if request.htmx:
            # Whoever has the sheet open is told there, and keeps what was typed.
            return HttpResponseForbidden(refusal, content_type="text/plain; charset=utf-8")
        raise PermissionDenied(refusal)
    try:
        asked = asked_by_form(request, sheet.sheet, sheet.desk.fill_in)
    except BadInput as bad:
        return show_page(request, sheet, version, Asked({}, faults=bad.faults), base="")
    return save_asked(request, sheet, version, asked)


def save_asked(request, sheet: DealSheet, version: Version, asked: Asked):
    """Store an input and answer: where it went, what could not be stored, who else was there."""
    act, _colon, what = request.POST.get("act", "").partition(":")
    base = base_of(request)
    try:
        if base is None:
            stored = save(sheet, version, asked.given, request.POST.get("seen_revision", ""))
            saved = Saved(stored, base=sheet.input_of(stored))
        else:
            prefer = PREFERENCES.get(act, "")
            saved = save_together(sheet, version, asked.given, base, prefer)
    except BadInput as bad:
        asked.faults = bad.faults
        return show_page(request, sheet, version, asked, base=base or "")
    except (Clashed, StaleRecord) as conflict:
        return show_conflict(request, sheet, version, asked, conflict)
    version = saved.version
    others = in_words(sheet.sheet, saved.others, saved.base, sheet.input_of(version))
    if saved.faults:
        asked.faults = saved.faults
        return show_page(
            request, sheet, version, asked, base=saved.base, is_saved=True, others=others
        )
    if request.htmx:
        asked = Asked(sheet.input_of(version), typed=None if act in ROW_ACTS else asked.typed)
        return show_page(
            request, sheet, version, asked, base=saved.base, is_saved=True, others=others
        )
    messages.success(request, gettext("Saved."))
    if others:
        told = "; ".join(f"{one.place}: {one.old} → {one.new}" for one in others[:10])
        text = gettext("Somebody else changed this sheet as well, and both are kept: %(told)s")
        messages.info(request, text % {"told": told})
    return redirect(address_of(request, sheet, version) + where_to_go_on(act, what))


def address_of(request, sheet: DealSheet, version: Version, ending: str = "") -> str:
    """The page of the sheet, or one of its files, wherever the request came in."""
    name = f"{request.resolver_match.namespace}:{sheet.slug}"
    return reverse(f"{name}-{ending}" if ending else name, args=[version.deal_id, version.number])


def where_to_go_on(act: str, what: str) -> str:
    """After asking for empty rows: the first of them; after moving a row: its table."""
    table = what.partition("-")[0]
    if not table.isalpha():
        return ""
    if act == "add":
        return f"?more={table}#{table}"
    return f"#{table}" if act in ROW_ACTS else ""


def show_page(
    request,
    sheet,
    version,
    asked,
    *,
    base=None,
    is_saved=False,
    others=(),
    conflict=(),
    status=200,
):
    """The page, or for htmx the answer alone; ``base`` is what the cells stand for."""
    question = Asked(faults=asked.faults)
    if not asked.faults:
        question.given = sheet.asked(version, asked.given)
    elif is_saved:
        # What could be stored is answered, beside the faults of what could not.
        question = Asked(sheet.question(version))
    _code, answer = answered(sheet.desk, question)
    asked.faults = asked.faults or question.faults
    context = {
        **page_context(request, sheet, version, asked),
        **answer,
        "base": as_text(asked.given if base is None else base),
        "conflict": conflict,
        "others": others,
        "is_saved": is_saved,
        "query": "deal",
    }
    if sheet.aside:
        context.update(sheet.aside(version, asked.given or {}, answer))
    if request.htmx:
        return render(request, sheet.live_template, context)
    if not conflict:
        status = 400 if request.method == "POST" and asked.faults else 200
    return render(request, sheet.template, context, status=status)


def page_context(request, sheet, version, asked):
    given = asked.given if isinstance(asked.given, dict) else {}
    is_editable = may_edit(request.user, version)
    action = address_of(request, sheet, version)
    try:
        filled = sheet.sheet.fill(given)
    except DoesNotFit:
        # A ledger without its rows would take them away as soon as it is saved.
        filled, is_editable = sheet.sheet.fill({}), False
    known = places(sheet.sheet, filled, asked.typed)
    told = shown_faults(asked.faults, known)
    faulty = {one.cell for one in told}
    return {
        "sheet": sheet,
        "desk": sheet.desk,
        "title": gettext(sheet.title),
        "lead": gettext(sheet.lead),
        "deal": version.deal,
        "version": version,
        "tabs": tabs(version.deal, version, action),
        "is_editable": is_editable,
        "action": action,
        "fields": fields(sheet.sheet, filled, faulty),
        "blocks": blocks(sheet.sheet, filled, faulty, asked_once(request, "more")),
        "rest": as_text(filled.rest) if filled.rest else "",
        "suggestions": sheet.suggestions() if sheet.suggestions and not request.htmx else {},
        "faults": told,
        "readings": readings(sheet.sheet, asked.typed),
        "files": [(one, address_of(request, sheet, version, one)) for one in FORMATS],
    }


def show_conflict(request, sheet, version, asked, conflict):
    """Somebody else changed the same cells: both values, and what was typed stays on the page.

    The sheet then holds the changes of both, and at the cells in question what was typed here.
    """
    fresh = Version.objects.visible_to(request.user).select_related("deal").get(pk=version.pk)
    fresh.deal = version.deal
    stored = sheet.input_of(fresh)
    if isinstance(conflict, Clashed):
        told: list[Any] = [
            merging.Told(one.place, one.stored, one.typed) for one in conflict.clashes
        ]
        base = base_of(request)
        if not request.htmx:
            asked, stored = Asked(conflict.given), conflict.stored
    else:
        told, base = merging.differences(stored, asked.given), None if request.htmx else stored
    words: list[Difference] = in_words(sheet.sheet, told, stored, asked.given)
    return show_page(
        request,
        sheet,
        fresh,
        asked,
        base=base,
        conflict=words or [Difference(gettext(sheet.title), "–", "–")],
        status=409,
    )
