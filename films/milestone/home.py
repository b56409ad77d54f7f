"""What is due and overdue, for a producer's own page."""

from datetime import date, timedelta

from django.urls import reverse

from films.milestone.deadlines import deadlines
from films.milestone.fulfilling import SOON
from films.milestone.reaching import own_deals

# As many as a glance takes in; the page of their own has all.
AT_A_GLANCE = 12


def due_context(user, on: date, days: int = SOON) -> dict:
    """Context of ``milestone/_due.html``: what is overdue, or due within some days."""
    found = due(user, on=on, days=days)
    overdue = sum(one.is_overdue for one in found)
    return {
        "due": found[:AT_A_GLANCE],
        "due_count": len(found),
        "overdue_count": overdue,
        "due_more": max(len(found) - AT_A_GLANCE, 0),
        "due_days": days,
        "due_address": reverse("milestones:due"),
    }


def due(user, *, on: date, days: int = SOON):
    """Deadlines of a person's own deals that are over, or near."""
    last = on + timedelta(days=days)
    return [one for one in deadlines(user, own_deals(user), on=on) if one.due_on <= last]
