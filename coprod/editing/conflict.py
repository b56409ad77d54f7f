"""Somebody else was first: both versions of a row, and the page that shows them."""

from dataclasses import dataclass

from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from coprod.editing.values import Line
from coprod.editing.versions import changes_since, latest
from coprod.records import Record


@dataclass(frozen=True)
class Conflict:
    """A row that somebody else changed first: who, when and why, and two versions by field."""

    record: str
    entry: object
    lines: list[Line]


def conflict_with(row, seen):
    """What changed in a stored row since the revision that a page showed."""
    if not isinstance(row, Record):
        return Conflict(str(row), None, [])
    return Conflict(str(row), latest(type(row), row.pk), changes_since(row, seen))


def conflict_page(admin, request, conflicts, *, again=(), button="", gone=""):
    """What was not done, why, and a button to do it all the same.

    A row that is gone has no such button: ``gone`` is where it is brought back.
    """
    seen = {} if gone else {"before": _("When you opened the page"), "after": _("Now")}
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": _("Somebody else was first"),
        "conflicts": conflicts,
        "again": again,
        "button": button,
        "gone": gone,
        **seen,
    }
    return TemplateResponse(request, "admin/conflict.html", context, status=409)
