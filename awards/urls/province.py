"""The province's summary, packs, the blocs that one follows."""

from django.urls import URLPattern

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"

urlpatterns: list[URLPattern] = []
