"""Addresses of movements, models, activities."""

from django.urls import path

from meetings.views import records

RECORDS = "<slug:province>/<slug:bloc>/phong-trao-hoat-dong/"
RECORD = RECORDS + "<slug:kind>/<int:pk>/"

urlpatterns = [
    path(RECORDS, records.index, name="records"),
    path(RECORDS + "<slug:kind>/them/", records.new, name="new_record"),
    path(RECORD, records.page, name="record"),
    path(RECORD + "luu/", records.save, name="save_record"),
    path(RECORD + "xoa/", records.delete, name="delete_record"),
    path(RECORD + "tai-lieu/", records.add_file, name="add_record_file"),
]
