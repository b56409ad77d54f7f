"""Find files without a document and documents without a file."""

from django.core.management.base import BaseCommand, CommandError

from films.governance.filing import NoFolder, sweep


class Command(BaseCommand):
    help = "Lists files without a document, interrupted uploads, and documents without a file."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="delete what was found")

    def handle(self, *, delete, **options):
        try:
            found = sweep(delete=delete)
        except NoFolder:
            raise CommandError(
                "The folder of the documents is missing although there are documents: "
                "check MEDIA_ROOT. Nothing was deleted."
            ) from None
        for name in found.files:
            self.stdout.write(f"file without a document: {name}")
        for name in found.parts:
            self.stdout.write(f"interrupted upload: {name}")
        # Neither the name of a paper nor the title of its deal belongs into a log.
        for row in found.rows:
            self.stdout.write(f"document without a file: {row.uid}")
        act = "deleted" if delete else "found"
        self.stdout.write(
            f"{act} {len(found.files)} files, {len(found.parts)} interrupted uploads, "
            f"{len(found.rows)} documents"
        )
