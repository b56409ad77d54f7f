"""Keep the log of changed films from growing for ever."""

from django.core.management.base import BaseCommand
from django.db import OperationalError

from films.register.index import INDEX


class Command(BaseCommand):
    help = "Drops the changes of films that no process can still be waiting for."

    def handle(self, **options):
        try:
            INDEX.log.shorten()
        except OperationalError as trouble:  # A longer log is no reason not to start.
            self.stderr.write(f"The log of changed films was not shortened: {trouble}")
