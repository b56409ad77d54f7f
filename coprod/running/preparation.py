"""What a start does before it serves; every step is skipped when nothing has changed."""

from collections.abc import Callable

from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands

from coprod.running import static
from coprod.running.database import refuse_a_newer_schema


def prepare(say: Callable[[str], object]) -> None:
    """Bring database, catalogues, fixtures and files to the state of the code."""
    if waiting := refuse_a_newer_schema():
        say(f"Preparing the database: {len(waiting)} migrations")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("compile_catalogues", verbosity=0)
    if is_empty() and "load_fixtures" in get_commands():
        say("Loading the register's reference and research data")
        call_command("load_fixtures", verbosity=0)
    if "shorten_log" in get_commands():
        call_command("shorten_log")
    if static.collect():
        say("Collected the files that pages load")


def is_empty() -> bool:
    """Whether the database has never been filled: without countries nothing else can exist."""
    return not apps.get_model("partners", "Country").objects.exists()


def demonstration_accounts() -> list[tuple[str, str]]:
    """Names and passwords of the accounts for trying it out; none in production."""
    if settings.MODE != "demonstration":
        return []
    from partners.access.demonstration import make_demonstration_accounts

    accounts = make_demonstration_accounts()
    if "make_demonstration_deals" in get_commands():
        call_command("make_demonstration_deals", verbosity=0)
    return accounts
