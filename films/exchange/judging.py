"""Judges the values of a file as the forms do: by the models' fields and constraints."""

import re
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from coprod.fields import PercentField
from coprod.money import exponent, parse_amount, to_minor
from coprod.text import match_key, sort_key
from coprod.typed import POINT_TWO_WAYS, two_ways
from films.exchange import words
from films.exchange.layout import Layout
from films.exchange.roles import roles
from films.exchange.row import Entry, Part
from films.register.film import Film, FilmTitle
from films.register.judging import problems_with_budget, problems_with_shares, words_of
from films.register.participation import Participation
from films.register.person import Person
from partners.company.models import Company
from partners.country.spelling import Countries, NotFound
from partners.source.models import Source

NUMBER = re.compile(r"-?[0-9]{1,9}")
PERCENTAGE = re.compile(r"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?) ?%?")
LONGEST_LENGTH = 32_767  # minutes, as the databases keep them
CHOICES = {"stage", "kind", "confidence"}
# What the trade writes for a kind; a feature without another word is fiction.
TRADE = {
    "kind": {
        "feature": "fiction", "feature film": "fiction", "fiction film": "fiction",
        "documentary film": "documentary", "feature documentary": "documentary",
        "animated film": "animation", "animated feature": "animation", "tv series": "series",
    }
}  # fmt: skip


