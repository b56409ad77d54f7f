"""An amount as spreadsheets show it: € 300.000,00 · 12 500,- · 420 млн."""

import re
from dataclasses import dataclass
from decimal import Decimal

from coprod.money import LONGEST

SPACES = " \u00a0\u2009\u202f"
MINUS = "-\u2212"
DASHES = "-\u2013\u2014"
FIGURE = re.compile(rf"[0-9](?:[0-9.,'’{SPACES}]*[0-9])?")
# “12 500,-” and “12’500.--”: a whole amount.
WHOLE = re.compile(rf"[.,][{DASHES}]{{1,2}}")
TAIL = re.compile(r"([^\W\d_]+\.?)?(.*)", re.DOTALL)
SCALES = {
    1_000: ("тыс", "тысяч", "тысячи", "мың", "tsd", "k"),
    1_000_000: ("млн", "миллион", "миллиона", "миллионов", "mln", "mio", "million", "millions",
                "millionen"),
    1_000_000_000: ("млрд", "миллиард", "миллиарда", "миллиардов", "mrd"),
}  # fmt: skip
SCALE = {word: scale for scale, words in SCALES.items() for word in words}

GROUP = rf"(?:(?P<sign>[{SPACES}.,'’])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}})*)"
GROUPED = re.compile(rf"(?P<whole>[1-9][0-9]{{0,2}}{GROUP})(?:(?P<point>[.,])(?P<rest>[0-9]+))?")
PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:(?P<point>[.,])(?P<rest>[0-9]+))?")


@dataclass(frozen=True)
class Written:
    """The parts of an amount: its digits as they stand, and what stands around them."""

    figure: str
    is_negative: bool = False
    is_whole: bool = False
    scale: int = 1
    # What is left: the sign or the name of a currency, or anything else.
    word: str = ""

    @property
    def is_bare(self) -> bool:
        return not self.word and not self.is_whole and self.scale == 1


def written(text: str) -> Written | None:
    """The parts of a text with one figure in it; None for every other text."""
    given = text.strip()
    found = FIGURE.search(given)
    if found is None or len(given) > 2 * LONGEST:
        return None
    before, after = given[: found.start()].strip(), given[found.end() :].strip()
    is_negative = is_whole = False
    if before and before[0] in MINUS:
        is_negative, before = True, before[1:].strip()
    elif before and before[-1] in MINUS:
        is_negative, before = True, before[:-1].strip()
    if ends := WHOLE.match(after):
        is_whole, after = True, after[ends.end() :].strip()
    tail = TAIL.fullmatch(after)
    first, rest = (tail[1] or "", tail[2].strip()) if tail else ("", after)
    scale = SCALE.get(first.casefold().rstrip("."), 1)
    if first in ("M", "m") and rest == "€":
        scale = 1_000_000
    if scale > 1:
        after = rest
    word = f"{before} {after}".strip()
    return Written(found[0], is_negative, is_whole, scale, word)


def read(figure: str, *, is_bare: bool = True) -> Decimal | None:
    """Digits that mean one amount wherever they were written; 1.250 and 1,250 mean two."""
    grouped = GROUPED.fullmatch(figure)
    if grouped:
        sign, point, rest = grouped["sign"], grouped["point"], grouped["rest"] or ""
        is_one_group = len(re.findall(r"[0-9]+", grouped["whole"])) == 2
        if sign in ".," and (point == sign or (not point and is_one_group)):
            return None
        # 1.250,000 may be a slip for three groups.
        if point and len(rest) == 3 and (sign in ".," or point == ","):
            return None
        return exact(grouped["whole"], rest)
    plain = PLAIN.fullmatch(figure)
    if plain is None:
        return None
    digits, point, rest = plain["whole"], plain["point"], plain["rest"] or ""
    # Nobody groups behind a zero.
    may_be_grouped = len(digits) < 4 and not digits.startswith("0")
    if point and len(rest) == 3 and may_be_grouped:
        return None
    # Alone, “12,5” is left to the language of the reader.
    is_unsure = point == "," and len(digits) < 4 and is_bare
    return None if is_unsure else exact(digits, rest)


def whole(figure: str) -> Decimal | None:
    """Digits before “,-”, where every sign is one of groups."""
    found = GROUPED.fullmatch(figure) or PLAIN.fullmatch(figure)
    return exact(found["whole"], "") if found and not found["point"] else None


def exact(digits: str, rest: str) -> Decimal:
    return Decimal(re.sub(r"[^0-9]", "", digits) + (f".{rest}" if rest else ""))
