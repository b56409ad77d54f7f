"""Leaks as products have had them, each to be switched on in a test that must then notice it."""

from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from django.contrib.admin.sites import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse, HttpResponseRedirect
from pyroaring import BitMap

from coprod.lists import saved
from coprod.lists.filters import NumberFilter, TextFilter, ValuesFilter
from coprod.lists.index import IndexedCounting
from coprod.lists.lookups import Lookup
from coprod.lists.models import SavedFilterQuerySet
from coprod.security import SecurityHeaders
from films.calculators import views as calculators
from films.deal import deal as deals
from films.deal import reaching, sheet_views
from films.deal import version as versions
from films.models import Credit, Deal, DealParty, Film, FinanceRow, Participation, Version
from films.portrait import home
from films.portrait import pages as portraits
from films.register import index, pages
from films.register import views as film_page
from films.register.film import FilmQuerySet
from films.register.filters import FilmFilter
from films.register.periods import spread
from films.register.person import PersonQuerySet
from partners.access.models import Membership
from partners.source import resting

WHY = "a leak, on purpose"


@dataclass(frozen=True)
class Leak:
    """One fault, the surfaces on which it is looked for first, and who would notice."""

    name: str
    switch: object
    only: str
    reader: str = "stranger"


LEAKS: list[Leak] = []


def leak(only, reader="stranger"):
    """Declare a context manager as a leak."""

    def declared(function):
        name = function.__name__.replace("_", " ")
        LEAKS.append(Leak(name, contextmanager(function), only, reader))
        return function

    return declared


def all_of(model):
    return model.objects.for_the_product(WHY)


def films_with_deals(**where):
    """Announced films that somebody negotiates about."""
    return Film.objects.filter(
        pk__in=all_of(Deal).filter(film__isnull=False, **where).values("film")
    )


# --- Counts and sums ------------------------------------------------------------------------------


@leak("list (films|api/v1/films)")
def count_of_all_films():
    def count(self):
        return len(self.bits) + Film.objects.filter(announced_at=None).count()

    with mock.patch.object(IndexedCounting, "count", property(count)):
        yield


@leak("list (films|api/v1/films)")
def facet_over_all_films():
    counted = ValuesFilter.counts_of_bits

    def counts_of_bits(self, state, among):
        if self.parameter != "genre":
            return counted(self, state, among)
        return self.relation.count(Film.objects.all())

    with mock.patch.object(ValuesFilter, "counts_of_bits", counts_of_bits):
        yield


@leak("list films")
def total_over_all_films():
    honest = index.totals

    def totals(state, films):
        found = honest(state, films)
        found["budget_unknown"] += Film.objects.filter(announced_at=None).count()
        return found

    with mock.patch.object(index, "totals", totals):
        yield


@leak("list (countries|festivals|api/v1/countries)")
def nested_count_of_films():
    def films_through(links, to, **where):
        return Count(f"{links._meta.model_name}s", distinct=True)

    with (
        mock.patch.object(portraits, "films_through", films_through),
        mock.patch.object(pages, "films_through", lambda *_given, **_more: Count("selections")),
    ):
        yield


@leak("list (films|api/v1/films)")
def index_over_all_films():
    with mock.patch.object(index.INDEX, "queryset", Film.objects.all):
        index.INDEX.forget()
        yield
    index.INDEX.forget()


@leak("read $")
def chart_over_all_films():
    def by_year():
        films = Film.objects.filter(year__isnull=False).order_by()
        rows = list(films.values_list("year").annotate(films=Count("pk")))
        return spread(dict(rows), [(year, home.JOINT, number) for year, number in rows])

    with mock.patch.object(home, "by_year", by_year):
        yield


@leak("read $")
def last_changes_of_all_films():
    def last_changed():
        entries = Film.history.order_by("-history_id")
        return [(entry.instance, entry.history_date.date()) for entry in entries[:8]]

    with mock.patch.object(home, "last_changed", last_changed):
        yield


# --- Rows and ids ---------------------------------------------------------------------------------


