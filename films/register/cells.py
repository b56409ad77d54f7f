"""Cells of the film list, written in Python: a page has hundreds, and a partial costs ten times
as much as a line. Everything that a row says passes through ``format_html``, which escapes it.
"""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from coprod.templatetags.shown import country_code, shown_money
from films.register.participation import Participation

MAJORITY = Participation.Role.MAJORITY
LONGEST = 32  # letters of a source's title; the whole title is on its page
LINK = '<a href="{}">{}</a>'


def title(film):
    """The title, and whether the film is real."""
    link = format_html('<a class="row-link" href="{}">{}</a>', film.get_absolute_url(), film.title)
    if not film.is_fictional:
        return link
    return format_html('{} <span class="fictional">{}</span>', link, _("fictional"))


def countries(shown):
    """[(country, role, share)] as chips, the majority marked."""
    chips = (
        (country_code(country, country.get_absolute_url(), role == MAJORITY),)
        for country, role, _share in shown
    )
    return format_html('<span class="codes">{}</span>', format_html_join(" ", "{}", chips))


def directors(people):
    """People, each a link to their films."""
    films = reverse("films:films")
    links = ((f"{films}?person={person.public_id}", person.name) for person in people)
    return format_html_join(", ", LINK, links)


def funds(sources):
    """Who published money, each a link to their page."""
    return format_html_join(", ", LINK, ((fund.get_absolute_url(), fund.name) for fund in sources))


def budget(film):
    return shown_money(film.budget) if film.budget else ""


def source(film):
    """Where the film's row comes from, and how far that was trusted."""
    trust = format_html('<span class="faint">{}</span>', film.get_confidence_display())
    if not film.source:
        return trust
    title = film.source.title
    short = title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
    return format_html('<a href="{}">{}</a>, {}', film.source.get_absolute_url(), short, trust)


def stage(film):
    return film.get_stage_display()
