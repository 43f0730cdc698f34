"""Minutes and review reports on their way to a paper."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from documents.models import Document, Rendering
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from meetings import actions, queries
from meetings.models import Meeting, Minutes, ReportComment, ReviewReport
from tests.factories import DAY, fresh, trail
from tests.worlds import World, make_world
from units import actions as ground


def submit(world: World) -> Minutes:
    actions.submit_minutes(world.minutes, by=world.people["meeting_secretary"])
    return world.minutes


def approve(world: World) -> Document:
    """The chair approves what is shown."""
    minutes = submit(world)
    seen = queries.words_digest(queries.minutes_words(minutes))
    actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)
    return minutes.document


def approve_report(world: World) -> Document:
    actions.submit_report(world.report, by=world.people["secretary"])
    head = world.people["head"]
    seen = queries.words_digest(queries.report_words(world.report, by=head))
    actions.approve_report(world.report, by=head, seen=seen)
    return world.report.document


def type_context(world: World, by, text: str = "Mới") -> None:
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    actions.save_meeting(
        meeting, "context", values={"context": text}, revision=meeting.context_revision, by=by
    )


# Minutes


def test_submit_names_everything_that_lacks(world):
    empty = actions.plan_meeting(world.year, by=None).minutes.get()

    with pytest.raises(ActionError) as refusal:
        actions.submit_minutes(empty, by=world.people["secretary"])

    for word in (
        "ngày họp",
        "địa điểm",
        "chủ tọa",
        "thư ký",
        "09 đơn vị",
        "kết quả",
        "phương hướng",
    ):
        assert word.replace("09", "9") in str(refusal.value)
    assert empty.document.state == "draft"


def test_submitted_minutes_are_edited_by_the_chair_alone(world):
    submit(world)

    for role in ("secretary", "head", "meeting_secretary"):
        with pytest.raises(ActionError, match="chỉ chủ tọa"):
            type_context(world, world.people[role])
    type_context(world, world.people["chair"], "Chủ tọa sửa")

    assert Meeting.objects.get(pk=world.meeting.pk).context == "Chủ tọa sửa"


def test_approved_minutes_are_edited_by_nobody(world):
    approve(world)

    for role in ("secretary", "chair", "meeting_secretary"):
        with pytest.raises(ActionError, match="đã được duyệt"):
            type_context(world, world.people[role])
        with pytest.raises(ActionError, match="đã được duyệt"):
            actions.delete_row(world.meeting.agendaitems.first(), by=world.people[role])


def test_return_gives_the_reason_and_lets_the_secretary_write_again(world):
    submit(world)

    actions.return_minutes(world.minutes, by=world.people["chair"], reason="  Thiếu ý kiến ")

    document = Document.objects.get(pk=world.minutes.document.pk)
    assert (document.state, document.return_reason) == ("draft", "Thiếu ý kiến")
    type_context(world, world.people["secretary"])
    assert trail(world.bloc)[-2:] == ["submitted", "returned"]


def test_return_without_reason_is_refused(world):
    submit(world)

    with pytest.raises(ActionError, match="lý do"):
        actions.return_minutes(world.minutes, by=world.people["chair"], reason=" ")

    assert Document.objects.get(pk=world.minutes.document.pk).state == "submitted"


def test_approve_freezes_words_gives_the_number_and_queues_the_files_after_commit(
    world, queued, django_capture_on_commit_callbacks
):
    minutes = submit(world)
    words = queries.minutes_words(minutes)
    seen = queries.words_digest(words)
    queued.clear()

    with django_capture_on_commit_callbacks(execute=True):
        actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)
        assert queued == []

    document = Document.objects.get(pk=minutes.document.pk)
    assert (document.state, document.label) == ("approved", "01/BB-KTĐ")
    assert document.approved_by == world.people["chair"]
    assert document.snapshot["blocks"] == words["blocks"]
    assert document.snapshot["check"]["serial"] == document.serial
    rows = Rendering.objects.filter(document=document)
    assert {row.form for row in rows} == {"pdf", "docx"}
    assert queued == [("documents.render", row.pk) for row in rows.order_by("pk")]
    assert trail(world.bloc)[-1] == "approved"


def test_approve_refuses_words_that_changed_after_they_were_read(world):
    minutes = submit(world)
    seen = queries.words_digest(queries.minutes_words(minutes))
    type_context(world, world.people["chair"], "Đổi sau khi đọc")

    with pytest.raises(ActionError, match="đã thay đổi"):
        actions.approve_minutes(
            Minutes.objects.get(pk=minutes.pk), by=world.people["chair"], seen=seen
        )

    assert Document.objects.get(pk=minutes.document.pk).state == "submitted"


@pytest.mark.parametrize("state", ["draft", "approved", "signed", "sent", "received", "dropped"])
def test_approve_refuses_every_other_state(world, state):
    Document.objects.filter(pk=world.minutes.document.pk).update(state=state, snapshot={})
    seen = queries.words_digest(queries.minutes_words(world.minutes))

    with pytest.raises(ActionError, match="không ở bước chờ duyệt"):
        actions.approve_minutes(world.minutes, by=world.people["chair"], seen=seen)


def test_double_click_on_approve_makes_one_paper(world):
    minutes = submit(world)
    other_tab = Minutes.objects.get(pk=minutes.pk)
    seen = queries.words_digest(queries.minutes_words(minutes))
    actions.approve_minutes(minutes, by=world.people["chair"], seen=seen)

    with pytest.raises(ActionError):
        actions.approve_minutes(other_tab, by=world.people["chair"], seen=seen)

    assert Document.objects.filter(kind="minutes", number=1, symbol="BB-KTĐ").count() == 1
    assert trail(world.bloc).count("approved") == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_approving_at_once_make_one_paper_and_one_number():
    world = make_world(units=2)
    minutes = submit(world)
    seen = queries.words_digest(queries.minutes_words(minutes))

    def click(_turn: int) -> str:
        try:
            actions.approve_minutes(
                Minutes.objects.get(pk=minutes.pk), by=world.people["chair"], seen=seen
            )
        except ActionError:
            return "refused"
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(click, range(4)))

    assert answers == ["approved", "refused", "refused", "refused"]
    assert trail(world.bloc).count("approved") == 1
    assert Rendering.objects.filter(document=minutes.document).count() == 2


# Corrections


def test_supplement_is_a_new_paper_with_a_reason_and_a_number_of_its_own(world):
    old = approve(world)
    frozen = Document.objects.get(pk=old.pk).snapshot

    made = actions.correct_minutes(
        old, relation="supplements", reason="Thiếu một ý kiến", by=world.people["chair"]
    )
    assert made.is_supplement is True
    with pytest.raises(ActionError, match="nội dung bổ sung"):
        actions.submit_minutes(made, by=world.people["meeting_secretary"])
    actions.save_supplement(made, text="Ý kiến của Sở.", revision=1, by=world.people["chair"])
    actions.submit_minutes(made, by=world.people["meeting_secretary"])
    seen = queries.words_digest(queries.minutes_words(made))
    actions.approve_minutes(made, by=world.people["chair"], seen=seen)

    new, stored = Document.objects.get(pk=made.document.pk), Document.objects.get(pk=old.pk)
    assert (stored.label, new.label) == ("01/BB-KTĐ", "02/BB-KTĐ")
    assert (new.corrects, list(stored.corrections.all())) == (stored, [new])
    assert stored.snapshot == frozen
    assert "Ý kiến của Sở." in str(new.snapshot["blocks"])


def test_replacing_minutes_open_the_notes_again(world):
    old = approve(world)

    made = actions.correct_minutes(
        old, relation="replaces", reason="Sai ngày họp", by=world.people["chair"]
    )

    assert made.is_supplement is False
    type_context(world, world.people["secretary"], "Sửa lại")
    told = queries.minutes_words(Minutes.objects.get(pk=made.pk))
    assert "Sửa lại" in str(told["blocks"])


def test_correction_is_refused_without_reason_before_approval_and_twice(world):
    draft = world.minutes.document
    with pytest.raises(ActionError, match="chưa được duyệt"):
        actions.correct_minutes(draft, relation="replaces", reason="x", by=world.people["chair"])
    old = approve(world)

    with pytest.raises(ActionError, match="lý do"):
        actions.correct_minutes(old, relation="replaces", reason=" ", by=world.people["chair"])
    with pytest.raises(ActionError, match="bổ sung hoặc thay thế"):
        actions.correct_minutes(old, relation="lạ", reason="x", by=world.people["chair"])
    actions.correct_minutes(old, relation="replaces", reason="x", by=world.people["chair"])
    with pytest.raises(ActionError, match="đã có văn bản thay thế"):
        actions.correct_minutes(old, relation="replaces", reason="x", by=world.people["chair"])


def test_supplement_is_not_typed_over_unseen_nor_after_submission(world):
    old = approve(world)
    made = actions.correct_minutes(
        old, relation="supplements", reason="x", by=world.people["chair"]
    )
    other_tab = Minutes.objects.get(pk=made.pk)
    actions.save_supplement(made, text="của họ", revision=1, by=world.people["chair"])

    with pytest.raises(StaleRevisionError):
        actions.save_supplement(other_tab, text="của tôi", revision=1, by=world.people["chair"])
    actions.submit_minutes(made, by=world.people["meeting_secretary"])
    with pytest.raises(ActionError, match="không còn là dự thảo"):
        actions.save_supplement(made, text="muộn", revision=2, by=world.people["chair"])


# Drafts as PDF


def test_same_words_give_the_same_draft_file_and_other_words_another(world):
    by = world.people["secretary"]

    first = actions.request_draft_pdf(world.minutes, by=by)
    second = actions.request_draft_pdf(world.minutes, by=by)
    type_context(world, by, "Nội dung khác")
    third = actions.request_draft_pdf(Minutes.objects.get(pk=world.minutes.pk), by=by)

    assert first == second
    assert third != first
    assert (first.form, first.document) == ("draft", world.minutes.document)


# Reports


def test_report_has_its_parts_and_is_started_once(world):
    report = world.report

    assert [row.key for row in report.sections.all()] == [
        "organisation", "results", "movements", "activities", "tasks", "scores",
        "shortfalls", "directions",
        "proposals",
    ]  # fmt: skip
    with pytest.raises(ActionError, match="đã có báo cáo"):
        actions.start_report(world.period, by=None)
    assert ReviewReport.objects.filter(period=world.period).count() == 1


def test_report_without_shortfalls_is_not_submitted(world):
    world.report.sections.filter(key="shortfalls").update(body="")

    with pytest.raises(ActionError, match="tồn tại, hạn chế"):
        actions.submit_report(world.report, by=world.people["secretary"])


def test_section_is_saved_until_submission_and_never_over_unseen_text(world):
    section = world.report.sections.get(key="movements")
    other_tab = world.report.sections.get(key="movements")
    by = world.people["secretary"]
    actions.save_section(section, body="của họ", revision=1, by=by)

    with pytest.raises(StaleRevisionError):
        actions.save_section(other_tab, body="của tôi", revision=1, by=by)
    actions.submit_report(world.report, by=by)
    with pytest.raises(ActionError, match="không sửa được"):
        actions.save_section(section, body="muộn", revision=2, by=by)


def test_units_comment_while_the_draft_is_shared(world):
    section = world.report.sections.first()
    officer, unit = world.people["officer"], world.units[1]
    before = ReportComment.objects.count()

    first = actions.comment(section, unit=unit, text=" Nêu rõ nguyên nhân ", by=officer)
    again = actions.comment(section, unit=unit, text="Nêu rõ nguyên nhân", by=officer)

    assert first == again
    assert first.text == "Nêu rõ nguyên nhân"
    assert ReportComment.objects.count() == before + 1
    with pytest.raises(ActionError, match="Hãy ghi ý kiến"):
        actions.comment(section, unit=unit, text="  ", by=officer)
    actions.share_report(world.report, by=world.people["secretary"], is_shared=False)
    with pytest.raises(ActionError, match="không lấy ý kiến"):
        actions.comment(section, unit=unit, text="muộn", by=officer)


def test_answer_keeps_what_it_said_before_in_the_trail(world):
    comment = world.report.comments.get()

    actions.answer(comment, text=" Tiếp thu. ", by=world.people["secretary"])

    assert ReportComment.objects.get(pk=comment.pk).answer == "Tiếp thu."
    assert trail(world.bloc)[-1] == "comment_answered"


def test_head_approves_the_report_and_its_series_is_its_own(world):
    minutes, report = approve(world), approve_report(world)

    assert (minutes.label, report.label) == ("01/BB-KTĐ", "01/BC-KTĐ")
    with pytest.raises(ActionError, match="không còn lấy ý kiến"):
        actions.share_report(world.report, by=world.people["head"], is_shared=True)


def test_acting_deputy_signs_for_the_head(world):
    deputy = world.people["deputy"]
    deputy.appointments.filter(role="deputy").update(acting_from="2021-07-12")

    words = queries.report_words(world.report, by=fresh(deputy))

    assert words["signatures"][-1]["lines"][:1] == ["KT. TRƯỞNG KHỐI"]
    assert words["signatures"][-1]["name"] == deputy.full_name


def test_report_is_returned_with_a_reason(world):
    actions.submit_report(world.report, by=world.people["secretary"])

    actions.return_report(world.report, by=world.people["head"], reason="Thiếu số liệu")

    assert Document.objects.get(pk=world.report.document.pk).return_reason == "Thiếu số liệu"


def test_replacing_report_begins_with_the_old_prose(world):
    old = approve_report(world)

    made = actions.correct_report(old, reason="Sai số liệu", by=world.people["head"])

    bodies = dict(made.sections.values_list("key", "body"))
    assert bodies == dict(world.report.sections.values_list("key", "body"))
    assert made.document.corrects == old
    with pytest.raises(ActionError, match="đã có văn bản thay thế"):
        actions.correct_report(old, reason="lần nữa", by=world.people["head"])


def test_paper_of_a_bloc_that_numbers_by_hand_leaves_the_place_free(world):
    ground.save_paper_settings(world.bloc, {"numbering": "typed"}, starts=DAY, by=None)

    document = approve(world)

    stored = Document.objects.get(pk=document.pk)
    assert (stored.number, stored.label) == (None, "…/BB-KTĐ")
    assert {row.form for row in stored.renderings.all()} == {"unnumbered", "docx"}
