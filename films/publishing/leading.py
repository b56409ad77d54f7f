"""Who speaks for a film: the delegate producers and the majority, by the newest agreement."""

from typing import NamedTuple

from django.db.models import Q

from films.deal.deal import DealParty
from films.deal.version import Partner, Version
from films.publishing.figures import weighed
from partners.company.models import Company
from partners.country.models import Country
from partners.source.models import Confidence


class Place(NamedTuple):
    """A party as the register may name it."""

    party: DealParty
    country: Country
    company: Company | None
    role: str
    is_delegate: bool

    @property
    def takes_part(self):
        """An executive producer works for a fee and shares in nothing."""
        return self.role != Partner.Role.EXECUTIVE


def standing_version(deal):
    """The newest version that all parties agreed to or signed; None before there is one."""
    Status = Version.Status
    versions = Version.objects.for_the_product("who leads, by the newest agreement")
    found = versions.filter(deal=deal, status__in=[Status.AGREED, Status.SIGNED])
    version = found.order_by("-number").first()
    if version is not None:
        version.deal = deal
    return version


def places(deal):
    """Everybody at the table, as the newest agreement places them."""
    version = standing_version(deal)
    present = deal.parties.filter(left_on__isnull=True)
    if version is None:
        parties = present.select_related("country", "company").order_by("pk")
        return [Place(party, party.country, party.company, "", False) for party in parties]
    rows = version.partners.filter(party__in=present)
    return [
        Place(row.party, row.country, row.party.company, row.role, row.is_delegate)
        for row in rows.select_related("country", "party__company")
    ]


def leading_companies(deal):
    """The companies that may announce the film."""
    version = standing_version(deal)
    present = deal.parties.filter(left_on__isnull=True, company__isnull=False)
    at_the_table = Company.objects.filter(pk__in=present.values("company"))
    if version is None:
        return at_the_table.filter(pk=deal.owner_id)
    rows = list(version.partners.select_related("party"))
    delegates = {row.party.company_id for row in rows if row.is_delegate}
    shares = weighed(version).shares
    majority = {row.party.company_id for row in rows if shares and row.code == shares.majority}
    return at_the_table.filter(pk__in=(delegates or {deal.owner_id}) | majority)


def asked_parties(version):
    """The parties whose consent a publication of this version needs."""
    in_it = version.partners.values("party")
    present = version.deal.parties.filter(left_on__isnull=True)
    rows = present.filter(Q(joined_at__isnull=False) | Q(pk__in=in_it))
    return list(rows.select_related("company").order_by("pk"))


def is_fictional(deal):
    """Whether a company invented for demonstration sits at the table."""
    invented = Company.objects.filter(confidence=Confidence.FICTIONAL)
    return invented.filter(
        Q(pk=deal.owner_id) | Q(pk__in=deal.parties.filter(left_on=None).values("company"))
    ).exists()
