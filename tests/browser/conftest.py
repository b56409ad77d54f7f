"""The application on its real server, filled once, and pages that tolerate no fault.

What a browser test writes stays for the tests after it: give it names of its own.
"""

import os
import threading
from dataclasses import dataclass, field

import pytest
from django.conf import settings as project
from django.core.management import call_command, get_commands
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import expect

from coprod.management.commands.serve import server
from tests.browser import chromium, lateness

# Playwright keeps an event loop in the thread of the tests; the database is asked there all the
# same, and never from within the loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# What is expected comes on a busy machine too; how fast it comes is no matter of a test.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not (found := chromium.find()):
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(chromium.MISSING)
    return {**browser_type_launch_args, "executable_path": found, "args": chromium.switches()}


@dataclass(frozen=True)
class Site:
    """The application as a reader reaches it."""

    url: str

    def address(self, path: str) -> str:
        return self.url + path


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, plain_settings, tmp_path_factory):
    """The server of `make run` over the test database, with collected files and fixtures."""
    static = tmp_path_factory.mktemp("static")
    for connection in connections.all():
        # A connection kept by a thread of the server would forbid dropping the test database.
        connection.settings_dict["CONN_MAX_AGE"] = 0
    with (
        django_db_blocker.unblock(),
        override_settings(STATIC_ROOT=static, STORAGES=project.STORAGES | collected()),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        if "load_fixtures" in get_commands():
            call_command("load_fixtures", verbosity=0)
        running = server(listen="127.0.0.1:0")
        if lateness.SECONDS:
            running.application = lateness.Late(running.application, lateness.SECONDS)
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{running.effective_port}")
        stop(running, thread)


def collected() -> dict:
    """File names with the hash of their content, as readers get them."""
    backend = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    return {"staticfiles": {"BACKEND": backend}}


def stop(running, thread):
    running.task_dispatcher.shutdown()
    running.trigger.pull_trigger(running.close)
    thread.join(10)


@pytest.fixture(autouse=True)
def reachable_database(site, django_db_blocker):
    """Rows are written without a transaction around the test: the server must see them."""
    with django_db_blocker.unblock():
        yield


@dataclass
class Faults:
    """What went wrong in the pages of one test; `clear()` after a fault that was meant."""

    site: Site
    seen: list[str] = field(default_factory=list)

    def watch(self, context):
        """Note console errors (broken content policy included), exceptions and foreign requests."""
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.seen.append(f"exception: {error.error}"))
        context.on("request", self._note_request)

    def clear(self):
        self.seen.clear()

    def _note_console(self, message):
        if message.type in {"error", "warning"}:
            self.seen.append(f"console {message.type}: {message.text}")

    def _note_request(self, request):
        if not request.url.startswith((self.site.url, "data:", "about:", "blob:")):
            self.seen.append(f"request to another origin: {request.url}")


@pytest.fixture
def faults(site):
    noted = Faults(site)
    yield noted
    assert noted.seen == []


@pytest.fixture
def new_page(new_context, site, faults):
    """Opens a page of a reader: `new_page(width=390, dark=True, language="kk")`."""

    def make(*, width=1440, height=900, dark=False, language="en", user=None, scripts=True):
        context = new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        faults.watch(context)
        cookies = {project.LANGUAGE_COOKIE_NAME: language}
        if user:
            cookies[project.SESSION_COOKIE_NAME] = session_of(user)
        context.add_cookies(
            [{"name": name, "value": value, "url": site.url} for name, value in cookies.items()]
        )
        return context.new_page()

    return make


@pytest.fixture
def page(new_page):
    """A page of an English-speaking stranger at a wide screen."""
    return new_page()


def session_of(user) -> str:
    """The key of a session in which this person has signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[project.SESSION_COOKIE_NAME].value
