"""Addresses of the registrations."""

from django.urls import path

from assessments.views import registrations

BLOC = "<slug:province>/<slug:bloc>/"
LIST = BLOC + "dang-ky/"
ONE = LIST + "<int:pk>/"
PART = ONE + "<slug:part>/"

urlpatterns = [
    path(LIST, registrations.index, name="registrations"),
    path(LIST + "soan/", registrations.start, name="start_registration"),
    path(ONE, registrations.page, name="registration"),
    path(ONE + "nop/", registrations.submit, name="submit_registration"),
    path(ONE + "mo-lai/", registrations.reopen, name="reopen_registration"),
    path(ONE + "chep-nam-truoc/", registrations.copy, name="copy_registration"),
    path(PART + "them/", registrations.add, name="add_registration_row"),
    path(PART + "<int:row>/", registrations.save, name="save_registration_row"),
    path(PART + "<int:row>/xoa/", registrations.delete, name="delete_registration_row"),
    path(PART + "<int:row>/<slug:way>/", registrations.move, name="move_registration_row"),
]
