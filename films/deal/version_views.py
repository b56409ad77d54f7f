"""Pages of the versions of a deal."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from films.deal.reaching import current_version, deal_or_404, version_or_404, workspace
from films.deal.tabs import tabs
from films.deal.version import Version


@workspace
@require_safe
def versions(request, pk):
    found = deal_or_404(request, pk)
    listed = Version.objects.visible_to(request.user).filter(deal=found).select_related("company")
    current = current_version(request.user, found)
    context = {"deal": found, "version": current, "versions": listed}
    context["tabs"] = tabs(found, current, request.path)
    return render(request, "deals/versions.html", context)


@workspace
@require_safe
def version(request, pk, number):
    found = version_or_404(request, deal_or_404(request, pk), number)
    return redirect(reverse("finance:finance-plan", args=[found.deal_id, found.number]))
