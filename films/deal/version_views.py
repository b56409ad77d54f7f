"""Pages of the versions of a deal, and the acts of a negotiation."""

from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coprod import printing
from coprod.records import StaleRecord
from films.deal import negotiation
from films.deal.acts import Hands, acts_on
from films.deal.comparison_views import address_of
from films.deal.deal import Comment
from films.deal.dossier import dossier
from films.deal.dossier_paper import PAPER, paper
from films.deal.reaching import (
    NEWEST_FIRST,
    acting_companies,
    asked_once,
    current_version,
    deal_or_404,
    named_company_or_403,
    open_deal_or_404,
    version_meant,
    version_or_404,
    work_for,
    workspace,
)
from films.deal.tabs import tabs
from films.deal.tree import tree
from films.deal.version import Version, with_twins
from films.deal.version_forms import BeginForm, CommentForm
from partners.access.models import Membership

PREFETCHED = ("consents__company", "consents__user", "partners")


def versions_of(user, deal):
    """The versions of a deal that exist for a person, newest first."""
    found = Version.objects.visible_to(user).filter(deal=deal)
    return found.select_related("company", "author").order_by(*NEWEST_FIRST)


def with_parties(deal, versions):
    """Fetch whoever sits at the table once, however many versions ask."""
    prefetch_related_objects([deal], "parties__company")
    for version in versions:
        version.deal = deal
    return versions


@workspace
@require_safe
def versions(request, pk):
    deal = deal_or_404(request, pk)
    return show_versions(request, deal)


def show_versions(request, deal, form=None, status=200):
    listed = with_twins(list(versions_of(request.user, deal).prefetch_related(*PREFETCHED)))
    with_parties(deal, listed)
    hands = Hands.of(request.user, deal)
    numbers = {version.pk: version for version in listed}
    rows = [
        {
            "version": version,
            **answered(numbers.get(version.based_on_id), version),
            "agreed": [one for one in version.consents.all() if one.kind == "agreed"],
            "signed": [one for one in version.consents.all() if one.kind == "signed"],
            "acts": acts_on(version, hands),
        }
        for version in listed
    ]
    if form is None and hands.writes:
        form = begin_form(request.user, deal, start=asked_once(request, "from"))
    problems = negotiation.problems_with_beginning(deal, hands.writes[0]) if hands.writes else []
    current = current_version(request.user, deal)
    context = {
        "deal": deal,
        "version": current,
        "tabs": tabs(deal, current, request.path),
        "rows": rows,
        "tree": tree(listed) if len(listed) > 1 else None,
        "form": form,
        "problems": problems,
    }
    return render(request, "deals/versions.html", context, status=status)


def answered(earlier, version):
    """The version that one answers, where the person may read it, and what has changed since."""
    return {"answers": earlier, "what_changed": earlier and address_of(earlier, version)}


def begin_form(user, deal, *, data=None, start=""):
    return BeginForm(
        data,
        versions=versions_of(user, deal),
        companies=acting_companies(user, deal).order_by("pk"),
        initial={"based_on": start},
    )


def read_version(request, pk, number):
    """A version that exists for the person, with its consents and with who is at the table."""
    found = version_or_404(request, deal_or_404(request, pk), number)
    with_parties(found.deal, [found])
    prefetch_related_objects([found], *PREFETCHED)
    return found


@workspace
@require_safe
def version(request, pk, number):
    found = read_version(request, pk, number)
    deal = found.deal
    hands = Hands.of(request.user, deal)
    visible = versions_of(request.user, deal)
    listed = with_twins(list(visible))
    said = Comment.objects.visible_to(request.user).filter(deal=deal, version=found)
    may_comment = hands.writes and not found.is_open
    initial = {"version": found.number}
    context = {
        "deal": deal,
        "version": found,
        "tabs": tabs(deal, found, request.path),
        **answered(next((one for one in listed if one.pk == found.based_on_id), None), found),
        "acts": acts_on(found, hands),
        "may_begin": bool(hands.writes),
        "others": [one for one in listed if one.pk != found.pk],
        "comments": said.select_related("company", "author"),
        "form": CommentForm(versions=visible, initial=initial) if may_comment else None,
        **dossier(found),
    }
    return render(request, "deals/version.html", context)


