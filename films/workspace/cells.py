"""How a deal is written in a list, on the board and on its page."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from coprod.templatetags.shown import country_code, day, percent, shown_money


def countries_of(deal):
    """The countries at the table, each once, in the order in which they came."""
    return list(dict.fromkeys(party.country for party in deal.present))


def countries(deal):
    chips = ((country_code(country),) for country in countries_of(deal))
    return format_html('<span class="codes">{}</span>', format_html_join("", "{}", chips))


def stage(deal):
    return deal.get_stage_display()


def version(deal):
    found = deal.standing.version
    return f"{found.number}, {found.get_status_display()}" if found else ""


def gap(deal):
    return gap_of(deal.standing)


def gap_of(standing):
    """The gap, marked where money is missing."""
    if standing.gap is None:
        return format_html('<span class="unknown">{}</span>', _("not known"))
    shown = shown_money(standing.gap)
    if standing.has_gap == "yes":
        return format_html('<span class="is-short">{}</span>', shown)
    return shown


def confirmed(deal):
    return percent(deal.standing.confirmed)


def deadline(deal):
    return due(deal.standing.next)


def due(one):
    if one is None:
        return ""
    if one.is_overdue:
        return format_html(
            '{} <span class="word is-warning">{}</span><br><span class="small">{}</span>',
            day(one.due_on), _("overdue"), one.words,
        )  # fmt: skip
    return format_html('{}<br><span class="small">{}</span>', day(one.due_on), one.words)
