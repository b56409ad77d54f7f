"""A column of a list: the same on the page, in files and in JSON."""

from dataclasses import dataclass

from coprod.money import Money
from coprod.templatetags.shown import shown_money


@dataclass(frozen=True)
class Column:
    """``value(row)`` gives a plain value, a Money or a list of them; ``page(row)`` what is shown.

    ``markup(row)`` lays the cell out, or the partial that ``template`` names, which a short list
    can afford; ``sort`` is the sort a click asks for;
    ``needs`` what must be loaded beside the row itself, in the words of the list's ``load``.
    """

    name: str
    label: object
    value: object
    link: bool = False
    numeric: bool = False
    sort: str = ""
    template: str = ""
    markup: object = None
    is_shown: bool = True
    needs: tuple = ()

    def cell(self, row):
        """The value as it stands in a file: numbers stay numbers, several are joined by |."""
        return flat(self.value(row))

    def text(self, row):
        """The value as it stands on a page."""
        if self.markup:
            return self.markup(row)
        value = self.value(row)
        if isinstance(value, Money):
            return shown_money(value)
        flattened = flat(value)
        return "" if flattened is None else str(flattened)


def flat(value):
    """A value as a cell of a file takes it: money as text, a list separated by ``|``."""
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, list | tuple):
        return "|".join(str(flat(one)) for one in value)
    return value


def needs_of(columns):
    """What must be loaded for these columns."""
    return {need for column in columns for need in column.needs}
