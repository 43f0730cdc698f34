"""Addresses of awards: a module per topic."""

from awards.urls import catalogue, dossier, nominations, province, register, review

app_name = "awards"

urlpatterns = [
    *catalogue.urlpatterns,
    *register.urlpatterns,
    *nominations.urlpatterns,
    *dossier.urlpatterns,
    *review.urlpatterns,
    *province.urlpatterns,
]
