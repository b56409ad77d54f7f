"""What rests on a source: the rows of the register that name it, as far as readers may see them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse

MOST_ROWS = 200
# A row without a page of its own is shown on the page of what it belongs to.
OWNERS = ("film", "fund", "treaty", "country")


@dataclass(frozen=True)
class Kind:
    """A kind of row that names its source.

    ``shown`` names the method of a queryset that leaves out what readers may not see: of the
    rows' own, or of the rows they belong to through ``within``. ``asks`` is the parameter that
    asks a list, of films unless ``listed`` says otherwise, for one of these rows.
    """

    model: str
    shown: str = ""
    within: str = ""
    asks: str = ""
    listed: str = "films:films"

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
        owners = self._model._meta.get_field(self.within).related_model._default_manager
        return rows.filter(**{f"{self.within}__in": getattr(owners.all(), self.shown)()})

    def first_rows(self, source):
        """[(row, address of the page that shows it)]."""
        named = [field.name for field in self._model._meta.concrete_fields if field.many_to_one]
        rows = self.rows(source).select_related(*named)[:MOST_ROWS]
        return [(row, self.address(row)) for row in rows]

    def address(self, row):
        if hasattr(row, "get_absolute_url"):
            return row.get_absolute_url()
        if owners := [owner for name in OWNERS if (owner := getattr(row, name, None))]:
            return owners[0].get_absolute_url()
        code = getattr(row, "public_id", None) or row.code
        if self.asks:
            return f"{reverse(self.listed)}?{urlencode({self.asks: code})}"
        return f"{reverse('about-data')}#{self.slug}-{code}"


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
    Kind("films.Person", "credited", asks="person"),
    _of_film("films.FilmTitle"),
    _of_film("films.Selection"),
    _of_film("films.Release"),
    _of_film("films.LanguageVersion"),
    _of_film("films.Commitment"),
    _of_film("films.Citation"),
    Kind("films.Festival"),
    Kind("partners.Company"),
    Kind("partners.Country"),
    Kind("partners.CountryAlias"),
    Kind("partners.Region", asks="region", listed="partners:countries"),
    Kind("partners.NationalCinema"),
    Kind("partners.FundingSource"),
    Kind("partners.FundRule"),
    Kind("partners.FundingKind", asks="funding_kind"),
    Kind("partners.Condition"),
    Kind("partners.ContentTheme"),
    Kind("partners.Treaty"),
    Kind("partners.TreatyParty"),
    Kind("partners.TreatyTerm"),
    Kind("partners.PointsElement"),
    Kind("films.Genre", asks="genre"),
    Kind("films.Theme", asks="theme"),
    Kind("films.Language", asks="language"),
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
