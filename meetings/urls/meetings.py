"""Addresses of the desk, minutes and review reports."""

from django.urls import path

from meetings.views import desk, meetings, minutes, report

BLOC = "<slug:province>/<slug:bloc>/"
PERIOD = BLOC + "<period:period>/"
MEETING = PERIOD + "hoi-nghi/<int:pk>/"
PART = MEETING + "ghi/<slug:part>/"
MINUTES = PERIOD + "bien-ban/<int:pk>/"
REPORT = PERIOD + "bao-cao/<int:pk>/"

urlpatterns = [
    path(PERIOD + "hoi-nghi/", meetings.index, name="index"),
    path(PERIOD + "hoi-nghi/lap/", meetings.plan, name="plan"),
    path(MEETING, meetings.detail, name="detail"),
    path(MEETING + "ghi/", desk.page, name="desk"),
    path(MEETING + "xem/", desk.preview, name="preview"),
    path(PART, desk.save_part, name="save_part"),
    path(PART + "them/", desk.add, name="add_row"),
    path(PART + "<int:row>/", desk.save, name="save_row"),
    path(PART + "<int:row>/xoa/", desk.delete, name="delete_row"),
    path(PART + "<int:row>/<slug:way>/", desk.move, name="move_row"),
    path(PERIOD + "van-ban/<int:pk>/bien-ban/", minutes.of_document, name="minutes_of"),
    path(MINUTES, minutes.page, name="minutes"),
    path(MINUTES + "trinh/", minutes.submit, name="submit_minutes"),
    path(MINUTES + "duyet/", minutes.approve, name="approve_minutes"),
    path(MINUTES + "tra-lai/", minutes.send_back, name="return_minutes"),
    path(MINUTES + "bo-sung/", minutes.save_supplement, name="save_supplement"),
    path(MINUTES + "du-thao/", minutes.draft_pdf, name="minutes_draft"),
    path(BLOC + "van-ban/<int:pk>/dinh-chinh/", minutes.correct, name="correct"),
    path(PERIOD + "bao-cao/soan/", report.start, name="start_report"),
    path(PERIOD + "van-ban/<int:pk>/bao-cao/", report.of_document, name="report_of"),
    path(REPORT, report.page, name="report"),
    path(REPORT + "xem/", report.preview, name="report_preview"),
    path(REPORT + "phan/<int:section>/", report.save_section, name="save_section"),
    path(REPORT + "phan/<int:section>/gop-y/", report.comment, name="comment"),
    path(REPORT + "gop-y/<int:comment>/", report.answer, name="answer"),
    path(REPORT + "lay-y-kien/", report.share, name="share_report"),
    path(REPORT + "trinh/", report.submit, name="submit_report"),
    path(REPORT + "duyet/", report.approve, name="approve_report"),
    path(REPORT + "tra-lai/", report.send_back, name="return_report"),
    path(REPORT + "du-thao/", report.draft_pdf, name="report_draft"),
]
