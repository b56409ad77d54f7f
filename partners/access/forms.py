"""Forms of the account: inviting, changing a role, making an account."""

import uuid

from django import forms
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coprod.editing.forms import LockedForm
from partners.access.inviting import problems_with_role
from partners.access.models import Invitation, Membership, User


class OnceField(forms.UUIDField):
    """The hidden id of a form; one that cannot be read counts as none."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return super().clean(value)
        except ValidationError:
            return None


class InvitationForm(forms.ModelForm):
    """Who is invited to act for a company, and as what."""

    # A form that is sent twice makes one invitation.
    once = OnceField(required=False)

    class Meta:
        model = Invitation
        fields = ["role", "email"]
        help_texts = {
            "email": _("Optional: the link is sent there, and shown to you once in any case."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["once"] = uuid.uuid4()


class RoleForm(LockedForm):
    """The role of one person in a company."""

    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_id", f"role-{kwargs['instance'].pk}-%s")
        super().__init__(*args, **kwargs)
        self.fields["role"].widget.attrs["aria-label"] = _("Role of %(person)s") % {
            "person": self.instance.user
        }

    def judge(self, row):
        stored = Membership.objects.select_related("user", "company").get(pk=row.pk)
        return problems_with_role(stored, row.role)


class AccountForm(UserCreationForm):
    """A new account: a name and a password."""

    class Meta:
        model = User
        fields = ["username", "email"]
