"""Tasks from conclusions, their units, their end."""

from datetime import date

import pytest

from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions
from meetings.actions import progress, tasks
from meetings.actions.tasks import TaskPlan
from meetings.models import Conclusion, Meeting, Task, TaskShare
from meetings.queries.task_sources import paragraph_of, source_words
from meetings.queries.tasks import (
    lines_of,
    meetings_without_tasks,
    overdue_tasks,
    owed_shares,
    shares_to_accept,
    shares_to_confirm,
)
from tests.factories import (
    SNAPSHOT,
    DocumentFactory,
    MembershipFactory,
    PeriodFactory,
    fresh,
    make_user,
    trail,
)
from tests.meetings.agreed import HELD, agreed_meeting, finish, units_of, values_of

YEAR = {
    "kind": "year",
    "slug": "2021",
    "name": "Năm 2021",
    "starts": date(2021, 1, 1),
    "ends": date(2021, 12, 31),
}


@pytest.fixture
def meeting(db) -> Meeting:
    """A review of three units that agreed two directions and heard one request."""
    return agreed_meeting()


# From conclusions


def test_each_conclusion_becomes_one_task_however_often_it_is_asked(meeting):
    made = tasks.make_tasks(meeting, by=None)
    again = tasks.make_tasks(meeting, by=None)

    assert [(task.code, task.title) for task in made] == [
        ("PH1", "Cải cách hành chính"),
        ("PH2", "Nhân rộng điển hình"),
        ("YC1", "Phát huy kết quả"),
    ]
    assert again == []
    assert Task.objects.count() == 3
    assert {task.due for task in made} == {date(2021, 12, 31)}
    assert [share.role for share in made[0].shares.all()] == ["lead"] * 3
    assert trail(meeting.bloc).count("task_assigned") == 3


def test_a_later_call_makes_only_what_is_missing(meeting):
    tasks.make_tasks(meeting, by=None)
    actions.add_row(meeting, "decisions", values={"title": "Kiểm tra chéo"}, by=None)

    made = tasks.make_tasks(meeting, by=None)

    assert [task.code for task in made] == ["KL1"]
    assert made[0].position == 4


def test_plan_says_who_until_when_and_why_not(meeting):
    one, two, three = units_of(meeting)
    first, second = meeting.conclusions.filter(kind="direction")
    plans = {
        first.pk: TaskPlan([one], [two, three], date(2021, 9, 30), "90% hồ sơ đúng hạn", 3),
        second.pk: TaskPlan(no_task_reason="Đã có trong kế hoạch của tỉnh"),
    }

    made = tasks.make_tasks(meeting, by=None, plans=plans)

    task = made[0]
    assert (task.due, task.measure, task.weight) == (date(2021, 9, 30), "90% hồ sơ đúng hạn", 3)
    roles = dict(task.shares.values_list("unit", "role"))
    assert roles == {one.pk: "lead", two.pk: "partner", three.pk: "partner"}
    assert [row.code for row in made] == ["PH1", "YC1"]
    second.refresh_from_db()
    assert second.no_task_reason == "Đã có trong kế hoạch của tỉnh"
    assert tasks.make_tasks(meeting, by=None) == []  # the reason stands
    assert not meetings_without_tasks([meeting.bloc_id], HELD).exists()


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({"due": date(2021, 7, 8)}, "PH1: Hạn 08/7/2021 trước ngày 09/7/2021"),
        ({"lead_units": "stranger"}, "không phải đơn vị thành viên"),
        ({"partner_units": "member"}, "vừa chủ trì vừa phối hợp"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(meeting, plan, said):
    found = {"stranger": [MembershipFactory().unit], "member": units_of(meeting)[:1]}
    values = {key: found.get(value, value) for key, value in plan.items()}
    first = meeting.conclusions.filter(kind="direction").first()

    with pytest.raises(ActionError, match=said):
        tasks.make_tasks(meeting, by=None, plans={first.pk: TaskPlan(**values)})

    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"date": None}, "Hãy nhập ngày họp"),
        ({"date": date(2021, 8, 1)}, "chưa họp"),
        ({"state": "cancelled"}, "đã hủy"),
    ],
)
def test_before_the_meeting_there_is_nothing_to_assign(meeting, values, said):
    Meeting.objects.filter(pk=meeting.pk).update(**values)
    meeting.refresh_from_db()

    with pytest.raises(ActionError, match=said):
        tasks.make_tasks(meeting, by=None)


def test_year_end_tasks_are_due_with_the_next_half_year():
    period = PeriodFactory.build(**YEAR)

    assert tasks.usual_due(period) == date(2022, 6, 30)