@leak("read (films|api/v1/films)")
def id_of_a_hidden_film_is_gone_not_unknown():
    honest = SecurityHeaders.__call__

    def answer(self, request):
        key = request.path.strip("/").rpartition("/")[2]
        if Film.objects.filter(public_id=key, announced_at=None).exists():
            return HttpResponse(status=410)
        return honest(self, request)

    with mock.patch.object(SecurityHeaders, "__call__", answer):
        yield


@leak("read (films|api/v1/films)")
def hidden_films_have_pages():
    with mock.patch.object(FilmQuerySet, "announced", lambda self: self.all()):
        yield


@leak("list (films|api/v1/films)")
def export_of_all_films():
    honest = pages.FilmList.every_row

    def every_row(self):
        yield from honest(self)
        yield from self.loaded(Film.objects.filter(announced_at=None))

    with mock.patch.object(pages.FilmList, "every_row", every_row):
        yield


@leak("read sources", reader="researcher")
def sources_list_what_rests_on_them():
    def rows(self, source):
        return self._model._default_manager.filter(source=source)

    with mock.patch.object(resting.Kind, "rows", rows):
        yield


@leak("read sources")
def sources_are_dated_by_hidden_rows():
    honest = SecurityHeaders.__call__

    def answer(self, request):
        response = honest(self, request)
        newest = Participation.history.order_by("-history_id").first()
        response["Last-Modified"] = f"{newest.history_id}"
        return response

    with mock.patch.object(SecurityHeaders, "__call__", answer):
        yield


@leak("list (films|api/v1/films)")
def etag_of_all_rows():
    honest = SecurityHeaders.__call__

    def answer(self, request):
        response = honest(self, request)
        response["ETag"] = f'"{Film.objects.count()}-{all_of(Deal).count()}"'
        return response

    with mock.patch.object(SecurityHeaders, "__call__", answer):
        yield


# --- Questions across a relation ------------------------------------------------------------------


@leak("list (films|api/v1/films)")
def filter_by_the_companies_of_deals():
    honest = ValuesFilter.bits_of

    def bits_of(self, state, keys):
        found = honest(self, state, keys)
        if self.parameter == "company":
            parties = all_of(DealParty).filter(company__in=keys)
            found = found | BitMap(
                films_with_deals(pk__in=parties.values("deal")).values_list("pk", flat=True)
            )
        return found

    with mock.patch.object(ValuesFilter, "bits_of", bits_of):
        yield


@leak("list (films|api/v1/films)")
def search_in_the_titles_of_deals():
    honest = TextFilter.narrow

    def narrow(self, queryset, value):
        found = honest(self, queryset, value)
        if queryset.model is not Film:
            return found
        told = films_with_deals(pk__in=all_of(Deal).matching(value).values("pk"))
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=told.values("pk")))

    with mock.patch.object(TextFilter, "narrow", narrow):
        yield


@leak("list (films|api/v1/films)")
def range_over_the_amounts_of_deals():
    honest = NumberFilter.filter

    def narrowed(self, queryset, value):
        found = honest(self, queryset, value)
        if value in (None, "") or "amount_min" not in self.parent.form.data:
            return found
        rows = all_of(FinanceRow).filter(amount__gte=int(value * 100))
        told = films_with_deals(pk__in=rows.values("version__deal"))
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=told.values("pk")))

    with mock.patch.object(NumberFilter, "filter", narrowed):
        yield


@leak("list (films|api/v1/films)")
def sort_by_the_number_of_deals():
    honest = FilmFilter.order
    deals_of = all_of(Deal).filter(film=OuterRef("pk"), title__startswith="Құ")

    with mock.patch.object(
        FilmFilter, "order", lambda self: [Exists(deals_of).desc(), *honest(self)]
    ):
        yield


@leak("list (films|api/v1/films)")
def choices_of_all_people():
    with mock.patch.object(PersonQuerySet, "credited", lambda self: self.all()):
        yield


@leak("list (films|api/v1/films)")
def error_that_knows_hidden_people():
    honest = Lookup.resolve

    def resolve(self, values):
        try:
            return honest(self, values)
        except ValidationError:
            hidden = Credit.objects.filter(film__announced_at=None)
            if hidden.filter(person__public_id__in=values).exists():
                raise ValidationError("You may not see this person.") from None
            raise

    with mock.patch.object(Lookup, "resolve", resolve):
        yield


