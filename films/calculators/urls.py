from django.urls import path

from films.calculators import views

app_name = "calculators"
urlpatterns = [
    path("calculators/", views.index, name="index"),
    path("calculators/<slug:slug>/", views.calculator, name="calculator"),
    *[
        path(
            f"calculators/<slug:slug>.{ending}",
            views.file,
            {"ending": ending},
            name=f"calculator-{ending}",
        )
        for ending in ("csv", "xlsx", "json")
    ],
]
