"""The press note, and the page of a meeting's papers."""

import io

import docx
from django.urls import reverse

from documents.models import Document
from meetings.actions import add_row
from meetings.actions.official import start_paper
from meetings.actions.ready import make_ready
from meetings.models import Attendance, Meeting
from meetings.queries.meeting_papers import next_step
from meetings.queries.press import PressFacts, press_text, unsaid_facts
from tests.factories import RenderingFactory, trail
from tests.worlds import World


def note(world: World) -> str:
    return press_text(PressFacts(Meeting.objects.get(pk=world.meeting.pk)))


def at(world: World, name: str, **more: str) -> str:
    return reverse(f"meetings:{name}", kwargs=world.period_path | {"pk": world.meeting.pk} | more)


def test_note_tells_the_meeting_from_its_rows(world):
    by = world.people["secretary"]
    add_row(world.meeting, "decisions", values={"title": "Giữ nguyên chỉ tiêu."}, by=by)

    told = note(world)

    assert told.splitlines()[0].startswith("Khối Thi đua Hưng Yên tổ chức Hội nghị sơ kết")
    for words in (
        "Sáng ngày 09/7/2021, tại Hội trường Hưng Yên, Khối Thi đua Hưng Yên tổ chức",
        "đại biểu của 09/09 đơn vị thành viên.",
        "Đồng chí Chair Hưng Yên",
        "chủ trì Hội nghị.",
        "Báo cáo tại Hội nghị nêu rõ: Bối cảnh Hưng Yên.\n\nKết quả Hưng Yên.",
        "Hội nghị đã thống nhất phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2021: phương",
        "Tại Hội nghị, đồng chí Lãnh đạo Hưng Yên phát biểu chỉ đạo Hội nghị; đồng thời đề nghị:",
        "nêu rõ: giữ nguyên chỉ tiêu.",
        "(Số liệu giả định: giờ họp Hưng Yên.)",
    ):
        assert words in told
    Meeting.objects.filter(pk=world.meeting.pk).update(
        date=None, starts_at=None, place="", results="", context="", assumptions=""
    )
    Attendance.objects.filter(meeting=world.meeting).update(presence="absent")
    bare = note(world)
    assert "Ngày …, Khối Thi đua" in bare
    assert "đại biểu của 00/09 đơn vị" in bare


def test_unedited_note_follows_the_data_and_an_edited_one_says_what_it_lacks(world, client):
    client.force_login(world.people["secretary"])
    told = note(world)
    json = {"accept": "application/json"}

    sent = {"press_note": told, "told": told, "revision": 1}
    assert client.post(at(world, "save_press"), sent, headers=json).json()["revision"] == 2
    assert Meeting.objects.get(pk=world.meeting.pk).press_note == ""

    sent = {"press_note": told + "\n\nThêm một đoạn.", "told": told, "revision": 2}
    assert client.post(at(world, "save_press"), sent, headers=json).json()["revision"] == 3
    assert client.get(at(world, "press")).context["unsaid"] == []
    sent["press_note"] += " Của người khác."
    assert client.post(at(world, "save_press"), sent, headers=json).status_code == 409

    Meeting.objects.filter(pk=world.meeting.pk).update(date="2021-07-10")
    Attendance.objects.filter(pk=world.meeting.attendances.first().pk).update(presence="absent")
    page = client.get(at(world, "press"))
    assert page.context["unsaid"] == ["số đơn vị dự họp: 08/09", "ngày họp: 10/7/2021"]
    assert "08/09 đơn vị" in page.context["told"]

    client.post(at(world, "press_anew"))
    client.post(at(world, "press_anew"))
    assert Meeting.objects.get(pk=world.meeting.pk).press_note == ""
    assert trail(world.bloc).count("press_taken_anew") == 1
    assert unsaid_facts(PressFacts(Meeting.objects.get(pk=world.meeting.pk)), note(world)) == []


