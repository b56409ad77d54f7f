from django.urls import path

from films.portrait import company, country, funding, treaty
from films.portrait.pages import CompanyList, CountryList, FundingSourceList, TreatyList
from partners.source import views as source

app_name = "partners"
urlpatterns = [
    *CountryList.paths(),
    *CompanyList.paths(),
    *FundingSourceList.paths(),
    *TreatyList.paths(),
    path("countries/<slug:code>/", country.country, name="country"),
    path("companies/<slug:public_id>/", company.company, name="company"),
    path("funding-sources/<slug:public_id>/", funding.funding_source, name="funding-source"),
    path("treaties/<slug:code>/", treaty.treaty, name="treaty"),
    path("sources/", source.sources, name="sources"),
    path("sources/<slug:key>/", source.source, name="source"),
]
