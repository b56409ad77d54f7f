"""Index of the models of what partners make together."""

from films.credit.models import CreditFunction, CreditShare
from films.deal.deal import Comment, Deal, DealParty, DealReading, Note, TeamMember
from films.deal.version import Consent, Partner, Rate, Version
from films.exchange.models import ImportedFile
from films.finance.models import (
    BudgetLine,
    Cost,
    FinanceRow,
    FinanceShare,
    Incentive,
    Instalment,
    PlannedSpend,
    SpendObligation,
)
from films.governance.models import Decision, DecisionRule, Document, Vote
from films.milestone.models import Approval, CalendarFeed, Fulfilment, Milestone, Obligation
from films.publishing.models import Announcement, Publication, PublicationConsent
from films.recoupment.models import PoolTerritory, Receipt, Tier, TierPayee
from films.register.film import Citation, Film, FilmTitle
from films.register.funding import PublishedFunding
from films.register.log import RegisterChange
from films.register.participation import Participation, PublishedCredit
from films.register.person import Credit, Person
from films.register.showing import (
    Commitment,
    Festival,
    LanguageVersion,
    Release,
    Selection,
)
from films.rights.models import Right
from films.vocabulary.models import (
    DealStage,
    DevelopmentPhase,
    Genre,
    GovernanceMatter,
    Language,
    ObligationKind,
    ReleaseChannel,
    Theme,
)
from films.workspace.models import Submission

__all__ = [
    "Announcement",
    "Approval",
    "BudgetLine",
    "CalendarFeed",
    "Citation",
    "Comment",
    "Commitment",
    "Consent",
    "Cost",
    "Credit",
    "CreditFunction",
    "CreditShare",
    "Deal",
    "DealParty",
    "DealReading",
    "DealStage",
    "Decision",
    "DecisionRule",
    "DevelopmentPhase",
    "Document",
    "Festival",
    "Film",
    "FilmTitle",
    "FinanceRow",
    "FinanceShare",
    "Fulfilment",
    "Genre",
    "GovernanceMatter",
    "ImportedFile",
    "Incentive",
    "Instalment",
    "Language",
    "LanguageVersion",
    "Milestone",
    "Note",
    "Obligation",
    "ObligationKind",
    "Participation",
    "Partner",
    "Person",
    "PlannedSpend",
    "PoolTerritory",
    "Publication",
    "PublicationConsent",
    "PublishedCredit",
    "PublishedFunding",
    "Rate",
    "Receipt",
    "RegisterChange",
    "Release",
    "ReleaseChannel",
    "Right",
    "Selection",
    "SpendObligation",
    "Submission",
    "TeamMember",
    "Theme",
    "Tier",
    "TierPayee",
    "Version",
    "Vote",
]
