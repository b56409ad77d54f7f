"""The treaty check against the treaties on file: which one governs, and every path besides."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pycountry

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.strict import NUMBER, read
from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.result import Answer
from films.calculators.reading import qualification
from films.calculators.reading.qualification_answer import Request, answer, path_figures
from partners.country.models import Country
from partners.treaty.case import Case
from partners.treaty.functions import in_english
from partners.treaty.governing import governing
from partners.treaty.instrument import Instrument
from partners.treaty.paths import find
from partners.treaty.stored import OnFile, on_file, points_tests

NO_COUNTRY = _("“{value}” is no known country.")
WRITE_CODE = _("Write its code in capital letters, such as KZ.")


@dataclass(frozen=True)
class Checked:
    """The answer, and the law it was found in; None where the input brought rules of its own."""

    answer: Answer
    case: Case
    law: OnFile | None


def completed(given: Any) -> Any:
    """The input as the API takes it: a total left out is the sum of the contributions."""
    if not isinstance(given, dict):
        return given
    found = {"rules": [], **given}
    if "total_cost" not in found and (total := total_of(found.get("coproducers"))) is not None:
        found["total_cost"] = total
    return found


def total_of(companies: Any) -> str | None:
    """The contributions together; None where one of them cannot be read."""
    try:
        amounts = [one["contribution"] for one in companies]
        is_readable = all(NUMBER.fullmatch(amount) for amount in amounts)
    except (TypeError, KeyError):
        return None
    return f"{sum(map(Decimal, amounts), Decimal(0)):f}" if is_readable else None


def check(given: Any) -> Checked:
    """Judge a plan by the rules it brings, or else by all treaties on file; raises `BadInput`."""
    asked = read(completed(given), qualification.request)
    if asked.instruments:
        return Checked(answer(asked), asked.case, None)
    if faults := unknown_countries(given):
        raise BadInput(faults)
    law = on_file(asked.case.on)
    return Checked(answer_by(law, asked.case), asked.case, law)


def unknown_countries(given: dict[str, Any]) -> list[Fault]:
    """A country that nobody knows is no non-Party: the treaties on file say nothing of it.

    Rules that the input brings may name their parties as they like.
    """
    places = [*countries_in(given)]
    asked = {code for _place, code in places if not pycountry.countries.get(alpha_2=code)}
    asked |= {code for _place, code in places if code != code.upper()}
    unknown = asked and asked - {
        *Country.objects.filter(code__in=asked).values_list("code", flat=True)
    }
    return [
        Fault(path, code, Sentence(NO_COUNTRY, {"value": code}), Sentence(WRITE_CODE))
        for path, code in places
        if code in unknown
    ]


def countries_in(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(path, code) of every country in an input that could be read."""
    for number, company in enumerate(given.get("coproducers") or ()):
        yield f"coproducers[{number}].country", company["country"]
    for number, element in enumerate(given.get("elements") or ()):
        if element.get("country"):
            yield f"elements[{number}].country", element["country"]
        for part in element.get("parts") or ():
            yield f"elements[{number}].parts", part["country"]
    for code in given.get("spend") or ():
        yield f"spend.{code}", code


def answer_by(law: OnFile, case: Case) -> Answer:
    """The verdict of the treaty that governs, and the paths through all of them."""
    unruled = answer(Request(case, ()))
    if unruled.errors:
        return unruled
    choice = governing(in_order(law, case), case)
    found = answer(Request(case, (choice.instrument,))) if choice.instrument else unruled
    if found.errors:
        return found
    figures = {
        **found.figures,
        "passed_over": [
            {"rule": one.instrument.id, "reason": one.reason} for one in choice.passed_over
        ],
        "paths": [path_figures(path) for path in find(in_order(law, case), case)],
    }
    return Answer(figures, found.errors, found.warnings, found.explanation, found.details)


def in_order(law: OnFile, case: Case) -> list[Instrument]:
    """Before texts of the same rank: those that bind more of the plan, and whose limits we know."""

    def rank(instrument: Instrument) -> tuple[bool, int]:
        bound = instrument.bound_on(case.on) & set(case.countries)
        return not instrument.conditions, -len(bound)

    return sorted(law.instruments, key=rank)


def with_functions(given: dict[str, Any], code: str) -> dict[str, Any]:
    """The input with the functions of one points test; who filled a function still fills it.

    Other functions that somebody fills stay, and score nothing.
    """
    taken, others = by_test(given.get("elements"), str(given.get("genre", "")), code)
    if not taken:
        return given
    filled = [one for one in others if one.get("country") or one.get("parts")]
    return {**given, "elements": taken + filled}


def by_test(rows: Any, genre: str, code: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The functions of a points test as the rows fill them, each row once; and the other rows.

    What is no function of the test scores nothing in it. Without a test both are empty.
    """
    left = [one for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []
    test = points_tests(genre or "fiction").get(code)
    if not test:
        return [], []
    taken = []
    for one in test:
        role = plain_role(one.element)
        known = next((row for row in left if plain_role(str(row.get("role", ""))) == role), {})
        left = [row for row in left if row is not known]
        taken.append({**known, "role": one.element, "points": str(one.points)})
    return taken, [{**one, "points": "0"} for one in left]


def plain_role(role: str) -> str:
    """One test says “camera” where the other says “head of camera”."""
    return in_english(role).casefold().removeprefix("head of ")
