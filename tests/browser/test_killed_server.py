"""A server that is killed while somebody types loses at most the field that was not left yet."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest
from django.conf import settings as project
from django.db import connection
from playwright.sync_api import expect

from films.models import FinanceRow
from tests.browser.conftest import session_of
from tests.films.exchange.processes import database_url
from tests.films.exchange.test_killed import is_sound
from tests.films.finance.making import address, make_draft

PATIENCE = 60  # seconds for a start
UNANSWERED = "Not saved: the server does not answer."


class Server:
    """`manage.py serve` as a process of its own over the database of the tests."""

    def __init__(self, var):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        (var / "static").symlink_to(project.STATIC_ROOT)
        self.environment = {
            **os.environ,
            "COPROD_VAR": str(var),
            "DATABASE_URL": database_url(),
            "PORT": str(self.port),
            "SECRET_KEY": project.SECRET_KEY,
        }
        self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [sys.executable, "manage.py", "serve"]
        self.process = subprocess.Popen(command, env=self.environment)
        waits_until = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.process.poll() is None, "the server has ended"
            assert time.monotonic() < waits_until, "the server does not start"
            time.sleep(0.1)

    def answers(self):
        asked = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status == 200
        except OSError:
            return False
        finally:
            asked.close()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(site, tmp_path):
    made = Server(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def open_sheet(new_context, server):
    """Opens the plan of a version at the server that is killed."""

    def open_one(version, user):
        context = new_context(base_url=server.url, locale="en")
        cookies = {project.SESSION_COOKIE_NAME: session_of(user)}
        context.add_cookies(
            [{"name": name, "value": value, "url": server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(address(version, "finance-plan"))
        return page

    return open_one


def cell(page, name):
    return page.locator(f"[name='{name}']")


def leave(page, name, text):
    """Type into a cell, leave it, and wait until it is stored."""
    cell(page, name).fill(text)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_have_text("Saved")


def stored(version):
    """The rows as they stand in the database, asked of the database alone."""
    rows = FinanceRow.objects.for_the_product("a test").filter(version=version)
    return [(row.code, row.amount) for row in rows.order_by("position")]


def test_a_killed_server_loses_at_most_the_field_that_was_not_left(server, open_sheet):
    version, editor = make_draft(("A", "KZ"), ("B", "FR"))
    page = open_sheet(version, editor)
    for number, amount in enumerate(("100", "200")):
        leave(page, f"sources-{number}-id", f"S{number}")
        leave(page, f"sources-{number}-amount", amount)
    left = [("S0", 100), ("S1", 200)]

    # Killed while a field is typed, before it is sent.
    cell(page, "sources-1-amount").fill("250")
    server.kill()
    after_typing = stored(version)
    expect(page.locator("#saved")).to_contain_text(UNANSWERED)
    server.start()

    # The page itself sends again what the server did not take.
    expect(page.locator("#saved")).to_have_text("Saved", timeout=PATIENCE * 1000)
    expect(page.locator("#saved")).not_to_have_class("is-warning")
    sent_again = stored(version)

    # Killed at the moment at which a save arrives: it is stored as a whole, or not at all.
    with page.expect_request(lambda request: request.method == "POST"):
        cell(page, "sources-0-amount").fill("150")
    server.kill()
    after_sending = stored(version)
    page.close()
    server.start()
    again = open_sheet(version, editor)

    assert connection.vendor != "sqlite" or is_sound()
    assert after_typing == left
    assert sent_again == [("S0", 100), ("S1", 250)]
    assert after_sending in ([("S0", 100), ("S1", 250)], [("S0", 150), ("S1", 250)])
    shown = [cell(again, f"sources-{number}-amount").input_value() for number in (0, 1)]
    assert shown == [f"{amount:.2f}" for _code, amount in after_sending]
    expect(cell(again, "sources-1-id")).to_have_value("S1")
