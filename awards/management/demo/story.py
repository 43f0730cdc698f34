"""What the demonstration's people do, stage by stage, through the same actions as the screens."""

from datetime import date, time
from typing import Any

from awards.management.demo import afterwards, facts, rewards, scoring
from awards.management.demo.cast import CASE, LEADERS, hung_yen, neighbour, province
from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from meetings import actions, queries
from meetings.actions import states
from meetings.models import Attendance, Conclusion, Guest, Meeting, Minutes, ReviewReport
from units import actions as ground
from units.actions.periods import default_windows
from units.models import Bloc, Membership, Period, Province, Unit, User

STAGES = (
    "planned", "meeting", "approved", "tasks", "self-assessment", "appraisal", "ranked",
    "voted", "confirmed", "nominated", "decided", "handover",
)  # fmt: skip
DAYS = {
    "planned": date(2021, 7, 1),
    "meeting": date(2021, 7, 9),
    "approved": date(2021, 7, 12),
    "tasks": date(2021, 9, 30),
    "self-assessment": date(2021, 11, 12),
    "appraisal": date(2021, 11, 22),
    "ranked": date(2021, 12, 20),
    "voted": date(2021, 12, 24),
    "confirmed": date(2021, 12, 27),
    "nominated": date(2021, 12, 28),
    "decided": date(2021, 12, 31),
    "handover": date(2022, 1, 4),
}
ASSUMED = (
    "ngày, giờ và địa điểm họp; đơn vị đăng cai; thư ký hội nghị; họ tên, chức vụ đại diện "
    "và việc tham dự của từng đơn vị, ngoài những người nêu trong bản tin nguồn."
)


def tell(stage: str) -> None:
    """Bring the demonstration to `stage`; what has been told is not told again."""
    bloc = hung_yen()
    near = neighbour(bloc.province, "hy2", "KTĐVHXH", with_reviewer=False)
    far = neighbour(province("thai-binh", "Tỉnh Thái Bình"), "tb", "KTĐVHXH", with_reviewer=True)
    reached = STAGES[: STAGES.index(stage) + 1]
    _begin_year(bloc)
    for name in reached:
        for day, act in EVES.get(name, ()):
            _stand_on(day)
            act(bloc)
        _stand_on(DAYS[name])
        told = {"planned": _plan, "meeting": _hold, "approved": _approve} | SCORING | AFTERWARDS
        told[name](bloc)
        {"planned": _open, "meeting": _sketch}.get(name, _nothing)(near)
        {"planned": _open, "meeting": _sketch, "approved": _finish}.get(name, _nothing)(far)


def _begin_year(bloc: Bloc) -> None:
    """January to June: criteria, registration, the units' reports of the half year."""
    _stand_on(date(2021, 1, 18))
    afterwards.plan_year(bloc, 2021)
    scoring.set_criteria(bloc)
    _stand_on(date(2021, 2, 8))
    scoring.register(bloc)
    half = _open(bloc)
    _stand_on(date(2021, 3, 15))
    afterwards.sign_pact(bloc, bloc.periods.get(slug="2021"))
    _stand_on(date(2021, 6, 14))
    scoring.report_half_year(bloc, half)


def _assess(bloc: Bloc) -> None:
    scoring.assess_year(bloc, bloc.periods.get(slug="2021"))


def _appraise(bloc: Bloc) -> None:
    scoring.appraise(bloc, bloc.periods.get(slug="2021"))


def _rank(bloc: Bloc) -> None:
    scoring.rank(bloc, bloc.periods.get(slug="2021"))


SCORING = {"self-assessment": _assess, "appraisal": _appraise, "ranked": _rank}
AFTERWARDS = {
    "tasks": afterwards.work,
    "voted": afterwards.hold_year_end,
    "confirmed": afterwards.confirm,
    "nominated": rewards.nominate,
    "decided": rewards.decide,
    "handover": afterwards.take_over,
}
# What happens on the way to a stage, on days of its own.
EVES = {
    "tasks": (
        (date(2021, 7, 16), afterwards.assign),
        (date(2021, 7, 19), afterwards.send_report),
    ),
    "voted": (
        (date(2021, 12, 22), afterwards.finish_tasks),
        (date(2021, 12, 23), facts.write_facts),
    ),
    "decided": (
        (date(2021, 12, 29), rewards.appraise),
        (date(2021, 12, 30), rewards.vote),
    ),
    "handover": ((date(2021, 12, 31), afterwards.prepare_handover),),
}


def _stand_on(day: date) -> None:
    """Move the demonstration's day; earlier stages never move it back."""
    Province.objects.filter(is_demo=True, demo_day__lt=day).update(demo_day=day)
    clock.forget_demo_day()


def _nothing(_bloc: Bloc) -> None:
    """The neighbour falls behind, so that the reviewer sees somebody late."""


def _secretary(bloc: Bloc) -> User:
    held = User.objects.filter(appointments__bloc=bloc, appointments__role="secretary")
    return held.order_by("appointments__starts").first()


