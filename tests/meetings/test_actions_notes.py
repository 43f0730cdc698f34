"""Planning a meeting and typing its notes."""

from datetime import date, time

import pytest

from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions
from meetings.actions.rows import MOST_ROWS, PARTS, part_of, rows_of
from meetings.models import AgendaItem, Attendance, Guest, Meeting, Reference
from tests.factories import DAY, MembershipFactory, PeriodFactory, fresh, make_user, trail
from units.models import Appointment, UnitName

PART = {"context": {"context": "Mới"}, "results": {"results": "Mới"}}


@pytest.fixture
def meeting(db) -> Meeting:
    """A fresh review of a bloc of two units."""
    period = PeriodFactory()
    MembershipFactory.create_batch(2, bloc=period.bloc)
    return actions.plan_meeting(period, by=None)


def save_general(meeting: Meeting, **values) -> None:
    actions.save_meeting(meeting, "general", values=values, revision=meeting.revision, by=None)


def attend(row: Attendance, **values) -> None:
    actions.save_row(row, values={"presence": "present"} | values, revision=row.revision, by=None)


# Planning


def test_plan_meeting_lists_agenda_and_members_and_begins_the_minutes(meeting):
    assert meeting.title == (
        "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm, "
        "triển khai nhiệm vụ 6 tháng cuối năm 2021"
    )
    assert meeting.agendaitems.count() == 6
    units = [row.unit for row in meeting.bloc.memberships.order_by("position")]
    assert [row.unit for row in meeting.attendances.all()] == units
    assert meeting.minutes.get().document.state == "draft"
    assert trail(meeting.bloc) == ["draft_started", "meeting_planned"]


def test_plan_meeting_of_a_year_sums_up_and_looks_ahead(db):
    period = PeriodFactory(
        kind="year", slug="2021", name="Năm 2021", starts=date(2021, 1, 1), ends=date(2021, 12, 31)
    )

    meeting = actions.plan_meeting(period, by=None)

    assert meeting.kind == "year_end_review"
    assert meeting.title.endswith("năm 2021, triển khai nhiệm vụ năm 2022")


def test_plan_meeting_prints_the_names_of_the_periods_time(db):
    period = PeriodFactory()
    row = MembershipFactory(bloc=period.bloc)
    UnitName.objects.create(
        unit=row.unit, name="Tên thời đó", short_name="Cũ", starts=date(2020, 1, 1)
    )

    meeting = actions.plan_meeting(period, by=None)

    assert meeting.attendances.get().unit_name == "Tên thời đó"


def test_plan_meeting_refuses_a_second_one_and_a_closed_period(meeting):
    with pytest.raises(ActionError, match="đã có hội nghị"):
        actions.plan_meeting(meeting.period, by=None)
    with pytest.raises(ActionError, match="Kỳ đã kết thúc"):
        actions.plan_meeting(PeriodFactory(state="closed"), by=None)

    assert Meeting.objects.count() == 1


# Parts that save themselves


def test_save_meeting_keeps_the_part_and_counts(meeting):
    before = meeting.live_revision

    save_general(meeting, date=date(2021, 7, 9), starts_at=time(8), place="Hội trường")

    stored = Meeting.objects.get()
    assert (stored.date, stored.place, stored.revision) == (date(2021, 7, 9), "Hội trường", 2)
    assert stored.live_revision == before + 1


def test_save_meeting_writes_no_field_of_another_part(meeting):
    values = {"context": "Mới", "results": "lén", "title": "lén"}

    actions.save_meeting(meeting, "context", values=values, revision=1, by=None)

    stored = Meeting.objects.get()
    assert (stored.context, stored.results) == ("Mới", "")
    assert stored.title.startswith("Hội nghị sơ kết")


@pytest.mark.parametrize("day", [date(2021, 6, 30), date(2021, 8, 1)])
def test_save_meeting_refuses_a_date_outside_the_windows(meeting, day):
    with pytest.raises(ActionError) as refusal:
        save_general(meeting, date=day)

    assert str(refusal.value) == (
        "Ngày họp phải trong khoảng từ 01/07/2021 đến 31/07/2021 theo lịch của kỳ."
    )


@pytest.mark.parametrize("day", [date(2021, 7, 1), date(2021, 7, 31)])
def test_save_meeting_takes_the_first_and_last_day_of_the_window(meeting, day):
    save_general(meeting, date=day)

    assert Meeting.objects.get().date == day


@pytest.mark.parametrize("end", [time(7, 59), time(8)])
def test_save_meeting_refuses_an_end_before_the_start(meeting, end):
    save_general(meeting, starts_at=time(8))

    with pytest.raises(ActionError, match="Giờ kết thúc phải sau"):
        actions.save_meeting(meeting, "closing", values={"ends_at": end}, revision=1, by=None)


