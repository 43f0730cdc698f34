"""Papers made from data: written, submitted, approved, replaced; their words, files and numbers."""

import io
import unicodedata
from datetime import date, time

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from documents import pdf
from documents.actions import files
from documents.models import Document, Rendering
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings.actions import add_row, save_meeting, save_row
from meetings.actions.official import (
    approve_paper,
    drop_paper,
    replace_paper,
    return_paper,
    save_paper,
    start_paper,
    submit_paper,
)
from meetings.actions.ready import make_ready
from meetings.models import Guest, Meeting, OfficialPaper
from meetings.queries import words_digest
from meetings.queries.official import official_lacks, official_words
from tests.factories import DocumentFactory, fresh, trail
from tests.worlds import World
from units.actions import assign_deputy

State = Document.State
OWED = {
    "rows": [
        {"unit": "Sở Xây dựng", "what": "Báo cáo tự chấm điểm", "due": "2021-07-05"},
        {"unit": "Sở Y tế", "what": 'Ý kiến về "dự thảo"', "due": "2021-07-07"},
        {"unit": "Sở Xây dựng", "what": "Minh chứng", "due": "2021-07-05"},
    ],
    "before": "2021-07-20",
}


def begin(world: World, kind: str) -> OfficialPaper:
    by = world.people["secretary"]
    if kind == "reminder":
        return start_paper(world.period, kind, by=by, details=OWED)
    return start_paper(world.period, kind, by=by, meeting=world.meeting)


def approve(world: World, paper: OfficialPaper, role: str = "head") -> Document:
    submit_paper(paper, by=world.people["secretary"])
    by = fresh(world.people[role])
    approve_paper(paper, by=by, seen=words_digest(official_words(paper, by)))
    return paper.document


def text_of(words: dict) -> str:
    """All words of a snapshot's body, a block a line."""
    lines = []
    for block in words["blocks"]:
        if block["type"] == "list":
            lines += [f"{item['marker']} {item['text']}" for item in block["items"]]
        elif block["type"] == "table":
            lines += [" | ".join(map(str, row)) for row in block["rows"]]
        else:
            lines.append(block.get("lead", "") + block["text"])
    return "\n".join(lines)


def test_invitation_tells_who_what_when_where_and_follows_the_meeting(world):
    by, meeting = world.people["secretary"], world.meeting
    reviewer = {"role": Guest.Role.REVIEWER, "name": "Đỗ Xuân Chương", "title": "Phó Trưởng ban"}
    add_row(meeting, "guests", values=reviewer, by=by)
    item = meeting.agendaitems.first()
    values = {"planned_at": time(8, 15), "presenter": "Trưởng khối"}
    save_row(item, values=values, revision=item.revision, by=by)
    save_meeting(
        meeting,
        "invitation",
        values={"reply_by": date(2021, 7, 5), "contact": "Bà Lan, 0221 3 000 000"},
        revision=1,
        by=by,
    )

    paper = begin(world, "invitation")
    told = text_of(official_words(paper))

    for words in (
        "trân trọng kính mời:",
        "- Đồng chí Đỗ Xuân Chương, Phó Trưởng ban;",
        "Sở số 9 Hưng Yên.",
        f"Tới dự {meeting.title}.",
        "Chủ trì: đồng chí Chair Hưng Yên",
        "Thời gian: 08 giờ 00 phút, thứ Sáu, ngày 09 tháng 7 năm 2021.",
        "Địa điểm: Hội trường Hưng Yên.",
        "08 giờ 15 | Khai mạc",
        "Dự thảo Báo cáo sơ kết",
        "trước ngày 05 tháng 7 năm 2021",
        "Liên hệ: Bà Lan, 0221 3 000 000.",
    ):
        assert words in told
    assert told.endswith("nêu trên./.")
    assert official_words(paper)["addressees"] == []

    stored = Meeting.objects.get(pk=meeting.pk)
    save_meeting(stored, "general", values={"place": "Sở Y tế"}, revision=stored.revision, by=by)
    told = text_of(official_words(OfficialPaper.objects.get(pk=paper.pk)))
    assert "Địa điểm: Sở Y tế." in told


