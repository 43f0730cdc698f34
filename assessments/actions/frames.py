"""The criteria that the reviewing department recommends to all blocs of its province."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import CriteriaSet, FrameSet
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import Province, User


@transaction.atomic
def set_frame_criteria(
    province: Province, criteria_set: CriteriaSet, *, year: int, by: User | None
) -> FrameSet:
    """Recommend a published set of one of the province's blocs as the frame of a year.

    Raises ActionError for a draft or a set of another province.
    """
    known = CriteriaSet.objects.filter(bloc__province=province).in_force()
    if not known.filter(pk=criteria_set.pk).exists():
        raise ActionError(_("Chỉ chọn được bộ tiêu chí đã ban hành của một khối trong tỉnh."))
    before = FrameSet.objects.filter(province=province, year=year).first()
    row, _is_new = FrameSet.objects.update_or_create(
        province=province,
        year=year,
        defaults={"criteria_set": criteria_set, "by": by, "at": clock.now()},
    )
    record(
        row,
        "frame_criteria_set",
        by=by,
        before={"title": str(before)} if before else None,
        after={"title": str(criteria_set), "year": year},
    )
    return row
