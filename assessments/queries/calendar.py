"""What the calendar of the year learns from the rounds: who has handed in."""

from collections import defaultdict

from django.utils.translation import gettext as _

from assessments.models import Assessment
from units.models import Period, User
from units.queries.calendar import Known, Through


def handed_in(periods: list[Period], user: User) -> Known:
    """How many units have handed in by the day reports are due: desk and reviewer see the count,
    everybody else only whether the own unit has. One query."""
    rights = user.rights
    whole = {
        period.pk
        for period in periods
        if period.bloc_id in rights.desk_blocs or period.bloc.province_id in rights.reviewer_of
    }
    rows = Assessment.objects.filter(round__period__in=periods).order_by()
    states: dict[int, list[bool]] = defaultdict(list)
    for period, unit, state in rows.values_list("round__period", "unit", "state"):
        if period in whole or unit in rights.units:
            states[period].append(state == Assessment.State.SUBMITTED)
    return {
        (period, "report_due"): Through(
            sum(found),
            len(found),
            _("đơn vị đã nộp") if period in whole else _own_words(all(found)),
        )
        for period, found in states.items()
    }


def _own_words(is_in: bool) -> str:
    return _("Đơn vị tôi đã nộp") if is_in else _("Đơn vị tôi chưa nộp")
