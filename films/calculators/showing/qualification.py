"""A treaty check as its page shows it: verdict, conditions, paths, who is bound by what."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coprod.charts.marks import Mark
from coprod.charts.stacked import Stacked, stacked
from coprod.templatetags.amounts import count, sentence, shown_amount
from films.calculators.showing.figure import Figure, Figures, shown_percent
from films.calculators.showing.law import Law, article_words, bound, conventions, tests
from films.calculators.treaty_check import Checked
from partners.country.models import Country
from partners.source.references import References
from partners.treaty.case import Case
from partners.treaty.stored import OnFile

PARTY, NON_PARTY, MONEY_ONLY = "solid", "stripes", "cross"
IS_PERCENT = ("SHARE", "FINANCIAL", "COMPANY", "NON_PARTY", "THIRD_PARTY", "BALANCE", "REDUCED")


def show(given: Mapping[str, Any], said: Mapping[str, Any], checked: Checked) -> dict[str, Any]:
    law, figures = law_of(checked), Figures(said)
    paths = [path(one, law) for one in said["paths"]]
    for one in paths:
        one["governs"] = one["rule"] == said["rule_used"]
    paths.sort(key=lambda one: not one["governs"])
    conditions = [condition(one, law) for one in said["conditions"]]
    decides = decisive(said["eligible"], conditions)
    return {
        # The conditions below say it with their articles.
        "tells_problems": True,
        "outcome": said["eligible"],
        "outcome_words": outcome_words(said["eligible"]),
        "rule": said["rule_used"],
        "treaty": law.treaty(said["rule_used"]),
        "reason": said["reason"],
        "conditions": conditions,
        "decisive": decides,
        "remedies": remedies(said["eligible"], decides),
        "passed_over": relevant(said["passed_over"], checked, law),
        "chart": chart(said, checked),
        "legend": legend(said, checked),
        "shares": shares(said, checked, law, figures),
        "points": said["points"] and Figure(count(said["points"]), figures.formula("points")),
        "points_max": said["points_max"],
        "balance": balance(said),
        "majority": said["majority_country"],
        "festival": said["festival_country"],
        "paths": [one for one in paths if one["could_apply"]],
        "closed": [one for one in paths if not one["could_apply"] and touches(one, checked)],
        "elsewhere": sum(not one["could_apply"] and not touches(one, checked) for one in paths),
        "currency": checked.case.currency,
        **the_law(checked.case, law),
    }


def show_law(checked: Checked) -> dict[str, Any]:
    """What stays in sight where the plan itself cannot be judged."""
    return the_law(checked.case, law_of(checked))


def law_of(checked: Checked) -> Law:
    countries = Country.objects.filter(code__in=checked.case.countries)
    return Law(checked.law, References(), {country.code: country for country in countries})


def the_law(case: Case, law: Law) -> dict[str, Any]:
    """Who is bound and what is asked, by the treaties on file; its sources are numbered last."""
    if law.on_file is None:
        return {}
    return {
        "cited_above": len(law.references),
        "bound": bound(case, law),
        "conventions": conventions(law),
        "tests": tests(case.genre, law),
        "references": law.references,
    }


def outcome_words(outcome: str) -> str:
    return {
        "yes": _("qualifies"),
        "no": _("does not qualify"),
        "discretionary": _("at the discretion of the authorities"),
    }.get(outcome, _("cannot be checked"))


def condition(one: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """One condition with its mark, its article and the number of its source."""
    is_warning = one["outcome"] == "failed" and one["weight"] == "warning"
    unit = "\N{NO-BREAK SPACE}%" if one["code"].startswith(IS_PERCENT) else ""
    return {
        **one,
        "outcome": "warning" if is_warning else one["outcome"],
        "sentence": sentence(one["sentence"]),
        "note": sentence(one["note"] or ""),
        "words": condition_words("warning" if is_warning else one["outcome"]),
        "is_waivable": one["weight"] == "waivable",
        "article": article_words(one["article"]),
        "reference": law.reference(one["source"]),
        "shown": number_words(one["value"], unit),
        "limit": number_words(one["limit"], unit),
        # What the display rounds away is what decides.
        "exact": sentence(one["exact"]) if one["note"] else "",
        "unit": unit,
    }


def decisive(outcome: str, conditions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The conditions that make the verdict what it is."""
    decides = {"no": "failed", "discretionary": "failed", "cannot be checked": outcome}
    return [one for one in conditions if one["outcome"] == decides.get(outcome)]


def remedies(outcome: str, decides: Iterable[Mapping[str, Any]]) -> list[str]:
    """What can be done where the verdict cannot be said: about the points, about the law."""
    if outcome != "cannot be checked":
        return []
    about_points = {one["code"].startswith("POINTS") for one in decides}
    told = {
        True: _("Take the functions of this text's points test, and say who fills each of them."),
        False: _(
            "This is missing in the register, not in the plan, and it is never guessed. Ask the "
            "film authority for the text; an administrator enters its days and limits with their "
            "source, and the verdict follows."
        ),
    }
    return [told[one] for one in sorted(about_points, reverse=True)]


