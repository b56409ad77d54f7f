from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from films.workspace.demonstration import make_demonstration_deals


class Command(BaseCommand):
    help = "Make the deals of the demonstration, once; never in production."

    def handle(self, *, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("Demonstration deals are never made in production.")
        count = make_demonstration_deals(at=timezone.now())
        if verbosity:
            self.stdout.write(f"Deals of the demonstration: {count} created")
