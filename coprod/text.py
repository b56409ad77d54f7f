"""Search text and sort keys that are the same on every database and in every script.

«Қыз Жібек», «Кыз-Жибек», «Kyz Zhibek» and «Qyz Jibek» fold to the same ``kiz jibek``: Kazakh
letters are read as Russian keyboards write them, Cyrillic as passports do, and the spellings
that transliterations disagree on (zh/j, kh/h, q/k, y/i) become one.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

MAX_TERMS = 10
MAX_QUERY = 200
KEY = 120

# Letters that anyascii reads otherwise than people type them for Kazakh and Russian.
_LETTERS = str.maketrans(
    {
        "қ": "k", "ғ": "g", "ң": "n", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "і": "i",
        "ш": "sh", "щ": "sh", "ч": "ch", "ж": "j", "х": "h", "ц": "ts", "ю": "yu", "я": "ya",
        "э": "e", "ё": "e", "й": "i", "ы": "i", "ъ": "", "ь": "", "в": "v",
        "ş": "sh", "ç": "ch", "ı": "i", "ğ": "g", "ŋ": "n", "ə": "a", "ä": "a", "ö": "o", "ü": "u",
        "ū": "u", "ß": "ss",
    }
)  # fmt: skip
_SPELLINGS = [
    ("shch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("q", "k"), ("y", "i"),
    ("w", "v"),
]  # fmt: skip
# Russian letters stand in this order too; ё counts as е in dictionaries of both languages.
_ALPHABET = "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = {letter: chr(ord("а") + place) for place, letter in enumerate(_ALPHABET)}
_PLACES["ё"] = _PLACES["е"]
_RUN_OF_I = re.compile("i{2,}")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_LETTER = re.compile(r"[^\w]+")
_APOSTROPHES = re.compile("['’ʼ`ʹ]")


def normalise(text):
    """The folded form that is stored beside a text and compared with a folded question."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = unicodedata.normalize("NFC", folded).translate(_LETTERS)
    folded = _APOSTROPHES.sub("", anyascii(folded).lower())
    for spelling, one in _SPELLINGS:
        folded = folded.replace(spelling, one)
    return _NOT_WORD.sub(" ", _RUN_OF_I.sub("i", folded)).strip()


def terms(question):
    """The folded words of a question; a row matches when it contains every one of them."""
    return normalise(question).split()


def match_key(text):
    """The folded title by which two spellings are found to be one, cut to an index's length."""
    return normalise(text)[:KEY]


def sort_key(text):
    """Orders titles alike on every database: plain small letters, as the title spells them."""
    folded = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text))
    return _NOT_WORD.sub(" ", anyascii(folded).lower()).strip()[:KEY]


# Countries and the values of filters are few; names of people and companies may be many.
@lru_cache(maxsize=20_000)
def alphabetical(name):
    """Orders names as their readers expect: English, Russian and Kazakh, whatever the database."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    letters = (_PLACES.get(letter) or anyascii(letter).lower() for letter in folded)
    return _NOT_LETTER.sub(" ", "".join(letters)).strip()