@leak("admin", reader="researcher")
def autocomplete_for_everybody():
    with (
        mock.patch.object(
            AdminSite, "has_permission", lambda self, request: request.user.is_authenticated
        ),
        mock.patch.object(AutocompleteJsonView, "has_perm", lambda *_given, **_more: True),
    ):
        yield


@leak("keep", reader="researcher")
def name_taken_by_a_hidden_row():
    def clean_name(self):
        name = self.cleaned_data["name"]
        if all_of(Deal).filter(title__icontains=name).exists():
            raise ValidationError("This name is taken: choose another.")
        return name

    with mock.patch.object(saved.KeepForm, "clean_name", clean_name, create=True):
        yield


@leak("read account/$", reader="researcher")
def saved_filters_of_everybody():
    with mock.patch.object(SavedFilterQuerySet, "visible_to", lambda self, user: self.all()):
        yield


@leak("calculate|read calculators|read api")
def calculator_that_counts_deals():
    honest = calculators.render

    def render(request, template, context=None, **more):
        response = honest(request, template, context, **more)
        response.content += b"<!-- %d -->" % all_of(Deal).count()
        return response

    with mock.patch.object(calculators, "render", render):
        yield


# --- The workspace --------------------------------------------------------------------------------


@leak("(read|write) deals/<", reader="researcher")
def forbidden_instead_of_not_found():
    honest = reaching._found

    def found(rows, **lookup):
        hidden = rows.model is Deal and all_of(Deal).filter(**lookup).exists()
        if hidden and not rows.filter(**lookup).exists():
            raise PermissionDenied
        return honest(rows, **lookup)

    with mock.patch.object(reaching, "_found", found):
        yield


@leak("(read|write) deals/<")
def sign_in_asked_only_for_what_exists():
    honest = SecurityHeaders.__call__

    def answer(self, request):
        parts = request.path.split("/")
        if len(parts) > 2 and parts[1] == "deals" and len(parts[2]) == 36:
            if all_of(Deal).filter(pk=parts[2]).exists():
                return HttpResponseRedirect("/account/login/")
            return HttpResponse(status=404)
        return honest(self, request)

    with mock.patch.object(SecurityHeaders, "__call__", answer):
        yield


@leak("(read|list) deals", reader="outsider")
def list_of_all_deals():
    with (
        mock.patch.object(deals.DealQuerySet, "readable_by", lambda self, user: Q()),
        mock.patch.object(deals.DealQuerySet, "_at_the_table", lambda self, user, *roles: Q()),
    ):
        yield


@leak("read deals/<", reader="outsider")
def file_without_a_check():
    def deal_or_404(request, pk):
        return reaching._found(all_of(Deal), pk=pk)

    def version_or_404(request, deal, number):
        return reaching._found(all_of(Version).filter(deal=deal), number=number)

    with (
        mock.patch.object(sheet_views, "deal_or_404", deal_or_404),
        mock.patch.object(sheet_views, "version_or_404", version_or_404),
    ):
        yield


@leak("read deals/", reader="outsider")
def cache_without_the_reader():
    honest, kept = SecurityHeaders.__call__, {}

    def answer(self, request):
        if request.path != "/deals/" or request.method != "GET":
            return honest(self, request)
        # Kept as long as the list of deals is as long as it was.
        key = (request.path, all_of(Deal).count())
        return kept.setdefault(key, honest(self, request))

    with mock.patch.object(SecurityHeaders, "__call__", answer):
        yield


@leak("read deals/", reader="former")
def rights_that_outlive_a_membership():
    def own_companies(user, *roles):
        return Membership.history.filter(user=user.pk).values("company")

    with (
        mock.patch.object(deals, "own_companies", own_companies),
        mock.patch.object(versions, "own_companies", own_companies),
    ):
        yield


@leak("read films/<")
def history_before_the_announcement():
    honest = film_page.public_changes

    def public_changes(film):
        days = honest(film)
        films = Film.history.filter(announced_at=None, history_type="+").count()
        return [(day, changes[: max(0, len(changes) - films)]) for day, changes in days] + days

    with mock.patch.object(film_page, "public_changes", public_changes):
        yield
