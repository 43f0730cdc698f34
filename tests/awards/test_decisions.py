"""Decisions: what was granted, the money, the register; told, handed over, refused, annulled."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from awards.actions import decisions as actions
from awards.actions import holds
from awards.actions.register import register_award
from awards.models import (
    Award,
    BaseSalary,
    CouncilVote,
    Decision,
    Grant,
    Nomination,
    RegisterEntry,
)
from awards.queries.money import proposed_amount
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile
from emulation_bloc.lib.states import ActionError
from tests.awards.factories import NominationFactory
from tests.factories import DAY, fresh, trail

State = Nomination.State
VALUES = {
    "number": "1200/QĐ-UBND", "date": DAY, "issuer": "Chủ tịch UBND tỉnh", "signer": "Trần A",
    "signer_title": "Chủ tịch",
}  # fmt: skip
PDF = NewFile("qd.pdf", "application/pdf", ".pdf", b"%PDF-1.7 %%EOF")


@pytest.fixture
def home(shared_worlds, db):
    return shared_worlds[0]


def award(code):
    return Award.objects.get(code=code)


def made(world, code="CTD_TINH", state=State.APPROVED, **values):
    unit = values.pop("unit", world.units[1])
    return NominationFactory(
        bloc=world.bloc, period=world.year, unit=unit, award=award(code), state=state, **values
    )


def decide(world, rows, **values):
    grants = [(row, row.award, 5_000_000) for row in rows]
    return actions.record_decision(
        world.province, values=VALUES | values, grants=grants, by=world.people["reviewer"]
    )


def test_a_decision_decides_and_fills_the_register(home):
    rows = [made(home), made(home, "BK_TINH", unit=home.units[2])]

    decision = actions.record_decision(
        home.province, values=VALUES, upload=PDF, by=home.people["reviewer"],
        grants=[(row, row.award, 10_000_000) for row in rows],
    )  # fmt: skip

    assert [Nomination.objects.get(pk=row.pk).state for row in rows] == [State.DECIDED] * 2
    entry = RegisterEntry.objects.get(nomination=rows[0])
    assert (entry.number, entry.date, entry.unit, entry.award) == (
        VALUES["number"], DAY, home.units[1], rows[0].award,
    )  # fmt: skip
    assert (entry.amount, entry.signer, entry.year) == (10_000_000, "Trần A", 2021)
    with default_storage.open(decision.file) as file:
        assert file.read() == PDF.content
    assert trail(home.bloc).count("nomination_decided") == 2


def test_the_file_of_a_decision_is_for_its_reader_alone(home, client):
    row = made(home)
    decision = actions.record_decision(
        home.province, values=VALUES, upload=PDF, by=None, grants=[(row, row.award, 0)]
    )
    url = reverse("awards:decision_file", args=[home.province.slug, decision.pk])
    client.force_login(home.people["reviewer"])

    served = client.get(url)
    assert served.getvalue() == PDF.content
    assert served["Cache-Control"] == "private, no-cache"
    assert client.get(url, headers={"If-None-Match": served["ETag"]}).status_code == 304

    default_storage.delete(decision.file)
    assert client.get(url).status_code == 404


def test_no_decision_before_the_sitting_that_agreed(home):
    row = made(home)
    CouncilVote.objects.create(
        bloc=home.bloc, nomination=row, held_on=DAY, members=10, present=10, yes=10,
        threshold="0.80", is_passed=True, at=clock.now(),
    )  # fmt: skip

    with pytest.raises(ActionError, match="trước ngày họp xét"):
        decide(home, [row], date=DAY - timedelta(days=1))
    decide(home, [row])

    with pytest.raises(ActionError, match="không ở bước ghi quyết định"):
        decide(home, [Nomination.objects.get(pk=row.pk)], number="2")


def test_a_file_that_follows_is_kept_once(home):
    row = made(home)
    decision = decide(home, [row])
    again = Decision.objects.get(pk=decision.pk)

    actions.attach_file(decision, PDF, by=home.people["reviewer"])
    before = default_storage.listdir("decisions")[1]
    with pytest.raises(ActionError, match="đã có tệp"):
        actions.attach_file(again, PDF, by=None)

    again.refresh_from_db()
    assert (again.name, again.size) == (PDF.name, len(PDF.content))
    assert default_storage.listdir("decisions")[1] == before


def test_the_same_number_and_day_only_once_and_its_file_is_dropped(home):
    rows = [made(home, theme=str(n)) for n in range(2)]
    decide(home, rows[:1])
    before = default_storage.listdir("decisions")[1] if default_storage.exists("decisions") else []

    with pytest.raises(ActionError, match="đã được ghi"):
        actions.record_decision(
            home.province, values=VALUES, upload=PDF, by=None,
            grants=[(rows[1], rows[1].award, None)],
        )  # fmt: skip

    assert default_storage.listdir("decisions")[1] == before
    assert Nomination.objects.get(pk=rows[1].pk).state == State.APPROVED
    with pytest.raises(ActionError, match="không ở bước"):
        decide(home, rows[:1], number="1201/QĐ-UBND")


def test_another_award_than_proposed_needs_a_reason_that_the_bloc_sees(home):
    row = made(home)
    other = award("BK_TINH")
    with pytest.raises(ActionError, match="khác đề nghị"):
        actions.record_decision(home.province, values=VALUES, grants=[(row, other, None)], by=None)
    reasons = {row.pk: "Khối khác có thành tích tiêu biểu hơn"}

    actions.record_decision(
        home.province, values=VALUES | {"reasons": reasons}, grants=[(row, other, None)], by=None
    )

    seen = Nomination.objects.visible_to(fresh(home.people["head"])).get(pk=row.pk)
    assert seen.outcome_reason == reasons[row.pk]
    assert Grant.objects.get(nomination=row).award == other
    assert RegisterEntry.objects.get(nomination=row).award == other


def test_an_award_must_be_for_such_a_subject(home):
    row = made(home)
    values = VALUES | {"reasons": {row.pk: "Nhầm"}}

    with pytest.raises(ActionError, match="không dành cho"):
        actions.record_decision(
            home.province, values=values, grants=[(row, award("CSTDT"), None)], by=None
        )
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("code", "state", "is_ready"),
    [
        ("CTD_TINH", State.APPROVED, True), ("CTD_TINH", State.COUNCIL, False),
        ("CTD_CP", State.APPROVED, False), ("CTD_CP", State.MINISTRY, False),
        ("CTD_CP", State.PM_DECIDED, True), ("CTD_TINH", State.DECIDED, False),
        ("CTD_TINH", State.REFUSED, False), ("CTD_TINH", State.APPRAISED, False),
    ],
)  # fmt: skip
def test_from_which_step_it_is_decided(home, code, state, is_ready):
    row = made(home, code, state)

    if is_ready:
        decide(home, [row])
    else:
        with pytest.raises(ActionError, match="không ở bước"):
            decide(home, [row])
    assert Decision.objects.exists() == is_ready


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"number": " "}, "số quyết định"),
        ({"date": DAY + timedelta(days=1)}, "sau hôm nay"),
        ({"date": DAY - timedelta(days=1)}, "trước ngày nhận"),
    ],
)
def test_what_cannot_be_is_refused(home, values, why):
    row = made(home, received_at=clock.now())
    with pytest.raises(ActionError, match=why):
        decide(home, [row], **values)


def test_only_the_own_province_each_once_none_on_hold(home, shared_worlds):
    far = shared_worlds[1]
    row, theirs = made(home), made(far)
    for rows, why in (([], "ít nhất một"), ([row, row], "một lần"), ([theirs], "không thuộc")):
        with pytest.raises(ActionError, match=why):
            decide(home, rows)
    holds.hold(row, ground="press", document="Báo số 5", by=None)
    with pytest.raises(ActionError, match="tạm dừng"):
        decide(home, [row])


def test_an_entry_typed_of_the_same_decision_is_joined_not_doubled(home):
    row = made(home)
    typed = register_award(
        home.units[1], row.award, number=VALUES["number"], date=DAY, year=2021, by=None,
        reason="merit",
    )  # fmt: skip

    decide(home, [row])

    assert RegisterEntry.objects.get(nomination=row).pk == typed.pk


@pytest.mark.parametrize(
    ("code", "subject", "day", "amount"),
    [
        ("CTD_TINH", "unit", "2025-07-01", 18_720_000), ("CTD_TINH", "unit", "2025-06-30", None),
        ("BK_TINH", "unit", "2025-07-01", 7_020_000), ("CSTDT", "person", "2025-07-01", 7_020_000),
        ("CSTDT", "household", "2025-07-01", 10_530_000), ("BK_TINH", "person", "2025-07-01", None),
    ],
)  # fmt: skip
def test_money_follows_rate_and_base_salary_of_the_day(db, code, subject, day, amount):
    assert proposed_amount(award(code), subject, date.fromisoformat(day)) == amount


def test_a_new_base_salary_counts_from_its_day(db):
    BaseSalary.objects.update(ends=date(2026, 6, 30))
    BaseSalary.objects.create(amount=2_500_000, starts=date(2026, 7, 1))

    days = (date(2026, 6, 30), date(2026, 7, 1))
    found = [proposed_amount(award("CTD_TINH"), "unit", day) for day in days]
    assert found == [18_720_000, 20_000_000]


def test_told_then_handed_over_each_once(home, stand_on):
    row = made(home)
    decide(home, [row])
    stand_on(DAY + timedelta(days=3))
    row = Nomination.objects.get(pk=row.pk)
    with pytest.raises(ActionError):
        actions.deliver(row, on=DAY, where="Hội trường", by=None)
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=4)):
        with pytest.raises(ActionError, match="Ngày ghi"):
            actions.notify(row, on=day, by=None)
    actions.notify(row, on=DAY + timedelta(days=1), by=home.people["reviewer"])
    with pytest.raises(ActionError):
        actions.notify(row, on=DAY + timedelta(days=1), by=None)
    with pytest.raises(ActionError, match="nơi trao"):
        actions.deliver(row, on=DAY + timedelta(days=2), where=" ", by=None)
    with pytest.raises(ActionError, match="Ngày ghi"):
        actions.deliver(row, on=DAY, where="Hội trường", by=None)

    actions.deliver(row, on=DAY + timedelta(days=2), where="Hội trường", by=None)

    row.refresh_from_db()
    assert (row.state, row.delivered_where) == (State.DELIVERED, "Hội trường")
    assert row.delivered_on == DAY + timedelta(days=2)


REFUSABLE = {
    "council_voted", "approved_by_ubnd", "party_opinion", "submitted_to_bnv", "bnv_appraised",
    "hold",
}  # fmt: skip


def test_refused_with_a_reason_from_the_states_that_allow_it(home):
    by = home.people["reviewer"]
    for state in State:
        held_from = "appraised" if state == "hold" else ""
        row = made(home, "CTD_CP", state, held_from=held_from, theme=state)
        if state not in REFUSABLE:
            with pytest.raises(ActionError):
                actions.refuse(row, reason="Không đủ", by=by)
            continue
        with pytest.raises(ActionError, match="lý do"):
            actions.refuse(row, reason=" ", by=by)

        actions.refuse(row, reason="Không đủ tiêu chuẩn", by=by)

        row.refresh_from_db()
        assert (row.state, row.outcome_reason) == (State.REFUSED, "Không đủ tiêu chuẩn")


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_annulled_with_a_ground_in_the_register_too(home, steps):
    row = made(home)
    decide(home, [row])
    row = Nomination.objects.get(pk=row.pk)
    if steps:
        actions.notify(row, on=DAY, by=None)
    if steps > 1:
        actions.deliver(row, on=DAY, where="Hội trường", by=None)
    with pytest.raises(ActionError, match="căn cứ"):
        actions.annul(row, ground=" ", on=DAY, by=None)

    actions.annul(row, ground="Kết luận số 5/KL", on=DAY, by=home.people["reviewer"])

    entry = RegisterEntry.objects.get(nomination=row)
    assert (entry.annulled_on, entry.annulled_why) == (DAY, "Kết luận số 5/KL")
    assert Nomination.objects.get(pk=row.pk).state == State.ANNULLED
    with pytest.raises(ActionError):
        actions.annul(row, ground="Kết luận", on=DAY, by=None)


def test_an_impossible_day_annuls_nothing(home):
    row = made(home)
    decide(home, [row])
    row = Nomination.objects.get(pk=row.pk)

    with pytest.raises(ActionError, match="Ngày ghi"):
        actions.annul(row, ground="Kết luận", on=DAY - timedelta(days=1), by=None)

    assert Nomination.objects.get(pk=row.pk).state == State.DECIDED


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("reviewer", True), ("observer", True), ("head", True), ("leader", True),
        ("officer", True), ("appraiser", False), ("chair", False), ("operator", False),
    ],
)  # fmt: skip
def test_who_sees_a_decision(home, shared_worlds, role, sees):
    decision = decide(home, [made(home)])

    assert Decision.objects.visible_to(fresh(home.people[role])).exists() == sees
    for other in ("reviewer", "secretary"):
        stranger = fresh(shared_worlds[1].people[other])
        assert not Decision.objects.visible_to(stranger).filter(pk=decision.pk).exists()
