"""Addresses of planning a meeting, its agenda, papers, invitations and answers."""

from django.urls import path

from meetings.urls.meetings import BLOC, MEETING
from meetings.views import agenda, answering, attachments, invitations, states

AGENDA = MEETING + "chuong-trinh/"
CALL = MEETING + "giay-moi/"

urlpatterns = [
    path(BLOC + "tai-lieu/<int:pk>/", attachments.file, name="attachment"),
    path(BLOC + "tai-lieu/<int:pk>/xoa/", attachments.remove, name="remove_attachment"),
    path(MEETING + "tai-lieu/", attachments.add, name="attach"),
    path(AGENDA, agenda.page, name="agenda"),
    path(AGENDA + "them/", agenda.add, name="add_item"),
    path(AGENDA + "thu-tu/", agenda.order, name="reorder_agenda"),
    path(AGENDA + "<int:row>/", agenda.save, name="save_item"),
    path(AGENDA + "<int:row>/xoa/", agenda.remove, name="remove_item"),
    path(CALL, invitations.page, name="invitations"),
    path(CALL + "gui/", invitations.send, name="send_invitations"),
    path(CALL + "thay-doi/", invitations.announce, name="announce_changes"),
    path(CALL + "don-vi/", invitations.refresh, name="refresh_units"),
    path(CALL + "khach/", invitations.add_guest, name="add_guest"),
    path(CALL + "khach/<int:row>/xoa/", invitations.remove_guest, name="remove_guest"),
    path(CALL + "thong-tin/<slug:part>/", invitations.save_facts, name="save_facts"),
    path(MEETING + "tra-loi/<int:row>/", answering.answer, name="answer_invitation"),
    path(MEETING + "khai-mac/", states.move, {"step": "open"}, name="open_meeting"),
    path(MEETING + "be-mac/", states.move, {"step": "close"}, name="close_meeting"),
    path(MEETING + "mo-lai/", states.move, {"step": "reopen"}, name="reopen_meeting"),
    path(MEETING + "huy/", states.cancel, name="cancel_meeting"),
]
