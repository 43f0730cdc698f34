"""The pact of a year: written, offered to the leaders, confirmed by each, approved to be signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import PACT
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.drafts import final_words, refuse_if_changed
from meetings.models import Meeting, Pact, PactConfirmation
from meetings.queries.pacts import (
    confirmations_of,
    members_of,
    pact_lacks,
    pact_words,
    targets_of,
)
from meetings.queries.words import words_digest
from units.actions import lock, record
from units.models import Period, Unit, User

State = Pact.State


@transaction.atomic
def start_pact(period: Period, *, by: User | None) -> Pact:
    """Begin the pact of the period's year; its targets come from the units' registrations.

    Raises ActionError for a half year, or when the year has its pact already.
    """
    lock(period.bloc)
    if period.kind != Period.Kind.YEAR:
        raise ActionError(_("Giao ước thi đua lập cho cả năm. Hãy chọn kỳ năm."))
    year = period.ends.year
    if Pact.objects.filter(bloc=period.bloc, year=year).exists():
        raise ActionError(_("Năm này đã có giao ước. Hãy mở giao ước đó để soạn tiếp."))
    held = period.meetings.filter(kind=Meeting.Kind.PACT_SIGNING)
    meeting = held.exclude(state=Meeting.State.CANCELLED).first()
    document = papers.start_draft(
        period.bloc,
        kind=PACT.code,
        period=period,
        title=f"Giao ước thi đua năm {year}",
        by=by,
        meeting_key=meeting.pk if meeting else None,
    )
    pact = Pact.objects.create(
        bloc=period.bloc, period=period, meeting=meeting, document=document, year=year
    )
    record(pact, "pact_started", by=by)
    return pact


@transaction.atomic
def save_pact(pact: Pact, *, values: dict[str, Any], revision: int, by: User) -> None:
    """Keep what was typed; raises StaleRevisionError like every desk, ActionError while leaders
    confirm or afterwards."""
    lock(pact.bloc)
    pact.refresh_from_db(fields=["state"])
    if pact.state != State.DRAFT:
        raise ActionError(_("Các đơn vị đang xác nhận giao ước. Muốn sửa, hãy mở lại dự thảo."))
    pact.save_if_unchanged(revision, values)


@transaction.atomic
def offer_pact(pact: Pact, *, by: User) -> None:
    """Let the leaders read and confirm. Raises ActionError with what is still missing."""
    lock(pact.bloc)
    units, targets = members_of(pact), targets_of(pact)
    if lacks := pact_lacks(pact, units, targets):
        raise ActionError(" ".join(lacks))
    pact.move_to(State.CONFIRMING)
    papers.share(pact.document, by=by, is_shared=True)
    papers.submit(pact.document, by=by)
    record(pact, "pact_offered", by=by)


@transaction.atomic
def reopen_pact(pact: Pact, *, by: User, reason: str) -> None:
    """Go back to the draft, with a reason that all read; what was confirmed is confirmed anew."""
    lock(pact.bloc)
    pact.move_to(State.DRAFT)
    papers.return_draft(pact.document, by=by, reason=reason)
    papers.share(pact.document, by=by, is_shared=False)
    PactConfirmation.objects.filter(pact=pact).delete()
    record(pact, "pact_reopened", by=by, reason=reason)


@transaction.atomic
def confirm_pact(pact: Pact, unit: Unit, *, by: User, seen: str) -> PactConfirmation:
    """A leader confirms exactly the words that were read (`seen`); it is no signature.

    Raises ActionError when the words have changed since, the pact does not wait for it, or the
    unit is no member.
    """
    lock(pact.bloc)
    pact.refresh_from_db(fields=["state"])
    if pact.state != State.CONFIRMING:
        raise ActionError(_("Giao ước không ở bước xác nhận. Hãy tải lại trang."))
    units = members_of(pact)
    if unit not in units:
        raise ActionError(_("Đơn vị không còn là thành viên của Khối."))
    words = pact_words(pact, units)
    refuse_if_changed(words, seen)
    row, is_new = PactConfirmation.objects.update_or_create(
        pact=pact,
        unit=unit,
        defaults={"bloc": pact.bloc, "by": by, "at": clock.now(), "words": seen},
    )
    if is_new:
        record(pact, "pact_confirmed", by=by, after={"unit": unit.name})
    return row


@transaction.atomic
def approve_pact(pact: Pact, *, by: User, seen: str, reason: str = "") -> None:
    """The head freezes the pact to be printed and signed by all.

    Raises ActionError when the words have changed, or leaders have not confirmed them (or
    confirmed other ones) and no reason says why it goes on without.
    """
    lock(pact.bloc)
    units = members_of(pact)
    words = pact_words(pact, units)
    refuse_if_changed(words, seen)
    digest = words_digest(words)
    given = {key for key, row in confirmations_of(pact).items() if row.words == digest}
    waiting = [unit.short_name for unit in units if unit.pk not in given]
    if waiting and not reason.strip():
        raise ActionError(
            _("Chưa xác nhận: %(units)s. Hãy đợi, hoặc ghi lý do duyệt khi chưa đủ.")
            % {"units": ", ".join(waiting)}
        )
    pact.move_to(State.APPROVED)
    papers.approve(pact.document, snapshot=final_words(pact.document, words), by=by)
    record(pact, "pact_approved", by=by, after={"waiting": waiting}, reason=reason.strip())


def request_pact_draft(pact: Pact, *, by: User, word: bool = False) -> Rendering:
    """Have the DỰ THẢO file made from the words of this moment."""
    if pact.document.state not in Document.DRAFT_STATES:
        raise ActionError(_("Giao ước đã duyệt. Hãy lấy tệp ở trang văn bản."))
    return papers.request_draft(pact.document, snapshot=pact_words(pact), by=by, word=word)
