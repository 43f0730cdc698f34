"""Movements, models, activities: who writes what, and what becomes of it in the report."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from assessments.models import Ranking, RankingRow, TargetProgress
from emulation_bloc.lib import clock
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions as meeting_actions
from meetings import queries
from meetings.actions import records
from meetings.models import Activity, Attachment, ExemplaryModel, Movement
from meetings.queries.reports import ANNEX
from tests.assessments import factories as make
from tests.guards.areas.records import DAY, write
from units.models import AuditEntry


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def client_of(world, role: str) -> Client:
    client = Client()
    client.force_login(world.people[role])
    return client


@pytest.mark.parametrize(
    ("model", "given", "why"),
    [
        (Movement, {"final_on": date(2021, 5, 1)}, "không được trước ngày phát động"),
        (Movement, {"final_result": "tốt"}, "Hãy ghi ngày tổng kết"),
        (Movement, {"ends_on": date(2021, 5, 1)}, "kết thúc không được trước"),
        (ExemplaryModel, {"found_on": date(2021, 7, 13)}, "không được sau hôm nay"),
        (ExemplaryModel, {"stage": "spread"}, "ngày nhân rộng"),
        (ExemplaryModel, {"spread_on": date(2021, 5, 1)}, "không được trước ngày phát hiện"),
    ],
)
def test_days_that_contradict_each_other_are_refused(home, model, given, why):
    with pytest.raises(ActionError, match=why):
        write(home, model, "Sai ngày", **given)

    assert not model.objects.exists()


def test_stale_change_is_refused_and_the_page_shows_both(home):
    row = write(home, Activity, "Thăm gia đình chính sách")
    values = {"name": "Thăm hỏi", "kind": "charity", "date": DAY}
    records.change_record(row, values=values, revision=1, by=None)
    with pytest.raises(StaleRevisionError):
        records.change_record(row, values=values | {"name": "Khác"}, revision=1, by=None)

    at = {**home.path, "kind": "hoat-dong", "pk": row.pk}
    typed = {
        "name": "Tên tôi gõ", "kind": "charity", "date": "19/05/2021", "revision": "1",
        "owner": str(home.units[1].pk),
    }  # fmt: skip
    answer = client_of(home, "officer").post(reverse("meetings:save_record", kwargs=at), typed)

    assert answer.status_code == 409
    assert "Tên tôi gõ" in answer.text
    assert "Thăm hỏi" in answer.text
    assert AuditEntry.objects.filter(action="record_changed").count() == 1


def test_officer_writes_for_the_own_unit_alone(home):
    client = client_of(home, "officer")
    url = reverse("meetings:new_record", kwargs=home.path | {"kind": "hoat-dong"})
    typed = {"name": "Giải bóng chuyền", "kind": "sport", "date": "26/03/2021"}

    others = client.post(url, typed | {"owner": str(home.units[2].pk)})
    common = client.post(url, typed | {"owner": ""})
    wrong = client.post(url, typed | {"spending": "5 triệu", "participants": "-1", "kind": "zz"})
    own = client.post(url, typed | {"owner": str(home.units[1].pk), "spending": "5.000.000"})

    for said in ("chỉ dùng chữ số", "Số nhỏ nhất được ghi là 0", "không có trong danh sách"):
        assert said in wrong.text
    assert (others.status_code, common.status_code, own.status_code) == (422, 422, 302)
    made = Activity.objects.get()
    assert (made.unit, made.spending) == (home.units[1], 5_000_000)


def test_photograph_hangs_on_the_activity_which_then_stays(home, client):
    row = write(home, Activity, "Hiến máu")
    at = {**home.path, "kind": "hoat-dong", "pk": row.pk}
    client = client_of(home, "officer")
    url = reverse("meetings:add_record_file", kwargs=at)

    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture = SimpleUploadedFile("anh.png", picture.getvalue())

    client.post(url, {"title": "Ảnh", "file": picture})
    wrong = client.post(
        url, {"title": "x", "file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")}, follow=True
    )
    client.post(reverse("meetings:delete_record", kwargs=at))

    assert "Chưa" in wrong.text or "không" in wrong.text
    assert [one.title for one in Attachment.objects.filter(activity=row)] == ["Ảnh"]
    assert Activity.objects.filter(pk=row.pk).exists()


def test_report_tells_what_happened_in_its_period_alone(home):
    write(home, Movement, "Chào mừng bầu cử", midterm_on=date(2021, 6, 1), midterm_result="Tốt")
    write(home, ExemplaryModel, "Bà Nguyễn Thị A", stage="spread", spread_on=date(2021, 6, 2))
    write(home, Activity, "Tặng quà", unit=None, participants=40, spending=100_000_000)
    write(home, Activity, "Sau kỳ", date=date(2021, 7, 2))

    bound = queries.bound_parts(home.report)

    movements = " ".join(queries.bound_lines(bound["movements"]))
    activities = " ".join(queries.bound_lines(bound["activities"]))
    assert "01 phong trào" in movements
    assert "sơ kết ngày 01/6/2021: tốt" in movements
    assert "nhân rộng 01 điển hình" in movements
    assert "01 hoạt động chung, tổng kinh phí 100.000.000 đồng" in activities
    assert "40 người" in activities
    assert "Sau kỳ" not in activities


def test_targets_enter_the_report_only_when_nobody_may_hand_in_any_more(home, stand_on):
    one = make.AssessmentFactory(round=home.scoring.half, unit=home.units[6], state="submitted")
    registration = make.RegistrationFactory(bloc=home.bloc, unit=home.units[6])
    target = make.TargetFactory(registration=registration, content="Chỉ tiêu mật", plan=100)
    TargetProgress.objects.create(bloc=home.bloc, assessment=one, target=target, actual=55)
    half = home.scoring.half

    half.__class__.objects.filter(pk=half.pk).update(due_at="2021-07-20T00:00+07:00")
    before = queries.bound_parts(home.report)
    half.__class__.objects.filter(pk=half.pk).update(due_at="2021-07-01T00:00+07:00")
    after = queries.bound_parts(home.report)

    assert before[ANNEX] == []
    assert "Chỉ tiêu mật" not in str(before)
    assert "Chỉ tiêu mật" in str(after[ANNEX])
    assert "55,0" in str(after[ANNEX])
    words = queries.report_words(home.report)
    assert "phụ lục kèm theo" in str(words["blocks"])
    assert words["annex"] == after[ANNEX]


def test_ranks_enter_the_report_of_a_closed_year_alone(home):
    period = make.PeriodFactory(bloc=home.bloc, kind="year", slug="2019", name="Năm 2019")
    scored = make.RoundFactory(
        bloc=home.bloc, period=period, criteria_set=home.scoring.criteria, state="adjustment"
    )
    report = meeting_actions.start_report(period, by=None)
    ranking = Ranking.objects.create(bloc=home.bloc, round=scored, at=clock.now())
    points = dict.fromkeys(("standard", "bonus", "penalty", "total", "assigned", "rate"), 90)
    RankingRow.objects.create(
        bloc=home.bloc, ranking=ranking, unit=home.units[0], unit_name=home.units[0].name,
        unit_short_name="S1", rank=1, rebased=90, band="Hoàn thành tốt", **points,
    )  # fmt: skip

    before = queries.bound_parts(report)["scores"]
    type(scored).objects.filter(pk=scored.pk).update(state="closed")
    after = queries.bound_parts(report)["scores"]

    assert before == []
    points_told = ["90,00"] * 3
    assert after[1]["rows"] == [["1", home.units[0].name, *points_told, "Hoàn thành tốt"]]