def test_notice_numbers_conclusions_with_who_until_when_and_measure(world):
    by = world.people["secretary"]
    values = {
        "title": "Hoàn thành kế hoạch",
        "lead_units": [world.units[2]],
        "partner_units": [world.units[3], world.units[4]],
        "due": date(2021, 12, 15),
        "measure": "Đạt 100%",
    }
    row = add_row(world.meeting, "decisions", values={"title": "Giữ nguyên chỉ tiêu"}, by=by)
    row = add_row(world.meeting, "directions", values={"title": values["title"]}, by=by)
    row.lead_units.set(values["lead_units"])
    row.partner_units.set(values["partner_units"])
    row.due, row.measure = values["due"], values["measure"]
    row.save()

    words = official_words(begin(world, "notice"))
    told = text_of(words)

    assert (words["type_name"], words["form"]) == ("THÔNG BÁO", "named")
    assert words["subject"].startswith("Kết luận Hội nghị sơ kết")
    assert told.startswith("Ngày 09 tháng 7 năm 2021, tại Hội trường Hưng Yên, Khối Thi đua")
    assert "Có mặt 09/09 đơn vị." in told
    assert "I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2021" in told
    assert "2. Hoàn thành kế hoạch." in told
    assert (
        "Đơn vị chủ trì: Sở số 3 Hưng Yên; đơn vị phối hợp: Sở số 4 Hưng Yên và Sở số 5 Hưng Yên; "
        "thời hạn: trước ngày 15 tháng 12 năm 2021; kết quả cần đạt: Đạt 100%." in told
    )
    assert "II. KẾT LUẬN CỦA CHỦ TỌA\n1. Giữ nguyên chỉ tiêu." in told
    assert "III. THỰC HIỆN ĐỀ NGHỊ CỦA SỞ NỘI VỤ TỈNH HƯNG YÊN" in told
    assert told.endswith("thực hiện./.")
    assert words["recipients"][-1] == "- Lưu: VT, Hồ sơ."


def test_reminder_is_a_letter_to_each_late_unit_once(world):
    paper = begin(world, "reminder")
    words = official_words(paper)

    assert words["form"] == "letter"
    assert words["header"]["symbol"] == "KTĐ"
    assert words["subject"].startswith("V/v đôn đốc thực hiện công tác thi đua")
    assert words["addressees"] == ["Sở Xây dựng", "Sở Y tế"]
    assert "02 | Sở Y tế | Ý kiến về “dự thảo” | 07/7/2021" in text_of(words)
    assert "trước ngày 20 tháng 7 năm 2021." in text_of(words)
    assert words["recipients"][0] == "- Như trên;"
    with pytest.raises(ActionError, match="Đã có công văn đôn đốc"):
        begin(world, "reminder")
    DocumentFactory(
        bloc=world.bloc, period=world.year, kind="plan", state="sent", title="Hoạt động năm 2021"
    )
    told = text_of(official_words(paper))
    assert told.startswith("Thực hiện Kế hoạch số ")
    assert "của Khối Thi đua Hưng Yên về hoạt động năm 2021." in told


def test_lacking_papers_say_what_to_do_and_are_not_submitted(world):
    by = world.people["secretary"]
    Meeting.objects.filter(pk=world.meeting.pk).update(place="", starts_at=None)
    world.meeting.conclusions.first().references.all().delete()
    for row in world.meeting.conclusions.all():
        row.references.all().delete()
        row.delete()
    Guest.objects.filter(meeting=world.meeting, role=Guest.Role.CHAIR).delete()
    invitation, notice = begin(world, "invitation"), begin(world, "notice")
    reminder = start_paper(world.period, "reminder", by=by)

    for paper, words in (
        (invitation, ("giờ bắt đầu", "địa điểm", "chủ trì")),
        (notice, ("chưa ghi kết luận",)),
        (reminder, ("đơn vị nào chậm", "ngày các đơn vị phải hoàn thành")),
    ):
        with pytest.raises(ActionError) as refusal:
            submit_paper(paper, by=by)
        assert all(word in str(refusal.value) for word in words)
    with pytest.raises(ActionError, match="từ trang của hội nghị"):
        start_paper(world.period, "notice", by=by)
    with pytest.raises(ActionError, match="Đã có thông báo kết luận"):
        begin(world, "notice")


def test_past_day_of_a_reminder_is_refused(world, stand_on):
    paper = begin(world, "reminder")
    stand_on(date(2021, 7, 21))

    assert official_lacks(paper, official_words(paper)) == ["Ngày phải hoàn thành đã qua."]


# Saving