class Judge:
    """Turns rows into entries, and puts on the report what is wrong with them."""

    def __init__(
        self, layout: Layout, report, *, default_source: Source | str, file_is_source=False
    ):
        self.layout, self.report = layout, report
        self.file_is_source = file_is_source
        self.countries = Countries()
        self.genres, self.languages = words.genres(layout), words.languages(layout)
        self.sources = words.Sources()
        self.default_source = self.sources.find(default_source)
        self.festivals = {}
        self._cleaned = {}
        self._meanings = {name: _meanings(Film._meta.get_field(name)) for name in CHOICES}

    def entry(self, row):
        """What the register is to hold of this film, or None when something is wrong."""
        errors = len(self.report.errors)
        self._row = row
        year = self._whole("year", row.year)
        parts = self._parts(row, year)
        budget, currency = self._budget(row)
        source = self._source(row)
        confidence = self._choice("confidence", row.confidence)
        entry = Entry(
            line=row.line,
            title=self._title(row.title),
            original_title=self._text("original_title", row.original_title),
            other_titles=self._titles(row),
            year=year,
            year_kind=row.year_kind if year else "",
            stage=self._choice("stage", row.stage),
            kind=self._choice("kind", row.kind),
            parts=parts,
            companies=self._names("companies", row.companies, Company),
            directors=self._names("directors", row.directors, Person),
            genres=self._words("genres", self.genres, row.genres),
            languages=self._words("languages", self.languages, row.languages),
            original_language=self._original_language(row),
            length=self._length(row.length),
            synopsis=row.synopsis,
            budget_amount=budget,
            budget_currency=currency,
            imdb_id=self._text("imdb_id", row.imdb_id),
            wikidata_id=self._text("wikidata_id", row.wikidata_id),
            public_id=row.public_id,
            source=source,
            names_source=bool(row.source) or not self.file_is_source,
            locator=self._locator(row),
            confidence=confidence,
            trust=confidence or self.layout.confidence,
            festival=self._festival(row),
            sort_title=sort_key(row.title),
            folded_title=match_key(row.title),
        )
        return entry if len(self.report.errors) == errors else None

    # Faults

    def _refuse(self, column, value, reason):
        self.report.error(self._row.line, self.layout.column(column), value, reason)

    def _clean(self, field, value, column, *, shown=""):
        """The value as its field takes it, or None with the field's own complaints reported."""
        try:
            return field.clean(value, None)
        except ValidationError as fault:
            for message in fault.messages:
                self._refuse(column, shown or value, message)
            return None

    # Texts and numbers

    def _title(self, title):
        if not title:
            self._refuse("title", "", words_of(Film, "film_title_given"))
        return self._text("title", title)

    def _text(self, name, text, column=""):
        if not text:
            return ""
        return self._clean(Film._meta.get_field(name), text, column or name) or ""

    def _titles(self, row):
        field = FilmTitle._meta.get_field("text")
        titles = dict.fromkeys(row.other_titles)
        return tuple(
            self._clean(field, title, "other_titles") or ""
            for title in titles
            if title != row.title
        )

    def _whole(self, name, text):
        if not text:
            return None
        if (name, text) in self._cleaned:
            return self._cleaned[name, text]
        if not NUMBER.fullmatch(text):
            self._refuse(name, text, _("This is not a whole number: write digits, such as 2008."))
            return None
        number = self._clean(Film._meta.get_field(name), text, name)
        if number is not None:
            self._cleaned[name, text] = number
        return number

    def _length(self, text):
        minutes = self._whole("length", text)
        if minutes is None or 0 < minutes <= LONGEST_LENGTH:
            return minutes
        self._refuse("length", text, _("A length is a number of minutes above zero: check it."))
        return None

    def _choice(self, name, text):
        if not text:
            return ""
        meanings = self._meanings[name]
        found = meanings.get(_plain(text))
        if found is None:
            known = ", ".join(dict.fromkeys(meanings.values()))
            reason = _("This is not a choice here: write one of %(known)s.") % {"known": known}
            self._refuse(name, text, reason)
        return found or ""

    def _budget(self, row):
        """Minor units and currency of a budget that is known."""
        if not row.budget_amount and not row.budget_currency:
            return None, ""
        try:
            amount = budget_of(row.budget_amount, row.budget_currency)
        except ValueError as fault:
            self._refuse("budget_amount", row.budget_amount, fault)
            return None, ""
        if problems := problems_with_budget(amount, row.budget_currency):
            for problem in problems:
                value = f"{row.budget_amount} {row.budget_currency}".strip()
                self._refuse("budget_amount", value, problem)
            return None, ""
        return to_minor(amount, row.budget_currency), row.budget_currency

    # Countries

    def _country(self, column, spellings, year):
        try:
            return self.countries.find(spellings, year)
        except NotFound as refusal:
            self._refuse(column, spellings[0], refusal)
            return None

    def _parts(self, row, year):
        found = {}
        for spellings in row.countries:
            country = self._country("countries", spellings, year)
            if country and country.pk in found:
                reason = _("The row has this country twice: it counts once.")
                column = self.layout.column("countries")
                self.report.warn(row.line, column, spellings[0], reason)
            elif country:
                found[country.pk] = country
        shares = self._shares(row, found, year)
        lead = self._lead(row, found, shares, year)
        parts = roles(found, shares, lead)
        return tuple(
            Part(country, parts.get(key, ""), shares.get(key)) for key, country in found.items()
        )

    def _shares(self, row, countries, year):
        shares = {}
        for told in row.shares:
            spelling, colon, number = told.rpartition(":")
            percentage = PERCENTAGE.fullmatch(number.strip())
            if not colon or not percentage:
                self._refuse(
                    "shares", told, _("This is not a share: write country and per cent, as KZ:60.")
                )
                continue
            country = self._country("shares", (spelling.strip(),), year)
            if country is None:
                continue
            if country.pk not in countries:
                self._refuse("shares", told, _("The share's country is not among the countries."))
            elif country.pk in shares:
                self._refuse("shares", told, _("The row has two shares of this country."))
            else:
                shares[country.pk] = self._share(told, Decimal(percentage[1]))
        shares = {country: share for country, share in shares.items() if share is not None}
        for problem in problems_with_shares(shares.values()):
            self._refuse("shares", "|".join(row.shares), problem)
        return shares

    def _share(self, told, share):
        problems = problems_with_shares([share])
        for problem in problems:
            self._refuse("shares", told, problem)
        return None if problems else self._clean(SHARE, share, "shares", shown=told)

    def _lead(self, row, countries, shares, year):
        if not row.lead_country:
            return None
        country = self._country("lead_country", (row.lead_country,), year)
        if country is None:
            return None
        if country.pk not in countries:
            reason = _("The lead country is not among the countries.")
            self._refuse("lead_country", row.lead_country, reason)
            return None
        if country.pk in shares and shares[country.pk] < max(shares.values()):
            reason = _("Another country has a larger share than the lead country.")
            column = self.layout.column("lead_country")
            self.report.warn(row.line, column, row.lead_country, reason)
        return country.pk

    # Names and words

    def _names(self, column, names, model):
        """Names of companies or people, each once."""
        found = tuple(dict.fromkeys(names))
        for name in found:
            text = getattr(name, "name", name)
            if len(text) > model._meta.get_field("name").max_length:
                self._clean(model._meta.get_field("name"), text, column)
        return found

    def _words(self, column, vocabulary, named):
        found = {}
        for spellings in named:
            try:
                word = vocabulary.find(spellings)
            except NotFound as refusal:
                self._refuse(column, spellings[0], refusal)
            else:
                found[word.code] = word
        return tuple(found.values())

    def _original_language(self, row):
        found = self._words("languages", self.languages, filter(None, [row.original_language]))
        return found[0] if found else None

    # Where it comes from

    def _source(self, row):
        if not row.source:
            return self.default_source
        try:
            return self.sources.find(row.source)
        except NotFound as refusal:
            self._refuse("source", row.source, refusal)
            return self.default_source

    def _locator(self, row):
        locator = row.source_locator
        if not locator and not row.source and self.file_is_source:
            return f"row {row.line}"
        return self._text("locator", locator, "source_locator")

    def _festival(self, row):
        if not row.festival:
            return None
        if row.festival not in self.festivals:
            self.festivals[row.festival] = words.festival(row.festival)
        return self.festivals[row.festival]


SHARE: PercentField = Participation._meta.get_field("share")


def budget_of(text, currency):
    """The amount of a budget; 300.000 EUR is three hundred to some and a thousandfold to others."""
    if text.endswith("0") and exponent(currency) < 3 and POINT_TWO_WAYS.fullmatch(text):
        raise ValueError(two_ways(text))
    return parse_amount(text) if text else None


def _meanings(field):
    """{what people write: the choice they mean}, by code, by name in three languages, by trade."""
    codes = [value for value, _label in field.flatchoices if value]
    named = {code: code for code in codes}
    for language, _name in settings.LANGUAGES:
        with override(language):
            named |= {str(label): value for value, label in field.flatchoices if value}
    named |= TRADE.get(field.name, {})
    return {_plain(text): code for text, code in named.items()}


def _plain(text):
    """A choice as it is compared: small letters, blanks and hyphens alike."""
    return text.casefold().replace(" ", "_").replace("-", "_")
