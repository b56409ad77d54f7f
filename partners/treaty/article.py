"""Where in a text something stands, in words: “6” is article 6, “annex II” an annex."""

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _

ARTICLE = _("article {number}")
ANNEX = _("annex {number}")
ROMAN = set("IVXLC")


def words(article: str) -> Sentence | str:
    """A place as it is on file, in a sentence; what says itself what it is stays as it is."""
    kind, _space, number = article.partition(" ")
    if kind.casefold() == "annex" and number and not set(number) - ROMAN:
        return Sentence(ANNEX, {"number": number})
    is_number = article[:1].isdigit() or (article and not set(article) - ROMAN)
    return Sentence(ARTICLE, {"number": article}) if is_number else article
