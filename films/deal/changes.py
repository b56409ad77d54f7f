"""Who changed what in a deal, when and why, as far as the reader may see it.

The one secret module that reads histories: it also knows what a deal was called when somebody
left it. An entry is as visible as its row: drafts and their
making are their own company's alone, also after they were proposed; notes are their company's for
ever, also after they are gone. One query finds the page among all kinds of rows, and a few more
for each kind on the page tell what changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _

from coprod.editing.values import EMPTY, Line, Names, editable_fields, shown, versions_values
from coprod.editing.versions import KINDS
from coprod.secrecy import SecretRecord
from films.deal.comparison import NAMING
from films.deal.deal import Deal, DealParty, Note
from films.deal.version import Consent, Version, VersionPart
from partners.access.companies import own_companies

PAGE_SIZE = 50
# They say the same of every entry, or nothing that a person has decided.
NOT_TOLD = {
    "deal", "version", "position", "number", "at", "made_at", "author", "fingerprint",
    # How the product keeps a file.
    "file", "digest", "uid", "content_type",
}  # fmt: skip
# What tells rows of one kind apart, before and after what terms are named by.
FIRST_NAMES = ("name", "title", "party", "row", "partner", "tier")
LAST_NAMES = ("company", "country", "user")


@dataclass(frozen=True)
class Change:
    """One entry: who did what to which row when and why, and which fields changed."""

    at: Any
    who: str
    kind: str
    what: str
    name: str
    why: str
    version: str = ""
    lines: list[Line] = field(default_factory=list)


class Reader:
    """A person at the table of a deal, and the versions that exist for him."""

    def __init__(self, user, deal):
        self.user, self.deal = user, deal
        companies = set(own_companies(user).values_list("company", flat=True))
        self.companies = companies
        self.numbers, self.own, self.proposed = {}, set(), set()
        versions = Version.objects.visible_to(user).filter(deal=deal)
        for key, number, company, frozen in versions.values_list(
            "pk", "number", "company_id", "frozen_at"
        ):
            self.numbers[key] = number
            if user.is_superuser or company in companies:
                self.own.add(key)
            if frozen is not None:
                self.proposed.add(key)

    @property
    def versions(self) -> set[int]:
        return self.own | self.proposed

    def entries(self, model: type[Model]) -> QuerySet | None:
        """The entries about rows of one kind that this person may see; None where none ever."""
        entries = model.history.all().order_by()
        if model is Deal:
            return entries.filter(id=self.deal.pk)
        if model is Version:
            made_by_others = Q(id__in=self.proposed, frozen_at__isnull=False)
            return entries.filter(Q(id__in=self.own) | made_by_others)
        if model is Consent:
            return entries.filter(version__in=self.versions)
        if issubclass(model, VersionPart):
            return entries.filter(version__in=self.own)
        names = {one.name for one in model._meta.concrete_fields}
        if "deal" not in names:
            return None
        entries = entries.filter(deal=self.deal.pk)
        if "obligation_key" in names:
            # What came of a promise in another company's draft would tell of that draft.
            entries = entries.filter(obligation_key__in=self.promised())
        if "version" in names:
            entries = entries.filter(Q(version__isnull=True) | Q(version__in=self.versions))
        if self.user.is_superuser:
            return entries
        if model is Note:
            return entries.filter(company__in=self.companies)
        if "is_private" in names:
            # What was private once is not told by the entries before and after.
            private = model.history.filter(id=OuterRef("id"), is_private=True)
            return entries.filter(Q(company__in=self.companies) | ~Exists(private))
        return entries

    def promised(self) -> QuerySet:
        """Keys of the promises that this person reads."""
        promises = apps.get_model("films", "Obligation").objects.visible_to(self.user)
        return promises.filter(version__deal=self.deal).values("key")


def kinds() -> list[type[Model]]:
    return [
        model
        for model in apps.get_app_config("films").get_models()
        if issubclass(model, SecretRecord)
    ]


def told(model: type[Model], entries: QuerySet) -> QuerySet:
    """Without what is no act of its own: rows carried along, and a mere count of savings."""
    if issubclass(model, VersionPart):
        return entries.exclude(
            history_type="+",
            history_date=F("version__made_at"),
            version__based_on__isnull=False,
        )
    if model is Version:
        return entries.exclude(Q(history_type="~") & Exists(same_before(model)))
    return entries


def same_before(model: type[Model]) -> QuerySet:
    """The entry before, where it says the same in every field that people fill in."""
    before = model.history.filter(id=OuterRef("id"), revision=OuterRef("revision") - 1)
    for one in editable_fields(model):
        name = one.attname
        same = Q(**{name: OuterRef(name)})
        if one.null:
            same |= Q(**{f"{name}__isnull": True}) & Q(IsNull(OuterRef(name), True))
        before = before.filter(same)
    return before


@dataclass(frozen=True)
class Page:
    """Some changes, newest first; whether more follow, and whether there was anything at all."""

    changes: list[Change]
    has_more: bool
    is_beyond: bool


def changes(deal, user, *, start: int = 0, size: int = PAGE_SIZE) -> Page:
    """One page of the changes in a deal."""
    reader = Reader(user, deal)
    seen = {model: entries for model in kinds() if (entries := reader.entries(model)) is not None}
    models = list(seen)
    listed = [
        told(model, entries)
        .annotate(kind_of_row=Value(place))
        .values_list("kind_of_row", "history_id", "history_date")
        for place, (model, entries) in enumerate(seen.items())
    ]
    found = listed[0].union(*listed[1:], all=True)
    newest = found.order_by("-history_date", "-kind_of_row", "-history_id")[
        start : start + size + 1
    ]
    page = [(models[place], key) for place, key, _at in newest]
    names = SeenNames(user, deal, reader.versions)
    entries = {}
    for model in dict.fromkeys(model for model, _key in page[:size]):
        keys = [key for one, key in page[:size] if one is model]
        entries[model] = with_earlier(model, seen[model], keys, names)
    listed_changes = list(described(page[:size], entries, reader, names))
    return Page(listed_changes, has_more=len(page) > size, is_beyond=not page)


def with_earlier(
    model: type[Model], seen: QuerySet, keys: list[int], names: "SeenNames"
) -> dict[int, tuple[Any, dict, dict]]:
    """{entry: (itself, the values before, its own)}; two queries for any number of them."""
    before = seen.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    earlier = Subquery(before.order_by("-history_id").values("history_id")[:1])
    asked = model.history.filter(history_id__in=keys).select_related("history_user")
    entries = list(asked.annotate(entry_before=earlier))
    wanted = [entry.entry_before for entry in entries if entry.entry_before]
    olds = {one.pk: one for one in model.history.filter(history_id__in=wanted)} if wanted else {}
    values = versions_values(model, [*entries, *olds.values()])
    for known in values.values():
        names.want(model, known)
    return {
        entry.pk: (entry, values.get(entry.entry_before, {}), values[entry.pk]) for entry in entries
    }


def described(
    page: Iterable, entries: dict, reader: Reader, names: "SeenNames"
) -> Iterator[Change]:
    for model, key in page:
        entry, before, now = entries[model][key]
        version = entry.id if model is Version else now.get("version")
        number = reader.numbers.get(version)
        is_gone = entry.history_type == "-"
        listed = [] if is_gone else list(lines(model, before, now, names))
        if entry.history_type == "~" and not listed:
            continue  # A row moved among the others, and nothing else.
        yield Change(
            at=entry.history_date,
            who=str(entry.history_user) if entry.history_user else writer(model, entry, names),
            kind=str(KINDS[entry.history_type]),
            what=str(model._meta.verbose_name),
            name="" if model in (Deal, Version) else name_of(model, now, names),
            why=entry.history_change_reason or "",
            version=_("Version %(number)s") % {"number": number} if number else "",
            lines=listed,
        )


def writer(model: type[Model], entry, names: Names) -> str:
    """Who made a row, where it says so itself."""
    key = next((key for one in ("author_id", "user_id") if (key := getattr(entry, one, 0))), 0)
    return names.name(get_user_model(), key) if key and entry.history_type == "+" else ""


def name_of(model: type[Model], values: dict, names: Names) -> str:
    """What tells the row from others of its kind."""
    fields = {one.name: one for one in editable_fields(model)}
    for name in (*FIRST_NAMES, *NAMING, *LAST_NAMES):
        if name in fields and values.get(name) not in EMPTY:
            return shown(fields[name], values[name], names)[:80]
    return ""


def lines(model: type[Model], before: dict, now: dict, names: "SeenNames") -> Iterator[Line]:
    for one in editable_fields(model):
        old, new = before.get(one.name), now.get(one.name)
        nothing = old in EMPTY and (new in EMPTY or (not before and new is False))
        if one.name in NOT_TOLD or nothing or old == new or names.hides(one, new):
            continue
        yield Line(str(one.verbose_name), shown(one, old, names), shown(one, new, names))


class SeenNames(Names):
    """The names of linked rows, as far as they exist for the reader."""

    def __init__(self, user, deal, versions):
        super().__init__()
        self.user, self.versions = user, versions
        parties = deal.parties.select_related("company")
        self._found[DealParty] = {one.pk: one for one in parties}

    def hides(self, field, key):
        """Whether a proposal was made from a draft that only its own company knows."""
        return field.related_model is Version and key is not None and key not in self.versions

    def name(self, model, key):
        if model not in self._found:
            is_secret = issubclass(model, SecretRecord)
            rows = model.objects.visible_to(self.user) if is_secret else model._base_manager
            self._found[model] = rows.in_bulk(self._wanted[model] | {key})
        row = self._found[model].get(key)
        return str(row) if row else _("not there any more")


def was_deleted_by(user, deal: Deal, model: type[Model], **which) -> bool:
    """Whether this person has deleted such a row of the deal: who has, knows of it."""
    entries = model.history.filter(deal=deal.pk, history_type="-", history_user=user.pk)
    return entries.filter(**which).exists()


def name_as_left(user, deals: Iterable[Deal]) -> None:
    """Deals that a person's companies have left get the titles which they had at that moment.

    Of several companies that may read a deal the last one to leave counts. The same number of
    queries for any number of deals.
    """
    parties = DealParty.objects.for_the_product("when who reads what was signed has left").filter(
        deal__in=[deal.pk for deal in deals], company__in=own_companies(user), has_signed=True
    )
    entries = DealParty.history.filter(id__in=parties.values("pk")).order_by("history_id")
    left: dict[int, tuple[Any, Any]] = {}
    for key, deal, left_on, at in entries.values_list("id", "deal", "left_on", "history_date"):
        if left_on is None:
            left.pop(key, None)
        else:
            left.setdefault(key, (deal, at))
    until: dict[Any, Any] = {}
    for deal, at in left.values():
        until[deal] = max(at, until.get(deal, at))
    named = Deal.history.filter(id__in=list(until)).order_by("history_id")
    titles = {
        key: title
        for key, title, at in named.values_list("id", "title", "history_date")
        if at <= until[key]
    }
    for one in deals:
        one.title = titles.get(one.pk, one.title)
