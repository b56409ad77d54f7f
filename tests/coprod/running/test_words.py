"""What every text of our catalogues keeps to, whoever translated it."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

CYRILLIC = "А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
# What Python fills in stands for a word of its own.
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
MIXED = re.compile(f"[A-Za-z][{CYRILLIC}]|[{CYRILLIC}][A-Za-z]")
# A day in Russian ends in “г.”, which is the full stop already.
DAY_AND_STOP = re.compile(r"%\((day|when)\)s\.( |$)")


def texts(language):
    path = settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield from message.string if message.pluralizable else [message.string]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_word_mixes_latin_and_cyrillic_letters(language):
    assert [text for text in texts(language) if MIXED.search(PLACE.sub(" ", text))] == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_quotes_are_those_of_the_language(language):
    assert [text for text in texts(language) if "“" in text or "”" in text] == []


def test_a_russian_day_is_not_followed_by_a_second_full_stop():
    assert [text for text in texts("ru") if DAY_AND_STOP.search(text)] == []
