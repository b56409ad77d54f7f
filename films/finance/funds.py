"""The funds of the register as a deal names them: public, and found by name."""

from collections.abc import Collection, Sequence

from coprod.exchange.faults import Fault
from coprod.sentence import gettext_noop as _
from coprod.text import normalise
from films.deal.storing import fault
from partners.funding.models import FundingSource

MOST_OFFERED = 500
# Names that are no fund's, each of which is compared in its folded form.
MOST_LOOKED_UP = 20
NO_SUCH_FUND = _("“{value}” is no funding source of the register.")
CHOOSE_A_FUND = _("Choose one that is offered, or leave it empty.")
SEVERAL_FUNDS = _("Several funding sources are called “{value}”.")
NAME_ITS_ID = _("Use the end of its address instead, such as {ids}.")


def names_of(keys: Collection[int]) -> dict[int, str]:
    """What each fund is called: by its name, or by its id where another has the same name."""
    if not keys:
        return {}
    funds = list(FundingSource.objects.filter(pk__in=keys))
    shared = ambiguous({fund.name for fund in funds})
    return {fund.pk: fund.public_id if fund.name in shared else fund.name for fund in funds}


def ambiguous(names: set[str]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for name in FundingSource.objects.filter(name__in=names).values_list("name", flat=True):
        (twice if name in seen else seen).add(name)
    return twice


def offered() -> list[str]:
    """The names that are offered while typing."""
    funds = FundingSource.objects.order_by("sort_name", "pk").values_list("name", flat=True)
    return list(dict.fromkeys(funds[:MOST_OFFERED]))


def found_by_name(texts: Sequence[str], faults: list[Fault]) -> list[FundingSource | None]:
    """The one fund that each text means; where it is none or several, that is noted."""
    named = {text for text in texts if text}
    funds: dict[str, list[FundingSource]] = {}
    if named:
        for fund in FundingSource.objects.filter(name__in=named):
            funds.setdefault(fund.name, []).append(fund)
        for fund in FundingSource.objects.filter(public_id__in=named):
            funds[fund.public_id] = [fund]
    for text in sorted(named - set(funds))[:MOST_LOOKED_UP]:
        funds[text] = spelled_otherwise(text)
    found: list[FundingSource | None] = []
    for number, text in enumerate(texts):
        meant = funds.get(text, [])
        path = f"sources[{number}].fund"
        if text and not meant:
            faults.append(fault(path, text, NO_SUCH_FUND, CHOOSE_A_FUND))
        elif len(meant) > 1:
            ids = ", ".join(sorted(fund.public_id for fund in meant)[:5])
            faults.append(fault(path, text, SEVERAL_FUNDS, NAME_ITS_ID, ids=ids))
        found.append(meant[0] if len(meant) == 1 else None)
    return found


def spelled_otherwise(text: str) -> list[FundingSource]:
    """Funds whose name differs only in case or script."""
    wanted = normalise(text)
    near = FundingSource.objects.matching(text)[:50]
    return [fund for fund in near if wanted and normalise(fund.name) == wanted]
