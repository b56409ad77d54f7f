"""The first thing a new user meets: what it says when something is missing."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = "one-package.txt"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The script, working on a folder of the test's own with the Python of the tests in it."""
    spec = spec_from_file_location("bootstrap", ROOT / "deploy" / "bootstrap.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / LOCK).write_text(f"typst==0.0.0 --hash=sha256:{'0' * 64}\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", Path(sys.executable))
    return module


def test_bootstrap_names_an_old_python_and_the_remedy(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 0))

    with pytest.raises(SystemExit, match=r"(?s)Python 3\.\S+ is too old.*PYTHON="):
        bootstrap.main(LOCK)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_bootstrap_names_a_missing_venv_module(bootstrap, monkeypatch, missing):
    monkeypatch.setattr(bootstrap, "PYTHON", Path("/nowhere/python"))
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None if name == missing else name)

    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        bootstrap.main(LOCK)


def test_bootstrap_names_a_network_that_is_away(bootstrap, monkeypatch):
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
        "PIP_FIND_LINKS": "",
    }.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit, match="package index cannot be reached"):
        bootstrap.main(LOCK)

    assert not bootstrap.stamp(LOCK).exists()


def test_bootstrap_installs_only_what_has_changed(bootstrap, monkeypatch):
    installed = []
    monkeypatch.setattr(bootstrap, "install", installed.append)

    bootstrap.main(LOCK)
    bootstrap.main(LOCK)
    (bootstrap.ROOT / LOCK).write_text("typst==0.0.1\n")
    bootstrap.main(LOCK)

    assert installed == [LOCK, LOCK]


def test_bootstrap_takes_a_larger_lock_for_the_smaller_one_in_it(bootstrap, monkeypatch):
    installed = []
    monkeypatch.setattr(bootstrap, "install", installed.append)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (bootstrap.ROOT / name).write_text(f"{name}\n")

    bootstrap.main("requirements-dev.txt")
    bootstrap.main("requirements.txt")

    assert installed == ["requirements-dev.txt"]
