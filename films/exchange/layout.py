"""The shape of a file that films come in, and how its lines become films."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coprod.exchange.limits import Unreadable
from coprod.exchange.report import Report
from coprod.exchange.table import Line
from films.exchange.row import FilmRow
from partners.source.models import Confidence


@dataclass(frozen=True)
class KnownSource:
    """The source that every row of a foreign list comes from."""

    key: str
    title: str
    publisher: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Layout:
    """One shape of file, and how its lines become films.

    A foreign list speaks in words of its own: genres and languages that it alone knows are added
    to the vocabulary. It completes films that came from elsewhere, and overrules only its own.
    """

    name: str
    title: str
    required: frozenset[str]
    read: Callable[[Line, Report], FilmRow]
    known: frozenset[str] = frozenset()
    source: KnownSource | None = None
    confidence: str = Confidence.UNVERIFIED
    # Where a file calls a column of the template by another name.
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_foreign(self):
        return self.source is not None

    def column(self, name):
        return self.columns.get(name, name)

    def fits(self, columns):
        return self.required <= set(columns)

    def check(self, columns, also=()):
        """Refuse a header that lacks a column, or has one that nobody would read."""
        if missing := sorted(self.required - set(columns)):
            raise Unreadable(
                _("The header lacks %(missing)s: %(title)s needs it.")
                % {"missing": ", ".join(missing), "title": self.title}
            )
        unknown = [name for name in columns if name not in self.known and name not in also]
        if self.known and unknown:
            names = ", ".join(_("“%(name)s”") % {"name": name[:60]} for name in unknown[:20])
            told = {"title": self.title, "names": names, "known": ", ".join(sorted(self.known))}
            reason = _("%(title)s has no column %(names)s: use %(known)s.")
            raise Unreadable(reason % told, row=1, column=unknown[0][:60])
