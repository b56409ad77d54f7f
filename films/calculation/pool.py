"""Territory pools: what a distributor keeps before anything reaches the collection account."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from coprod.money import half_away
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import amount_text


@dataclass(frozen=True)
class Territory:
    """A place with its distribution fee, expenses and minimum guarantee, in hundredths."""

    id: str
    fee_pct: Decimal = Decimal(0)
    expenses: int = 0
    mg: int = 0

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        return (Fraction(self.fee_pct) / 100).as_integer_ratio()

    def fee(self, receipts: int) -> int:
        """The fee on the territory's receipts; there is none on receipts below zero."""
        numerator, denominator = self._ratio
        return half_away(numerator * max(0, receipts), denominator)


@dataclass(frozen=True)
class Overage:
    """Where a pool stands: what it passes to the account, lacks, and leaves the distributor."""

    receipts: int
    fees: int
    recouped: int
    overage: int
    unrecouped: int

    @property
    def kept(self) -> int:
        return max(0, self.receipts) - self.overage

    def formula(self) -> Sentence:
        return Sentence(
            _("receipts {receipts} − fees {fees} − expenses and guarantees {recouped}"),
            {
                "receipts": amount_text(self.receipts),
                "fees": amount_text(self.fees),
                "recouped": amount_text(self.recouped),
            },
        )


@dataclass(frozen=True)
class Pool:
    """Territories of one distributor whose expenses and guarantees recoup from all of them.

    One territory alone is a pool that is not cross-collateralised.
    """

    id: str
    distributor: str
    territories: tuple[Territory, ...]

    @cached_property
    def to_recoup(self) -> int:
        return sum(territory.expenses + territory.mg for territory in self.territories)

    def overage(self, receipts: Mapping[str, int]) -> Overage:
        """The state of the pool after these cumulative receipts by territory."""
        received = [receipts.get(territory.id, 0) for territory in self.territories]
        fees = sum(
            territory.fee(amount)
            for territory, amount in zip(self.territories, received, strict=True)
        )
        net = sum(received) - fees - self.to_recoup
        return Overage(sum(received), fees, self.to_recoup, max(0, net), max(0, -net))
