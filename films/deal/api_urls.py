"""The deals as resources of the API, under ``/api/v1/``."""

urlpatterns: list = []
