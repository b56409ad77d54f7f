"""The tabs of a deal, by URL name; parts above this one are reached by name only."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# (label, URL name, whether it shows one version)
TABS = [
    (_("Overview"), "deals:deal", False),
    (_("Partners"), "deals:partners", False),
    (_("Budget"), "finance:budget", True),
    (_("Finance plan"), "finance:finance-plan", True),
    (_("Cash flow"), "finance:cash-flow", True),
    (_("Spend"), "finance:spend", True),
    (_("Credits"), "credits:credits", True),
    (_("Equity"), "credits:equity", True),
    (_("Rights"), "rights:rights", True),
    (_("Qualification"), "qualification:qualification", True),
    (_("Recoupment"), "recoupment:recoupment", True),
    (_("What breaks if"), "qualification:what-breaks", True),
    (_("Obligations"), "milestones:obligations", True),
    (_("Milestones"), "milestones:milestones", False),
    (_("Versions"), "deals:versions", False),
    (_("Comments and notes"), "deals:notes", False),
    (_("Decisions"), "governance:decisions", False),
    (_("Documents"), "governance:documents", False),
    (_("Publishing"), "publishing:publishing", False),
    (_("History"), "deals:history", False),
]


def tabs(deal, version, here):
    """[(label, address, whether it is the page itself)] of what can be opened now."""
    found = []
    for label, name, is_of_version in TABS:
        if is_of_version and version is None:
            continue
        arguments = [deal.pk, version.number] if is_of_version else [deal.pk]
        address = reverse(name, args=arguments)
        found.append((label, address, address == here))
    return found
