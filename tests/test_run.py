"""What the run of all tests says at its end."""

import sys

import pytest

from tests import run
from tests.postgres import SERVERS, own_server

DIES = "import os; os.kill(os.getpid(), 9)"


@pytest.mark.parametrize(
    ("does", "arguments", "code"),
    [
        ("", [], 0),
        ("raise SystemExit(1)", ["tests/films"], 1),
        ("raise SystemExit(5)", [], 5),
        ("raise SystemExit(5)", ["tests/films"], 0),
        (DIES, [], 128 + 9),
        (DIES, ["tests/films"], 128 + 9),
    ],
)
def test_a_run_that_fails_or_dies_is_never_taken_for_a_good_one(monkeypatch, does, arguments, code):
    popen = run.subprocess.Popen
    monkeypatch.setattr(
        run.subprocess, "Popen", lambda command, **how: popen([sys.executable, "-c", does], **how)
    )

    assert run.run("SQLite", [], run.BROWSER, arguments) == code


@pytest.mark.parametrize(
    ("servers", "worker", "url"),
    [
        ("postgres://one postgres://two", "gw0", "postgres://one"),
        ("postgres://one postgres://two", "gw1", "postgres://two"),
        ("postgres://one postgres://two", "gw2", "postgres://one"),  # gw0 died and was replaced
        ("postgres://one postgres://two", None, "postgres://one"),
        ("", "gw1", ""),
    ],
)
def test_each_process_of_a_parallel_run_has_a_server_to_itself(monkeypatch, servers, worker, url):
    monkeypatch.setenv(SERVERS, servers)
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    if worker:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)

    assert own_server() == url
