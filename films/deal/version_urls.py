"""Addresses of the versions of a deal, of comments, notes and history."""

from django.urls import include, path

from films.deal import change_views, comparison_views, note_views
from films.deal import version_views as views

OF_A_VERSION = [
    path("", views.version, name="version"),
    path("dossier.pdf", views.dossier_file, name="version-dossier"),
    path("propose/", views.propose, name="version-propose"),
    path("agree/", views.agree, name="version-agree"),
    path("sign/", views.sign, name="version-sign"),
    path("take-back/", views.take_back, name="version-take-back"),
]
OF_TWO = [
    path("<int:old>/<int:new>/", comparison_views.compare, name="compare"),
    *(
        path(
            f"<int:old>/<int:new>.{ending}",
            comparison_views.file_of(ending),
            name=f"compare-{ending}",
        )
        for ending in ("csv", "xlsx", "json")
    ),
]
OF_A_DEAL = [
    path("versions/", views.versions, name="versions"),
    path("versions/begin/", views.begin, name="version-begin"),
    path("versions/<int:number>/", include(OF_A_VERSION)),
    path("compare/", comparison_views.choose, name="compare-choose"),
    path("compare/", include(OF_TWO)),
    path("notes/", note_views.notes, name="notes"),
    path("notes/add/", note_views.note_add, name="note-add"),
    path("notes/<int:moment>/", note_views.note_edit, name="note-edit"),
    path("notes/<int:moment>/delete/", note_views.note_delete, name="note-delete"),
    path("comments/add/", note_views.comment_add, name="comment-add"),
    path("comments/<int:moment>/", note_views.comment_edit, name="comment-edit"),
    path("comments/<int:moment>/delete/", note_views.comment_delete, name="comment-delete"),
    path("history/", change_views.changed, name="history"),
]
urlpatterns = [path("deals/<uuid:pk>/", include(OF_A_DEAL))]
