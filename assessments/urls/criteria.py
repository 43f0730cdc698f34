"""Addresses of the criteria pages."""

from django.urls import path

from assessments.views import criteria, criteria_import, criterion, frames, scoring

BLOC = "<slug:province>/<slug:bloc>/"
PERIOD = BLOC + "<period:period>/"
SETS = BLOC + "bo-tieu-chi/"
SET = SETS + "<int:pk>/"
ROW = SET + "tieu-chi/<int:criterion>/"

urlpatterns = [
    path("<slug:province>/khung/", frames.frame, name="frame"),
    path(SETS, criteria.index, name="criteria"),
    path(SETS + "lap/", criteria.new, name="criteria_new"),
    path(SETS + "tep/<int:pk>/", criteria_import.intake, name="criteria_intake"),
    path(SETS + "tep/<int:pk>/ghi/", criteria_import.take, name="criteria_take"),
    path(SET, criteria.detail, name="criteria_set"),
    path(SET + "sua/", criteria.edit, name="criteria_edit"),
    path(SET + "nhap-tep/", criteria_import.upload, name="criteria_upload"),
    path(SET + "csv/", criteria.as_csv, name="criteria_csv"),
    path(SET + "xlsx/", criteria.as_xlsx, name="criteria_xlsx"),
    path(SET + "ban-hanh/", criteria.publish, name="criteria_publish"),
    path(SET + "cho-chep/", criteria.offer, name="criteria_offer"),
    path(SET + "bo/", criteria.drop, name="criteria_drop"),
    path(SET + "ban-moi/", criteria.edition, name="criteria_edition"),
    path(SET + "thay-doi/", criteria.changes, name="criteria_changes"),
    path(SET + "them/", criterion.add, name="criterion_add"),
    path(ROW, criterion.edit, name="criterion_edit"),
    path(ROW + "xoa/", criterion.delete, name="criterion_delete"),
    path(ROW + "len/", criterion.up, name="criterion_up"),
    path(ROW + "xuong/", criterion.down, name="criterion_down"),
    path(PERIOD + "bo-tieu-chi/<int:pk>/ap-dung/", criteria.apply, name="criteria_apply"),
    path(BLOC + "cai-dat/cham-diem/", scoring.settings, name="scoring_settings"),
]