def test_two_desks_write_different_parts_and_both_win(meeting):
    mine, theirs = Meeting.objects.get(), Meeting.objects.get()

    actions.save_meeting(mine, "context", values=PART["context"], revision=1, by=None)
    actions.save_meeting(theirs, "results", values=PART["results"], revision=1, by=None)

    stored = Meeting.objects.get()
    assert (stored.context, stored.results) == ("Mới", "Mới")


def test_stale_form_of_another_tab_is_refused_with_the_stored_text(meeting):
    actions.save_meeting(meeting, "context", values={"context": "của họ"}, revision=1, by=None)

    with pytest.raises(StaleRevisionError) as stale:
        actions.save_meeting(meeting, "context", values={"context": "của tôi"}, revision=1, by=None)

    assert stale.value.row.context == "của họ"
    assert Meeting.objects.get().context == "của họ"


def test_autosave_writes_no_line_of_the_trail(meeting):
    before = trail(meeting.bloc)

    actions.save_meeting(meeting, "context", values=PART["context"], revision=1, by=None)

    assert trail(meeting.bloc) == before


# Rows

ROWS = {
    "guests": {"name": "Nguyễn A"},
    "agenda": {"title": "Khai mạc"},
    "contributions": {"gist": "Ý kiến"},
    "remarks": {"speaker": "Lãnh đạo"},
    "requests": {"title": "Đề nghị"},
    "directions": {"title": "Phương hướng"},
    "decisions": {"title": "Kết luận"},
    "speakers": {"name": "Nguyễn B"},
    "certificates": {"award": "Bằng khen"},
    "opinions": {"text": "Bảo lưu"},
}
OF_A_UNIT = {"certificates", "opinions"}


@pytest.mark.parametrize("part", ROWS)
def test_row_is_added_at_the_end_saved_moved_and_deleted(meeting, part):
    values = ROWS[part]
    if part in OF_A_UNIT:
        values = values | {"unit": meeting.attendances.first().unit}
    first = actions.add_row(meeting, part, values=values, by=None)
    second = actions.add_row(meeting, part, values=values, by=None)
    assert second.position == first.position + 1
    assert part_of(second) == part

    actions.move_row(second, up=True, by=None)
    listed = list(rows_of(meeting, part))
    assert listed.index(second) == listed.index(first) - 1
    actions.move_row(second, up=False, by=None)
    assert list(rows_of(meeting, part))[-1] == second

    name = next(iter(ROWS[part]))
    actions.save_row(second, values={name: "Sửa"}, revision=second.revision, by=None)
    assert getattr(type(second).objects.get(pk=second.pk), name) == "Sửa"

    actions.delete_row(second, by=None)
    assert list(rows_of(meeting, part))[-1] == first


def test_row_at_the_end_stays_where_it_is(meeting):
    items = list(meeting.agendaitems.all())

    actions.move_row(items[0], up=True, by=None)
    actions.move_row(items[-1], up=False, by=None)

    assert list(meeting.agendaitems.all()) == items


def test_conclusions_are_coded_by_kind_and_place(meeting):
    parts = ["requests", "directions", "decisions", "directions"]

    codes = [actions.add_row(meeting, part, values={"title": "x"}, by=None).code for part in parts]

    assert codes == ["YC1", "PH1", "KL1", "PH2"]


def test_conclusion_names_its_lead_units(meeting):
    units = [row.unit for row in meeting.attendances.all()]
    values = {"title": "x", "lead_units": units}

    row = actions.add_row(meeting, "directions", values=values, by=None)
    actions.save_row(row, values={"lead_units": units[:1]}, revision=1, by=None)

    assert list(row.lead_units.all()) == units[:1]


def test_reference_belongs_to_its_conclusion_and_goes_with_it(meeting):
    row = actions.add_row(meeting, "directions", values={"title": "x"}, by=None)
    other = actions.add_row(meeting, "directions", values={"title": "y"}, by=None)
    for parent in (row, row, other):
        actions.add_row(meeting, "references", values={"kind": "Kế hoạch"}, by=None, parent=parent)
    assert [reference.position for reference in row.references.all()] == [1, 2]

    actions.delete_row(row, by=None)

    assert list(Reference.objects.values_list("conclusion", flat=True)) == [other.pk]


def test_attendance_is_neither_added_nor_deleted(meeting):
    with pytest.raises(ActionError, match="đơn vị thành viên"):
        actions.add_row(meeting, "attendance", values={}, by=None)
    with pytest.raises(ActionError, match="đơn vị thành viên"):
        actions.delete_row(meeting.attendances.first(), by=None)


