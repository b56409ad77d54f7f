"""Addresses of recoupment: the sheet, its trial and statements, and the receipts of a deal."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.recoupment import views
from films.recoupment.sheets import RECOUPMENT

app_name = "recoupment"
sheet = "versions/<int:number>/recoupment"
urlpatterns = [
    path(
        "deals/<uuid:pk>/",
        include(
            [
                *paths_of(RECOUPMENT),
                path(f"{sheet}/trial/", views.trial, name="trial"),
                path(f"{sheet}/statement/", views.statement, name="statement"),
                *(
                    path(
                        f"{sheet}/statement.{ending}",
                        views.statement_file(ending),
                        name=f"statement-{ending}",
                    )
                    for ending in ("csv", "xlsx")
                ),
                path("receipts/", views.receipts, name="receipts"),
                path("receipts/<int:position>/", views.receipt, name="receipt"),
                path(
                    "receipts/<int:position>/remove/", views.receipt_remove, name="receipt-remove"
                ),
            ]
        ),
    )
]
