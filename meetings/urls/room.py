"""Addresses of what happens in the room: turns, clock, quorum, rows of the desk."""

from django.urls import path

from meetings.urls.meetings import MEETING
from meetings.views import room

ROOM = MEETING + "phong/"

urlpatterns = [
    path(MEETING + "ghi/<slug:part>/dong/", room.part_rows, name="part_rows"),
    path(ROOM + "dang-ghi/", room.presence, name="presence"),
    path(ROOM + "noi-dung/<int:row>/bat-dau/", room.start_item, name="start_item"),
    path(ROOM + "noi-dung/<int:row>/ket-thuc/", room.end_item, name="end_item"),
    path(ROOM + "diem-danh/<int:row>/", room.mark, name="mark_presence"),
    path(ROOM + "phat-bieu/<int:row>/moi/", room.call, name="call_speaker"),
    path(ROOM + "phat-bieu/<int:row>/xong/", room.finish_speaking, name="finish_speaking"),
    path(ROOM + "y-kien/<int:row>/ket-luan/", room.conclude, name="conclude"),
    path(ROOM + "y-kien/<int:row>/dien-hinh/", room.note_model, name="note_model"),
]
