"""Addresses of this part of a deal."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.qualification.sheets import QUALIFICATION

app_name = "qualification"
urlpatterns = [
    path(
        "deals/<uuid:pk>/",
        include(
            [
                *paths_of(QUALIFICATION),
            ]
        ),
    )
]
