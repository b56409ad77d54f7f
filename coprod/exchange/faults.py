"""What is wrong with input that cannot be read, told so that a person can mend it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

from coprod.sentence import Sentence

# No control character, no half of a surrogate pair, nothing that turns the line around.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
MISSING = object()


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a value: where it stands, what it is, why not, and what to do."""

    path: str
    value: str
    fault: Sentence
    remedy: Sentence

    def as_json(self, gettext: Callable[[str], str] = str) -> dict[str, str]:
        return {
            "path": self.path,
            "value": self.value,
            "fault": self.fault.translated(gettext),
            "remedy": self.remedy.translated(gettext),
        }

    def __str__(self) -> str:
        return f"{self.path}: {self.value}: {self.fault} {self.remedy}"


class Written(float):
    """A number with a decimal point or an exponent, quoted in messages as it was written."""

    text: str

    def __new__(cls, text: str) -> "Written":
        number = super().__new__(cls, text)
        number.text = text
        return number


class BadInput(ValueError):
    """Input that cannot be read; `faults` lists everything that is wrong with it."""

    def __init__(self, faults: list[Fault]):
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def shorten(value: object) -> str:
    """A value as a message may quote it: printable and short, whatever was sent."""
    if value is MISSING:
        return ""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, str):
        text = value[:60]
    elif isinstance(value, Written):
        text = value.text[:60]
    elif isinstance(value, int) and abs(value) >= 10**30:
        text = "1" + "0" * 30
    else:
        text = json.dumps(value, default=str)[:60]
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
