"""What the walk through the year does not click: told through the actions, each script a step."""

from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "assessments/data/criteria-1000.csv"
HEAD = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%"
BIG_PDF = HEAD + b"0" * 3_000_000 + b"\ntrailer\n<<>>\n%%EOF\n"

FEED = "1.1. Hoàn thành 05 chỉ tiêu định lượng đã đăng ký với khối (60 điểm/chỉ tiêu) – Chỉ tiêu 1"

COMMON = """
import json
from datetime import date
from assessments import actions
from assessments.actions import returns
from assessments.models import Assessment, Registration, Round, Score, ScoreSheet
from assessments.queries.columns import bases_of
from awards.management.demo import scoring
from awards.management.demo.cast import hung_yen, neighbour, province
from emulation_bloc.lib import clock
from units import actions as ground
from units.actions.periods import default_windows
from units.models import Province, User

def stand_on(day):
    Province.objects.update(demo_day=day)
    clock.forget_demo_day()

bloc = hung_yen()
scored = Round.objects.filter(period__bloc=bloc, is_scored=True).first()
secretary, head = scoring.person(bloc, "secretary"), scoring.person(bloc, "head")
"""

CAST = """
neighbour(province("thai-binh", "Tỉnh Thái Bình"), "tb", "KTĐVHXH", with_reviewer=True)
stand_on(date(2021, 1, 20))
ground.save_scoring_settings(bloc, scoring.RULES, starts=date(2021, 1, 4), by=head)
windows = default_windows("year", 2021)
ground.open_period(bloc, kind="year", year=2021, windows=windows, by=secretary)
"""

REGISTERED = """
scoring.register(bloc)
stand_on(date(2021, 6, 1))
windows = default_windows("half_year", 2021)
half = ground.open_period(bloc, kind="half_year", year=2021, windows=windows, by=secretary)
scoring.report_half_year(bloc, half)
stand_on(date(2021, 11, 10))
"""

# What is still open of a unit's return; what was typed in the browser stays.
FILLED = """
one = Assessment.objects.get(round=scored, unit__slug="{slug}")
by = scoring.leader(one.unit)
dice = scoring._dice(one.pk)
for row in one.answers.filter(points=None).select_related("criterion"):
    figures = scoring.invented(row, dice, 0.8)
    words = row.words or "Theo báo cáo của đơn vị."
    actions.answers.save_answer(row, figures=figures, words=words, revision=row.revision, by=by)
scoring.write_report(one, by)
"""

LATE = "stand_on(date(2021, 11, 17))"

ALL_IN = """
for row in scored.assessments.exclude(state="submitted").select_related("unit"):
    scoring.fill(row)
    returns.submit(row, by=scoring.leader(row.unit))
stand_on(date(2021, 11, 22))
"""

SHEETS = """
rows = ScoreSheet.objects.filter(assessment__round=scored, stage="{stage}").order_by("pk")
print(json.dumps([
    {{"pk": row.pk, "return": row.assessment_id, "unit": row.assessment.unit.slug,
      "by": row.appraiser.username if row.appraiser else ""}}
    for row in rows.select_related("assessment__unit", "appraiser")
]))
"""

JUDGED = """
for sheet in scoring.scored_sheets(scored, "{stage}"):
    scoring.judge(sheet)
"""

CHECKED = """
for row in scored.assessments.select_related("unit", "round", "bloc"):
    for code, _words in scored.settings.disqualifiers:
        actions.decide_disqualification(
            row, code=code, is_met=False, ground="", evidence=None, by=secretary)
"""

RANKS = """
from assessments.models import RankingRow
print(json.dumps([
    {{"unit": row.unit_short_name, "rank": row.rank, "total": str(row.total)}}
    for row in RankingRow.objects.filter(ranking__round=scored).order_by("rank")
]))
"""
