"""Addresses of the account and of invitations."""

from django.urls import path

from partners.access import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/token/", views.token_make, name="token-make"),
    path("account/token/drop/", views.token_drop, name="token-drop"),
    path("account/company/<slug:public_id>/", views.company, name="company-account"),
    path("account/company/<slug:public_id>/invite/", views.invite, name="company-invite"),
    path(
        "account/company/<slug:public_id>/invitations/<int:pk>/withdraw/",
        views.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(
        "account/company/<slug:public_id>/members/<int:pk>/",
        views.member_role,
        name="member-role",
    ),
    path(
        "account/company/<slug:public_id>/members/<int:pk>/remove/",
        views.member_remove,
        name="member-remove",
    ),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]
