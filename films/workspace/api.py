"""Deals over HTTP: what a person at the table may read and write, and nothing else exists.

A write says which revision it has seen (`If-Match`), and may carry an `Idempotency-Key`; every
answer is private. Sheets take and give the input of the public calculators.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import permissions
from rest_framework.exceptions import ValidationError as DoesNotFit
from rest_framework.response import Response
from rest_framework.views import APIView

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_json
from coprod.lists.api import list_resource
from coprod.records import StaleRecord
from films.calculators.api import MAX_BYTES, StrictJSON, too_long
from films.deal import negotiation, stages
from films.deal.deal import Comment, Deal, Note
from films.deal.parties import add_party
from films.deal.reaching import (
    acting_companies,
    acting_company_or_403,
    current_version,
    deal_or_404,
    editable_deal_or_403,
    may_edit,
    named_company_or_403,
    open_deal_or_404,
    version_or_404,
)
from films.deal.sheet import SHEETS
from films.deal.sheet_views import save
from films.deal.terms import document, fingerprint
from films.deal.version import Version
from films.milestone.models import Milestone
from films.workspace import api_shapes as shapes
from films.workspace.pages import DealList
from films.workspace.submitting import (
    body_of,
    check_revision,
    etag,
    once,
    refused,
    seen_revision,
    stale,
)
from partners.access.models import Membership
from partners.company.models import Company
from partners.country.models import Country
from partners.treaty.models import Treaty

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag that the change was made from.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same submission with the same key makes one thing only.",
)
MISSING = OpenApiResponse(description="Nothing of this id exists for you.")
REFUSED = OpenApiResponse(shapes.Refused, description="What was sent cannot be read.")
OBJECTED = OpenApiResponse(shapes.Objections, description="The act cannot be done, and why.")
CHANGED = OpenApiResponse(shapes.Stale, description="Somebody else was first.")
UNSEEN = OpenApiResponse(description="If-Match is missing.")
FORBIDDEN = OpenApiResponse(description="You may read this, but not change it.")
ANSWERS = {400: REFUSED, 403: FORBIDDEN, 404: MISSING}


class Resource(APIView):
    """A private resource: its answers are stored by nobody between."""

    permission_classes = [permissions.IsAuthenticated]
    parser_classes = [StrictJSON]

    def handle_exception(self, exc):
        if isinstance(exc, BadInput):
            return Response({"errors": [one.as_json(gettext) for one in exc.faults]}, status=400)
        if isinstance(exc, DoesNotFit):
            return Response({"errors": exc.detail}, status=400)
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    def sent(self, shape):
        """What was sent, judged by a shape; raises `DoesNotFit` with every fault."""
        body = body_of(self.request)
        if len(body) > MAX_BYTES:
            raise DoesNotFit([too_long()])
        judged = shape(data=read_json(body) if body else {})
        judged.is_valid(raise_exception=True)
        return judged.validated_data


# What only those who sit at the table are told.
OF_THE_TABLE = (
    "stage", "film", "treaty", "logline", "owner", "statistics_consent", "revision",
)  # fmt: skip


def tagged(answer, revision, status=200):
    return Response(answer, status=status, headers={"ETag": etag(revision)})


# --- Deals ----------------------------------------------------------------------------------------


def shown_deal(request, deal):
    """A deal; to a company that has left, its title and that there are versions it signed."""
    version = current_version(request.user, deal)
    parties = deal.parties.select_related("company", "country")
    shown = {
        "id": str(deal.pk),
        "url": request.build_absolute_uri(deal.get_absolute_url()),
        "title": deal.title,
        "stage": deal.stage,
        "currency": deal.currency,
        "film": deal.film.public_id if deal.film else None,
        "treaty": deal.treaty.code if deal.treaty else None,
        "logline": deal.logline,
        "owner": deal.owner.public_id,
        "statistics_consent": deal.statistics_consent,
        "parties": [
            {
                "company": party.company.public_id if party.company else None,
                "name": str(party),
                "country": party.country.code,
                "at_the_table": party.joined_at is not None and party.is_present,
                "left_on": party.left_on,
            }
            for party in parties
        ],
        "current_version": version.number if version else None,
        "revision": deal.revision,
    }
    if not deal.has_seat:
        shown |= dict.fromkeys(OF_THE_TABLE)
        shown["parties"] = []
    return shown


def country(code):
    found = Country.objects.filter(code=code).first()
    if found is None:
        raise ValidationError(
            gettext("“%(value)s” is no country's code: write KZ or FR.") % {"value": code}
        )
    return found


def company(public_id):
    found = Company.objects.filter(public_id=public_id).first()
    if found is None:
        raise ValidationError(
            gettext("No company of the register has the id “%(value)s”.") % {"value": public_id}
        )
    return found


def logging_company(user, public_id):
    """The company of the person's own that logs a deal."""
    writers = [Membership.Role.EDITOR, Membership.Role.SIGNATORY]
    own = Company.objects.filter(memberships__user=user, memberships__role__in=writers)
    if public_id:
        own = own.filter(public_id=public_id)
    found = own.order_by("pk").first()
    if found is None:
        raise PermissionDenied(gettext("Only somebody who acts for a company can log a deal."))
    return found


