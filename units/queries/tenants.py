"""Members, names, people and periods of a bloc."""

from datetime import date

from django.db.models import Q, QuerySet

from units.models import Appointment, Bloc, Membership, Period, Unit, UnitName
from units.models.tenants import valid_on


def members_on(bloc: Bloc, day: date) -> QuerySet[Membership]:
    """The bloc's members on a day, in their order, with the unit."""
    return (
        Membership.objects.filter(bloc=bloc)
        .on(day)
        .select_related("unit")
        .order_by("position", "pk")
    )


def names_on(units: list[Unit], day: date) -> dict[int, tuple[str, str]]:
    """Unit id → (official name, short name) valid on `day`; the present name if none is dated."""
    names = {unit.pk: (unit.name, unit.short_name) for unit in units}
    for row in UnitName.objects.filter(valid_on(day), unit__in=units):
        names[row.unit_id] = (row.name, row.short_name)
    return names


def head_on(bloc: Bloc, day: date) -> Appointment | None:
    """Who heads the bloc on a day: the latest start not after it."""
    rows = Appointment.objects.filter(bloc=bloc, role=Appointment.Role.HEAD, starts__lte=day)
    return rows.select_related("user", "unit", "user__unit").order_by("-starts").first()


def acting_deputy_on(bloc: Bloc, day: date, user_id: int) -> Appointment | None:
    """The deputy's appointment while the head has assigned that person to approve."""
    rows = Appointment.objects.filter(
        valid_on(day), bloc=bloc, role="deputy", user=user_id, acting_from__lte=day
    )
    return rows.exclude(acting_to__lt=day).select_related("user", "unit").first()


def people_of_bloc(bloc: Bloc, day: date) -> QuerySet[Appointment]:
    """Today's appointments of the bloc and of its members' units, for forms that name a person."""
    units = Membership.objects.filter(bloc=bloc).on(day).values("unit")
    rows = Appointment.objects.filter(valid_on(day)).filter(Q(unit__in=units) | Q(bloc=bloc))
    return rows.select_related("user", "unit").order_by("user__full_name", "pk")


def frame_periods(bloc_ids: set[int], province_ids: set[int]) -> QuerySet[Period]:
    """The periods of the blocs a person may see, with bloc and province: the two switchers, one
    query."""
    return (
        Period.objects.filter(Q(bloc__in=bloc_ids) | Q(bloc__province__in=province_ids))
        .select_related("bloc", "bloc__province")
        .order_by("bloc__province__slug", "bloc__slug", "-ends", "starts")
    )
