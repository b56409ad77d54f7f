"""The law behind a treaty check: who is bound by what, and what the conventions ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coprod.sentence import Sentence
from partners.country.models import Country
from partners.source.references import References
from partners.treaty.article import words
from partners.treaty.case import Case
from partners.treaty.models import Treaty, TreatyTerm
from partners.treaty.stored import OnFile, points_tests

# Their limits are counts, not percentages.
COUNTED = {TreatyTerm.Rule.POINTS, TreatyTerm.Rule.PARTNERS}


@dataclass(frozen=True)
class Law:
    """The treaties behind an answer, and the numbers of their sources on this page."""

    on_file: OnFile | None
    references: References
    countries: Mapping[str, Country]

    @property
    def pair(self) -> list[Treaty]:
        """Each older convention that gives way, and the newer one behind it."""
        by_key = {one.pk: one for one in self.on_file.treaties.values()} if self.on_file else {}
        older = [one for one in by_key.values() if one.replaced_by_id in by_key]
        return [text for one in older for text in (one, by_key[one.replaced_by_id])]

    def treaty(self, rule: str | None) -> Treaty | None:
        return self.on_file.treaties.get(rule) if self.on_file and rule else None

    def reference(self, source: str | None):
        row = self.on_file.rows.get(source) if self.on_file and source else None
        return self.references.cite(row) if row else None


def article_words(article: str | None) -> str:
    """“9” is article 9, in the reader's language."""
    found = words(article or "")
    return found.translated(_) if isinstance(found, Sentence) else found


def bound(case: Case, law: Law) -> dict[str, Any]:
    """Which country of the plan is bound by which text, and since when."""
    conventions = {treaty.pk for treaty in law.pair}
    texts = [
        treaty
        for rule, treaty in law.on_file.treaties.items()
        if rule == treaty.code
        and treaty.kind != Treaty.Kind.MEMORANDUM
        and (treaty.pk in conventions or binds_two(treaty, set(case.countries)))
    ]
    rows = []
    for code in case.countries:
        found = [
            next((row for row in treaty.parties.all() if row.country.code == code), None)
            for treaty in texts
        ]
        cells = [(row, law.references.cite(row) if row else None) for row in found]
        rows.append({"code": code, "country": law.countries.get(code), "cells": cells})
    return {"texts": texts, "rows": rows}


def binds_two(treaty: Treaty, countries: set[str]) -> bool:
    return len({row.country.code for row in treaty.parties.all()} & countries) > 1


def conventions(law: Law) -> dict[str, Any]:
    """The older and the newer convention side by side, limit by limit."""
    rows: dict[tuple[str, str], dict[int, dict[str, Any]]] = {}
    for treaty in law.pair:
        for term in treaty.terms.all():
            key = (term.get_rule_display(), term.get_scope_display())
            rows.setdefault(key, {})[treaty.pk] = {
                "limit": limit_words(term),
                "article": article_words(term.article),
                "is_waivable": term.is_discretionary,
                "reference": law.references.cite(term),
            }
    return {
        "texts": law.pair,
        "rows": [
            (rule, scope, [cells.get(treaty.pk) for treaty in law.pair])
            for (rule, scope), cells in sorted(rows.items())
        ],
    }


def limit_words(term: TreatyTerm) -> str:
    unit = "" if term.rule in COUNTED else "\N{NO-BREAK SPACE}%"
    least, most = (
        None if number is None else f"{number.normalize():f}{unit}"
        for number in (term.minimum, term.maximum)
    )
    if term.rule == TreatyTerm.Rule.POINTS and least and most:
        return _("at least %(least)s of %(most)s") % {"least": least, "most": most}
    if least and most:
        return _("%(least)s to %(most)s") % {"least": least, "most": most}
    if least:
        return _("at least %(least)s") % {"least": least}
    return _("at most %(most)s") % {"most": most}


def tests(genre: str, law: Law) -> list[dict[str, Any]]:
    """The points tests on file, each with its functions and what they weigh together."""
    return [
        {
            "code": code,
            "elements": elements,
            "total": sum(element.points for element in elements),
            "reference": law.references.cite(elements[0]),
        }
        for code, elements in points_tests(genre).items()
    ]
