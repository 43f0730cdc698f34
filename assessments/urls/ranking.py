"""Addresses of the ranking pages."""

from django.urls import path

from assessments.views import papers, ranking

RANKING = "<slug:province>/<slug:bloc>/<period:period>/xep-hang/"

urlpatterns = [
    path(RANKING, ranking.ranking, name="ranking"),
    path(RANKING + "chot/", ranking.close_round, name="close_round"),
    path(RANKING + "cac-ky/", ranking.compare, name="compare"),
    path(RANKING + "khoang-cach/", ranking.closeness, name="closeness"),
    path(RANKING + "bang-tong-hop/", papers.ranking_paper, name="ranking_paper"),
    path(RANKING + "excel/", papers.ranking_xlsx, name="ranking_xlsx"),
    path(RANKING + "bieu-do-nhom.svg", papers.chart_groups, name="chart_groups"),
    path(RANKING + "bieu-do-tu-cham.svg", papers.chart_gap, name="chart_gap"),
    path(RANKING + "bieu-do-thu-hang.svg", papers.chart_ranks, name="chart_ranks"),
    path(RANKING + "<int:pk>/", ranking.why, name="why"),
    path(RANKING + "<int:pk>/dieu-kien/", ranking.disqualify, name="disqualify"),
    path(RANKING + "<int:pk>/bao-cao/", papers.unit_report, name="unit_report"),
]
