"""How a page reaches a deal: inside the visible set, privately, and noted where an admin reads."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from films.deal.changes import name_as_left
from films.deal.deal import Deal
from films.deal.noting import note
from films.deal.version import OF, Version, with_twins
from partners.access.companies import WRITERS
from partners.access.models import Membership
from partners.company.models import Company

NEWEST_FIRST = ("-number", "-made_at", "-pk")


class GivenTwice(BadRequest):
    """A parameter of one value that the address gives several of: none may win unseen."""

    @property
    def problems(self):
        """{parameter: sentences}, as a list tells it."""
        return {self.args[0]: [_("Give this parameter once.")]}


def asked_once(request, name):
    """A parameter of the address that has one value; empty where the address is silent."""
    values = {value for value in request.GET.getlist(name) if value}
    if len(values) > 1:
        raise GivenTwice(name)
    return next(iter(values), "")


def workspace(view):
    """A page of the workspace: for people who have signed in, and stored by nobody between."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except GivenTwice as refusal:
            response = render(request, "400.html", {"problems": refusal.problems}, status=400)
        patch_cache_control(response, private=True, no_store=True)
        return response

    answer.is_workspace = True
    return login_required(answer)


def deal_or_404(request, pk):
    """A deal that exists for this person; whoever has left it reads the title it had then."""
    deals = Deal.objects.visible_to(request.user).with_seat(request.user)
    deal = _noted(request, _found(deals, pk=pk))
    if not deal.has_seat:
        name_as_left(request.user, [deal])
    return deal


def open_deal_or_404(request, pk):
    """A deal at whose table this person sits; it has left none."""
    return _noted(request, _found(Deal.objects.open_to(request.user), pk=pk))


def editable_deal_or_403(request, pk):
    """A deal that this person may write for; who only reads it is told so."""
    deal = deal_or_404(request, pk)
    if not Deal.objects.editable_by(request.user).filter(pk=deal.pk).exists():
        raise PermissionDenied(_("You may read this deal, but not change it."))
    return deal


def version_or_404(request, deal, number, company=""):
    """A version of the deal that exists for this person; the deal was reached already.

    Drafts of two companies of one person may have one number: the address says whose is meant,
    and is remembered; without it the newest is. The other ones are its ``twins``. A ``company``
    that is named by its id is meant and no other, and is not remembered.
    """
    asked = asked_once(request, OF)
    versions = Version.objects.visible_to(request.user).filter(deal=deal, number=number)
    versions = versions.select_related("company", "author", "based_on")
    found = with_twins(list(versions.order_by("-made_at", "-pk")))
    if not found:
        raise Http404
    if len(found) == 1 or company:
        asked = ""
    meant = company or asked or (request.session.get(OF) if len(found) > 1 else None)
    version = next((one for one in found if one.company.public_id == meant), found[0])
    if company and version.company.public_id != company:
        raise Http404
    if asked == version.company.public_id:
        work_for(request, version.company)
    version.deal = deal
    return version


def work_for(request, company):
    """Of drafts with one number, that of this company is meant from now on."""
    request.session[OF] = company.public_id


def version_meant(request, version):
    """The version that a form was filled from, where its draft has another number by now."""
    identity = request.POST.get("seen_revision", "").partition(".")[2]
    if not identity or identity == version.identity:
        return version
    for one in Version.objects.visible_to(request.user).filter(deal=version.deal):
        if one.identity == identity:
            return version_or_404(request, version.deal, one.number)
    raise Http404


def current_version(user, deal):
    """The version a person works on: the own open draft, or else the newest one to be seen."""
    versions = Version.objects.visible_to(user).filter(deal=deal)
    own = Version.objects.editable_by(user).filter(deal=deal)
    return own.order_by(*NEWEST_FIRST).first() or versions.order_by(*NEWEST_FIRST).first()


def may_edit(user, version):
    return Version.objects.editable_by(user).filter(pk=version.pk).exists()


def acting_companies(user, deal, *roles):
    """Companies at this table for which the person acts; an admin acts for none."""
    memberships = Membership.objects.filter(user=user, role__in=roles or WRITERS)
    present = deal.parties.filter(left_on__isnull=True, company__isnull=False)
    return Company.objects.filter(
        pk__in=present.values("company"), memberships__in=memberships
    ).distinct()


def acting_company_or_403(user, deal, *roles):
    """The first of these companies: most people act for one."""
    company = acting_companies(user, deal, *roles).order_by("pk").first()
    if company is None:
        raise PermissionDenied(_("Only somebody who acts for a party to this deal can do this."))
    return company


def named_company_or_403(user, deal, public_id, *roles):
    """The company that is named, if the person acts for it at this table; unnamed, the only one.

    Nobody binds one company when another was meant.
    """
    companies = list(acting_companies(user, deal, *roles).order_by("pk"))
    if not public_id and len(companies) > 1:
        raise PermissionDenied(_("You act for several companies here: name the one you mean."))
    for company in companies:
        if not public_id or company.public_id == public_id:
            return company
    raise PermissionDenied(_("Only somebody who acts for a party to this deal can do this."))


def _found(rows, **lookup):
    """Looked up inside the visible set: hidden and never issued answer alike."""
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def _noted(request, deal):
    """An admin reads everything, and each reading is kept."""
    note(request, [deal])
    return deal
