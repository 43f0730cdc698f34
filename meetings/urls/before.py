"""Addresses of planning a meeting, its agenda, papers, invitations and answers."""

from django.urls import path

from meetings.urls.meetings import BLOC, MEETING
from meetings.views import attachments

urlpatterns = [
    path(BLOC + "tai-lieu/<int:pk>/", attachments.file, name="attachment"),
    path(BLOC + "tai-lieu/<int:pk>/xoa/", attachments.remove, name="remove_attachment"),
    path(MEETING + "tai-lieu/", attachments.add, name="attach"),
]
