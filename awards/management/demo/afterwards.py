"""What the demonstration's people do between and after the reviews: pact, calendar, invitations,
tasks with their progress, the year-end meeting with its election, the handover. Invented."""

from datetime import date, time
from typing import Any

from awards.management.demo.votes import vote_awards
from documents import actions as papers
from documents.models import Document
from emulation_bloc.lib import clock
from meetings import actions, queries
from meetings.actions import (
    confirmation,
    elections,
    handovers,
    invitations,
    official,
    pacts,
    progress,
    records,
    states,
    tasks,
)
from meetings.models import (
    Activity,
    Attendance,
    Conclusion,
    ExemplaryModel,
    Handover,
    Invitation,
    Meeting,
    Movement,
    Pact,
    ReviewReport,
    Task,
    TaskShare,
)
from meetings.queries.official import official_words
from meetings.queries.pacts import members_of, pact_words
from units.actions.calendar import make_year
from units.actions.meeting_rules import save_meeting_settings
from units.models import Bloc, Milestone, Period, Unit, User
from units.queries import head_on

NEXT_DIRECTIONS = (
    (
        "Triển khai các chỉ tiêu, nhiệm vụ phát triển kinh tế - xã hội năm 2022",
        "Ngay từ đầu năm, từng đơn vị cụ thể hóa thành kế hoạch, chỉ tiêu thi đua.",
        "professional",
    ),
    (
        "Đẩy mạnh cải cách hành chính, chuyển đổi số trong các đơn vị thuộc Khối",
        "Mỗi đơn vị đăng ký ít nhất một sáng kiến về cải cách hành chính.",
        "administrative_reform",
    ),
    (
        "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến",
        "Mỗi đơn vị giới thiệu ít nhất một điển hình trong 6 tháng đầu năm 2022.",
        "exemplary_model",
    ),
)
SENT_HOW = "Trục liên thông văn bản của tỉnh"
ASSUMED = "toàn bộ nội dung hội nghị tổng kết, kết quả bầu và bàn giao là dữ liệu trình diễn."


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _secretary(bloc: Bloc) -> User:
    return User.objects.filter(appointments__bloc=bloc, appointments__role="secretary").first()


def _leaders(bloc: Bloc) -> list[tuple[Unit, User]]:
    """Each member with its leader, in order."""
    rows = bloc.memberships.select_related("unit").order_by("position")
    return [
        (row.unit, User.objects.get(appointments__unit=row.unit, appointments__role="leader"))
        for row in rows
    ]


def sign_and_send(document: Document, *, by: User) -> None:
    """A paper is signed on paper and sent; what was signed is not signed again."""
    if document.state != Document.State.APPROVED:
        return
    names = [row["name"] for row in document.snapshot["signatures"] if row["name"]]
    papers.record_signed(
        document,
        by=by,
        signed_by=", ".join(names) or "Thủ trưởng các đơn vị",
        signed_on=clock.today(),
        upload=None,
    )
    papers.record_sent(document, by=by, how=SENT_HOW)


def plan_year(bloc: Bloc, year: int) -> None:
    """The calendar of the year, from the usual template."""
    if not Milestone.objects.filter(bloc=bloc, year=year).exists():
        make_year(bloc, year, by=_secretary(bloc))


def sign_pact(bloc: Bloc, period: Period) -> None:
    """The pact of the year, confirmed by every leader, approved to be signed."""
    if Pact.objects.filter(bloc=bloc).exists():
        return
    by = _secretary(bloc)
    pact = pacts.start_pact(period, by=by)
    theme = {"theme": "Đoàn kết, sáng tạo, hoàn thành thắng lợi nhiệm vụ năm 2021"}
    pacts.save_pact(pact, values=theme, revision=pact.revision, by=by)
    pacts.offer_pact(pact, by=by)
    seen = queries.words_digest(pact_words(pact))
    leaders = dict(_leaders(bloc))
    for unit in members_of(pact):
        pacts.confirm_pact(pact, unit, by=leaders[unit], seen=seen)
    head = head_on(bloc, clock.today())
    pacts.approve_pact(pact, by=head.user, seen=seen)
    pact.document.refresh_from_db()
    sign_and_send(pact.document, by=by)


def invite(meeting: Meeting) -> None:
    """Everybody is asked to the half-year review."""
    states.send_invitations(meeting, by=_secretary(meeting.bloc))


