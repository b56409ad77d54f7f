"""Keep the log of changed films from growing for ever."""

from django.core.management.base import BaseCommand

from films.register.index import INDEX


class Command(BaseCommand):
    help = "Drops the changes of films that no process can still be waiting for."

    def handle(self, **options):
        INDEX.log.shorten()
