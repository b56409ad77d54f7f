"""A film becomes public: its row, and who takes part in it, without any number."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coprod.text import match_key
from films.deal.deal import Deal
from films.publishing.leading import is_fictional, leading_companies
from films.publishing.models import Announcement
from films.publishing.writing import Writing, confidence_of, line, locked, new_source
from films.register import derived
from films.register.film import Citation, Film
from films.register.participation import Participation

ROLES = set(Participation.Role)


def standing(deal):
    """The announcement that holds, or None."""
    rows = deal.announcements.filter(withdrawn_at__isnull=True)
    return rows.select_related("film", "company", "source", "user").first()


def problems_with_announcing(deal, company=None):
    """Why the film cannot be announced, one sentence each; empty when it can."""
    problems = []
    if deal.stage == Deal.Stage.WITHDRAWN:
        problems.append(_("The deal was withdrawn: nothing of it becomes public any more."))
    if found := standing(deal):
        problems.append(
            _("“%(film)s” was announced on %(day)s.") % {"film": found.film, "day": found.at.date()}
        )
    elif deal.film is not None:
        problems += _problems_with_film(deal)
    leading = list(leading_companies(deal))
    if company not in leading:
        problems.append(
            _("A film is announced by its delegate or majority producer: %(who)s.")
            % {"who": ", ".join(str(one) for one in leading) or "–"}
        )
    return problems


def _problems_with_film(deal):
    """Why the film that the deal is linked to cannot be announced from here."""
    if deal.film.is_announced:
        return [_("“%(film)s” is in the register already.") % {"film": deal.film}]
    elsewhere = Announcement.objects.for_the_product("whose film it is").exclude(deal=deal)
    if elsewhere.filter(film=deal.film).exists() or deal.film.is_fictional != is_fictional(deal):
        return [_("The linked film cannot be announced from this deal: ask an administrator.")]
    return []


@transaction.atomic
def announce(deal, *, film, places, company, user, at, with_roles=True, named=()):
    """Make the film public with these partners; ``named`` are the parties named by company.

    Gives the writing, with every row.
    """
    deal = locked(deal)
    if problems := problems_with_announcing(deal, company):
        raise ValidationError(problems)
    invented = is_fictional(deal)
    on = at.date()
    # Words of the register, not of a page: see new_source.
    title = f"Announcement by the producers of {film}, {on.isoformat()}"
    source = new_source(title, on=on, is_invented=invented, publisher=str(company))
    writing = Writing(film, source, confidence_of(invented), on)
    for other in Film.objects.announced().filter(folded_title=match_key(film.title)):
        writing.kept.append(
            _("The register has “%(film)s” already: check that this is another film.")
            % {"film": other}
        )
    with derived.once():
        film.announced_at = at
        _write_film(writing)
        written = _write_participations(writing, deal, places, with_roles, named)
    Announcement.objects.create(
        deal=deal,
        film=film,
        company=company,
        source=source,
        participations=[row.pk for row in written],
        user=user,
        at=at,
    )
    if deal.film_id != film.pk:
        deal.film = film
        deal.save(update_fields=["film"])
    return writing


def _write_film(writing):
    """The film's own row; one that rests on another source keeps it, and cites this one too."""
    film = writing.film
    if film.pk is None or film.source is None:
        writing.put(film)
        return
    film.full_clean(exclude=["public_id"])
    film.save()
    writing.lines.append(line(film, "~"))
    writing.put(Citation(film=film))


def _write_participations(writing, deal, places, with_roles, named):
    film = writing.film
    earlier = _written_before(deal, film)
    listed = list(film.participations.order_by("position", "pk"))
    start = max((row.position for row in listed if row.pk not in earlier), default=-1) + 1
    before = {(row.country_id, row.company_id): row for row in listed}
    rows: list = []
    for place in places:
        company = place.company if place.party.pk in named else None
        key = (place.country.pk, company and company.pk)
        if any((row.country_id, row.company_id) == key for row in rows):
            continue  # Two companies of one country, both unnamed, are that country once.
        row = before.get(key) or Participation(film=film, country=place.country, company=company)
        if row.pk and row.pk not in earlier:
            writing.kept.append(
                _("%(row)s stands in the register already and stays as it is.") % {"row": row}
            )
            continue
        row.role = place.role if with_roles and place.role in ROLES else ""
        row.is_delegate = with_roles and place.is_delegate and company is not None
        row.position = start + len(rows)
        rows.append(writing.put(row))
    kept = {row.pk for row in rows}
    for row in listed:
        if row.pk in earlier and row.pk not in kept:
            writing.lines.append(line(row, "-"))
            row.delete()
    return rows


def _written_before(deal, film):
    """Keys of the participations that an earlier announcement of this deal has left."""
    rows = deal.announcements.filter(film=film)
    return {key for one in rows for key in one.participations} if film.pk else set()