def test_assigned_conclusion_is_not_deleted(meeting):
    tasks.make_tasks(meeting, by=None)

    with pytest.raises(ActionError, match="đã giao thành nhiệm vụ"):
        actions.delete_row(meeting.conclusions.first(), by=None)


# Source


def minutes_with(meeting, texts):
    blocks = [
        {"type": "heading", "level": 1, "text": "III. DIỄN BIẾN HỘI NGHỊ"},
        {"type": "heading", "level": 2, "text": "4. Phương hướng"},
        {"type": "list", "items": [{"marker": f"{m})", "text": text} for m, text in texts]},
    ]
    row = meeting.minutes.get().document
    type(row).objects.filter(pk=row.pk).update(
        state="approved",
        snapshot=SNAPSHOT | {"blocks": blocks},
        number=1,
        symbol="BB-KTĐKTKT",
        year=2021,
        date=date(2021, 7, 12),
    )
    row.refresh_from_db()
    return row


def test_source_names_the_paragraph_of_the_approved_minutes(meeting):
    tasks.make_tasks(meeting, by=None)
    changed, untouched = Task.objects.filter(code__startswith="PH").order_by("code")
    Task.objects.filter(pk=changed.pk).update(title="Việc đã sửa tay", revision=2)
    minutes_with(meeting, [("a", "Cải cách hành chính;"), ("b", "Nhân rộng điển hình tiên tiến.")])
    Conclusion.objects.filter(pk=untouched.conclusion_id).update(
        title="Nhân rộng điển hình tiên tiến"
    )

    assert tasks.follow_conclusions(meeting, by=None) == 3
    assert tasks.follow_conclusions(meeting, by=None) == 0

    for task in (changed, untouched):
        task.refresh_from_db()
    assert changed.source == "Biên bản số 01/BB-KTĐKTKT ngày 12/7/2021, mục III.4.a"
    assert changed.title == "Việc đã sửa tay"
    assert untouched.title == "Nhân rộng điển hình tiên tiến"
    assert untouched.source.endswith("mục III.4.b")


def test_source_waits_for_the_number_and_may_lack_a_paragraph(meeting):
    first = meeting.conclusions.first()

    assert source_words(None, first) == ""
    waiting = DocumentFactory(period=meeting.period, state="approved", number=None)
    assert source_words(waiting, first) == ""
    assert paragraph_of(SNAPSHOT, first) == ""


# Set, changed, ended by the desk


def test_task_by_hand_and_its_changes(meeting):
    one, two, three = units_of(meeting)
    period = meeting.period
    with pytest.raises(ActionError, match="Hạn 01/7/2021 trước ngày 12/7/2021"):
        tasks.add_task(
            period,
            values=values_of(due=date(2021, 7, 1)),
            lead_units=[],
            partner_units=[],
            by=None,
        )
    task = tasks.add_task(period, values=values_of(), lead_units=[one], partner_units=[], by=None)
    change = {"lead_units": [one, two], "partner_units": [three], "revision": 1, "by": None}

    tasks.change_task(task, values=values_of(weight=5), reason="", **change)

    task.refresh_from_db()
    assert (task.weight, task.revision, task.shares.count()) == (5, 2, 3)
    with pytest.raises(StaleRevisionError):
        tasks.change_task(task, values=values_of(title="Khác"), reason="", **change)
    finish(task, two, percent=30)
    change |= {"revision": 2}
    with pytest.raises(ActionError, match="Hãy ghi lý do sửa"):
        tasks.change_task(task, values=values_of(), reason=" ", **change)
    with pytest.raises(ActionError, match="đã báo cáo tiến độ nên không bỏ"):
        tasks.change_task(
            task, values=values_of(), reason="Gọn lại", **change | {"lead_units": [one]}
        )
    tasks.change_task(task, values=values_of(due=date(2021, 11, 1)), reason="Giãn hạn", **change)
    entry = trail(meeting.bloc)
    assert entry.count("task_changed") == 2


def test_closing_needs_a_note_while_somebody_is_behind(meeting):
    task, other, third = tasks.make_tasks(meeting, by=None)
    head = make_user("head", meeting.bloc)
    with pytest.raises(ActionError, match="Còn đơn vị chưa hoàn thành"):
        tasks.close_task(task, note="", by=head)
    for unit in units_of(meeting):
        finish(task, unit)

    tasks.close_task(task, note="", by=head)
    tasks.close_task(other, note="Cơ bản đạt", by=head)
    with pytest.raises(ActionError, match="lý do thôi"):
        tasks.drop_task(third, reason=" ", by=head)
    tasks.drop_task(third, reason="Trùng việc của tỉnh", by=head)

    assert [task.state, other.state, third.state] == ["done", "done", "dropped"]
    with pytest.raises(ActionError, match="đã kết thúc"):
        finish(third, units_of(meeting)[0])
    tasks.reopen_task(third, reason="Tỉnh giao lại", by=head)
    third.refresh_from_db()
    assert (third.state, third.close_note, third.closed_at) == ("open", "", None)


