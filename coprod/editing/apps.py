"""Django's administration, with a site of our own."""

from django.contrib.admin.apps import AdminConfig


class EditingConfig(AdminConfig):
    default_site = "coprod.editing.site.EditingSite"
