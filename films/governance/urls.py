"""Addresses of the rules of decision, of proposals and of documents."""

from django.urls import include, path

from films.deal.sheet_views import page_of, paths_of
from films.governance import document_views, views
from films.governance.sheets import RULES

app_name = "governance"
DECISION = "decisions/<uuid:uid>/"
of_deal = [
    path(f"versions/<int:number>/{RULES.slug}/", page_of(RULES), name="rules"),
    *paths_of(RULES),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/add/", views.decision_put, name="decision-put"),
    path(DECISION, views.decision, name="decision"),
    path(f"{DECISION}vote/", views.decision_vote, name="decision-vote"),
    path(f"{DECISION}close/", views.decision_close, name="decision-close"),
    path(f"{DECISION}settle/", views.decision_settle, name="decision-settle"),
    path(f"{DECISION}withdraw/", views.decision_withdraw, name="decision-withdraw"),
    path("documents/", document_views.documents, name="documents"),
    path("documents/<uuid:uid>/", document_views.document, name="document"),
    path("documents/<uuid:uid>/delete/", document_views.document_delete, name="document-delete"),
]
urlpatterns = [path("deals/<uuid:pk>/", include(of_deal))]
