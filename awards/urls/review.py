"""The department's desk of nominations."""

from django.urls import URLPattern

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"

urlpatterns: list[URLPattern] = []
