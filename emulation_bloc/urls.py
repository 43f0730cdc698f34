"""All addresses: Vietnamese words without marks; bloc and period come from the address, never the
session."""

from django.contrib import admin
from django.urls import include, path, register_converter

from emulation_bloc import views


class PeriodSlug:
    """`2021-h1` or `2021`: so that no page's word is taken for a period."""

    regex = r"\d{4}(?:-h1)?"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the row."""
        return value


register_converter(PeriodSlug, "period")

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("quan-tri/", admin.site.urls),
    path("", include("units.urls")),
    path("", include("documents.urls")),
    path("", include("assessments.urls")),
    path("", include("meetings.urls")),
    path("", include("awards.urls")),
    path("<slug:province>/", views.province, name="province"),
    path("<slug:province>/tien-do.xlsx", views.province_xlsx, name="province_xlsx"),
    path("<slug:province>/goi-ho-so/", views.packs, name="packs"),
    path("<slug:province>/goi-ho-so/<int:pk>/", views.pack, name="pack"),
    path("<slug:province>/goi-ho-so/<int:pk>/tai/", views.pack_file, name="pack_file"),
    path("<slug:province>/goi-ho-so/<int:pk>/thu-lai/", views.pack_retry, name="pack_retry"),
    path("<slug:province>/tong-hop/", views.province_summary, name="province_summary"),
    path("<slug:province>/<slug:bloc>/", views.bloc, name="bloc"),
    path("<slug:province>/<slug:bloc>/<period:period>/", views.period, name="period"),
    path(
        "<slug:province>/<slug:bloc>/<period:period>/tom-tat/",
        views.period_summary,
        name="period_summary",
    ),
    path(
        "<slug:province>/<slug:bloc>/<period:period>/goi-ho-so/",
        views.period_pack,
        name="period_pack",
    ),
    path("<slug:province>/<slug:bloc>/<period:period>/ai-chua-nop/", views.late, name="late"),
    path(
        "<slug:province>/<slug:bloc>/<period:period>/ai-chua-nop/nhac/",
        views.late_remind,
        name="late_remind",
    ),
    path(
        "<slug:province>/<slug:bloc>/<period:period>/ai-chua-nop/cong-van/",
        views.late_letter,
        name="late_letter",
    ),
]

handler400 = "emulation_bloc.views.bad_request"
handler403 = "emulation_bloc.views.forbidden"
handler404 = "emulation_bloc.views.not_found"
handler500 = "emulation_bloc.views.server_error"
