"""Chair and secretary of a meeting hold their roles as long as the list names them."""

from datetime import timedelta

from emulation_bloc.lib import clock
from meetings.models import Guest, Meeting
from units.actions import appoint, end_appointment
from units.models import Appointment, User


def keep_meeting_roles(meeting: Meeting, *, by: User | None) -> None:
    """Who is named chair or secretary with an account gets the role of this meeting, from today."""
    roles = {
        Guest.Role.CHAIR: Appointment.Role.CHAIR,
        Guest.Role.SECRETARY: Appointment.Role.MEETING_SECRETARY,
    }
    wanted = {
        (roles[Guest.Role(role)].value, user_id)
        for role, user_id in meeting.guests.filter(role__in=roles, user__isnull=False).values_list(
            "role", "user_id"
        )
    }
    held = list(Appointment.objects.filter(meeting_key=meeting.pk, ends__isnull=True))
    today = clock.today()
    for appointment in held:
        if (appointment.role, appointment.user_id) not in wanted:
            end_appointment(appointment, by=by, last_day=today - timedelta(days=1))
    have = {(appointment.role, appointment.user_id) for appointment in held}
    for role, user_id in sorted(wanted - have):
        user = User.objects.get(pk=user_id)
        appoint(
            user,
            role,
            by=by,
            starts=today,
            bloc=meeting.bloc,
            unit=user.unit,
            meeting_key=meeting.pk,
        )
