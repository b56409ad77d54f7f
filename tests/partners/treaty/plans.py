"""Co-productions and instruments in few words, for the tests of treaties."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from partners.treaty.case import Case, Company, Element, PointsList
from partners.treaty.instrument import Condition, Instrument, Party

TODAY = date(2026, 1, 15)


def make_case(*companies, total=None, **other):
    """A case from shares in per cent, such as "KZ 8.4" or, for money only, "KZ 8.4 money"."""
    found = []
    for number, written in enumerate(companies):
        country, percent, *money = written.split()
        contribution = Decimal(percent) * Decimal(total or 100) / 100
        found.append(Company(f"{country}-{number}", country, contribution, bool(money)))
    given = {"on": TODAY, "currency": "EUR", **other}
    return Case(Decimal(total or 100), tuple(found), **given)


def make_points(*elements):
    """Functions such as "director 4 FR" or, in halves, "writer 3 FR KZ"; nobody: "composer 1"."""
    found = []
    for written in elements:
        role, points, *countries = written.split()
        parts = {code: Fraction(1, len(countries)) for code in countries}
        found.append(Element(role, Decimal(points), parts))
    return PointsList(tuple(found))


def make_instrument(parties, *conditions, id="treaty", **other):
    """An instrument that binds the countries of a text such as "FR KZ"."""
    return Instrument(id, tuple(Party(code) for code in parties.split()), conditions, **other)


def make_condition(kind, **terms):
    numbers = {
        name: Decimal(limit) if isinstance(limit, str) else limit for name, limit in terms.items()
    }
    return Condition(kind, numbers, article="article 6", source="the printed text")


def labels(findings):
    """What fails and what cannot be checked."""
    failed = sorted(one.label for one in findings if one.passed is False)
    unknown = sorted(one.label for one in findings if one.passed is None)
    return failed, unknown