def condition_words(outcome: str) -> str:
    return {
        "passed": _("passed"),
        "failed": _("failed"),
        "warning": _("warning"),
    }.get(outcome, _("cannot be checked"))


def number_words(value: str | None, unit: str) -> str:
    """A value of a condition: a number with its unit, or a day as it is."""
    if value is None:
        return ""
    if value.count("-") == 2:
        return value
    return shown_amount(value) + unit if unit else count(value)


def path(one: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """One instrument: why it cannot apply, or its conditions and the cheapest changes."""
    if not one["could_apply"]:
        # Only its reason is shown.
        return {**one, "treaty": law.treaty(one["rule"])}
    changes: dict[str, list[dict[str, Any]]] = {}
    for change in one["changes"]:
        moves = ", ".join(move_words(move) for move in change["moves"])
        told = {**change, "change": sentence(change["change"]), "moves": moves}
        changes.setdefault(change["code"], []).append(told)
    conditions = [condition(each, law) for each in one["conditions"]]
    return {
        **one,
        "treaty": law.treaty(one["rule"]),
        "words": outcome_words(one["eligible"]),
        "reference": law.reference(law.on_file and source_of(one, law.on_file)),
        "open": [each for each in conditions if each["outcome"] != "passed"],
        "passed": sum(each["outcome"] == "passed" for each in conditions),
        "changes": [(code, listed[0], listed[1:]) for code, listed in changes.items()],
    }


def move_words(move: Mapping[str, str]) -> str:
    """What one co-producer brings more or less after a change: KZ-1 +38,400.00."""
    plus = "" if move["amount"].startswith("-") else "+"
    return f"{move['coproducer']} {plus}{shown_amount(move['amount'])}"


def source_of(one: Mapping[str, Any], on_file: OnFile) -> str:
    found = [instrument for instrument in on_file.instruments if instrument.id == one["rule"]]
    return found[0].source if found else ""


def touches(one: Mapping[str, Any], checked: Checked) -> bool:
    """Whether an instrument binds any country of the plan."""
    if checked.law is None:
        return True
    return any(
        instrument.id == one["rule"]
        and instrument.bound_on(checked.case.on) & set(checked.case.countries)
        for instrument in checked.law.instruments
    )


def relevant(passed_over: Iterable[Mapping[str, Any]], checked: Checked, law: Law) -> list[dict]:
    """Why the instruments that bind two or more of the countries do not govern."""
    if checked.law is None:
        return [dict(one) for one in passed_over]
    binding = {
        instrument.id: instrument
        for instrument in checked.law.instruments
        if len(instrument.bound_on(checked.case.on) & set(checked.case.countries)) > 1
    }
    return [
        {
            **one,
            "treaty": law.treaty(one["rule"]),
            "reference": law.reference(binding[one["rule"]].source),
        }
        for one in passed_over
        if one["rule"] in binding
    ]


# Shares


def parties(said: Mapping[str, Any], checked: Checked) -> set[str]:
    """The countries that the instrument found counts as its Parties."""
    for instrument in checked.law.instruments if checked.law else ():
        if instrument.id == said["rule_used"]:
            return set(instrument.bound_on(checked.case.on))
    return set(checked.case.countries) if checked.law is None else set()


def role_of(code: str, said: Mapping[str, Any], checked: Checked) -> tuple[str, str]:
    """(filling, words): what a country is to the instrument."""
    companies = checked.case.companies_of(code)
    if code not in parties(said, checked):
        return NON_PARTY, _("not a Party")
    if all(company.financial_only for company in companies):
        return MONEY_ONLY, _("a Party that brings only money")
    return PARTY, _("a Party")


def chart(said: Mapping[str, Any], checked: Checked) -> Stacked | None:
    marks = []
    for number, (code, share) in enumerate(said["shares"].items()):
        filling, words = role_of(code, said, checked)
        title = f"{code}: {shown_percent(share)}, {words}"
        marks.append(Mark(code, Decimal(share), f"#share-{number}", title, filling))
    whole = sum((mark.value for mark in marks), Decimal(0))
    return stacked("treaty-shares", _("Shares of the countries"), marks, whole) if whole else None


def legend(said: Mapping[str, Any], checked: Checked) -> list[tuple[str, str]]:
    return list(dict.fromkeys(role_of(code, said, checked) for code in said["shares"]))


def shares(
    said: Mapping[str, Any], checked: Checked, law: Law, figures: Figures
) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "country": law.countries.get(code),
            "amount": shown_amount(checked.case.contribution_of(code)),
            "share": figures.percent(share, f"shares.{code}"),
            "words": role_of(code, said, checked)[1],
        }
        for code, share in said["shares"].items()
    ]


def balance(said: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    keys = ("finance_pct", "spend_pct", "points_pct", "floor_pct")
    return [
        (code, [shown_percent(row[key]) for key in keys]) for code, row in said["balance"].items()
    ]
