"""Two versions as their page shows them: what changed, where each stands, who left, who signs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from coprod.templatetags.amounts import sentence
from films.calculation.diff import Version, has_reached
from films.calculation.leaves import leaves
from films.calculation.result import Problem
from films.calculators.reading.version_diff import Request
from films.calculators.showing.figure import Figure, Figures
from films.calculators.showing.place import NOTHING, place_words, stage_words, value_words
from films.calculators.showing.qualification import outcome_words

SIDES = ("old", "new")


def show(given: Mapping[str, Any], said: Mapping[str, Any], asked: Request) -> dict[str, Any]:
    figures = Figures(said)
    versions = {"old": asked.old, "new": asked.new}
    return {
        # Here each warning stands beside its version.
        "tells_problems": True,
        "headlines": headlines(said, asked),
        "changes": [change(one, said) for one in said["changes"]],
        "standing": standing(versions, said, figures),
        "shares": shares(said, figures),
        "warnings": [
            (label, [warning(problem) for problem in versions[side].warnings])
            for side, label in zip(SIDES, (_("Before"), _("After")), strict=True)
        ],
        "left": left(said, asked),
    }


def headlines(said: Mapping[str, Any], asked: Request) -> list[str]:
    """The answer in sentences: who left, what is signed again, which authorities are told."""
    found = [_("%(party)s has left the deal.") % {"party": party} for party in said["left"]]
    if not said["changes"]:
        return [*found, _("Nothing: the terms are the same.")]
    if said["to_sign_again"]:
        found.append(_("What was signed has changed: the parties must sign again."))
    elif has_reached(asked.old.stage, "long_form"):
        found.append(_("Nothing of what was signed has changed."))
    else:
        found.append(_("Nothing is signed again: the long form agreement was not yet reached."))
    if said["to_tell_authorities"]:
        named = {"countries": ", ".join(countries_of(asked))}
        found.append(_("The authorities of %(countries)s must be told.") % named)
    elif not has_reached(asked.old.stage, "provisional_approval"):
        found.append(_("No authority is told: none had approved the version before."))
    return found


def countries_of(asked: Request) -> list[str]:
    """The countries of everybody who takes part before or after."""
    entries = [
        entry
        for one in (asked.old, asked.new)
        for entry in one.document.get("coproducers", {}).values()
    ]
    return sorted({str(entry["country"]) for entry in entries if entry.get("country")})


def change(one: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    path, kind = one["path"], one["change"]
    # A place that came has no value before, one that went has none after.
    return {
        "place": place_words(path),
        "words": {"added": _("added"), "removed": _("removed")}.get(kind, _("changed")),
        "old": value_words(path, one["old"], NOTHING if kind == "added" else nothing(path)),
        "new": value_words(path, one["new"], NOTHING if kind == "removed" else nothing(path)),
        "is_signed_again": path in said["to_sign_again"],
        "is_told": path in said["to_tell_authorities"],
    }


def nothing(path: str) -> str:
    """What is said of a place that is there and empty."""
    if path.startswith("territories."):
        return _("nobody")
    return _("not known") if path.endswith(".contribution") else NOTHING


def standing(
    versions: Mapping[str, Version], said: Mapping[str, Any], figures: Figures
) -> list[tuple[str, list[Figure]]]:
    rows = [
        (_("Stage"), [Figure(stage_words(versions[side].stage) or NOTHING) for side in SIDES]),
        (_("Gap"), [figures.amount(said[side]["gap"], f"{side}.gap") for side in SIDES]),
        (_("Revenue shares together"), [revenue(said[side], versions[side]) for side in SIDES]),
        (
            _("Territories of nobody"),
            [Figure(", ".join(said[side]["orphan_territories"]) or _("none")) for side in SIDES],
        ),
    ]
    if any(said[side]["qualification"] for side in SIDES):
        treaty = [Figure(qualification(said[side]["qualification"])) for side in SIDES]
        rows.append((_("Qualification"), treaty))
    return rows


def revenue(said: Mapping[str, Any], version: Version) -> Figure:
    if said["revenue_sum"] is None:
        return Figure(NOTHING)
    parts = " + ".join(f"{part:f}" for part in version.revenue.values())
    return Figure(value_words("revenue_pct.", said["revenue_sum"]), parts)


def qualification(judged: Mapping[str, Any] | None) -> str:
    if judged is None:
        return NOTHING
    words = outcome_words(judged["eligible"])
    return f"{words} ({judged['rule_used']})" if judged["rule_used"] else words


def shares(said: Mapping[str, Any], figures: Figures) -> list[tuple[str, list[Figure]]]:
    """Each co-producer's share of the plan in both versions."""
    parties = {party: None for side in SIDES for party in said[side]["share_pct"]}
    return [
        (
            party,
            [
                figures.percent(said[side]["share_pct"].get(party), f"{side}.share_pct.{party}")
                for side in SIDES
            ],
        )
        for party in parties
    ]


def warning(problem: Problem) -> dict[str, str]:
    """A warning with the names of its place instead of its path."""
    told = replace(problem, subject=subject_words(problem))
    return {
        "message": sentence(told.message.translated(_)),
        "remedy": sentence(told.remedy.translated(_)),
    }


def subject_words(problem: Problem) -> str:
    """“revenue:Dala Film” is the revenue of Dala Film, “FR:Dala Film” the territory FR."""
    first, _colon, rest = problem.subject.partition(":")
    if problem.code == "UNKNOWN_PARTY":
        of_revenue = first == "revenue" and rest == problem.value
        return _("Revenue") if of_revenue else problem.subject.removesuffix(f":{problem.value}")
    return problem.subject


def left(said: Mapping[str, Any], asked: Request) -> list[dict[str, Any]]:
    """Who left, what was theirs, and what stands there now."""
    before = dict(leaves(asked.old.document))
    found = []
    for party, terms in said["left"].items():
        brought = f"coproducers.{party}.contribution"
        rows = [term_left(brought, party, before.get(brought), NOTHING)]
        for term in terms:
            path = term["path"]
            now = value_words(path, term["now"], nothing(path))
            rows.append(term_left(path, party, before[path], now))
        found.append({"party": party, "terms": rows})
    return found


def term_left(path: str, party: str, was: Any, now: str) -> dict[str, str]:
    """A term beside the name of the party that it belonged to."""
    place = place_words(path).removeprefix(f"{party}: ").removesuffix(f": {party}")
    return {"place": place, "was": value_words(path, was, nothing(path)), "now": now}
