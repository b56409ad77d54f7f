"""Addresses of the sheets about money."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.finance import workbook_views
from films.finance.sheets import BUDGET, CASH_FLOW, FINANCE_PLAN, SPEND

app_name = "finance"
urlpatterns = [
    path(
        "deals/<uuid:pk>/",
        include(
            [
                *paths_of(BUDGET),
                *paths_of(FINANCE_PLAN),
                *paths_of(CASH_FLOW),
                *paths_of(SPEND),
                *workbook_views.paths(),
            ]
        ),
    )
]
