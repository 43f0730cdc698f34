"""Who is late or still owes, with what: over all floors, units and states only, never contents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.registrations import registration_due
from assessments.models import Assessment, Extension, Registration, Round, due_for
from assessments.queries.registrations import startable_years
from assessments.queries.rounds import last_day
from documents.models import Document
from emulation_bloc.lib import clock, vietnamese
from meetings.models import Invitation, Meeting, Pact, ReviewReport, TaskShare, UnitConfirmation
from units.models import Appointment, Period, Unit, User
from units.models.tenants import valid_on
from units.queries import members_on


@dataclass(frozen=True)
class Owed:
    """One thing that a unit owes: what (a phrase that begins with a verb), how far it is, by which
    day; `url` is where the unit does it, `duty` names it once and for all."""

    unit_id: int
    what: str
    state: str
    due: date | None
    url: str
    duty: str

    @property
    def late_days(self) -> int:
        """Days overdue, 0 when there is still time or no date."""
        return max(0, (clock.today() - self.due).days) if self.due else 0

    @property
    def time_left(self) -> str:
        """How long there still is, in words; empty without a date and when it is overdue."""
        if self.due is None or self.late_days:
            return ""
        days = (self.due - clock.today()).days
        return _("còn %(n)d ngày") % {"n": days} if days else _("hôm nay là ngày cuối")

    @property
    def title(self) -> str:
        """What is owed, to begin a line."""
        return self.what[:1].upper() + self.what[1:]


@dataclass
class OwingUnit:
    """A member with what it owes and whom to remind."""

    unit: Unit
    owed: list[Owed] = field(default_factory=list)
    people: list[User] = field(default_factory=list)

    @property
    def unreachable(self) -> list[User]:
        """People to remind without an address of mail."""
        return [user for user in self.people if not user.email]


def late_units(period: Period, *, sees_drafts: bool, only_late: bool = False) -> list[OwingUnit]:
    """The members that owe something today, in the bloc's order, the longest overdue first in each.

    `sees_drafts`: whether the reader knows of drafts that go round among members; what is owed
    about them is told to nobody else. `only_late` leaves out what there is still time for.
    Twelve queries, however many units.
    """
    if period.state != Period.State.OPEN:
        return []
    units = {row.unit_id: row.unit for row in members_on(period.bloc, clock.today())}
    people, head_unit = _people(period, list(units))
    of_year = Round.objects.filter(bloc=period.bloc, period__ends__year=period.ends.year)
    rounds = list(of_year.select_related("period"))
    found = [
        *_returns(period, rounds),
        *_registrations(period, rounds, list(units)),
        *(_drafts(period, list(units), head_unit) if sees_drafts else []),
        *_pacts(period, list(units)),
        *_invitations(period),
        *_tasks(period),
    ]
    rows = {pk: OwingUnit(unit, people=people.get(pk, [])) for pk, unit in units.items()}
    for one in sorted(found, key=lambda one: (one.due is None, one.due or date.max)):
        if one.unit_id in rows and (one.late_days or not only_late):
            rows[one.unit_id].owed.append(one)
    return [row for row in rows.values() if row.owed]


def _people(period: Period, units: list[int]) -> tuple[dict[int, list[User]], int | None]:
    """Unit id → its officers and leaders of today; the head's unit."""
    today = clock.today()
    of_units = Q(unit__in=units, role__in=Appointment.UNIT_ROLES)
    rows = Appointment.objects.filter(valid_on(today), of_units | Q(bloc=period.bloc, role="head"))
    people: dict[int, list[User]] = {}
    head_unit = None
    for row in rows.select_related("user").order_by("starts", "-role", "pk"):
        if row.role == Appointment.Role.HEAD:
            head_unit = row.user.unit_id
        elif row.user.is_active and row.user not in people.setdefault(row.unit_id or 0, []):
            people[row.unit_id or 0].append(row.user)
    return people, head_unit


def _at(period: Period) -> list[Any]:
    return [period.bloc.province.slug, period.bloc.slug, period.slug]


def _returns(period: Period, rounds: list[Round]) -> Iterator[Owed]:
    """Returns of the period that are not handed in, or came back to be completed."""
    mine = [one for one in rounds if one.period_id == period.pk and not one.is_closed]
    rows = Assessment.objects.filter(round__in=mine).exclude(state=Assessment.State.SUBMITTED)
    extensions = list(Extension.objects.filter(round__in=mine))
    for row in rows.values("pk", "unit_id", "state", "started_at"):
        (found,) = mine
        is_back = row["state"] == Assessment.State.RETURNED
        if not is_back and not found.is_collecting:
            continue
        name = _("bảng tự chấm điểm") if found.is_scored else _("báo cáo, kết quả chỉ tiêu")
        verb = _("bổ sung %(name)s %(period)s") if is_back else _("nộp %(name)s %(period)s")
        due = None if is_back else last_day(due_for(found.due_at, extensions, row["unit_id"]))
        yield Owed(
            row["unit_id"],
            verb % {"name": name, "period": vietnamese.lower_first(period.name)},
            _stands(row["state"], is_started=bool(row["started_at"])),
            due,
            reverse("assessments:desk", args=[*_at(period), row["pk"]]),
            f"return:{row['pk']}",
        )


def _stands(state: str, *, is_started: bool) -> str:
    """Started or not, and what was sent back: others learn no more of a return (access rules)."""
    if state == Assessment.State.RETURNED:
        return _("Trả lại để bổ sung")
    begun = is_started or state == Assessment.State.PRESENTED
    return _("Đã bắt đầu") if begun else _("Chưa bắt đầu")


