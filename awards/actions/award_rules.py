"""How a bloc votes, ranks and proposes for awards, from a day on."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Award
from emulation_bloc.lib.states import ActionError
from meetings.models import Ballot
from units.actions import lock
from units.actions.bloc_settings import keep_settings
from units.models import AwardSettings, Bloc, BlocSettings, User
from units.queries import award_settings

ROUNDINGS = {"down", "up", "half"}
POLICIES = {"none", "inherit_if_all_predecessors", "inherit_best", "manual_with_document"}
MOST_SEATS, MOST_ROUNDS, MOST_PAUSE = 99, 9, 9


@transaction.atomic
def save_award_settings(
    bloc: Bloc, values: dict[str, Any], *, starts: date, by: User | None
) -> AwardSettings:
    """How the bloc votes and proposes from `starts` on; an opened ballot and a decided nomination
    keep what held on their day. `values` are fields of AwardSettings.

    Raises ActionError for an award that is not in the catalogue or stands twice, a quota that
    gives no seat, a share or threshold that is no fraction above 0 and up to 1, rounds or years
    out of bounds, or an unknown way of rounding, base or inheritance (reference §6).
    """
    lock(bloc)
    before = award_settings(bloc, starts)
    wanted = replace(before, **values)
    _check_quotas(wanted)
    _check(wanted)
    keep_settings(
        bloc, before, wanted, starts=starts, word="award_settings_saved", by=by, shown=_shown
    )
    return wanted


def _check_quotas(wanted: AwardSettings) -> None:
    codes = [code for code, _fixed, _share in wanted.quotas]
    if not codes:
        raise ActionError(_("Hãy ghi ít nhất một danh hiệu, hình thức được đề nghị."))
    if len(set(codes)) < len(codes):
        raise ActionError(_("Mỗi danh hiệu, hình thức chỉ ghi một dòng."))
    if Award.objects.filter(code__in=codes).count() < len(codes):
        raise ActionError(_("Có danh hiệu, hình thức không có trong danh mục."))
    for _code, fixed, share in wanted.quotas:
        if not 0 <= fixed <= MOST_SEATS or (not fixed and not share):
            raise ActionError(_("Mỗi dòng cần số lượng từ 1 đến 99 hoặc tỷ lệ số đơn vị còn lại."))
        if share and not _is_share(share):
            raise ActionError(_("Tỷ lệ phải lớn hơn 0 và không quá 1, ví dụ 1/2."))


def _check(wanted: AwardSettings) -> None:
    if not _is_share(wanted.threshold):
        raise ActionError(_("Tỷ lệ phiếu phải lớn hơn 0 và không quá 1, ví dụ 2/3."))
    if wanted.is_above and Fraction(wanted.threshold) == 1:
        raise ActionError(_("Không thể đạt nhiều hơn toàn bộ số phiếu. Hãy chọn tỷ lệ khác."))
    if not 1 <= wanted.most_rounds <= MOST_ROUNDS:
        raise ActionError(_("Số vòng bỏ phiếu phải từ 1 đến 9."))
    if any(not 1 <= years <= MOST_PAUSE for _code, years in wanted.pauses):
        raise ActionError(_("Số năm chưa đề nghị lại phải từ 1 đến 9."))
    if wanted.rounding not in ROUNDINGS or wanted.base not in Ballot.Base.values:
        raise ActionError(_("Hãy chọn cách làm tròn và căn cứ tính tỷ lệ trong danh sách."))
    if wanted.inheritance not in POLICIES:
        raise ActionError(_("Hãy chọn cách kế thừa khen thưởng trong danh sách."))


def _is_share(text: str) -> bool:
    try:
        return 0 < Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        return False


def _shown(settings: AwardSettings) -> dict[str, Any]:
    """The trail keeps a quota as one line."""
    rows = [f"{code}: {fixed} + {share or 0}" for code, fixed, share in settings.quotas]
    pauses = [f"{code}: {years}" for code, years in settings.pauses]
    return BlocSettings.plain(settings) | {"quotas": rows, "pauses": pauses}
