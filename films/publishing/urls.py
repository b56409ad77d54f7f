"""Addresses of the one door between a deal and the register."""

from django.urls import include, path

from films.publishing import views

app_name = "publishing"
urlpatterns = [
    path(
        "deals/<uuid:pk>/publishing/",
        include(
            [
                path("", views.publishing, name="publishing"),
                path("announce/", views.announce_film, name="announce"),
                path("publish/", views.publish_parts, name="publish"),
                path("withdraw/", views.withdraw, name="withdraw"),
            ]
        ),
    )
]
