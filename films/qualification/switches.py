"""What can be switched off in a version, and what is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SOURCE, PARTNER, PROMISE, FUNCTION, TIER = "source", "partner", "promise", "function", "tier"
Terms = Mapping[str, Any]

# What can be switched off: the rows of which kinds, and what each is called by.
ROWS = (
    (SOURCE, "financerow", ("code",)),
    (PARTNER, "partner", ("code",)),
    (PROMISE, "obligation", ("text", "unit", "evidence")),
    (PROMISE, "spendobligation", ("code",)),
    (FUNCTION, "creditfunction", ("function", "person")),
    (TIER, "tier", ("label", "code")),
)


@dataclass(frozen=True)
class Switch:
    """A row that can be switched off: its kind, its key in the version, its name."""

    kind: str
    key: str
    name: str

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.key}"


def switches(terms: Terms) -> list[Switch]:
    """Everything that can be switched off in a version, in the order of its sheets."""
    found = []
    for kind, name, naming in ROWS:
        rows = sorted(terms.get(name, {}).items(), key=lambda one: one[1].get("position", 0))
        for key, values in rows:
            words = next((values[each] for each in naming if values.get(each)), "")
            found.append(Switch(kind, key, str(words)))
    return found


def chosen(listed: Sequence[Switch], asked: Iterable[str]) -> list[Switch]:
    """The switches that are asked for; what the version does not have is left out."""
    wanted = set(asked)
    return [one for one in listed if one.value in wanted]


@dataclass
class Off:
    """What is switched off, in the names that the questions use."""

    sources: set[str] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)
    spend: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    tiers: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def off(terms: Terms, switched: Iterable[Switch]) -> Off:
    found = Off()
    for one in switched:
        found.keys.add(one.key)
        if one.kind == SOURCE:
            found.sources.add(terms["financerow"][one.key]["code"])
        elif one.kind == PARTNER:
            found.partners.add(terms["partner"][one.key]["code"])
        elif one.kind == FUNCTION:
            found.functions.add(one.key)
        elif one.kind == TIER:
            found.tiers.add(terms["tier"][one.key]["code"])
        elif one.key in terms.get("spendobligation", {}):
            found.spend.add(terms["spendobligation"][one.key]["code"])
    return found
