"""Pages of tasks: every state × button × role; assigning; what is typed is never lost; offers."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.queries.evidence import key_of
from assessments.queries.offers import areas_of, offers_for
from emulation_bloc.lib import clock
from meetings.actions import progress, tasks
from meetings.models import Progress, Task, TaskShare
from tests.assessments import evidence_files as files
from tests.assessments.factories import CriterionFactory
from tests.factories import fresh

# States of a unit's part: todo, reported, confirmed, accepted; and `closed`, a part of a task that
# has ended. Beside each button what becomes of the part: T R C A, `-` refused, x not theirs (403).
PARTS = """
state     button    officer leader secretary head chair
todo      report    R       C      x         x    x
todo      confirm   x       -      x         x    x
todo      return    x       -      x         x    x
todo      withdraw  -       -      x         x    x
todo      accept    x       x      -         -    x
todo      again     x       x      -         -    x
reported  report    -       C      x         x    x
reported  confirm   x       C      x         x    x
reported  return    x       T      x         x    x
reported  withdraw  T       T      x         x    x
reported  accept    x       x      -         -    x
reported  again     x       x      -         -    x
confirmed report    R       C      x         x    x
confirmed confirm   x       -      x         x    x
confirmed return    x       -      x         x    x
confirmed withdraw  -       -      x         x    x
confirmed accept    x       x      A         A    x
confirmed again     x       x      T         T    x
accepted  report    -       -      x         x    x
accepted  confirm   x       -      x         x    x
accepted  return    x       -      x         x    x
accepted  withdraw  -       -      x         x    x
accepted  accept    x       x      -         -    x
accepted  again     x       x      T         T    x
closed    report    -       -      x         x    x
closed    confirm   x       -      x         x    x
closed    return    x       -      x         x    x
closed    withdraw  -       -      x         x    x
closed    accept    x       x      -         -    x
closed    again     x       x      -         -    x
"""
BUTTONS = {
    "report": "report_progress",
    "confirm": "confirm_progress",
    "return": "return_progress",
    "withdraw": "withdraw_progress",
    "accept": "accept_share",
    "again": "ask_again",
}
# A task: open, done, dropped; beside each button what becomes of it: O, D, X.
WHOLE = """
state   button officer leader secretary head chair
open    close  x       x      x         D    x
open    drop   x       x      x         X    x
open    reopen x       x      x         -    x
open    change x       x      O         O    x
done    close  x       x      x         -    x
done    drop   x       x      x         -    x
done    reopen x       x      x         O    x
done    change x       x      -         -    x
dropped close  x       x      x         -    x
dropped drop   x       x      x         -    x
dropped reopen x       x      x         O    x
dropped change x       x      -         -    x
"""
LETTERS = {"T": "todo", "R": "reported", "C": "confirmed", "A": "accepted"}
ENDS = {"O": "open", "D": "done", "X": "dropped"}


def table(text):
    head, *lines = [line.split() for line in text.strip().splitlines()]
    return [(*line[:2], dict(zip(head[2:], line[2:], strict=True))) for line in lines]


@pytest.fixture
def task(shared_worlds, db) -> Task:
    world, _far = shared_worlds
    return tasks.make_tasks(world.meeting, by=world.people["secretary"])[0]


@pytest.fixture
def share(shared_worlds, task) -> TaskShare:
    world, _far = shared_worlds
    return task.shares.get(unit=world.units[1])


@pytest.fixture
def browsers(shared_worlds, db):
    world, _far = shared_worlds
    found = {}
    for role in ("officer", "leader", "secretary", "head", "chair"):
        found[role] = Client()
        found[role].force_login(world.people[role])
    return found


def url_of(task, name, *more) -> str:
    return reverse(f"meetings:{name}", args=[task.bloc.province.slug, task.bloc.slug, *more])


def put(share, state, officer) -> int:
    """Bring the part into a state, with the report that belongs to it; its id."""
    Progress.objects.filter(share=share).delete()
    known = "accepted" if state == "closed" else state
    TaskShare.objects.filter(pk=share.pk).update(
        state=known, percent=100 if known in {"confirmed", "accepted"} else 0
    )
    Task.objects.filter(pk=share.task_id).update(state="done" if state == "closed" else "open")
    if known == "todo":
        return 0
    return Progress.objects.create(
        bloc=share.bloc,
        task=share.task,
        share=share,
        percent=100,
        text="Đã làm",
        by=officer,
        at=clock.now(),
        confirmed_at=None if known == "reported" else clock.now(),
    ).pk


def test_every_state_and_button_of_a_part_for_every_role(shared_worlds, share, browsers):
    world, _far = shared_worlds
    found, expected = [], []
    for state, button, roles in table(PARTS):
        for role, wanted in roles.items():
            seen = put(share, state, world.people["officer"])
            before = TaskShare.objects.get(pk=share.pk).state
            sent = {"seen": seen, "percent": 100, "text": "Đã xong"}
            url = url_of(share.task, BUTTONS[button], share.task_id, share.pk)
            answer = browsers[role].post(url, sent)
            after = TaskShare.objects.get(pk=share.pk).state
            outcome = "x" if answer.status_code == 403 else after
            expected.append(
                (state, button, role, LETTERS.get(wanted, before if wanted == "-" else "x"))
            )
            found.append((state, button, role, outcome))
            assert answer.status_code in {302, 403, 422}

    assert found == expected


def test_every_state_and_button_of_a_task_for_every_role(shared_worlds, task, browsers):
    found, expected = [], []
    for state, button, roles in table(WHOLE):
        for role, wanted in roles.items():
            Task.objects.filter(pk=task.pk).update(state=state, close_note="Ghi")
            revision = Task.objects.get(pk=task.pk).revision
            sent = {
                "text": "Lý do",
                "title": "Việc",
                "area": "other",
                "due": "31/12/2021",
                "weight": 2,
                "revision": revision,
            }
            answer = browsers[role].post(url_of(task, f"{button}_task", task.pk), sent)
            after = Task.objects.get(pk=task.pk).state
            outcome = "x" if answer.status_code == 403 else after
            if button == "change" and wanted == "O":
                assert Task.objects.get(pk=task.pk).title == "Việc"
            expected.append(
                (state, button, role, ENDS.get(wanted, state if wanted == "-" else "x"))
            )
            found.append((state, button, role, outcome))

    assert found == expected


def test_report_goes_up_with_document_and_files_and_is_sent_back_with_its_words(
    share, browsers, shared_worlds
):
    task = share.task
    url = url_of(task, "report_progress", task.pk, share.pk)
    sent = {
        "percent": "60",
        "text": "Đã kiểm tra 12 cơ sở",
        "number": "45/BC-SXD",
        "date": "10/07/2021",
        "issuer": "Sở Xây dựng",
        "proof": [
            SimpleUploadedFile("anh.pdf", files.PDF),
            SimpleUploadedFile("b.png", files.png()),
        ],
    }

    assert browsers["officer"].post(url, sent).status_code == 302

    report = share.reports.get()
    assert (report.percent, report.number, report.date) == (60, "45/BC-SXD", date(2021, 7, 10))
    assert {row.name for row in report.attachments.all()} == {"anh.pdf", "b.png"}
    page = browsers["leader"].get(task.get_absolute_url()).content.decode()
    assert "Đã kiểm tra 12 cơ sở" in page
    assert "Xác nhận báo cáo" in page
    other = browsers["chair"].get(task.get_absolute_url()).content.decode()
    assert "Xác nhận báo cáo" not in other
    assert "Đã kiểm tra 12 cơ sở" not in other  # the unit has not said it yet
    back = url_of(task, "return_progress", task.pk, share.pk)
    browsers["leader"].post(back, {"seen": report.pk, "text": "Nêu rõ kết quả"})
    again = browsers["officer"].get(task.get_absolute_url()).content.decode()
    assert "Nêu rõ kết quả" in again
    other = browsers["secretary"].get(task.get_absolute_url()).content.decode()
    assert "Nêu rõ kết quả" not in other
    assert 'value="45/BC-SXD"' in again  # begins with what came back
    browsers["officer"].post(url, {"percent": "70", "text": "Kết quả rõ"})
    assert share.reports.last().attachments.count() == 2  # the files came along
    confirm = url_of(task, "confirm_progress", task.pk, share.pk)
    browsers["leader"].post(confirm, {"seen": share.reports.last().pk})
    assert "Kết quả rõ" in browsers["chair"].get(task.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"percent": "120"}, "Tiến độ từ 0 đến 100."),
        ({"text": ""}, "Hãy ghi kết quả thực hiện."),
        ({"date": "01/01/2022"}, "Ngày văn bản sau ngày hôm nay"),
        ({"proof": SimpleUploadedFile("x.exe", b"MZ\x90")}, "x.exe: "),
    ],
)
def test_refused_report_keeps_what_was_typed(share, browsers, wrong, said):
    url = url_of(share.task, "report_progress", share.task_id, share.pk)

    answer = browsers["officer"].post(
        url, {"percent": "50", "text": "Đang làm", "number": "9/X"} | wrong
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="9/X"' in page
    assert not share.reports.exists()


def test_typed_words_survive_a_task_that_was_closed_meanwhile(share, browsers):
    Task.objects.filter(pk=share.task_id).update(state="done")
    url = url_of(share.task, "report_progress", share.task_id, share.pk)

    answer = browsers["officer"].post(url, {"percent": "50", "text": "Chữ đã gõ công phu"})

    assert answer.status_code == 422
    assert "Chữ đã gõ công phu" in answer.content.decode()


def test_change_of_two_people_shows_both_texts(task, browsers):
    url = url_of(task, "change_task", task.pk)
    sent = {"area": "other", "due": "31/12/2021", "weight": 1, "revision": 1}
    browsers["head"].post(url, sent | {"title": "Chữ của Trưởng khối"})

    answer = browsers["secretary"].post(url, sent | {"title": "Chữ của thư ký"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Chữ của Trưởng khối" in page
    assert "Chữ của thư ký" in page


def assign_url(world) -> str:
    return reverse("meetings:assign_tasks", kwargs=world.period_path | {"pk": world.meeting.pk})


def test_assigning_makes_all_or_nothing_and_says_what_lacks(shared_worlds, browsers):
    world, _far = shared_worlds
    desk = browsers["secretary"]
    page = desk.get(assign_url(world)).content.decode()
    assert "chưa ghi hạn: lấy 31/12/2021" in page
    assert "chưa ghi kết quả cần đạt" in page
    direction = world.meeting.conclusions.get(kind="direction")
    request = world.meeting.conclusions.get(kind="request")
    sent = {f"c{row.pk}-{name}": value for row in (direction, request) for name, value in (
        ("due", "31/12/2021"), ("weight", "2"), ("measure", "Đạt"),
    )}  # fmt: skip

    refused = desk.post(assign_url(world), sent | {f"c{request.pk}-is_none": "on"})
    assert refused.status_code == 422
    assert "Hãy ghi lý do không giao nhiệm vụ" in refused.content.decode()
    early = desk.post(assign_url(world), sent | {f"c{request.pk}-due": "01/07/2021"})
    assert early.status_code == 422
    assert "trước ngày 09/7/2021" in early.content.decode()
    assert not Task.objects.filter(bloc=world.bloc).exists()

    reason = {f"c{request.pk}-is_none": "on", f"c{request.pk}-no_task_reason": "Việc thường xuyên"}
    sent[f"c{direction.pk}-lead_units"] = [world.units[1].pk]
    assert desk.post(assign_url(world), sent | reason).status_code == 302

    task = Task.objects.get(bloc=world.bloc)
    assert (task.conclusion, task.measure) == (direction, "Đạt")
    assert task.shares.get().unit == world.units[1]
    request.refresh_from_db()
    assert request.no_task_reason == "Việc thường xuyên"


def test_table_is_filtered_sorted_and_taken_as_a_workbook(shared_worlds, task, browsers):
    world, _far = shared_worlds
    by = world.people["secretary"]
    tasks.add_task(
        world.year,
        values={"title": "Giao lưu thể thao", "area": "bloc_activity", "due": date(2021, 8, 1)},
        lead_units=[world.units[4]],
        partner_units=[],
        by=by,
    )
    officer, url = browsers["officer"], url_of(task, "tasks")

    def titles(query):
        page = officer.get(f"{url}?{query}").content.decode()
        return [title for title in ("Giao lưu thể thao", task.title) if f">{title}</a>" in page]

    assert titles("") == ["Giao lưu thể thao", task.title]
    assert titles("don_vi=toi") == [task.title]
    assert titles("linh_vuc=bloc_activity") == ["Giao lưu thể thao"]
    assert titles(f"ky={world.year.slug}") == ["Giao lưu thể thao"]
    assert titles("tinh_trang=qua-han") == []
    assert titles("tinh_trang=bậy&xep=bậy&giam=1") == ["Giao lưu thể thao", task.title]
    ordered = officer.get(f"{url}?xep=han&giam=1").content.decode()
    assert ordered.index(f">{task.title}</a>") < ordered.index(">Giao lưu thể thao</a>")
    assert officer.get(url_of(task, "tasks_xlsx")).content[:2] == b"PK"
    assert b"<svg" in officer.get(url_of(task, "tasks_chart")).content


# Evidence


def test_field_of_work_is_found_by_words_and_marks_count():
    def areas(text):
        return areas_of(CriterionFactory.build(text=text))

    assert areas("Điển hình tiên tiến, sáng kiến") == {"exemplary_model"}
    assert areas("Phong trào chuyên đề, cao điểm có tổng kết") == {"movement"}
    assert areas("Tham gia hoạt động của khối") == {"bloc_activity"}
    assert areas("Tổ chức đảng") == {"party_building"}
    assert areas("Kế hoạch, phát động, đăng ký, ký giao ước") == set()


def test_finished_task_is_offered_once_under_the_criterion_that_fits(
    shared_worlds, share, browsers
):
    world, _far = shared_worlds
    answer = world.scoring.answer
    type(answer.criterion).objects.filter(pk=answer.criterion_id).update(text="Nhiệm vụ được giao")
    answer = type(answer).objects.get(pk=answer.pk)
    assert offers_for(answer, []) == []  # not finished
    progress.report_progress(
        share, percent=100, text="Xong", number="45/BC-SXD", by=fresh(world.people["leader"])
    )
    period = world.scoring.round.period
    at = {**world.path, "period": period.slug, "place": key_of(answer)}
    page = reverse("assessments:evidence_of", kwargs=at)
    browser = browsers["officer"]
    assert "Dùng làm minh chứng" in browser.get(page).content.decode()
    take = reverse("assessments:take_offer", kwargs=at | {"key": f"nhiem-vu-{share.pk}"})

    assert browser.post(take).status_code == 302
    assert browser.post(take).status_code == 422  # twice is once

    row = answer.evidence.get(number="45/BC-SXD")
    assert row.kind == "document"
    assert row.issuer == world.units[1].name
    assert "Nhiệm vụ" in row.title
    assert "Dùng làm minh chứng" not in browser.get(page).content.decode()


def test_task_without_a_document_cites_the_paragraph_of_the_minutes(shared_worlds, share):
    from meetings.queries.task_offers import finished_tasks

    world, _far = shared_worlds
    progress.report_progress(share, percent=100, text="Xong", by=fresh(world.people["leader"]))

    (plain,) = finished_tasks(world.units[1], world.year)
    assert (plain.number, plain.issuer) == ("Nhiệm vụ PH1", world.bloc.name)
    assert finished_tasks(world.units[1], world.period) == []  # its own period
    document = world.minutes.document
    item = {"marker": "a)", "text": share.task.title}
    blocks = [{"type": "heading", "level": 1, "text": "III. A"}, {"type": "list", "items": [item]}]
    type(document).objects.filter(pk=document.pk).update(
        state="approved", snapshot={"blocks": blocks}, symbol="BB-T", number=3, year=2021
    )
    (cited,) = finished_tasks(world.units[1], world.year)
    assert cited.number == "03/BB-T, mục III.a"
