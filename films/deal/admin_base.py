"""What the admin pages of every part of a deal stand on."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coprod.editing.choices import readable_rows
from coprod.editing.secret import DeleteOpen, SecretInline, SecretRecordAdmin
from films.deal.deal import Deal, DealParty
from films.deal.noting import note
from films.deal.version import Version, VersionPart


class OfDeal:
    """Pages of rows of a deal: ``to_deal`` leads from a row to it."""

    to_deal = "deal"

    def note(self, request, *rows):
        note(request, dict.fromkeys(self._deal_of(row) for row in rows))

    def note_gone(self, request, *entries):
        link, *further = self.to_deal.split("__")
        keys = {getattr(entry, f"{link}_id" if link else "id") for entry in entries}
        if further:
            above = readable_rows(self.model._meta.get_field(link).related_model, request.user)
            keys = above.filter(pk__in=keys).order_by().values_list("__".join(further), flat=True)
        note(request, keys)

    def _deal_of(self, row):
        *above, last = self.to_deal.split("__") if self.to_deal else ["pk"]
        for name in above:
            row = getattr(row, name)
        return getattr(row, last if last == "pk" else f"{last}_id")


def fixed_fields(model):
    """Links into the same deal or version: what a row belongs to and counts for is changed on the
    pages of the workspace, which offer only what belongs together."""
    within = (Deal, DealParty, Version, VersionPart)
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.remote_field and issubclass(field.remote_field.model, within)
    ]


class DealRowAdmin(OfDeal, SecretRecordAdmin):
    """Rows of a deal that are no terms of its agreement."""

    found_through = "deal"
    list_select_related = ["deal"]

    def get_readonly_fields(self, request, obj=None):
        fixed = fixed_fields(self.model) if obj else [
            name for name in fixed_fields(self.model) if name != "deal"
        ]  # fmt: skip
        return [*super().get_readonly_fields(request, obj), *fixed]


class OfVersion(OfDeal):
    """Pages of the terms of a version: frozen with it."""

    to_deal = "version__deal"

    def is_open(self, row):
        if row is None or isinstance(row, Deal):
            return True
        version = row if isinstance(row, Version) else row.version
        return version.frozen_at is None

    def frozen_sentence(self, row):
        version = row if isinstance(row, Version) else row.version
        return _("Version %(number)s was proposed and is frozen: begin a new one.") % {
            "number": version.number
        }


def move_on(versions):
    """Sheets of these drafts that are open elsewhere are stale now."""
    drafts = Version.objects.for_the_product("an admin has changed a term of a draft")
    for version in drafts.filter(pk__in=versions, frozen_at__isnull=True):
        version.save()


class DeleteTerms(DeleteOpen):
    def perform(self, rows, data, why):
        versions = {row.version_id for row in rows}
        count = super().perform(rows, data, why)
        move_on(versions)
        return count


class FrozenFilter(admin.SimpleListFilter):
    title = gettext_lazy("frozen")
    parameter_name = "frozen"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        if self.value() not in {"yes", "no"}:
            return queryset
        return queryset.filter(version__frozen_at__isnull=self.value() == "no")


class VersionRowAdmin(OfVersion, SecretRecordAdmin):
    """Terms of a version; they are added on its sheets, where they find their place."""

    acts = [DeleteTerms()]
    found_through = "version__deal"
    list_select_related = ["version__deal"]
    list_filter = [FrozenFilter]

    @admin.display(description=gettext_lazy("deal"), ordering="version__deal__title")
    def deal(self, row):
        return str(row.version.deal)

    def has_add_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *fixed_fields(self.model)]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            move_on([form.instance.version_id])

    def delete_model(self, request, obj):
        version = obj.version_id
        super().delete_model(request, obj)
        move_on([version])


class DealInline(SecretInline):
    """Rows edited on the page of their deal."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self._fixed()]

    def _fixed(self):
        above = {Deal, Version}
        return [
            name
            for name in fixed_fields(self.model)
            if self.model._meta.get_field(name).remote_field.model not in above
        ]


class TermInline(OfVersion, DealInline):
    """Terms edited on the page of their version, or of the term they belong to."""

    can_be_added = False

    def has_add_permission(self, request, obj=None):
        return self.can_be_added and super().has_add_permission(request, obj) and self.is_open(obj)
