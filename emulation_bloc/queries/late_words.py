"""What units are told of what they owe: letters, a text for a chat, the rows of a paper."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.queries.late import Owed, OwingUnit
from units.actions.outbox import Letter
from units.models import Period, User


def reminders(period: Period, units: Iterable[OwingUnit], *, by: User) -> list[Letter]:
    """A letter for each thing that is owed and each officer and leader of the unit."""
    return [
        Letter(user, one.duty, _subject(period, one), _body(period, unit, one, user, by), one.url)
        for unit in units
        for one in unit.owed
        for user in unit.people
    ]


def _subject(period: Period, one: Owed) -> str:
    return _("Nhắc việc: %(what)s – %(bloc)s") % {"what": one.what, "bloc": period.bloc.short_name}


def _body(period: Period, unit: OwingUnit, one: Owed, user: User, by: User) -> str:
    """Who is reminded of what, until when, by whom; the address of the duty is added at the end."""
    reader = ", ".join(part for part in (user.full_name, user.position) if part)
    lines = [
        _("Kính gửi: %(reader)s – %(unit)s.") % {"reader": reader, "unit": unit.unit.name},
        _("%(bloc)s xin nhắc đơn vị: %(what)s.") % {"bloc": period.bloc.name, "what": one.what},
        _("Tình trạng: %(state)s.") % {"state": vietnamese.lower_first(one.state)},
    ]
    if one.due:
        lines.append(_("Hạn: %(due)s.") % {"due": due_words(one)})
    lines.append(
        _("Đề nghị đơn vị sớm hoàn thành. Nếu vừa hoàn thành, xin bỏ qua thư này.")
        + "\n\n"
        + _("Trân trọng cảm ơn.")
    )
    sender = "\n".join(part for part in (by.full_name, by.position) if part)
    return "\n\n".join([lines[0], "\n".join(lines[1:-1]), lines[-1], sender])


def due_words(one: Owed) -> str:
    """`hết ngày 15/6/2021 (đã quá hạn 27 ngày)`; nothing where there is no date."""
    if one.due is None:
        return ""
    words = _("hết ngày %(day)s") % {"day": vietnamese.date_short(one.due)}
    if one.late_days:
        words += " " + _("(đã quá hạn %(n)d ngày)") % {"n": one.late_days}
    return words


def chat_text(period: Period, units: list[OwingUnit]) -> str:
    """A text to paste into a chat (Zalo): who lacks what, until when, where; empty when nobody
    owes anything."""
    if not units:
        return ""
    now = clock.now()
    lines = [
        _("Kính gửi các đơn vị trong %(bloc)s,") % {"bloc": period.bloc.name},
        _("Đến %(at)s ngày %(day)s, các đơn vị sau còn việc của %(period)s chưa hoàn thành:")
        % {
            "at": f"{now:%H:%M}",
            "day": vietnamese.date_short(now.date()),
            "period": vietnamese.lower_first(period.name),
        },
        *[f"{place}. {unit.unit.name}: {_listed(unit)}." for place, unit in enumerate(units, 1)],
        _("Đề nghị các đơn vị sớm hoàn thành. Việc của từng đơn vị có tại: %(url)s")
        % {"url": f"{settings.SITE_URL}/"},
        _("Trân trọng cảm ơn."),
    ]
    return "\n".join(lines)


def _listed(unit: OwingUnit) -> str:
    return "; ".join(f"{one.what}, {due_words(one)}" if one.due else one.what for one in unit.owed)


def paper_rows(units: Iterable[OwingUnit]) -> list[dict[str, str]]:
    """The rows of the reminder letter (công văn): unit, what, due as an ISO day."""
    return [
        {
            "unit": unit.unit.name,
            "what": one.title,
            "due": one.due.isoformat() if one.due else "",
        }
        for unit in units
        for one in unit.owed
    ]
