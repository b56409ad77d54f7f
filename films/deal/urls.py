"""Addresses of deals and their versions; the pages that read every part of a deal are added by
``films.workspace.urls``, which includes these."""

from django.urls import path

from films.deal import version_urls, views

urlpatterns = [
    path("deals/new/", views.new, name="new"),
    path("deals/<uuid:pk>/edit/", views.edit, name="edit"),
    path("deals/<uuid:pk>/move/", views.move, name="move"),
    *version_urls.urlpatterns,
]
