"""Two versions side by side: term by term, partner by partner, and what it comes to.

Rows are known by their key, so a row that was moved or renamed is the same row. Amounts are
compared within a currency; the changes of all rows together are the change of the total.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coprod.fields import MoneyField, NumberField, PercentField
from coprod.money import Money
from coprod.templatetags.amounts import signed
from coprod.templatetags.shown import exact, shown_money
from films.calculation.cash_flow import DEAD
from films.calculation.leaves import alike
from films.calculation.result import percent_text
from films.deal.deal import DealParty
from films.deal.freezing import parts
from films.deal.standing import PLAN, Standings
from films.deal.terms import OF_VERSION, points_to_term
from films.deal.version import Version

Terms = Mapping[str, Any]
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Its place among the others says nothing about a term.
NOT_COMPARED = {"id", "version", "revision", "key", "position"}
# What tells the rows of one kind apart, the first that a kind has.
NAMING = (
    "code",
    "account",
    "function",
    "matter",
    "text",
    "territory",
    "month",
    "payee",
    "currency",
)


@dataclass(frozen=True)
class FieldChange:
    """One field of one row before and after; an amount with how much more it is."""

    label: str
    change: str
    old: Any
    new: Any
    before: str
    after: str
    currency: str = ""
    difference: Decimal | None = None
    percent: str | None = None

    @property
    def more(self) -> str:
        """The difference in words."""
        if self.difference is None:
            return ""
        unit = f"\N{NO-BREAK SPACE}{self.currency}" if self.currency else ""
        return signed(self.difference) + unit


@dataclass(frozen=True)
class RowChange:
    """A row that is not the same in both versions."""

    key: str
    label: str
    change: str
    fields: list[FieldChange]

    @property
    def words(self) -> str:
        return {ADDED: _("added"), REMOVED: _("removed")}.get(self.change, _("changed"))


@dataclass(frozen=True)
class Total:
    """All amounts of one field in one currency, before and after; unknown ones are left out."""

    field: str
    currency: str
    old: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        return self.new - self.old

    @property
    def before(self) -> str:
        return shown_money(Money(self.old, self.currency))

    @property
    def after(self) -> str:
        return shown_money(Money(self.new, self.currency))

    @property
    def more(self) -> str:
        return f"{signed(self.difference)}\N{NO-BREAK SPACE}{self.currency}"

    @property
    def percent(self) -> str | None:
        return percent_more(self.old, self.new)


@dataclass(frozen=True)
class KindChange:
    """What changed among the rows of one kind."""

    name: str
    title: str
    rows: list[RowChange] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    same: int = 0
    has_dead: bool = False


def percent_more(old: Decimal, new: Decimal) -> str | None:
    """By how many per cent it grew; nothing can be said of what was zero."""
    return percent_text(Fraction(new - old) * 100 / Fraction(abs(old))) if old else None


# Names


class Labels:
    """How the values of terms are called: other terms, and rows of the register."""

    def __init__(self, old: Terms, new: Terms, deal):
        self.kinds = {model._meta.model_name: model for model in parts()}
        self.terms = (new, old)
        # Terms know a party by its place in its own deal.
        parties = deal.parties.select_related("company").order_by("pk")
        self._names: dict[type[models.Model], dict[int, str]] = {
            DealParty: {number: str(one) for number, one in enumerate(parties, start=1)}
        }
        self._collect(old, new)

    def _collect(self, *both: Terms) -> None:
        """One query for each kind of row that terms point to."""
        wanted: dict[type[models.Model], set[int]] = {}
        for terms in both:
            for name, model in self.kinds.items():
                for one in fields_of(model):
                    target = one.remote_field and one.remote_field.model
                    if target and not points_to_term(one) and target not in self._names:
                        keys = {row.get(one.name) for row in terms.get(name, {}).values()}
                        wanted.setdefault(target, set()).update(keys - {None})
        for target, keys in wanted.items():
            found = target._base_manager.in_bulk(keys) if keys else {}
            self._names[target] = {key: str(row) for key, row in found.items()}

    def row(self, model, key: str) -> str:
        """What a term is called, in the new version or else in the old one."""
        name = model._meta.model_name
        for terms in self.terms:
            if (values := terms.get(name, {}).get(key)) is not None:
                return self.name(model, values) or str(model._meta.verbose_name)
        return "–"

    def name(self, model, values: Mapping[str, Any]) -> str:
        fields = {one.name: one for one in fields_of(model)}
        above = [
            self.row(one.remote_field.model, values[name])
            for name, one in fields.items()
            if points_to_term(one) and not one.null and values.get(name)
        ]
        own = next((values[name] for name in NAMING if values.get(name)), "")
        if not own and not above and "kind" in fields:
            own = self.shown(fields["kind"], values, "kind")
        return " → ".join([*above, *([str(own)] if own else [])])

    def shown(self, one: models.Field, values: Mapping[str, Any], name: str) -> str:
        value = values.get(name)
        if value is None or value == "":
            return "–"
        if points_to_term(one):
            return self.row(one.remote_field.model, value)
        if one.remote_field:
            return self._names.get(one.remote_field.model, {}).get(value, "–")
        if isinstance(one, MoneyField):
            return shown_money(Money(Decimal(value), values[one.currency]))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if one.choices:
            return str(dict(one.flatchoices).get(value, value))
        if isinstance(one, models.DateField):
            return date_format(one.to_python(value))
        if isinstance(one, NumberField | PercentField):
            return exact(Decimal(value))
        return str(value)


def fields_of(model) -> list[models.Field]:
    return [one for one in model._meta.concrete_fields if one.name not in NOT_COMPARED]


# Terms


def compare_terms(old: Terms, new: Terms, labels: Labels) -> list[KindChange]:
    """Every kind of term in which the versions differ."""
    own = changes_of_version(old, new, labels)
    found = [own] if own.rows else []
    for name, model in labels.kinds.items():
        was, now = old.get(name, {}), new.get(name, {})
        rows = [row for key in {**was, **now} if (row := row_change(model, key, was, now, labels))]
        if rows:
            title = str(model._meta.verbose_name_plural)
            same = len({**was, **now}) - len(rows)
            has_dead = any(row.get("status") in DEAD for row in (*was.values(), *now.values()))
            found.append(KindChange(name, title, rows, totals(model, was, now), same, has_dead))
    return found


def changes_of_version(old: Terms, new: Terms, labels: Labels) -> KindChange:
    """The terms that stand on the version itself, as one row."""
    was, now = old["version"], new["version"]
    listed = [
        change
        for name in OF_VERSION
        if (change := field_change(Version._meta.get_field(name), was, now, labels, CHANGED))
    ]
    title = _("The version itself")
    rows = [RowChange("", title, CHANGED, listed)] if listed else []
    return KindChange("version", title, rows)


def row_change(model, key: str, was: Terms, now: Terms, labels: Labels) -> RowChange | None:
    change = ADDED if key not in was else REMOVED if key not in now else CHANGED
    old, new = was.get(key, {}), now.get(key, {})
    listed = [
        one
        for each in fields_of(model)
        if not is_currency(model, each) and (one := field_change(each, old, new, labels, change))
    ]
    if not listed:
        return None
    return RowChange(key, labels.row(model, key), change, listed)


def is_currency(model, one: models.Field) -> bool:
    """A currency is told with its amount."""
    return any(
        isinstance(each, MoneyField) and each.currency == one.name
        for each in model._meta.concrete_fields
    )


def field_change(one, old: Terms, new: Terms, labels: Labels, change: str) -> FieldChange | None:
    name = one.name
    was, now = old.get(name), new.get(name)
    is_money = isinstance(one, MoneyField)
    currency_changed = is_money and old and new and old[one.currency] != new[one.currency]
    nothing = (None, "")
    if not currency_changed and (alike(was, now) or (was in nothing and now in nothing)):
        return None
    if currency_changed and was in nothing and now in nothing:
        return None
    told: dict[str, Any] = {}
    if is_money and not currency_changed:
        amount = Decimal(now or 0) - Decimal(was or 0)
        told = {"currency": (new or old)[one.currency], "difference": amount}
        if was is not None and now is not None:
            told["percent"] = percent_more(Decimal(was), Decimal(now))
    elif isinstance(one, NumberField | PercentField) and was and now:
        told = {
            "difference": Decimal(now) - Decimal(was),
            "percent": percent_more(Decimal(was), Decimal(now)),
        }
    return FieldChange(
        label=str(one.verbose_name),
        change=change,
        old=was,
        new=now,
        before=labels.shown(one, old, name),
        after=labels.shown(one, new, name),
        **told,
    )


def totals(model, was: Terms, now: Terms) -> list[Total]:
    """The amounts of one kind, each field and currency by itself."""
    found = []
    for one in fields_of(model):
        if not isinstance(one, MoneyField):
            continue
        sums = (summed(one, was), summed(one, now))
        for currency in sorted({*sums[0], *sums[1]}):
            old, new = (each.get(currency, Decimal(0)) for each in sums)
            found.append(Total(str(one.verbose_name), currency, old, new))
    return found


def summed(one: MoneyField, rows: Terms) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows.values():
        if (amount := row.get(one.name)) is not None:
            currency = row[one.currency]
            found[currency] = found.get(currency, Decimal(0)) + Decimal(amount)
    return found


# Partners


@dataclass(frozen=True)
class Pair:
    """A figure of a partner before and after."""

    old: str | None
    new: str | None

    @property
    def difference(self) -> Decimal | None:
        if self.old is None and self.new is None:
            return None
        return Decimal(self.new or 0) - Decimal(self.old or 0)

    @property
    def is_changed(self) -> bool:
        return self.old != self.new and not alike(self.old, self.new)


@dataclass(frozen=True)
class Effect:
    """What one partner brings, owns, earns and is credited with, before and after."""

    name: str
    amount: Pair
    share: Pair
    ownership: Pair
    revenue: Pair
    points: Pair

    @property
    def pairs(self) -> Iterator[tuple[str, Pair]]:
        for name in ("amount", "share", "ownership", "revenue", "points"):
            yield name, getattr(self, name)


def effects(old: Terms, new: Terms, before: Standings, after: Standings) -> list[Effect]:
    """One line for each partner; where there is a plan, one for what nobody brings, and totals.

    The differences of the amounts, nobody's included, add to the difference of the plans.
    """
    keys = {**old.get("partner", {}), **new.get("partner", {})}
    sides = [Side(old, before), Side(new, after)]
    found = []
    for key, values in keys.items():
        lines = [side.of(key) for side in sides]
        pairs = [Pair(*pair) for pair in zip(*lines, strict=True)]
        found.append(Effect(values["code"], *pairs))
    if not any(side.plan for side in sides):
        return found
    for name, rest in ((_("Nobody yet"), "unallocated"), (_("Plan"), "plan_total")):
        lines = [side.whole(rest) for side in sides]
        found.append(Effect(name, *(Pair(*pair) for pair in zip(*lines, strict=True))))
    return found


class Side:
    """The figures of the partners in one of two versions."""

    def __init__(self, terms: Terms, stands: Standings):
        self.codes = {key: one["code"] for key, one in terms.get("partner", {}).items()}
        self.plan = stands[PLAN].said if PLAN in stands else {}
        equity = stands.get("equity")
        self.points = (equity.question.get("credit") if equity else None) or {}
        self.credits = {one["partner"]: one for one in terms.get("creditshare", {}).values()}

    def of(self, key: str) -> tuple[str | None, ...]:
        code = self.codes.get(key)
        if code is None:
            return (None,) * 5
        brought = self.plan.get("by_coproducer", {}).get(code, {})
        credit = self.credits.get(key, {})
        return (
            brought.get("amount"),
            brought.get("pct"),
            credit.get("ownership") or None,
            credit.get("revenue") or None,
            self.points.get(code),
        )

    def whole(self, name: str) -> tuple[str | None, ...]:
        found = self.plan.get(name)
        if isinstance(found, dict):
            return found["amount"], found["pct"], None, None, None
        return found, None, None, None, None
