"""The published shares of one film as a bar."""

from decimal import Decimal

from django.utils.translation import gettext as _

from coprod.charts.marks import Mark
from coprod.charts.stacked import stacked
from coprod.templatetags.shown import percent
from films.register.participation import Participation

FILLING = {
    Participation.Role.MAJORITY: "solid",
    Participation.Role.PARITY: "pale",
    Participation.Role.MINORITY: "stripes",
    Participation.Role.FINANCIAL: "cross",
    "": "pale",
}
WHOLE = Decimal(100)


def share_rows(participations):
    """The participations whose shares make up the film, each share once.

    A country's own row speaks for the country; the rows of its companies then only divide it.
    """
    with_share = [row for row in participations if row.share is not None]
    spoken_for = {row.country_id for row in with_share if row.country_id and not row.company_id}
    return [row for row in with_share if not row.company_id or row.country_id not in spoken_for]


def share_bar(participations):
    """The bar of these participations, or None when no share was published."""
    rows = share_rows(participations)
    if not rows:
        return None
    return stacked("shares", _("Published shares of the film"), [_mark(row) for row in rows])


def _mark(row):
    named = " – ".join(str(part) for part in (row.country, row.company) if part)
    role = f", {row.get_role_display()}" if row.role else ""
    return Mark(
        label=row.country.code if row.country else str(row.company)[:12],
        value=row.share,
        address=(row.country or row.company).get_absolute_url(),
        title=f"{named}: {percent(row.share)}{role}",
        filling=FILLING[row.role],
    )


def legend(participations):
    """[(filling, words)] of the roles that the bar shows."""
    roles = dict.fromkeys(row.role for row in share_rows(participations))
    labels = dict(Participation.Role.choices)
    known = [(FILLING[role], labels[role]) for role in FILLING if role and role in roles]
    return [*known, ("pale", _("role not published"))] if "" in roles else known
