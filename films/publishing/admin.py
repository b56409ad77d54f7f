"""Admin of what was published; publishing and withdrawing are acts of the parties."""

from django.contrib import admin

from coprod.editing.choices import chosen_filter
from films.deal.admin import ViewOnly
from films.deal.admin_base import DealRowAdmin
from films.publishing.models import Announcement, Publication, PublicationConsent


@admin.register(Publication)
class PublicationAdmin(ViewOnly, DealRowAdmin):
    list_display = ["deal", "parts", "user", "at", "withdrawn_at"]
    list_select_related = ["deal", "user"]
    list_filter = [chosen_filter(Publication, "deal"), chosen_filter(Publication, "user")]
    fields = ["deal", "version", "source", "parts", "user", "at", "withdrawn_at"]


@admin.register(Announcement)
class AnnouncementAdmin(ViewOnly, DealRowAdmin):
    list_display = ["film", "deal", "company", "user", "at", "withdrawn_at"]
    list_select_related = ["deal", "film", "company", "user"]
    list_filter = [chosen_filter(Announcement, "deal"), chosen_filter(Announcement, "company")]
    found_by = ["film__search_text"]
    fields = ["deal", "film", "company", "source", "participations", "user", "at", "withdrawn_at"]


@admin.register(PublicationConsent)
class PublicationConsentAdmin(ViewOnly, DealRowAdmin):
    list_display = ["company", "deal", "version", "parts", "user", "at"]
    list_select_related = ["deal", "version", "company", "user"]
    list_filter = [
        chosen_filter(PublicationConsent, "deal"),
        chosen_filter(PublicationConsent, "company"),
    ]
    fields = ["deal", "version", "company", "parts", "user", "at", "publication"]
