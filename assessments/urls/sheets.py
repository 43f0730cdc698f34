"""Addresses of the Excel sheet of a return, and of what is taken over from earlier years."""

from django.urls import path

from assessments.views import past, sheets

BLOC = "<slug:province>/<slug:bloc>/"
SHEET = BLOC + "<period:period>/bang-excel/<int:pk>/"
CHANGES = SHEET + "tep/<int:row>/"
PAST = BLOC + "ky-truoc/"
INTAKE = PAST + "tep/<int:pk>/"
RECORD = PAST + "<int:pk>/"

urlpatterns = [
    path(SHEET, sheets.upload, name="sheet_upload"),
    path(SHEET + "tai-ve/", sheets.download, name="sheet_download"),
    path(CHANGES, sheets.intake, name="sheet_intake"),
    path(CHANGES + "ghi/", sheets.take, name="sheet_take"),
    path(PAST, past.index, name="past"),
    path(PAST + "tai-len/", past.upload, name="upload_past"),
    path(INTAKE, past.intake, name="past_intake"),
    path(INTAKE + "ghi-nhan/", past.apply, name="apply_past"),
    path(INTAKE + "bo/", past.discard, name="discard_past"),
    path(RECORD, past.page, name="past_record"),
    path(RECORD + "tai-ve/", past.file, name="past_file"),
    path(RECORD + "go/", past.remove, name="remove_past"),
]
