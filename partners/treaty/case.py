"""A planned co-production as plain values: who brings what, who does what, where it is spent.

Shares are exact fractions of one hundred; only whoever shows them rounds.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class Company:
    """A co-producer and what it brings; `financial_only` when it brings nothing but money."""

    id: str
    country: str
    contribution: Decimal
    financial_only: bool = False


@dataclass(frozen=True)
class Element:
    """A function of the points test and the countries that fill it, each by its fraction."""

    role: str
    points: Decimal
    parts: Mapping[str, Fraction]

    def points_of(self, countries: Collection[str]) -> Fraction:
        filled = sum((part for code, part in self.parts.items() if code in countries), Fraction(0))
        return Fraction(self.points) * filled


@dataclass(frozen=True)
class PointsList:
    """All functions of a points test with those who fill them."""

    elements: tuple[Element, ...]

    @cached_property
    def scale(self) -> Fraction:
        """What all functions weigh together, whoever fills them."""
        return sum((Fraction(element.points) for element in self.elements), Fraction(0))

    @cached_property
    def by_country(self) -> dict[str, Fraction]:
        found: dict[str, Fraction] = {}
        for element in self.elements:
            for code in element.parts:
                found[code] = found.get(code, Fraction(0)) + element.points_of({code})
        return found

    def of(self, countries: Collection[str]) -> Fraction:
        mine = (points for code, points in self.by_country.items() if code in countries)
        return sum(mine, Fraction(0))


@dataclass(frozen=True)
class Case:
    """A planned co-production; the last four values are set by `seen_by`.

    `points` or `spend` of None are not known, which is not the same as none.
    """

    total_cost: Decimal
    companies: tuple[Company, ...]
    on: date | None = None
    points: PointsList | None = None
    spend: Mapping[str, Decimal] | None = None
    derogation_granted: bool = False
    currency: str = ""
    genre: str = "fiction"
    parties: frozenset[str] = frozenset()
    is_multilateral: bool = False
    financial_apart: bool = False
    smallest_share: Decimal | None = None

    def seen_by(
        self,
        parties: Iterable[str],
        is_multilateral: bool = False,
        financial_apart: bool = False,
        smallest_share: Decimal | None = None,
    ) -> "Case":
        """The same case with the eyes of one instrument.

        It knows its Parties, whether it counts three countries or more, whether those that bring
        only money have a band of their own, and the smallest share it accepts from a Party.
        """
        return replace(
            self,
            parties=frozenset(parties),
            is_multilateral=is_multilateral,
            financial_apart=financial_apart,
            smallest_share=smallest_share,
        )

    @cached_property
    def countries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(company.country for company in self.companies))

    @cached_property
    def party_countries(self) -> tuple[str, ...]:
        return tuple(code for code in self.countries if code in self.parties)

    @cached_property
    def third_countries(self) -> tuple[str, ...]:
        return tuple(code for code in self.countries if code not in self.parties)

    @cached_property
    def _by_country(self) -> dict[str, tuple[Company, ...]]:
        found: dict[str, list[Company]] = {code: [] for code in self.countries}
        for company in self.companies:
            found[company.country].append(company)
        return {code: tuple(companies) for code, companies in found.items()}

    @cached_property
    def financial_countries(self) -> frozenset[str]:
        """Party countries all of whose companies bring only money, where that has its own band."""
        if not self.financial_apart:
            return frozenset()
        return frozenset(
            code
            for code in self.party_countries
            if all(company.financial_only for company in self.companies_of(code))
        )

    def companies_of(self, country: str) -> tuple[Company, ...]:
        return self._by_country.get(country, ())

    def contribution_of(self, country: str) -> Decimal:
        return sum((company.contribution for company in self.companies_of(country)), Decimal(0))

    def percent(self, amount: Decimal) -> Fraction:
        """An amount in per cent of the total cost."""
        return Fraction(amount) * self._percent_of_one

    @cached_property
    def _percent_of_one(self) -> Fraction:
        return 100 / Fraction(self.total_cost)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        return {code: self.percent(self.contribution_of(code)) for code in self.countries}

    def share_of(self, country: str) -> Fraction:
        return self.shares.get(country, Fraction(0))

    def shifted(self, amount: Decimal, givers: Iterable[Company], taker: Company) -> "Case | None":
        """The case after money moved; each giver in turn gives what it has. None: too little."""
        changed = {company.id: company.contribution for company in self.companies}
        left = amount
        for giver in givers:
            given = min(left, changed[giver.id])
            changed[giver.id] -= given
            left -= given
        if left:
            return None
        changed[taker.id] += amount
        return replace(
            self,
            companies=tuple(
                replace(company, contribution=changed[company.id]) for company in self.companies
            ),
        )
