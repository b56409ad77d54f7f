"""The country that somebody means: by code, by name in three languages, by any known spelling."""

import difflib
from collections import defaultdict

from django.utils.translation import gettext as _

from coprod.text import normalise
from partners.country.models import Country, CountryAlias

# A state is looked for this many years after it ended: films come out late.
GRACE = 3
# Looking for a near spelling takes a while: a file of nonsense is not helped with every word.
MOST_HINTS = 200
# Near a code is every other code.
SHORTEST_HINTED = 4


class NotFound(ValueError):
    """A spelling that means nothing known, or several things; says what to write instead."""


class Countries:
    """Every country under every code and spelling it is known by."""

    def __init__(self):
        self._codes = defaultdict(list)
        self._names = defaultdict(list)
        self._spellings = {}
        self._found = {}
        self._hints = 0
        for country in Country.objects.all():
            self._add(country)
        by_pk = {country.pk: country for codes in self._codes.values() for country in codes}
        for pk, text in CountryAlias.objects.values_list("country", "text"):
            self._spell(by_pk[pk], text)

    def known(self, text):
        """The one country that a spelling means today; None where there is none, or several."""
        narrowed = _narrowed(self._candidates(text), None)
        return narrowed[0] if len(narrowed) == 1 else None

    def find(self, spellings, year):
        """The country that the first understood spelling means in this year."""
        key = (spellings, year)
        if key not in self._found:
            try:
                self._found[key] = self._search(spellings, year), ""
            except NotFound as refusal:
                self._found[key] = None, str(refusal)
        country, refusal = self._found[key]
        if refusal:
            raise NotFound(refusal)
        return country

    def _add(self, country):
        codes = {country.code, country.alpha_2, country.alpha_3} - {""}
        for code in codes:
            self._codes[code].append(country)
        for name in (country.name_en, country.name_ru, country.name_kk):
            self._spell(country, name)

    def _spell(self, country, text):
        folded = normalise(text)
        if folded and country not in self._names[folded]:
            self._names[folded].append(country)
            self._spellings.setdefault(text.casefold(), text)

    def _search(self, spellings, year):
        candidates = []
        for text in spellings:
            narrowed = _narrowed(self._candidates(text), year)
            if len(narrowed) == 1:
                return narrowed[0]
            candidates = candidates or narrowed
        told = {"value": spellings[0][:60]}
        if candidates:
            told["several"] = _(" or ").join(f"{one} ({one.code})" for one in candidates)
            raise NotFound(_("“%(value)s” may mean %(several)s: write the code.") % told)
        if hint := self._nearest(spellings[-1]):
            told["hint"] = hint
            raise NotFound(_("“%(value)s” is no known country: did you mean “%(hint)s”?") % told)
        raise NotFound(_("“%(value)s” is no known country: write its code or its name.") % told)

    def _candidates(self, text):
        # A living country's code is its own, whatever state had it before.
        found = self._codes.get(text.upper(), [])
        living = [country for country in found if country.code == text.upper()]
        return living or found or self._names.get(normalise(text), [])

    def _nearest(self, text):
        self._hints += 1
        if len(text) < SHORTEST_HINTED or self._hints > MOST_HINTS:
            return ""
        near = difflib.get_close_matches(text.casefold(), self._spellings, n=1, cutoff=0.7)
        return self._spellings[near[0]] if near else ""


def _narrowed(countries, year):
    """Those that a film of this year can mean."""
    if len(countries) < 2:
        return countries
    if year is None:
        living = [country for country in countries if not country.is_withdrawn]
        return living if len(living) == 1 else countries
    alive = [country for country in countries if _lived_in(country, year)]
    # In its own time the name of a state that is gone meant that state.
    gone = [country for country in alive if country.is_withdrawn]
    if len(gone) == 1:
        return gone
    late = [country for country in countries if _lived_in(country, year, GRACE)]
    return alive or late or countries


def _lived_in(country, year, grace=0):
    return (country.valid_from is None or country.valid_from.year <= year) and (
        country.valid_to is None or year <= country.valid_to.year + grace
    )
