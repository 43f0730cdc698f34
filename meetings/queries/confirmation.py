"""Where the confirmation of minutes by the units stands; computed by the clock, no job needed."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from meetings.models import Minutes, MinutesRemark, UnitConfirmation

Answer = UnitConfirmation.Answer


def window_of(minutes: Minutes, now: datetime | None = None) -> str:
    """`none` (never opened), `open`, `over` (the time is up, not closed yet) or `closed`."""
    if minutes.confirm_from is None or minutes.confirm_until is None:
        return "none"
    if minutes.confirm_closed_at is not None:
        return "closed"
    return "open" if (now or clock.now()) <= minutes.confirm_until else "over"


def counted(row: UnitConfirmation, silence: str, *, is_over: bool) -> tuple[str, bool]:
    """(answer, whether by silence) as it counts: after the time silence is what the rule says."""
    if row.answer == Answer.NONE and is_over and silence == "agrees":
        return Answer.AGREED, True
    return row.answer, row.is_by_silence


def waits_for(minutes: Minutes, *, confirms: bool) -> list[str]:
    """Why the minutes cannot be submitted yet on account of the units; empty when nothing does.
    `confirms`: whether the bloc's rules have that stage."""
    lacks = []
    state = window_of(minutes)
    if state == "none" and confirms:
        lacks.append(_("Hãy gửi dự thảo lấy xác nhận của các đơn vị theo quy định của Khối."))
    elif state == "open" and minutes.confirm_until:
        until = f"{clock.local_time(minutes.confirm_until):%H:%M %d/%m/%Y}"
        lacks.append(
            _("Đang lấy xác nhận của các đơn vị đến %(until)s. Hãy kết thúc lấy xác nhận trước.")
            % {"until": until}
        )
    elif state != "none":
        unanswered = MinutesRemark.objects.filter(minutes=minutes, answered_at=None).count()
        if unanswered:
            lacks.append(
                _("Còn %(n)d ý kiến của các đơn vị chưa được trả lời.") % {"n": unanswered}
            )
    return lacks


def may_close(
    minutes: Minutes, confirmations: Iterable[UnitConfirmation], remarks: Iterable[MinutesRemark]
) -> bool:
    """By hand when every unit has answered and every remark has its answer; any time after the
    window."""
    state = window_of(minutes)
    if state == "over":
        return True
    is_answered = all(row.answer != Answer.NONE for row in confirmations)
    return state == "open" and is_answered and all(row.answered_at for row in remarks)
