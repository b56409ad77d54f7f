"""Addresses of deals, their parties and versions."""

from django.urls import path

from films.deal import version_urls, views

app_name = "deals"
urlpatterns = [
    path("deals/", views.deals, name="deals"),
    path("deals/<uuid:pk>/", views.deal, name="deal"),
    *version_urls.urlpatterns,
]
