"""The page of the one door: announce, publish, correct, withdraw."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coprod.editing.forms import conflicts_of
from films.deal.reaching import (
    acting_companies,
    acting_company_or_403,
    current_version,
    open_deal_or_404,
    version_or_404,
    workspace,
)
from films.deal.tabs import tabs
from films.deal.version import Version
from films.publishing import publishing as door
from films.publishing.announcing import announce, problems_with_announcing, standing
from films.publishing.forms import AnnounceForm, PublishForm
from films.publishing.leading import leading_companies
from films.publishing.models import part_names
from films.publishing.preview import problems_seen
from films.publishing.withdrawing import rows_of, withdraw_announcement, withdraw_publication
from films.publishing.writing import line, locked
from partners.access.models import Membership

SIGNATORY = Membership.Role.SIGNATORY
PREVIEW = "preview"


@workspace
@require_safe
def publishing(request, pk):
    """What is public of this deal, and what can become so."""
    deal = open_deal_or_404(request, pk)
    return show(request, deal)


@workspace
@require_POST
def announce_film(request, pk):
    """Announce the film, or show what that would look like."""
    deal = open_deal_or_404(request, pk)
    company = announcer(request.user, deal)
    if company is None:
        acting_company_or_403(request.user, deal)
        raise PermissionDenied(_("Only the delegate or majority producer announces the film."))
    if problems := problems_with_announcing(deal, company):
        return refused(request, deal, problems)
    form = AnnounceForm(request.POST, instance=deal.film, deal=deal)
    if not form.is_valid():
        status = 409 if form.is_stale else 400
        return show(request, deal, announce_form=form, status=status)

    def act():
        return announce(
            deal,
            film=form.instance,
            places=form.chosen_places,
            company=company,
            user=request.user,
            at=timezone.now(),
            with_roles=form.cleaned_data["roles"],
            named=form.named,
        )

    if request.POST.get("act") == PREVIEW:
        preview, problems = problems_seen(act, request)
        return show(
            request, deal, announce_form=form, announce_preview=preview, announce_problems=problems
        )
    try:
        writing = act()
    except ValidationError as refusal:
        return refused(request, deal, refusal.messages)
    messages.success(request, _("“%(film)s” is announced.") % {"film": writing.film})
    if writing.film.is_fictional:
        messages.info(
            request,
            _("It is fictional, for demonstration: the list of films shows it only when asked."),
        )
    return redirect("publishing:publishing", pk=deal.pk)


@workspace
@require_POST
def publish_parts(request, pk):
    """Agree to publish parts of a signed version, or show what that would look like."""
    deal = open_deal_or_404(request, pk)
    form = PublishForm(request.POST, versions=signed_versions(request.user, deal))
    is_preview = request.POST.get("act") == PREVIEW
    acting_company_or_403(request.user, deal, *([] if is_preview else [SIGNATORY]))
    if not form.is_valid():
        return show(request, deal, publish_form=form, status=400)
    version = version_or_404(request, deal, form.cleaned_data["version"])
    parts = form.cleaned_data["parts"]
    if is_preview:
        preview, problems = seen(request, version, parts)
        return show(
            request,
            deal,
            publish_form=form,
            publish_preview=preview,
            publish_problems=problems,
            **agreeing(request.user, version, parts),
        )
    company = signing_for(request.user, version, parts)
    try:
        writing = door.agree(version, parts, company=company, user=request.user, at=timezone.now())
    except ValidationError as refusal:
        return refused(request, deal, refusal.messages)
    if writing:
        messages.success(request, _("Published: the register shows it from now on."))
        for sentence in writing.kept:
            messages.info(request, sentence)
    else:
        waiting = ", ".join(str(party) for party in door.silent(version, parts))
        messages.success(
            request, _("Noted. It becomes public when these agree: %(who)s.") % {"who": waiting}
        )
    return redirect("publishing:publishing", pk=deal.pk)


@workspace
@require_POST
def withdraw(request, pk):
    """Take out what was published, the announcement, or one's own consent."""
    deal = open_deal_or_404(request, pk)
    what = request.POST.get("what")
    if what not in WITHDRAWALS:
        acting_company_or_403(request.user, deal)
        raise Http404
    try:
        said = WITHDRAWALS[what](request, deal)
    except ValidationError as refusal:
        return refused(request, deal, refusal.messages)
    messages.success(request, said)
    return redirect("publishing:publishing", pk=deal.pk)


def take_back_consent(request, deal):
    company = acting_company_or_403(request.user, deal, SIGNATORY)
    if not door.take_back(deal, companies=signatories(request.user, deal) or [company]):
        raise ValidationError([_("There is no consent of yours to take back.")])
    return _("Your consent is taken back.")


def take_out_publication(request, deal):
    acting_company_or_403(request.user, deal, SIGNATORY)
    if (publication := door.published(deal)) is None:
        raise ValidationError([_("Nothing of this deal is published.")])
    publication.deal = deal
    lines = withdraw_publication(publication, at=timezone.now())
    return ngettext(
        "Withdrawn: %(count)s row of the register was taken out or set back.",
        "Withdrawn: %(count)s rows of the register were taken out or set back.",
        len(lines),
    ) % {"count": len(lines)}


def take_back_announcement(request, deal):
    if announcer(request.user, deal) is None:
        acting_company_or_403(request.user, deal)
        raise PermissionDenied(_("Only the delegate or majority producer announces the film."))
    if (announcement := standing(deal)) is None:
        raise ValidationError([_("The film is not announced.")])
    announcement.deal = deal
    withdraw_announcement(announcement, at=timezone.now())
    return _("The film is unannounced again: readers do not find it any more.")


