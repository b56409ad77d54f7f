"""Mail everybody the deadlines of the next fourteen days and the overdue ones."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coprod.mail import NotSent, send
from films.milestone.digest import digests


class Command(BaseCommand):
    help = "Sends one mail to each person who has deadlines in the next 14 days, or overdue ones."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=day, help="the day to count from, as 2026-03-01")
        parser.add_argument("--dry-run", action="store_true", help="send nothing, say how many")

    def handle(self, *, on, dry_run, **options):
        on = on or timezone.localdate()
        sent, failed = 0, 0
        for digest in digests(on=on):
            if dry_run:
                self.stdout.write(f"{digest.address}: {len(digest.deadlines)}")
                sent += 1
                continue
            try:
                send(digest.subject, digest.text, to=digest.address)
            except NotSent as trouble:  # One mailbox that refuses is not everybody's trouble.
                failed += 1
                self.stderr.write(f"{digest.address}: not reached, {trouble}")
            else:
                sent += 1
        self.stdout.write(f"{'would send' if dry_run else 'sent'} {sent}, failed {failed}")
        if failed:
            raise CommandError(f"{failed} mails could not be sent.")


def day(text):
    return date.fromisoformat(text)
