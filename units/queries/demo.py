"""The demonstration: its day and its accounts."""

from datetime import date

from units.models import Appointment, Bloc, Membership, Province, User
from units.models.tenants import valid_on


def demo_day() -> date | None:
    """The day on which the demonstration stands, None when there is none."""
    row = Province.objects.filter(is_demo=True, demo_day__isnull=False).values_list(
        "demo_day", flat=True
    )
    return row.first()


DEMO_ORDER = (
    Appointment.Role.SECRETARY,
    Appointment.Role.HEAD,
    Appointment.Role.DEPUTY,
    Appointment.Role.CHAIR,
    Appointment.Role.MEETING_SECRETARY,
    Appointment.Role.OFFICER,
    Appointment.Role.LEADER,
    Appointment.Role.APPRAISER,
    Appointment.Role.REVIEWER,
    Appointment.Role.OBSERVER,
)


def demo_accounts() -> list[dict[str, str]]:
    """One row per account and role: role, label, username, name, position, bloc (with its
    province).

    Empty when there is no demonstration. Passwords: `units.actions.demo_password`.
    """
    day = demo_day()
    if day is None:
        return []
    rows = Appointment.objects.filter(
        valid_on(day), user__province__is_demo=True, user__is_active=True
    ).select_related("user", "bloc__province", "unit", "province")
    members = Membership.objects.on(day).select_related("bloc__province")
    blocs: dict[int | None, str] = {row.unit_id: _of_province(row.bloc) for row in members}
    accounts = [
        _account(
            row.role,
            str(row.get_role_display()),
            row.user,
            _of_province(row.bloc) if row.bloc else blocs.get(row.unit_id, row.province.name),
        )
        for row in rows.order_by("province__slug", "pk")
    ]
    shown = list(dict.fromkeys(row["bloc"] for row in accounts))
    order = [role.value for role in DEMO_ORDER]
    accounts.sort(key=lambda row: (shown.index(row["bloc"]), order.index(row["role"])))
    operators = User.objects.filter(is_superuser=True, province__is_demo=True, is_active=True)
    return accounts + [_account("operator", "Quản trị hệ thống", user, "") for user in operators]


def _of_province(bloc: Bloc) -> str:
    return f"{bloc.name}, {bloc.province.name}"


def _account(role: str, label: str, user: User, bloc: str) -> dict[str, str]:
    return {
        "role": role,
        "label": label,
        "username": user.username,
        "name": user.full_name,
        "position": user.position,
        "bloc": bloc,
    }
