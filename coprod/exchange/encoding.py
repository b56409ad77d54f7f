"""The encoding of a text: by its mark, by being valid UTF-8, or by its letters.

Eight-bit Cyrillic encodings hold the same letters at different places, so a text read in the wrong
one has rare letters where common ones should be, capitals inside words, and symbols between. Each
reading is scored by how common its letters are in Russian; Windows-1251, which most files are, is
taken unless another one is clearly better.
"""

import codecs
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import BinaryIO

ENCODINGS = (
    "utf-8", "utf-16", "cp1251", "kz1048", "koi8-r", "cp866", "cp1252", "latin-1",
)  # fmt: skip
CHUNK = 2**20
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Where cp1251 has its Cyrillic letters, Latin-1 has its accented ones: Cyrillic ones come in
# words, accented ones stand alone between unaccented ones.
HIGH_LETTERS = re.compile(b"[\xa8\xb8\xc0-\xff]+")
WORDS = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,40}(?![A-Za-z\x80-\xff])")
MIXED = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")

# Russian letters of a thousand, commonest first; what is as common as 20 of them counts nothing.
PER_THOUSAND = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        [110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14,
         12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1],
        strict=True,
    )
)  # fmt: skip
SCORES = {letter: math.log(often / 20) for letter, often in PER_THOUSAND.items()}
SCORES |= dict.fromkeys("«»–—„“”‘’…№ °", 0)
# KZ-1048 is cp1251 with Kazakh letters in the places of other alphabets' ones. Where those belong
# to a larger neighbour (Ukrainian, Belarusian, Serbian), the place itself tells nothing.
SCORES |= dict.fromkeys("іїєґўјғәөұүһқң", 0.5)
STRANGE, CAPITAL_INSIDE = -4, -4
# By so much another encoding has to be better than Windows-1251, or than a Latin one.
CLEARLY = 5
# Different words that tell enough, whatever the length of the file.
ENOUGH = 5_000


def detect_encoding(opened: Callable[[], BinaryIO]) -> tuple[str, bool]:
    """The encoding of a file, and whether it is only what the letters suggest."""
    with opened() as file:
        start = file.read(CHUNK)
    for mark, name in BYTE_ORDER_MARKS.items():
        if start.startswith(mark):
            return name, False
    if start.count(0) > len(start) // 4:
        lower_first = start[1::2].count(0) > start[::2].count(0)
        return "utf-16-le" if lower_first else "utf-16-be", False
    with opened() as file:
        if _is_utf_8(_chunks(file)):
            return "utf-8", False
    with opened() as file:
        return _eight_bit_encoding(_chunks(file)), True


def _is_utf_8(chunks: Iterator[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit_encoding(chunks: Iterator[bytes]) -> str:
    in_words = alone = mixed = 0
    is_windows = True
    words: Counter[bytes] = Counter()
    for chunk in chunks:
        letters = [len(run) for run in HIGH_LETTERS.findall(chunk)]
        in_words += sum(length for length in letters if length > 1)
        alone += letters.count(1)
        mixed += len(MIXED.findall(chunk))
        if len(words) < ENOUGH:
            words.update(WORDS.findall(chunk))
        # Windows leaves these five bytes undefined.
        is_windows = is_windows and not any(byte in chunk for byte in b"\x81\x8d\x8f\x90\x9d")
    readings = {name: _score(words, name) for name in ("cp1251", "kz1048", "koi8-r", "cp866")}
    if in_words > max(alone, mixed):
        best = max(readings, key=lambda name: readings[name])
        return best if readings[best] > readings["cp1251"] + CLEARLY else "cp1251"
    if readings["cp866"] > CLEARLY - STRANGE * mixed:
        return "cp866"
    return "cp1252" if is_windows else "latin-1"


def _score(words: Counter[bytes], encoding: str) -> float:
    """How well the words read in an encoding; above zero for a text, the higher the longer."""
    total = 0.0
    for word, often in words.most_common(ENOUGH):
        text = word.decode(encoding, "replace")
        score = sum(SCORES.get(letter, STRANGE) for letter in text.lower())
        score += CAPITAL_INSIDE * sum(
            one.islower() and two.isupper() for one, two in pairwise(text)
        )
        total += often * score
    return total


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")
