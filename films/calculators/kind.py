"""A kind of calculation as pages and API offer it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from films.calculation.result import Answer


@dataclass(frozen=True)
class Kind:
    """A calculation with the name it has in addresses, and input that shows how it is asked.

    `run` reads the input strictly (raising `BadInput`) and answers.
    """

    slug: str
    title: str
    run: Callable[[Any], Answer]
    example: dict[str, Any]

    def calculate(
        self, given: dict[str, Any], gettext: Callable[[str], str] = str
    ) -> dict[str, Any]:
        """The answer as JSON; `gettext` says its sentences in another language."""
        return self.run(given).as_json(gettext)


def example(slug: str) -> dict[str, Any]:
    """The input that shows how a kind is asked; its figures are invented."""
    path = Path(__file__).parent / "examples" / f"{slug}.json"
    return json.loads(path.read_text(encoding="utf-8"))
