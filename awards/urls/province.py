"""The blocs that one follows."""

from django.urls import URLPattern, path

from awards.views import follow as views

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"

urlpatterns: list[URLPattern] = [
    path(BLOC + "theo-doi/", views.follow, name="follow"),
    path(BLOC + "bo-theo-doi/", views.unfollow, name="unfollow"),
]
