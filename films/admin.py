"""Index of the admin pages of what partners make together."""

from films.credit import admin as credit
from films.deal import admin as deal
from films.exchange import admin as exchange
from films.finance import admin as finance
from films.governance import admin as governance
from films.milestone import admin as milestone
from films.publishing import admin as publishing
from films.recoupment import admin as recoupment
from films.register import admin as register
from films.rights import admin as rights
from films.vocabulary import admin as vocabulary

__all__ = [
    "credit",
    "deal",
    "exchange",
    "finance",
    "governance",
    "milestone",
    "publishing",
    "recoupment",
    "register",
    "rights",
    "vocabulary",
]
