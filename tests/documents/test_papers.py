"""From draft to receipt: who comes first wins, numbers run without a gap."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from documents import actions
from documents.models import Document, Rendering
from emulation_bloc.lib import clock, jobs
from emulation_bloc.lib.states import ActionError
from tests.documents.signing import scan as a_scan
from tests.factories import (
    DAY,
    FOUNDED,
    SNAPSHOT,
    DocumentFactory,
    PeriodFactory,
    UserFactory,
    trail,
)
from units import actions as ground
from units.models import Period

State = Document.State
PAPER = {"symbol": "KTĐ", "issuer_lines": ("KHỐI THI ĐUA",), "place": "Hưng Yên"}


@pytest.fixture
def period(db) -> Period:
    row = PeriodFactory()
    ground.save_paper_settings(row.bloc, PAPER, starts=FOUNDED, by=None)
    return row


@pytest.fixture
def typed(period) -> Period:
    values = PAPER | {"numbering": "typed"}
    ground.save_paper_settings(period.bloc, values, starts=DAY, by=None)
    return period


def submitted(period: Period) -> Document:
    return DocumentFactory(period=period, state=State.SUBMITTED)


def approved(period: Period) -> Document:
    document = submitted(period)
    actions.approve(document, snapshot=SNAPSHOT, by=UserFactory())
    return document


def content_of(rendering: Rendering) -> bytes:
    with default_storage.open(rendering.file) as file:
        return file.read()


def test_approval_freezes_numbers_and_asks_for_files(
    period, queued, django_capture_on_commit_callbacks
):
    document = submitted(period)
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve(document, snapshot=SNAPSHOT, by=UserFactory())

    document.refresh_from_db()
    assert (document.state, document.label, document.date) == (State.APPROVED, "01/BB-KTĐ", DAY)
    assert document.snapshot == SNAPSHOT
    files = document.renderings.order_by("pk")
    assert [(row.form, row.number) for row in files] == [("pdf", "01"), ("docx", "01")]
    assert queued == [("documents.render", row.pk) for row in files]
    assert "approved" in trail(period.bloc)


def test_second_approval_is_refused_and_takes_no_number(period):
    document = submitted(period)
    again = Document.objects.get(pk=document.pk)
    actions.approve(document, snapshot=SNAPSHOT, by=UserFactory())
    with pytest.raises(ActionError):
        actions.approve(again, snapshot=SNAPSHOT, by=UserFactory())

    assert approved(period).number == 2


@pytest.mark.parametrize("state", [s for s in State if s != State.SUBMITTED])
def test_only_submitted_papers_are_approved(period, state):
    document = DocumentFactory(period=period, state=state)
    with pytest.raises(ActionError):
        actions.approve(document, snapshot=SNAPSHOT, by=UserFactory())


def _approve(pk: int) -> str:
    try:
        document = Document.objects.get(pk=pk)
        actions.approve(document, snapshot=SNAPSHOT, by=None)
    except ActionError:
        return "refused"
    finally:
        connection.close()
    return "approved"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_approve_at_once_one_succeeds():
    period = PeriodFactory()
    ground.save_paper_settings(period.bloc, PAPER, starts=FOUNDED, by=None)
    document = submitted(period)
    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(_approve, [document.pk] * 6))

    assert sorted(outcomes) == ["approved"] + ["refused"] * 5
    document.refresh_from_db()
    assert document.number == 1
    assert document.renderings.count() == 2


@pytest.mark.django_db(transaction=True)
def test_papers_approved_at_once_get_numbers_without_gap_or_double():
    period = PeriodFactory()
    ground.save_paper_settings(period.bloc, PAPER, starts=FOUNDED, by=None)
    papers = [submitted(period).pk for _place in range(6)]
    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(_approve, papers)) == {"approved"}

    assert sorted(Document.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_dead_broker_leaves_the_paper_approved_and_the_sweep_sends_it(monkeypatch, queued):
    period = PeriodFactory()
    ground.save_paper_settings(period.bloc, PAPER, starts=FOUNDED, by=None)
    document = submitted(period)
    healthy = jobs.sender

    def dead(name: str, row_id: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jobs, "sender", dead)
    actions.approve(document, snapshot=SNAPSHOT, by=None)
    monkeypatch.setattr(jobs, "sender", healthy)

    assert Document.objects.get(pk=document.pk).state == State.APPROVED
    assert set(document.renderings.values_list("state", flat=True)) == {Rendering.State.QUEUED}
    document.renderings.update(queued_at=clock.real_now() - timedelta(minutes=1))
    assert actions.sweep() == 2
    assert [row_id for _name, row_id in queued] == list(
        document.renderings.order_by("pk").values_list("pk", flat=True)
    )


def test_typed_number_leaves_its_place_free_then_files_are_made_anew(typed):
    document = approved(typed)
    assert (document.label, document.date) == ("…/BB-KTĐ", None)
    actions.give_number(document, number=7, day=DAY, by=UserFactory())

    assert (document.label, document.date) == ("07/BB-KTĐ", DAY)
    made = document.renderings.order_by("pk").values_list("form", "number", "date")
    assert list(made) == [
        ("unnumbered", "", None),
        ("docx", "", None),
        ("pdf", "07", DAY),
        ("docx", "07", DAY),
    ]


def test_typed_number_is_given_once_and_never_twice(typed):
    document = approved(typed)
    other = approved(typed)
    actions.give_number(document, number=7, day=DAY, by=UserFactory())
    with pytest.raises(ActionError, match="đã cấp"):
        actions.give_number(other, number=7, day=DAY, by=UserFactory())
    with pytest.raises(ActionError, match="đã có số"):
        actions.give_number(document, number=8, day=DAY, by=UserFactory())


@pytest.mark.parametrize("days", [-1, 1])
def test_typed_date_lies_neither_before_approval_nor_after_today(typed, days):
    with pytest.raises(ActionError):
        actions.give_number(
            approved(typed), number=1, day=DAY + timedelta(days=days), by=UserFactory()
        )


def test_paper_without_number_is_not_signed(typed):
    with pytest.raises(ActionError, match="chưa có số"):
        actions.record_signed(
            approved(typed), by=UserFactory(), signed_by="A", signed_on=DAY, upload=None
        )


def test_signed_sent_received(period):
    document, by = approved(period), UserFactory()
    scan = actions.Upload("bản ký.pdf", a_scan())
    actions.record_signed(document, by=by, signed_by="Trần A", signed_on=DAY, upload=scan)
    actions.record_sent(document, by=by, how="Trục liên thông")
    actions.record_received(document, by=by, arrival_number="12", day=DAY)

    document.refresh_from_db()
    assert document.state == State.RECEIVED
    kept = document.renderings.get(form="signed")
    assert content_of(kept) == scan.content
    with pytest.raises(ActionError):
        actions.record_sent(document, by=by, how="Bưu chính")


def test_full_disk_refuses_the_scan_with_a_sentence(period, monkeypatch):
    document = approved(period)

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    scan = actions.Upload("a.pdf", a_scan())
    with pytest.raises(ActionError, match="Không lưu được tệp"):
        actions.record_signed(document, by=UserFactory(), signed_by="A", signed_on=DAY, upload=scan)
    document.refresh_from_db()
    assert document.state == State.APPROVED
