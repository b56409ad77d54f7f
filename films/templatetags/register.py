"""What templates read from the rows of the register."""

from decimal import Decimal

from django import template

from coprod.money import Money
from coprod.templatetags.shown import shown_money

register = template.Library()


@register.filter
def total(sum_):
    """A sum of one currency as money."""
    return shown_money(Money(Decimal(sum_["amount"]), sum_["currency"]))
