"""Every test on SQLite and on PostgreSQL, the browser's one after the other, the rest in parallel.

python -m tests.run                       all four runs
python -m tests.run tests/films -k tulpan pytest's own arguments narrow every run
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress

from tests.postgres import NoPostgres, postgres

IN_CI = os.environ.get("CI") == "true"
PROCESSES = str(max(2, min(os.cpu_count() or 2, 8)))
NOTHING_COLLECTED = 5
PATIENCE = 15  # seconds that a run has to end when it is stopped
PARALLEL = ["-m", "not browser", "-n", PROCESSES, "--dist", "worksteal"]
BROWSER = ["-m", "browser"]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(143))
    codes = [run("SQLite", "", kind, arguments) for kind in (PARALLEL, BROWSER)]
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except NoPostgres as missing:
            announce(f"{missing}\nTHE TESTS ON POSTGRESQL WERE SKIPPED.")
            codes.append(1 if IN_CI else 0)
        else:
            codes += [run("PostgreSQL", url, kind, arguments) for kind in (PARALLEL, BROWSER)]
    return max(codes)


def run(database: str, url: str, kind: list[str], arguments: list[str]) -> int:
    """One run of pytest, which prints its own summary last; its exit code."""
    announce(f"{database}, {'browser' if kind is BROWSER else 'everything but the browser'}")
    environment = {**os.environ, "DATABASE_URL": url, "COPROD_MODE": "demonstration"}
    command = [sys.executable, "-m", "pytest", "-q", *kind, *arguments]
    with tempfile.TemporaryDirectory(prefix="coprod-tests-") as folder:
        environment["COPROD_VAR"] = folder
        code = wait(subprocess.Popen(command, env=environment, start_new_session=True))
    # Somebody who asked for a few tests need not have asked for one of every kind.
    return 0 if code == NOTHING_COLLECTED and arguments else code


def wait(process: subprocess.Popen) -> int:
    """Its exit code; when this run is stopped, everything that it started is stopped first."""
    try:
        return process.wait()
    except (KeyboardInterrupt, SystemExit):
        os.killpg(process.pid, signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        raise


def announce(text: str) -> None:
    print(f"\n{'=' * 80}\n{text}\n{'=' * 80}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
