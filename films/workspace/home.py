"""What a producer finds above the list of the own deals: what is due, and what was left."""

from films.deal.changes import name_as_left
from films.deal.deal import Deal
from films.milestone.home import due_context
from partners.access.companies import WRITERS, own_companies


def home_context(user, known, *, on):
    """Template context: what of the ``known`` deadlines is due, ``left`` (deals of which only
    signed versions can be read) and ``may_log``."""
    return {
        **due_context(user, on, known=known),
        "left": left_deals(user),
        "may_log": may_log(user),
    }


def left_deals(user):
    """Deals that the person's companies have left: what they signed can still be read."""
    seen = Deal.objects.visible_to(user)
    left = list(seen.exclude(pk__in=Deal.objects.open_to(user).values("pk")))
    if left:
        name_as_left(user, left)
    return sorted(left, key=lambda deal: (deal.title, deal.pk))


def may_log(user):
    return own_companies(user, *WRITERS).exists()
