"""Every test on SQLite and on PostgreSQL: the browser's last, on both at once.

python -m tests.run                       all four runs
python -m tests.run tests/films -k tulpan pytest's own arguments narrow every run
"""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager, suppress

from tests.postgres import SERVERS, NoPostgres, postgres

IN_CI = os.environ.get("CI") == "true"
PROCESSES = max(2, min(os.cpu_count() or 2, 8))
NOTHING_COLLECTED = 5
PATIENCE = 15  # seconds that a run has to end when it is stopped
PARALLEL = ["-m", "not browser", "-n", str(PROCESSES), "--dist", "worksteal"]
BROWSER = ["-m", "browser"]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(143))
    codes = [run("SQLite", [], PARALLEL, arguments)]
    with ExitStack() as stack:
        try:
            # One for each process: open transactions of one change what another is told.
            urls = [stack.enter_context(postgres()) for _process in range(PROCESSES)]
        except NoPostgres as missing:
            announce(f"{missing}\nTHE TESTS ON POSTGRESQL WERE SKIPPED.")
            codes += [1 if IN_CI else 0, run("SQLite", [], BROWSER, arguments)]
        else:
            codes.append(run("PostgreSQL", urls, PARALLEL, arguments))
            # One browser leaves half of two processors idle; what the second says is told after.
            with (
                tempfile.TemporaryFile() as told,
                running(urls, BROWSER, arguments, told) as second,
            ):
                codes.append(run("SQLite", [], BROWSER, arguments))
                announce("PostgreSQL, browser")
                codes.append(second())
                told.seek(0)
                sys.stdout.buffer.write(told.read())
                sys.stdout.flush()
    return max(codes)


def run(database: str, urls: list[str], kind: list[str], arguments: list[str]) -> int:
    """One run of pytest, which prints its own summary last; its exit code."""
    announce(f"{database}, {'browser' if kind is BROWSER else 'everything but the browser'}")
    with running(urls, kind, arguments) as code:
        return code()


@contextmanager
def running(urls: list[str], kind: list[str], arguments: list[str], told=None):
    """A run of pytest that goes on inside; it says its exit code when it is asked and has ended."""
    environment = {**os.environ, "COPROD_MODE": "demonstration"}
    environment |= {"DATABASE_URL": urls[0] if urls else "", SERVERS: " ".join(urls)}
    command = [sys.executable, "-m", "pytest", "-q", *kind, *arguments]

    def code() -> int:
        found = process.wait()
        if found < 0:  # Ended by a signal: said as shells do, for no failure is less than none.
            found = 128 - found
        # Somebody who asked for a few tests need not have asked for one of every kind.
        return 0 if found == NOTHING_COLLECTED and arguments else found

    with tempfile.TemporaryDirectory(prefix="coprod-tests-") as folder:
        environment["COPROD_VAR"] = folder
        process = subprocess.Popen(
            command, env=environment, start_new_session=True, stdout=told, stderr=told
        )
        try:
            yield code
        finally:
            stop(process)


def stop(process: subprocess.Popen) -> None:
    """When this run is stopped, everything that it started is stopped first."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def announce(text: str) -> None:
    print(f"\n{'=' * 80}\n{text}\n{'=' * 80}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
