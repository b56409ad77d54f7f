import os
import signal
import subprocess
import sys
import time

import pytest

from coprod.running.children import Child, Children

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]
PATIENCE = 30  # seconds; less than those that sleep
TORN = [sys.executable, "-c", "raise SystemExit(3)"]


def wait_for(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"nothing happened for {PATIENCE} seconds"
        time.sleep(0.02)


@pytest.fixture
def children():
    """Starts the given children without the loop that watches them; ends them afterwards."""
    started, handlers = [], {name: signal.getsignal(name) for name in STOPPING}

    def start(*members):
        group = Children(list(members), say=lambda text: None)
        started.append(group)
        for member in members:
            member.start()
        return group

    yield start
    for group in started:
        group.stop()
    for name, handler in handlers.items():
        signal.signal(name, handler)


STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def test_children_stop_ends_every_process(children):
    members = [Child("one", FOREVER), Child("other", FOREVER)]
    group = children(*members)

    group.stop()

    assert [member.process.returncode for member in members] == [-signal.SIGTERM] * 2


def test_children_check_names_the_child_whose_end_is_the_end_of_all(children):
    server, worker = Child("server", TORN), Child("worker", FOREVER, restarts=True)
    group = children(server, worker)

    wait_for(lambda: server.has_ended)

    assert group.check() is server
    assert server.process.returncode == 3


def test_children_check_starts_a_worker_again_after_a_pause(children):
    worker = Child("worker", TORN, restarts=True)
    group = children(worker)
    first = worker.process
    wait_for(lambda: worker.has_ended)

    assert group.check() is None
    assert worker.process is first

    wait_for(lambda: group.check() is None and worker.process is not first)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_child_ends_when_its_parent_is_killed():
    code = (
        "import sys, time; from coprod.running.children import Child;"
        f"child = Child('x', {FOREVER!r}); child.start();"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int(parent.stdout.readline())

        parent.kill()

    wait_for(lambda: not is_running(pid))


def is_running(pid):
    """Whether a process still works: an ended one that nobody has collected does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_children_run_ends_in_order_when_asked_to():
    code = (
        "from coprod.running.children import Child, Children;"
        f"group = Children([Child('x', {FOREVER!r})]);"
        "raise SystemExit(group.run(lambda: print(group.members[0].process.pid, flush=True)))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int(parent.stdout.readline())

        os.kill(parent.pid, signal.SIGTERM)

        assert parent.wait(PATIENCE) == 0
    assert not is_running(pid)
