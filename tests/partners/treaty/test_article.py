"""A place in a text, in the words of a sentence."""

import pytest

from partners.treaty.article import words


@pytest.mark.parametrize(
    ("on_file", "said"),
    [
        ("6", "article 6"),
        ("9(1)(a)", "article 9(1)(a)"),
        ("VI", "article VI"),
        ("annex II", "annex II"),
        ("article 4", "article 4"),
        ("annex on points", "annex on points"),
        ("", ""),
    ],
)
def test_place_says_what_it_is(on_file, said):
    assert str(words(on_file)) == said


def test_annex_is_told_in_the_language_of_the_reader():
    russian = {"annex {number}": "приложение {number}"}

    assert words("annex II").translated(russian.get) == "приложение II"
