"""The numbers of versions, which tell nobody that the other side is writing.

A company counts the proposals and its own drafts only. A draft takes the next number of all when it
is proposed, and other drafts move up.
"""

from django.db import models
from django.db.models import Max

from films.deal.version import Version

# Beyond every number that a version has.
AWAY = 1_000_000


def last_proposed(deal):
    return last_number(deal, frozen_at__isnull=False)


def last_number(deal, **which):
    versions = Version.objects.for_the_product("the last number that a company has seen")
    return versions.filter(deal=deal, **which).aggregate(last=Max("number"))["last"] or 0


def number_proposal(version):
    """Give a draft the next number of the proposals, and every other draft one after it."""
    drafts = Version.objects.for_the_product("drafts are numbered after the last proposal")
    drafts = drafts.filter(deal=version.deal, frozen_at__isnull=True)
    others = drafts.exclude(pk=version.pk).order_by("company", "number")
    listed = list(others.values_list("pk", "company"))
    version.number = 1 + last_proposed(version.deal)
    following: dict[int, int] = {}
    # First out of each other's way: no company has a number twice, not even for a moment.
    drafts.update(number=models.F("number") + AWAY)
    for pk, company in listed:
        following[company] = following.get(company, version.number) + 1
        drafts.filter(pk=pk).update(number=following[company])
