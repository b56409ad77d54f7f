"""Which Chromium opens the pages, and with which switches."""

import os
import shutil
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# It opens the pages and talks to nobody else.
SWITCHES = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
]
MISSING = "CHROMIUM IS MISSING: install it (apt-get install chromium) or set CHROMIUM to its path"


def find() -> str | None:
    """The path of a Chromium: the one named, the system's, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = Path.home() / ".cache" / "ms-playwright"
    return next((str(path) for path in sorted(own.glob("chromium-*/chrome-linux*/chrome"))), None)


def switches() -> list[str]:
    """Root may not use the sandbox."""
    return [*SWITCHES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
