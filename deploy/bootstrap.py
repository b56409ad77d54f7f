"""Makes .venv and installs one lock file into it, with nothing but Python itself.

    python3 deploy/bootstrap.py requirements.txt

Runs on every start: when the lock has not changed since, it costs a tenth of a second. Written so
that an old Python can still read it and say that it is too old.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
# A lock that contains another one leaves nothing of it to install.
CONTAINS = {"requirements-dev.txt": ["requirements.txt"]}
# What pip says when no index answers; every locked version exists, so "none" means the same.
NO_NETWORK = ("NewConnectionError", "ConnectTimeout", "NameResolution", "(from versions: none)")


def main(lock):
    check_python()
    if not venv_works():
        make_venv()
    if stamp(lock).exists() and stamp(lock).read_text() == fingerprint(lock):
        return
    install(lock)
    for name in [lock, *CONTAINS.get(lock, [])]:
        stamp(name).write_text(fingerprint(name))


def check_python():
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        stop(
            f"Python {found} is too old: coprod needs 3.11 or newer.\n"
            "Debian 12 and Ubuntu 24.04 bring it; or name another one: "
            "make run PYTHON=/usr/bin/python3.12"
        )


def venv_works():
    """Whether .venv stands and its Python still starts; an upgrade of the system may break it."""
    try:
        code = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
        return subprocess.run([PYTHON, "-c", code], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make_venv():
    if not (find_spec("venv") and find_spec("ensurepip")):
        stop(
            f"{sys.executable} has no venv module: install it and start again.\n"
            "On Debian and Ubuntu: apt-get install python3-venv"
        )
    say("Making .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        stop(f"{VENV} could not be made: check the message above, the rights and the free space.")


def install(lock):
    say(f"Installing {lock} into .venv: about a minute, only when it has changed")
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--requirement", ROOT / lock]
    # One of the packages comes as source; every version of pip builds it in the same way so.
    command += ["--use-pep517", "--quiet", "--no-input", "--disable-pip-version-check"]
    environment = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True)
    if done.returncode == 0:
        return
    say(done.stderr.strip())
    if any(sign in done.stderr for sign in NO_NETWORK):
        stop(
            "The package index cannot be reached: check the network or the proxy (HTTPS_PROXY), "
            "or name a mirror (PIP_INDEX_URL), and start again."
        )
    stop(f"{lock} could not be installed: the message above says why; then start again.")


def stamp(lock):
    """Where it is written which state of a lock file was installed."""
    return VENV / f"installed-{lock}.sha256"


def fingerprint(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def say(text):
    print(text, file=sys.stderr, flush=True)


def stop(text):
    sys.exit("\n" + text)


if __name__ == "__main__":
    main(sys.argv[1])
