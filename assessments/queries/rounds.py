"""Who has handed in: units and states, never contents."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from assessments.formulas import late_days
from assessments.models import Answer, Assessment, CriteriaSet, Extension, Round, due_for
from emulation_bloc.lib import clock, vietnamese
from units.models import Period, Unit, User
from units.queries import members_on


@dataclass
class HandingIn:
    """One unit's state in a round. `pk` only where the user may read the return."""

    unit_id: int
    name: str
    short_name: str
    state: str
    kind: str
    due_at: datetime
    submitted_at: datetime | None
    late_days: int
    overdue_days: int
    is_extended: bool
    times_returned: int
    pk: int | None = None

    @property
    def last_day(self) -> date:
        """The day at whose end this unit's deadline lies."""
        return last_day(self.due_at)

    @property
    def time_left(self) -> str:
        """How long this unit still has."""
        return time_left(self.due_at)

    @property
    def is_in(self) -> bool:
        """Whether it has been handed in and stands."""
        return self.kind in {"good", "late"}


def round_of(user: User, period: Period) -> Round | None:
    """The period's round, if there is one and the user may know of it."""
    found = Round.objects.visible_to(user).filter(period=period).first()
    if found is not None:
        found.period = period
    return found


def handing_in(round_: Round, user: User) -> list[HandingIn]:
    """Every unit of the round with its state, in the bloc's order. Nothing of the contents is read;
    whether a return may be opened is asked of `visible_to`."""
    extensions = list(Extension.objects.filter(round=round_))
    readable = set(
        Assessment.objects.visible_to(user).filter(round=round_).values_list("pk", flat=True)
    )
    order = {row.unit_id: row.position for row in members_on(round_.bloc, round_.period.ends)}
    rows = Assessment.objects.filter(round=round_).values(
        "pk", "unit_id", "unit_name", "unit_short_name", "state", "started_at", "submitted_at",
        "late_days", "times_returned",
    )  # fmt: skip
    found = [_row(round_, row, extensions, readable) for row in rows]
    return sorted(found, key=lambda one: (order.get(one.unit_id, 9999), one.unit_id))


def _row(round_: Round, row: Any, extensions: list[Extension], readable: set[int]) -> HandingIn:
    due_at = due_for(round_.due_at, extensions, row["unit_id"])
    is_in = row["state"] == Assessment.State.SUBMITTED
    words, kind = state_words(row["state"], bool(row["started_at"]), row["late_days"])
    return HandingIn(
        unit_id=row["unit_id"],
        name=row["unit_name"],
        short_name=row["unit_short_name"],
        state=words,
        kind=kind,
        due_at=due_at,
        submitted_at=row["submitted_at"] if is_in else None,
        late_days=row["late_days"] if is_in else 0,
        overdue_days=0 if is_in or row["times_returned"] else late_days(due_at, clock.now()),
        is_extended=due_at != round_.due_at,
        times_returned=row["times_returned"],
        pk=row["pk"] if row["pk"] in readable else None,
    )


def state_words(state: str, is_started: bool, days: int) -> tuple[str, str]:
    """A return's state in the words of the screen, and which look goes with it."""
    if state == Assessment.State.SUBMITTED:
        if days:
            return _("Đã nộp, chậm %(n)d ngày") % {"n": days}, "late"
        return _("Đã nộp"), "good"
    if state == Assessment.State.PRESENTED:
        return _("Chờ lãnh đạo đơn vị duyệt"), "wait"
    if state == Assessment.State.RETURNED:
        return _("Trả lại để bổ sung"), "back"
    return (_("Đang soạn"), "draft") if is_started else (_("Chưa bắt đầu"), "none")


def members_without_return(round_: Round) -> list[Unit]:
    """Members on the period's last day that joined after the round was opened."""
    have = Assessment.objects.filter(round=round_).values("unit")
    rows = members_on(round_.bloc, round_.period.ends).exclude(unit__in=have)
    return [row.unit for row in rows]


def criteria_for(period: Period) -> list[CriteriaSet]:
    """The editions that the period may be scored with, the latest first."""
    rows = CriteriaSet.objects.filter(bloc=period.bloc, year=period.ends.year).in_force()
    return list(rows.order_by("-edition"))


def time_left(due_at: datetime) -> str:
    """How long there is still time, in words; a deadline is 24:00 of its day."""
    now = clock.now()
    if now > due_at:
        return _("Đã quá hạn %(n)d ngày") % {"n": late_days(due_at, now)}
    days = (last_day(due_at) - clock.local_date(now)).days
    return _("Còn %(n)d ngày") % {"n": days} if days > 0 else _("Hôm nay là ngày cuối")


def last_day(due_at: datetime) -> date:
    """The day at whose end a deadline lies, as people say it."""
    return clock.local_date(due_at - timedelta(seconds=1))


def text_for_chat(round_: Round, rows: list[HandingIn]) -> str:
    """A text to paste into a chat: who has not handed in, and until when. Empty when all have."""
    late = [one for one in rows if not one.is_in]
    if not late:
        return ""
    lines = [
        _("Kính gửi các đơn vị trong %(bloc)s,") % {"bloc": round_.bloc.name},
        _("Đến %(now)s, các đơn vị sau chưa nộp báo cáo, bảng tự đánh giá %(period)s:")
        % {
            "now": f"{clock.now():%H:%M ngày %d/%m/%Y}",
            "period": vietnamese.lower_first(round_.period.name),
        },
        *[f"{place}. {one.name}" for place, one in enumerate(late, start=1)],
        _("Hạn nộp: hết ngày %(day)s. Đề nghị các đơn vị sớm hoàn thành và nộp trên hệ thống.")
        % {"day": f"{last_day(round_.due_at):%d/%m/%Y}"},
        _("Trân trọng cảm ơn."),
    ]
    return "\n".join(lines)


def asked_away(period: Period, user: User) -> list[dict[str, Any]]:
    """Requests for `không áp dụng` of a period: code, unit, reason and what was said, no more.

    The secretary decides them while returns are still blind, so figures and words are not read.
    """
    rows = Answer.objects.filter(assessment__round__period=period)
    rows = rows.filter(assessment__bloc__in=user.rights.secretary_of)
    rows = rows.exclude(not_applicable=Answer.NotApplicable.NO)
    return list(
        rows.order_by("assessment__unit__sort_name", "criterion__position", "pk").values(
            "pk",
            "criterion__code",
            "criterion__text",
            "criterion__max_points",
            "assessment__unit_name",
            "not_applicable",
            "not_applicable_reason",
            "not_applicable_reply",
        )
    )


def asked_answer(period: Period, user: User, pk: int) -> Answer | None:
    """One such request, for the secretary of its bloc."""
    rows = Answer.objects.filter(pk=pk, assessment__round__period=period)
    rows = rows.filter(assessment__bloc__in=user.rights.secretary_of)
    rows = rows.exclude(not_applicable=Answer.NotApplicable.NO)
    return rows.select_related("assessment__round__period", "criterion").first()