def _registrations(period: Period, rounds: list[Round], units: list[int]) -> Iterator[Owed]:
    """Registrations of the period's year, until the year's round is open."""
    year = period.starts.year
    rows = Registration.objects.filter(bloc=period.bloc, year=year)
    known = {row.unit_id: row for row in rows}
    due = last_day(registration_due(period.bloc, year))
    is_over = any(one.period.kind == Period.Kind.YEAR for one in rounds)
    if is_over or year not in startable_years(clock.today()):
        return
    for unit_id in units:
        row = known.get(unit_id)
        if row is None or row.state != Registration.State.SUBMITTED:
            yield Owed(
                unit_id,
                _("đăng ký thi đua năm %(year)d") % {"year": year},
                _("Đang soạn") if row else _("Chưa bắt đầu"),
                due,
                reverse("assessments:registrations", args=_at(period)[:2]),
                f"registration:{period.bloc_id}-{unit_id}-{year}",
            )


def _drafts(period: Period, units: list[int], head_unit: int | None) -> Iterator[Owed]:
    """What goes round among members: comments on the shared report, confirmation of the minutes."""
    shared = ReviewReport.objects.filter(
        period=period, document__is_shared=True, document__state=Document.State.DRAFT
    )
    said: dict[tuple[int, int, date | None], set[int]] = {}
    for pk, document, held, unit_id in shared.values_list(
        "pk", "document", "meeting__date", "comments__unit"
    ):
        said.setdefault((pk, document, held), set()).add(unit_id)
    for (pk, document, held), units_that_spoke in said.items():
        for unit_id in set(units) - units_that_spoke - {head_unit}:  # the head's unit wrote it
            yield Owed(
                unit_id,
                _("góp ý dự thảo báo cáo %(what)s") % {"what": period.review_word},
                _("Chưa góp ý"),
                held or period.meeting_due,
                reverse("meetings:report_of", args=[*_at(period), document]),
                f"comments:{pk}-{unit_id}",
            )
    waiting = UnitConfirmation.objects.filter(
        minutes__meeting__period=period,
        answer=UnitConfirmation.Answer.NONE,
        minutes__confirm_until__gte=clock.now(),  # after it nobody can answer any more
        minutes__confirm_closed_at__isnull=True,
    )
    for row in waiting.select_related("minutes"):
        until = row.minutes.confirm_until
        yield Owed(
            row.unit_id,
            _("xác nhận biên bản hội nghị"),
            _("Chưa trả lời"),
            last_day(until) if until else None,
            reverse("meetings:confirm_minutes", args=[*_at(period), row.minutes_id]),
            f"confirmation:{row.pk}",
        )


def _pacts(period: Period, units: list[int]) -> Iterator[Owed]:
    """The year's pact while leaders confirm it."""
    rows = Pact.objects.filter(period=period, state=Pact.State.CONFIRMING)
    done: dict[tuple[int, int], set[int | None]] = {}
    for pk, year, unit_id in rows.values_list("pk", "year", "confirmations__unit"):
        done.setdefault((pk, year), set()).add(unit_id)
    for (pk, year), confirmed in done.items():
        for unit_id in set(units) - confirmed:
            yield Owed(
                unit_id,
                _("xác nhận giao ước thi đua năm %(year)d") % {"year": year},
                _("Chưa xác nhận"),
                None,
                reverse("meetings:pact", args=[*_at(period)[:2], pk]),
                f"pact:{pk}-{unit_id}",
            )


def _invitations(period: Period) -> Iterator[Owed]:
    """Invitations that were sent and not answered, until the meeting is over."""
    rows = Invitation.objects.filter(
        meeting__period=period,
        meeting__state__in=[Meeting.State.PLANNED, Meeting.State.INVITED],
        unit__isnull=False,
        sent_at__isnull=False,
        answer=Invitation.Answer.NONE,
    )
    for row in rows.select_related("meeting"):
        yield Owed(
            row.unit_id or 0,
            _("trả lời giấy mời %(meeting)s")
            % {"meeting": vietnamese.lower_first(row.meeting.title)},
            _("Chưa trả lời"),
            row.meeting.reply_by or row.meeting.date,
            reverse("meetings:answer_invitation", args=[*_at(period), row.meeting_id, row.pk]),
            f"invitation:{row.pk}",
        )


def _tasks(period: Period) -> Iterator[Owed]:
    """Overdue parts of the bloc's open tasks, whichever meeting they come from."""
    state = TaskShare.State
    rows = TaskShare.objects.filter(
        bloc=period.bloc, task__state="open", task__due__lt=clock.today()
    )
    rows = rows.exclude(state=state.ACCEPTED).exclude(state=state.CONFIRMED, percent=100)
    for row in rows.select_related("task"):
        row.task.bloc = period.bloc
        share = _("đạt %(n)d%%") % {"n": row.percent}
        yield Owed(
            row.unit_id,
            _("thực hiện nhiệm vụ “%(task)s”") % {"task": row.task.title},
            f"{row.get_state_display()}, {share}" if row.percent else str(row.get_state_display()),
            row.task.due,
            row.task.get_absolute_url(),
            f"task:{row.pk}",
        )


def all_owed(units: Iterable[OwingUnit]) -> list[tuple[OwingUnit, Owed]]:
    """Every thing that is owed with its unit, one line each."""
    return [(unit, one) for unit in units for one in unit.owed]
