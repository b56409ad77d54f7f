"""How single parameters narrow the films, in the database and by bitmaps."""

from decimal import Decimal

from django.db.models import Sum
from pyroaring import BitMap

from coprod.fields import PercentField
from coprod.lists.fields import ExactNumberField, WholeNumberField
from coprod.lists.filters import ChoicesFilter, CodesFilter, NumberFilter
from coprod.lists.relations import Linked
from coprod.money import exponent
from films.register.film import FIRST_YEAR, LAST_YEAR
from films.register.funding import PublishedFunding
from films.register.participation import Participation
from partners.country.models import Country
from partners.source.models import Confidence


class PartnerFilter(CodesFilter):
    """Countries that took part; ``partner_match`` says how several combine."""

    def narrow(self, queryset, value):
        match = self.parent.chosen.get("partner_match") or "any"
        keys = self.keys(value)
        if match == "any":
            return super().narrow(queryset, value)
        for key in keys:
            queryset = self.relation.narrow(queryset, [key])
        return queryset.filter(country_count=len(keys)) if match == "only" else queryset

    def bits_of(self, state, keys):
        match = self.parent.chosen.get("partner_match") or "any"
        if match == "any":
            return super().bits_of(state, keys)
        each = BitMap.intersection(*(super(PartnerFilter, self).bits_of(state, [k]) for k in keys))
        return each & state.values["country_count"].of([len(keys)]) if match == "only" else each

    def counts_of_bits(self, state, among):
        if self.parent.chosen.get("partner_match") == "only":
            among = among & state.values["country_count"].of([1])
        return super().counts_of_bits(state, among)

    def counts(self, filterset, queryset):
        # Under "only" a choice gives the films of that one country alone.
        if filterset.chosen.get("partner_match") == "only":
            queryset = queryset.filter(country_count=1)
        return super().counts(filterset, queryset)


class EachChoiceFilter(ChoicesFilter):
    """Choices that are counted one by one, each as what it would give."""

    def counts_of_bits(self, state, among):
        counted = (
            (key, self.bits_of(state, [key]).intersection_cardinality(among))
            for key, _label in self.choices
        )
        return [(key, count) for key, count in counted if count]

    def counts(self, filterset, queryset):
        counted = ((key, self.narrow(queryset, {key: key}).count()) for key, _label in self.choices)
        return [(key, count) for key, count in counted if count]


class HomeRoleFilter(EachChoiceFilter):
    """The role of the home country."""

    def narrow(self, queryset, value):
        return self._relation().narrow(queryset, self.keys(value))

    def bits_of(self, state, keys):
        home = Country.objects.filter(code=self.parent.home_code).values_list("pk", flat=True)
        return state.values["country_role"].of((country, key) for country in home for key in keys)

    def counts(self, filterset, queryset):
        return self._relation().count(queryset)

    def _relation(self):
        home = self.parent.home_code
        return Linked(lambda: Participation.objects.filter(country__code=home), "film", "role")


class ConfidenceFilter(ChoicesFilter):
    """How far the film's source was trusted; without it, demonstrations stay out."""

    def filter(self, qs, value):
        if not value:
            return qs.exclude(confidence=Confidence.FICTIONAL)
        return super().filter(qs, value)

    def bits(self, state, value):
        invented = state.values[self.parameter].of([Confidence.FICTIONAL])
        return super().bits(state, value) if value else state.rows - invented

    def counts_of_bits(self, state, among):
        counted = super().counts_of_bits(state, among)
        return [pair for pair in counted if pair[0] != Confidence.FICTIONAL or self._asks_for_it()]

    def counts(self, filterset, queryset):
        if not self._asks_for_it():
            queryset = queryset.exclude(confidence=Confidence.FICTIONAL)
        return super().counts(filterset, queryset)

    def _asks_for_it(self):
        """Only a reader who asks for demonstrations by name is told how many there are."""
        chosen = self.parent.chosen.get(self.parameter) or {}
        return Confidence.FICTIONAL in self.keys(chosen)


class TogetherFilter(EachChoiceFilter):
    """Two countries or more, or not."""

    def narrow(self, queryset, value):
        if len(value) == 2:
            return queryset
        lookup = "country_count__gte" if "yes" in value else "country_count__lt"
        return queryset.filter(**{lookup: 2})

    def bits_of(self, state, keys):
        few = state.values["country_count"].of([0, 1])
        kinds = {"yes": state.rows - few, "no": few}
        return BitMap.union(*(kinds[key] for key in keys))


class BudgetFilter(EachChoiceFilter):
    """Whether the film's budget is published."""

    def narrow(self, queryset, value):
        if len(value) == 2:
            return queryset
        return queryset.filter(budget_amount__isnull="unknown" in value)

    def bits_of(self, state, keys):
        published = BitMap().union(*(one.known for one in state.sums["budget"].values()))
        kinds = {"published": published, "unknown": state.rows - published}
        return BitMap.union(*(kinds[key] for key in keys))


class FundingAmountFilter(EachChoiceFilter):
    """Whether the amounts of the published funding are; a film may have some of either."""

    def narrow(self, queryset, value):
        rows = PublishedFunding.objects.exclude(confidence=Confidence.FICTIONAL)
        if len(value) == 1:
            rows = rows.filter(amount__isnull="unknown" in value)
        return queryset.filter(pk__in=rows.values("film"))

    def bits_of(self, state, keys):
        known = {currency: one.known for currency, one in state.sums["funding_rows"].items()}
        kinds = {"unknown": [known.pop("", BitMap())], "published": known.values()}
        return BitMap().union(*(rows for key in keys for rows in kinds[key]))


def share_bound(lookup):
    def narrow(filterset, films, bound):
        shares = (
            Participation.objects.filter(country__code=filterset.home_code, share__isnull=False)
            .values("film")
            .annotate(total=Sum("share", output_field=PercentField()))
            .filter(**{f"total__{lookup}": bound})
        )
        return films.filter(pk__in=shares.values("film"))

    return narrow


def amount_bound(lookup):
    def narrow(filterset, films, bound):
        (currency,) = filterset.chosen["currency"].values()
        minor = int(bound * Decimal(10) ** exponent(currency))
        return films.filter(budget_currency=currency, **{f"budget_amount__{lookup}": minor})

    return narrow


def amount_field():
    return ExactNumberField(highest=10**15, places=4)


class YearBound(NumberFilter):
    """The first or the last year asked for."""

    def __init__(self, *, lookup, **kwargs):
        self.lookup = lookup
        number = WholeNumberField(lowest=FIRST_YEAR, highest=LAST_YEAR)
        super().__init__(number=number, **kwargs)

    def narrow(self, queryset, value):
        return queryset.filter(**{f"year__{self.lookup}": value})

    def bits(self, state, value):
        if value is None:
            return None
        years = range(value, LAST_YEAR + 1) if self.lookup == "gte" else range(1, value + 1)
        return state.values["year"].of(years)
