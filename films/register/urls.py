from django.urls import path

from films.register import views
from films.register.pages import FestivalList, FilmList

app_name = "films"
urlpatterns = [
    *FilmList.paths(),
    *FestivalList.paths(),
    path("films/<slug:public_id>/", views.film, name="film"),
]
