"""How pages about a deal as a whole reach it: only from a seat at its table."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from films.deal.deal import Deal, DealParty
from films.deal.reaching import open_deal_or_404
from partners.access.companies import own_companies


def writable_deal_or_403(request, pk):
    """A deal at whose table this person sits and may write; who only reads is told so."""
    deal = open_deal_or_404(request, pk)
    if not may_write(request.user, deal):
        raise PermissionDenied(_("You may read this deal, but not change it."))
    return deal


def may_write(user, deal):
    return Deal.objects.editable_by(user).filter(pk=deal.pk).exists()


def own_deals(user):
    """Deals of this person's own companies; an admin, who may open all, has only these too."""
    deals = Deal.objects.open_to(user)
    if not user.is_superuser:
        return deals
    seats = DealParty.objects.visible_to(user).filter(
        company__in=own_companies(user), joined_at__isnull=False, left_on__isnull=True
    )
    return deals.filter(pk__in=seats.values("deal"))
