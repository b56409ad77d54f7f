from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class CoprodConfig(AppConfig):
    name = "coprod"
    verbose_name = _("Project")

    def ready(self):
        from coprod.running.database import problems_with_schema

        checks.register(problems_with_schema, checks.Tags.database)
