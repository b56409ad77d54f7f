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
class Case:
    """A planned co-production; the last three values are set by `seen_by`.

    `elements` or `spend` of None are not known, which is not the same as none.
    """

    total_cost: Decimal
    companies: tuple[Company, ...]
    on: date | None = None
    elements: tuple[Element, ...] | None = None
    spend: Mapping[str, Decimal] | None = None
    derogation_granted: bool = False
    currency: str = ""
    genre: str = "fiction"
    parties: frozenset[str] = frozenset()
    financial_apart: bool = False
    smallest_share: Decimal | None = None

    def seen_by(
        self,
        parties: Iterable[str],
        financial_apart: bool = False,
        smallest_share: Decimal | None = None,
    ) -> "Case":
        """The same case with the eyes of one instrument.

        It knows its Parties, whether those that bring only money have a band of their own, and
        the smallest share that it accepts from a Party.
        """
        return replace(
            self,
            parties=frozenset(parties),
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
        return Fraction(amount) * 100 / Fraction(self.total_cost)

    @cached_property
    def shares(self) -> dict[str, Fraction]:
        return {code: self.percent(self.contribution_of(code)) for code in self.countries}

    def share_of(self, country: str) -> Fraction:
        return self.shares.get(country, Fraction(0))

    @cached_property
    def points_scale(self) -> Fraction:
        """What all listed functions weigh together, whoever fills them."""
        return sum((Fraction(element.points) for element in self.elements or ()), Fraction(0))

    @cached_property
    def party_points(self) -> Fraction:
        """A function counts when a national of any Party fills it, co-producer or not."""
        return self.points_of(self.parties)

    def points_of(self, countries: Collection[str]) -> Fraction:
        points = (element.points_of(countries) for element in self.elements or ())
        return sum(points, Fraction(0))

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
