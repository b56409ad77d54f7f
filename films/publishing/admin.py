"""Admin of what was published; publishing and withdrawing are acts of the parties."""

from django.contrib import admin

from coprod.editing.choices import chosen_filter
from films.deal.admin import ViewOnly
from films.deal.admin_base import DealRowAdmin
from films.publishing.models import Publication


@admin.register(Publication)
class PublicationAdmin(ViewOnly, DealRowAdmin):
    list_display = ["deal", "parts", "user", "at", "withdrawn_at"]
    list_select_related = ["deal", "user"]
    list_filter = [chosen_filter(Publication, "deal"), chosen_filter(Publication, "user")]
    fields = ["deal", "version", "source", "parts", "user", "at", "withdrawn_at"]
