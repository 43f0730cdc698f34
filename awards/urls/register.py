"""Register of awards, facts, reorganisations."""

from django.urls import URLPattern

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"

urlpatterns: list[URLPattern] = []
