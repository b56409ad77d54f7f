"""What a calculator is asked, in the address of its page or in a file; never on the server."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import quote

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.json_text import read_json
from coprod.security import MAX_QUERY_LENGTH
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _

# A longer input is packed: its quotes would be encoded again in links that carry this address.
LONGEST_READABLE = 2_000
# Room for what other parts of the address need.
LONGEST_PACKED = MAX_QUERY_LENGTH - 200
# RFC 3986 allows these in a query as they are.
SAFE = ":,;/?@!$'()*"
MAX_BYTES = 2_000_000

TOO_LARGE = _("The input has more than {most} bytes.")
NOT_PACKED = _("The address has been cut or changed.")
ASK_AGAIN = _("Ask for the whole address, or for the file.")


def as_text(given: Any) -> str:
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def as_lines(given: Any, indent: str = "") -> str:
    """For people to read and to change: what holds plain values only stands on one line."""
    if not isinstance(given, dict | list):
        return json.dumps(given, ensure_ascii=False)
    inner = list(given.values()) if isinstance(given, dict) else given
    if not any(isinstance(one, dict | list) for one in inner):
        return json.dumps(given, ensure_ascii=False)
    deeper = indent + "  "
    parts = [as_lines(one, deeper) for one in inner]
    opening, closing = "[]"
    if isinstance(given, dict):
        opening, closing = "{}"
        names = [json.dumps(key, ensure_ascii=False) for key in given]
        parts = [f"{name}: {part}" for name, part in zip(names, parts, strict=True)]
    lines = ",\n".join(deeper + part for part in parts)
    return f"{opening}\n{lines}\n{indent}{closing}"


def query_of(given: Any) -> str:
    """The query that holds an input; empty when no address can hold it."""
    text = as_text(given)
    readable = f"input={quote(text, safe=SAFE)}"
    if len(readable) <= LONGEST_READABLE:
        return readable
    packed = urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return f"packed={packed}" if len(packed) <= LONGEST_PACKED else ""


def unpacked(packed: str) -> str:
    """The text of a packed input; raises `BadInput`, also where it would fill the memory."""
    try:
        data = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        opened = zlib.decompressobj()
        text = opened.decompress(data, MAX_BYTES)
        if opened.unconsumed_tail:
            raise refusal(TOO_LARGE)
        if not opened.eof:
            raise refusal(NOT_PACKED)
        return text.decode()
    except (ValueError, zlib.error) as error:
        if isinstance(error, BadInput):
            raise
        raise refusal(NOT_PACKED) from None


def from_file(data: bytes) -> Any:
    """The input in a file: bare, as our download keeps it beside the answer, or as a case does."""
    if len(data) > MAX_BYTES:
        raise refusal(TOO_LARGE)
    value = read_json(data)
    is_wrapped = isinstance(value, dict) and isinstance(value.get("input"), dict)
    return value["input"] if is_wrapped else value


def refusal(sentence: str) -> BadInput:
    return BadInput(
        [Fault("input", "", Sentence(sentence, {"most": MAX_BYTES}), Sentence(ASK_AGAIN))]
    )
