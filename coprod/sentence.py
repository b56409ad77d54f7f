"""Sentences for people, said by code that knows nothing of languages.

Calculations and strict readers are pure and import no framework, so they keep the English
template and its numbers apart: the page translates the template and then fills it in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(template: str) -> str:
    """Marks a template for the message catalogue; it is translated where it is shown."""
    return template


@dataclass(frozen=True)
class Sentence:
    """A template with named places, such as “{value} is not a month.”, and what goes into them.

    A word of a language that goes into one is a sentence too.
    """

    template: str
    numbers: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.numbers)

    def translated(self, gettext: Callable[[str], str]) -> str:
        words = {
            name: number.translated(gettext) if isinstance(number, Sentence) else number
            for name, number in self.numbers.items()
        }
        return gettext(self.template).format(**words)
