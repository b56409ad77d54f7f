"""What rests on a source: the rows of the register that name it, as far as readers may see them."""

from dataclasses import dataclass

from django.apps import apps

MOST_ROWS = 200


@dataclass(frozen=True)
class Kind:
    """A kind of row that names its source.

    ``shown`` names the method of its queryset that leaves out what readers may not see, or the
    row it belongs to (``film``) whose queryset has that method.
    """

    model: str
    shown: str = ""
    within: str = ""

    @property
    def slug(self):
        return self.model.split(".")[1].lower()

    @property
    def _model(self):
        return apps.get_model(self.model)

    @property
    def label(self):
        return self._model._meta.verbose_name_plural

    def rows(self, source):
        rows = self._model._default_manager.filter(source=source)
        if not self.shown:
            return rows
        if not self.within:
            return getattr(rows, self.shown)()
        parents = self._model._meta.get_field(self.within).related_model._default_manager
        return rows.filter(**{f"{self.within}__in": getattr(parents.all(), self.shown)()})


def _of_film(model):
    return Kind(model, "announced", "film")


# Named one by one: a new kind of row is public only when somebody says so here. Films stand above
# this folder, so they are named and not imported.
KINDS = [
    Kind("films.Film", "announced"),
    _of_film("films.Participation"),
    _of_film("films.PublishedFunding"),
    _of_film("films.PublishedCredit"),
    _of_film("films.Credit"),
    Kind("films.Person", "credited"),
    _of_film("films.FilmTitle"),
    _of_film("films.Selection"),
    _of_film("films.Release"),
    _of_film("films.LanguageVersion"),
    _of_film("films.Commitment"),
    _of_film("films.Citation"),
    Kind("films.Festival"),
    Kind("partners.Company"),
    Kind("partners.Country"),
    Kind("partners.NationalCinema"),
    Kind("partners.FundingSource"),
    Kind("partners.FundRule"),
    Kind("partners.FundingKind"),
    Kind("partners.Condition"),
    Kind("partners.ContentTheme"),
    Kind("partners.Treaty"),
    Kind("partners.TreatyParty"),
    Kind("partners.TreatyTerm"),
    Kind("partners.PointsElement"),
    Kind("films.Genre"),
    Kind("films.Theme"),
    Kind("films.ReleaseChannel"),
    Kind("films.DevelopmentPhase"),
    Kind("films.DealStage"),
    Kind("films.ObligationKind"),
    Kind("films.GovernanceMatter"),
]


def counts(source):
    """[(kind, number of rows)] of the kinds that have any."""
    counted = [(kind, kind.rows(source).count()) for kind in KINDS]
    return [(kind, number) for kind, number in counted if number]


def rows_of(kind, source):
    """The first rows of one kind, each with the address of the page that shows it."""
    parents = [name for name in PARENTS if name in _field_names(kind)]
    rows = kind.rows(source).select_related(*parents)[:MOST_ROWS]
    return [(row, address(row)) for row in rows]


PARENTS = ("film", "fund", "treaty")


def _field_names(kind):
    return {field.name for field in kind._model._meta.get_fields()}


def address(row):
    """The page of a row, or of the film, fund or treaty it belongs to; empty when it has none."""
    if hasattr(row, "get_absolute_url"):
        return row.get_absolute_url()
    parents = [getattr(row, name, None) for name in PARENTS]
    return next((parent.get_absolute_url() for parent in parents if parent), "")
