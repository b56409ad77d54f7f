"""Addresses of the treaty check of a version, and of what breaks if a part of it falls away."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.qualification.sheets import QUALIFICATION
from films.qualification.what_breaks_views import what_breaks

app_name = "qualification"
urlpatterns = [
    path(
        "deals/<uuid:pk>/",
        include(
            [
                *paths_of(QUALIFICATION),
                path("versions/<int:number>/what-breaks/", what_breaks, name="what-breaks"),
            ]
        ),
    )
]
