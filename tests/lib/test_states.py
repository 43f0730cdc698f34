"""States move along written arrows, and only once."""

import pytest

from documents.models import Document
from emulation_bloc.lib.states import ActionError
from tests.factories import DocumentFactory
from units.models import Period

ARROWS = {
    ("draft", "submitted"), ("draft", "dropped"), ("submitted", "draft"), ("submitted", "approved"),
    ("approved", "signed"), ("signed", "sent"), ("sent", "received"),
}  # fmt: skip
PAIRS = [(here, there) for here in Document.State.values for there in Document.State.values]


@pytest.mark.parametrize(("here", "there"), PAIRS)
def test_paper_moves_along_its_arrows_only(db, here, there):
    document = DocumentFactory(state=here)
    values = {"snapshot": {}} if there == "approved" else {}

    if (here, there) in ARROWS:
        document.move_to(there, **values)
        assert Document.objects.get(pk=document.pk).state == there
    else:
        with pytest.raises(ActionError, match="Không thể thực hiện"):
            document.move_to(there, **values)
        assert Document.objects.get(pk=document.pk).state == here


def test_refusal_names_the_state_that_the_screen_shows(db):
    document = DocumentFactory(state=Document.State.SIGNED)

    with pytest.raises(ActionError) as refusal:
        document.move_to(Document.State.APPROVED)

    assert str(refusal.value) == (
        "Không thể thực hiện: đang ở trạng thái “Đã ký”. Hãy tải lại trang."
    )


def test_second_of_two_clicks_is_refused(db):
    first = DocumentFactory()
    second = Document.objects.get(pk=first.pk)
    first.move_to(Document.State.SUBMITTED)

    with pytest.raises(ActionError, match="Người khác vừa xử lý"):
        second.move_to(Document.State.SUBMITTED)

    assert second.state == Document.State.DRAFT


def test_values_are_written_with_the_state(db):
    document = DocumentFactory()

    document.move_to(Document.State.SUBMITTED, return_reason="đã sửa")

    stored = Document.objects.get(pk=document.pk)
    assert (stored.state, stored.return_reason) == ("submitted", "đã sửa")
    assert document.return_reason == "đã sửa"


def test_move_with_a_condition_that_no_longer_holds_is_refused(db):
    document = DocumentFactory()

    with pytest.raises(ActionError):
        document.move_to(Document.State.SUBMITTED, only_if={"title": "tên khác"})

    assert Document.objects.get(pk=document.pk).state == Document.State.DRAFT


def test_move_may_be_asked_before_it_is_made():
    assert Period(state="open").can_move_to("closed") is True
    assert Period(state="closed").can_move_to("open") is False
