"""Registrations: started once, written by the unit, handed in by its leader, reopened."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from assessments.actions import registrations as actions
from assessments.models import Registration, TargetProgress
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import (
    AssessmentFactory,
    CriterionFactory,
    RegistrationFactory,
    RoundFactory,
    TargetFactory,
)
from tests.factories import MembershipFactory, PeriodFactory, make_user, trail
from units.models import BlocSettings, ScoringSettings

pytestmark = pytest.mark.django_db
DUE = datetime(2021, 2, 10, 17, 0, tzinfo=UTC)


@pytest.fixture
def registration():
    """A draft with one target."""
    made = RegistrationFactory()
    TargetFactory(registration=made)
    return made


def target(**values):
    return {"content": "Giải ngân", "measure": "%", "plan": Decimal(95)} | values


def test_start_makes_one_registration_with_the_deadline_of_the_rules():
    member = MembershipFactory()

    first = actions.start_registration(member.bloc, member.unit, 2021, by=None)
    second = actions.start_registration(member.bloc, member.unit, 2021, by=None)

    assert first == second
    assert first.due_at == DUE
    assert first.unit_name == member.unit.name
    assert trail(member.bloc) == ["registration_started"]


@pytest.mark.parametrize(
    ("rule", "year", "last"),
    [("03-31", 2021, date(2021, 3, 31)), ("02-29", 2021, date(2021, 2, 28))],
)
def test_deadline_is_the_end_of_the_day_that_the_bloc_set(rule, year, last):
    bloc = MembershipFactory().bloc
    BlocSettings.objects.create(
        bloc=bloc,
        topic="scoring",
        starts=date(2021, 1, 4),
        values=BlocSettings.plain(ScoringSettings(registration_due=rule)),
    )

    due = actions.registration_due(bloc, year)

    assert clock.local_date(due) == last + timedelta(days=1)
    assert clock.local_date(due - timedelta(seconds=1)) == last


def test_later_deadline_holds_for_drafts_and_not_for_what_was_handed_in(registration):
    bloc, row = registration.bloc, {"bloc": registration.bloc, "topic": "scoring"}
    later = BlocSettings.plain(ScoringSettings(registration_due="08-31"))
    BlocSettings.objects.create(**row, starts=date(2021, 7, 1), values=later)
    actions.submit_registration(registration, by=None)
    stored = Registration.objects.get()
    assert clock.local_date(stored.due_at) == date(2021, 9, 1)
    assert actions.queries.days_late(stored) == 0

    earlier = BlocSettings.plain(ScoringSettings(registration_due="02-10"))
    BlocSettings.objects.create(**row, starts=date(2021, 7, 10), values=earlier)

    assert actions.due_of(stored) == stored.due_at
    assert actions.registration_due(bloc, 2021) == DUE


def test_start_is_refused_to_a_unit_that_is_no_member():
    member, other = MembershipFactory(), MembershipFactory()

    with pytest.raises(ActionError, match="không là thành viên"):
        actions.start_registration(member.bloc, other.unit, 2021, by=None)


def test_rows_are_added_moved_and_deleted(registration):
    first = registration.targets.get()
    second = actions.add_registration_row(registration, "targets", values=target(), by=None)
    assert (first.position, second.position) == (1, 2)

    actions.move_registration_row(second, up=True, by=None)
    actions.move_registration_row(second, up=True, by=None)
    assert list(registration.targets.order_by("position")) == [second, first]

    actions.delete_registration_row(first, by=None)
    assert list(registration.targets.all()) == [second]


def test_second_save_of_one_revision_is_stale(registration):
    row = registration.targets.get()
    again = registration.targets.get()
    actions.save_registration_row(row, values={"measure": "tỷ"}, revision=1, by=None)

    with pytest.raises(StaleRevisionError):
        actions.save_registration_row(again, values={"measure": "km"}, revision=1, by=None)


def test_one_figure_is_fed_by_one_target(registration):
    fed = target(criterion_code="1.1", part=0)
    actions.add_registration_row(registration, "targets", values=fed, by=None)

    with pytest.raises(ActionError, match="đã dùng cho tiêu chí này"):
        actions.add_registration_row(registration, "targets", values=fed, by=None)
    actions.add_registration_row(registration, "targets", values=fed | {"part": 1}, by=None)


def test_a_part_holds_at_most_a_hundred_rows(registration, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ROWS", 1)

    with pytest.raises(ActionError, match="quá nhiều dòng"):
        actions.add_registration_row(registration, "targets", values=target(), by=None)


@pytest.mark.parametrize(("seconds", "late"), [(-1, 0), (0, 0), (1, 1), (86400, 1), (86401, 2)])
def test_lateness_is_the_servers(registration, monkeypatch, seconds, late):
    monkeypatch.setattr(clock, "now", lambda: DUE + timedelta(seconds=seconds))
    leader = make_user("leader", registration.unit)

    actions.submit_registration(registration, by=leader)

    stored = Registration.objects.get()
    assert actions.queries.days_late(stored) == late
    assert stored.submitted_by == leader
    assert stored.submitted_at == stored.first_submitted_at == DUE + timedelta(seconds=seconds)


def test_submit_without_a_target_is_refused():
    with pytest.raises(ActionError, match="chưa có chỉ tiêu"):
        actions.submit_registration(RegistrationFactory(), by=None)


def test_submit_twice_is_refused(registration):
    again = Registration.objects.get()
    actions.submit_registration(registration, by=None)

    with pytest.raises(ActionError):
        actions.submit_registration(again, by=None)


def test_submitted_one_is_not_written(registration):
    actions.submit_registration(registration, by=None)
    row = registration.targets.get()
    writes = [
        lambda: actions.add_registration_row(registration, "titles", values={}, by=None),
        lambda: actions.save_registration_row(row, values={}, revision=1, by=None),
        lambda: actions.delete_registration_row(row, by=None),
        lambda: actions.move_registration_row(row, up=True, by=None),
        lambda: actions.copy_last_targets(registration, by=None),
    ]

    for write in writes:
        with pytest.raises(ActionError, match="đã nộp"):
            write()


def test_reopened_one_keeps_the_first_time(registration, stand_on):
    stand_on(date(2021, 2, 1))
    actions.submit_registration(registration, by=None)
    first = registration.first_submitted_at
    actions.reopen_registration(registration, reason="Sửa chỉ tiêu 2.", by=None)
    assert (registration.state, registration.reason) == ("draft", "Sửa chỉ tiêu 2.")
    stand_on(date(2021, 3, 1))

    actions.submit_registration(registration, by=None)

    stored = Registration.objects.get()
    assert stored.first_submitted_at == first
    assert stored.submitted_at > first
    assert actions.queries.days_late(stored) == 0
    assert trail(registration.bloc) == [
        "registration_submitted",
        "registration_reopened",
        "registration_submitted",
    ]


def test_reopening_needs_a_reason_and_an_open_year(registration):
    actions.submit_registration(registration, by=None)
    with pytest.raises(ActionError, match="lý do"):
        actions.reopen_registration(registration, reason="  ", by=None)
    RoundFactory(bloc=registration.bloc, state="closed")

    with pytest.raises(ActionError, match="đã chốt"):
        actions.reopen_registration(registration, reason="Sửa", by=None)


def test_copy_takes_words_and_base_but_never_the_plan(registration):
    bloc, unit = registration.bloc, registration.unit
    last = RegistrationFactory(bloc=bloc, unit=unit, year=2020)
    TargetFactory(registration=last, content=registration.targets.get().content)
    reached = TargetFactory(registration=last, content="Thu ngân sách", measure="tỷ", plan=100)
    TargetFactory(registration=last, content="Đào tạo", plan=50, criterion_code="9.9")
    year = PeriodFactory(bloc=bloc, kind="year", slug="2020", starts=date(2020, 1, 1))
    old = AssessmentFactory(round=RoundFactory(bloc=bloc, period=year), unit=unit)
    TargetProgress.objects.create(bloc=bloc, assessment=old, target=reached, actual=Decimal(120))

    assert actions.copy_last_targets(registration, by=None) == 2
    assert actions.copy_last_targets(registration, by=None) == 0

    _own, money, training = registration.targets.order_by("position")
    assert (money.content, money.measure, money.base, money.plan) == (
        "Thu ngân sách",
        "tỷ",
        120,
        None,
    )
    assert (training.base, training.plan, training.criterion_code) == (50, None, "")


def test_copy_keeps_a_criterion_that_still_asks_for_a_target(registration):
    last = RegistrationFactory(bloc=registration.bloc, unit=registration.unit, year=2020)
    TargetFactory(registration=last, content="Thu ngân sách", criterion_code="1.1", part=1)
    parts = [
        {"kind": "proportional", "label": word, "params": {"points": "5"}}
        for word in ("Một", "Hai")
    ]
    CriterionFactory(
        criteria_set__bloc=registration.bloc,
        criteria_set__state="published",
        code="1.1",
        kind="proportional",
        parts=parts,
    )

    actions.copy_last_targets(registration, by=None)

    copied = registration.targets.get(content="Thu ngân sách")
    assert (copied.criterion_code, copied.part) == ("1.1", 1)


def test_copy_without_a_former_year_says_so(registration):
    with pytest.raises(ActionError, match="năm trước"):
        actions.copy_last_targets(registration, by=None)


def test_targets_added_later_appear_in_open_reports_alone(registration):
    bloc, unit = registration.bloc, registration.unit
    half = RoundFactory(
        bloc=bloc, period=PeriodFactory(bloc=bloc), is_scored=False, criteria_set=None
    )
    year = RoundFactory(bloc=bloc)
    open_one = AssessmentFactory(round=half, unit=unit)
    AssessmentFactory(round=year, unit=unit, state="submitted")

    row = actions.add_registration_row(registration, "targets", values=target(), by=None)
    actions.ensure_progress(open_one)

    assert list(TargetProgress.objects.filter(target=row).values_list("assessment", flat=True)) == [
        open_one.pk
    ]
    assert open_one.progress.count() == 2


def test_target_with_reported_figures_stays_and_an_untouched_one_goes(registration):
    report = AssessmentFactory(round=RoundFactory(bloc=registration.bloc), unit=registration.unit)
    told = registration.targets.get()
    row = actions.add_registration_row(registration, "targets", values=target(), by=None)
    report.progress.filter(target=told).update(actual=7)

    actions.delete_registration_row(row, by=None)
    with pytest.raises(ActionError, match="đã có số liệu báo cáo"):
        actions.delete_registration_row(told, by=None)

    assert list(registration.targets.all()) == [told]
