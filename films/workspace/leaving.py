"""What is nobody's any more when a party leaves: said before it happens."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.deal.version import Partner, Version
from films.recoupment.models import TierPayee

# What counts for a place in a version.
OF_PLACES = ("finance_shares__row", "rights", "obligations__kind", "functions")


def unassigned(user, party):
    """[(version, sentences)]: in every open draft that this person reads, what counts for the
    party now and for nobody afterwards; as many queries for many drafts as for one."""
    drafts = Version.objects.visible_to(user).filter(deal=party.deal_id, frozen_at__isnull=True)
    places = Partner.objects.visible_to(user).filter(party=party, version__in=drafts.values("pk"))
    places = places.select_related("version").prefetch_related(*OF_PLACES)
    payees = TierPayee.objects.visible_to(user).filter(version__in=drafts.values("pk"))
    tiers = defaultdict(list)
    for one in payees.select_related("tier"):
        tiers[one.version_id, one.payee].append(str(one.tier))
    return [
        (place.version, list(_sentences(place, tiers[place.version_id, place.code])))
        for place in places.order_by("version__number", "pk")
    ]


def _sentences(place, tiers):
    sources = sorted(place.finance_shares.all(), key=lambda one: (one.row.position, one.pk))
    if names := [share.row.code for share in sources]:
        yield _("Sources that count for it: %(names)s.") % {"names": ", ".join(names)}
    if names := [str(right) for right in place.rights.all()]:
        yield _("Rights it owns: %(names)s.") % {"names": ", ".join(names)}
    if tiers:
        yield _("Tiers that pay it: %(names)s.") % {"names": ", ".join(tiers)}
    if names := [str(one) for one in place.obligations.all()]:
        yield _("Obligations it owes: %(names)s.") % {"names": ", ".join(names)}
    if count := len(place.functions.all()):
        yield ngettext(
            "%(count)d credited function counts for it.",
            "%(count)d credited functions count for it.",
            count,
        ) % {"count": count}
