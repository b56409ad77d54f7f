"""What changed in the public record of a film since it was announced: when and which facts.

Names of people who edit are no part of the public record, and neither is anything that happened
before the announcement, nor what rested on a source that was taken out of the register again.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from films.register.film import Citation, Film, FilmTitle
from films.register.funding import PublishedFunding
from films.register.participation import Participation, PublishedCredit
from films.register.person import Credit
from films.register.showing import Commitment, LanguageVersion, Release, Selection
from partners.source.models import Source

PARTS = [
    Participation,
    PublishedFunding,
    PublishedCredit,
    Credit,
    FilmTitle,
    Selection,
    Release,
    LanguageVersion,
    Commitment,
    Citation,
]
# Kept by the machine itself, or repeated from other rows.
NOT_A_FACT = {
    "id",
    "revision",
    "sort_title",
    "folded_title",
    "search_text",
    "country_count",
    "public_id",
    "film",
}
MOST_DAYS = 20
MOST_ENTRIES = 500
ACTS = {"+": _("added"), "~": _("changed"), "-": _("removed")}


@dataclass(frozen=True)
class Change:
    """One kind of change on one day: which rows, how many, and which of their fields."""

    what: str
    act: str
    rows: int
    fields: tuple[str, ...]


def public_changes(film):
    """[(day, [changes])], newest first."""
    entries = {model: _entries(model, film) for model in [Film, *PARTS]}
    gone = _sources_gone(entries.values())
    found = []
    for model, listed in entries.items():
        standing = [entry for entry in listed if entry.source_id not in gone]
        found += _steps(model, standing, since=film.announced_at)
    found.sort(key=lambda step: step[0], reverse=True)
    days = groupby(found, key=lambda step: step[0])
    return [(day, _summed(steps)) for day, steps in days][:MOST_DAYS]


def _entries(model, film):
    """The history of the film's rows of one kind, oldest first; each knows what it ``chose``."""
    own = {"id": film.pk} if model is Film else {"film_id": film.pk}
    newest = model.history.filter(**own).order_by("-history_date", "-history_id")[:MOST_ENTRIES]
    entries = list(newest)[::-1]
    for entry in entries:
        entry.chose = {}
    for field in model._meta.many_to_many:
        _add_chosen(entries, field, getattr(model.history.model, field.name).model, own)
    return entries


def _sources_gone(entries):
    """Sources that these entries name and that the register no longer has."""
    named = {entry.source_id for listed in entries for entry in listed} - {None}
    return named - set(Source.objects.filter(pk__in=named).values_list("pk", flat=True))


def _add_chosen(entries, field, links, own):
    """The words of one vocabulary that every entry had chosen."""
    column = f"{field.m2m_reverse_field_name()}_id"
    chosen = {}
    for key, word in links.objects.filter(film_id=own["id"]).values_list("history_id", column):
        chosen.setdefault(key, set()).add(word)
    for entry in entries:
        entry.chose[field] = chosen.get(entry.history_id, set())


def _steps(model, entries, *, since):
    """(day, model, act, fields) of every entry since a moment that changed a fact."""
    earlier = {}
    for entry in entries:
        before, earlier[entry.id] = earlier.get(entry.id), entry
        if entry.history_date < since:
            continue
        fields = ()
        if entry.history_type == "~":
            fields = _changed_fields(model, before, entry)
            if not fields:
                continue
        yield entry.history_date.date(), model, entry.history_type, fields


def _changed_fields(model, before, after):
    if before is None:
        return ()
    changed = [
        field.verbose_name
        for field in model._meta.concrete_fields
        if field.name not in NOT_A_FACT
        and getattr(before, field.attname) != getattr(after, field.attname)
    ]
    changed += [
        field.verbose_name for field in after.chose if before.chose[field] != after.chose[field]
    ]
    return tuple(str(name) for name in changed)


def _summed(steps):
    """The changes of one day, one line a kind of row and act."""
    lines = {}
    for _day, model, act, fields in steps:
        rows, names = lines.setdefault((model, act), [0, {}])
        lines[model, act] = [rows + 1, {**names, **dict.fromkeys(fields)}]
    ordered = sorted(lines.items(), key=lambda line: (_place(line[0][0]), line[0][1]))
    return [
        Change(
            what=model._meta.verbose_name if rows == 1 else model._meta.verbose_name_plural,
            act=ACTS[act],
            rows=rows,
            fields=tuple(names),
        )
        for (model, act), (rows, names) in ordered
    ]


def _place(model):
    return [Film, *PARTS].index(model)
