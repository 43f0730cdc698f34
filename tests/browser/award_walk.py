"""What the walk from ballot to decision does not click: told through the actions, each a step."""

COMMON = """
import json
from datetime import date
from awards.actions import nominations
from awards.management.demo import afterwards, rewards, votes
from awards.management.demo.cast import hung_yen
from awards.models import Award, Check, Nomination
from emulation_bloc.lib import clock
from meetings import actions
from meetings.actions import confirmation, states
from meetings.models import Ballot, Meeting
from units import actions as ground
from units.actions.meeting_rules import save_meeting_settings
from units.actions.periods import default_windows
from units.models import Province, User

def stand_on(day):
    Province.objects.update(demo_day=day)
    clock.forget_demo_day()

bloc = hung_yen()
period = bloc.periods.get(slug="2021")
secretary = User.objects.get(username="thuky")
"""

# The year-end review is held: who is there, what was said; no ballot yet.
HELD = """
afterwards.finish_tasks(bloc)
stand_on(date(2021, 12, 24))
settings = dict(confirms_minutes=True)
save_meeting_settings(bloc, settings, starts=date(2021, 12, 1), by=secretary)
meeting = actions.plan_meeting(period, by=secretary)
afterwards._arrange(meeting, secretary)
states.open_meeting(meeting, by=secretary)
afterwards._tell(meeting, secretary)
names = ("chuong.do", "canbo.xaydung", "canbo.qltt")
print(json.dumps([meeting.pk, [User.objects.get(username=one).pk for one in names]]))
"""

# Who stands and who votes, by unit; how many votes are in the box, without whose they are.
BALLOT = """
ballot = Ballot.objects.get(pk={pk})
print(json.dumps(dict(
    votes=len(ballot.box.slips),
    voters=dict(ballot.ballotvoters.values_list("unit__slug", "pk")),
    listed=list(ballot.ballotcandidates.order_by("position").values_list("unit_name", flat=True)),
)))
"""

# The ballot on certificates, as the flag's was, and everything after the ballots of the meeting.
CLOSED = """
meeting = Meeting.objects.get(bloc=bloc, kind=Meeting.Kind.YEAR_END_REVIEW)
votes.AWARDS = ("BK_TINH",)
votes.vote_awards(meeting, by=secretary)
afterwards._elect(meeting, secretary)
afterwards._report(period, secretary)
meeting.refresh_from_db()
states.close_meeting(meeting, by=secretary)
confirmation.open_confirmation(meeting.minutes.get(), by=secretary)
stand_on(date(2021, 12, 26))
afterwards.confirm(bloc)
"""

CONCLUDED = """
for check in Check.objects.filter(bloc=bloc, outcome="person", decided=""):
    nominations.conclude(check, outcome="fit", why="Báo cáo tổng kết năm 2021", by=secretary)
"""

REPORTED = """
for row in rewards._rows(bloc, "minuted"):
    rewards._report(row)
"""

NOMINATED = """
print(json.dumps([
    dict(pk=row.pk, award=row.award.code, unit=row.unit_name, slug=row.unit.slug, state=row.state,
        votes=row.votes, base=row.vote_base, rank=row.rank, url=row.get_absolute_url())
    for row in Nomination.objects.filter(bloc=bloc).order_by("position").select_related(
        "unit", "award", "bloc__province")
]))
"""

# A year later, rule N10 switched on by an operator: the flag's unit is proposed for it again.
NEXT_YEAR = """
from awards.actions.checks import switch_rule
from awards.models import Rule
from units.models import Unit
rule = Rule.objects.get(code="N10", regime__code="TDKT_2003")
source = "Điều 3 Nghị định số 91/2017/NĐ-CP, đã đối chiếu bản đăng Công báo"
switch_rule(rule, is_on=True, source=source, by=User.objects.filter(is_superuser=True).first())
stand_on(date(2022, 1, 10))
year = ground.open_period(
    bloc, kind="year", year=2022, windows=default_windows("year", 2022), by=secretary)
made = nominations.nominate(
    year, unit=Unit.objects.get(slug="{slug}", province=bloc.province),
    award=Award.objects.get(code="CTD_TINH"), values=dict(reason="merit"), by=secretary)
nominations.examine(made, by=secretary)
check = Check.objects.get(nomination=made, rule=rule)
print(json.dumps(dict(outcome=check.outcome, words=check.words, figures=check.figures)))
"""
