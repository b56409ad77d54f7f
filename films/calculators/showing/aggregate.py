"""Sums over deals as their page shows them: each group, shown or withheld, and why."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from coprod.exchange.strict import read
from coprod.templatetags.amounts import count, sentence
from films.calculation.disclosure import DOMINANCE, TOO_FEW_COMPANIES, TOO_FEW_DEALS, Rule
from films.calculators.reading.aggregate import request
from films.calculators.showing.figure import Figure, Figures


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures, words = Figures(said), reasons_in_words(read(given, request).rule)
    return {
        "currency": given.get("currency", "EUR"),
        "totals": [
            (_("Total of what is shown"), figures.amount(said["total_of_shown"], "total_of_shown")),
            (_("Groups withheld"), Figure(count(said["suppressed_groups"]))),
        ],
        "groups": [
            {
                "name": name,
                "deals": count(one["deals"]),
                "is_shown": one["shown"],
                "outcome": figures.text(
                    _("shown") if one["shown"] else _("withheld"), f"groups.{name}.shown"
                ),
                "sum": figures.amount(one["sum"], f"groups.{name}.sum"),
                "mean": figures.amount(one["mean"], f"groups.{name}.mean"),
            }
            for name, one in said["groups"].items()
        ],
        "reasons": [
            (name, words[one["reason"]]) for name, one in said["groups"].items() if not one["shown"]
        ],
    }


def reasons_in_words(rule: Rule) -> dict[str, str]:
    """Why a group is withheld, with the limits of the rule."""
    words = {
        TOO_FEW_DEALS: _("too few deals with a known amount: the rule asks for %(least)s")
        % {"least": rule.min_deals},
        TOO_FEW_COMPANIES: _("too few companies: the rule asks for %(least)s")
        % {"least": rule.min_companies},
        DOMINANCE: _("the largest companies (%(largest)s) hold more than %(limit)s %% together")
        % {"largest": rule.dominance_n, "limit": rule.dominance_k_pct},
    }
    return {code: sentence(told) for code, told in words.items()}
