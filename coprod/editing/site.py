"""The administration as a whole: its name, and choosing by typing."""

from collections import defaultdict

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.translation import gettext_lazy as _


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
