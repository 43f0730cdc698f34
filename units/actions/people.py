"""Appointments."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions.audit import record
from units.actions.locks import lock
from units.models import Appointment, Bloc, Province, Unit, User


@transaction.atomic
def appoint(
    user: User,
    role: str,
    *,
    by: User | None,
    starts: date,
    ends: date | None = None,
    province: Province | None = None,
    bloc: Bloc | None = None,
    unit: Unit | None = None,
    meeting_key: int | None = None,
    prepares_only: bool = False,
) -> Appointment:
    """Give the person a role from a day (to a day, inclusive); the head's term has a start only.

    `prepares_only`: a specialist of the department prepares what its leaders approve.

    Raises ActionError when the same appointment overlaps, or two heads start on one day.
    """
    scope = province or (bloc.province if bloc else unit.province if unit else user.province)
    if scope is None:
        raise ActionError(_("Phân công phải thuộc một tỉnh."))
    if bloc:
        lock(bloc)
    same = Appointment.objects.filter(role=role, bloc=bloc, meeting_key=meeting_key)
    if role == Appointment.Role.HEAD:
        if same.filter(starts=starts).exists():
            raise ActionError(_("Khối đã có Trưởng khối nhận nhiệm vụ từ ngày này."))
    elif (
        same.filter(
            Q(ends__isnull=True) | Q(ends__gte=starts), user=user, unit=unit, province=scope
        )
        .filter(starts__lte=ends or date.max)
        .exists()
    ):
        raise ActionError(_("Người này đang giữ đúng vai trò đó trong thời gian đã chọn."))
    made = Appointment.objects.create(
        province=scope,
        bloc=bloc,
        unit=unit,
        meeting_key=meeting_key,
        user=user,
        role=role,
        starts=starts,
        ends=ends,
        prepares_only=prepares_only,
    )
    record(made, "appointed", by=by, after={"role": role, "starts": starts.isoformat()})
    return made


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, by: User | None, last_day: date, reason: str = ""
) -> None:
    """Let a role end with `last_day`; one that had not begun by then is taken back altogether."""
    if appointment.role == Appointment.Role.HEAD:
        raise ActionError(_("Nhiệm kỳ Trưởng khối kết thúc khi người kế nhiệm nhận nhiệm vụ."))
    record(
        appointment,
        "appointment_ended",
        by=by,
        after={"last_day": last_day.isoformat()},
        reason=reason,
    )
    if last_day < appointment.starts:
        appointment.delete()
        return
    appointment.ends = last_day
    appointment.save(update_fields=["ends"])


@transaction.atomic
def withdraw_head(appointment: Appointment, *, by: User | None, reason: str) -> None:
    """Take back the appointment of a head whose term has not begun; the present term goes on.

    Raises ActionError for a term that has begun: only a successor ends it.
    """
    if appointment.role != Appointment.Role.HEAD or appointment.starts <= clock.today():
        raise ActionError(_("Nhiệm kỳ Trưởng khối kết thúc khi người kế nhiệm nhận nhiệm vụ."))
    record(
        appointment,
        "appointment_ended",
        by=by,
        after={"last_day": (appointment.starts - timedelta(days=1)).isoformat()},
        reason=reason,
    )
    appointment.delete()


@transaction.atomic
def assign_deputy(appointment: Appointment, *, by: User, acting_to: date | None) -> None:
    """The head lets the deputy approve papers (KT. TRƯỞNG KHỐI) from today to `acting_to`,
    inclusive."""
    if appointment.role != Appointment.Role.DEPUTY:
        raise ActionError(_("Chỉ giao được cho Phó Trưởng khối."))
    today = clock.today()
    if acting_to and acting_to < today:
        raise ActionError(_("Ngày kết thúc phải từ hôm nay trở đi."))
    appointment.acting_from, appointment.acting_to = today, acting_to
    appointment.save(update_fields=["acting_from", "acting_to"])
    record(appointment, "deputy_assigned", by=by, after={"acting_to": str(acting_to or "")})


@transaction.atomic
def take_back_deputy(appointment: Appointment, *, by: User) -> None:
    """The head takes the assignment back, from now on."""
    appointment.acting_from = appointment.acting_to = None
    appointment.save(update_fields=["acting_from", "acting_to"])
    record(
        appointment,
        "deputy_taken_back",
        by=by,
        after={"until": str(clock.today() - timedelta(days=1))},
    )
