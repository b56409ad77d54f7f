"""Finding countries by the codes people write, and regions by what lies in them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.lists.lookups import Lookup
from partners.country.models import Country, Region


@dataclass(frozen=True)
class CountryLookup(Lookup):
    """Countries by code; a withdrawn state also by its old alpha-2 where no other had it."""

    rows: object = Country.objects.all
    what: object = _("a country code")
    case: object = str.upper

    def by_other_names(self, values):
        found, asked = {}, {value: value.upper() for value in values}
        withdrawn = {}
        for country in Country.objects.filter(alpha_2__in=asked.values()):
            withdrawn.setdefault(country.alpha_2, []).append(country)
        for value, code in asked.items():
            candidates = withdrawn.get(code, [])
            if len(candidates) > 1:
                raise ValidationError(
                    _("“%(value)s” stood for several states: choose one of %(codes)s."),
                    params={
                        "value": value,
                        "codes": ", ".join(f"{country.code} ({country})" for country in candidates),
                    },
                )
            if candidates:
                found[value] = candidates[0].pk
        return found


def regions_below():
    """{region: it and the regions within it}."""
    below, parents = {}, dict(Region.objects.values_list("pk", "parent"))
    for region in parents:
        step = region
        while step is not None:
            below.setdefault(step, set()).add(region)
            step = parents[step]
    return below
