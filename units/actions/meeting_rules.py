"""How a bloc meets: quorum, confirmation of minutes, days of the notice, usual agendas."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib.states import ActionError
from units.actions.bloc_settings import keep_settings
from units.actions.locks import lock
from units.models import Bloc, BlocSettings, MeetingSettings, User
from units.queries import meeting_settings


@transaction.atomic
def save_meeting_settings(
    bloc: Bloc, values: dict[str, Any], *, starts: date, by: User | None
) -> MeetingSettings:
    """How the bloc meets from `starts` on; meetings of days before keep the rules of their day.

    Raises ActionError for a quorum that is no fraction above 0 and up to 1, days out of bounds or
    an unknown meaning of silence.
    """
    lock(bloc)
    before = meeting_settings(bloc, starts)
    wanted = replace(before, **values)
    _check(wanted)
    keep_settings(
        bloc, before, wanted, starts=starts, word="meeting_settings_saved", by=by, shown=_shown
    )
    return wanted


def _check(wanted: MeetingSettings) -> None:
    try:
        share = Fraction(wanted.quorum)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise ActionError(_("Tỷ lệ đơn vị có mặt phải lớn hơn 0 và không quá 1, ví dụ 2/3."))
    if not (1 <= wanted.confirm_days <= 30 and 1 <= wanted.notice_days <= 60):
        raise ActionError(_("Số ngày phải từ 1; xác nhận tối đa 30 ngày, thông báo tối đa 60."))
    if wanted.silence not in {"agrees", "open"}:
        raise ActionError(_("Hãy chọn cách hiểu khi đơn vị không trả lời."))


def _shown(settings: MeetingSettings) -> dict[str, Any]:
    """The trail keeps an agenda as its lines."""
    plain = BlocSettings.plain(settings)
    lines = [title for _kind, rows in settings.agendas for title, _minutes in rows]
    return plain | {"agendas": lines}
