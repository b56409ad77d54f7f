"""Addresses of the sheets about credit."""

from django.urls import include, path

from films.credit.sheets import CREDITS, EQUITY
from films.deal.sheet_views import paths_of

app_name = "credits"
urlpatterns = [path("deals/<uuid:pk>/", include([*paths_of(CREDITS), *paths_of(EQUITY)]))]
