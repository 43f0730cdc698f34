"""Addresses of the evidence pages."""

from typing import Any

from django.urls import path, register_converter

from assessments.views import evidence

BLOC = "<slug:province>/<slug:bloc>/"
PERIOD = BLOC + "<period:period>/"
PLACE = PERIOD + "minh-chung/<place:place>/"


class PlaceKey:
    """`tieu-chi-12`, `chi-tieu-3`, `giai-trinh-5`: what cites evidence."""

    regex = r"(?:tieu-chi|chi-tieu|giai-trinh)-\d{1,18}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As the query makes it."""
        return value


register_converter(PlaceKey, "place")

urlpatterns: list[Any] = [
    path(PLACE, evidence.page, name="evidence_of"),
    path(PLACE + "van-ban/", evidence.add, {"kind": "document"}, name="add_document"),
    path(PLACE + "duong-dan/", evidence.add, {"kind": "link"}, name="add_link"),
    path(PLACE + "tep/", evidence.upload, name="add_file"),
    path(PLACE + "de-nghi/<slug:key>/", evidence.take_offer, name="take_offer"),
    path(PLACE + "<int:row>/dung-lai/", evidence.cite, name="cite_evidence"),
    path(PLACE + "<int:row>/go/", evidence.uncite, name="uncite_evidence"),
    path(BLOC + "minh-chung/<int:pk>/tep/", evidence.file, name="evidence_file"),
    path(BLOC + "minh-chung/<int:pk>/sua/", evidence.edit, name="edit_evidence"),
    path(BLOC + "minh-chung/<int:pk>/xoa/", evidence.remove, name="remove_evidence"),
]
