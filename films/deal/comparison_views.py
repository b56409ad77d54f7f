"""Two versions side by side, as a page and as files."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from coprod.exchange.faults import BadInput
from coprod.lists import files
from coprod.templatetags.amounts import sentence
from films.calculators.files import Column
from films.calculators.showing.place import place_words
from films.deal.comparison import KindChange, Labels, compare_terms, effects
from films.deal.figures import groups
from films.deal.reaching import asked_once, deal_or_404, version_or_404, workspace
from films.deal.standing import faults, standings_of
from films.deal.summary import difference, summary
from films.deal.tabs import tabs
from films.deal.version import Version, with_twins

# In an address: whose draft is meant on either side, where two have one number.
OLD_OF, NEW_OF = "old_of", "new_of"

COLUMNS = [
    Column(name, lambda row, name=name: row.get(name))  # type: ignore[misc]
    for name in ("section", "kind", "row", "field", "change", "old", "new", "difference", "percent")
]


@dataclass(frozen=True)
class Compared:
    """Everything that is said of two versions; `said` is the calculator's own answer."""

    old: Version
    new: Version
    asked: dict[str, Any]
    said: dict[str, Any]
    kinds: list[KindChange]
    effects: list
    groups: list
    problems: tuple[str, ...] = ()

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What changed in short, each place in words."""
        return [{**one, "place": place_words(one["path"])} for one in self.said.get("changes", ())]

    @property
    def to_sign_again(self) -> list[str]:
        return [place_words(path) for path in self.said.get("to_sign_again", ())]

    @property
    def to_tell_authorities(self) -> list[str]:
        return [place_words(path) for path in self.said.get("to_tell_authorities", ())]

    @property
    def left(self) -> list[tuple[str, list[tuple[str, Any]]]]:
        """Who left, each with the places that were theirs and what stands there now."""
        return [
            (party, [(place_words(term["path"]), term["now"]) for term in terms])
            for party, terms in self.said.get("left", {}).items()
        ]


def compared(old: Version, new: Version) -> Compared:
    """Both versions asked the same; the queries do not depend on how many rows they have."""
    before, was = standings_of(old)
    after, now = standings_of(new)
    stage = old.deal.stage
    asked = {"old": summary(was, before, stage), "new": summary(now, after, stage)}
    said: dict[str, Any] = {}
    problems: tuple[str, ...] = ()
    try:
        said = difference(**asked).as_json(gettext)
    except BadInput as bad:
        problems = faults(bad)
    return Compared(
        old=old,
        new=new,
        asked=asked,
        said=said,
        kinds=compare_terms(was, now, Labels(was, now, old.deal)),
        effects=effects(was, now, before, after),
        groups=groups(before, after),
        problems=problems,
    )


def both_or_404(request, pk, old, new) -> tuple[Version, Version]:
    """Both versions by their numbers, and where two drafts have one number, by their companies."""
    deal = deal_or_404(request, pk)
    first, second = (
        version_or_404(request, deal, number, asked_once(request, name))
        for number, name in ((old, OLD_OF), (new, NEW_OF))
    )
    return first, second


def address_of(old: Version, new: Version, kind: str = "compare") -> str:
    """Where two versions are compared, as a page or as a kind of file."""
    address = reverse(f"deals:{kind}", args=[new.deal_id, old.number, new.number])
    named = {
        name: one.company.public_id for name, one in ((OLD_OF, old), (NEW_OF, new)) if one.twins
    }
    return f"{address}?{urlencode(named)}" if named else address


@workspace
@require_safe
def choose(request, pk):
    """The address of the comparison that was chosen in a form."""
    deal = deal_or_404(request, pk)
    chosen = [asked_once(request, name).partition(".") for name in ("old", "new")]
    numbers = [number for number, _dot, _company in chosen]
    if not all(one.isascii() and one.isdecimal() and len(one) < 9 for one in numbers):
        return redirect("deals:versions", deal.pk)
    names = zip((OLD_OF, NEW_OF), chosen, strict=True)
    named = {name: company for name, (_number, _dot, company) in names if company}
    address = reverse("deals:compare", args=[deal.pk, *numbers])
    return redirect(f"{address}?{urlencode(named)}" if named else address)


@workspace
@require_safe
def compare(request, pk, old, new):
    found = compared(*both_or_404(request, pk, old, new))
    visible = Version.objects.visible_to(request.user).filter(deal=found.old.deal)
    visible = visible.select_related("company").order_by("-number", "company__name", "pk")
    told = [sentence(f"{one['message']} {one['remedy']}") for one in found.said.get("problems", ())]
    context = {
        "deal": found.old.deal,
        "version": found.new,
        "tabs": tabs(found.old.deal, found.new, request.path),
        "compared": found,
        "told": told,
        "versions": with_twins(list(visible)),
        "other_way_round": address_of(found.new, found.old),
        "files": [
            (ending.upper(), address_of(found.old, found.new, f"compare-{ending}"))
            for ending in ("csv", "xlsx", "json")
        ],
        "currency": found.new.currency,
        "is_one_currency": found.new.currency == found.old.currency,
    }
    return render(request, "deals/compare.html", context)


def file_of(ending):
    @workspace
    @require_safe
    def view(request, pk, old, new):
        found = compared(*both_or_404(request, pk, old, new))
        name = f"versions-{old}-{new}"
        if ending == "json":
            return as_json(name, found)
        rows = list(lines(found))
        if ending == "csv":
            return files.csv(name, COLUMNS, rows)
        about = [
            (gettext("Deal"), str(found.old.deal)),
            (gettext("Old"), found.old.title),
            (gettext("New"), found.new.title),
        ]
        return files.xlsx(name, COLUMNS, rows, about)

    return view


def document_of(found: Compared) -> dict[str, Any]:
    """The input of the calculator and its answer, then every term, partner and figure."""
    return {
        "calculator": "version-diff",
        "input": found.asked,
        "answer": found.said,
        "terms": [
            {
                "kind": kind.name,
                "rows": [
                    {
                        "key": row.key,
                        "row": row.label,
                        "change": row.change,
                        "fields": [
                            {
                                "field": one.label,
                                "old": one.old,
                                "new": one.new,
                                "currency": one.currency or None,
                                "difference": text(one.difference),
                                "percent": one.percent,
                            }
                            for one in row.fields
                        ],
                    }
                    for row in kind.rows
                ],
                "totals": [
                    {
                        "field": one.field,
                        "currency": one.currency,
                        "old": text(one.old),
                        "new": text(one.new),
                        "difference": text(one.difference),
                        "percent": one.percent,
                    }
                    for one in kind.totals
                ],
            }
            for kind in found.kinds
        ],
        "partners": [
            {
                "partner": one.name,
                **{
                    name: {"old": pair.old, "new": pair.new, "difference": text(pair.difference)}
                    for name, pair in one.pairs
                },
            }
            for one in found.effects
        ],
        "figures": [
            {
                "sheet": group.slug,
                "figure": line.path,
                "old": line.old,
                "new": line.new,
                "difference": line.difference,
            }
            for group in found.groups
            for line in group.lines
        ],
    }


def as_json(name: str, found: Compared) -> HttpResponse:
    response = HttpResponse(
        json.dumps(document_of(found), ensure_ascii=False),
        content_type="application/json; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def text(number: Any) -> str | None:
    return None if number is None else f"{number:f}"


def lines(found: Compared):
    """One row a change: of the summary, of the terms, of the partners, of the figures."""
    for one in found.said.get("changes", ()):
        yield {"section": "summary", "field": one["path"], "change": one["change"],
               "old": one["old"], "new": one["new"]}  # fmt: skip
    old, new = (figures_of(found.said.get(side, {})) for side in ("old", "new"))
    for path in {**old, **new}:
        yield {"section": "summary", "field": path,
               "old": plain(old.get(path)), "new": plain(new.get(path))}  # fmt: skip
    for kind in found.kinds:
        for row in kind.rows:
            for each in row.fields:
                yield {
                    "section": "terms",
                    "kind": kind.title,
                    "row": row.label,
                    "field": each.label,
                    "change": row.change,
                    "old": each.before,
                    "new": each.after,
                    "difference": each.difference,
                    "percent": each.percent,
                }
        for total in kind.totals:
            yield {
                "section": "totals",
                "kind": kind.title,
                "row": total.currency,
                "field": total.field,
                "old": total.old,
                "new": total.new,
                "difference": total.difference,
                "percent": total.percent,
            }
    for effect in found.effects:
        for name, pair in effect.pairs:
            if pair.old is not None or pair.new is not None:
                yield {"section": "partners", "row": effect.name, "field": name,
                       "old": pair.old, "new": pair.new,
                       "difference": pair.difference}  # fmt: skip
    for group in found.groups:
        for line in group.lines:
            yield {"section": "figures", "kind": group.title, "row": line.label,
                   "field": line.path, "old": plain(line.old), "new": plain(line.new),
                   "difference": line.difference}  # fmt: skip


def figures_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the calculator says of one version, as {path: value}."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        nested = value if isinstance(value, dict) else {"": value}
        found |= {f"{name}.{key}" if key else name: one for key, one in nested.items()}
    return found


def plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