def _open(bloc: Bloc) -> Period:
    """Both periods of the year; the half year's review is planned."""
    by = _secretary(bloc)
    for kind in (Period.Kind.HALF_YEAR, Period.Kind.YEAR):
        slug = "2021-h1" if kind == Period.Kind.HALF_YEAR else "2021"
        if not bloc.periods.filter(slug=slug).exists():
            ground.open_period(
                bloc, kind=kind, year=2021, windows=default_windows(kind, 2021), by=by
            )
    return bloc.periods.get(slug="2021-h1")


def _plan(bloc: Bloc) -> None:
    period = _open(bloc)
    if period.meetings.exists():
        return
    by = _secretary(bloc)
    given, assumed = CASE["meeting"], CASE["assumptions"]
    meeting = actions.plan_meeting(period, by=by)
    host = Unit.objects.get(
        province=bloc.province, slug=CASE["leadership"]["host_unit_of_h1_review"]["unit"]
    )
    general = {
        "title": given["title"],
        "date": assumed["meeting_date"],
        "place": assumed["meeting_place"],
        "starts_at": time.fromisoformat(assumed["meeting_time"]),
        "host_unit": host,
    }
    actions.save_meeting(meeting, "general", values=general, revision=meeting.revision, by=by)
    for values in _guests(bloc):
        actions.add_row(meeting, "guests", values=values, by=by)
    meeting.refresh_from_db()
    afterwards.invite(meeting)


def _guests(bloc: Bloc) -> list[dict[str, Any]]:
    people = {user.full_name: user for user in User.objects.filter(province=bloc.province)}
    unit = {row.slug: row for row in Unit.objects.filter(province=bloc.province)}
    rows = [
        {
            "role": row["as"],
            "name": row["name"],
            "title": row["position"],
            "organisation": row.get("organisation", ""),
            "unit": unit.get(row.get("unit")),
        }
        for row in CASE["meeting"]["attending_guests"]
    ]
    chair = CASE["meeting"]["chair"]
    secretary = _secretary(bloc)
    rows.append(
        {
            "role": Guest.Role.CHAIR,
            "name": chair["name"],
            "title": chair["position"],
            "unit": unit[chair["unit"]],
        }
    )
    rows.append(
        {
            "role": Guest.Role.SECRETARY,
            "name": secretary.full_name,
            "title": secretary.position,
            "unit": secretary.unit,
        }
    )
    return [row | {"user": people.get(row["name"])} for row in rows]


def _hold(bloc: Bloc) -> None:
    """The meeting of 9 July 2021 as the report tells it, typed by the secretary."""
    period = bloc.periods.get(slug="2021-h1")
    meeting = period.meetings.get()
    if meeting.results:
        return
    by = _secretary(bloc)
    given = CASE["meeting"]
    afterwards.answer(meeting)
    states.open_meeting(meeting, by=by)
    texts = {
        "summary": {"attendance_summary": given["attendance"]},
        "context": {"context": "\n".join(given["context"])},
        "results": {"results": "\n".join(given["results"])},
        "discussion": {"discussion": given["discussion"]},
        "closing": {
            "ends_at": time.fromisoformat(CASE["assumptions"]["meeting_end"]),
            "copies": 3,
            "assumptions": ASSUMED,
        },
    }
    for part, values in texts.items():
        actions.save_meeting(meeting, part, values=values, revision=1, by=by)
    _mark_attendance(meeting, by)
    _speak(meeting, by)
    for row in CASE["directions"]:
        _conclude(meeting, "directions", row, by)
    _write_report(period, by)


def _mark_attendance(meeting: Meeting, by: User) -> None:
    slugs = dict(Unit.objects.filter(province=meeting.bloc.province).values_list("pk", "slug"))
    for row in meeting.attendances.all():
        _username, name, title = LEADERS[slugs[row.unit_id]]
        values = {"presence": Attendance.Presence.PRESENT, "name": name, "title": title}
        actions.save_row(row, values=values, revision=row.revision, by=by)


def _speak(meeting: Meeting, by: User) -> None:
    given = CASE["reviewer_remarks"]
    guest = next(row for row in CASE["meeting"]["attending_guests"] if row["name"] == given["by"])
    values = {"speaker": given["by"], "title": guest["position"], "assessment": given["assessment"]}
    actions.add_row(meeting, "remarks", values=values, by=by)
    for row in given["requests"]:
        _conclude(meeting, "requests", row, by)


def _conclude(meeting: Meeting, part: str, row: dict[str, Any], by: User) -> None:
    values = {
        "title": row["title"],
        "detail": row.get("detail", ""),
        "area": row["area"],
        "code": row["code"],
    }
    if part == "requests":
        values["addressee"] = Conclusion.Addressee(row["to"])
    made = actions.add_row(meeting, part, values=values, by=by)
    for reference in row.get("references", []):
        words = {
            name: reference[name]
            for name in ("kind", "number", "date", "issuer", "subject")
            if name in reference
        }
        actions.add_row(meeting, "references", values=words, by=by, parent=made)


