"""What was published is taken out of the register again; the history of the rows stays."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from films.publishing.announcing import standing
from films.publishing.writing import drop_source, line, locked
from films.register import derived
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.participation import Participation, PublishedCredit


def problems_with_withdrawing(act):
    """Why a publication or announcement cannot be withdrawn; empty when it can."""
    if act.withdrawn_at:
        return [_("This was withdrawn on %(day)s already.") % {"day": act.withdrawn_at.date()}]
    return []


def rows_of(publication):
    """The rows in the register that belong to a publication, as a reader finds them."""
    if publication.source_id is None:
        return []
    found = []
    for model, linked in (
        (Film, ["treaty"]),
        (Participation, ["country", "company"]),
        (PublishedFunding, ["fund", "kind", "country"]),
        (PublishedCredit, ["country"]),
    ):
        rows = model.objects.filter(source=publication.source_id).order_by("pk")
        found += rows.select_related("source", *linked)
    return found


@transaction.atomic
def withdraw_publication(publication, *, at):
    """Take exactly the rows of this publication out; what was announced stays."""
    locked(publication.deal)
    publication.refresh_from_db()
    if problems := problems_with_withdrawing(publication):
        raise ValidationError(problems)
    with derived.once():
        return take_out(publication, at=at)


def take_out(publication, *, at):
    """The lines of what was taken out or set back."""
    announcement = standing(publication.deal)
    lines = []
    for row in rows_of(publication):
        lines.append(_set_back(row, announcement) or _delete(row))
    if publication.source is not None:
        drop_source(publication.source)
    publication.source, publication.withdrawn_at = None, at
    publication.save()
    return lines


def _set_back(row, announcement):
    """A row that the announcement wrote says what it said before: no number."""
    if isinstance(row, Film):
        row.budget_amount, row.budget_currency = None, ""
    elif isinstance(row, Participation) and announcement and row.pk in announcement.participations:
        row.share = None
    else:
        return None
    row.source, row.locator = announcement and announcement.source, ""
    if announcement:
        row.checked_on = announcement.at.date()
    row.save()
    return line(row, "~")


def _delete(row):
    gone = line(row, "-")
    row.delete()
    return gone


@transaction.atomic
def withdraw_announcement(announcement, *, at):
    """The film is unannounced again, and whatever was published about it is taken out first."""
    deal = locked(announcement.deal)
    announcement.refresh_from_db()
    if problems := problems_with_withdrawing(announcement):
        raise ValidationError(problems)
    with derived.once():
        for publication in deal.publications.filter(withdrawn_at__isnull=True):
            publication.deal = deal
            take_out(publication, at=at)
        film = Film.objects.get(pk=announcement.film_id)
        film.announced_at = None
        if film.source_id == announcement.source_id:
            film.source = None
        film.save()
        for row in film.participations.filter(source=announcement.source_id):
            row.source = None
            row.save()
        if announcement.source is not None:
            drop_source(announcement.source)
    announcement.source, announcement.withdrawn_at = None, at
    announcement.save()