def test_typed_words_are_kept_and_a_second_writer_overwrites_nothing(world):
    by, paper = world.people["secretary"], begin(world, "notice")
    other = OfficialPaper.objects.get(pk=paper.pk)

    save_paper(paper, values={"subject": "Kết luận mới"}, revision=1, by=by)

    assert Document.objects.get(pk=paper.document_id).title == "Kết luận mới"
    assert official_words(paper)["subject"] == "Kết luận mới"
    with pytest.raises(StaleRevisionError):
        save_paper(other, values={"subject": "Khác"}, revision=1, by=world.people["head"])
    submit_paper(paper, by=by)
    with pytest.raises(ActionError, match="không sửa được"):
        save_paper(paper, values={"subject": "Muộn"}, revision=2, by=by)


def test_page_keeps_only_what_differs_from_the_usual_words(world, client):
    paper = begin(world, "reminder")
    client.force_login(world.people["secretary"])
    at = world.period_path | {"pk": paper.pk}
    shown = client.get(reverse("meetings:paper", kwargs=at)).context["form"]
    sent = {name: shown[name].value() for name in shown.fields} | dict(shown.usual_fields())
    sent |= {"revision": 1, "closing": "Đề nghị thực hiện ngay.", "before": "25/07/2021"}
    # The usual words change after the page was made: untouched boxes still follow them.
    sent["usual_opening"] = sent["opening"] = "Lời thường dùng lúc mở trang."

    answer = client.post(
        reverse("meetings:save_paper", kwargs=at), sent, headers={"accept": "application/json"}
    )

    assert answer.json()["revision"] == 2
    stored = OfficialPaper.objects.get(pk=paper.pk)
    kept = (stored.subject, stored.opening, stored.closing, stored.addressees, stored.recipients)
    assert kept == ("", "", "Đề nghị thực hiện ngay.", "", "")
    assert stored.details["before"] == "2021-07-25"
    assert stored.details["rows"] == OWED["rows"]
    late = client.post(
        reverse("meetings:save_paper", kwargs=at),
        sent | {"closing": "Bản thứ hai.", "opening": shown["opening"].value()},
        headers={"accept": "application/json"},
    )
    assert late.status_code == 409
    assert late.json()["theirs"] == {"closing": "Đề nghị thực hiện ngay."}


# States


MOVES = {
    "save": lambda world, paper, by: save_paper(
        paper, values={"closing": "Khác."}, revision=paper.revision, by=by
    ),
    "submit": lambda world, paper, by: submit_paper(paper, by=by),
    "return": lambda world, paper, by: return_paper(paper, by=by, reason="Sửa"),
    "approve": lambda world, paper, by: approve_paper(
        paper, by=by, seen=words_digest(official_words(paper, by))
    ),
    "drop": lambda world, paper, by: drop_paper(paper, by=by),
}
ALLOWED = {
    State.DRAFT: {"save", "submit", "drop"},
    State.SUBMITTED: {"return", "approve"},
}


def test_each_state_allows_what_the_table_says(world):
    paper, by = begin(world, "notice"), world.people["head"]
    for state in Document.State:
        for name, move in MOVES.items():
            Document.objects.filter(pk=paper.document_id).update(
                state=state, snapshot={}, number=None, symbol="", year=None
            )
            row = OfficialPaper.objects.get(pk=paper.pk)
            if name in ALLOWED.get(state, set()):
                move(world, row, by)
            else:
                with pytest.raises(ActionError):
                    move(world, row, by)


def test_approval_freezes_the_words_that_were_read_and_twice_is_refused(world, queued):
    paper, head = begin(world, "notice"), world.people["head"]
    submit_paper(paper, by=world.people["secretary"])
    seen = words_digest(official_words(paper, head))
    twin = OfficialPaper.objects.get(pk=paper.pk)
    Meeting.objects.filter(pk=world.meeting.pk).update(place="Nơi khác")
    with pytest.raises(ActionError, match="đã thay đổi"):
        approve_paper(paper, by=head, seen=seen)
    Meeting.objects.filter(pk=world.meeting.pk).update(place="Hội trường Hưng Yên")

    approve_paper(paper, by=head, seen=seen)

    with pytest.raises(ActionError, match="không ở bước chờ duyệt"):
        approve_paper(twin, by=head, seen=seen)
    document = Document.objects.get(pk=paper.document_id)
    assert (document.label, document.audience) == ("01/TB-KTĐ", "province")
    assert document.snapshot["check"]["serial"] == document.serial
    assert {row.form for row in document.renderings.all()} == {"pdf", "docx"}
    assert trail(world.bloc)[-3:] == ["draft_started", "submitted", "approved"]


