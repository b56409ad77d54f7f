"""The finance plan as a workbook: taken away, and brought back with a preview of what changes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_bounded_json
from films.calculators.asking import Asked
from films.calculators.state import as_text
from films.calculators.views import answered
from films.deal.merging import by_key, differences
from films.deal.reaching import deal_or_404, may_edit, version_or_404, workspace
from films.deal.saving import locked
from films.deal.sheet_views import save_asked
from films.deal.sheet_words import Difference, in_words
from films.deal.tabs import tabs
from films.deal.version import Version
from films.finance.sheets import FINANCE_PLAN
from films.finance.workbook import Workbook
from films.finance.workbook_reading import Uploaded, uploaded

LISTS = (("sources",), ("budget", "lines"), ("fx",))


def paths() -> list:
    start = f"versions/<int:number>/{FINANCE_PLAN.slug}"
    return [
        path(f"{start}/workbook.xlsx", download, name="finance-plan-workbook"),
        path(f"{start}/upload/", upload, name="finance-plan-upload"),
    ]


@workspace
@require_safe
def download(request, pk, number):
    """The plan with formulas, to be edited elsewhere."""
    deal = deal_or_404(request, pk)
    version = version_or_404(request, deal, number)
    given = FINANCE_PLAN.input_of(version)
    _status, found = answered(FINANCE_PLAN.desk, Asked(FINANCE_PLAN.asked(version, given)))
    said = found["answer"].as_json() if "answer" in found else None
    return Workbook(given, said).answer(f"finance-plan-version-{version.number}-edit")


@workspace
@require_POST
def upload(request, pk, number):
    """What an edited workbook would change; and, once that was seen, the change itself."""
    deal = deal_or_404(request, pk)
    version = version_or_404(request, deal, number)
    if not may_edit(request.user, version):
        raise PermissionDenied(_("This version is not yours to change, or was proposed."))
    if request.POST.get("act") == "store":
        return store(request, version)
    if "file" not in request.FILES:
        return HttpResponseBadRequest(_("Choose the workbook first."))
    return preview(request, version)


def store(request, version: Version):
    try:
        given = read_bounded_json(request.POST.get("given", ""))
    except BadInput:
        given = None
    if not isinstance(given, dict):
        return HttpResponseBadRequest(_("Choose the workbook first."))
    return save_asked(request, FINANCE_PLAN, version, Asked(given))


def preview(request, version: Version):
    before = FINANCE_PLAN.input_of(version)
    found = uploaded(request.FILES["file"], before)
    after = tried(version, found) if found.given else before
    context = {
        "deal": version.deal,
        "version": version,
        "tabs": tabs(version.deal, version, ""),
        "faults": found.faults,
        "changes": [] if found.faults else rows_changed(before, after),
        "given": as_text(found.given),
        "base": as_text(before),
    }
    return render(request, "finance/upload.html", context, status=400 if found.faults else 200)


def tried(version: Version, found: Uploaded) -> dict[str, Any]:
    """The plan as it would stand; everything is undone at once, and what fails is noted."""
    with transaction.atomic():
        draft = locked(version)
        try:
            with transaction.atomic():
                FINANCE_PLAN.store(draft, found.given)
        except BadInput as bad:
            found.add(bad.faults)
        after = FINANCE_PLAN.input_of(draft)
        transaction.set_rollback(True)
    return after


@dataclass(frozen=True)
class RowChange:
    """A row that would be added, changed or removed, with its cells before and after."""

    kind: str
    label: str
    cells: list[Difference]


def rows_changed(before: dict[str, Any], after: dict[str, Any]) -> list[RowChange]:
    changes = []
    sheet = FINANCE_PLAN.sheet
    kinds = {"added": _("added"), "changed": _("changed"), "removed": _("removed")}
    for place in LISTS:
        old, new = by_key(rows_at(before, place)), by_key(rows_at(after, place))
        for key in {**old, **new}:
            told = differences(old.get(key), new.get(key), (*place, key))
            if told or (key in old) != (key in new):
                kind = "added" if key not in old else "changed" if key in new else "removed"
                cells = in_words(sheet, told, after, before)
                changes.append(RowChange(kind, kinds[kind], cells))
    return changes


def rows_at(given: dict[str, Any], place: tuple[str, ...]) -> list[dict[str, Any]]:
    node: Any = given
    for name in place:
        node = node.get(name) or {}
    return node if isinstance(node, list) else []
