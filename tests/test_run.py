"""What the run of all tests says at its end."""

import sys

import pytest

from tests import run

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

    assert run.run("SQLite", "", run.BROWSER, arguments) == code