def answer(meeting: Meeting) -> None:
    """Every unit says that its leader comes."""
    leaders = dict(_leaders(meeting.bloc))
    for row in meeting.invitations.exclude(unit=None).select_related("unit"):
        leader = leaders[row.unit]
        values = {"name": leader.full_name, "title": leader.position}
        invitations.answer_invitation(
            row, answer=Invitation.Answer.YES, values=values, revision=row.revision, by=leader
        )


def assign(bloc: Bloc) -> None:
    """The half-year review's directions and requests become tasks, some with a unit to lead."""
    meeting = Meeting.objects.get(bloc=bloc, kind=Meeting.Kind.HALF_YEAR_REVIEW)
    if meeting.tasks.exists():
        return
    unit = {row.slug: row for row in Unit.objects.filter(province=bloc.province)}
    led = {
        "PH3": ("so-khcn", date(2021, 10, 31), "Báo cáo kết quả cải cách hành chính"),
        "PH6": ("cuc-qltt", date(2021, 9, 30), "Tổ chức giao lưu thể thao của Khối"),
        "YC4": ("so-nnptnt", date(2021, 11, 15), "Trao quà cho gia đình khó khăn"),
    }
    plans = {}
    for row in Conclusion.objects.filter(meeting=meeting):
        plan = tasks.plan_of(row)
        if row.code in led:
            slug, plan.due, plan.measure = led[row.code]
            plan.lead_units, plan.weight = [unit[slug]], 3
        elif row.code == "YC1":
            plan.no_task_reason = "Đề nghị chung, thực hiện trong các nhiệm vụ khác"
        plans[row.pk] = plan
    tasks.make_tasks(meeting, by=_secretary(bloc), plans=plans)


def send_report(bloc: Bloc) -> None:
    """A week after its approval the half year's report is signed on paper and sent too."""
    document = ReviewReport.objects.get(period__bloc=bloc, period__slug="2021-h1").document
    sign_and_send(document, by=_secretary(bloc))


def finish_tasks(bloc: Bloc) -> None:
    """Before the year-end review most units report that four of the directions are done."""
    by, leaders = _secretary(bloc), dict(_leaders(bloc))
    rows = TaskShare.objects.filter(task__bloc=bloc, task__meeting__kind="half_year_review")
    rows = rows.filter(task__code__in=("PH1", "PH2", "PH5", "PH8"))
    for share in rows.filter(state=TaskShare.State.TODO).select_related("unit"):
        if share.unit.slug == "so-tnmt":
            continue
        leader = leaders[share.unit]
        progress.report_progress(
            share, percent=100, text="Đơn vị đã hoàn thành theo kế hoạch năm 2021.", by=leader
        )
        progress.accept_share(share, by=by)


def work(bloc: Bloc) -> None:
    """Summer and autumn: a movement, a model, an activity; what units report of their tasks."""
    if Movement.objects.filter(bloc=bloc).exists():
        return
    by = _secretary(bloc)
    _write_records(bloc, by)
    officer, leader = _user("canbo.qltt"), _user("lam.tran")
    share = TaskShare.objects.get(task__code="PH6", task__bloc=bloc, unit=leader.unit)
    told = progress.report_progress(
        share,
        percent=100,
        text="Đã tổ chức giao lưu bóng chuyền giữa các đơn vị trong Khối, 9 đội tham gia.",
        number="215/BC-QLTT",
        date=date(2021, 9, 27),
        issuer="Cục Quản lý thị trường tỉnh",
        by=officer,
    )
    progress.confirm_progress(share, seen=told.pk, by=leader)
    progress.accept_share(share, by=by)
    officer = _user("canbo.xaydung")
    share = TaskShare.objects.get(task__code="PH7", task__bloc=bloc, unit=officer.unit)
    progress.report_progress(
        share,
        percent=60,
        text="Đã giới thiệu 01 điển hình về rút ngắn thời gian cấp phép xây dựng.",
        by=officer,
    )


