"""The department's desk as its people press through it, from receipt to delivery."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import (
    BaseSalary,
    Decision,
    Grant,
    MoneyRate,
    Nomination,
    RegisterEntry,
    ScreeningBody,
)
from emulation_bloc.lib import clock
from tests.awards.factories import AwardFactory, NominationFactory
from units.models import Appointment

State = Nomination.State


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def sent(world, place=1, state=State.SUBMITTED, code="BK_TINH"):
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=world.units[place], state=state,
        award=AwardFactory(code=code), reason="movement", theme="Chào mừng 190 năm", source="hand",
    )  # fmt: skip


def office(world):
    client = Client()
    client.force_login(world.people["reviewer"])
    return client


def on(route, row, **more):
    at = {"province": row.bloc.province.slug, "bloc": row.bloc.slug, "pk": row.pk}
    return reverse(f"awards:{route}", kwargs=at | more)


def state_of(row):
    return Nomination.objects.get(pk=row.pk).state


def test_from_receipt_to_the_register_over_the_pages(home):
    row, client = sent(home), office(home)
    place = {"province": home.bloc.province.slug}
    today = f"{clock.today():%d/%m/%Y}"

    client.post(on("receive_nomination", row), {"day": today})
    client.post(on("prepare_review", row), {"review-verdict": "accept"})
    opinion = row.reviews.get()
    client.post(on("approve_review", row, review=opinion.pk))
    assert state_of(row) == State.APPRAISED
    chosen = f"?chon={row.pk}"
    sitting = {
        "held_on": today, "members": 15, "present": 15, "written": 0, "threshold": "80",
        f"yes_{row.pk}": 12,
    }  # fmt: skip
    client.post(reverse("awards:council", kwargs=place) + chosen, sitting)
    assert state_of(row) == State.COUNCIL
    step = {"target": State.APPROVED, "document": "Công văn số 1", "on": today}
    client.post(reverse("awards:step", kwargs=place) + chosen, step)
    decision = {
        "number": "12/QĐ-UBND", "date": today, "issuer": "UBND tỉnh", "signer": "Ông A",
        f"award_{row.pk}": row.award_id,
    }  # fmt: skip
    answer = client.post(reverse("awards:add_decision", kwargs=place) + chosen, decision)
    made = Decision.objects.get()
    assert answer.url == reverse("awards:decision", kwargs=place | {"pk": made.pk})
    early = client.post(on("notify_nomination", row), {"notify-on": "01/7/2021"})
    assert (early.status_code, "01/7/2021" in early.content.decode()) == (422, True)
    client.post(on("notify_nomination", row), {"notify-on": today})
    client.post(
        on("deliver_nomination", row), {"deliver-on": today, "deliver-where": "Hội nghị tổng kết"}
    )

    assert state_of(row) == State.DELIVERED
    entry = RegisterEntry.objects.get(nomination=row)
    assert (entry.number, entry.award) == ("12/QĐ-UBND", row.award)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "12/15 (80%)" in page
    assert "Hội nghị tổng kết" in page


def sitting_of(home, row):
    today = f"{clock.today():%d/%m/%Y}"
    address = reverse("awards:council", args=[home.bloc.province.slug]) + f"?chon={row.pk}"
    typed = {"held_on": today, "members": 15, "present": 15, "written": 0, f"yes_{row.pk}": 12}
    return address, typed


def test_the_sitting_says_what_is_needed_while_it_is_typed(home):
    row, client = sent(home, state=State.APPRAISED), office(home)
    address, typed = sitting_of(home, row)
    htmx = {"HX-Request": "true"}

    first = client.get(address).content.decode()
    given = {"held_on": typed["held_on"], "members": 15, "threshold": "80"}
    piece = client.get(address, given | {"chon": row.pk}, headers=htmx).content.decode()
    half = client.get(address, {"chon": row.pk, "members": "x"}, headers=htmx).content.decode()

    assert "Tỷ lệ cần đạt: ghi ở trên." in first
    assert "cần 2/3 tổng số thành viên có mặt; 80% tổng số thành viên cho ý kiến" in first
    assert "Cần 12/15 thành viên (80%) đồng ý." in piece
    assert "cần 10/15 thành viên (2/3) có mặt; 12/15 thành viên (80%) cho ý kiến" in piece
    assert f'id="id_yes_{row.pk}_helptext" hx-swap-oob="true"' in piece
    assert "<html" not in piece
    assert "Tỷ lệ cần đạt: ghi ở trên." in half


def test_other_rules_than_those_that_were_read_are_shown_before_anything_is_recorded(home):
    row, client = sent(home, state=State.APPRAISED), office(home)
    address, typed = sitting_of(home, row)
    read = client.get(address).context["form"].rules
    typed |= {"threshold": "75", "note": "Họp bất thường", "rules": read}
    ScreeningBody.objects.create(
        province=home.province, award=row.award, body="standing", starts=clock.today()
    )

    refused = client.post(address, typed)
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Quy định tại ngày họp khác với quy định vừa hiện" in page
    assert "Cần 12/15 thành viên (75%) đồng ý. Thường trực Hội đồng" in page
    assert "Họp bất thường" in page
    assert state_of(row) == State.APPRAISED
    again = client.post(address, typed | {"rules": refused.context["form"].rules})
    assert again.status_code == 302
    assert state_of(row) == State.COUNCIL


def test_a_wrong_day_of_receipt_stays_as_it_was_typed(home):
    row, client = sent(home), office(home)
    paper = home.papers["sent"]
    Nomination.objects.filter(pk=row.pk).update(proposal=paper)
    type(paper).objects.filter(pk=paper.pk).update(kind="proposal")
    address = reverse("awards:receive_proposal", args=[home.bloc.province.slug, paper.pk])
    tomorrow = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"

    for day, why in (("32/13/2021", "Ngày chưa đúng"), (tomorrow, "không được sau hôm nay")):
        answer = client.post(address, {"day": day})
        assert answer.status_code == 422
        assert f'value="{day}"' in answer.content.decode()
        assert why in answer.content.decode()
    assert state_of(row) == State.SUBMITTED
    today = {"day": f"{clock.today():%d/%m/%Y}"}
    assert client.post(address, today).status_code == 302
    late = client.post(address, today, follow=True).content.decode()

    assert "Không còn đề nghị nào của tờ trình này" in late
    assert state_of(row) == State.RECEIVED


def test_the_desk_offers_nothing_on_the_own_units_bloc(home):
    row, accepted = sent(home), sent(home, place=2, state=State.APPRAISED)
    paper = home.papers["sent"]
    Nomination.objects.filter(pk=row.pk).update(proposal=paper)
    type(paper).objects.filter(pk=paper.pk).update(kind="proposal")
    place = home.bloc.province.slug
    receive = reverse("awards:receive_proposal", args=[place, paper.pk])
    desk = reverse("awards:review_desk", args=[place])
    tick = f'name="chon" value="{accepted.pk}"'

    assert receive in office(home).get(desk).content.decode()
    assert tick in office(home).get(desk, {"buoc": "hoi-dong"}).content.decode()
    Appointment.objects.create(
        user=home.people["reviewer"], role="officer", province=home.province, bloc=None,
        unit=home.units[3], starts=date(2021, 1, 1),
    )  # fmt: skip
    assert receive not in office(home).get(desk).content.decode()
    assert tick not in office(home).get(desk, {"buoc": "hoi-dong"}).content.decode()


def test_who_chose_none_or_is_done_comes_back_to_the_heap(home):
    row, client = sent(home, state=State.APPRAISED), office(home)
    address, typed = sitting_of(home, row)
    heap = reverse("awards:review_desk", args=[home.bloc.province.slug]) + "?buoc="
    council, others = address.split("?")[0], ("step", "add_decision")

    for none in ("", "?chon=abc", f"?chon={'9' * 30}"):
        assert client.get(council + none).url == f"{heap}hoi-dong"
    for route in others:
        page = reverse(f"awards:{route}", args=[home.bloc.province.slug])
        assert client.get(page).url == f"{heap}trinh"
    assert client.post(address, typed | {"threshold": "2/3"}).url == f"{heap}hoi-dong"


def test_money_may_be_typed_with_dots(home):
    row, client = sent(home, state=State.APPROVED), office(home)
    address = reverse("awards:add_decision", args=[home.bloc.province.slug]) + f"?chon={row.pk}"
    typed = {
        "number": "14/QĐ", "date": f"{clock.today():%d/%m/%Y}", "issuer": "UBND", "signer": "Ông A",
        f"award_{row.pk}": row.award_id, f"amount_{row.pk}": "7.450.000",
    }  # fmt: skip

    assert client.post(address, typed).status_code == 302
    assert Grant.objects.get(nomination=row).amount == 7_450_000
    decision = reverse("awards:decision", args=[home.bloc.province.slug, Decision.objects.get().pk])
    for page in (decision, row.get_absolute_url()):
        assert "7.450.000" in client.get(page).content.decode()


def test_a_refusal_is_told_though_the_dossier_has_gone_on(home):
    row, client = sent(home, state=State.APPRAISED), office(home)

    answer = client.post(on("prepare_review", row), {"review-verdict": "accept"})

    assert answer.status_code == 422
    assert "Không thẩm định được" in answer.content.decode()


def test_a_refused_annulment_does_not_look_like_one(home):
    row, client = sent(home, state=State.APPROVED), office(home)
    address = reverse("awards:add_decision", args=[home.bloc.province.slug]) + f"?chon={row.pk}"
    today = clock.today()
    typed = {
        "number": "16/QĐ", "date": f"{today:%d/%m/%Y}", "issuer": "UBND", "signer": "Ông A",
        f"award_{row.pk}": row.award_id,
    }  # fmt: skip
    client.post(address, typed)
    early = f"{today - timedelta(days=1):%d/%m/%Y}"

    given = {"annul-ground": "Kết luận số 5", "annul-on": early}
    page = client.post(on("annul_nomination", row), given).content.decode()

    assert f'value="{early}"' in page
    assert "Ngày ghi phải từ" in page
    assert "<b>Lý do:</b>" not in page
    assert state_of(row) == State.DECIDED


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_file_that_was_chosen_is_asked_for_again_and_may_follow_the_decision(home):
    row, client, desk = sent(home, state=State.APPROVED), office(home), Client()
    desk.force_login(home.people["secretary"])
    place = home.bloc.province.slug
    address = reverse("awards:add_decision", args=[place]) + f"?chon={row.pk}"
    typed = {
        "number": "", "date": f"{clock.today():%d/%m/%Y}", "issuer": "UBND", "signer": "Ông A",
        f"award_{row.pk}": row.award_id,
    }  # fmt: skip

    refused = client.post(address, typed | {"file": SimpleUploadedFile("qd.pdf", PDF)})
    client.post(address, typed | {"number": "15/QĐ"})
    made = Decision.objects.get()
    page = reverse("awards:decision", args=[place, made.pk])
    attach = reverse("awards:attach_decision_file", args=[place, made.pk])

    assert "Hãy chọn lại tệp quyết định" in refused.content.decode()
    assert "Tệp quyết định (PDF)" in refused.content.decode()
    assert "Chưa có tệp" in desk.get(page).content.decode()
    assert attach in client.get(page).content.decode()
    assert attach not in desk.get(page).content.decode()
    assert client.post(attach, {}).status_code == 422
    assert client.post(attach, {"file": SimpleUploadedFile("qd.pdf", PDF)}).status_code == 302
    second = SimpleUploadedFile("khac.pdf", PDF + b"%")
    again = client.post(attach, {"file": second}, follow=True)
    assert "đã có tệp" in again.content.decode()
    made.refresh_from_db()
    assert (made.name, made.size) == ("qd.pdf", len(PDF))
    assert attach not in client.get(page).content.decode()


def test_what_is_wrong_stands_beside_what_was_typed(home):
    row, client = sent(home, state=State.RECEIVED), office(home)

    answer = client.post(
        on("prepare_review", row), {"review-verdict": "return", "review-note": "Thiếu số liệu"}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ít nhất một thành phần" in page
    assert "Thiếu số liệu" in page
    assert not row.reviews.exists()


def test_the_bloc_reads_what_a_leader_approved_and_not_what_was_prepared(home):
    row, client, desk = sent(home, state=State.RECEIVED), office(home), Client()
    desk.force_login(home.people["secretary"])
    typed = {"review-verdict": "return", "review-item_report": "Chưa có số liệu so sánh"}

    client.post(on("prepare_review", row), typed)
    assert "Chưa có số liệu so sánh" not in desk.get(row.get_absolute_url()).content.decode()
    client.post(on("approve_review", row, review=row.reviews.get().pk))

    assert "Chưa có số liệu so sánh" in desk.get(row.get_absolute_url()).content.decode()
    assert state_of(row) == State.RETURNED


def test_a_specialist_prepares_and_decides_nothing(home):
    row, client = sent(home, state=State.RECEIVED), office(home)
    Appointment.objects.filter(user=home.people["reviewer"]).update(prepares_only=True)

    client.post(on("prepare_review", row), {"review-verdict": "accept"})
    opinion = row.reviews.get()

    assert client.post(on("approve_review", row, review=opinion.pk)).status_code == 403
    place = {"province": home.bloc.province.slug}
    assert client.get(reverse("awards:council", kwargs=place)).status_code == 403
    assert state_of(row) == State.RECEIVED


def test_another_award_than_proposed_needs_a_reason_that_the_bloc_reads(home):
    row, client = sent(home, state=State.APPROVED, code="CTD_TINH"), office(home)
    other = AwardFactory(code="BK_TINH")
    address = reverse("awards:add_decision", args=[home.bloc.province.slug]) + f"?chon={row.pk}"
    typed = {
        "number": "13/QĐ", "date": f"{clock.today():%d/%m/%Y}", "issuer": "UBND", "signer": "Ông A",
        f"award_{row.pk}": other.pk,
    }  # fmt: skip

    MoneyRate.objects.create(award=row.award, multiple=8, starts=date(2000, 1, 1))
    MoneyRate.objects.create(award=other, multiple=3, starts=date(2000, 1, 1))
    BaseSalary.objects.create(amount=1_000_000, starts=date(2000, 1, 1))

    assert client.post(address, typed).status_code == 422
    client.post(address, typed | {f"reason_{row.pk}": "Hội đồng thống nhất tặng Bằng khen"})

    desk = Client()
    desk.force_login(home.people["secretary"])
    page = desk.get(row.get_absolute_url()).content.decode()
    assert "Hội đồng thống nhất tặng Bằng khen" in page
    assert "Kết quả khác đề nghị" in page
    assert Grant.objects.get(nomination=row).amount == 3_000_000


def test_a_decision_is_not_begun_before_the_step_that_comes_first(home):
    row, client = sent(home, state=State.COUNCIL), office(home)
    address = reverse("awards:add_decision", args=[home.bloc.province.slug]) + f"?chon={row.pk}"

    answer = client.get(address, follow=True)

    assert "Hãy ghi bước tiếp theo" in answer.content.decode()
    assert answer.redirect_chain[0][0].startswith(
        reverse("awards:review_desk", args=[home.bloc.province.slug])
    )
