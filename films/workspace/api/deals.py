"""Deals and their parties as resources."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from coprod.lists.api import list_resource
from coprod.records import StaleRecord
from films.deal import negotiation, stages
from films.deal.deal import Deal
from films.deal.parties import add_party
from films.deal.reaching import current_version, deal_or_404, editable_deal_or_403
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
from films.workspace.pages import DealList
from partners.access.models import Membership
from partners.company.models import Company
from partners.country.models import Country
from partners.treaty.models import Treaty

# What only those who sit at the table are told.
OF_THE_TABLE = (
    "stage", "film", "treaty", "logline", "owner", "statistics_consent", "revision",
)  # fmt: skip


def shown_deal(request, deal):
    """A deal; to a company that has left, its title and what it signed, with its currency."""
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
        shown |= {"parties": [], "currency": version and version.currency}
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
