"""The deals as resources of the API, under ``/api/v1/``."""

from django.urls import path

from films.workspace.api import deals, leaving, milestones, receipts, sheets, talk, versions

ONE = "deals/<uuid:pk>/"
VERSION = f"{ONE}versions/<int:number>/"

urlpatterns = [
    path("deals/", deals.Deals.as_view(), name="api-deals"),
    path(ONE, deals.OneDeal.as_view(), name="api-deal"),
    path(f"{ONE}stage/", deals.Stage.as_view(), name="api-deal-stage"),
    path(f"{ONE}parties/", deals.Parties.as_view(), name="api-deal-parties"),
    path(f"{ONE}leave/", leaving.Leaving.as_view(), name="api-deal-leave"),
    path(f"{ONE}comments/", talk.Comments.as_view(), name="api-deal-comments"),
    path(f"{ONE}notes/", talk.Notes.as_view(), name="api-deal-notes"),
    path(f"{ONE}milestones/", milestones.Milestones.as_view(), name="api-deal-milestones"),
    path(
        f"{ONE}milestones/<uuid:milestone>/",
        milestones.OneMilestone.as_view(),
        name="api-deal-milestone",
    ),
    path(f"{ONE}receipts/", receipts.Receipts.as_view(), name="api-deal-receipts"),
    path(f"{ONE}receipts/<int:position>/", receipts.OneReceipt.as_view(), name="api-deal-receipt"),
    path(
        f"{ONE}compare/<int:old>/<int:new>/", versions.Comparison.as_view(), name="api-comparison"
    ),
    path(f"{ONE}versions/", versions.Versions.as_view(), name="api-versions"),
    path(VERSION, versions.OneVersion.as_view(), name="api-version"),
    *(
        path(
            f"{VERSION}{name}/",
            versions.act_resource(name, act).as_view(),
            name=f"api-version-{name}",
        )
        for name, act in versions.ACTS.items()
    ),
    path(f"{VERSION}sheets/<slug:slug>/", sheets.OneSheet.as_view(), name="api-sheet"),
    path(
        f"{VERSION}sheets/<slug:slug>/answer/",
        sheets.SheetAnswer.as_view(),
        name="api-sheet-answer",
    ),
]
