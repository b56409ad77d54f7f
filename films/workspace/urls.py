"""Addresses of deals: those that read every part of a deal, and those of the deal itself."""

from django.urls import path

from films.deal import urls as deal
from films.workspace import board, party_views, views
from films.workspace.pages import DealList

app_name = "deals"
urlpatterns = [
    *DealList.paths(),
    path("deals/board/", board.board, name="board"),
    path("deals/companies/", party_views.companies, name="companies"),
    path("deals/films/", party_views.films, name="films"),
    path("deals/<uuid:pk>/", views.deal, name="deal"),
    path("deals/<uuid:pk>/partners/", party_views.partners, name="partners"),
    path("deals/<uuid:pk>/partners/add/", party_views.add, name="party-add"),
    path("deals/<uuid:pk>/partners/<int:number>/invite/", party_views.invite, name="party-invite"),
    path("deals/<uuid:pk>/partners/<int:number>/link/", party_views.link, name="party-link"),
    path("deals/<uuid:pk>/partners/<int:number>/leave/", party_views.leave, name="party-leave"),
    path("deals/<uuid:pk>/team/add/", party_views.team_add, name="team-add"),
    path("deals/<uuid:pk>/team/change/", party_views.team_change, name="team-change"),
    *deal.urlpatterns,
]