def test_deputy_signs_for_the_head(world):
    deputy = world.people["deputy"]
    appointment = deputy.appointments.get(role="deputy")
    assign_deputy(appointment, by=world.people["head"], acting_to=None)
    document = approve(world, begin(world, "notice"), "deputy")

    assert document.snapshot["signatures"][0]["lines"] == ["KT. TRƯỞNG KHỐI", "PHÓ TRƯỞNG KHỐI"]
    assert document.snapshot["signatures"][0]["name"] == deputy.full_name


def test_each_kind_has_its_own_series_without_gaps(world):
    first = approve(world, begin(world, "invitation"))
    approve(world, begin(world, "notice"))
    letters = [approve(world, begin(world, "reminder")) for _turn in range(2)]
    made = replace_paper(first, reason="Đổi giờ", by=world.people["secretary"])
    told = text_of(official_words(made))
    second = approve(world, made)

    assert [first.label, second.label] == ["01/GM-KTĐ", "02/GM-KTĐ"]
    assert [row.label for row in letters] == ["01/KTĐ", "02/KTĐ"]
    assert told.startswith("Giấy mời này thay thế Giấy mời số 01/GM-KTĐ ngày 12/7/2021. Lý do: Đổi")
    assert second.corrects == first
    with pytest.raises(ActionError, match="đã có văn bản thay thế"):
        replace_paper(first, reason="Nữa", by=world.people["secretary"])


# Files


@pytest.mark.parametrize("kind", ["invitation", "notice", "reminder"])
def test_files_say_every_word_in_nfc_and_fit_their_pages(world, kind):
    words = official_words(begin(world, kind))
    for draft in (False, True):
        made = pdf.render(kind, words, None if draft else "01", date(2021, 7, 12), draft=draft)
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
        text = "\n".join(pages)
        assert 1 <= len(pages) <= 2
        assert unicodedata.is_normalized("NFC", text)
        assert all(("DỰ THẢO" in page.replace("\n", "")) == draft for page in pages)
        flat = " ".join(text.split())
        assert words["recipients"][-1] in flat
        assert "TM. KHỐI THI ĐUA" in flat
        assert (" ".join(text_of(words).split("\n")[0].split())[:40]) in flat
    made = pdf.render_docx(kind, words, None, None, draft=True)
    opened = docx.Document(io.BytesIO(made))
    body = "\n".join(
        [row.text for row in opened.paragraphs]
        + [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    )
    assert "DỰ THẢO" in opened.sections[0].first_page_header.paragraphs[0].text
    assert words["recipients"][-1] in body
    assert ("V/v đôn đốc" in body) == (kind == "reminder")


def test_papers_lie_ready_in_pdf_and_word_and_the_same_words_make_no_new_file(world, queued):
    queued.clear()
    make_ready(world.meeting, by=None)
    make_ready(Meeting.objects.get(pk=world.meeting.pk), by=world.people["secretary"])

    rows = Rendering.objects.filter(form__in=Rendering.DRAFTS)
    made = sorted(rows.values_list("document__kind", "form"))
    assert made == [
        (kind, form)
        for kind in ("minutes", "notice", "review_report")
        for form in ("draft", "draft_docx")
    ]
    assert OfficialPaper.objects.filter(document__kind="notice").count() == 1
    row = rows.get(document__kind="notice", form="draft_docx")
    content, ending = files.make(row)
    assert ending == ".docx"
    assert files.file_name(row) == "TB-du-thao.docx"
    header = docx.Document(io.BytesIO(content)).sections[0].header
    assert "DỰ THẢO" in header.paragraphs[0].text

    Meeting.objects.filter(pk=world.meeting.pk).update(place="Nơi khác")
    make_ready(Meeting.objects.get(pk=world.meeting.pk), by=None)
    assert rows.filter(document__kind="notice").count() == 4


def test_approved_paper_is_replaced_from_its_page(world, client):
    document = approve(world, begin(world, "notice"))
    client.force_login(world.people["secretary"])
    url = reverse("meetings:correct", kwargs=world.path | {"pk": document.pk})

    answer = client.post(url, {"relation": "replaces", "reason": "Sai thời hạn"}, follow=True)

    made = OfficialPaper.objects.get(document__corrects=document)
    assert answer.request["PATH_INFO"].endswith(f"/soan-van-ban/{made.pk}/")
    assert "Lý do: Sai thời hạn." in text_of(official_words(made))
    other = DocumentFactory(bloc=world.bloc, period=world.year, kind="pact", state="sent")
    url = reverse("meetings:correct", kwargs=world.path | {"pk": other.pk})
    assert client.post(url, {"relation": "replaces", "reason": "Sai"}).status_code == 403
