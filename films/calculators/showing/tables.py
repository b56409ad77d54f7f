"""Any answer as plain tables, for the calculators that have no page of their own making."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coprod.templatetags.amounts import IN_SENTENCE, sentence, shown_amount
from films.calculators.files import ASIDE
from films.calculators.showing.figure import Figure, Figures


@dataclass(frozen=True)
class PlainTable:
    """Rows of figures under a title."""

    title: str
    columns: list[str]
    rows: list[list[Figure]]
    is_named: bool = False


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures = Figures(said)
    answered = {key: value for key, value in said.items() if key not in ASIDE}
    return {"tables": [*tables("", answered, figures)]}


def tables(path: str, values: Mapping[str, Any], figures: Figures):
    """The plain values of an object in one table, each object among them in one of its own."""
    plain = {key: value for key, value in values.items() if not isinstance(value, dict | list)}
    if plain:
        rows = [[Figure(key), figure(value, joined(path, key), figures)]
                for key, value in plain.items()]  # fmt: skip
        yield PlainTable(path, [], rows)
    for key, value in values.items():
        here = joined(path, key)
        if isinstance(value, list):
            yield listed(here, value)
        elif isinstance(value, dict) and value:
            inner = list(value.values())
            if all(isinstance(one, dict) for one in inner) and not any(
                isinstance(two, dict | list) for one in inner for two in one.values()
            ):
                yield crossed(here, value, figures)
            else:
                yield from tables(here, value, figures)


def joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def crossed(path: str, values: Mapping[str, Mapping[str, Any]], figures: Figures) -> PlainTable:
    columns = list(dict.fromkeys(key for one in values.values() for key in one))
    rows = [
        [
            Figure(name),
            *(figure(one.get(key), f"{path}.{name}.{key}", figures) for key in columns),
        ]
        for name, one in values.items()
    ]
    return PlainTable(path, columns, rows, is_named=True)


def listed(path: str, values: list[Any]) -> PlainTable:
    if all(isinstance(one, dict) for one in values):
        columns = list(dict.fromkeys(key for one in values for key in one))
        return PlainTable(
            path, columns, [[plain(one.get(key)) for key in columns] for one in values]
        )
    return PlainTable(path, [], [[plain(one)] for one in values])


def figure(value: Any, path: str, figures: Figures) -> Figure:
    shown = plain(value)
    return Figure(shown.text, figures.formula(path), shown.is_negative)


def plain(value: Any) -> Figure:
    if value is None or value == "":
        return Figure("–")
    if isinstance(value, bool):
        return Figure("✓" if value else "✗")
    text = str(value)
    if IN_SENTENCE.fullmatch(text):
        return Figure(shown_amount(text), "", text.startswith("-"))
    return Figure(sentence(text))
