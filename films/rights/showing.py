"""The rights of a version as their page shows them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import shown_amount
from films.calculators.showing.figure import Figure
from films.rights.grid import MEDIA


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    media = dict(MEDIA)
    return {
        "totals": [
            (_("Rights"), Figure(str(said["rights"]))),
            (_("Nobody's"), Figure(str(len(said["orphans"])))),
            *(
                (_("Sold, %(currency)s") % {"currency": currency}, Figure(shown_amount(amount)))
                for currency, amount in said["sold"].items()
            ),
        ],
        "without_price": said["sold_without_price"],
        "orphans": [(one["territory"], _(media[one["medium"]])) for one in said["orphans"]],
        "notes": said["notes"],
        "partners": [
            {
                "name": party,
                "territories": ", ".join(one["territories"]) or "–",
                "sold": " · ".join(
                    f"{shown_amount(amount)} {currency}" for currency, amount in one["sold"].items()
                )
                or "–",
            }
            for party, one in said["by_coproducer"].items()
        ],
    }
