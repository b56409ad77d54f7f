"""A typst template and the data it lays out, as the bytes of a PDF.

The data reaches the template as JSON and is never read as markup; the template reads nothing but
its own folder. Only the typefaces inside typst are used, and no clock is asked: the same data make
the same file on every machine, a lasting and accessible one (PDF/A-2a, PDF/UA-1).
"""

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.http import HttpResponse

if TYPE_CHECKING:
    from typst import Fonts

# With a letter that no typeface has, such a file is refused by typst.
LASTING = ["a-2a", "ua-1"]
# What the typefaces have whole: Latin, Greek and Cyrillic with marks, Armenian, Hebrew, Georgian,
# punctuation, currencies, arrows and signs of calculation.
DRAWN = (
    (0x20, 0x4FF), (0x530, 0x5FF), (0x10D0, 0x10F0), (0x1E00, 0x1EFF), (0x2000, 0x2040),
    (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x22FF), (0x2713, 0x2718),
)  # fmt: skip
# Control characters, those of private use, halves of a pair and those that do not exist.
NO_CHARACTER = ("Cc", "Co", "Cs", "Cn")


def pdf(template: Path, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """What the template makes of the data, dated `at`.

    It finds them in `sys.inputs`, each as JSON: `data`; `at`, as six numbers; and `is_latin`,
    whether letters that the typefaces lack are written in Latin ones.
    """
    # The library is loaded when somebody prints, not when the server starts.
    from typst import compile as compile_

    moment = at.astimezone(UTC).replace(microsecond=0)
    own, latin = mapped(data, printable), mapped(data, drawn)
    inputs = {"data": latin, "at": moment.timetuple()[:6], "is_latin": own != latin}
    return compile_(
        template.read_bytes(),
        root=str(template.parent),
        font_paths=typefaces(),
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value) for name, value in inputs.items()},
        pdf_standards=LASTING,
        timestamp=moment,
    )


@cache
def typefaces() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False)


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