def log_deal(user, terms, *, at):
    """A new deal with its parties and a first draft; only the company that logs it sees it."""
    owner = logging_company(user, terms.get("company", ""))
    deal = Deal(
        title=terms["title"],
        owner=owner,
        currency=terms["currency"],
        logline=terms.get("logline", ""),
        statistics_consent=terms["statistics_consent"],
    )
    deal.full_clean()
    deal.save()
    home = country(terms["country"]) if terms.get("country") else owner.country
    if home is None:
        raise ValidationError(gettext("The register knows no country of your company: name it."))
    party = add_party(deal, company=owner, country=home)
    party.joined_at = at
    party.save(update_fields=["joined_at"])
    for one in terms.get("parties", ()):
        add_party(
            deal,
            company=company(one["company"]) if one.get("company") else None,
            name=one.get("name", ""),
            country=country(one["country"]),
        )
    negotiation.begin(deal, company=owner, author=user, at=at)
    return deal


class Deals(list_resource(DealList, shapes.ListedDeal, "Deal"), Resource):
    """The deals at whose table you sit."""

    @extend_schema(
        operation_id="deal_create",
        summary="Log a deal",
        parameters=[KEY],
        request=shapes.NewDeal,
        responses={201: shapes.DealShape, 200: shapes.DealShape, **ANSWERS, 409: OBJECTED},
    )
    def post(self, request):
        terms = self.sent(shapes.NewDeal)
        try:
            made, is_new = once(
                request, lambda: str(log_deal(request.user, terms, at=timezone.now()).pk)
            )
        except ValidationError as refusal:
            return refused(refusal)
        deal = deal_or_404(request, made)
        return tagged(shown_deal(request, deal), deal.revision, 201 if is_new else 200)


class OneDeal(Resource):
    """One deal."""

    @extend_schema(
        operation_id="deal_read", summary="A deal", responses={200: shapes.DealShape, 404: MISSING}
    )
    def get(self, request, pk):
        deal = deal_or_404(request, pk)
        shown = shown_deal(request, deal)
        return tagged(shown, deal.revision) if deal.has_seat else Response(shown)

    @extend_schema(
        operation_id="deal_change",
        summary="Change a deal",
        parameters=[IF_MATCH],
        request=shapes.ChangedDeal,
        responses={200: shapes.DealShape, **ANSWERS, 409: OBJECTED, 412: CHANGED, 428: UNSEEN},
    )
    def patch(self, request, pk):
        deal = editable_deal_or_403(request, pk)
        seen, terms = seen_revision(request), self.sent(shapes.ChangedDeal)
        try:
            check_revision(deal, seen)
            for name, value in terms.items():
                setattr(deal, name, treaty(value) if name == "treaty" else value)
            deal.full_clean()
            deal.save()
        except StaleRecord:
            fresh = deal_or_404(request, pk)
            return stale(shown_deal(request, fresh), dict(terms), fresh.revision)
        except ValidationError as refusal:
            return refused(refusal)
        return tagged(shown_deal(request, deal), deal.revision)


