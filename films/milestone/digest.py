"""One mail per person: what is overdue, and what is due in the next days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from films.deal.deal import TeamMember
from films.milestone.deadlines import Deadline
from films.milestone.home import due
from partners.access.models import Membership, User


@dataclass(frozen=True)
class Digest:
    """A mail that is ready to go; its subject tells nothing of a deal."""

    address: str
    subject: str
    text: str
    deadlines: list[Deadline]


def digests(*, on: date) -> Iterator[Digest]:
    """The mails of a day, in the site's language; whoever has nothing due gets none."""
    with translation.override(settings.LANGUAGE_CODE):
        for user in readers():
            declined = declined_by(user)
            found = [one for one in due(user, on=on) if one.deal.pk not in declined]
            if found:
                yield digest(user, found, on)


def readers():
    """People with an address who act for a company."""
    members = Membership.objects.values("user")
    return User.objects.filter(is_active=True, pk__in=members).exclude(email="").order_by("pk")


def declined_by(user) -> set:
    """Deals whose digest this person does not want."""
    rows = TeamMember.objects.visible_to(user).filter(user=user, wants_digest=False)
    return set(rows.values_list("deal", flat=True))


def digest(user, found: list[Deadline], on: date) -> Digest:
    text = render_to_string(
        "milestone/digest.txt",
        {
            "name": user.get_full_name() or user.get_username(),
            "overdue": [one for one in found if one.is_overdue],
            "near": [one for one in found if not one.is_overdue],
            "on": on,
            "address": site_address() + reverse("milestones:due"),
        },
    )
    return Digest(user.email, _("Your deadlines"), text, found)


def site_address() -> str:
    """Where the site is found, as far as its settings say; a demonstration is found nowhere."""
    if not settings.PRODUCTION:
        return ""
    return f"{'https' if settings.BEHIND_TLS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
