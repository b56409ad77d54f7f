"""Index of the models of what partners make together."""

from films.exchange.models import ImportedFile
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

__all__ = [
    "Citation",
    "Commitment",
    "Credit",
    "DealStage",
    "DevelopmentPhase",
    "Festival",
    "Film",
    "FilmTitle",
    "Genre",
    "GovernanceMatter",
    "ImportedFile",
    "Language",
    "LanguageVersion",
    "ObligationKind",
    "Participation",
    "Person",
    "PublishedCredit",
    "PublishedFunding",
    "RegisterChange",
    "Release",
    "ReleaseChannel",
    "Selection",
    "Theme",
]