def treaty(code):
    if code is None:
        return None
    found = Treaty.objects.filter(code=code).first()
    if found is None:
        raise ValidationError(gettext("No treaty has the code “%(value)s”.") % {"value": code})
    return found


class Stage(Resource):
    """The stage of a deal."""

    @extend_schema(
        operation_id="deal_move",
        summary="Move a deal to another stage",
        parameters=[IF_MATCH],
        request=shapes.NewStage,
        responses={200: shapes.DealShape, **ANSWERS, 409: OBJECTED, 412: CHANGED, 428: UNSEEN},
    )
    def post(self, request, pk):
        deal = editable_deal_or_403(request, pk)
        seen, terms = seen_revision(request), self.sent(shapes.NewStage)
        try:
            check_revision(deal, seen)
            stages.move(deal, terms["stage"])
        except StaleRecord:
            fresh = deal_or_404(request, pk)
            return stale(shown_deal(request, fresh), dict(terms), fresh.revision)
        except ValidationError as refusal:
            return refused(refusal)
        return tagged(shown_deal(request, deal), deal.revision)


class Parties(Resource):
    """The parties to a deal."""

    @extend_schema(
        operation_id="deal_party_create",
        summary="Add a party to a deal",
        parameters=[KEY],
        request=shapes.NewParty,
        responses={201: shapes.DealShape, 200: shapes.DealShape, **ANSWERS, 409: OBJECTED},
    )
    def post(self, request, pk):
        deal = editable_deal_or_403(request, pk)
        terms = self.sent(shapes.NewParty)
        try:
            _made, is_new = once(request, lambda: str(self._add(deal, terms).pk))
        except ValidationError as refusal:
            return refused(refusal)
        deal = deal_or_404(request, pk)
        return tagged(shown_deal(request, deal), deal.revision, 201 if is_new else 200)

    @staticmethod
    def _add(deal, terms):
        return add_party(
            deal,
            company=company(terms["company"]) if terms.get("company") else None,
            name=terms.get("name", ""),
            country=country(terms["country"]),
        )


# --- Versions -------------------------------------------------------------------------------------


def shown_version(request, version, visible=None):
    """``visible`` are the keys of the versions that the person may see, where they are known."""
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
        "made_at": version.made_at,
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
        found = found.prefetch_related("consents__company")
        visible = {one.pk for one in found}
        return Response({"results": [shown_version(request, one, visible) for one in found]})

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


def shown_terms(version):
    """Every term; a party by its name, for its key would count the parties of other deals."""
    terms = document(version)
    names = {party.pk: str(party) for party in version.deal.parties.select_related("company")}
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


# --- Sheets ---------------------------------------------------------------------------------------


def sheet_or_404(slug):
    if slug not in SHEETS:
        raise Http404
    return SHEETS[slug]


def answer_of(sheet, version):
    answer, _aside = sheet.desk.calculate(sheet.question(version))
    return answer.as_json(gettext)


def shown_sheet(sheet, version):
    try:
        answer = answer_of(sheet, version)
    except BadInput as bad:
        answer = {"errors": [], "faults": [one.as_json(gettext) for one in bad.faults]}
    return {"input": sheet.input_of(version), "answer": answer}


