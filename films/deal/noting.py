"""An admin reads every deal, and each reading of another company's deal is kept."""

from django.utils import timezone

from films.deal.deal import Deal, DealParty, DealReading
from partners.access.companies import own_companies


def note(request, deals):
    """Keep that an admin has read these deals, once for each request, unless the admin sits at
    their tables; two queries for any number of deals, none for everybody else."""
    user = request.user
    if not user.is_superuser:
        return
    kept = getattr(request, "deals_kept", frozenset())
    keys = {deal.pk if isinstance(deal, Deal) else deal for deal in deals} - kept
    if not keys:
        return
    request.deals_kept = kept | keys
    at_the_table = set(
        DealParty.objects.visible_to(user)
        .filter(deal__in=keys, left_on=None, company__in=own_companies(user))
        .values_list("deal", flat=True)
    )
    at, address = timezone.now(), request.path[:300]
    DealReading.objects.bulk_create(
        DealReading(deal_id=key, user=user, at=at, address=address)
        for key in keys
        if key not in at_the_table
    )
