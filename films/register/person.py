"""People, and what they are credited with."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from coprod.records import NamedRecord, Record
from coprod.text import match_key, normalise
from films.register.film import Film
from partners.country.models import Country
from partners.source.models import Sourced


class PersonQuerySet(models.QuerySet):
    def get_by_natural_key(self, public_id):
        return self.get(public_id=public_id)

    def credited(self):
        """People whom an announced film credits: the others do not exist for readers."""
        # Asked of each person by itself: a list of everybody credited is long to make for a few.
        credits = Credit.objects.filter(person=OuterRef("pk"), film__announced_at__isnull=False)
        return self.filter(Exists(credits))


class Person(Sourced, NamedRecord):
    """Somebody credited with a function in a film."""

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=120, editable=False, db_index=True)
    search_text = models.CharField(max_length=250, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="person_name_given",
                violation_error_message=_("A person needs a name."),
            )
        ]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.public_id,)

    natural_key.dependencies = ["partners.source"]

    def save(self, *args, **kwargs):
        self.sort_name = match_key(self.name)
        self.search_text = normalise(self.name)[:250]
        super().save(*args, **kwargs)


class CreditQuerySet(models.QuerySet):
    def get_by_natural_key(self, film, person, function):
        return self.get(film__public_id=film, person__public_id=person, function=function)


class Credit(Sourced, Record):
    """A person's function in a film, with the nationality it counts for."""

    class Function(models.TextChoices):
        DIRECTOR = "director", _("director")
        WRITER = "writer", _("scriptwriter")
        PRODUCER = "producer", _("producer")
        COMPOSER = "composer", _("composer")
        LEAD = "lead", _("leading role")
        CAST = "cast", _("cast")
        CAMERA = "camera", _("director of photography")
        EDITOR = "editor", _("editor")
        SOUND = "sound", _("sound")
        ART = "art", _("art direction")
        OTHER = "other", _("other")

    film = models.ForeignKey(Film, models.CASCADE, verbose_name=_("film"), related_name="credits")
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name=_("person"), related_name="credits"
    )
    function = models.CharField(
        _("function"), max_length=12, choices=Function, default=Function.DIRECTOR
    )
    nationality = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("nationality"), null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["film", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "person", "function"],
                name="credit_once",
                violation_error_message=_("The film credits this person with this already."),
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_function_display()}"

    def natural_key(self):
        return (self.film.public_id, self.person.public_id, self.function)

    natural_key.dependencies = ["films.film", "films.person"]
