"""A column of a list: the same on the page, in files and in JSON."""

from dataclasses import dataclass

from coprod.money import Money
from coprod.templatetags.shown import shown_money


@dataclass(frozen=True)
class Column:
    """``value(row)`` gives a plain value, a Money or a list of them; ``page(row)`` what is shown.

    ``template`` names a partial that lays the cell out; ``sort`` the sort a click asks for.
    """

    name: str
    label: object
    value: object
    link: bool = False
    numeric: bool = False
    sort: str = ""
    template: str = ""
    is_shown: bool = True

    def cell(self, row):
        """The value as it stands in a file: numbers stay numbers, several are joined by |."""
        return flat(self.value(row))

    def text(self, row):
        """The value as plain text on a page."""
        value = self.value(row)
        if isinstance(value, Money):
            return shown_money(value)
        flattened = flat(value)
        return "" if flattened is None else str(flattened)


def flat(value):
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, list | tuple):
        return "|".join(str(flat(one)) for one in value)
    return value
