"""What is due and overdue, for a producer's own page."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from films.milestone.deadlines import Deadline, deadlines, ordered
from films.milestone.fulfilling import SOON
from films.milestone.reaching import own_deals

# As many as a glance takes in; the page of their own has all.
AT_A_GLANCE = 12


def due_context(user, on: date, known: Iterable[Deadline] | None = None) -> dict:
    """Context of ``milestone/_due.html``: what is overdue, or due within ``SOON`` days; ``known``
    are the deadlines of all deals that the person may open, where they were found already."""
    found = near(deadlines_of(user, on, known), on)
    overdue = sum(one.is_overdue for one in found)
    return {
        "due": found[:AT_A_GLANCE],
        "due_count": len(found),
        "overdue_count": overdue,
        "due_more": max(len(found) - AT_A_GLANCE, 0),
        "due_days": SOON,
        "due_address": reverse("milestones:due"),
    }


def due(user, *, on: date):
    """Deadlines of a person's own deals that are over, or near."""
    return near(deadlines_of(user, on), on)


def deadlines_of(user, on: date, known: Iterable[Deadline] | None = None) -> list[Deadline]:
    """Of the person's own deals: an admin, who may open all, has few."""
    if known is None:
        return deadlines(user, own_deals(user), on=on)
    if user.is_superuser:
        own = set(own_deals(user).values_list("pk", flat=True))
        known = [one for one in known if one.deal.pk in own]
    return ordered(known)


def near(found: Iterable[Deadline], on: date) -> list[Deadline]:
    last = on + timedelta(days=SOON)
    return [one for one in found if one.due_on <= last]
