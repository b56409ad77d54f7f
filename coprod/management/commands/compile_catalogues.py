from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coprod.running.catalogues import compile_catalogue, is_stale, sources

SHOWN = 10


class Command(BaseCommand):
    help = "Compile the catalogues of translations that have changed since they were compiled."
    requires_system_checks: list = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="Read every catalogue, list what is untranslated, fuzzy or broken, and exit "
            "with 1 when there is any.",
        )

    def handle(self, *, check, verbosity, **options):
        found = sources(settings.LOCALE_PATHS)
        results = [compile_catalogue(source) for source in found if check or is_stale(source)]
        for result in results:
            self._report(result, verbosity)
        faulty = [result for result in results if not result.is_whole]
        if check and faulty:
            names = ", ".join(str(result.source) for result in faulty)
            raise CommandError(f"Catalogues with gaps: {names}. Complete the entries listed above.")

    def _report(self, result, verbosity):
        if verbosity and result.written:
            self.stdout.write(f"Compiled {result.source}.")
        for label in ("untranslated", "fuzzy", "broken"):
            entries = getattr(result, label)
            # An entry that is not translated shows in English; one that is broken is a fault.
            if entries and (verbosity or label == "broken"):
                self.stderr.write(f"{result.source}: {len(entries)} {label}")
                for entry in entries[: None if label == "broken" else SHOWN]:
                    self.stderr.write(f"  {entry}")