def test_part_has_an_end(meeting):
    AgendaItem.objects.bulk_create(
        AgendaItem(bloc=meeting.bloc, meeting=meeting, title="x") for _turn in range(MOST_ROWS)
    )

    with pytest.raises(ActionError, match="quá nhiều dòng"):
        actions.add_row(meeting, "agenda", values={"title": "nữa"}, by=None)


def test_stale_row_is_refused_and_the_same_text_again_is_not(meeting):
    row, other_tab = meeting.agendaitems.first(), meeting.agendaitems.first()
    actions.save_row(row, values={"title": "của họ"}, revision=1, by=None)

    actions.save_row(other_tab, values={"title": "của họ"}, revision=1, by=None)
    with pytest.raises(StaleRevisionError):
        actions.save_row(other_tab, values={"title": "của tôi"}, revision=1, by=None)


def test_every_part_of_the_desk_is_tested():
    assert set(PARTS) == set(ROWS) | {"attendance", "references", "changes"}


# Attendance


def test_person_sits_for_one_unit_only(meeting):
    first, second = meeting.attendances.all()
    attend(first, name="Nguyễn Văn A", title="Giám đốc")

    with pytest.raises(ActionError) as refusal:
        attend(second, name="nguyễn  văn a".replace("  ", " "), title="Giám đốc")

    assert "Một người chỉ dự cho một đơn vị" in str(refusal.value)


def test_two_people_may_share_a_name(meeting):
    first, second = meeting.attendances.all()
    attend(first, name="Nguyễn Văn A", title="Giám đốc")

    attend(second, name="Nguyễn Văn A", title="Phó Trưởng ban")

    assert Attendance.objects.filter(name="Nguyễn Văn A").count() == 2


def test_companion_of_one_unit_cannot_sit_for_another(meeting):
    first, second = meeting.attendances.all()
    attend(first, name="Lê B", title="Giám đốc", companions="Trần C, Chuyên viên\nPhạm D")

    with pytest.raises(ActionError, match="Trần C"):
        attend(second, name="Trần C", title="Chuyên viên")
    with pytest.raises(ActionError, match="Phạm D"):
        attend(second, name="Phạm D", title="Chuyên viên")


def test_person_named_twice_in_one_unit_is_refused(meeting):
    with pytest.raises(ActionError, match="hai lần"):
        attend(meeting.attendances.first(), name="Lê B", companions="lê b, Chuyên viên")


def test_absent_persons_name_is_free_for_another_unit(meeting):
    first, second = meeting.attendances.all()
    attend(first, name="Lê B", presence="absent", reason="Đi công tác")

    attend(second, name="Lê B")

    assert second.name == "Lê B"


def test_stand_in_brings_a_letter(meeting):
    row = meeting.attendances.first()

    with pytest.raises(ActionError, match="giấy ủy quyền"):
        attend(row, presence="stand_in", name="Lê B")

    attend(row, presence="stand_in", name="Lê B", letter="Giấy ủy quyền số 5 ngày 08/7/2021")
    assert row.presence == "stand_in"


# Roles of the meeting


def test_named_chair_with_an_account_gets_the_role_of_this_meeting(meeting):
    user = make_user("leader", meeting.bloc)

    actions.add_row(
        meeting, "guests", values={"role": Guest.Role.CHAIR, "name": "A", "user": user}, by=None
    )

    assert fresh(user).rights.chair_of == {meeting.pk}


def test_another_chair_takes_the_role_from_the_first(meeting):
    first, second = make_user("leader", meeting.bloc), make_user("leader", meeting.bloc)
    values = {"role": Guest.Role.CHAIR, "name": "A", "user": first}
    row = actions.add_row(meeting, "guests", values=values, by=None)

    actions.save_row(row, values={"user": second}, revision=1, by=None)

    assert fresh(first).rights.chair_of == set()
    assert fresh(second).rights.chair_of == {meeting.pk}


def test_meeting_may_have_two_chairs(meeting):
    users = [make_user("leader", meeting.bloc) for _turn in range(2)]
    for user in users:
        values = {"role": Guest.Role.CHAIR, "name": "A", "user": user}
        actions.add_row(meeting, "guests", values=values, by=None)

    assert [fresh(user).rights.chair_of for user in users] == [{meeting.pk}] * 2


def test_role_of_long_standing_ends_yesterday_when_the_name_is_taken_away(meeting, stand_on):
    user = make_user("leader", meeting.bloc)
    stand_on(date(2021, 7, 1))
    values = {"role": Guest.Role.SECRETARY, "name": "A", "user": user}
    row = actions.add_row(meeting, "guests", values=values, by=None)
    stand_on(DAY)

    actions.delete_row(row, by=None)

    assert fresh(user).rights.meeting_secretary_of == set()
    ended = Appointment.objects.get(role="meeting_secretary")
    assert ended.ends == date(2021, 7, 11)
