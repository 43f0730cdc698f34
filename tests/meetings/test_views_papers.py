"""Minutes and report pages: words that were read are approved, refused ones are not lost."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from meetings import actions, queries
from meetings.forms import RequestForm
from meetings.models import Conclusion, Minutes, Reference, ReportComment, ReviewReport

pytestmark = pytest.mark.django_db
LONG = "x" * 4001


def sign_in(world, role: str) -> Client:
    """A browser of one of the world's people."""
    client = Client()
    client.force_login(world.people[role])
    return client


def address(world, name: str, row, *more) -> str:
    """A route of a row of the world's period."""
    at = [world.province.slug, world.bloc.slug, world.period.slug, row.pk]
    return reverse(f"meetings:{name}", args=[*at, *more])


def approve_report(world) -> None:
    """The report's way to its approval, by the head."""
    head = world.people["head"]
    actions.submit_report(world.report, by=world.people["secretary"])
    seen = queries.words_digest(queries.report_words(world.report, by=head))
    actions.approve_report(world.report, by=head, seen=seen)
    world.report.document.refresh_from_db()


def approve_minutes(world) -> Document:
    """The minutes' way to their approval, by the chair."""
    actions.submit_minutes(world.minutes, by=world.people["meeting_secretary"])
    seen = queries.words_digest(queries.minutes_words(world.minutes))
    actions.approve_minutes(world.minutes, by=world.people["chair"], seen=seen)
    world.minutes.document.refresh_from_db()
    return world.minutes.document


def test_deleting_a_reference_leads_back_to_its_conclusion(world):
    by = world.people["secretary"]
    direction = actions.add_row(world.meeting, "directions", values={"title": "Một"}, by=by)
    row = actions.add_row(
        world.meeting, "references", values={"kind": "Kế hoạch"}, by=by, parent=direction
    )

    answer = sign_in(world, "secretary").post(
        address(world, "delete_row", world.meeting, "references", row.pk)
    )

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#directions-{direction.pk}")
    assert not Reference.objects.filter(pk=row.pk).exists()


def test_approved_report_is_shown_as_frozen_while_the_meeting_is_still_typed(world):
    approve_report(world)
    meeting = world.meeting
    meeting.refresh_from_db()
    actions.save_meeting(
        meeting,
        "results",
        values={"results": "Dòng sau khi duyệt."},
        revision=meeting.results_revision,
        by=world.people["secretary"],
    )
    url = address(world, "report_preview", world.report)

    pages = {role: sign_in(world, role).get(url) for role in ("observer", "officer", "head")}

    assert {page.status_code for page in pages.values()} == {200}
    assert [r for r, page in pages.items() if "sau khi duyệt" in page.content.decode()] == []


def test_chair_approves_what_was_read_and_lands_on_the_paper(world):
    actions.submit_minutes(world.minutes, by=world.people["meeting_secretary"])
    chair = sign_in(world, "chair")
    url = address(world, "approve_minutes", world.minutes)
    seen = chair.get(address(world, "minutes", world.minutes)).context["seen"]

    other = chair.post(url, {"seen": "0" * 32}, follow=True)
    done = chair.post(url, {"seen": seen})
    again = chair.post(url, {"seen": seen}, follow=True)

    assert "Nội dung đã thay đổi sau khi mở trang này" in other.content.decode()
    assert done["Location"] == world.minutes.document.get_absolute_url()
    assert "không ở bước chờ duyệt" in again.content.decode()
    assert Document.objects.filter(meeting_key=world.meeting.pk).count() == 1


def test_return_without_reason_is_refused_and_with_one_reaches_the_desk(world):
    actions.submit_minutes(world.minutes, by=world.people["meeting_secretary"])
    chair = sign_in(world, "chair")
    url = address(world, "return_minutes", world.minutes)

    empty = chair.post(url, {"reason": " "})
    done = chair.post(url, {"reason": "Thiếu ý kiến của Sở số 2."})
    desk = sign_in(world, "secretary").get(address(world, "desk", world.meeting))

    assert (empty.status_code, done.status_code) == (422, 302)
    assert "Thiếu ý kiến của Sở số 2." in desk.content.decode()


def test_submitting_says_what_lacks_and_leaves_a_draft(world):
    meeting = world.meeting
    actions.save_meeting(
        meeting,
        "closing",
        values={"ends_at": None},
        revision=meeting.closing_revision,
        by=world.people["secretary"],
    )

    page = sign_in(world, "meeting_secretary").post(
        address(world, "submit_minutes", world.minutes), follow=True
    )

    assert "Hãy nhập giờ kết thúc hội nghị." in page.content.decode()
    world.minutes.document.refresh_from_db()
    assert world.minutes.document.state == Document.State.DRAFT


