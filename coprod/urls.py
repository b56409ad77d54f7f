"""Where everything is found."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from coprod.health import healthz, readyz
from coprod.language import set_language
from coprod.lists import saved
from films.portrait import home

urlpatterns = [
    path("", home.home, name="home"),
    path("about/data/", home.about_data, name="about-data"),
    path("", include("films.register.urls")),
    path("", include("films.portrait.urls")),
    path("", include("films.calculators.urls")),
    path("", include("films.workspace.urls")),
    path("", include("films.finance.urls")),
    path("", include("films.credit.urls")),
    path("", include("films.rights.urls")),
    path("", include("films.recoupment.urls")),
    path("", include("films.milestone.urls")),
    path("", include("films.governance.urls")),
    path("", include("films.qualification.urls")),
    path("", include("films.publishing.urls")),
    path("", include("partners.access.urls")),
    path("account/login/", auth_views.LoginView.as_view(), name="login"),
    path("account/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("account/filters/keep/", saved.keep, name="filter-keep"),
    path("account/filters/<str:token>/drop/", saved.drop, name="filter-drop"),
    path("filters/<str:token>/", saved.shared, name="filter-shared"),
    path("language/<slug:code>/", set_language, name="set-language"),
    path("api/v1/schema/", SpectacularAPIView.as_view(api_version="v1"), name="schema"),
    path(
        "api/docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"),
        name="api-docs",
    ),
    path("api/v1/", include("films.workspace.api.urls")),
    path("api/v1/", include("films.api.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
