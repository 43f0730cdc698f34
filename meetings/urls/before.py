"""Addresses of planning a meeting, its agenda, papers, invitations and answers."""

from django.urls import path

from meetings.urls.meetings import BLOC, MEETING
from meetings.views import attachments, states

urlpatterns = [
    path(BLOC + "tai-lieu/<int:pk>/", attachments.file, name="attachment"),
    path(BLOC + "tai-lieu/<int:pk>/xoa/", attachments.remove, name="remove_attachment"),
    path(MEETING + "tai-lieu/", attachments.add, name="attach"),
    path(MEETING + "khai-mac/", states.move, {"step": "open"}, name="open_meeting"),
    path(MEETING + "be-mac/", states.move, {"step": "close"}, name="close_meeting"),
    path(MEETING + "mo-lai/", states.move, {"step": "reopen"}, name="reopen_meeting"),
    path(MEETING + "huy/", states.cancel, name="cancel_meeting"),
]
