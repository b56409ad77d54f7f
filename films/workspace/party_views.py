"""The partners of a deal: who takes part, in which place of the version, and who works on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod.editing.forms import conflicts_of
from films.deal import negotiation
from films.deal import parties as acts
from films.deal.deal import Deal, TeamMember
from films.deal.forms import (
    NamedPartyForm,
    PartyForm,
    PlaceForm,
    TeamForm,
    living_countries,
)
from films.deal.reaching import (
    acting_companies,
    current_version,
    editable_deal_or_403,
    may_edit,
    open_deal_or_404,
    workspace,
)
from films.deal.tabs import tabs
from films.deal.version import Version
from films.register.film import Film
from films.workspace.leaving import unassigned
from films.workspace.renaming import rename
from partners.access.models import User
from partners.company.models import Company

MOST_SUGGESTED = 12


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def partners(request, pk):
    """Who takes part; saving changes the places in the draft at work."""
    deal = open_deal_or_404(request, pk)
    version = current_version(request.user, deal)
    if request.method == "POST":
        return save_places(request, deal, version)
    return show(request, deal, version)


def save_places(request, deal, version):
    if version is None or not may_edit(request.user, version):
        raise PermissionDenied(_("This version is not yours to change, or was proposed."))
    with transaction.atomic():
        drafts = Version.objects.for_the_product("the draft that this person may write")
        stored = drafts.select_for_update().get(pk=version.pk)
        if not stored.is_open:
            raise PermissionDenied(_("This version is not yours to change, or was proposed."))
        forms = place_forms(stored, request.POST)
        if all(form.is_valid() for form in forms.values()) and names_differ(forms.values()):
            changed = [form for form in forms.values() if form.changed_data]
            for form in changed:
                rename(stored, form.initial["code"], form.instance.code)
                form.save()
            if changed:
                stored.save()
            messages.success(request, _("Saved."))
            return redirect("deals:partners", deal.pk)
    status = 409 if any(form.is_stale for form in forms.values()) else 400
    return show(request, deal, version, forms=forms, status=status)


def names_differ(forms):
    """Whether no two places were given one short name; each form knows the stored ones only."""
    seen = set()
    for form in forms:
        if form.instance.code in seen:
            form.add_error("code", _("Another partner has this short name: change one."))
        seen.add(form.instance.code)
    return not any(form.errors for form in forms)


def place_forms(version, data=None):
    """{key of a party: the form of its place in a draft}."""
    countries = [(one.pk, str(one)) for one in living_countries()]
    places = version.partners.select_related("party__company", "country").order_by("position", "pk")
    known = {key for key, _name in countries}
    return {
        place.party_id: PlaceForm(
            data,
            instance=place,
            prefix=place.key,
            # A state that was withdrawn since stays where it stands.
            countries=countries if place.country_id in known
            else [*countries, (place.country_id, str(place.country))],
        )
        for place in places
    }  # fmt: skip


def show(request, deal, version, *, forms=None, status=200, **more):
    user = request.user
    is_writer = Deal.objects.editable_by(user).filter(pk=deal.pk).exists()
    is_editable = version is not None and may_edit(user, version)
    if forms is None and is_editable:
        forms = place_forms(version)
    places = {}
    if version is not None:
        placed = version.partners.all()
        places = {place.party_id: place for place in placed}
    rows = []
    listed = deal.parties.select_related("company", "country").prefetch_related(
        "company__memberships"
    )
    for number, party in enumerate(listed.order_by("pk"), start=1):
        party.deal = deal
        form = (forms or {}).get(party.pk)
        place = form.instance if form else places.get(party.pk)
        rows.append(
            {
                "number": number,
                "party": party,
                "place": place,
                "form": form,
                "invite_problems": acts.problems_with_inviting(party),
            }
        )
    own = acting_companies(user, deal)
    context = {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, request.path),
        "rows": rows,
        "present": [row for row in rows if row["party"].is_present],
        "gone": [row for row in rows if not row["party"].is_present],
        "is_writer": is_writer,
        "is_editable": is_editable,
        "conflicts": conflicts_of((forms or {}).values()),
        "faulty": [form for form in (forms or {}).values() if form.errors],
        "add_form": named_party_form(),
        "question": request.GET.get("q", ""),
        "found": suggested(request.GET.get("q", "")),
        "team": TeamMember.objects.visible_to(user).filter(deal=deal).select_related("user"),
        "own_people": set(User.objects.filter(memberships__company__in=own).values_list(
            "pk", flat=True)),
        "team_form": TeamForm(companies=own, auto_id="team-%s") if is_writer else None,
        **more,
    }  # fmt: skip
    return render(request, "deals/partners.html", context, status=status)


def named_party_form(data=None):
    form = PartyForm(data, auto_id="add-%s")
    form.fields["name"].label = _("Or name one that has no account")
    form.fields["country"].help_text = _("Empty: the country that the register has for it.")
    return form


# --- Parties --------------------------------------------------------------------------------------


@workspace
@require_POST
def add(request, pk):
    """A company of the register, found by its id or its name, or one that is only named."""
    deal = writable(request, pk)
    form = named_party_form(request.POST)
    if not form.is_valid():
        version = current_version(request.user, deal)
        return show(request, deal, version, add_form=form, status=400)
    try:
        with transaction.atomic():
            party = acts.add_party(
                deal,
                country=form.cleaned_data["country"],
                company=form.cleaned_data["company"],
                name=form.cleaned_data["name"],
            )
            give_role(request.user, deal, party, form.cleaned_data["role"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(party)s takes part in the deal.") % {"party": party})
    return redirect("deals:partners", deal.pk)


def give_role(user, deal, party, role):
    """The role of a new party in the draft at work; drafts of others give their own."""
    for version in Version.objects.editable_by(user).filter(deal=deal) if role else ():
        for place in version.partners.filter(party=party, role=""):
            place.role = role
            place.save(update_fields=["role"])


@workspace
@require_POST
def invite(request, pk, number):
    """Bring a party to the table: its people see the deal from now on."""
    deal = writable(request, pk)
    party = party_or_404(request, deal, number)
    try:
        acts.bring_to_the_table(party, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The people of %(party)s see the deal now.") % {"party": party})
    return redirect("deals:partners", deal.pk)


@workspace
@require_POST
def link(request, pk, number):
    """Say which company of the register a named party is."""
    deal = writable(request, pk)
    party = party_or_404(request, deal, number)
    form = NamedPartyForm(request.POST)
    try:
        if party.company_id is not None:
            raise ValidationError(_("A party stays the company that it is: add the other one."))
        if not form.is_valid():
            raise ValidationError(form.errors["company"])
        acts.link_company(party, form.cleaned_data["company"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Saved."))
    return redirect("deals:partners", deal.pk)


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, pk, number):
    """A party leaves: what becomes unassigned is shown before, and said again after."""
    deal = writable(request, pk)
    party = party_or_404(request, deal, number)
    problems = acts.problems_with_leaving(request.user, party)
    if request.method == "POST":
        if problems:
            raise PermissionDenied(" ".join(problems))
        negotiation.leave(party, on=timezone.localdate())
        messages.success(
            request,
            _("%(party)s has left the deal; what counted for it is unassigned in open drafts.")
            % {"party": party},
        )
        still_there = Deal.objects.open_to(request.user).filter(pk=deal.pk).exists()
        return redirect("deals:partners", deal.pk) if still_there else redirect("deals:deals")
    version = current_version(request.user, deal)
    context = {
        "deal": deal,
        "version": version,
        "tabs": tabs(deal, version, request.path),
        "party": party,
        "number": number,
        "problems": problems,
        "unassigned": unassigned(request.user, party),
    }
    return render(request, "deals/leave.html", context)


def writable(request, pk):
    """A deal that this person may write for; hidden ones are not there, as ever."""
    return editable_deal_or_403(request, pk)


def party_or_404(request, deal, number):
    """A party by its place in the deal; keys would count the parties of hidden deals too."""
    parties = list(deal.parties.select_related("company", "country").order_by("pk"))
    if not 1 <= number <= len(parties):
        raise Http404
    party = parties[number - 1]
    seen = request.POST.get("party", "")
    if request.method == "POST" and seen != str(party):
        raise Http404  # The parties have changed since the page was shown.
    party.deal = deal
    return party


# --- Team -----------------------------------------------------------------------------------------


@workspace
@require_POST
def team_add(request, pk):
    deal = writable(request, pk)
    own = acting_companies(request.user, deal)
    member = TeamMember(deal=deal)
    with transaction.atomic():
        negotiation.hold(deal)
        form = TeamForm(request.POST, instance=member, companies=own, auto_id="team-%s")
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("deals:partners", deal.pk)
    version = current_version(request.user, deal)
    return show(request, deal, version, team_form=form, status=400)


@workspace
@require_POST
def team_change(request, pk):
    """Take a person of one's own company off the team, or change the wish for the digest."""
    deal = writable(request, pk)
    with transaction.atomic():
        negotiation.hold(deal)
        change_team(request, deal)
    messages.success(request, _("Saved."))
    return redirect("deals:partners", deal.pk)


