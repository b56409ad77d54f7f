"""What the treaties say to a version, in one line."""

from django.urls import NoReverseMatch, reverse

from films.calculators.asking import Asked
from films.calculators.views import answered
from films.deal.sheet import SHEETS


def verdict(version):
    """(``yes``, ``no``, ``discretionary``, or empty where it cannot be said; address of the page
    that says why); None where nothing judges a version."""
    sheet = SHEETS.get("qualification")
    if sheet is None or version is None:
        return None
    try:
        address = reverse("qualification:qualification", args=[version.deal_id, version.number])
    except NoReverseMatch:
        return None
    _status, found = answered(sheet.desk, Asked(sheet.question(version)))
    eligible = found["answer"].figures.get("eligible", "") if "answer" in found else ""
    return str(eligible), address