@pytest.mark.parametrize(("role", "route"), [("officer", "comment"), ("secretary", "answer")])
def test_refused_words_of_a_comment_and_an_answer_stay_on_the_page(world, role, route):
    comment = ReportComment.objects.get(report=world.report)
    row = comment.section_id if route == "comment" else comment.pk

    page = sign_in(world, role).post(address(world, route, world.report, row), {"text": LONG})

    assert page.status_code == 422
    assert LONG in page.content.decode()
    assert ReportComment.objects.filter(report=world.report, answer="").count() == 1


def test_comment_is_told_for_the_own_unit_and_answered(world):
    section = world.report.sections.get(key="results")
    sign_in(world, "leader").post(
        address(world, "comment", world.report, section.pk), {"text": "Bổ sung số liệu."}
    )
    made = ReportComment.objects.get(section=section)

    sign_in(world, "secretary").post(
        address(world, "answer", world.report, made.pk), {"text": "Đã tiếp thu."}
    )
    page = sign_in(world, "officer").get(address(world, "report", world.report))

    assert made.unit == world.units[1]
    assert "Bổ sung số liệu." in page.content.decode()
    assert "Đã tiếp thu." in page.content.decode()


def test_report_no_longer_shared_does_not_exist_for_units(world):
    section = world.report.sections.first()
    sign_in(world, "secretary").post(address(world, "share_report", world.report), {"mo": "0"})
    officer = sign_in(world, "officer")

    page = officer.get(address(world, "report", world.report))
    said = officer.post(address(world, "comment", world.report, section.pk), {"text": "Muộn."})

    assert (page.status_code, said.status_code) == (404, 404)


def test_stale_section_shows_both_texts(world):
    desk = sign_in(world, "secretary")
    section = world.report.sections.get(key="shortfalls")
    url = address(world, "save_section", world.report, section.pk)
    desk.post(url, {"revision": section.revision, "body": "Của người khác."})

    plain = desk.post(url, {"revision": section.revision, "body": "Của tôi."})

    assert plain.status_code == 409
    assert "Của người khác." in plain.content.decode()
    assert "Của tôi." in plain.content.decode()


@pytest.mark.parametrize("relation", [Document.Relation.SUPPLEMENTS, Document.Relation.REPLACES])
def test_correcting_minutes_leads_to_the_new_draft(world, relation):
    document = approve_minutes(world)
    at = [world.province.slug, world.bloc.slug, document.pk]
    url = reverse("meetings:correct", args=at)
    desk = sign_in(world, "secretary")

    empty = desk.post(url, {"relation": relation, "reason": ""})
    done = desk.post(url, {"relation": relation, "reason": "Ghi nhầm giờ."}, follow=True)

    assert empty.status_code == 422
    made = Minutes.objects.exclude(pk=world.minutes.pk).get()
    assert done.redirect_chain == [(address(world, "minutes", made), 302)]
    assert "Ghi nhầm giờ." in done.content.decode()


def test_correcting_a_report_replaces_it_with_its_own_prose(world):
    approve_report(world)
    at = [world.province.slug, world.bloc.slug, world.report.document.pk]
    done = sign_in(world, "secretary").post(
        reverse("meetings:correct", args=at),
        {"relation": Document.Relation.REPLACES, "reason": "Sai số liệu."},
    )

    made = ReviewReport.objects.exclude(pk=world.report.pk).get()
    assert done["Location"] == address(world, "report", made)
    assert made.sections.get(key="shortfalls").body == f"Còn chậm {world.mark}."


def test_meeting_page_lists_the_papers_that_one_may_see(world):
    url = address(world, "detail", world.meeting)
    before = list(sign_in(world, "reviewer").get(url).context["papers"])
    document = approve_minutes(world)

    seen = {
        role: set(sign_in(world, role).get(url).context["papers"])
        for role in ("reviewer", "secretary", "leader")
    }

    assert before == []
    assert seen["reviewer"] == {document}
    assert seen["leader"] == seen["secretary"] == {document, world.report.document}


def test_request_always_has_an_addressee(world):
    choices = queries.desk_choices(world.meeting)

    form = RequestForm({"title": "Một", "addressee": "", "area": "other"}, choices=choices)

    assert set(form.errors) == {"addressee"}
    assert form.fields["addressee"].choices == Conclusion.Addressee.choices
