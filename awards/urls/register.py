"""Register of awards, facts, reorganisations, the bloc's rules of proposing."""

from django.urls import URLPattern, path

from awards.views import award_rules, facts, register_import
from awards.views import register as views

BLOC = "<slug:province>/<slug:bloc>/khen-thuong/"
PROVINCE = "<slug:province>/khen-thuong/"
REGISTER = PROVINCE + "so/"
ENTRY = REGISTER + "<int:pk>/"
UNIT = BLOC + "don-vi/<slug:unit>/"

urlpatterns: list[URLPattern] = [
    path(BLOC + "so/", views.bloc_register, name="register"),
    path(REGISTER, views.province_register, name="province_register"),
    path(REGISTER + "them/", views.add, name="add_entry"),
    path(REGISTER + "nhap/", register_import.upload, name="import_register"),
    path(REGISTER + "nhap/mau/", register_import.template, name="register_template"),
    path(REGISTER + "nhap/ghi/", register_import.take, name="take_register"),
    path(ENTRY, views.entry, name="register_entry"),
    path(ENTRY + "tep/", views.file, name="register_file"),
    path(ENTRY + "dinh-kem/", views.attach, name="attach_register_file"),
    path(ENTRY + "huy-bo/", views.annul, name="annul_entry"),
    path(UNIT, views.unit_history, name="unit_history"),
    path(UNIT + "ke-thua/<int:pk>/", views.carry, name="carry_over"),
    path(BLOC + "so-lieu/<int:year>/", facts.facts, name="facts"),
    path(BLOC + "so-lieu/<int:year>/<slug:unit>/", facts.unit_facts, name="unit_facts"),
    path(BLOC + "cai-dat/", award_rules.award_rules, name="award_settings"),
]
