"""Home, province, bloc and period: what each person owes and may know."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.models import Document, Rendering
from emulation_bloc import queries
from emulation_bloc.context import frame
from emulation_bloc.queries.duties import draft_url
from meetings import actions as meeting_actions
from meetings.models import Meeting
from meetings.queries import report_words, words_digest
from tests.factories import DAY, BlocFactory, DocumentFactory, RenderingFactory, fresh, make_user
from units import actions
from units.actions.periods import default_windows
from units.models import Period, User

OF_SCORING = ["Bộ tiêu chí", "Đăng ký thi đua", "Tự đánh giá"]
OF_THE_YEAR = ["Hội nghị", "Nhiệm vụ", "Phong trào, hoạt động", "Lịch công tác"]


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def owed(user: User) -> list[str]:
    """What the person's duties are, without those of the world's papers of the whole year."""
    user = fresh(user)
    periods = Period.objects.visible_to(user).filter(state="open").exclude(slug="2021")
    found = queries.standings(periods.select_related("bloc__province"), user)
    return [duty.title for duty in queries.duties(user, found)]


def frame_of(user: User, **given: str) -> dict:
    request = SimpleNamespace(
        user=fresh(user), path="/", resolver_match=SimpleNamespace(kwargs=given)
    )
    return frame(request)["frame"]


def test_before_the_meeting_the_secretary_plans_it(world, stand_on):
    bloc = BlocFactory(province=world.province)
    user = make_user("secretary", bloc)
    opened = owed(user)
    actions.open_period(
        bloc,
        kind="half_year",
        year=2021,
        windows=default_windows("half_year", 2021),
        by=user,
    )

    stand_on(date(2021, 6, 14))
    early = owed(user)
    stand_on(date(2021, 6, 15))

    assert (opened, early) == (["Mở kỳ đánh giá"], ["Mở đợt tự đánh giá"])
    assert owed(user) == ["Mở đợt tự đánh giá", "Lập hội nghị sơ kết"]


def test_on_the_day_notes_are_taken_afterwards_minutes_are_submitted(world, stand_on):
    world.meeting.date = date(2021, 7, 12)
    world.meeting.save()
    keeper, secretary = world.people["meeting_secretary"], world.people["secretary"]

    def of_minutes(user: User) -> list[str]:
        return [title for title in owed(user) if "biên bản" in title]

    on_the_day = of_minutes(keeper)
    stand_on(date(2021, 7, 13))

    assert on_the_day == ["Ghi biên bản hội nghị", "Hoàn thiện, trình biên bản hội nghị"]
    assert of_minutes(keeper) == ["Hoàn thiện, trình biên bản hội nghị"]
    assert of_minutes(secretary) == ["Ghi biên bản hội nghị"]
    assert "Hoàn thiện, trình báo cáo sơ kết" in owed(secretary)


def test_a_shared_draft_asks_the_units_that_have_not_commented(world):
    assert "Góp ý dự thảo báo cáo sơ kết" in owed(world.people["chair"])
    assert "Góp ý dự thảo báo cáo sơ kết" not in owed(world.people["officer"])
    assert "Góp ý dự thảo báo cáo sơ kết" not in owed(world.people["secretary"])


def test_minutes_walk_from_the_secretary_to_the_chair_and_back(world):
    keeper, chair = world.people["meeting_secretary"], world.people["chair"]
    meeting_actions.submit_minutes(world.minutes, by=keeper)
    asked = owed(chair)
    meeting_actions.return_minutes(world.minutes, by=chair, reason="Thiếu giờ kết thúc.")

    assert "Duyệt: biên bản hội nghị" in asked
    assert "Sửa biên bản hội nghị bị trả lại" in owed(keeper)
    assert "Duyệt: biên bản hội nghị" not in owed(chair)


def test_approved_minutes_are_signed_sent_and_received(world):
    Document.objects.filter(pk=world.minutes.document_id).update(
        state="approved", snapshot={}, audience="province", symbol="BB-KTĐ"
    )
    secretary, reviewer = world.people["secretary"], world.people["reviewer"]
    numberless = owed(secretary)
    steps = {}
    for state, who in (("approved", secretary), ("signed", secretary), ("sent", reviewer)):
        Document.objects.filter(pk=world.minutes.document_id).update(state=state, number=1)
        steps[state] = [title for title in owed(who) if "biên bản" in title]

    assert "Nhập số văn thư cấp cho biên bản hội nghị" in numberless
    assert steps == {
        "approved": ["Ghi nhận đã ký: biên bản hội nghị"],
        "signed": ["Gửi Sở Nội vụ: biên bản hội nghị"],
        "sent": ["Ghi nhận đã nhận: biên bản hội nghị"],
    }


def test_the_reviewer_is_told_which_bloc_is_late(world, stand_on):
    in_time = owed(world.people["reviewer"])
    stand_on(date(2021, 8, 1))

    assert in_time == []
    assert owed(world.people["reviewer"]) == ["Khối quá hạn biên bản"]
    assert "Khối quá hạn biên bản" not in owed(world.people["head"])


def test_nobody_owes_anything_in_a_closed_period(world):
    for period in (world.period, world.year):
        actions.close_period(period, by=world.people["head"])

    assert owed(world.people["secretary"]) == ["Mở kỳ đánh giá"]
    assert owed(world.people["chair"]) == []
    assert owed(world.people["observer"]) == owed(world.people["operator"]) == []


def test_home_shows_duties_with_days_and_failed_files(world, stand_on):
    RenderingFactory(document=world.papers["sent"], form="docx", state="failed")
    stand_on(date(2021, 8, 2))

    answer = entered(world.people["secretary"]).get("/")

    page = answer.content.decode()
    assert "quá hạn 2 ngày" in page
    assert [row.form for row in answer.context["failed"]] == ["docx"]
    assert world.papers["draft"].title not in page


@pytest.mark.parametrize("name", ["secretary", "reviewer"])
def test_home_reads_no_words_of_papers(world, name):
    for _ in range(8):
        paper = DocumentFactory(period=world.period, bloc=world.bloc, state="sent", kind="notice")
        RenderingFactory(document=paper)
    with CaptureQueriesContext(connection) as context:
        answer = entered(world.people[name]).get("/")

    assert [len(paper.shown_files) for paper in answer.context["papers"]] == [1] * 6
    read = [row["sql"] for row in context.captured_queries]
    assert not [sql for sql in read if '"documents_document"."snapshot"' in sql]


def test_home_of_somebody_without_a_role_says_whom_to_ask(db, client):
    client.force_login(make_user("operator"))

    assert "chưa được phân công" in client.get("/").content.decode()


def test_frame_leads_to_a_bloc_that_has_no_period_yet(world):
    bloc = BlocFactory(province=world.province, name="Khối Thi đua Mới")
    secretary = make_user("secretary", bloc)

    own = frame_of(secretary)
    seen = frame_of(world.people["reviewer"], province=world.province.slug, bloc=bloc.slug)

    assert own["bloc"] == seen["bloc"] == bloc
    assert [one["name"] for one in own["blocs"]] == ["Khối Thi đua Mới"]
    assert "Cài đặt khối" in [item["label"] for item in own["nav"]]
    assert frame_of(world.people["officer"], bloc=bloc.slug)["bloc"] == world.bloc


def test_frame_marks_the_page_that_holds_the_present_one(world):
    paper = world.papers["sent"]

    answer = entered(world.people["officer"]).get(paper.get_absolute_url())

    assert [row["label"] for row in answer.context["frame"]["nav"] if row["active"]] == ["Văn bản"]
    draft = entered(world.people["secretary"]).get(draft_url(world.minutes.document), follow=True)
    assert [row["label"] for row in draft.context["frame"]["nav"] if row["active"]] == ["Hội nghị"]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (
            "officer",
            ["Việc của tôi", "Tổng quan khối", *OF_SCORING, *OF_THE_YEAR, "Khen thưởng",
             "Văn bản", "Đơn vị"],
        ),
        ("observer", ["Việc của tôi", "Các khối", "Tổng quan khối", "Khen thưởng",
                      "Văn bản", "Đơn vị"]),
        (
            "reviewer",
            [
                "Việc của tôi", "Các khối", "Tổng quan khối", *OF_SCORING, *OF_THE_YEAR,
                "Khen thưởng", "Văn bản", "Đơn vị", "Nhật ký",
            ],
        ),
        ("operator", ["Việc của tôi"]),
    ],
)  # fmt: skip
def test_navigation_holds_only_what_may_be_opened(world, name, labels):
    nav = frame_of(world.people[name], **world.period_path)["nav"]

    assert [item["label"] for item in nav] == labels
    client = entered(world.people[name])
    assert {client.get(item["url"], follow=True).status_code for item in nav} == {200}


def test_province_filters_and_sorts_for_the_reviewer(world, stand_on):
    other = BlocFactory(province=world.province, name="Khối Thi đua An")
    secretary = make_user("secretary", other)
    windows = default_windows("half_year", 2021)
    windows["meeting_due"] = date(2021, 7, 2)
    actions.open_period(other, kind="half_year", year=2021, windows=windows, by=secretary)
    client = entered(world.people["reviewer"])
    url = world.province.get_absolute_url()

    def shown(**query: str) -> list[str]:
        rows = client.get(url, {"ky": "2021-h1"} | query).context["rows"]
        return [row["bloc"].name for row in rows]

    assert shown() == ["Khối Thi đua An", world.bloc.name]
    assert shown(loc="qua-han") == ["Khối Thi đua An"]
    assert shown(loc="cho-toi") == []
    assert shown(loc="\x00", xep="x", ky="\x00") == shown()
    stand_on(date(2021, 8, 30))
    world.period.meeting_due = date(2021, 7, 1)
    world.period.save()
    assert shown(xep="qua-han") == [world.bloc.name, "Khối Thi đua An"]


def test_province_counts_what_waits_for_the_reviewer(world):
    answer = entered(world.people["reviewer"]).get(
        world.province.get_absolute_url(), {"ky": "2021", "loc": "cho-toi"}
    )

    (row,) = answer.context["rows"]
    assert row["waits"]["văn bản cần ghi nhận"] == 1
    assert answer.context["units"] == 9


def test_an_observer_reads_names_and_approved_papers_alone(world, stand_on):
    stand_on(date(2021, 9, 1))
    client = entered(world.people["observer"])

    province = client.get(world.province.get_absolute_url(), {"ky": "2021-h1", "loc": "cho-toi"})
    pages = [
        province.content.decode(),
        client.get(world.bloc.get_absolute_url()).content.decode(),
        client.get(world.period.get_absolute_url()).content.decode(),
    ]

    assert len(province.context["rows"]) == 1
    for page in pages:
        assert "quá hạn" not in page.lower()
        assert world.meeting.place not in page
        assert world.papers["draft"].title not in page


def test_the_line_tells_no_outsider_that_a_draft_is_late(world):
    def labels(name: str) -> list[str]:
        (one,) = queries.standings([world.period], world.people[name])
        return [step["label"] for step in one.steps]

    assert len(labels("officer")) == 5
    assert "Dự thảo báo cáo chung" not in labels("reviewer")


def test_the_line_says_where_the_period_stands(world, stand_on):
    def states() -> list[str]:
        (one,) = queries.standings([world.period], world.people["secretary"])
        return [step["state"] for step in one.steps]

    stand_on(date(2021, 6, 1))
    before = states()
    stand_on(date(2021, 7, 12))

    assert before[0] == "now"
    assert states() == ["done", "done", "done", "now", "next"]


def test_period_page_names_the_next_step_of_each(world):
    secretary = entered(world.people["secretary"]).get(world.period.get_absolute_url())
    officer = entered(world.people["officer"]).get(world.period.get_absolute_url())

    assert secretary.context["may_edit_notes"]
    assert not officer.context["may_edit_notes"]
    assert "Gói hồ sơ" in secretary.content.decode()
    assert "Gói hồ sơ" not in officer.content.decode()


@pytest.mark.parametrize(("given", "form"), [("pdf", "summary_pdf"), ("docx", "summary_docx")])
def test_a_summary_is_asked_for_and_shown_while_it_is_made(world, queued, given, form):
    client = entered(world.people["reviewer"])

    answer = client.post(f"{world.period.get_absolute_url()}tom-tat/", {"dang": given})

    row = Rendering.objects.get(form=form)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert (row.period, row.requested_by) == (world.period, world.people["reviewer"])


def test_a_pack_holds_the_files_of_approved_papers(world):
    url = f"{world.year.get_absolute_url()}goi-ho-so/"

    entered(world.people["reviewer"]).post(url)

    row = Rendering.objects.get(form="pack")
    assert row.snapshot["files"] == [world.rendering.pk]
    assert set(row.snapshot) == {"files", "summary", "index", "day"}


def test_a_pack_names_what_has_been_replaced(world):
    plain = {"period": world.year, "state": "sent", "kind": "plan", "symbol": "KH-K"}
    old = DocumentFactory(number=1, title="Kế hoạch", **plain)
    new = DocumentFactory(
        number=2, title="Kế hoạch mới", corrects=old, relation="replaces", reason="Sai ngày",
        **plain,
    )  # fmt: skip
    RenderingFactory(document=new)

    entered(world.people["reviewer"]).post(f"{world.year.get_absolute_url()}goi-ho-so/")

    lines = Rendering.objects.get(form="pack").snapshot["index"]
    assert lines[1:] == ["01/KH-K: Kế hoạch đã bị thay thế bởi 02/KH-K: Kế hoạch mới."]


def test_an_empty_pack_is_not_made(world):
    url = f"{world.period.get_absolute_url()}goi-ho-so/"

    page = entered(world.people["reviewer"]).post(url, follow=True).content.decode()

    assert "chưa có văn bản được duyệt" in page
    assert not Rendering.objects.filter(form="pack").exists()


def test_a_report_waits_for_the_head(world):
    meeting_actions.submit_report(world.report, by=world.people["secretary"])

    assert "Duyệt: báo cáo sơ kết" in owed(world.people["head"])
    seen = words_digest(report_words(world.report, by=world.people["head"]))
    meeting_actions.approve_report(world.report, by=world.people["head"], seen=seen)
    assert "Duyệt: báo cáo sơ kết" not in owed(world.people["head"])


def test_while_it_sits_the_chair_leads_the_meeting_and_the_line_waits(world):
    meeting = world.meeting
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.RUNNING, date=DAY)

    assert "Điều hành hội nghị" in owed(world.people["chair"])
    assert "Điều hành hội nghị" not in owed(world.people["secretary"])
    (one,) = queries.standings([world.period], world.people["secretary"])
    assert [step["state"] for step in one.steps] == ["done", "done", "now", "next", "next"]

    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.ENDED)
    assert "Điều hành hội nghị" not in owed(world.people["chair"])
