"""Addresses of the plan of the year."""

from django.urls import path

from meetings.views import plans

BLOC = "<slug:province>/<slug:bloc>/"

urlpatterns = [path(BLOC + "ke-hoach/<int:year>/soan/", plans.start, name="start_plan")]
