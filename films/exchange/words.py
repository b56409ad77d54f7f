"""The genres, languages, festivals and sources that a file names."""

import difflib
import hashlib

import pycountry
from anyascii import anyascii
from babel import Locale
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coprod.text import normalise
from films.register.showing import Festival
from films.vocabulary.models import Genre, Language
from partners.country.spelling import MOST_HINTS, NotFound
from partners.source.models import Source

KEY_LENGTH = 60
# A refusal names the words of a vocabulary as long as they are few.
MOST_NAMED = 60


class Vocabulary:
    """The words of one kind, by code and by name in three languages."""

    def __init__(self, model, *, may_grow, make):
        self.new = []
        self._may_grow, self._make = may_grow, make
        self._words, self._spellings, self._found, self._hints = {}, {}, {}, 0
        self._codes = set()
        for word in model.objects.all():
            self._learn(word)

    def find(self, spellings):
        """The word that the first understood spelling means; a new one where that may be."""
        if spellings not in self._found:
            self._found[spellings] = self._search(spellings) or self._added(spellings)
        return self._found[spellings]

    def _search(self, spellings):
        for text in spellings:
            if word := self._words.get(text.casefold()) or self._words.get(normalise(text)):
                return word
        return None

    def _added(self, spellings):
        if not self._may_grow:
            raise NotFound(self._unknown(spellings[0]))
        word = self._make(*spellings)
        try:
            word.clean_fields()
        except ValidationError as fault:
            raise NotFound(" ".join(fault.messages)) from fault
        known = self._words.get(word.code)
        if known is None:
            self._learn(word)
            self.new.append(word)
        return known or word

    def _learn(self, word):
        self._codes.add(word.code)
        self._words.setdefault(word.code.casefold(), word)
        for name in filter(None, (word.name_en, word.name_ru, word.name_kk)):
            self._words.setdefault(normalise(name), word)
            self._spellings.setdefault(name.casefold(), name)

    def _unknown(self, text):
        self._hints += 1
        near = []
        if self._hints <= MOST_HINTS:
            near = difflib.get_close_matches(text.casefold(), self._spellings, n=1)
        if near:
            return _("“%(value)s” is not known: did you mean “%(hint)s”?") % {
                "value": text[:60],
                "hint": self._spellings[near[0]],
            }
        if len(self._codes) > MOST_NAMED:
            reason = _(
                "“%(value)s” is not known: write a code or a name of the vocabulary, or add it in "
                "the administration first."
            )
            return reason % {"value": text[:60]}
        reason = _(
            "“%(value)s” is not known: write one of %(known)s, or add it in the administration "
            "first."
        )
        return reason % {"value": text[:60], "known": ", ".join(sorted(self._codes))}


def genres(layout):
    return Vocabulary(Genre, may_grow=layout.is_foreign, make=_new_genre)


def languages(layout):
    return _Languages(Language, may_grow=layout.is_foreign, make=_new_language)


class _Languages(Vocabulary):
    """Languages, by any of their ISO 639 codes too."""

    def _search(self, spellings):
        if word := super()._search(spellings):
            return word
        longer = pycountry.languages.get(alpha_3=spellings[0].casefold())
        return super()._search((getattr(longer, "alpha_2", ""),))


def _new_genre(name, *_others):
    return Genre(code=slugify(anyascii(name))[:40].replace("-", "_") or "other", name_en=name)


def _new_language(code, *names):
    def named(language):
        return Locale(language).languages.get(code, "")

    return Language(
        code=slugify(code)[:8],
        name_en=named("en") or (names[0] if names else code),
        name_ru=named("ru"),
        name_kk=named("kk"),
    )


class Sources:
    """The sources that rows name: by key, by title or by link."""

    def __init__(self):
        self.new = []
        self._known = {}
        for source in Source.objects.all():
            self._learn(source)

    def find(self, wanted):
        """The source of this name, or of this one's key; a new one if there is none."""
        if isinstance(wanted, Source):
            found = self._known.get(wanted.key.casefold())
            return found or self._add(wanted)
        found = self._known.get(wanted.casefold())
        return found or self._add(self._made(wanted))

    def _made(self, text):
        is_link = text.casefold().startswith(("http://", "https://"))
        kind = Source.Kind.IMPORT
        return Source(key=self._new_key(text), title=text, kind=kind, url=text if is_link else "")

    def _add(self, source):
        try:
            source.clean_fields()
        except ValidationError as fault:
            raise NotFound(" ".join(fault.messages)) from fault
        self._learn(source)
        self.new.append(source)
        return source

    def _learn(self, source):
        for name in filter(None, (source.key, source.title, source.url)):
            self._known.setdefault(name.casefold(), source)

    def _new_key(self, text):
        start = slugify(anyascii(text))[:KEY_LENGTH].strip("-") or "source"
        if start not in self._known:
            return start
        return f"{start}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def festival(code):
    """The festival of a layout, made if the register lacks it."""
    return Festival.objects.filter(code=code).first() or Festival(code=code, name=code.title())
