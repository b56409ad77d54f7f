"""The currency that a sign or a name means; a sign that several share is nobody's."""

import re
from functools import cache

import pycountry
from babel import Locale
from babel.numbers import get_currency_name

LANGUAGES = ("en", "ru", "kk", "de", "fr")
# One of each grammatical number of these languages, and the name by itself.
COUNTS = (None, 0, 1, 1.5, 2, 5)
# What people write beside the names of the Unicode locale data. “$”, “¥”, “kr” and “руб.” stand
# for several currencies and are left out.
CALLED = {
    "AMD": ("֏",),
    "AZN": ("₼",),
    "CAD": ("can$", "c$", "ca$"),
    "CNY": ("rmb", "cn¥"),
    "CZK": ("kč",),
    "EUR": ("€", "euro", "euros", "еуро"),
    "GBP": ("£", "£ stg", "pounds sterling", "фунт стерлингов", "фунтов стерлингов"),
    "GEL": ("₾",),
    "HUF": ("ft", "forint"),
    "ILS": ("₪",),
    "INR": ("₹",),
    "JPY": ("jp¥",),
    "KZT": ("₸", "тенге", "теңге", "тг", "тңг", "тнг", "tenge"),
    "PLN": ("zł", "zloty", "złoty", "злотый", "злотых"),
    "RUB": ("₽", "рубль рф", "рублей рф", "руб. рф"),
    "TRY": ("₺",),
    "UAH": ("₴", "грн", "гривна", "hryvnia"),
    "USD": ("us$", "$us", "us dollar", "долл. сша", "долларов сша", "доллары сша"),
}
# Metals, test codes and units of account have codes as well, and names such as “or” and “argent”.
NO_MONEY = re.compile("X(?!AF|CD|CG|OF|PF)")
# Signs that several currencies share, with those of our trade.
SHARED = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP"),
    "¥": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "руб": ("RUB", "BYN"),
    "рублей": ("RUB", "BYN"),
}


def currency_called(text: str) -> str:
    """The code of the one currency that this is a code, sign or name of; else empty."""
    name = folded(text)
    if name.upper() in codes():
        return name.upper()
    found = names().get(name, ())
    return found[0] if len(found) == 1 else ""


def may_mean(text: str, code: str) -> bool:
    """Whether a sign stands for this currency, also where it may stand for others."""
    return bool(code) and (currency_called(text) == code or code in SHARED.get(folded(text), ()))


def is_shared(text: str) -> bool:
    return folded(text) in SHARED


def folded(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


@cache
def codes() -> frozenset[str]:
    return frozenset(one.alpha_3 for one in pycountry.currencies)


@cache
def ever_issued() -> frozenset[str]:
    """Every code that stood for money once, the franc and the Soviet rouble included."""
    known = codes().union(Locale("en").currencies)
    return frozenset(code for code in known if not NO_MONEY.match(code))


@cache
def names() -> dict[str, tuple[str, ...]]:
    """The codes under each name in our languages and those of the neighbours."""
    found: dict[str, set[str]] = {}
    for code in codes():
        if NO_MONEY.match(code):
            continue
        for language in LANGUAGES:
            for count in COUNTS:
                # Without a name the locale data gives the code, which is read as one before.
                name = get_currency_name(code, count, language)
                found.setdefault(folded(name), set()).add(code)
    for code, words in CALLED.items():
        for word in words:
            found.setdefault(folded(word), set()).add(code)
    return {name: tuple(sorted(meant)) for name, meant in found.items()}
