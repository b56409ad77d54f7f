import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from coprod.exchange.encoding import ENCODINGS
from coprod.running.database import require_this_schema
from films.exchange.importing import Refused, Wishes, import_films
from films.exchange.layouts import layouts
from films.exchange.matching import KEYS

SHOWN_WARNINGS = 20


class Command(BaseCommand):
    help = (
        "Take the films of a CSV, XLSX or JSON file into the register: all of them, or none. "
        "The last line counts what was created, updated, left unchanged and refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file; a CSV may be packed as ZIP")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen and write nothing"
        )
        parser.add_argument(
            "--report", type=Path, help="write every remark into this file, .csv or .json"
        )
        parser.add_argument("--match", choices=KEYS, default="", help="what makes two films one")
        parser.add_argument("--layout", choices=layouts(), default="", help="default: detected")
        parser.add_argument(
            "--source", default="", help="title or key of the source of rows that name none"
        )
        parser.add_argument(
            "--encoding", choices=ENCODINGS, default="", help="of a CSV; default: detected"
        )
        parser.add_argument("--delimiter", default="", help="of a CSV; default: detected")
        parser.add_argument("--sheet", default="", help="of a workbook; default: the first")

    def handle(self, *, file, dry_run, report, **options):
        self._check_files(file, report)
        require_this_schema()
        wishes = {name: options[name] for name in Wishes.__dataclass_fields__}
        try:
            outcome = import_films(
                file, at=timezone.now(), wishes=Wishes(**wishes), dry_run=dry_run
            )
        except Refused as refusal:
            self._tell(refusal.outcome, report)
            errors = "\n".join(str(error) for error in refusal.outcome.report.errors)
            self.stdout.write(refusal.outcome.summary)
            raise CommandError(_("Nothing was stored:\n%(errors)s") % {"errors": errors}) from None
        self._tell(outcome, report)
        if dry_run:
            self.stdout.write(_("This was a rehearsal: nothing was stored."))
        self.stdout.write(outcome.summary)

    def _check_files(self, file, report):
        if not file.is_file():
            raise CommandError(_("There is no file “%(file)s”.") % {"file": file})
        if report and not report.absolute().parent.is_dir():
            raise CommandError(
                _("The report cannot be written: there is no folder “%(folder)s”.")
                % {"folder": report.absolute().parent}
            )
        if report and report.exists() and report.samefile(file):
            raise CommandError(_("The report would overwrite the file: name another one."))
        for path, way in ((file, os.R_OK), (report and report.absolute().parent, os.W_OK)):
            if path and not os.access(path, way):
                raise CommandError(_("“%(path)s” is closed to this user.") % {"path": path})

    def _tell(self, outcome, report):
        for line in outcome.told:
            self.stdout.write(line)
        warnings = outcome.report.warnings
        for warning in warnings[:SHOWN_WARNINGS]:
            self.stdout.write(_("Warning: %(warning)s") % {"warning": warning})
        if len(warnings) > SHOWN_WARNINGS:
            self.stdout.write(
                _("%(count)s more warnings; --report FILE lists all.")
                % {"count": len(warnings) - SHOWN_WARNINGS}
            )
        if report:
            try:
                outcome.report.write(report, outcome.counts)
            except OSError as fault:
                self.stderr.write(_("The report was not written: %(fault)s") % {"fault": fault})
