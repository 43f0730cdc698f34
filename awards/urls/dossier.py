"""Dossiers, the proposal and the achievement reports."""

from django.urls import URLPattern, path

from awards.views import dossier

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"

urlpatterns: list[URLPattern] = [
    path(BLOC + "to-trinh/<period:period>/", dossier.start, name="start_proposal"),
]
