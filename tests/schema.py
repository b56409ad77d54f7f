"""The tables as the migrations make them: made once for each state of the migrations, then copied.

Running every migration takes many seconds; each process of the tests needs a database of its own.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test-schemas"
PREFIX = "coprod_schema_"
ADVISORY_LOCK = 20_612


def provide(connection: BaseDatabaseWrapper, name: str) -> None:
    """Create the test database of this name with every table in it."""
    if connection.vendor == "sqlite":
        with _alone():
            _provide_file(Path(name))
    else:
        _provide_database(connection, name)


def remove(connection: BaseDatabaseWrapper, name: str) -> None:
    """Drop the test database again."""
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
        return
    with _server(connection) as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def _provide_file(target: Path) -> None:
    template = FOLDER / f"{_fingerprint()}.sqlite3"
    if not template.exists():
        for outdated in FOLDER.glob("*.sqlite3*"):
            outdated.unlink()
        draft = template.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        _migrate(f"sqlite:///{draft}")
        draft.rename(template)
    shutil.copy(template, target)


def _provide_database(connection: BaseDatabaseWrapper, name: str) -> None:
    template = PREFIX + _fingerprint()
    with _server(connection) as server:
        # One process makes the tables while others on this server wait for them.
        server.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        found = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'coprod_schema%'"
        )
        names = [row[0] for row in found]
        if template not in names:
            for outdated in names:
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(outdated)))
            draft = f"{template}_draft"
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            _migrate(_url_of(draft))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(draft), sql.Identifier(template)))
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(copy.format(sql.Identifier(name), sql.Identifier(template)))


def _url_of(name: str) -> str:
    """DATABASE_URL with another database's name."""
    url, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{url.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")


def _server(connection: BaseDatabaseWrapper) -> psycopg.Connection:
    """A connection of its own to the server, where each statement stands for itself."""
    wanted = {**connection.get_connection_params(), "dbname": "postgres"}
    keys = ("host", "port", "user", "password", "dbname")
    return psycopg.connect(**{key: wanted[key] for key in keys if key in wanted}, autocommit=True)


def _migrate(url: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, check=True)


def _fingerprint() -> str:
    """What the tables depend on: our migrations and the packages that bring their own."""
    seen = hashlib.sha256(sys.version.encode())
    triggers = ROOT / "films" / "register" / "log.py"
    for path in [ROOT / "requirements.txt", triggers, *sorted(ROOT.glob("*/migrations/*.py"))]:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()[:16]


@contextmanager
def _alone():
    """One process makes the tables while the others wait for them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
