from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import NotFound

from coprod.lists.api import list_resource, object_resource
from films.api import objects, shapes
from films.calculators.api import RESOURCES as CALCULATORS
from films.portrait.pages import CompanyList, CountryList, FundingSourceList, TreatyList
from films.register.pages import FestivalList, FilmList

# (path, name, list, shape in the list, shape alone, function that fetches one)
RESOURCES = [
    ("films", "Film", FilmList, shapes.FilmShape, shapes.FilmDetailShape, objects.film),
    ("countries", "Country", CountryList, shapes.CountryShape, None, objects.country),
    ("companies", "Company", CompanyList, shapes.CompanyShape, None, objects.company),
    (
        "funding-sources",
        "FundingSource",
        FundingSourceList,
        shapes.FundingSourceShape,
        None,
        objects.funding_source,
    ),
    (
        "treaties",
        "Treaty",
        TreatyList,
        shapes.TreatyShape,
        shapes.TreatyDetailShape,
        objects.treaty,
    ),
    ("festivals", "Festival", FestivalList, shapes.FestivalShape, None, objects.festival),
]


@csrf_exempt
def nothing_here(request, address=""):
    """Whoever asks the API is answered in JSON, also where it has no such address."""
    return JsonResponse({"detail": NotFound.default_detail}, status=404)


urlpatterns = [
    path(f"calculate/{slug}/", view.as_view(), name=f"api-calculate-{slug}")
    for slug, view in CALCULATORS.items()
]
for stem, name, page, in_list, alone, fetch in RESOURCES:
    urlpatterns += [
        path(f"{stem}/", list_resource(page, in_list, name).as_view(), name=f"api-{stem}"),
        path(
            f"{stem}/<slug:id>/",
            object_resource(name, alone or in_list, fetch).as_view(),
            name=f"api-{stem}-one",
        ),
    ]
urlpatterns += [path("", nothing_here), path("<path:address>/", nothing_here)]
