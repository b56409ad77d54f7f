from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coprod.running.database import require_this_schema
from films.exchange.generating import PREFIX, generate_films
from films.exchange.importing import REFERENCE
from films.register.film import Film
from partners.country.models import Country
from partners.source.models import Source

MOST = 10_000_000


class Command(BaseCommand):
    help = (
        "Fill the register with films drawn from a seed, for benchmarks only: "
        "they count like real ones, and nothing marks them but their source."
    )

    def add_arguments(self, parser):
        parser.add_argument("--films", type=int, required=True, help="how many films")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same films")
        parser.add_argument(
            "--force", action="store_true", help="also into a register that holds other films"
        )

    def handle(self, *, films, seed, force, verbosity, **options):
        require_this_schema()
        self._refuse(films, seed, force)
        if not Country.objects.exists():
            call_command("load_fixtures", *REFERENCE, verbosity=0)
        start = monotonic()
        for written in generate_films(films, seed, at=timezone.now()):
            if verbosity > 1:
                self.stdout.write(f"{written} films")
        if verbosity:
            self.stdout.write(f"{films} films in {monotonic() - start:.1f} s")

    def _refuse(self, films, seed, force):
        if settings.PRODUCTION:
            raise CommandError(
                "COPROD_MODE is production: invented films would count among the real ones."
            )
        if not 1 <= films <= MOST:
            raise CommandError(f"--films is {films}: give a number from 1 to {MOST}.")
        if Source.objects.filter(key=f"{PREFIX}{seed}").exists():
            raise CommandError(
                f"The register has films of seed {seed} already: choose another seed."
            )
        if not force and Film.objects.exclude(source__key__startswith=PREFIX).exists():
            raise CommandError(
                "The register holds films that were not generated: take an empty database "
                "(DATABASE_URL), or add --force to mix them."
            )
