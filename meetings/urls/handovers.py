"""Addresses of elections and the handover."""

from django.urls import path

from meetings.views import elections, handovers

MEETING = "<slug:province>/<slug:bloc>/<period:period>/hoi-nghi/<int:pk>/"
ELECTION = MEETING + "bau-truong-khoi/"
HANDOVERS = "<slug:province>/<slug:bloc>/ban-giao/"
HANDOVER = HANDOVERS + "<int:pk>/"

urlpatterns = [
    path(ELECTION, elections.page, name="elections"),
    path(ELECTION + "<slug:office>/", elections.save, name="save_election"),
    path(ELECTION + "<slug:office>/xoa/", elections.drop, name="drop_election"),
    path(MEETING + "ban-giao/", handovers.prepare, name="prepare_handover"),
    path(HANDOVERS, handovers.index, name="handovers"),
    path(HANDOVER, handovers.page, name="handover"),
    path(HANDOVER + "muc/them/", handovers.add_item, name="add_handover_item"),
    path(HANDOVER + "muc/<int:item>/", handovers.save_item, name="save_handover_item"),
    path(HANDOVER + "muc/<int:item>/xoa/", handovers.delete_item, name="delete_handover_item"),
    path(HANDOVER + "ghi-chu/", handovers.save_notes, name="save_handover_notes"),
    path(HANDOVER + "ben-giao/", handovers.give, name="give_handover"),
    path(HANDOVER + "ben-nhan/", handovers.take, name="take_handover"),
    path(HANDOVER + "sua-lai/", handovers.reopen, name="reopen_handover"),
    path(HANDOVER + "huy/", handovers.drop, name="drop_handover"),
]
