"""The tiers of a recoupment waterfall: who is paid from what reaches a tier, and how much.

Amounts are whole hundredths of the account's currency and cumulative since the first period.
A tier answers `share(left, gross)` with one amount for each of its `recipients`, in their order:
`left` is what reaches the tier, `gross` all that entered the account. Their sum is never above
`left`; what a tier does not take flows on to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from coprod.money import half_away, split_whole, whole_weights
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import amount_text

SHARINGS = ("pro_rata", "sequential", "equal")
BASES = ("gross", "tier_input")


@dataclass(frozen=True)
class Share:
    """A percentage for a party."""

    payee: str
    pct: Decimal


@dataclass(frozen=True)
class Recipient:
    """A party paid by a tier, and the parts of its payment that it hands on."""

    payee: str
    pass_through: tuple[Share, ...] = ()

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return (*(share.payee for share in self.pass_through), self.payee)

    @cached_property
    def _weights(self) -> list[int]:
        handed = [share.pct for share in self.pass_through]
        return whole_weights([*handed, 100 - sum(handed)])

    def hand_on(self, amount: int) -> list[int]:
        """The payment divided among `parties`: those it is handed on to, then the recipient."""
        return split_whole(amount, self._weights) if self.pass_through else [amount]


@dataclass(frozen=True)
class Claim:
    """What a party is owed in a tier, and what it was paid for it outside the account."""

    recipient: Recipient
    amount: int
    paid_outside: int = 0

    @property
    def owed(self) -> int:
        return max(0, self.amount - self.paid_outside)

    @property
    def over_recouped(self) -> int:
        return max(0, self.paid_outside - self.amount)


def recoup(available: int, owed: Sequence[int], sharing: str) -> list[int]:
    """Pay claims from what is available, each at most in full."""
    if available >= sum(owed):
        return list(owed)
    if sharing == "pro_rata":
        return split_whole(available, owed)
    if sharing == "sequential":
        return recoup_in_order(available, owed)
    return recoup_equally(available, owed)


def recoup_in_order(available: int, owed: Sequence[int]) -> list[int]:
    """Each claim in full before the next one gets anything."""
    paid = []
    for claim in owed:
        part = min(claim, available)
        paid.append(part)
        available -= part
    return paid


def recoup_equally(available: int, owed: Sequence[int]) -> list[int]:
    """Equal parts for all; the part of a claim that is filled goes to the others."""
    paid = list(owed)
    unfilled = sorted(range(len(owed)), key=owed.__getitem__)
    # Fill the smallest claims while each is at most an equal part of what is there.
    while unfilled and owed[unfilled[0]] * len(unfilled) <= available:
        available -= owed[unfilled.pop(0)]
    unfilled.sort()
    for index, part in zip(unfilled, split_whole(available, [1] * len(unfilled)), strict=True):
        paid[index] = part
    return paid


@dataclass(frozen=True)
class Fee:
    """A percentage of everything that entered the account, or of what reaches this tier."""

    id: str
    recipient: Recipient
    pct: Decimal
    base: str = "gross"
    cap: int | None = None

    claims = ()

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        return (self.recipient,)

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        return (Fraction(self.pct) / 100).as_integer_ratio()

    def share(self, left: int, gross: int) -> list[int]:
        numerator, denominator = self._ratio
        fee = half_away(numerator * (gross if self.base == "gross" else left), denominator)
        if self.cap is not None:
            fee = min(fee, self.cap)
        return [min(fee, left)]

    def formula(self, left: int, gross: int) -> Sentence:
        base = gross if self.base == "gross" else left
        numbers = {"pct": self.pct, "base": amount_text(base), "left": amount_text(left)}
        if self.cap is None:
            return Sentence(_("{pct} % of {base}, at most the {left} left"), numbers)
        return Sentence(
            _("{pct} % of {base}, at most the cap {cap} and the {left} left"),
            {**numbers, "cap": amount_text(self.cap)},
        )


PRO_RATA = _("the lesser of {left} left and {owed} owed, in proportion to the claims")
SEQUENTIAL = _("the lesser of {left} left and {owed} owed, one claim after the other")
EQUAL = _("the lesser of {left} left and {owed} owed, in equal parts until a claim is filled")


@dataclass(frozen=True)
class Recoup:
    """Claims repaid in proportion, one after the other, or in equal parts."""

    id: str
    claims: tuple[Claim, ...]
    sharing: str = "pro_rata"

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        return tuple(claim.recipient for claim in self.claims)

    @cached_property
    def owed(self) -> list[int]:
        return [claim.owed for claim in self.claims]

    def share(self, left: int, gross: int) -> list[int]:
        return recoup(left, self.owed, self.sharing)

    def formula(self, left: int, gross: int) -> Sentence:
        template = {"pro_rata": PRO_RATA, "sequential": SEQUENTIAL, "equal": EQUAL}[self.sharing]
        return Sentence(template, {"left": amount_text(left), "owed": amount_text(sum(self.owed))})


@dataclass(frozen=True)
class Corridor:
    """A part of the flow for one party while the main claims recoup the rest.

    With a part of c % and claims of R together it is full after R / (1 - c); where a cap K is
    reached before that, everything goes to the claims and it is full after R + K.
    """

    id: str
    recipient: Recipient
    pct: Decimal
    claims: tuple[Claim, ...]
    sharing: str = "pro_rata"
    cap: int | None = None

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        return (self.recipient, *(claim.recipient for claim in self.claims))

    @cached_property
    def owed(self) -> list[int]:
        return [claim.owed for claim in self.claims]

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        return (Fraction(self.pct) / 100).as_integer_ratio()

    @cached_property
    def most(self) -> int | None:
        """What the corridor has got when the claims are full: cR / (1 - c), or the cap."""
        numerator, denominator = self._ratio
        need = sum(self.owed)
        if not need:
            return 0
        if numerator == denominator:
            return self.cap
        uncapped = half_away(numerator * need, denominator - numerator)
        return uncapped if self.cap is None else min(uncapped, self.cap)

    def share(self, left: int, gross: int) -> list[int]:
        numerator, denominator = self._ratio
        diverted = half_away(numerator * left, denominator)
        if self.most is not None:
            diverted = min(diverted, self.most)
        return [diverted, *recoup(left - diverted, self.owed, self.sharing)]

    def formula(self, left: int, gross: int) -> Sentence:
        numbers = {
            "pct": self.pct,
            "left": amount_text(left),
            "owed": amount_text(sum(self.owed)),
            "most": amount_text(self.most or 0),
        }
        return Sentence(
            _(
                "{pct} % of {left} to the corridor, at most {most}, "
                "while the claims of {owed} recoup the rest"
            ),
            numbers,
        )


@dataclass(frozen=True)
class Split:
    """Everything that reaches the tier, or at most its limit, shared by percentages."""

    id: str
    parts: tuple[tuple[Recipient, Decimal], ...]
    limit: int | None = None

    claims = ()

    @cached_property
    def recipients(self) -> tuple[Recipient, ...]:
        return tuple(recipient for recipient, _pct in self.parts)

    @cached_property
    def percentages(self) -> list[Decimal]:
        return [pct for _recipient, pct in self.parts]

    @cached_property
    def _weights(self) -> list[int]:
        return whole_weights(self.percentages)

    def share(self, left: int, gross: int) -> list[int]:
        return split_whole(left if self.limit is None else min(left, self.limit), self._weights)

    def formula(self, left: int, gross: int) -> Sentence:
        numbers = {
            "left": amount_text(left),
            "shares": " : ".join(f"{pct}" for pct in self.percentages),
        }
        if self.limit is None:
            return Sentence(_("all of the {left} left, shared {shares}"), numbers)
        return Sentence(
            _("the {left} left, at most the limit {limit}, shared {shares}"),
            {**numbers, "limit": amount_text(self.limit)},
        )


@dataclass(frozen=True)
class UnknownTier:
    """A tier of a type that nobody can compute; it is reported and never paid."""

    id: str
    type: str


Tier = Fee | Recoup | Corridor | Split | UnknownTier
