"""The layouts of files with films: our template, and foreign lists by name."""

from django.utils.translation import gettext as _

from coprod.exchange.limits import Unreadable
from films.exchange.cannes import CANNES
from films.exchange.template import TEMPLATE
from films.exchange.tmdb import TMDB_5000


def layouts():
    """Every layout by name; the most particular ones first."""
    return {layout.name: layout for layout in (TMDB_5000, CANNES, TEMPLATE)}


def choose(name, columns):
    """The layout that was named, or the one that a header shows."""
    known = layouts()
    if name:
        if name not in known:
            raise Unreadable(
                _("There is no layout “%(name)s”: choose one of %(known)s.")
                % {"name": name, "known": ", ".join(known)}
            )
        return known[name]
    for layout in known.values():
        if layout.fits(columns):
            return layout
    raise Unreadable(
        _("The header is of no known layout: a column “title” is needed at least, found %(found)s.")
        % {"found": ", ".join(columns)[:200]},
        row=1,
    )
