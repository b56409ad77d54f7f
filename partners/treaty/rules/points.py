"""Nationals of the parties must fill functions that weigh a given number of points together."""

from collections.abc import Iterable
from fractions import Fraction

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from partners.treaty.case import Case
from partners.treaty.change import Change
from partners.treaty.finding import (
    Finding,
    Limit,
    Unknown,
    Wording,
    at_least,
    plain,
)
from partners.treaty.rules.functions import fewest_functions, given_to, names_of

kind = "points"
label = _("points of creative and technical work")
terms = {
    "minimum": _("points"),
    "maximum": _("points of all functions together"),
}

WORDING = Wording(
    kept=_("{value} of {scale} points are filled from Parties; {limit} are needed."),
    broken=_("Only {value} of {scale} points are filled from Parties; {limit} are needed."),
    unknown=_("{value} of {scale} points are filled from Parties; how many are needed is unknown."),
)
OTHER_SCALE = _("The functions listed weigh {value} points, but this test has {scale}.")
NO_LIST = Wording("", "", _("Who fills the functions of the points test is not known."))
GIVE = _("give {functions} to nationals of a Party: {points} points more")


def check(case: Case, *, minimum: Limit = None, maximum: Limit = None) -> list[Finding]:
    """`maximum` is the scale of the test; a list that weighs something else tells nothing."""
    if minimum is None:
        return []
    if case.points is None:
        return [Finding("POINTS_MIN", None, NO_LIST)]
    if not fits_scale(case, maximum):
        mismatch = Wording("", "", OTHER_SCALE, {"scale": plain(maximum)})
        return [Finding("POINTS_MIN", None, mismatch, value=case.points.scale)]
    # A function counts when a national of any Party fills it, co-producer or not.
    scored = case.points.of(case.parties)
    wording = WORDING.with_numbers(scale=plain(case.points.scale))
    return [at_least("POINTS_MIN", scored, minimum, wording)]


def fits_scale(case: Case, maximum: Limit) -> bool:
    """Whether the listed functions add up to the scale of the test, where that is known."""
    if case.points is None or maximum is None or isinstance(maximum, Unknown):
        return True
    return case.points.scale == maximum


def changes(case: Case, finding: Finding) -> Iterable[Change]:
    short = Fraction(finding.limit) - Fraction(finding.value)
    chosen = fewest_functions(case, case.parties, short)
    if not chosen or not case.party_countries:
        return
    after = given_to(case, chosen, case.party_countries[0])
    gained = after.points.of(case.parties) - case.points.of(case.parties)
    numbers = {"functions": names_of(chosen), "points": plain(gained)}
    yield Change(Sentence(GIVE, numbers), None, after)
