"""The overview of a deal."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from films.deal import stages
from films.deal.deal import Comment, Deal
from films.deal.reaching import current_version, deal_or_404, workspace
from films.deal.tabs import tabs
from films.deal.version import Consent, Version
from films.workspace.standing import standings
from films.workspace.verdict import verdict
from partners.access.companies import own_companies

NEWEST = 8


@workspace
@require_safe
def deal(request, pk):
    """The overview: where a deal stands, and the way to everything of it."""
    found = deal_or_404(request, pk)
    user, on = request.user, timezone.localdate()
    version = current_version(user, found)
    context = {"deal": found, "version": version, "tabs": tabs(found, version, request.path)}
    if not found.has_seat:
        signed = Version.objects.visible_to(user).filter(deal=found).order_by("number")
        return render(request, "deals/left.html", {**context, "versions": signed})
    is_editable = Deal.objects.editable_by(user).filter(pk=found.pk).exists()
    parties = found.parties.select_related("company", "country").order_by("pk")
    standing = standings(user, [found], on=on)[found.pk]
    places = {}
    if version is not None:
        places = {one.party_id: one for one in version.partners.all()}
    comments = Comment.objects.visible_to(user).filter(deal=found)
    context.update(
        standing=standing,
        on=on,
        is_editable=is_editable,
        moves=stages.moves(found) if is_editable else [],
        stages=[(stage, stage == found.stage) for stage in Deal.Stage],
        parties=[(party, places.get(party.pk)) for party in parties],
        due=standing.due[:NEWEST],
        verdict=verdict(version),
        events=events(user, found),
        comments=comments.select_related("company", "author").order_by("-at", "-pk")[:NEWEST],
        home_country=settings.HOME_COUNTRY,
    )
    return render(request, "deals/deal.html", context)


def events(user, deal):
    """[(when, version, what, which company)] of what happened to the versions, newest first."""
    versions = Version.objects.visible_to(user).filter(deal=deal).select_related("company")
    own = set(own_companies(user).values_list("company", flat=True))
    found = []
    for version in versions.order_by("-number")[:NEWEST]:
        # Since when another company has been writing is its own affair.
        if user.is_superuser or version.company_id in own:
            found.append((version.made_at, version, "begun", version.company))
        if version.frozen_at:
            found.append((version.frozen_at, version, "proposed", version.company))
    consents = Consent.objects.visible_to(user).filter(version__deal=deal)
    for consent in consents.select_related("version", "company").order_by("-at", "-pk")[:NEWEST]:
        found.append((consent.at, consent.version, consent.kind, consent.company))
    found.sort(key=lambda event: event[0], reverse=True)
    return found[:NEWEST]
