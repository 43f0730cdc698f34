"""Addresses of passages, versions and confirmation of minutes."""

from django.urls import path

from meetings.urls.meetings import MINUTES
from meetings.views import confirmation, passages, versions

CONFIRM = MINUTES + "xac-nhan/"

urlpatterns = [
    path(MINUTES + "loi-van/", passages.page, name="passages"),
    path(MINUTES + "loi-van/<slug:key>/", passages.save, name="save_passage"),
    path(MINUTES + "loi-van/<slug:key>/tu-dong/", passages.reset, name="reset_passage"),
    path(MINUTES + "cac-ban/", versions.index, name="versions"),
    path(MINUTES + "cac-ban/so-sanh/", versions.compare, name="compare_versions"),
    path(MINUTES + "cac-ban/<int:version>/", versions.detail, name="version"),
    path(CONFIRM, confirmation.page, name="confirm_minutes"),
    path(CONFIRM + "mo/", confirmation.start, name="open_confirmation"),
    path(CONFIRM + "ket-thuc/", confirmation.finish, name="close_confirmation"),
    path(CONFIRM + "thong-nhat/", confirmation.agree, name="agree_minutes"),
    path(CONFIRM + "gop-y/", confirmation.remark, name="remark_minutes"),
    path(CONFIRM + "gop-y/<int:remark>/", confirmation.answer, name="answer_remark"),
]
