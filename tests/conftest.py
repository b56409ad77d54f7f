"""What every test stands on: its own database file, its own files, no traces of the test before."""

import os
from pathlib import Path

import dj_database_url
import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import schema
from tests.factories import make_admin
from tests.postgres import own_server

# However busy the machine is, a test says the same: nothing is asserted on time.
settings.register_profile(
    "coprod", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("coprod")

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        call_command("compile_catalogues", verbosity=0)


def pytest_collection_modifyitems(items):
    """The browser's tests come last: what they load stays in the database."""
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings_parallel_suffix, django_db_blocker, tmp_path_factory
):
    """This process' own database; on SQLite a file, or two connections would not see the same."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "sqlite3")
    if url := own_server():
        os.environ["DATABASE_URL"] = url
        where = dj_database_url.parse(url)
        connection.settings_dict.update({key: where[key] for key in ("HOST", "PORT")})
    name = connection.creation._get_test_db_name()
    schema.provide(connection, name)
    with django_db_blocker.unblock():
        before = setup_databases(0, interactive=False, keepdb=True, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(before, verbosity=0, keepdb=True)
    schema.remove(connection, name)


@pytest.fixture(scope="session", autouse=True)
def plain_settings(tmp_path_factory):
    """No collected files, no slow passwords, uploads in a temporary folder."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**project.STORAGES, "staticfiles": static},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
    ):
        yield


@pytest.fixture(autouse=True)
def no_traces():
    """Cached answers, counted requests and the language of one test are not the next one's."""
    from films.register.index import INDEX

    cache.clear()
    # A rolled back test leaves no trace in the log of changes either.
    INDEX.forget()
    translation.activate(project.LANGUAGE_CODE)
    yield
    translation.activate(project.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def melted(request, django_db_blocker):
    """A database that is emptied after a test must not be stopped by what the test has frozen."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        return
    with django_db_blocker.unblock():
        connection = connections["default"]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'frozen_%'")
                for (name,) in cursor.fetchall():
                    cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def admin(client, db):
    """A client of somebody who may do everything in the admin."""
    client.force_login(make_admin("aigul"))
    return client
