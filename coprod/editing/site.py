"""The administration as a whole: its name, its order, and choosing by typing."""

from collections import defaultdict

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coprod.text import alphabetical

# (name, heading, folders): what is edited together stands together. A table belongs to the first
# group that names its folder or one above.
GROUPS = [
    (
        "register",
        _("The register"),
        ("films.register.", "films.exchange.", "partners.company.", "partners.funding."),
    ),
    ("law", _("Countries and treaties"), ("partners.country.", "partners.treaty.")),
    ("words", _("Sources and words"), ("partners.source.", "films.vocabulary.")),
    ("deals", _("Deals"), ("films.",)),
    ("people", _("People with accounts"), ("",)),
]


class Choices(AutocompleteJsonView):
    """The rows offered while somebody types."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        self.admin_site.note(self.request, context["object_list"])
        return context


class EditingSite(admin.AdminSite):
    site_header = _("coprod: editing the register")
    site_title = _("coprod")
    index_title = _("What is edited here")

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        if app_label is not None:
            return found
        tables = [table for app in found for table in app["models"]]
        tables.sort(key=lambda table: alphabetical(str(table["name"])))
        groups = []
        for name, heading, folders in GROUPS:
            here = [one for one in tables if one["model"].__module__.startswith(folders)]
            tables = [one for one in tables if one not in here]
            if here:
                url = f"{reverse('admin:index')}#{name}-{here[0]['object_name'].lower()}"
                groups.append({"name": heading, "app_label": name, "app_url": url, "models": here})
        return groups

    def autocomplete_view(self, request):
        return Choices.as_view(admin_site=self)(request)

    def note(self, request, rows):
        """Naming a row is reading it: the admin pages of secret rows keep that."""
        found = defaultdict(list)
        for row in rows:
            found[type(row)].append(row)
        for model, named in found.items():
            page = self.get_model_admin(model) if self.is_registered(model) else None
            if hasattr(page, "note"):
                page.note(request, *named)
