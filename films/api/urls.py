from django.urls import path

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

urlpatterns = [
    path(f"calculate/{slug}/", view.as_view(), name=f"api-calculate-{slug}")
    for slug, view in CALCULATORS.items()
]
for stem, name, page, in_list, alone, fetch in RESOURCES:
    urlpatterns += [
        path(f"{stem}/", list_resource(page, in_list, name).as_view(), name=f"api-{stem}"),
        path(
            f"{stem}/<slug:id>/",
            object_resource(name, alone or in_list, fetch, "id").as_view(),
            name=f"api-{stem}-one",
        ),
    ]
