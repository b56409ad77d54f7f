"""Codes in an address, the rows they stand for, and the labels readers see."""

from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Lookup:
    """Rows found by a code that people put into an address.

    ``rows`` gives the rows this reader may know of; a code outside them is refused with the same
    words as one that never existed. ``label(row)`` says what readers see; without it, the name.
    """

    rows: object
    code: str = "code"
    what: object = _("a known code")
    label: object = None
    case: object = field(default=lambda value: value)

    def __deepcopy__(self, memo):
        return self  # Filter sets copy their filters for every request; this one never changes.

    def resolve(self, values):
        """{value as written: primary key}; a ValidationError names every value not found."""
        asked = {value: self.case(value) for value in values}
        found = dict(
            self.rows().filter(**{f"{self.code}__in": asked.values()}).values_list(self.code, "pk")
        )
        missing = [value for value, code in asked.items() if code not in found]
        others = self.by_other_names(missing)
        if unknown := [value for value in missing if value not in others]:
            raise ValidationError(
                [
                    ValidationError(
                        _("“%(value)s” is not %(what)s: choose one from the list."),
                        params={"value": value[:60], "what": self.what},
                    )
                    for value in unknown
                ]
            )
        return {value: found.get(code, others.get(value)) for value, code in asked.items()}

    def by_other_names(self, values):
        """Further spellings a lookup accepts: {value: primary key}."""
        return {}

    def described(self, keys):
        """{primary key: (code, label)} for these rows."""
        rows = self.rows().filter(pk__in=list(keys)).order_by()
        if self.label:
            return {row.pk: (getattr(row, self.code), str(self.label(row))) for row in rows}
        # Hundreds of choices stand on a page: columns cost a fifth of whole rows.
        found = rows.values_list("pk", self.code, *name_columns(rows.model))
        return {key: (code, next(filter(None, names), "")) for key, code, *names in found}


def name_columns(model):
    """The columns a row is named by: in the reader's language first, where it has several."""
    try:
        model._meta.get_field("name_en")
    except FieldDoesNotExist:
        return ["name"]
    return list(dict.fromkeys([f"name_{(get_language() or 'en')[:2]}", "name_en"]))
