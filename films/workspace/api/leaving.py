"""A party leaves a deal, as on its page; a repetition of the same submission changes nothing."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.response import Response

from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.deal import Deal
from films.deal.parties import problems_with_leaving
from films.deal.reaching import deal_or_404, editable_deal_or_403
from films.workspace.api import shapes
from films.workspace.api.deals import shown_deal
from films.workspace.api.resource import (
    ANSWERS,
    CHANGED,
    IF_MATCH,
    KEY,
    OBJECTED,
    UNSEEN,
    Resource,
    tagged,
)
from films.workspace.api.submitting import (
    check_revision,
    made_before,
    once,
    refused,
    seen_revision,
    stale,
)

GONE = OpenApiResponse(description="The party has left, and the deal is not there for you now.")


class Leaving(Resource):
    """A party of a deal leaves it."""

    @extend_schema(
        operation_id="deal_leave",
        summary="Record that a party has left a deal",
        parameters=[IF_MATCH, KEY],
        request=shapes.LeavingParty,
        responses={
            200: shapes.DealShape,
            204: GONE,
            **ANSWERS,
            409: OBJECTED,
            412: CHANGED,
            428: UNSEEN,
        },
    )
    def post(self, request, pk):
        try:
            deal = editable_deal_or_403(request, pk)
        except (Http404, PermissionDenied):
            # Whoever has left by the first of two submissions may not find the deal by the second.
            if made_before(request) is None:
                raise
            return self._left(request, pk)
        seen, terms = seen_revision(request), self.sent(shapes.LeavingParty)
        try:
            once(request, lambda: leave(request.user, deal, terms, seen))
        except StaleRecord:
            fresh = deal_or_404(request, pk)
            return stale(shown_deal(request, fresh), dict(terms), fresh.revision)
        except ValidationError as refusal:
            return refused(refusal)
        return self._left(request, pk)

    @staticmethod
    def _left(request, pk):
        """The deal as it stands for this person now, if it is still there."""
        try:
            deal = deal_or_404(request, pk)
        except Http404:
            return Response(status=status.HTTP_204_NO_CONTENT)
        shown = shown_deal(request, deal)
        return tagged(shown, deal.revision) if deal.has_seat else Response(shown)


def leave(user, deal, terms, seen):
    """The key of the party that has left; the deal is held, so that two do not leave at once."""
    deal = negotiation.hold(deal)
    # Somebody else may have taken this person's company off the deal since it was found.
    if not Deal.objects.editable_by(user).filter(pk=deal.pk).exists():
        raise Http404
    check_revision(deal, seen)
    party = named_party(deal, terms)
    if problems := problems_with_leaving(user, party):
        if party.left_on:
            raise ValidationError(problems)
        raise PermissionDenied(" ".join(problems))
    negotiation.leave(party, on=timezone.localdate())
    return str(party.pk)


def named_party(deal, terms):
    """The party that is meant; of two of one name that which is still there."""
    public_id, name = terms.get("company", ""), terms.get("name", "")
    found = deal.parties.select_related("company")
    found = found.filter(company__public_id=public_id) if public_id else found.filter(
        company=None, name=name)  # fmt: skip
    party = min(found.order_by("pk"), key=lambda one: not one.is_present, default=None)
    if party is None:
        raise ValidationError(
            gettext("%(company)s is no party to this deal.") % {"company": public_id or name}
        )
    party.deal = deal
    return party
