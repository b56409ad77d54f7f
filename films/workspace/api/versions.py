"""The versions of a deal as resources, and the acts on them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.comparison_views import NEW_OF, OLD_OF, both_or_404, compared, document_of
from films.deal.reaching import (
    acting_companies,
    acting_company_or_403,
    deal_or_404,
    editable_deal_or_403,
    may_edit,
    named_company_or_403,
    open_deal_or_404,
    version_or_404,
)
from films.deal.terms import document, fingerprint
from films.deal.version import Version, with_twins
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
from partners.access.companies import own_companies
from partners.access.models import Membership


def shown_version(request, version, visible=None, own=None):
    """``visible`` are the keys of the versions that the person may see, ``own`` those of the
    companies that the person acts for, where they are known."""
    if own is None:
        own = own_keys(request.user)
    base = version.based_on
    if base and visible is None:
        visible = Version.objects.visible_to(request.user).filter(pk=base.pk)
        visible = set(visible.values_list("pk", flat=True))
    return {
        "number": version.number,
        "url": request.build_absolute_uri(version.get_absolute_url()),
        "company": str(version.company),
        "status": version.status,
        "reason": version.reason,
        # A draft of the other side that it was based on does not exist.
        "based_on": base.number if base and base.pk in visible else None,
        # Since when another company has been writing is its own affair.
        "made_at": version.made_at if version.company_id in own else None,
        "proposed_at": version.frozen_at,
        "signed_on": version.signed_on,
        "currency": version.currency,
        "consents": [
            {
                "company": str(consent.company),
                "kind": consent.kind,
                "at": consent.at,
                "fingerprint": consent.fingerprint,
            }
            for consent in version.consents.all()
        ],
    }


def own_keys(user):
    return set(own_companies(user).values_list("company", flat=True))


class Versions(Resource):
    """The versions of a deal that you may see."""

    @extend_schema(
        operation_id="version_list",
        summary="Versions of a deal",
        responses={200: shapes.VersionsShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = deal_or_404(request, pk)
        found = Version.objects.visible_to(request.user).filter(deal=deal).order_by("number")
        found = found.select_related("company", "based_on", "deal")
        found = with_twins(list(found.prefetch_related("consents__company")))
        visible = {one.pk for one in found}
        own = own_keys(request.user)
        return Response({"results": [shown_version(request, one, visible, own) for one in found]})

    @extend_schema(
        operation_id="version_create",
        summary="Begin a new version",
        parameters=[KEY],
        request=shapes.NewVersion,
        responses={201: shapes.VersionShape, 200: shapes.VersionShape, **ANSWERS, 409: OBJECTED},
    )
    def post(self, request, pk):
        deal = editable_deal_or_403(request, pk)
        terms = self.sent(shapes.NewVersion)
        acting = acting_company_or_403(request.user, deal)
        based_on = None
        if terms.get("based_on"):
            based_on = version_or_404(request, deal, terms["based_on"])

        def make():
            version = negotiation.begin(
                deal,
                company=acting,
                author=request.user,
                at=timezone.now(),
                based_on=based_on,
                reason=terms.get("reason", ""),
            )
            return str(version.pk)

        try:
            made, is_new = once(request, make)
        except ValidationError as refusal:
            return refused(refusal)
        found = Version.objects.visible_to(request.user).filter(deal=deal, pk=made).first()
        if found is None:
            raise Http404
        version = version_or_404(request, deal, found.number)
        return tagged(shown_version(request, version), version.mark, 201 if is_new else 200)


class OneVersion(Resource):
    """One version with every term."""

    @extend_schema(
        operation_id="version_read",
        summary="A version of a deal",
        responses={200: shapes.VersionTermsShape, 404: MISSING},
    )
    def get(self, request, pk, number):
        version = version_or_404(request, deal_or_404(request, pk), number)
        answer = shown_version(request, version)
        answer |= {"terms": shown_terms(version), "fingerprint": fingerprint(version)}
        return tagged(answer, version.mark)


def whose(name, side):
    """The company whose draft is compared, where drafts of two have one number."""
    return OpenApiParameter(
        name,
        description=f"The id of the company that wrote the {side} version: for a person of two "
        "companies whose drafts have one number.",
    )


class Comparison(Resource):
    """Two versions of a deal side by side."""

    @extend_schema(
        operation_id="version_compare",
        summary="Compare two versions of a deal",
        parameters=[whose(OLD_OF, "old"), whose(NEW_OF, "new")],
        responses={200: OpenApiTypes.OBJECT, 404: MISSING},
    )
    def get(self, request, pk, old, new):
        return Response(document_of(compared(*both_or_404(request, pk, old, new))))


def shown_terms(version):
    """Every term; a party by its name instead of its place in the deal."""
    terms = document(version)
    parties = version.deal.parties.select_related("company").order_by("pk")
    names = {number: str(party) for number, party in enumerate(parties, start=1)}
    for place in terms["partner"].values():
        place["party"] = names[place["party"]]
    return terms


def propose(request, version, named):
    named_company_or_403(request.user, version.deal, named or version.company.public_id)
    if not may_edit(request.user, version):
        raise PermissionDenied(gettext("This version is not yours to change, or was proposed."))
    negotiation.propose(version, user=request.user, at=timezone.now())


def agree(request, version, named):
    acting = named_company_or_403(request.user, version.deal, named)
    negotiation.agree(version, company=acting, user=request.user, at=timezone.now())


def sign(request, version, named):
    signatory = Membership.Role.SIGNATORY
    acting = named_company_or_403(request.user, version.deal, named, signatory)
    negotiation.sign(version, company=acting, user=request.user, at=timezone.now())


def take_back(request, version, named):
    own = acting_companies(request.user, version.deal)
    if not own.filter(pk=version.company_id).exists():
        raise PermissionDenied(gettext("Only who proposed a version can take it back."))
    negotiation.take_back(version)


ACTS = {"propose": propose, "agree": agree, "sign": sign, "take-back": take_back}


def act_resource(name, act):
    """A resource of one act on a version."""

    @extend_schema(
        operation_id=f"version_{name.replace('-', '_')}",
        summary=f"{name.capitalize().replace('-', ' ')} a version",
        parameters=[IF_MATCH],
        request=shapes.ActingCompany,
        responses={200: shapes.VersionShape, **ANSWERS, 409: OBJECTED, 412: CHANGED, 428: UNSEEN},
    )
    def post(self, request, pk, number):
        version = version_or_404(request, open_deal_or_404(request, pk), number)
        seen = seen_revision(request)
        named = self.sent(shapes.ActingCompany).get("company", "")
        try:
            with transaction.atomic():
                check_revision(version, seen)
                act(request, version, named)
        except StaleRecord:
            fresh = version_or_404(request, version.deal, number)
            return stale(shown_version(request, fresh), {}, fresh.mark)
        except ValidationError as refusal:
            return refused(refusal)
        # A proposal has taken its own number.
        fresh = version_or_404(request, version.deal, version.number)
        return tagged(shown_version(request, fresh), fresh.mark)

    title = name.title().replace("-", "")
    return type(f"Version{title}", (Resource,), {"post": post, "__doc__": f"{title} a version."})
