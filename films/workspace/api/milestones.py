"""What is due in a deal, as a resource."""

from django.core.exceptions import ValidationError
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from coprod.records import StaleRecord
from films.deal.reaching import editable_deal_or_403, open_deal_or_404
from films.milestone.models import Milestone
from films.workspace.api import shapes
from films.workspace.api.resource import (
    ANSWERS,
    CHANGED,
    IF_MATCH,
    KEY,
    MISSING,
    OBJECTED,
    UNSEEN,
    Resource,
    tagged,
)
from films.workspace.api.submitting import check_revision, once, refused, seen_revision, stale


class Milestones(Resource):
    """What is due in a deal."""

    @extend_schema(
        operation_id="milestone_list",
        summary="Milestones of a deal",
        responses={200: shapes.MilestonesShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = open_deal_or_404(request, pk)
        found = deal.milestones.order_by("due_on", "pk")
        return Response({"results": [shown_milestone(one) for one in found]})

    @extend_schema(
        operation_id="milestone_create",
        summary="Add a milestone",
        parameters=[KEY],
        request=shapes.MilestoneTerms,
        responses={
            201: shapes.MilestoneShape,
            200: shapes.MilestoneShape,
            **ANSWERS,
            409: OBJECTED,
        },
    )
    def post(self, request, pk):
        deal = editable_deal_or_403(request, pk)
        terms = self.sent(shapes.MilestoneTerms)

        def make():
            milestone = Milestone(deal=deal, **terms)
            milestone.full_clean()
            milestone.save()
            return str(milestone.uid)

        try:
            made, is_new = once(request, make)
        except ValidationError as refusal:
            return refused(refusal)
        found = milestone_or_404(request, deal, made)
        return tagged(shown_milestone(found), found.revision, 201 if is_new else 200)


class OneMilestone(Resource):
    """One milestone of a deal."""

    @extend_schema(
        operation_id="milestone_read",
        summary="A milestone",
        responses={200: shapes.MilestoneShape, 404: MISSING},
    )
    def get(self, request, pk, milestone):
        found = milestone_or_404(request, open_deal_or_404(request, pk), milestone)
        return tagged(shown_milestone(found), found.revision)

    @extend_schema(
        operation_id="milestone_change",
        summary="Change a milestone",
        parameters=[IF_MATCH],
        request=shapes.MilestoneTerms,
        responses={
            200: shapes.MilestoneShape,
            **ANSWERS,
            409: OBJECTED,
            412: CHANGED,
            428: UNSEEN,
        },
    )
    def patch(self, request, pk, milestone):
        deal = editable_deal_or_403(request, pk)
        found = milestone_or_404(request, deal, milestone)
        seen, terms = seen_revision(request), self.sent(shapes.MilestoneTerms)
        try:
            check_revision(found, seen)
            for name, value in terms.items():
                setattr(found, name, value)
            found.full_clean()
            found.save()
        except StaleRecord:
            fresh = milestone_or_404(request, deal, milestone)
            return stale(shown_milestone(fresh), dict(terms), fresh.revision)
        except ValidationError as refusal:
            return refused(refusal)
        return tagged(shown_milestone(found), found.revision)


def milestone_or_404(request, deal, uid):
    found = Milestone.objects.visible_to(request.user).filter(deal=deal, uid=uid).first()
    if found is None:
        raise Http404
    return found


def shown_milestone(milestone):
    return {
        "id": str(milestone.uid),
        "kind": milestone.kind,
        "title": milestone.title,
        "due_on": milestone.due_on,
        "done_on": milestone.done_on,
        "place": milestone.place,
        "note": milestone.note,
        "revision": milestone.revision,
    }
