"""Processes that start together and end together."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 10  # seconds a process has to end by itself
LONGEST_PAUSE = 30  # seconds between two starts of a process that keeps failing
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process: what it is called, what it runs, and whether it may come back by itself."""

    name: str
    command: list[str]
    restarts: bool = False
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.due_at = 0.0
        # Its own session: Ctrl-C reaches only the parent, which then ends its children in order.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None


def _end_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed: nobody else would."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Stopped(Exception):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


@dataclass
class Children:
    """The processes of one start."""

    members: list[Child]
    say: Callable[[str], object] = print

    def run(self, when_started: Callable[[], None]) -> int:
        """Run until stopped or until one that may not come back has ended; its exit code."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _stop)
        try:
            for child in self.members:
                child.start()
            when_started()
            return self._watch()
        except Stopped:
            return 0
        finally:
            self.stop()

    def check(self) -> Child | None:
        """Restart what may be restarted; the child whose end is the end of all, if there is one."""
        for child in self.members:
            if not child.has_ended:
                continue
            if not child.restarts:
                return child
            self._restart(child)
        return None

    def stop(self) -> None:
        """End every process: politely first, then for good."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        running = [child.process for child in self.members if child.process]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _watch(self) -> int:
        while True:
            if child := self.check():
                self.say(f"The {child.name} ended with code {child.process.returncode}.")
                return child.process.returncode or 1
            time.sleep(0.5)

    def _restart(self, child: Child) -> None:
        """Start it again, after a pause that grows while it keeps failing."""
        now = time.monotonic()
        if not child.due_at:
            if now - child.started_at > LONGEST_PAUSE:
                child.failures = 0
            pause = min(2**child.failures, LONGEST_PAUSE)
            code = child.process.returncode
            self.say(f"The {child.name} ended with code {code}: it starts again in {pause} s.")
            child.failures += 1
            child.due_at = now + pause
        elif now >= child.due_at:
            child.start()


def _stop(signum, frame):
    raise Stopped
