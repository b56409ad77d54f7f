from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilmsConfig(AppConfig):
    name = "films"
    verbose_name = _("Films")

    def ready(self):
        from films.deal import freezing
        from films.register import derived, log

        derived.listen()
        log.listen(self)
        freezing.listen(self)
