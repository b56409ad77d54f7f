"""The credits of a version as their page shows them: points, the line on the screen, the ledger."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import count, sentence, shown_amount
from films.calculation.result import amount_text
from films.calculators.showing.figure import Figures, shown_percent
from films.credit.credit_rows import share_row
from films.credit.money import Money, money
from films.deal.version import Partner, Version
from partners.country.models import Country
from partners.treaty.stored import points_tests


def show(given: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    figures = Figures(said)
    codes = [*said["credit_order"], *said["points_by_country"]]
    countries = {one.code: one for one in Country.objects.filter(code__in=codes)}
    names = [name_of(code, countries) for code in said["credit_order"]]
    return {
        "line": _("{countries} co-production").format(countries="–".join(names)) if names else "",
        "wordings": wordings(given),
        "order_note": said["order_note"],
        "totals": [
            (_("Points filled"), figures.amount(said["points_filled"], "points_filled")),
            (_("Points in all"), figures.amount(said["points_total"], "points_total")),
            (_("Copyright %"), figures.amount(said["ownership_total"], "ownership_total")),
            (_("Revenue %"), figures.amount(said["revenue_total"], "revenue_total")),
        ],
        "countries": [
            {
                "code": code,
                "country": countries.get(code),
                "points": figures.amount(points, f"points_by_country.{code}"),
            }
            for code, points in said["points_by_country"].items()
        ],
        "partners": [
            (code, figures.amount(points, f"points_by_coproducer.{code}"))
            for code, points in said["points_by_coproducer"].items()
        ],
        "nobody": figures.amount(said["points_of_nobody"], "points_of_nobody")
        if Decimal(said["points_of_nobody"])
        else None,
    }


def name_of(code: str, countries: Mapping[str, Country]) -> str:
    return countries[code].name if code in countries else code


def wordings(given: Mapping[str, Any]) -> list[str]:
    """What the partners asked to read on the screen, in the order of the screen."""
    listed = [one for one in given["coproducers"] if one.get("wording")]
    return [
        one["wording"]
        for one in sorted(listed, key=lambda one: int(one.get("credit_order") or 99_999))
    ]


def tests_on_file(version: Version, given: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    """The points tests whose functions can be taken at the press of a button."""
    genre = version.genre or "fiction"
    return {
        "points_tests": [
            (code, f"{genre}/{code}", sum(row.points for row in rows))
            for code, rows in points_tests(genre).items()
        ]
    }


# The equity ledger


def ledger(version: Version, given: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Every partner on one line: money, spend, points, copyright, revenue, credit, votes."""
    found = money(version)
    said = answer["answer"].figures if "answer" in answer else {}
    flags = said.get("flags", ())
    reasons = said.get("reasons", {})
    return {
        "ledger": [line(partner, found, said) for partner in found.partners],
        "ledger_currency": found.currency,
        "unallocated": shown_amount(amount_text(found.unallocated)) if found.unallocated else "",
        "unplaced": shown_amount(amount_text(found.unplaced)) if found.unplaced else "",
        "plan_problems": [sentence(problem.message.translated(_)) for problem in found.problems],
        "unexplained": [
            (word(flag), code) for flag, code in parted(flags) if not explained(flag, code, reasons)
        ],
    }


def parted(flags: Sequence[str]) -> list[tuple[str, str]]:
    return [(flag, code) for flag, _colon, code in (one.partition(":") for one in flags)]


def explained(flag: str, code: str, reasons: Mapping[str, Mapping[str, str]]) -> bool:
    vector = flag.partition("_")[0].lower()
    return bool(reasons.get(vector, {}).get(code))


def word(flag: str) -> str:
    return {
        "CREDIT": _("Credit points"),
        "REVENUE": _("Revenue"),
        "OWNERSHIP": _("Ownership"),
    }[flag.partition("_")[0]]


def line(partner: Partner, found: Money, said: Mapping[str, Any]) -> dict[str, Any]:
    row = share_row(partner)
    code, country = partner.code, partner.country.code
    spend = None if found.spend is None else found.spend.get(country, 0)
    return {
        "partner": partner,
        "finance": shown_amount(found.contribution(code)),
        "finance_share": shown_percent((said.get("finance_pct") or {}).get(code)),
        "spend": shown_amount(None if spend is None else amount_text(spend)),
        "points": shown_percent(((said.get("share_pct") or {}).get("credit") or {}).get(code)),
        "ownership": count(row.ownership if row else ""),
        "revenue": count(row.revenue if row else ""),
        "order": row.credit_order if row else None,
        "votes": row.votes if row else None,
    }