def _write_report(period: Period, by: User) -> None:
    """The report's own prose is invented, and says so in its foot like all assumed values."""
    report = actions.start_report(period, by=by)
    bodies = {
        "movements": "Các đơn vị tiếp tục hưởng ứng các phong trào thi đua do tỉnh phát động, "
        "gắn với nhiệm vụ chính trị được giao.",
        "shortfalls": "Một số đơn vị chưa chủ động phát hiện, giới thiệu điển hình tiên tiến.\n"
        "Nguyên nhân: dịch Covid-19 làm gián đoạn các hoạt động giao lưu, học tập kinh nghiệm "
        "giữa các đơn vị.",
    }
    for section in report.sections.filter(key__in=bodies):
        actions.save_section(section, body=bodies[section.key], revision=section.revision, by=by)
    actions.share_report(report, by=by, is_shared=True)
    officer = User.objects.get(username="canbo.xaydung")
    shortfalls = report.sections.get(key="shortfalls")
    made = actions.comment(
        shortfalls, unit=officer.unit, text="Đề nghị nêu thêm nguyên nhân chủ quan.", by=officer
    )
    actions.answer(made, text="Tiếp thu, sẽ bổ sung trong bản chính thức.", by=by)


def _approve(bloc: Bloc) -> None:
    """The chair approves the minutes, which are signed on paper and sent; the head approves the
    report."""
    period = bloc.periods.get(slug="2021-h1")
    minutes = Minutes.objects.get(meeting__period=period, document__corrects=None)
    if minutes.document.state != Document.State.DRAFT:
        return
    by = _secretary(bloc)
    chair = User.objects.get(full_name=CASE["meeting"]["chair"]["name"])
    _approve_minutes(minutes, by, chair)
    report = ReviewReport.objects.get(period=period)
    head = User.objects.get(appointments__bloc=bloc, appointments__role="head")
    actions.submit_report(report, by=by)
    seen = queries.words_digest(queries.report_words(report, by=head))
    actions.approve_report(report, by=head, seen=seen)
    papers.record_signed(
        minutes.document,
        by=by,
        signed_by=f"{by.full_name}, {chair.full_name}",
        signed_on=clock.today(),
        upload=None,
    )
    papers.record_sent(minutes.document, by=by, how=afterwards.SENT_HOW)


def _approve_minutes(minutes: Minutes, by: User, chair: User) -> None:
    actions.submit_minutes(minutes, by=by)
    seen = queries.words_digest(queries.minutes_words(minutes))
    actions.approve_minutes(minutes, by=chair, seen=seen)


def _sketch(bloc: Bloc) -> None:
    """A neighbour's meeting, half typed in."""
    period = bloc.periods.get(slug="2021-h1")
    if period.meetings.exists():
        return
    by = _secretary(bloc)
    meeting = actions.plan_meeting(period, by=by)
    unit = Membership.objects.filter(bloc=bloc).order_by("position").first().unit
    general = {
        "date": date(2021, 7, 8),
        "starts_at": time(14, 0),
        "place": f"Hội trường {unit.name}",
        "host_unit": unit,
    }
    actions.save_meeting(meeting, "general", values=general, revision=1, by=by)
    head = User.objects.get(appointments__bloc=bloc, appointments__role="head")
    for role, user in ((Guest.Role.CHAIR, head), (Guest.Role.SECRETARY, by)):
        values = {
            "role": role,
            "name": user.full_name,
            "title": user.position,
            "unit": user.unit,
            "user": user,
        }
        actions.add_row(meeting, "guests", values=values, by=by)
    actions.save_meeting(
        meeting,
        "closing",
        values={"assumptions": "toàn bộ nội dung hội nghị này là dữ liệu trình diễn."},
        revision=1,
        by=by,
    )


def _finish(bloc: Bloc) -> None:
    """The other province's minutes are approved, so that there is something its neighbours must
    not see."""
    minutes = Minutes.objects.get(meeting__bloc=bloc, document__corrects=None)
    if minutes.document.state != Document.State.DRAFT:
        return
    by, meeting = _secretary(bloc), minutes.meeting
    results = {"results": "Các đơn vị hoàn thành nhiệm vụ được giao trong 6 tháng đầu năm 2021."}
    actions.save_meeting(meeting, "results", values=results, revision=1, by=by)
    for row in meeting.attendances.select_related("unit"):
        leader = User.objects.filter(
            appointments__unit=row.unit, appointments__role="leader"
        ).first()
        values = {
            "presence": Attendance.Presence.PRESENT,
            "name": leader.full_name,
            "title": leader.position,
        }
        actions.save_row(row, values=values, revision=row.revision, by=by)
    direction = {
        "title": "Đẩy mạnh phong trào thi đua xây dựng đời sống văn hóa",
        "area": "movement",
    }
    actions.add_row(meeting, "directions", values=direction, by=by)
    meeting.refresh_from_db()
    values = {"ends_at": time(16, 30), "copies": 3, "assumptions": meeting.assumptions}
    actions.save_meeting(
        meeting, "closing", values=values, revision=meeting.closing_revision, by=by
    )
    head = User.objects.get(appointments__bloc=bloc, appointments__role="head")
    _approve_minutes(minutes, by, head)
