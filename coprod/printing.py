"""A typst template and the data it lays out, as the bytes of a PDF.

The data reaches the template as JSON and is never read as markup; the template reads nothing but
its own folder. Only the typefaces inside typst are used, and no clock is asked: the same data make
the same file on every machine, a lasting and accessible one (PDF/A-2a, PDF/UA-1).
"""

import json
import logging
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from anyascii import anyascii
from django.http import HttpResponse

TYPESETTER = Path(__file__).with_name("typesetter.py")
LOG = logging.getLogger(__name__)
# What the typefaces have whole, also in italics: Latin, Greek and Cyrillic with marks, Armenian,
# Hebrew, Georgian, punctuation, currencies, arrows and signs of calculation.
DRAWN = (
    (0x20, 0x4FF), (0x530, 0x5FF), (0x10D0, 0x10F0), (0x1E00, 0x1EFF), (0x2000, 0x2040),
    (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x22FF), (0x2713, 0x2714),
    (0x2717, 0x2718),
)  # fmt: skip
# Control characters, those of private use, halves of a pair and those that do not exist.
NO_CHARACTER = ("Cc", "Co", "Cs", "Cn")
# Other signs for the same: two of them have no italics.
SAME = str.maketrans("\u2028\u2029✕✖", "\n\n××")
# So many files are set at once, whoever asks for them; the next one waits its turn so long.
TURNS = BoundedSemaphore(2)
SECONDS_TO_WAIT = 5
SECONDS_TO_SET = 30


class NotPrinted(Exception):
    """A file that needs more memory or time than it may, or that too many others wait for."""


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """What the template makes of the data, dated `at`; `NotPrinted` where that is too much.

    It finds them in `sys.inputs`, each as JSON: `data`; `at`, as six numbers; and `is_latin`,
    whether letters that the typefaces lack are written in Latin ones.
    """
    asked = question(data, at)
    if not TURNS.acquire(timeout=SECONDS_TO_WAIT):
        raise NotPrinted
    try:
        return typeset(template, asked)
    finally:
        TURNS.release()


def question(data: Mapping[str, Any], at: datetime) -> bytes:
    """What the typesetter is told."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    own, latin = mapped(data, printable), mapped(data, drawn)
    inputs = {"data": latin, "at": moment.timetuple()[:6], "is_latin": own != latin}
    asked = {
        "at": int(moment.timestamp()),
        "inputs": {name: json.dumps(value) for name, value in inputs.items()},
    }
    return json.dumps(asked).encode()


def typeset(template: Path, asked: bytes) -> bytes:
    command = [sys.executable, "-I", str(TYPESETTER), str(template)]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, timeout=SECONDS_TO_SET, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise NotPrinted from late
    if done.returncode != 0:
        LOG.error("%s ended with %s: %s", template.name, done.returncode, done.stderr[-2000:])
        raise NotPrinted
    return done.stdout


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: mapped(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [mapped(one, change) for one in value]
    return value


def printable(text: str) -> str:
    """Without what is no character of a text; letters and their marks are one where they can be."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(SAME)
    kept = (one for one in text if one == "\n" or unicodedata.category(one) not in NO_CHARACTER)
    return unicodedata.normalize("NFC", "".join(kept))


def drawn(text: str) -> str:
    """With Latin letters in the place of those that no typeface has."""
    return "".join(one if is_drawn(one) else anyascii(one) for one in printable(text))


def is_drawn(letter: str) -> bool:
    return letter == "\n" or any(first <= ord(letter) <= last for first, last in DRAWN)


def answer(name: str, content: bytes) -> HttpResponse:
    """A PDF to be kept, under a name of ours."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
