"""Pages of a deal as a whole."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.deal.deal import Deal
from films.deal.reaching import current_version, deal_or_404, workspace
from films.deal.tabs import tabs


@workspace
@require_safe
def deals(request):
    found = Deal.objects.visible_to(request.user).order_by("title", "pk")
    return render(request, "deals/deals.html", {"deals": found})


@workspace
@require_safe
def deal(request, pk):
    found = deal_or_404(request, pk)
    version = current_version(request.user, found)
    context = {"deal": found, "version": version, "tabs": tabs(found, version, request.path)}
    return render(request, "deals/deal.html", context)
