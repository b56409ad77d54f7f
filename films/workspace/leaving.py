"""What is nobody's any more when a party leaves: said before it happens."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.deal.version import Version
from films.recoupment.models import TierPayee


def unassigned(user, party):
    """[(version, sentences)]: in every open draft that this person reads, what counts for the
    party now and for nobody afterwards."""
    drafts = Version.objects.visible_to(user).filter(deal=party.deal_id, frozen_at__isnull=True)
    found = []
    for version in drafts.order_by("number"):
        place = version.partners.filter(party=party).first()
        if place is not None:
            found.append((version, list(_sentences(version, place))))
    return found


def _sentences(version, place):
    sources = place.finance_shares.select_related("row").order_by("row__position", "pk")
    if names := [share.row.code for share in sources]:
        yield _("Sources that count for it: %(names)s.") % {"names": ", ".join(names)}
    if names := [str(right) for right in place.rights.all()]:
        yield _("Rights it owns: %(names)s.") % {"names": ", ".join(names)}
    payees = TierPayee.objects.for_the_product("the payees of a draft that was read already")
    tiers = payees.filter(version=version, payee=place.code).select_related("tier")
    if names := [str(one.tier) for one in tiers]:
        yield _("Tiers that pay it: %(names)s.") % {"names": ", ".join(names)}
    if names := [str(one) for one in place.obligations.select_related("kind")]:
        yield _("Obligations it owes: %(names)s.") % {"names": ", ".join(names)}
    if count := place.functions.count():
        yield ngettext(
            "%(count)d credited function counts for it.",
            "%(count)d credited functions count for it.",
            count,
        ) % {"count": count}
