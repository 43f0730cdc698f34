"""Dossiers, the proposal and the achievement reports."""

from django.urls import URLPattern, path

from awards.views import achievement, dossier

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"
REPORT = BLOC + "de-nghi/<int:pk>/bao-cao-thanh-tich/"
DOSSIER = BLOC + "de-nghi/<int:pk>/ho-so/"

urlpatterns: list[URLPattern] = [
    path(BLOC + "to-trinh/<period:period>/", dossier.start, name="start_proposal"),
    path(BLOC + "bao-cao-thanh-tich/<int:pk>/", achievement.of_document, name="achievement_of"),
    path(REPORT, achievement.page, name="achievement"),
    path(REPORT + "lap/", achievement.start, name="start_achievement"),
    path(REPORT + "xem/", achievement.preview, name="achievement_preview"),
    path(REPORT + "luu/", achievement.save, name="save_achievement"),
    path(REPORT + "du-thao/", achievement.draft, name="achievement_draft"),
    path(REPORT + "trinh/", achievement.submit, name="submit_achievement"),
    path(REPORT + "duyet/", achievement.approve, name="approve_achievement"),
    path(REPORT + "tra-lai/", achievement.send_back, name="return_achievement"),
    path(REPORT + "thay-the/", achievement.replace, name="replace_achievement"),
    path(DOSSIER, dossier.page, name="dossier"),
    path(DOSSIER + "tai-lieu/", dossier.add, name="add_dossier_file"),
    path(DOSSIER + "tai-lieu/<int:file>/", dossier.file, name="dossier_file"),
    path(DOSSIER + "tai-lieu/<int:file>/xoa/", dossier.remove, name="remove_dossier_file"),
    path(DOSSIER + "bo-sung/", dossier.supplement, name="supplement"),
]