def _write_records(bloc: Bloc, by: User) -> None:
    movement = {
        "name": "Lập thành tích chào mừng 190 năm thành lập tỉnh Hưng Yên",
        "kind": "thematic",
        "aims": "Mỗi đơn vị có ít nhất một công trình, phần việc chào mừng.",
        "launched_on": date(2021, 7, 20),
        "launch_paper": "Kế hoạch của Khối",
        "ends_on": date(2021, 12, 31),
    }
    records.add_record(Movement, bloc, values=movement, unit=None, by=by)
    officer = _user("canbo.xaydung")
    model = {
        "name": "Tổ Một cửa Sở Xây dựng",
        "subject": ExemplaryModel.Subject.COLLECTIVE,
        "found_on": date(2021, 8, 16),
        "description": "Rút ngắn thời gian cấp phép xây dựng từ 15 ngày còn 10 ngày.",
    }
    records.add_record(ExemplaryModel, bloc, values=model, unit=officer.unit, by=officer)
    activity = {
        "name": "Giao lưu bóng chuyền các đơn vị trong Khối",
        "kind": Activity.Kind.SPORT,
        "date": date(2021, 9, 25),
        "place": "Nhà thi đấu tỉnh",
        "participants": 90,
        "units": [unit for unit, _leader in _leaders(bloc)],
        "spending": 18_000_000,
        "result": "9 đội tham gia; tăng cường đoàn kết giữa các đơn vị.",
    }
    records.add_record(Activity, bloc, values=activity, unit=None, by=by)


def hold_year_end(bloc: Bloc) -> None:
    """The year-end review, with ballots and election; the draft minutes go to the units."""
    period = bloc.periods.get(slug="2021")
    if period.meetings.exists():
        return
    by = _secretary(bloc)
    save_meeting_settings(bloc, {"confirms_minutes": True}, starts=date(2021, 12, 1), by=by)
    meeting = actions.plan_meeting(period, by=by)
    _arrange(meeting, by)
    states.open_meeting(meeting, by=by)
    _tell(meeting, by)
    vote_awards(meeting, by=by)
    _elect(meeting, by)
    _report(period, by)
    meeting.refresh_from_db()
    states.close_meeting(meeting, by=by)
    confirmation.open_confirmation(meeting.minutes.get(), by=by)


def _arrange(meeting: Meeting, by: User) -> None:
    head = head_on(meeting.bloc, clock.today()).user
    general = {
        "date": clock.today(),
        "starts_at": time(8, 0),
        "place": "Hội trường Sở Nông nghiệp và Phát triển nông thôn",
        "host_unit": head.unit,
    }
    actions.save_meeting(meeting, "general", values=general, revision=meeting.revision, by=by)
    for role, user in (("reviewer", _user("chuong.do")), ("chair", head), ("secretary", by)):
        values = {
            "role": role,
            "name": user.full_name,
            "title": user.position,
            "unit": user.unit,
            "user": user,
        }
        actions.add_row(meeting, "guests", values=values, by=by)


def _tell(meeting: Meeting, by: User) -> None:
    leaders = dict(_leaders(meeting.bloc))
    for row in meeting.attendances.select_related("unit"):
        leader = leaders[row.unit]
        values: dict[str, Any] = {"presence": Attendance.Presence.PRESENT}
        values |= {"name": leader.full_name, "title": leader.position}
        if row.unit.slug == "so-tnmt":
            values = {
                "presence": Attendance.Presence.STAND_IN,
                "name": "Mai Thị Hương Mẫu",
                "title": "Chuyên viên Sở Tài nguyên và Môi trường",
                "letter": "Giấy ủy quyền số 12/GUQ-STNMT ngày 23/12/2021",
            }
        actions.save_row(row, values=values, revision=row.revision, by=by)
    texts = {
        "summary": {"attendance_summary": "lãnh đạo và chuyên viên phụ trách công tác thi đua"},
        "context": {"context": "Năm 2021, dịch Covid-19 tác động đến mọi lĩnh vực của tỉnh."},
        "results": {"results": "Các đơn vị trong Khối hoàn thành nhiệm vụ chính trị năm 2021."},
        "discussion": {"discussion": "các đơn vị thảo luận, thống nhất phương hướng năm 2022"},
        "closing": {"ends_at": time(11, 15), "copies": 3, "assumptions": ASSUMED},
    }
    for part, values in texts.items():
        actions.save_meeting(meeting, part, values=values, revision=1, by=by)
    remark = {
        "speaker": "Đỗ Xuân Chương",
        "title": "Phó Trưởng ban Thi đua - Khen thưởng",
        "assessment": "đánh giá cao kết quả hoạt động của Khối năm 2021",
    }
    actions.add_row(meeting, "remarks", values=remark, by=by)
    for title, detail, area in NEXT_DIRECTIONS:
        values = {"title": title, "detail": detail, "area": area, "due": date(2022, 6, 30)}
        actions.add_row(meeting, "directions", values=values, by=by)


