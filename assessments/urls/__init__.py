"""Addresses of criteria, self-assessment, evidence, appraisal and ranking: a module per topic."""

from assessments.urls import (
    appraisal,
    criteria,
    desk,
    evidence,
    ranking,
    registrations,
    sheets,
)

app_name = "assessments"

urlpatterns = [
    *criteria.urlpatterns,
    *registrations.urlpatterns,
    *desk.urlpatterns,
    *evidence.urlpatterns,
    *sheets.urlpatterns,
    *appraisal.urlpatterns,
    *ranking.urlpatterns,
]