@workspace
@require_safe
def dossier_file(request, pk, number):
    """The same on paper."""
    found = read_version(request, pk, number)
    printed = paper(found, dossier(found))
    try:
        content = printing.pdf(PAPER, printed, at=found.frozen_at or found.made_at)
    except printing.NotPrinted:
        context = {"deal": found.deal, "version": found}
        answer = render(request, "deals/not_printed.html", context, status=503)
        answer.headers["Retry-After"] = "60"
        return answer
    return printing.answer(f"dossier-version-{found.number}", content)


# Acts


@contextmanager
def objections_told(request):
    """What stands in the way is a message, also when somebody was faster."""
    try:
        yield
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    except StaleRecord:
        messages.error(
            request,
            _("This version was changed since you opened the page: read it again first."),
        )
    except Version.DoesNotExist as gone:
        raise Http404 from gone


def acting(request, deal, *roles):
    return named_company_or_403(request.user, deal, request.POST.get("company", ""), *roles)


@workspace
@require_POST
def begin(request, pk):
    deal = open_deal_or_404(request, pk)
    hands = Hands.of(request.user, deal)
    if not hands.writes:
        raise PermissionDenied(_("You may read this deal, but not change it."))
    form = begin_form(request.user, deal, data=request.POST)
    if not form.is_valid():
        return show_versions(request, deal, form, status=400)
    with objections_told(request):
        draft, is_new = negotiation.begin_once(
            deal,
            company=form.cleaned_data["company"],
            author=request.user,
            at=timezone.now(),
            based_on=form.cleaned_data["based_on"],
            reason=form.cleaned_data["reason"],
        )
        numbers = {"number": draft.number}
        if is_new:
            messages.success(request, _("Version %(number)s is begun.") % numbers)
        else:
            messages.info(request, _("You have begun this version already.") % numbers)
        work_for(request, draft.company)
        return redirect(draft)
    return redirect("deals:versions", deal.pk)


@workspace
@require_POST
def propose(request, pk, number):
    found = version_or_404(request, open_deal_or_404(request, pk), number)
    found = version_meant(request, found)
    company = acting(request, found.deal)
    if company.pk != found.company_id:
        raise PermissionDenied(_("This version is not yours to change, or was proposed."))
    with objections_told(request):
        seen = request.POST.get("seen_revision", "")
        negotiation.propose(found, user=request.user, at=timezone.now(), seen=seen)
        messages.success(request, _("The version is proposed: the others see it now."))
    return back(request, found)


@workspace
@require_POST
def agree(request, pk, number):
    found = version_or_404(request, open_deal_or_404(request, pk), number)
    found = version_meant(request, found)
    company = acting(request, found.deal)
    with objections_told(request):
        negotiation.agree(found, company=company, user=request.user, at=timezone.now())
        messages.success(request, _("%(company)s agrees.") % {"company": company})
    return back(request, found)


@workspace
@require_POST
def sign(request, pk, number):
    found = version_or_404(request, open_deal_or_404(request, pk), number)
    found = version_meant(request, found)
    company = acting(request, found.deal, Membership.Role.SIGNATORY)
    with objections_told(request):
        negotiation.sign(found, company=company, user=request.user, at=timezone.now())
        messages.success(request, _("%(company)s has signed.") % {"company": company})
        if found.is_signed:
            messages.success(request, _("The deal is signed."))
    return back(request, found)


@workspace
@require_POST
def take_back(request, pk, number):
    found = version_or_404(request, open_deal_or_404(request, pk), number)
    found = version_meant(request, found)
    company = acting(request, found.deal)
    if company.pk != found.company_id:
        raise PermissionDenied(_("Only the company that wrote a version takes it back."))
    with objections_told(request):
        negotiation.take_back(found)
        messages.success(request, _("The version is taken back."))
    return back(request, found)


def back(request, found):
    """To the page on which the button stood."""
    if request.POST.get("back") == "versions":
        return redirect(f"{reverse('deals:versions', args=[found.deal_id])}#v{found.number}")
    return redirect(found)
