"""What goes with a row that is deleted, and what forbids it: named without a query for each."""

from collections import Counter

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.db.models import PROTECT, Count, Window
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coprod.editing.choices import foreign_keys
from coprod.secrecy import SecretRow

ROWS_NAMED = 20


class _Everything(NestedObjects):
    """Collects rows with all they are named after; of those that forbid, no more than are named."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.more = Counter()

    def related_objects(self, related_model, related_fields, objs):
        rows = super().related_objects(related_model, related_fields, objs)
        rows = rows.select_related(*foreign_keys(related_model))
        if any(field.remote_field.on_delete is not PROTECT for field in related_fields):
            return rows
        named = rows.annotate(of_all=Window(Count("pk"))).order_by("pk")[:ROWS_NAMED]
        self.more[related_model] += max((row.of_all - len(named) for row in named), default=0)
        return named


def deleted_objects(rows, request, site):
    """(tree of what is deleted, {kind: count}, kinds that may not be deleted, what forbids it)."""
    rows = list(rows)
    if not rows:
        return [], {}, set(), []
    collector = _Everything(using=router.db_for_write(type(rows[0])), origin=rows)
    collector.collect(rows)
    forbidding = collector.protected | _losing_a_link(collector.model_objs)
    shown = [row for row in forbidding if not _is_secret(type(row), site, request)]
    others = collector.model_objs.keys() - {type(rows[0])}
    secret = {model for model in others if _is_secret(model, site, request)}
    more = {one: count for one, count in collector.more.items()
            if not _is_secret(one, site, request)}  # fmt: skip
    named = _named(shown, more, site)
    if secret or len(shown) < len(forbidding):
        # Neither what it is nor how much of it.
        named.append(_("something that is not shown to you"))
    open_kinds = {one: rows for one, rows in collector.model_objs.items() if one not in secret}
    lacking = {
        model._meta.verbose_name
        for model in open_kinds
        if site.is_registered(model)
        and not site.get_model_admin(model).has_delete_permission(request)
    }
    site.note(request, [row for found in open_kinds.values() for row in found] + shown)
    counts = {
        model._meta.verbose_name_plural: len(found)
        for model, found in open_kinds.items()
        if not model._meta.auto_created
    }
    tree = [] if secret else collector.nested(lambda row: _link(row, site))
    return tree, counts, lacking, named


def _is_secret(model, site, request):
    """Whether rows of this kind are shown to fewer people than this one."""
    if site.is_registered(model):
        return not site.get_model_admin(model).has_view_permission(request)
    return issubclass(model, SecretRow) and not request.user.is_superuser


def _losing_a_link(collected):
    """Rows that stay but would lose what they chose, without an entry in their history."""
    losing = set()
    for model, links in collected.items():
        owner = model._meta.auto_created
        if owner:
            chosen = {field.remote_field.through: field for field in owner._meta.local_many_to_many}
            name = chosen[model].m2m_field_name()
            losing |= {getattr(link, name) for link in links} - collected.get(owner, set())
    return losing


def _named(rows, more, site):
    """The first rows by name, the others by number."""
    rows = sorted(rows, key=lambda row: (row._meta.label, row.pk))
    named = [_link(row, site) for row in rows[:ROWS_NAMED]]
    others = Counter(type(row) for row in rows[ROWS_NAMED:]) + Counter(more)
    return named + [
        _("%(count)d more: %(kind)s") % {"count": count, "kind": kind._meta.verbose_name_plural}
        for kind, count in others.items()
    ]


def _link(row, site):
    if row._meta.auto_created:
        return " – ".join(str(getattr(row, name)) for name in foreign_keys(type(row)))
    kind = capfirst(row._meta.verbose_name)
    try:
        name = f"{site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
        url = reverse(name, args=[quote(row.pk)])
    except NoReverseMatch:
        return f"{kind}: {row}"
    return format_html('{}: <a href="{}">{}</a>', kind, url, row)
