"""Index of the models of who takes part, and under which law."""

from partners.access.models import Invitation, Membership, User
from partners.company.models import Company
from partners.country.models import Country, CountryAlias, NationalCinema, Region
from partners.funding.models import Condition, ContentTheme, FundingKind, FundingSource, FundRule
from partners.source.models import Paragraph, Source
from partners.treaty.models import PointsElement, Treaty, TreatyParty, TreatyTerm

__all__ = [
    "Company",
    "Condition",
    "ContentTheme",
    "Country",
    "CountryAlias",
    "FundRule",
    "FundingKind",
    "FundingSource",
    "Invitation",
    "Membership",
    "NationalCinema",
    "Paragraph",
    "PointsElement",
    "Region",
    "Source",
    "Treaty",
    "TreatyParty",
    "TreatyTerm",
    "User",
]
