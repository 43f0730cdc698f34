"""Catalogue of awards, their rules, the bloc's award settings."""

from django.urls import URLPattern, path

from awards.views import catalogue as views

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"

urlpatterns: list[URLPattern] = [
    path(BLOC + "danh-muc/", views.catalogue, name="catalogue"),
    path(BLOC + "danh-muc/dieu-kien/", views.rules, name="rules"),
]
