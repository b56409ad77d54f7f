"""Addresses of the sheets about money."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.finance.sheets import FINANCE_PLAN

app_name = "finance"
urlpatterns = [path("deals/<uuid:pk>/", include([*paths_of(FINANCE_PLAN)]))]
