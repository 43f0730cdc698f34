"""Tally minutes: begun from the counted ballot, confirmed by every teller, then frozen."""

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import TALLY
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.ballot_guard import ask_state, hold
from meetings.actions.drafts import final_words, refuse_if_changed
from meetings.actions.guard import touch
from meetings.models import Ballot, BallotTeller
from meetings.queries.tally import tally_words
from units.actions import record
from units.models import User

State = Document.State


@transaction.atomic
def start_tally(ballot: Ballot, *, by: User | None) -> Document:
    """Begin the minutes of a counted round and ask every teller to confirm them; the minutes that
    there are where somebody was quicker.

    Raises ActionError before the ballot is counted.
    """
    hold(ballot)
    ask_state(ballot, Ballot.State.COUNTED)
    if ballot.tally:
        return ballot.tally
    meeting = ballot.meeting
    document = papers.start_draft(
        ballot.bloc,
        kind=TALLY.code,
        period=meeting.period,
        title=f"Biên bản kiểm phiếu: {ballot.question}"[:300],
        by=by,
        meeting_key=meeting.pk,
    )
    ballot.tally = document
    ballot.save(update_fields=["tally"])
    _offer(ballot, document, by)
    return document


@transaction.atomic
def offer_tally(ballot: Ballot, *, by: User) -> None:
    """Ask the tellers again after the minutes were sent back; who has confirmed confirms anew.

    Raises ActionError when they are asked already or it is approved.
    """
    hold(ballot)
    _offer(ballot, _draft(ballot), by)


def _offer(ballot: Ballot, document: Document, by: User | None) -> None:
    BallotTeller.objects.filter(ballot=ballot).update(approved_at=None)
    document.move_to(State.SUBMITTED, submitted_by=by, submitted_at=clock.now(), return_reason="")
    record(ballot, "tally_offered", by=by)
    touch(ballot.meeting)


def _draft(ballot: Ballot) -> Document:
    if ballot.tally is None:
        raise ActionError(_("Cuộc bỏ phiếu chưa có biên bản kiểm phiếu. Hãy lập trước."))
    return ballot.tally


@transaction.atomic
def confirm_tally(ballot: Ballot, *, by: User, seen: str) -> None:
    """A teller confirms exactly the words that were read (`seen`); it is no signature. The last
    confirmation freezes the minutes to be printed and signed. Twice is once.

    Raises ActionError when the words have changed, nobody is asked now, or for who is no teller.
    """
    hold(ballot)
    document = _draft(ballot)
    mine = BallotTeller.objects.filter(ballot=ballot, user=by).first()
    if mine is None:
        raise ActionError(_("Chỉ thành viên Tổ kiểm phiếu xác nhận biên bản kiểm phiếu."))
    if mine.approved_at:
        return
    if document.state != State.SUBMITTED:
        raise ActionError(_("Biên bản kiểm phiếu không ở bước xác nhận. Hãy tải lại trang."))
    words = tally_words(ballot)
    refuse_if_changed(words, seen)
    mine.approved_at = clock.now()
    mine.save(update_fields=["approved_at"])
    record(ballot, "tally_confirmed", by=by)
    if not BallotTeller.objects.filter(ballot=ballot, approved_at__isnull=True).exists():
        papers.approve(document, snapshot=final_words(document, words), by=by)
    touch(ballot.meeting)


@transaction.atomic
def return_tally(ballot: Ballot, *, by: User, reason: str) -> None:
    """A teller sends the minutes back with a reason; all confirm anew once they are offered again.

    Raises ActionError without a reason, for who is no teller, and when nobody is asked now.
    """
    hold(ballot)
    document = _draft(ballot)
    if not BallotTeller.objects.filter(ballot=ballot, user=by).exists():
        raise ActionError(_("Chỉ thành viên Tổ kiểm phiếu trả lại biên bản kiểm phiếu."))
    papers.return_draft(document, by=by, reason=reason)
    BallotTeller.objects.filter(ballot=ballot).update(approved_at=None)
    touch(ballot.meeting)
