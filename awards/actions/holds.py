"""Tạm dừng xét: a nomination waits for a conclusion on a violation (rule N3)."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Hold, Nomination
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User


@transaction.atomic
def hold(
    nomination: Nomination, *, ground: str, document: str, note: str = "", by: User | None
) -> Hold:
    """Stop a nomination in whatever state before the decision; where it stood is remembered.

    Raises ActionError without a ground and document (152/2025/NĐ-CP Art. 4(4)), when it is on hold
    already, decided or over.
    """
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state", "held_from"])
    if ground not in Hold.Ground.values or not document.strip():
        raise ActionError(_("Hãy chọn căn cứ và ghi văn bản làm căn cứ tạm dừng xét."))
    if nomination.state == Nomination.State.HOLD:
        raise ActionError(_("Đề nghị đang tạm dừng xét."))
    nomination.move_to(Nomination.State.HOLD, held_from=nomination.state)
    made = Hold.objects.create(
        bloc=nomination.bloc,
        nomination=nomination,
        ground=ground,
        document=document.strip(),
        note=note.strip(),
        by=by,
        at=clock.now(),
    )
    record(nomination, "nomination_held", by=by, reason=str(made.get_ground_display()))
    return made


@transaction.atomic
def lift(nomination: Nomination, *, conclusion: str, by: User | None) -> None:
    """End the hold by the conclusion; the nomination stands again where it stood.

    Raises ActionError without a conclusion's paper, or when it is not on hold.
    """
    lock(nomination.bloc)
    nomination.refresh_from_db(fields=["state", "held_from"])
    if not conclusion.strip():
        raise ActionError(_("Hãy ghi văn bản kết luận làm căn cứ tiếp tục xét."))
    if nomination.state != Nomination.State.HOLD:
        raise ActionError(_("Đề nghị không ở trạng thái tạm dừng xét. Hãy tải lại trang."))
    nomination.move_to(nomination.held_from, held_from="")
    Hold.objects.filter(nomination=nomination, lifted_at__isnull=True).update(
        conclusion=conclusion.strip()[:300], lifted_by=by, lifted_at=clock.now()
    )
    record(nomination, "nomination_hold_lifted", by=by, reason=conclusion.strip())
