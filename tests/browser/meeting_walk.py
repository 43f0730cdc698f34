"""What the walks through a meeting and its half year do not click: told through the actions, and
what the base holds afterwards."""

COMMON = """
import json
from datetime import date
from awards.management.demo.cast import LEADERS, hung_yen
from emulation_bloc.lib import clock
from meetings import actions
from meetings.models import Attendance, Invitation, Meeting, Minutes, Task
from units.models import Province, User

def stand_on(day):
    Province.objects.update(demo_day=day)
    clock.forget_demo_day()

bloc = hung_yen()
secretary = User.objects.get(username="thuky")
"""

TODAY = """
print(clock.today().isoformat())
"""

# The other units answer that they come, each through its leader.
ANSWERED = """
from meetings.actions.invitations import answer_invitation
for row in Invitation.objects.filter(meeting={pk}, unit__isnull=False, answer="none"):
    username, name, title = LEADERS[row.unit.slug]
    values = dict(name=name, title=title)
    by = User.objects.get(username=username)
    answer_invitation(row, answer="yes", values=values, revision=row.revision, by=by)
"""

# The year-end meeting as far as it is not the point: who is there, what was done and agreed.
YEAR_END = """
meeting = Meeting.objects.get(pk={pk})
for row in meeting.attendances.select_related("unit"):
    _username, name, title = LEADERS[row.unit.slug]
    values = dict(presence=Attendance.Presence.PRESENT, name=name, title=title)
    actions.save_row(row, values=values, revision=row.revision, by=secretary)
for username, role in (("tuan.do", "chair"), ("thuky", "secretary")):
    user = User.objects.get(username=username)
    values = dict(role=role, name=user.full_name, title=user.position, unit=user.unit, user=user)
    actions.add_row(meeting, "guests", values=values, by=secretary)
results = dict(results="Các đơn vị hoàn thành nhiệm vụ năm 2021.")
actions.save_meeting(meeting, "results", values=results, revision=1, by=secretary)
values = dict(title="Tiếp tục phong trào thi đua năm 2022", area="movement")
actions.add_row(meeting, "directions", values=values, by=secretary)
"""

# Every fact of a meeting that its minutes tell.
FACTS = """
from emulation_bloc.lib import vietnamese
from meetings.models import HandedCertificate, ReservedOpinion
meeting = Meeting.objects.get(pk={pk})

def clocked(at):
    return at and f"{{at:%H}} giờ {{at:%M}} phút"

def names(units):
    return [unit.name for unit in units.all()]

print(json.dumps(dict(
    title=meeting.title, place=meeting.place, state=meeting.state,
    day=vietnamese.date_words(meeting.date),
    host=meeting.host_unit.name, starts=clocked(meeting.starts_at), ends=clocked(meeting.ends_at),
    copies=meeting.copies, discussion=meeting.discussion, results=meeting.results,
    attendance_summary=meeting.attendance_summary,
    guests=[[row.role, row.name, row.title, row.organisation] for row in meeting.guests.all()],
    agenda=[row.title for row in meeting.agendaitems.all()],
    ran=[bool(row.started_at and row.ended_at) for row in meeting.agendaitems.all()],
    units=[dict(unit=row.unit_name, slug=row.unit.slug, presence=row.presence, name=row.name,
        title=row.title, letter=row.letter, reason=row.reason, arrived=clocked(row.arrived_at),
        left=clocked(row.left_at)) for row in meeting.attendances.select_related("unit")],
    answers=dict(meeting.invitations.values_list("unit__slug", "answer")),
    said=[[row.unit.name if row.unit else "", row.speaker, row.gist, row.request, row.answer]
        for row in meeting.contributions.select_related("unit")],
    concluded=[dict(kind=row.kind, title=row.title, detail=row.detail, leads=names(row.lead_units),
        partners=names(row.partner_units), measure=row.measure,
        due=row.due and vietnamese.date_short(row.due))
        for row in meeting.conclusions.all()],
    reserved=[[row.unit.name, row.text] for row in ReservedOpinion.objects.filter(meeting=meeting)],
    handed=[[row.unit.name, row.award, str(row.year), row.number, row.issuer,
        vietnamese.date_short(row.date)]
        for row in HandedCertificate.objects.filter(meeting=meeting)],
)))
"""
