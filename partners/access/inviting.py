"""Inviting people to act for a company: by a link that is good for some days, and once."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from partners.access.models import Invitation, Membership
from partners.company.models import Company

DAYS = 7


def digest_of(token):
    """What is stored of a link: whoever reads the database cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def may_manage(user, company):
    """Whether a person decides who acts for a company: its signatories and admins do."""
    if user.is_superuser:
        return True
    signatories = Membership.objects.filter(company=company, role=Membership.Role.SIGNATORY)
    return signatories.filter(user=user).exists()


def invite(company, *, role, email, by, at, token=""):
    """An invitation, and the token of its link, which is known only now."""
    token = token or secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        company=company,
        role=role,
        email=email,
        digest=digest_of(token),
        invited_by=by,
        expires_at=at + timedelta(days=DAYS),
    )
    return invitation, token


def invite_once(company, once, *, role, email, by, at):
    """(An invitation, the token of its link, whether it was made just now).

    A form that is sent twice means one invitation. Its token is made from the form's own id under
    the server's secret, so that the second answer can show the link though only its hash is kept;
    the hash is unique, so two presses at once make one too. What was used or withdrawn since is
    not brought back: that is a new invitation.
    """
    asked = {"role": role, "email": email, "by": by, "at": at}
    if once is None:
        return *invite(company, **asked), True
    said = json.dumps([str(once), by.pk, company.pk, role, email])
    secret = salted_hmac("partners.access.invitation", said, algorithm="sha256").digest()
    token = urlsafe_b64encode(secret).rstrip(b"=").decode()
    made = Invitation.history.filter(digest=digest_of(token))
    if not made.exists():
        try:
            with transaction.atomic():
                return *invite(company, token=token, **asked), True
        except IntegrityError:
            if not made.exists():
                raise
    stored = pending(company, at=at).filter(digest=digest_of(token)).first()
    return (stored, token, False) if stored else (*invite(company, **asked), True)


def pending(company, *, at):
    """The invitations of a company that can still be accepted."""
    return company.invitations.filter(accepted_at__isnull=True, expires_at__gt=at)


def invitation_behind(token, *, at):
    """The invitation that a link still opens; None when it is unknown, expired, used, or was
    given by somebody who may not invite any more."""
    found = (
        Invitation.objects.filter(
            digest=digest_of(token), accepted_at__isnull=True, expires_at__gt=at
        )
        .select_related("company", "invited_by")
        .first()
    )
    if found is None or not found.invited_by.is_active:
        return None
    return found if may_manage(found.invited_by, found.company) else None


def hold(company):
    """One change at a time of who acts for a company: of two signatories who stop being one at
    the same moment the second would be the last."""
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)


@transaction.atomic
def accept(invitation, *, user, at):
    """The person acts for the company from now on; who does already has the new role.

    Raises `ValidationError` when somebody else was quicker with the same link.
    """
    hold(invitation.company)
    taken = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, expires_at__gt=at
    ).select_for_update()
    stored = taken.first()
    if stored is None:
        raise ValidationError(_("This invitation was used already."))
    stored.accepted_by, stored.accepted_at = user, at
    stored.save(update_fields=["accepted_by", "accepted_at"])
    membership = Membership.objects.filter(user=user, company=stored.company).first()
    if membership is None:
        return Membership.objects.create(user=user, company=stored.company, role=stored.role)
    if membership.role != stored.role and not problems_with_role(membership, stored.role):
        membership.role = stored.role
        membership.save(update_fields=["role"])
    return membership


def problems_with_role(membership, role):
    """Why a person cannot have another role in a company; empty when it can."""
    if role != Membership.Role.SIGNATORY and _is_last_signatory(membership):
        return [
            _("%(person)s is the only signatory of %(company)s: make somebody else one first.")
            % {"person": membership.user, "company": membership.company}
        ]
    return []


def problems_with_removing(membership):
    """Why a person cannot be taken out of a company; empty when it can."""
    return problems_with_role(membership, None)


def _is_last_signatory(membership):
    if membership.role != Membership.Role.SIGNATORY:
        return False
    others = Membership.objects.filter(
        company=membership.company, role=Membership.Role.SIGNATORY
    ).exclude(pk=membership.pk)
    return not others.exists()


@transaction.atomic
def remove(membership):
    """The person acts for the company no more, from the next request on."""
    hold(membership.company)
    stored = Membership.objects.filter(pk=membership.pk).first()
    if stored is None:
        return
    if problems := problems_with_removing(stored):
        raise ValidationError(problems)
    stored.delete()
