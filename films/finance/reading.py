"""What every sheet about money reads and writes the same way."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from coprod.exchange.faults import MISSING, BadInput, Fault
from coprod.exchange.strict import Node
from coprod.money import NOT_AN_AMOUNT, cents, from_minor, parse_amount, to_minor
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculators.reading.cash_flow import MAX_ROWS
from films.calculators.reading.finance_plan import currency as read_currency
from films.deal.storing import day_of, fault, store_rows
from films.deal.version import Partner, Rate, Version

Given = dict[str, Any]
NOT_A_DAY = _("“{value}” is not a day.")
WRITE_A_DAY = _("Write year, month and day, as 2026-05-31.")


def rows_in(given: Any, name: str) -> list[Any]:
    """The list of that name; empty where there is none, or where it is no list."""
    found = given.get(name) if isinstance(given, dict) else None
    return found if isinstance(found, list) else []


def text_of(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def percent_of(percent: Decimal | None) -> str | None:
    """A percentage without the zeros that say nothing."""
    if percent is None:
        return None
    text = f"{percent:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_of(text: object) -> Decimal | None:
    """An amount as it was typed; what cannot be read is left for the row to refuse by name."""
    if text is None or text == "":
        return None
    try:
        return parse_amount(str(text))
    except (ValueError, InvalidOperation):
        return str(text)


def given_day(item: Mapping[str, Any], name: str, path: str, faults: list) -> date | None:
    """A day that no calculation reads, judged here."""
    value = item.get(name)
    if value is None or value == "":
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        found = None
    if found is None:
        faults.append(fault(f"{path}.{name}", value, NOT_A_DAY, WRITE_A_DAY))
    return found


class Item:
    """A row as it was sent, of which every fault is noted at its place."""

    def __init__(self, sent: Any, path: str, faults: list[Fault]):
        self.sent, self.path, self.faults = sent, path, faults
        self._node("").is_object(sent if isinstance(sent, dict) else ())

    def _node(self, name: str) -> Node:
        if not name:
            return Node(self.sent, self.path, self.faults)
        value = self.sent.get(name, MISSING) if isinstance(self.sent, dict) else MISSING
        path = f"{self.path}.{name}" if self.path else name
        return Node(value, path, self.faults)

    def is_given(self, name: str) -> bool:
        return self._node(name).is_given and self.sent[name] not in (None, "")

    def key(self) -> Any:
        return self.sent.get("key") if isinstance(self.sent, dict) else None

    def inner(self, name: str) -> "Item":
        sent = self.sent.get(name) if isinstance(self.sent, dict) else None
        path = f"{self.path}.{name}" if self.path else name
        return Item({} if sent is None else sent, path, self.faults)

    def text(self, name: str, default: str = "") -> str:
        return self._node(name).text(default) if self.is_given(name) else default

    def flag(self, name: str) -> bool:
        return self._node(name).flag() if self.is_given(name) else False

    def day(self, name: str) -> date | None:
        return self._node(name).date() if self.is_given(name) else None

    def number(self, name: str, default: str | None = None) -> Decimal | None:
        """A number that is not negative; without one the default."""
        if not self.is_given(name):
            return None if default is None else Decimal(default)
        node = self._node(name)
        found = node.decimal()
        if found < 0:
            node.refuse(_("This amount cannot be negative ({value})."), _("Enter zero or more."))
        return found


def items_in(given: Any, name: str, faults: list[Fault]) -> list[Item]:
    """The rows of one list, each with its place."""
    node = Node(given.get(name, MISSING), name, faults)
    return [Item(one.value, one.path, faults) for one in node.items(MAX_ROWS, "rows")]


# What stands on the version itself


def set_money(
    version: Version, currency: Any, paths: Mapping[str, str], amounts: Mapping[str, Any]
) -> None:
    """Base currency and single amounts of a version; raises `BadInput` where they do not fit.

    ``paths`` says where the sheet has the currency and the amounts; an amount that it has not
    stays, and must fit the currency all the same.
    """
    faults: list[Fault] = []
    read_currency(Node(currency, paths["currency"], faults))
    for name in ("declared_total", "opening_balance"):
        amount = amount_of(amounts[name]) if name in amounts else getattr(version, name)
        if faults:
            break
        try:
            exact = None if amount is None else to_minor(Decimal(amount), currency)
            setattr(version, name, None if exact is None else from_minor(exact, currency))
        except (ValueError, InvalidOperation) as refusal:
            path = paths.get(name, paths["currency"])
            is_amount = isinstance(refusal, ValueError)
            said = refusal.args[0] if is_amount else Sentence(NOT_AN_AMOUNT, {"value": amount})
            faults.append(Fault(path, f"{amount}", said, Sentence("")))
    if faults:
        raise BadInput(faults)
    version.currency = currency


# Rates


def rates_of(version: Version) -> list[Given]:
    return [rate_of(rate) for rate in version.rates.all()]


def rate_of(rate: Rate) -> Given:
    found = {"key": rate.key, "currency": rate.currency, "rate": rate.rate, "source": rate.origin}
    if rate.day:
        found["date"] = rate.day.isoformat()
    return found


def store_rates(version: Version, listed: Iterable[Given]) -> None:
    store_rows(
        version,
        Rate,
        [
            {
                "key": one.get("key"),
                "currency": one["currency"],
                "rate": str(one["rate"]),
                "day": day_of(one.get("date")),
                "origin": one.get("source", ""),
            }
            for one in listed
        ],
        path="fx",
        natural="currency",
        paths={"day": "date", "origin": "source"},
    )


def converted(amount: Decimal, currency: str, base: str, rates: Mapping[str, Decimal]):
    """An amount in the base currency, to the cent; None without a rate."""
    if not currency or currency == base:
        return amount
    rate = rates.get(currency)
    return None if rate is None else cents(Fraction(amount) * Fraction(rate))


def numbers_of(rates: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    return {one["currency"]: Decimal(str(one["rate"])) for one in rates}


# Partners


def partners_of(version: Version) -> list[Partner]:
    return list(version.partners.all())
