"""Addresses of this part of a deal."""

from django.urls import include, path

app_name = "milestones"
urlpatterns = [path("deals/<uuid:pk>/", include([]))]
