"""The pages that the head of every page leads to; the same for every reader."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

PAGES = [
    (_("Films"), "films:films"),
    (_("Countries"), "partners:countries"),
    (_("Companies"), "partners:companies"),
    (_("Funding"), "partners:funding-sources"),
    (_("Treaties"), "partners:treaties"),
    (_("Festivals"), "films:festivals"),
    (_("Calculators"), "calculators:index"),
]


def navigation(request):
    """Template context: ``nav_pages`` [(label, URL name)], ``languages`` and the page's address."""
    return {
        "nav_pages": PAGES,
        "languages": [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
        "here": request.get_full_path(),
        "home_country": settings.HOME_COUNTRY,
    }