def test_note_is_had_as_text_and_word_also_after_the_minutes_are_approved(world, client):
    client.force_login(world.people["secretary"])
    world.minutes.document.state = "approved"
    type(world.minutes.document).objects.filter(pk=world.minutes.document.pk).update(
        state="approved", snapshot={}
    )
    sent = {"press_note": "Tin\n\nĐoạn một.", "told": "", "revision": 1}
    client.post(at(world, "save_press"), sent)

    text = client.get(at(world, "press_file", form="van-ban"))
    word = client.get(at(world, "press_file", form="word"))

    assert text.content.decode("utf-8-sig") == "Tin\r\n\r\nĐoạn một."
    assert text["Content-Disposition"] == 'attachment; filename="tin-bai.txt"'
    opened = docx.Document(io.BytesIO(word.content))
    assert [row.text for row in opened.paragraphs if row.text] == ["Tin", "Đoạn một."]
    assert client.get(at(world, "press_file", form="la")).status_code == 404


def test_page_of_papers_shows_state_next_step_files_and_what_to_begin(world, client):
    client.force_login(world.people["secretary"])
    rows = client.get(at(world, "papers")).context["rows"]
    shown = {row.kind: row for row in rows}
    assert list(shown) == ["invitation", "minutes", "review_report", "notice"]
    assert [row.kind for row in rows if row.may_start] == ["invitation", "notice"]
    assert shown["minutes"].next_step == "Thư ký hội nghị hoàn thiện, trình chủ tọa"

    answer = client.post(
        reverse("meetings:start_paper", kwargs=world.period_path | {"kind": "notice"}),
        {"hoi_nghi": world.meeting.pk},
        follow=True,
    )
    assert answer.context["document"].kind == "notice"
    assert f"{answer.context['due']:%d/%m/%Y}" == "14/07/2021"
    for number in ("0", "x", "9" * 30):
        url = reverse("meetings:start_paper", kwargs=world.period_path | {"kind": "invitation"})
        assert client.post(url, {"hoi_nghi": number}).status_code == 404

    make_ready(world.meeting, by=None)
    notice = world.meeting.official_papers.get().document
    for form in ("draft", "draft_docx"):
        RenderingFactory(document=notice, form=form)
    rows = {row.kind: row for row in client.get(at(world, "papers")).context["rows"]}
    assert [row.form for row in rows["notice"].files] == ["draft", "draft_docx"]
    client.force_login(world.people["officer"])
    kinds = [row.kind for row in client.get(at(world, "papers")).context["rows"]]
    assert kinds == ["review_report"]  # shared for comment; the other drafts are the desk's


def test_next_step_says_to_whom_a_signed_paper_goes():
    steps = {
        (kind, state): next_step(Document(kind=kind, state=state, number=1))
        for kind in ("notice", "invitation", "reminder", "minutes")
        for state in ("draft", "submitted", "approved", "signed", "sent", "received")
    }

    assert "gửi Sở Nội vụ" in steps["notice", "signed"]
    assert "gửi các đơn vị" in steps["invitation", "signed"]
    assert (steps["reminder", "sent"], steps["minutes", "received"]) == ("Đã xong", "Đã xong")
    assert (steps["minutes", "submitted"], steps["notice", "submitted"]) == (
        "Chủ tọa duyệt",
        "Trưởng khối duyệt",
    )
    assert next_step(Document(kind="notice", state="approved")).endswith("văn thư cấp")


def test_start_of_a_cancelled_meeting_or_an_unknown_kind_is_refused(world, client):
    client.force_login(world.people["head"])
    Meeting.objects.filter(pk=world.meeting.pk).update(state="cancelled")
    url = reverse("meetings:start_paper", kwargs=world.period_path | {"kind": "notice"})

    answer = client.post(url, {"hoi_nghi": world.meeting.pk}, follow=True)

    assert "Hội nghị đã hủy" in answer.content.decode()
    for kind in ("handover", "minutes", "la"):
        url = reverse("meetings:start_paper", kwargs=world.period_path | {"kind": kind})
        assert client.post(url).status_code == 404
    assert not world.meeting.official_papers.exists()
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    make_ready(meeting, by=None)
    assert not meeting.official_papers.exists()
    Meeting.objects.filter(pk=meeting.pk).update(state="ended")
    start_paper(world.period, "invitation", by=None, meeting=Meeting.objects.get(pk=meeting.pk))
