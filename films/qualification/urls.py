"""Addresses of this part of a deal."""

from django.urls import include, path

from films.qualification.what_breaks_views import what_breaks

app_name = "qualification"
urlpatterns = [
    path(
        "deals/<uuid:pk>/",
        include([path("versions/<int:number>/what-breaks/", what_breaks, name="what-breaks")]),
    )
]
