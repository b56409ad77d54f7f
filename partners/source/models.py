"""Where a fact comes from: the document or page, the place in it, how far it was trusted."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coprod.records import Record, SearchableQuerySet
from coprod.text import alphabetical


class Confidence(models.TextChoices):
    READ = "read", _("read in the source")
    SECONDARY = "secondary", _("read in a secondary source")
    DERIVED = "derived", _("derived from other facts")
    UNVERIFIED = "unverified", _("not verified")
    FICTIONAL = "fictional", _("fictional, for demonstration")


class SourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, key):
        return self.get(key=key)

    def figures(self):
        """What the register rests on: the source of a demonstration is never counted."""
        return self.exclude(kind=Source.Kind.DEMONSTRATION)


class Source(Record):
    """A document, page or data set that facts are taken from."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        PAGE = "page", _("web page")
        LAW = "law", _("law or treaty text")
        DATASET = "dataset", _("data set")
        IMPORT = "import", _("imported file")
        DEMONSTRATION = "demonstration", _("demonstration")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=400)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PAGE)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="source_title_given",
                violation_error_message=_("A source needs a title."),
            )
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.key,)

    def get_absolute_url(self):
        return reverse("partners:source", args=[self.key])


class ParagraphQuerySet(models.QuerySet):
    def get_by_natural_key(self, source, number):
        return self.get(source__key=source, number=number)


class Paragraph(Record):
    """A numbered paragraph of a source, told in our own words."""

    source = models.ForeignKey(
        Source, models.CASCADE, verbose_name=_("source"), related_name="paragraphs"
    )
    number = models.PositiveIntegerField(_("number"))
    summary = models.TextField(_("summary in our words"))

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["source", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"],
                name="paragraph_number_once",
                violation_error_message=_("This source has that paragraph already."),
            )
        ]

    def __str__(self):
        return f"{self.source} § {self.number}"

    def natural_key(self):
        return (self.source.key, self.number)

    natural_key.dependencies = ["partners.source"]


class CountedQuerySet(SearchableQuerySet):
    """Rows that are counted among the register's figures."""

    def figures(self):
        """Real ones: what a demonstration invents is never counted."""
        return self.exclude(confidence=Confidence.FICTIONAL)


class Sourced(models.Model):
    """A row whose facts come from somewhere, and say so."""

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="+", null=True, blank=True
    )
    locator = models.CharField(
        _("place in the source"),
        max_length=400,
        blank=True,
        help_text=_("Paragraph, article, page, row or title."),
    )
    confidence = models.CharField(
        _("confidence"), max_length=12, choices=Confidence, default=Confidence.UNVERIFIED
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_fictional(self):
        return self.confidence == Confidence.FICTIONAL


def name_in_language(row):
    """The row's name in the reader's language; English where it has none."""
    return getattr(row, f"name_{(get_language() or 'en')[:2]}", "") or row.name_en


class NamedInLanguages(models.Model):
    """A row with a name in each language of the interface."""

    name_en = models.CharField(_("name in English"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return name_in_language(self)

    @property
    def name(self):
        return name_in_language(self)


class ByName(models.Expression):
    """The place of a named row in the alphabet of the reader, which no database sorts alike."""

    def __init__(self, model):
        super().__init__(output_field=models.IntegerField())
        self.model = model

    def resolve_expression(self, query=None, *args, **kwargs):
        names = {row.pk: alphabetical(row.name) for row in self.model.objects.all()}
        places = enumerate(sorted(names, key=lambda key: (names[key], key)))
        order = models.Case(
            *(models.When(pk=key, then=models.Value(place)) for place, key in places),
            default=models.Value(len(names)),
            output_field=models.IntegerField(),
        )
        return order.resolve_expression(query, *args, **kwargs)
