"""The answer of a calculator as a file: one line for each figure, with its formula."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from coprod.lists import files
from coprod.sentence import gettext_noop

NUMBER = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,12})?")
ASIDE = {"errors", "warnings", "problems", "explanation", "formulas"}


@dataclass(frozen=True)
class Column:
    """A column of the file."""

    name: str
    cell: Callable[[tuple[str, Any, str]], Any]


COLUMNS = [
    Column("figure", lambda row: row[0]),
    Column("value", lambda row: row[1]),
    Column("formula", lambda row: row[2]),
]


def rows(said: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """(figure, value, formula) of everything that was answered; first what was objected to."""
    for problem in said["problems"]:
        kinds = [kind for kind in ("errors", "warnings") if problem["code"] in said[kind]]
        yield f"{[*kinds, 'problems'][0]}.{problem['code']}", problem["message"], problem["remedy"]
    formulas = {one["figure"]: one["formula"] for one in said.get("explanation", [])}
    for path, value in leaves({key: one for key, one in said.items() if key not in ASIDE}):
        yield path, value, formulas.get(path, "")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of each figure; members of a list by number from 1, numbers as ``Decimal``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from leaves(inner, f"{path}.{number}")
    elif isinstance(value, str) and NUMBER.fullmatch(value):
        yield path, Decimal(value)
    else:
        yield path, value


STORES_NOTHING = gettext_noop("Calculated by coprod, which stores nothing that is typed.")


def as_csv(name: str, given: Any, said: dict[str, Any], note: str = "") -> HttpResponse:
    return files.csv(name, COLUMNS, rows(said))


def as_xlsx(name: str, given: Any, said: dict[str, Any], note: str = "") -> HttpResponse:
    about = [
        (gettext("Calculator"), name),
        (gettext("Input"), json.dumps(given, ensure_ascii=False)[:32_000]),
        (gettext("Note"), note or gettext(STORES_NOTHING)),
    ]
    return files.xlsx(name, COLUMNS, rows(said), about)


def as_json(name: str, given: Any, said: dict[str, Any], note: str = "") -> HttpResponse:
    """Input and answer; the calculator opens this file again."""
    text = json.dumps({"calculator": name, "input": given, "answer": said}, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


FORMATS = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}