# How it stands


def test_lines_tell_who_is_late_and_by_how_many_days(meeting, stand_on):
    one, two, three = units_of(meeting)
    task = tasks.make_tasks(meeting, by=None)[0]
    officer = make_user("officer", one)

    def tag():
        return next(row.tag[2] for row in lines_of(meeting.bloc, officer) if row.task == task)

    assert tag() == "Đang thực hiện"
    stand_on(date(2021, 12, 28))
    assert tag() == "Còn 3 ngày"
    stand_on(date(2021, 12, 31))
    assert tag() == "Hạn hôm nay"
    stand_on(date(2022, 1, 5))
    assert tag() == "Quá hạn 5 ngày"
    assert task in overdue_tasks([meeting.bloc_id], date(2022, 1, 5))
    finish(task, one)
    finish(task, two, percent=50)
    line = next(row for row in lines_of(meeting.bloc, officer) if row.task == task)
    assert (line.percent, line.n_finished, line.mine) == (50, 1, task.shares.get(unit=one))
    assert line.lead_words == "Các đơn vị trong Khối"
    finish(task, two)
    finish(task, three)
    assert tag() == "Các đơn vị đã xong, chờ kết thúc"
    tasks.close_task(task, note="", by=officer)
    assert tag() == "Hoàn thành chậm 5 ngày"


def test_duties_follow_the_state_of_the_part(meeting):
    one = units_of(meeting)[0]
    task = tasks.make_tasks(meeting, by=None)[0]
    share = task.shares.get(unit=one)
    officer, leader = make_user("officer", one), make_user("leader", one)
    desk = [meeting.bloc_id]

    assert owed_shares(officer).count() == 3
    progress.report_progress(share, percent=100, text="Xong", by=officer)
    assert owed_shares(officer).count() == 2
    assert list(shares_to_confirm(leader)) == [share]
    assert not shares_to_confirm(officer).exists()
    progress.confirm_progress(share, seen=share.reports.get().pk, by=leader)
    assert owed_shares(leader).count() == 2
    assert list(shares_to_accept(desk)) == [share]
    progress.accept_share(share, by=None)
    assert not shares_to_accept(desk).exists()


# Reports: what is not in the tables of states


def test_leader_confirms_only_what_was_read_and_counts_from_then(meeting):
    one = units_of(meeting)[0]
    share = tasks.make_tasks(meeting, by=None)[0].shares.get(unit=one)
    officer, leader = make_user("officer", one), make_user("leader", one)
    first = progress.report_progress(share, percent=60, text="Bước đầu", by=officer)
    share.refresh_from_db()
    assert (share.state, share.percent) == ("reported", 0)

    progress.return_progress(share, seen=first.pk, reason="Thiếu số liệu", by=leader)
    second = progress.report_progress(share, percent=40, text="Đủ số liệu", by=officer)
    with pytest.raises(ActionError, match="báo cáo khác"):
        progress.confirm_progress(share, seen=first.pk, by=leader)
    progress.confirm_progress(share, seen=second.pk, by=leader)

    share.refresh_from_db()
    assert (share.state, share.percent) == ("confirmed", 40)
    with pytest.raises(ActionError, match="mới báo cáo 40%"):
        progress.accept_share(share, by=None)
    own = progress.report_progress(share, percent=100, text="Xong", by=leader)
    assert own.confirmed_by == leader
    progress.accept_share(share, by=None)
    progress.ask_again(share, reason="Gửi kèm văn bản", by=None)
    share.refresh_from_db()
    assert (share.state, share.percent) == ("todo", 40)
    own.refresh_from_db()
    assert own.return_reason == "Gửi kèm văn bản"


def test_unit_that_left_the_bloc_owes_nothing(meeting):
    one = units_of(meeting)[0]
    tasks.make_tasks(meeting, by=None)
    officer = make_user("officer", one)
    meeting.bloc.memberships.filter(unit=one).update(ends=date(2021, 7, 10))
    gone = fresh(officer)

    assert not owed_shares(gone).exists()
    assert not Task.objects.visible_to(gone).exists()
    assert TaskShare.objects.filter(unit=one).count() == 3
