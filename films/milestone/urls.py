"""Addresses of obligations, milestones, approvals, deadlines and the calendar."""

from django.urls import include, path

from films.deal.sheet_views import paths_of
from films.milestone import delivery_views, feed_views, views
from films.milestone.sheets import OBLIGATIONS

app_name = "milestones"
# The page of the ledger shows deliveries besides, so it has a view of its own.
OBLIGATION_FILES = [one for one in paths_of(OBLIGATIONS) if one.name != OBLIGATIONS.slug]
DELIVERIES = "deliveries/<slug:key>/"
of_deal = [
    path("versions/<int:number>/obligations/", delivery_views.obligations, name="obligations"),
    *OBLIGATION_FILES,
    path(DELIVERIES, delivery_views.deliveries, name="deliveries"),
    path(f"{DELIVERIES}<uuid:uid>/", delivery_views.delivery, name="delivery"),
    path(f"{DELIVERIES}<uuid:uid>/delete/", delivery_views.delivery_delete, name="delivery-delete"),
    path("milestones/", views.milestones, name="milestones"),
    path("milestones/add/", views.milestone_add, name="milestone-add"),
    path("milestones/<uuid:uid>/", views.milestone, name="milestone"),
    path("milestones/<uuid:uid>/done/", views.milestone_done, name="milestone-done"),
    path("milestones/<uuid:uid>/delete/", views.milestone_delete, name="milestone-delete"),
    path("approvals/add/", views.approval_add, name="approval-add"),
    path("approvals/<uuid:uid>/", views.approval, name="approval"),
    path("approvals/<uuid:uid>/delete/", views.approval_delete, name="approval-delete"),
]
urlpatterns = [
    path("deals/due/", feed_views.due, name="due"),
    path("deals/calendar/new/", feed_views.feed_new, name="feed-new"),
    path("deals/calendar/drop/", feed_views.feed_drop, name="feed-drop"),
    path("deals/calendar/<str:token>.ics", feed_views.feed, name="feed"),
    path("deals/<uuid:pk>/", include(of_deal)),
]
