"""Addresses of the appraisal pages."""

from django.urls import path

from assessments.views import anomalies, appraisal, explanations, score_sheets, stages

PERIOD = "<slug:province>/<slug:bloc>/<period:period>/"
LIST = f"{PERIOD}tham-dinh/"
SHEET = f"{PERIOD}phieu-cham/<int:pk>/"
EXPLANATIONS = f"{PERIOD}giai-trinh/<int:pk>/"

urlpatterns = [
    path(LIST, appraisal.index, name="appraisals"),
    path(f"{LIST}chia-deu/", appraisal.draw, name="draw_appraisals"),
    path(f"{LIST}phan-cong/<int:row>/", appraisal.assign, name="assign_appraiser"),
    path(f"{LIST}phieu-tiep/", appraisal.next_sheet, name="next_sheet"),
    path(f"{PERIOD}buoc-danh-gia/", stages.page, name="stages"),
    path(f"{PERIOD}buoc-danh-gia/chuyen/", stages.advance, name="advance"),
    path(SHEET, score_sheets.page, name="sheet"),
    path(f"{SHEET}diem/<int:criterion>/", score_sheets.save, name="save_score"),
    path(f"{SHEET}cham-xong/", score_sheets.finish, name="finish_sheet"),
    path(f"{SHEET}mo-lai/", score_sheets.reopen, name="reopen_sheet"),
    path(f"{PERIOD}cac-cot-diem/<int:pk>/", score_sheets.columns, name="columns"),
    path(EXPLANATIONS, explanations.page, name="explanations"),
    path(f"{EXPLANATIONS}gui/", explanations.send, name="send_explanations"),
    path(f"{EXPLANATIONS}<int:row>/", explanations.save, name="save_explanation"),
    path(f"{PERIOD}bat-thuong/", anomalies.page, name="anomalies"),
]
