"""Addresses of mail that went out or waits."""

from django.urls import path

from units.views import mail as views

MAIL = "<slug:province>/<slug:bloc>/thu-di/"

urlpatterns = [
    path(MAIL, views.mail, name="mail"),
    path(MAIL + "cho-gui/", views.mail_drafts, name="mail_drafts"),
    path(MAIL + "gui/", views.mail_send, name="mail_send"),
    path(MAIL + "bo/", views.mail_drop, name="mail_drop"),
    path(MAIL + "<int:pk>/", views.mail_one, name="mail_one"),
    path(MAIL + "<int:pk>/gui-lai/", views.mail_retry, name="mail_retry"),
]
