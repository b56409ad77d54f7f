"""The deals as resources of the API, under ``/api/v1/``."""

from django.urls import path

from films.workspace import api

ONE = "deals/<uuid:pk>/"
VERSION = f"{ONE}versions/<int:number>/"

urlpatterns = [
    path("deals/", api.Deals.as_view(), name="api-deals"),
    path(ONE, api.OneDeal.as_view(), name="api-deal"),
    path(f"{ONE}stage/", api.Stage.as_view(), name="api-deal-stage"),
    path(f"{ONE}parties/", api.Parties.as_view(), name="api-deal-parties"),
    path(f"{ONE}comments/", api.Comments.as_view(), name="api-deal-comments"),
    path(f"{ONE}notes/", api.Notes.as_view(), name="api-deal-notes"),
    path(f"{ONE}milestones/", api.Milestones.as_view(), name="api-deal-milestones"),
    path(
        f"{ONE}milestones/<uuid:milestone>/",
        api.OneMilestone.as_view(),
        name="api-deal-milestone",
    ),
    path(f"{ONE}versions/", api.Versions.as_view(), name="api-versions"),
    path(VERSION, api.OneVersion.as_view(), name="api-version"),
    *(
        path(f"{VERSION}{name}/", api.act_resource(name, act).as_view(), name=f"api-version-{name}")
        for name, act in api.ACTS.items()
    ),
    path(f"{VERSION}sheets/<slug:slug>/", api.OneSheet.as_view(), name="api-sheet"),
    path(
        f"{VERSION}sheets/<slug:slug>/answer/", api.SheetAnswer.as_view(), name="api-sheet-answer"
    ),
]