WITHDRAWALS = {
    "consent": take_back_consent,
    "publication": take_out_publication,
    "announcement": take_back_announcement,
}


# Who acts


def announcer(user, deal):
    """The company for which this person may announce, or None."""
    leading = leading_companies(deal).values("pk")
    return acting_companies(user, deal).filter(pk__in=leading).order_by("pk").first()


def signatories(user, deal):
    return list(acting_companies(user, deal, SIGNATORY).order_by("pk"))


def signing_for(user, version, parts):
    """Of the companies a person signs for, the first that has not agreed to this yet."""
    companies = signatories(user, version.deal)
    given = {one.company_id for one in door.consents(version, parts)}
    return next((one for one in companies if one.pk not in given), companies[0])


def signed_versions(user, deal):
    rows = Version.objects.visible_to(user).filter(deal=deal, signed_on__isnull=False)
    return list(rows.order_by("-number"))


# What the page shows


def seen(request, version, parts):
    """The preview of a publication, or what stands in its way."""
    if problems := door.problems_with_publishing(version, parts):
        return None, problems

    def act():
        version.deal = locked(version.deal)
        return door.publish(version, parts, user=request.user, at=timezone.now())

    return problems_seen(act, request)


def agreeing(user, version, parts):
    """Whether this person can agree now, and who else has to."""
    waiting = door.silent(version, parts)
    own = {company.pk for company in signatories(user, version.deal)}
    return {
        "may_agree": may_agree(waiting, own),
        "others": [party for party in waiting if party.company_id not in own],
    }


def may_agree(waiting, own):
    """Whether one of these companies is missing; where none is, any may publish."""
    return bool(own) and (not waiting or any(party.company_id in own for party in waiting))


def proposals(deal, user):
    """The open consents, put together by what they are about."""
    rows = deal.publicationconsents.filter(publication__isnull=True)
    listed = list(rows.select_related("version", "company", "user").order_by("version", "at", "pk"))
    own = {company.pk for company in signatories(user, deal)}
    found = []
    for (number, parts), group in groupby(
        sorted(listed, key=lambda one: (one.version.number, one.parts)),
        key=lambda one: (one.version.number, one.parts),
    ):
        given = list(group)
        version = given[0].version
        version.deal = deal
        agreed = {one.company_id for one in given}
        waiting = [one for one in door.asked_parties(version) if one.company_id not in agreed]
        found.append(
            {
                "number": number,
                "parts": parts,
                "names": part_names(parts),
                "given": given,
                "waiting": waiting,
                "may_agree": may_agree(waiting, own),
                "is_own": bool(agreed & own),
            }
        )
    return found


def refused(request, deal, problems):
    for sentence in problems:
        messages.error(request, sentence)
    return redirect("publishing:publishing", pk=deal.pk)


def show(request, deal, *, status=200, **more):
    """The page; after a preview or a fault with what was typed."""
    user = request.user
    company = announcer(user, deal)
    announcement, publication = standing(deal), door.published(deal)
    version = current_version(user, deal)
    versions = signed_versions(user, deal)
    may_announce = company is not None
    context = {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, reverse("publishing:publishing", args=[deal.pk])),
        "announcement": announcement,
        "publication": publication,
        "rows": [line(row, "+") for row in rows_of(publication)] if publication else [],
        "may_announce": may_announce,
        "announce_objections": [] if announcement else problems_with_announcing(deal, company),
        "versions": versions,
        "publish_objections": standing_objections(deal, versions),
        "may_sign": bool(signatories(user, deal)),
        "may_preview": acting_companies(user, deal).exists(),
        "proposals": proposals(deal, user),
        "announce_form": None,
        "publish_form": None,
        "history": history(deal),
        **more,
    }
    if context["announce_form"] is not None:
        context["conflicts"] = conflicts_of([context["announce_form"]])
    elif not announcement and may_announce and not context["announce_objections"]:
        context["announce_form"] = AnnounceForm(instance=deal.film, deal=deal)
    if context["publish_form"] is None and not context["publish_objections"]:
        context["publish_form"] = PublishForm(versions=versions)
    return render(request, "publishing/publishing.html", context, status=status)


def standing_objections(deal, versions):
    """Why nothing at all can be published yet, whatever is chosen."""
    if not versions:
        return [_("No version is signed yet: only what was signed is published.")]
    newest = versions[0]
    newest.deal = deal
    return door.problems_with_door(newest)


def history(deal):
    """[(moment, sentence, person)] of everything that went through the door, newest first."""
    found = []
    announcements = deal.announcements.select_related("film", "company", "user")
    for one in announcements:
        found.append((one.at, _("announced by %(company)s") % {"company": one.company}, one.user))
        if one.withdrawn_at:
            found.append((one.withdrawn_at, _("announcement withdrawn"), None))
    publications = deal.publications.select_related("version", "user")
    for one in publications:
        names = " · ".join(str(name) for name in one.part_names)
        said = _("%(version)s published: %(parts)s") % {"version": one.version, "parts": names}
        found.append((one.at, said, one.user))
        if one.withdrawn_at:
            said = _("publication of %(version)s withdrawn") % {"version": one.version}
            found.append((one.withdrawn_at, said, None))
    return sorted(found, key=lambda entry: entry[0], reverse=True)
