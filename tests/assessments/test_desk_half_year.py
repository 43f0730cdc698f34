"""A half year without scoring: report, progress of registered targets, proof; nothing of points."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.actions import answers, returns, rounds
from assessments.models import Assessment
from emulation_bloc.lib.states import ActionError
from tests.assessments.factories import RegistrationFactory, TargetFactory
from tests.factories import BlocFactory, MembershipFactory, PeriodFactory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(db):
    return MembershipFactory(bloc=BlocFactory()).unit


@pytest.fixture
def row(unit) -> Assessment:
    """The unit's return of a half year, with one registered target."""
    bloc = unit.memberships.get().bloc
    registration = RegistrationFactory(bloc=bloc, unit=unit, state="submitted")
    TargetFactory(registration=registration, content="Tỷ lệ giải ngân")
    period = PeriodFactory(bloc=bloc, report_due=date(2021, 7, 20))
    opened = rounds.open_round(period, by=make_user("secretary", bloc))
    return opened.assessments.get()


def address(row: Assessment, name: str) -> str:
    period = row.round.period
    at = [period.bloc.province.slug, period.bloc.slug, period.slug, row.pk]
    return reverse(f"assessments:{name}", args=at)


def fill(row: Assessment, by) -> None:
    for section in row.sections.all():
        answers.save_section(section, body="Đã làm.", revision=section.revision, by=by)
    progress = row.progress.get()
    answers.save_progress(progress, actual=48, words="Đúng tiến độ.", revision=1, by=by)


def test_desk_is_report_and_targets_without_points(client, row, unit):
    client.force_login(make_user("officer", unit))

    report = client.get(address(row, "desk"))
    target = client.get(f"{address(row, 'desk')}?chi-tieu={row.progress.get().target_id}")

    assert [one.query.split("=")[0] for one in report.context["desk"].steps] == ["phan", "chi-tieu"]
    assert report.text.count("<textarea") == 5
    assert "Tổng điểm tự chấm" not in report.text
    assert "Kế hoạch năm" in target.text
    assert "Minh chứng" in target.text


def test_unscored_return_is_handed_in_when_report_and_targets_are_told(client, row, unit):
    officer, leader = make_user("officer", unit), make_user("leader", unit)
    with pytest.raises(ActionError, match="còn thiếu 3 mục bắt buộc"):
        returns.submit(row, by=leader)

    fill(row, officer)
    returns.submit(Assessment.objects.get(pk=row.pk), by=leader)

    client.force_login(leader)
    page = client.get(address(row, "summary"))
    assert Assessment.objects.get(pk=row.pk).state == "submitted"
    assert "48" in page.text
    assert "Điểm tự chấm" not in page.text


def test_words_stand_for_a_figure_that_is_not_known_yet(row, unit):
    officer = make_user("officer", unit)
    fill(row, officer)
    progress = row.progress.get()
    answers.save_progress(progress, actual=None, words="Chưa có số liệu.", revision=2, by=officer)

    returns.submit(Assessment.objects.get(pk=row.pk), by=make_user("leader", unit))
