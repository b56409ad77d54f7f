"""What can be asked of the deals of a person."""

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprod.lists.filters import ChoicesFilter, CodesFilter, TextFilter
from coprod.lists.filterset import ListFilterSet
from coprod.lists.lookups import Lookup
from coprod.lists.relations import Own, SecretLinked
from films.deal.deal import Deal, DealParty
from films.workspace.standing import standings
from partners.company.models import Company
from partners.country.lookup import CountryLookup
from partners.treaty.models import Treaty

MOST_CHOICES = 30
STAGE_ORDER = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate(Deal.Stage)),
    output_field=IntegerField(),
)


def present(reader):
    """The parties that sit at the tables of this person's deals."""
    return DealParty.objects.visible_to(reader).filter(left_on=None)


def companies():
    return Lookup(Company.objects.all, code="public_id", what=_("a company"))


class StandingFilter(ChoicesFilter):
    """Values that follow from how a deal stands: ``of(standing, on)`` gives those it has."""

    def __init__(self, *, of, **kwargs):
        self.of = of
        super().__init__(**kwargs)

    def narrow(self, queryset, value):
        wanted = set(self.keys(value))
        return queryset.filter(pk__in=[pk for pk, has in self._values() if wanted & has])

    def counts(self, filterset, queryset):
        asked = set(queryset.order_by().values_list("pk", flat=True))
        counted = {}
        for pk, has in self._values():
            for key in has if pk in asked else ():
                counted[key] = counted.get(key, 0) + 1
        return list(counted.items())

    def _values(self):
        """[(key of a deal, its values)] of every deal of the person."""
        on = self.parent.on
        return [(pk, self.of(one, on)) for pk, one in self.parent.standings.items()]


def deadlines_of(standing, on):
    """A deal may have something overdue and something else due soon."""
    found = set()
    if any(one.is_overdue for one in standing.due):
        found.add("overdue")
    if any(one.is_soon(on) for one in standing.due):
        found.add("soon")
    return found


class DealFilter(ListFilterSet):
    """What can be asked of the deals."""

    sorts = {
        "title": ["title"],
        "stage": [STAGE_ORDER.asc()],
        "owner": ["owner__name"],
    }
    tie = ("title", "pk")
    default_sort = "title"

    q = TextFilter(label=_("Working title"))
    stage = ChoicesFilter(label=_("Stage"), choices=Deal.Stage.choices, relation=Own("stage"))
    gap = StandingFilter(
        label=_("Gap"),
        choices=[("yes", _("yes")), ("no", _("no")), ("unknown", _("cannot be computed yet"))],
        of=lambda standing, on: {standing.has_gap},
    )
    deadline = StandingFilter(
        label=_("Deadline"),
        choices=[("overdue", _("overdue")), ("soon", _("in the next 30 days"))],
        of=deadlines_of,
    )
    partner = CodesFilter(
        label=_("Partner country"),
        lookup=CountryLookup(),
        relation=SecretLinked(present, "deal", "country"),
    )
    company = CodesFilter(
        label=_("Company"),
        lookup=companies(),
        relation=SecretLinked(present, "deal", "company"),
        most=MOST_CHOICES,
    )
    treaty = CodesFilter(
        label=_("Treaty"),
        lookup=Lookup(Treaty.objects.all, what=_("a treaty"), label=lambda row: row.code),
        relation=Own("treaty"),
    )
    owner = CodesFilter(
        label=_("Logged by"), lookup=companies(), relation=Own("owner"), most=MOST_CHOICES
    )

    @property
    def on(self):
        return timezone.localdate()

    @cached_property
    def standings(self):
        """How every deal of the person stands; asked for once, whatever filters need it."""
        deals = Deal.objects.open_to(self.request.user).order_by()
        return standings(self.request.user, deals, on=self.on)
