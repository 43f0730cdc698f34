"""The dossier: part by part, nothing goes out incomplete, files come and go while it may be edited,
the supplement that the department asked for."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.actions import dossier as actions
from awards.actions.review import approve_review, prepare_review
from awards.models import Check, DossierFile, Fact, Hold, Nomination
from awards.queries.dossier import lacking, lacks, parts, wanted_kinds
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from emulation_bloc.lib.states import ActionError
from tests.assessments.evidence_files import PDF
from tests.awards.factories import (
    AwardFactory,
    CheckFactory,
    NominationFactory,
    RuleFactory,
    report_on,
)
from tests.awards.test_nominations import rank
from tests.factories import fresh, trail

State = Nomination.State


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def nominee(world, code="BK_TINH", **values):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[1], year=2021,
        award=AwardFactory(code=code),
        **{"state": State.MINUTED, "source": "hand"} | values,
    )  # fmt: skip


def approved_minutes(monkeypatch, world):
    document = Document.objects.filter(bloc=world.bloc).first()
    monkeypatch.setattr("awards.queries.dossier.minutes_of", lambda period: [document])


def upload(content=PDF, name="xac-nhan.pdf"):
    return NewFile(name, "application/pdf", ".pdf", content)


def texts(nomination):
    return " ".join(lack.text for lack in lacks(nomination))


def entered(user):
    browser = Client()
    browser.force_login(user)
    return browser


def at(row):
    return [row.bloc.province.slug, row.bloc.slug, row.pk]


@pytest.mark.parametrize(
    ("code", "reason", "kinds"),
    [
        ("BK_TINH", "merit", ()),
        ("CTD_TINH", "merit", ()),
        ("CSTDT", "merit", ("initiative",)),
        ("CSTDCS", "merit", ("initiative", "confirmation")),
        ("BK_TINH", "movement", ("movement",)),
        ("BK_TINH", "sudden", ("confirmation", "movement")),
    ],
)
def test_what_has_to_be_confirmed_depends_on_award_and_reason(code, reason, kinds, db):
    row = Nomination(award=AwardFactory.build(code=code), reason=reason)
    assert wanted_kinds(row) == kinds


def test_everything_that_lacks_is_named_with_where_it_is_mended(home, monkeypatch):
    row = nominee(home, source="rank", reason="sudden", theme="Cứu nạn")
    CheckFactory(nomination=row, outcome=Check.Outcome.PERSON)
    said = texts(row)
    for word in ("cần người xem xét", "Biên bản hội nghị", "chưa được chốt", "Báo cáo tổng kết",
                 "chưa lập báo cáo thành tích", "Xác nhận của cơ quan"):  # fmt: skip
        assert word in said
    browser = entered(home.people["leader"])
    for lack in lacks(row):
        assert browser.get(lack.url.split("#")[0]).status_code == 200
    page = browser.get(reverse("awards:dossier", args=at(row)))
    assert page.context["lacking"] == lacks(row)
    assert "Còn thiếu để gửi" in page.content.decode()

    approved_minutes(monkeypatch, home)
    Check.objects.update(outcome=Check.Outcome.FIT)
    Nomination.objects.update(source="hand")
    report_on(row)
    actions.add_file(row, upload=upload(), kind="confirmation", title="", by=None)
    assert texts(Nomination.objects.get(pk=row.pk)) == ""
    page = browser.get(reverse("awards:dossier", args=at(row))).content.decode()
    assert "Hồ sơ đủ để gửi" in page
    assert "Còn thiếu để gửi" not in page


def test_what_lacks_names_a_hold_and_an_unwritten_report_as_far_as_one_may_know(home):
    row = nominee(home, state=State.HOLD, held_from=State.MINUTED)
    Hold.objects.create(
        bloc=row.bloc, nomination=row, ground="complaint", document="Đơn", at=clock.now()
    )

    def told(name):
        user = fresh(home.people[name])
        return {lack.text: lack.url for lack in lacking(row, user, parts(row, user))}

    report = "Đơn vị chưa lập báo cáo thành tích."
    assert told("officer")[report]
    assert told("secretary")[report] == ""
    assert "Đề nghị đang tạm dừng xét." in told("secretary")
    assert "Đề nghị đang tạm dừng xét." not in told("former_head")
    assert "Đề nghị chưa được ghi vào biên bản hội nghị." not in told("secretary")
    row.state, row.submitted_at = State.RECEIVED, clock.now()
    assert lacking(row, fresh(home.people["head"]), []) is None


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({}, True),
        ({"source": ""}, False),
        ({"year": 2020}, False),
        ({"kind": "initiative"}, False),
        ({"subject": "person", "subject_name": "An"}, False),
    ],
)
def test_a_recorded_fact_with_its_source_confirms_as_a_file_does(home, values, counts):
    row = nominee(home, reason="movement", theme="Cứu nạn")
    fact = {"kind": "movement", "year": 2021, "source": "Báo cáo số 9/BC-SNV"} | values
    Fact.objects.create(bloc=home.bloc, unit=row.unit, at=clock.now(), **fact)
    assert ("Chưa có tài liệu" in texts(row)) != counts
    found = {part.code: part for part in parts(row, fresh(home.people["head"]))}
    assert (found["confirmation"].state == "there") == counts
    if counts:
        assert "số 9/BC-SNV" in found["confirmation"].says


@pytest.mark.parametrize(("years", "counts"), [(1, False), (2, True)])
def test_an_initiative_counts_as_many_years_as_the_condition_says(home, years, counts):
    row = nominee(home, "CSTDT", subject="person", subject_name="An")
    params = {"initiative": True, "years": years}
    CheckFactory(nomination=row, rule=RuleFactory(award=row.award, params=params))
    Fact.objects.create(
        bloc=home.bloc, unit=row.unit, subject="person", subject_name="An", kind="initiative",
        year=2020, text="Số hóa hồ sơ", source="QĐ 5", at=clock.now(),
    )  # fmt: skip

    assert ("Chưa có tài liệu" not in texts(row)) == counts


def test_desk_and_reviewer_order_the_score_summary_once_it_is_ranked(home):
    row = nominee(home, source="rank")
    assert not any(part.makes for part in parts(row, fresh(home.people["head"])))
    rank(home)
    page = entered(home.people["head"]).get(reverse("awards:dossier", args=at(row)))
    url = reverse("assessments:ranking_paper", args=[*at(row)[:2], home.year.slug])
    assert f'action="{url}"' in page.content.decode()
    page = entered(home.people["officer"]).get(reverse("awards:dossier", args=at(row)))
    assert url not in page.content.decode()


def test_a_report_is_replaced_from_the_dossier_with_a_reason(home):
    row, browser = nominee(home), entered(home.people["officer"])
    page, url = (reverse(f"awards:{name}", args=at(row)) for name in
                 ("dossier", "replace_achievement"))  # fmt: skip
    report = report_on(row, state="draft", snapshot=None, number=None, symbol="")
    assert url not in browser.get(page).content.decode()
    Document.objects.filter(pk=report.document_id).update(
        state="signed", snapshot={"blocks": []}, number=1, symbol="BC-THU"
    )
    assert url in browser.get(page).content.decode()
    assert url not in entered(home.people["head"]).get(page).content.decode()
    refused = browser.post(url, {"reason": "x" * 1001})
    assert refused.status_code == 422
    assert "x" * 1001 in refused.content.decode()
    browser.post(url, {"reason": "Sai số liệu"})
    made = Document.objects.get(achievement__nomination=row)
    assert (made.corrects_id, made.reason) == (report.document_id, "Sai số liệu")
    assert url not in browser.get(page).content.decode()
    Nomination.objects.filter(pk=row.pk).update(state=State.RECEIVED, submitted_at=clock.now())
    Document.objects.filter(pk=made.pk).update(state="signed", snapshot={"blocks": []})
    assert url not in browser.get(page).content.decode()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"state": "submitted", "number": None}, "lãnh đạo đơn vị duyệt"),
        ({"state": "approved", "number": None}, "chưa ghi số"),
        ({"state": "approved"}, "chưa ghi nhận đã ký"),
        ({}, ""),
    ],
)
def test_report_counts_when_approved_numbered_and_signed(home, monkeypatch, fields, word):
    row = nominee(home)
    approved_minutes(monkeypatch, home)
    report_on(row, **fields)
    said = texts(row)
    assert (word in said) if word else (said == "")


def test_parts_link_only_what_the_person_may_read(home):
    row = nominee(home)
    report = report_on(row, state="draft", snapshot=None, number=None, symbol="")

    def url(name):
        found = {part.code: part for part in parts(row, fresh(home.people[name]))}
        return found["report"].url, found["scores"].state

    assert url("officer") == (report.document.get_absolute_url(), "not_needed")
    assert url("secretary")[0] == ""
    Document.objects.filter(pk=report.document_id).update(state="approved", snapshot={})
    assert url("secretary")[0] == report.document.get_absolute_url()
    assert url("reviewer")[0] == ""
    Document.objects.filter(pk=report.document_id).update(state="sent")
    assert url("reviewer")[0] == report.document.get_absolute_url()


def test_a_file_is_kept_served_and_taken_out(home):
    row, browser = nominee(home), entered(home.people["officer"])
    page = browser.post(
        reverse("awards:add_dossier_file", args=at(row)),
        {"kind": "initiative", "title": "Công nhận", "file": SimpleUploadedFile("a.pdf", PDF)},
    )
    assert page.status_code == 302
    file = DossierFile.objects.get()
    actions.add_file(row, upload=upload(), kind="initiative", title="", by=None)
    assert DossierFile.objects.count() == 1
    served = browser.get(reverse("awards:dossier_file", args=[*at(row), file.pk]))
    assert b"".join(served.streaming_content) == PDF
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Disposition"].startswith("attachment")
    for name in ("reviewer", "appraiser", "chair"):
        answer = entered(home.people[name]).get(served.request["PATH_INFO"])
        assert answer.status_code == 404
    assert "Công nhận" in browser.get(reverse("awards:dossier", args=at(row))).content.decode()

    actions.remove_file(file, by=None)
    actions.remove_file(file, by=None)
    assert not DossierFile.objects.exists()
    assert trail(home.bloc).count("dossier_file_removed") == 1


def test_content_says_what_a_file_is_and_a_sent_dossier_stays(home):
    row, browser = nominee(home), entered(home.people["officer"])
    bad = browser.post(
        reverse("awards:add_dossier_file", args=at(row)),
        {"kind": "other", "file": SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>")},
    )
    assert bad.status_code == 422
    file = actions.add_file(row, upload=upload(), kind="other", title="", by=None)
    Nomination.objects.filter(pk=row.pk).update(state=State.RECEIVED, submitted_at=clock.now())
    with pytest.raises(ActionError, match="không sửa được"):
        actions.remove_file(file, by=None)
    with pytest.raises(ActionError, match="không sửa được"):
        actions.add_file(row, upload=upload(b"2" + PDF), kind="other", title="", by=None)
    assert DossierFile.objects.count() == 1


def test_an_observer_reads_of_a_decision_but_not_the_proof(home):
    row = nominee(home, state=State.DECIDED)
    file = DossierFile.objects.create(
        bloc=row.bloc, nomination=row, kind="other", title="Giấy", file="khong-co", name="a.pdf",
        media_type="application/pdf", size=1, sha256="0" * 64, at=clock.now(),
    )  # fmt: skip
    browser = entered(home.people["observer"])
    assert browser.get(row.get_absolute_url()).status_code == 200
    assert b"ho-so/" not in browser.get(row.get_absolute_url()).content
    for url in (reverse("awards:dossier", args=at(row)),
                reverse("awards:dossier_file", args=[*at(row), file.pk])):  # fmt: skip
        assert browser.get(url).status_code == 404


def asked(world, monkeypatch):
    """A sent dossier of which the department wants the confirmation."""
    approved_minutes(monkeypatch, world)
    row = nominee(world, state=State.RECEIVED, submitted_at=clock.now() - timedelta(days=1))
    report_on(row, state="sent")
    items = [{"item": "confirmation", "reason": "Thiếu xác nhận thuế"}]
    day = clock.today()
    review = prepare_review(row, verdict="supplement", items=items, due=day, by=None)
    approve_review(review, by=None)
    return Nomination.objects.get(pk=row.pk)


def test_head_sends_the_supplement_that_was_asked_for(home, monkeypatch):
    row = asked(home, monkeypatch)
    browser = entered(home.people["head"])
    page = browser.get(reverse("awards:dossier", args=at(row))).content.decode()
    assert "Thiếu xác nhận thuế" in page
    assert "yêu cầu bổ sung trước ngày" in page
    link = reverse("awards:dossier", args=at(row))
    own = browser.get(row.get_absolute_url()).content.decode()
    assert f'href="{link}">Xem, bổ sung hồ sơ' in own
    with pytest.raises(ActionError, match="Hãy ghi nội dung"):
        actions.supplement(row, by=None, note=" ")
    assert "Hồ sơ đủ để gửi" not in page
    assert "Cần bổ sung</" in page
    actions.add_file(row, upload=upload(), kind="confirmation", title="Xác nhận thuế", by=None)
    page = browser.get(reverse("awards:dossier", args=at(row))).content.decode()
    assert "Cần bổ sung</" not in page
    url = reverse("awards:supplement", args=at(row))
    assert entered(home.people["secretary"]).post(url, {"note": "x"}).status_code == 403
    browser.post(url, {"note": "Đã bổ sung xác nhận thuế"})

    row.refresh_from_db()
    assert row.state == State.SUPPLEMENTED
    assert "nomination_supplemented" in trail(home.bloc)
    page = browser.get(reverse("awards:dossier", args=at(row))).content.decode()
    assert "Thiếu xác nhận thuế" in page
    assert "yêu cầu bổ sung trước ngày" not in page
    assert "Còn thiếu để gửi" not in page
    with pytest.raises(ActionError, match="không yêu cầu"):
        actions.supplement(row, by=None, note="Lần nữa")


def test_supplement_waits_for_the_report_and_takes_it_along(home, monkeypatch):
    row = asked(home, monkeypatch)
    report = Document.objects.get(achievement__nomination=row)
    Document.objects.filter(pk=report.pk).update(state="approved")
    url = reverse("awards:supplement", args=at(row))
    refused = entered(home.people["head"]).post(url, {"note": "Báo cáo thay thế"})
    assert refused.status_code == 422
    for text in ("chưa ghi nhận đã ký", "Báo cáo thay thế</textarea>"):
        assert text in refused.content.decode()
    Document.objects.filter(pk=report.pk).update(state="signed")
    actions.supplement(row, by=None, note="Báo cáo thay thế")
    assert Document.objects.get(pk=report.pk).state == "sent"