def change_team(request, deal):
    own = acting_companies(request.user, deal)
    people = User.objects.filter(memberships__company__in=own)
    team = TeamMember.objects.visible_to(request.user).filter(deal=deal, user__in=people)
    meant = (request.POST.get("user", ""), request.POST.get("function", ""))
    for member in team.select_related("user"):
        if (member.user.username, member.function) == meant:
            break
    else:
        raise Http404
    if request.POST.get("act") == "digest":
        member.wants_digest = not member.wants_digest
        member.save(update_fields=["wants_digest"])
    else:
        member.delete()


# --- Suggestions ----------------------------------------------------------------------------------


def suggested(question):
    """Companies of the register that match what is typed."""
    question = question.strip()[:200]
    if not question:
        return []
    found = Company.objects.matching(question).select_related("country")
    return list(found.order_by("name", "pk")[:MOST_SUGGESTED])


def first_value(request):
    """What is typed: the field that asks is the only one that is sent."""
    return next(iter(request.GET.values()), "")


@workspace
@require_safe
def companies(request):
    """Suggestions for a field in which a company of the register is typed."""
    context = {"options": [(one.name, one.country and one.country.name)
                           for one in suggested(first_value(request))]}  # fmt: skip
    return render(request, "deals/_options.html", context)


@workspace
@require_safe
def films(request):
    """Suggestions for a field in which an announced film is typed."""
    question = first_value(request).strip()[:200]
    found = Film.objects.announced().matching(question).order_by("title", "pk") if question else []
    options = [(film.public_id, f"{film.title} {film.year or ''}".strip())
               for film in found[:MOST_SUGGESTED]]  # fmt: skip
    return render(request, "deals/_options.html", {"options": options})
