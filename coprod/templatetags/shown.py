"""How amounts, percentages and days are written on a page, in the reader's language."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coprod.money import Money, cents, exponent

register = template.Library()
UNKNOWN = "–"


def locale():
    return (get_language() or "en")[:2]


def shown_money(money):
    """An amount with its currency's decimals and its code: 1,500,000.00 EUR."""
    if money is None:
        return UNKNOWN
    decimals = exponent(money.currency)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    amount = format_decimal(money.amount, format=pattern, locale=locale())
    return f"{amount}\N{NO-BREAK SPACE}{money.currency}"


@register.filter
def translated(text):
    """A text of ours in the reader's language; `{% translate %}` misses one with a percent sign.

    It doubles the signs of whatever a variable holds before it looks the text up.
    """
    return _(text) if text else ""


@register.filter
def money(value):
    if value is not None and not isinstance(value, Money):
        raise TypeError("|money needs an amount with its currency.")
    return shown_money(value)


@register.filter
def percent(value):
    """A percentage with two decimals; the exact value stays in the files."""
    if value is None:
        return UNKNOWN
    number = format_decimal(cents(Decimal(value)), format="#,##0.00", locale=locale())
    return f"{number}\N{NO-BREAK SPACE}%"


@register.filter
def number(value):
    """A count, with thousands apart."""
    return UNKNOWN if value is None else whole_number(value, locale())


def exact(value):
    """A number with every decimal that it has."""
    decimals = max(0, -Decimal(value).as_tuple().exponent)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale())


@lru_cache(maxsize=20_000)
def whole_number(value, language):
    # A page shows hundreds of counts, and Babel takes its time for each.
    return format_decimal(value, format="#,##0", locale=language)


@register.filter
def day(value):
    """A date as far as it is known."""
    if not value:
        return UNKNOWN
    if not isinstance(value, str):
        return format_date(value, format="medium", locale=locale())
    try:
        first = date.fromisoformat(f"{value}-01" if len(value) == len("2025-10") else value)
    except ValueError:
        return value
    if len(value) == len("2025-10"):
        return format_skeleton("yMMM", first, locale=locale())
    return format_date(first, format="medium", locale=locale())


@register.filter
def moment(value):
    """A day with its time, as the clock of the office shows it."""
    if not value:
        return UNKNOWN
    here = localtime(value)
    return f"{day(here.date())}, {here:%H:%M}"


# For the eye the code, on hover and for a screen reader the name.
CODE = (
    '<a class="code{}"{}{}{} title="{}"><span aria-hidden="true">{}</span>'
    '<span class="visually-hidden">{}</span></a>'
)
HREF, END = mark_safe(' href="'), mark_safe('"')


@register.simple_tag
def country_code(country, address="", is_lead=False):
    """A country as a chip; a list shows hundreds, so it is written here and not in a template."""
    title, classes = country.name, ""
    if country.is_withdrawn:
        title, classes = _("%(name)s (withdrawn)") % {"name": title}, " is-withdrawn"
    return format_html(
        CODE,
        f"{classes} is-lead" if is_lead else classes,
        *((HREF, address, END) if address else ("", "", "")),
        title,
        country.code,
        f"{title}, {_('majority')}" if is_lead else title,
    )
