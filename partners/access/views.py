"""The account: what is a person's own, the companies the person acts for, invitations, tokens."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.authtoken.models import Token

from coprod.lists.private import private, privately
from coprod.lists.saved import kept_filters
from coprod.mail import NotSent, send
from partners.access import inviting
from partners.access.forms import AccountForm, InvitationForm, RoleForm
from partners.access.models import Invitation, Membership, User
from partners.company.models import Company

BACKEND = "django.contrib.auth.backends.ModelBackend"


@privately
@require_safe
def account(request):
    """What belongs to the signed-in person."""
    return render(request, "account/account.html", account_context(request))


def account_context(request):
    memberships = request.user.memberships.select_related("company").order_by("company__name", "pk")
    return {
        **kept_filters(request),
        "memberships": memberships,
        "token": Token.objects.filter(user=request.user).first(),
    }


# --- Tokens of the API ----------------------------------------------------------------------------


@privately
@require_POST
def token_make(request):
    """A new token of one's own, shown this once; it takes the place of an earlier one."""
    with transaction.atomic():
        # A second click waits: two at once would each make one.
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        Token.objects.filter(user=request.user).delete()
        token = Token.objects.create(user=request.user)
    context = {**account_context(request), "new_token": token.key}
    return render(request, "account/account.html", context)


@privately
@require_POST
def token_drop(request):
    Token.objects.filter(user=request.user).delete()
    messages.success(request, _("The token is dropped: programs that used it are refused now."))
    return redirect("account")


# --- Companies ------------------------------------------------------------------------------------


def own_company_or_404(request, public_id):
    """A company that this person acts for; an admin acts for all of them."""
    companies = Company.objects.all()
    if not request.user.is_superuser:
        companies = companies.filter(memberships__user=request.user)
    return get_object_or_404(companies, public_id=public_id)


def managed_company_or_403(request, public_id):
    company = own_company_or_404(request, public_id)
    if not inviting.may_manage(request.user, company):
        raise PermissionDenied(_("Only a signatory decides who acts for a company."))
    return company


@privately
@require_safe
def company(request, public_id):
    """Who acts for a company, and who is invited to."""
    found = own_company_or_404(request, public_id)
    return render(request, "account/company.html", company_context(request, found))


def company_context(request, found, **more):
    memberships = found.memberships.select_related("user", "company").order_by(
        "user__username", "pk"
    )
    may_manage = inviting.may_manage(request.user, found)
    signatories = [one for one in memberships if one.role == Membership.Role.SIGNATORY]
    return {
        "company": found,
        "may_manage": may_manage,
        "members": [
            (
                one,
                RoleForm(instance=one) if may_manage else None,
                # As `problems_with_removing` would say, without a query for each.
                len(signatories) == 1 and one in signatories,
            )
            for one in memberships
        ],
        "invitations": inviting.pending(found, at=timezone.now()) if may_manage else [],
        "form": InvitationForm(),
        "days": inviting.DAYS,
        **more,
    }


@privately
@require_POST
def invite(request, public_id):
    """Invite somebody; the same answer whether the address belongs to an account or not."""
    found = managed_company_or_403(request, public_id)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        context = company_context(request, found, form=form)
        return render(request, "account/company.html", context, status=400)
    email = form.cleaned_data["email"]
    _invitation, token, is_new = inviting.invite_once(
        found,
        form.cleaned_data["once"],
        role=form.cleaned_data["role"],
        email=email,
        by=request.user,
        at=timezone.now(),
    )
    address = request.build_absolute_uri(reverse("invitation", args=[token]))
    # The link is not stored anywhere: it stands on this page, and nowhere else.
    sent = _mailed(found, email, address) if is_new else {"made_before": True, "email": email}
    context = company_context(request, found, link=address, **sent)
    return render(request, "account/company.html", context)


def _mailed(company, email, address):
    """To whom the link went, or to whom it could not: the invitation stands either way."""
    if not email:
        return {}
    subject = _("Invitation to act for %(company)s") % {"company": company}
    text = _("Open this address within %(days)s days; it works once:\n\n%(address)s") % {
        "days": inviting.DAYS,
        "address": address,
    }
    try:
        send(" ".join(subject.split()), text, to=email)  # A name of two lines is no subject.
    except NotSent:
        return {"not_sent_to": email}
    return {"sent_to": email}


@privately
@require_POST
def invitation_withdraw(request, public_id, pk):
    found = managed_company_or_403(request, public_id)
    if not was_deleted_by(request.user, Invitation, found, pk):
        get_object_or_404(inviting.pending(found, at=timezone.now()), pk=pk).delete()
    messages.success(request, _("The invitation is withdrawn: its link opens nothing any more."))
    return redirect("company-account", public_id)


@privately
@require_POST
def member_role(request, public_id, pk):
    found = managed_company_or_403(request, public_id)
    with transaction.atomic():
        inviting.hold(found)
        form = RoleForm(request.POST, instance=_member_or_404(found, pk))
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("company-account", public_id)
    status = 409 if form.is_stale else 400
    context = company_context(request, found, refused=form.non_field_errors())
    return render(request, "account/company.html", context, status=status)


@privately
@require_POST
def member_remove(request, public_id, pk):
    found = managed_company_or_403(request, public_id)
    if was_deleted_by(request.user, Membership, found, pk):
        messages.info(request, _("It was deleted already."))
        return redirect("company-account", public_id)
    membership = _member_or_404(found, pk)
    try:
        inviting.remove(membership)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request,
            _("%(person)s does not act for %(company)s any more.")
            % {"person": membership.user, "company": found},
        )
    if membership.user == request.user:
        return redirect("account")
    return redirect("company-account", public_id)


def was_deleted_by(user, model, company, pk):
    """Whether this person has deleted such a row of the company: a second press is no fault."""
    entries = model.history.filter(history_type="-", history_user=user)
    return entries.filter(company=company.pk, id=pk).exists()


def _member_or_404(company, pk):
    return get_object_or_404(company.memberships.select_related("user", "company"), pk=pk)


# --- Invitations ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Accept an invitation, with the account one has or with a new one.

    Unknown, expired and used links answer alike.
    """
    found = inviting.invitation_behind(token, at=timezone.now())
    if found is None:
        return _no_invitation(request)
    if request.user.is_authenticated:
        if request.method == "POST":
            return _accepted(request, token, found, lambda: request.user)
        return _invitation_page(request, found)
    form = AccountForm(request.POST or None, initial={"email": found.email})
    if request.method == "POST" and form.is_valid():
        return _accepted(request, token, found, form.save)
    if form.errors and inviting.invitation_behind(token, at=timezone.now()) is None:
        return _no_invitation(request)  # The first of two clicks has taken the name, and the link.
    return _invitation_page(request, found, form, status=400 if form.errors else 200)


def _accepted(request, token, found, make_user):
    """The person acts for the company; without that no account is made either."""
    try:
        with transaction.atomic():
            user = make_user()
            inviting.accept(found, user=user, at=timezone.now())
    except ValidationError:
        return _no_invitation(request)
    except IntegrityError:
        # Between our look and our save somebody took the name, or this was the second of two
        # clicks: the same once more finds it so.
        return invitation(request, token)
    if not request.user.is_authenticated:
        login(request, user, backend=BACKEND)
    messages.success(request, _("You act for %(company)s now.") % {"company": found.company})
    return private(redirect("deals:deals"))


def _invitation_page(request, found, form=None, status=200):
    context = {"invitation": found, "form": form, "here": request.path}
    return private(render(request, "account/invitation.html", context, status=status))


def _no_invitation(request):
    return private(render(request, "account/no_invitation.html", status=404))
