"""Addresses of papers, their files, and the public check."""

from django.urls import path

from documents import views

app_name = "documents"

PAPERS = "<slug:province>/<slug:bloc>/van-ban/"

urlpatterns = [
    path("kiem-tra/", views.check_form, name="check_form"),
    path("kiem-tra/<str:serial>/", views.check, name="check"),
    path(PAPERS, views.index, name="index"),
    path(PAPERS + "<int:pk>/", views.detail, name="detail"),
    path(PAPERS + "<int:pk>/so/", views.give_number, name="give_number"),
    path(PAPERS + "<int:pk>/ky/", views.sign, name="sign"),
    path(PAPERS + "<int:pk>/gui/", views.send, name="send"),
    path(PAPERS + "<int:pk>/nhan/", views.receive, name="receive"),
    path(PAPERS + "tep/<int:pk>/", views.file, name="file"),
    path(PAPERS + "tep/<int:pk>/trang-thai/", views.rendering, name="rendering"),
    path(PAPERS + "tep/<int:pk>/thu-lai/", views.retry, name="retry"),
]