def _elect(meeting: Meeting, by: User) -> None:
    unit = {row.slug: row for row in Unit.objects.filter(province=meeting.bloc.province)}
    first, second = unit["so-xay-dung"], unit["bql-kcn"]
    for office, elected in (("head", first), ("deputy", second)):
        counted = elections.Counted("hands", 9, 9, 9, {elected: 9}, elected)
        elections.record_election(meeting, office, counted, by=by)


def _report(period: Period, by: User) -> None:
    """The draft of the year's report, with its compulsory part on shortfalls."""
    report = actions.start_report(period, by=by)
    section = report.sections.get(key="shortfalls")
    body = (
        "Một số đơn vị báo cáo tiến độ nhiệm vụ còn chậm.\n"
        "Nguyên nhân: dịch bệnh kéo dài, phối hợp giữa các đơn vị có lúc chưa kịp thời."
    )
    actions.save_section(section, body=body, revision=section.revision, by=by)


def confirm(bloc: Bloc) -> None:
    """Eight units agree, one has a remark and is answered; minutes, report and notice are
    approved."""
    meeting = Meeting.objects.get(bloc=bloc, kind=Meeting.Kind.YEAR_END_REVIEW)
    minutes = meeting.minutes.get()
    if minutes.document.state != Document.State.DRAFT:
        return
    by, head = _secretary(bloc), head_on(bloc, clock.today()).user
    for unit, leader in _leaders(bloc):
        if unit.slug == "so-gtvt":
            said = confirmation.remark(
                minutes, unit=unit, paragraph=0, text="Đề nghị ghi rõ giờ bắt đầu.", by=leader
            )
            confirmation.answer_remark(said, text="Đã ghi giờ bắt đầu trong biên bản.", by=by)
        else:
            confirmation.confirm(minutes, unit=unit, by=leader)
    confirmation.close_confirmation(minutes, by=by)
    actions.submit_minutes(minutes, by=by)
    seen = queries.words_digest(queries.minutes_words(minutes))
    actions.approve_minutes(minutes, by=head, seen=seen)
    _approve_papers(meeting, by, head)


def _approve_papers(meeting: Meeting, by: User, head: User) -> None:
    report = ReviewReport.objects.get(period=meeting.period)
    actions.submit_report(report, by=by)
    seen = queries.words_digest(queries.report_words(report, by=head))
    actions.approve_report(report, by=head, seen=seen)
    for paper in meeting.official_papers.filter(document__kind="notice"):
        official.submit_paper(paper, by=by)
        seen = queries.words_digest(official_words(paper, head))
        official.approve_paper(paper, by=head, seen=seen)


def prepare_handover(bloc: Bloc) -> None:
    """The elected head is appointed from 1 January; the old one ticks the checklist."""
    if bloc.handovers.exists():
        return
    period, by = bloc.periods.get(slug="2021"), _secretary(bloc)
    made = handovers.prepare_handover(
        period,
        taker=_user("lanhdao.xaydung"),
        deputy=_user("lanhdao.kcn"),
        secretary=_user("canbo.xaydung"),
        starts=date(2022, 1, 1),
        meeting=period.meetings.get(kind=Meeting.Kind.YEAR_END_REVIEW),
        by=by,
    )
    for row in made.items.all():
        condition = "" if row.quantity else "Khối không lập quỹ"
        values = {"is_checked": bool(row.quantity), "condition": condition}
        handovers.save_item(row, values=values, revision=row.revision, by=by)
    handovers.confirm_given(made, by=made.giver)


def take_over(bloc: Bloc) -> None:
    """The new head, in office since midnight of 1 January, confirms; the new year is planned."""
    handover = bloc.handovers.get()
    if handover.state == Handover.State.GIVEN:
        handovers.confirm_taken(handover, by=handover.taker)
    if not Task.objects.filter(meeting__kind=Meeting.Kind.YEAR_END_REVIEW, bloc=bloc).exists():
        meeting = Meeting.objects.get(bloc=bloc, kind=Meeting.Kind.YEAR_END_REVIEW)
        tasks.make_tasks(meeting, by=_user("canbo.xaydung"))
    plan_year(bloc, 2022)
