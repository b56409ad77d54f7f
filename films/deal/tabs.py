"""The tabs of a deal, by URL name; parts above this one are reached by name only."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# (label, URL name), in the order of the work.
OF_DEAL = [
    (_("Overview"), "deals:deal"),
    (_("Partners"), "deals:partners"),
    (_("Versions"), "deals:versions"),
    (_("Milestones"), "milestones:milestones"),
    (_("Decisions"), "governance:decisions"),
    (_("Documents"), "governance:documents"),
    (_("Comments and notes"), "deals:notes"),
    (_("Publishing"), "publishing:publishing"),
    (_("History"), "deals:history"),
]
OF_VERSION = [
    (_("Budget"), "finance:budget"),
    (_("Finance plan"), "finance:finance-plan"),
    (_("Cash flow"), "finance:cash-flow"),
    (_("Spend"), "finance:spend"),
    (_("Qualification"), "qualification:qualification"),
    (_("Credits"), "credits:credits"),
    (_("Equity"), "credits:equity"),
    (_("Rights"), "rights:rights"),
    (_("Recoupment"), "recoupment:recoupment"),
    (_("Obligations"), "milestones:obligations"),
    (_("What breaks if"), "qualification:what-breaks"),
]


def tabs(deal, version, here):
    """[(name, its tabs)]: the deal's, then those of the version that can be opened now.

    A tab is (label, address, whether it is the page itself).
    """
    found = [(str(_("This deal")), addresses(OF_DEAL, here, deal.pk))]
    if version is not None:
        dossier = reverse("deals:version", args=[deal.pk, version.number])
        terms = addresses(OF_VERSION, here, deal.pk, version.number)
        found.append((str(version), [(str(version), dossier, dossier == here), *terms]))
    return found


def addresses(names, here, *args):
    reversed_names = [(label, reverse(name, args=args)) for label, name in names]
    return [(label, address, address == here) for label, address in reversed_names]