class OneSheet(Resource):
    """A sheet of a version: its input, and the answer of its calculation."""

    @extend_schema(
        operation_id="sheet_read",
        summary="A sheet of a version",
        responses={200: shapes.SheetShape, 404: MISSING},
    )
    def get(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        return tagged(shown_sheet(sheet, version), version.mark)

    @extend_schema(
        operation_id="sheet_write",
        summary="Write a sheet of a draft",
        parameters=[IF_MATCH],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={200: shapes.SheetShape, **ANSWERS, 412: CHANGED, 428: UNSEEN},
    )
    def put(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        if not may_edit(request.user, version):
            raise PermissionDenied(gettext("This version is not yours to change, or was proposed."))
        seen, body = seen_revision(request), body_of(request)
        if len(body) > MAX_BYTES:
            return Response({"errors": [too_long()]}, status=400)
        given = read_json(body)
        if not isinstance(given, dict):
            return Response({"errors": [not_an_object()]}, status=400)
        try:
            version = save(sheet, version, given, seen)
        except StaleRecord:
            fresh = version_or_404(request, version.deal, number)
            return stale(shown_sheet(sheet, fresh), given, fresh.mark)
        return tagged(shown_sheet(sheet, version), version.mark)


def not_an_object():
    return {
        "path": "input",
        "value": "",
        "fault": gettext("This is not an object."),
        "remedy": gettext("Write it as {{…}}.").format(),
    }


class SheetAnswer(Resource):
    """The answer of a sheet's calculation, as the public calculator gives it."""

    @extend_schema(
        operation_id="sheet_answer",
        summary="The answer of a sheet",
        responses={200: OpenApiTypes.OBJECT, 404: MISSING, 422: OpenApiTypes.OBJECT},
    )
    def get(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        answer = answer_of(sheet, version)
        return Response(answer, status=422 if answer["errors"] else 200)


# --- Comments, notes, milestones ------------------------------------------------------------------


class Comments(Resource):
    """What the parties say to each other about a deal."""

    @extend_schema(
        operation_id="comment_list",
        summary="Comments of a deal",
        responses={200: shapes.CommentsShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = open_deal_or_404(request, pk)
        found = Comment.objects.visible_to(request.user).filter(deal=deal).order_by("at", "pk")
        found = found.select_related("company", "author", "version")
        return Response({"results": [shown_comment(one) for one in found]})

    @extend_schema(
        operation_id="comment_create",
        summary="Comment on a deal",
        parameters=[KEY],
        request=shapes.NewComment,
        responses={201: shapes.CommentShape, 200: shapes.CommentShape, **ANSWERS},
    )
    def post(self, request, pk):
        deal = open_deal_or_404(request, pk)
        terms = self.sent(shapes.NewComment)
        acting = acting_company_or_403(request.user, deal)
        version = None
        if terms.get("version"):
            version = version_or_404(request, deal, terms["version"])
            if version.is_open:
                raise Http404  # Nobody comments on a draft: the others would learn of it.

        def make():
            comment = Comment.objects.create(
                deal=deal,
                version=version,
                company=acting,
                author=request.user,
                text=terms["text"],
                at=timezone.now(),
            )
            return str(comment.pk)

        made, is_new = once(request, make)
        found = Comment.objects.visible_to(request.user).filter(deal=deal, pk=made).first()
        if found is None:
            raise Http404
        return Response(shown_comment(found), status=201 if is_new else 200)


def shown_comment(comment):
    return {
        "company": str(comment.company),
        "author": comment.author.get_username(),
        "version": comment.version.number if comment.version else None,
        "text": comment.text,
        "at": comment.at,
    }


class Notes(Resource):
    """What your own company keeps to itself about a deal."""

    @extend_schema(
        operation_id="note_list",
        summary="Private notes of your company on a deal",
        responses={200: shapes.NotesShape, 404: MISSING},
    )
    def get(self, request, pk):
        deal = deal_or_404(request, pk)
        found = Note.objects.visible_to(request.user).filter(deal=deal).select_related("company")
        return Response({"results": [shown_note(one) for one in found.order_by("at", "pk")]})

    @extend_schema(
        operation_id="note_create",
        summary="Keep a private note",
        parameters=[KEY],
        request=shapes.NewNote,
        responses={201: shapes.NoteShape, 200: shapes.NoteShape, **ANSWERS},
    )
    def post(self, request, pk):
        deal = open_deal_or_404(request, pk)
        terms = self.sent(shapes.NewNote)
        acting = acting_company_or_403(request.user, deal)

        def make():
            note = Note.objects.create(
                deal=deal, company=acting, author=request.user, at=timezone.now(), **terms
            )
            return str(note.pk)

        made, is_new = once(request, make)
        found = Note.objects.visible_to(request.user).filter(deal=deal, pk=made).first()
        if found is None:
            raise Http404
        return Response(shown_note(found), status=201 if is_new else 200)


def shown_note(note):
    return {
        "company": str(note.company),
        "kind": note.kind,
        "text": note.text,
        "at": note.at,
    }


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
