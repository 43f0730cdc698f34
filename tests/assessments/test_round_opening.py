"""Opening a round: once, with frozen criteria and rules, a return for every member."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.actions import rounds as actions
from assessments.models import Assessment, Round
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import (
    CriteriaSetFactory,
    CriterionFactory,
    RegistrationFactory,
    TargetFactory,
)
from tests.factories import (
    DAY,
    BlocFactory,
    MembershipFactory,
    PeriodFactory,
    UnitFactory,
    make_user,
    trail,
)
from units.actions import change_windows
from units.models import BlocSettings, UnitName

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc():
    """A bloc of two units, the second a management board."""
    made = BlocFactory()
    MembershipFactory(bloc=made)
    board = UnitFactory(province=made.province, kind="management_board")
    MembershipFactory(bloc=made, unit=board)
    return made


@pytest.fixture
def by(bloc):
    """The secretary."""
    return make_user("secretary", bloc)


@pytest.fixture
def year(bloc):
    """The year 2021 of the bloc."""
    return PeriodFactory(
        bloc=bloc, kind="year", slug="2021", name="Năm 2021", ends=date(2021, 12, 31)
    )


@pytest.fixture
def criteria(bloc):
    """A published set: one leaf for all, one for half years, one for management boards."""
    made = CriteriaSetFactory(bloc=bloc, state="published")
    CriterionFactory(criteria_set=made, code="1")
    CriterionFactory(criteria_set=made, code="2", applies_to="half_year")
    CriterionFactory(criteria_set=made, code="3", unit_kinds=["management_board"])
    return made


def use_rules(bloc, **values):
    """Scoring rules of the bloc from its founding on."""
    BlocSettings.objects.create(bloc=bloc, topic="scoring", starts=date(2021, 1, 4), values=values)


def codes(assessment: Assessment) -> list[str]:
    return list(assessment.answers.values_list("criterion__code", flat=True))


def test_opening_freezes_criteria_and_rules_and_gives_everybody_a_return(bloc, year, criteria, by):
    use_rules(bloc, hard_days=7, gap_limit="8", units_see_all=True)

    made = actions.open_round(year, by=by)

    criteria.refresh_from_db()
    assert (criteria.state, made.criteria_set, made.is_scored) == ("frozen", criteria, True)
    assert criteria.frozen_at
    made = Round.objects.get()
    assert (made.settings.gap_limit, made.settings.hard_days, made.shows_all) == ("8", 7, True)
    department, board = made.assessments.order_by("pk")
    assert codes(department) == ["1"]
    assert codes(board) == ["1", "3"]
    assert department.sections.count() == 5
    assert trail(bloc)[-1] == "round_opened"


def test_deadline_is_the_end_of_the_day_in_vietnam(year, criteria, by):
    made = actions.open_round(year, by=by)

    local = timezone.localtime(made.due_at)
    assert (local.date(), local.hour) == (date(2021, 11, 16), 0)
    assert made.hard_due_at == made.due_at + timedelta(days=15)


def test_second_press_is_refused(year, criteria, by):
    actions.open_round(year, by=by)

    with pytest.raises(ActionError, match="đã được mở"):
        actions.open_round(year, by=by)
    assert Round.objects.count() == 1
    assert Assessment.objects.count() == 2


def test_scored_period_needs_a_published_set_of_its_year(bloc, year, by):
    CriteriaSetFactory(bloc=bloc, state="draft")
    CriteriaSetFactory(bloc=bloc, state="published", year=2020)
    elsewhere = CriteriaSetFactory(state="published")

    with pytest.raises(ActionError, match="chưa ban hành bộ tiêu chí năm 2021"):
        actions.open_round(year, by=by)
    with pytest.raises(ActionError, match="không phải bộ đã ban hành"):
        actions.open_round(year, elsewhere, by=by)
    assert not Round.objects.exists()


def test_latest_edition_is_taken_unless_one_is_chosen(bloc, year, criteria, by):
    later = CriteriaSetFactory(bloc=bloc, state="published", edition=2, reason="Sửa điểm")

    assert actions.open_round(year, by=by).criteria_set == later


def test_closed_period_is_not_opened(year, criteria, by):
    year.move_to("closed")

    with pytest.raises(ActionError, match="Kỳ đã kết thúc"):
        actions.open_round(year, by=by)


def test_half_year_is_unscored_until_the_rules_say_otherwise(bloc, criteria, by):
    half = PeriodFactory(bloc=bloc)

    made = actions.open_round(half, by=by)

    criteria.refresh_from_db()
    assert (made.is_scored, made.criteria_set, criteria.state) == (False, None, "published")
    assert [one.answers.count() for one in made.assessments.all()] == [0, 0]


def test_half_year_is_scored_where_the_rules_switch_it_on(bloc, criteria, by):
    use_rules(bloc, scores_half_year=True)
    half = PeriodFactory(bloc=bloc)

    made = actions.open_round(half, by=by)

    assert made.is_scored
    assert codes(made.assessments.order_by("pk")[0]) == ["1", "2"]


def test_returns_bear_the_names_of_the_periods_last_day(bloc, year, criteria, by):
    unit = bloc.memberships.first().unit
    UnitName.objects.create(
        unit=unit, name="Sở Giao thông vận tải", short_name="Sở GTVT", starts=date(2021, 9, 1)
    )

    made = actions.open_round(year, by=by)

    assert made.assessments.get(unit=unit).unit_name == "Sở Giao thông vận tải"


def test_registered_targets_get_their_progress(bloc, year, criteria, by):
    unit, other = [row.unit for row in bloc.memberships.all()]
    target = TargetFactory(
        registration=RegistrationFactory(bloc=bloc, unit=unit, state="submitted")
    )
    TargetFactory(registration=RegistrationFactory(bloc=bloc, unit=other, state="draft"))

    made = actions.open_round(year, by=by)

    rows = made.assessments.get(unit=unit).progress.all()
    assert [row.target for row in rows] == [target]
    assert not made.assessments.get(unit=other).progress.exists()


def test_unit_that_joins_later_gets_its_return_once(bloc, year, criteria, by):
    made = actions.open_round(year, by=by)
    late = MembershipFactory(bloc=bloc, starts=DAY).unit

    assert actions.add_members(made, by=by) == 1
    assert actions.add_members(made, by=by) == 0
    assert codes(made.assessments.get(unit=late)) == ["1"]


def test_nobody_is_added_after_self_assessment(bloc, year, criteria, by):
    made = actions.open_round(year, by=by)
    made.move_to("appraisal_1")

    with pytest.raises(ActionError, match="Đã hết giai đoạn tự đánh giá"):
        actions.add_members(made, by=by)


def windows_of(period, **changed):
    names = ("report_due", "draft_due", "meeting_from", "meeting_due", "send_due")
    return {name: getattr(period, name) for name in names} | changed


def test_moving_the_periods_date_moves_the_rounds_deadlines(bloc, year, criteria, by):
    made = actions.open_round(year, by=by)
    windows = windows_of(year, report_due=date(2021, 11, 20))

    change_windows(year, windows=windows, by=by, reason="Bão")

    made.refresh_from_db()
    assert made.due_at == actions.end_of(date(2021, 11, 20))
    assert made.hard_due_at == made.due_at + timedelta(days=15)
    assert trail(bloc)[-2:] == ["windows_changed", "round_due_moved"]


def test_moved_deadline_counts_late_returns_anew(bloc, year, criteria, by, stand_on):
    made = actions.open_round(year, by=by)
    row = made.assessments.first()
    row.first_submitted_at = made.due_at + timedelta(hours=30)
    row.late_days = 2
    row.save()

    change_windows(year, windows=windows_of(year, report_due=date(2021, 11, 17)), by=by, reason="x")

    row.refresh_from_db()
    assert row.late_days == 0


def test_after_self_assessment_the_deadline_stays(bloc, year, criteria, by):
    made = actions.open_round(year, by=by)
    made.move_to("appraisal_1")
    was = made.due_at

    change_windows(year, windows=windows_of(year, report_due=date(2021, 11, 20)), by=by, reason="x")

    made.refresh_from_db()
    assert made.due_at == was


def test_extension_needs_a_later_day_and_is_for_one_unit(bloc, year, criteria, by):
    made = actions.open_round(year, by=by)
    unit = bloc.memberships.first().unit

    with pytest.raises(ActionError, match="phải sau hạn nộp"):
        actions.extend(made, unit, until=year.report_due, reason="Bão", by=by)
    row = actions.extend(made, unit, until=date(2021, 11, 18), reason="Bão", by=by)

    assert row.until == actions.end_of(date(2021, 11, 18))
    assert trail(bloc)[-1] == "extended"
    with pytest.raises(ActionError, match="không có bảng"):
        actions.extend(made, UnitFactory(), until=date(2021, 11, 18), reason="Bão", by=by)
