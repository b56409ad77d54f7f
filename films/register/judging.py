"""What must hold in one film's record, judged once whatever door it came through.

Forms, API and importer ask here and show the sentences; an empty list means there is nothing to
object. The words about one field or row are those of the model, so that every door says the same.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from films.register.film import Film
from films.register.participation import Participation, PublishedCredit

WHOLE = 100
SPLITS = ("finance", "ownership", "revenue", "points")


def problems_with_budget(amount, currency):
    """Why this cannot be the published budget of a film."""
    if (amount is None) != (not currency):
        return [words_of(Film, "film_budget_has_currency")]
    if amount is None:
        return []
    if amount <= 0:
        return [words_of(Film, "film_budget_positive")]
    film = Film(budget_amount=amount, budget_currency=currency)
    return [
        *_faults_of_field(Film, "budget_currency", currency),
        *_faults_of_field(Film, "budget_amount", amount, of=film),
    ]


def problems_with_shares(shares):
    """Why these cannot be the published shares of one film; ``None`` is a share not published."""
    known = [share for share in shares if share is not None]
    problems = []
    for share in known:
        if not 0 < share <= WHOLE:
            problems.append(words_of(Participation, "participation_share_in_range"))
    return list(dict.fromkeys(problems)) + _problems_with_sum(known, _("The published shares"))


def problems_with_splits(splits):
    """Why these cannot be the credit splits of one film: each column is at most the whole."""
    problems = []
    for column in SPLITS:
        known = [getattr(row, column) for row in splits if getattr(row, column) is not None]
        name = PublishedCredit._meta.get_field(column).verbose_name
        problems += _problems_with_sum(known, _("The column “%(name)s”") % {"name": name})
    return problems


def _problems_with_sum(percentages, what):
    total = sum(percentages)
    if total <= WHOLE:
        return []
    return [
        _("%(what)s: %(parts)s add to %(sum)s %%, above 100 %%: check the numbers.")
        % {
            "what": what,
            "parts": " + ".join(_plain(part) for part in percentages),
            "sum": _plain(total),
        }
    ]


def _plain(number):
    """60 and 33.33, never 6E+1 or 33.330000."""
    return f"{number.normalize():f}"


def _faults_of_field(model, name, value, of=None):
    try:
        model._meta.get_field(name).clean(value, of)
    except ValidationError as fault:
        return fault.messages
    return []


def words_of(model, constraint):
    """What the model says when one of its constraints does not hold."""
    named = {one.name: one for one in model._meta.constraints}
    return str(named[constraint].violation_error_message)
