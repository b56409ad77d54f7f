"""Addresses of the versions of a deal, of comments, notes and history."""

from django.urls import path

from films.deal import version_views as views

urlpatterns = [
    path("deals/<uuid:pk>/versions/", views.versions, name="versions"),
    path("deals/<uuid:pk>/versions/<int:number>/", views.version, name="version"),
]
