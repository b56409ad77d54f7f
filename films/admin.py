"""Index of the admin pages of what partners make together."""

from films.exchange import admin as exchange
from films.register import admin as register
from films.vocabulary import admin as vocabulary

__all__ = ["exchange", "register", "vocabulary"]
