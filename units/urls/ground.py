"""Signing in, units, settings, audit trail, periods."""

from django.urls import path

from units.views import ground as views

BLOC = "<slug:province>/<slug:bloc>/"
PERIOD = BLOC + "<period:period>/"

urlpatterns = [
    path("dang-nhap/", views.login, name="login"),
    path("dang-nhap/trinh-dien/", views.demo_login, name="demo_login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("doi-mat-khau/", views.password_change, name="password_change"),
    path(BLOC + "don-vi/", views.units, name="units"),
    path(BLOC + "pho-truong-khoi/<int:pk>/giao/", views.assign_deputy, name="assign_deputy"),
    path(BLOC + "pho-truong-khoi/<int:pk>/thoi/", views.take_back_deputy, name="take_back_deputy"),
    path(BLOC + "cai-dat/", views.settings, name="settings"),
    path(BLOC + "nhat-ky/", views.audit, name="audit"),
    path(BLOC + "mo-ky/", views.open_period, name="open_period"),
    path(PERIOD + "thoi-han/", views.windows, name="windows"),
    path(PERIOD + "ket-thuc/", views.close_period, name="close_period"),
]
