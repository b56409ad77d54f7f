"""Addresses of the sheet of rights."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.rights.sheets import RIGHTS

app_name = "rights"
urlpatterns = [path("deals/<uuid:pk>/", include([*paths_of(RIGHTS)]))]
