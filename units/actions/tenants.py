"""Blocs, memberships, and a bloc's settings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from emulation_bloc.lib.states import ActionError
from units.actions.audit import record
from units.actions.bloc_settings import keep_settings
from units.actions.locks import lock
from units.models import (
    PROVINCE_WORDS,
    Bloc,
    Membership,
    PaperSettings,
    Province,
    ScoringSettings,
    Unit,
    User,
)
from units.queries import paper_settings, scoring_settings


@transaction.atomic
def found_bloc(
    province: Province, *, slug: str, name: str, short_name: str, by: User | None
) -> Bloc:
    """Register a bloc that the province has set up.

    Raises ActionError when its address would be that of a page of the province.
    """
    refuse_taken_address(slug)
    bloc = Bloc.objects.create(province=province, slug=slug, name=name, short_name=short_name)
    record(bloc, "bloc_founded", by=by)
    return bloc


def refuse_taken_address(slug: str) -> None:
    """Raise ActionError for a word under which the province has a page of its own: the bloc's
    pages could not be opened."""
    if slug in PROVINCE_WORDS:
        raise ActionError(
            _("“%(slug)s” là địa chỉ một trang của tỉnh. Hãy chọn mã khác cho Khối.")
            % {"slug": slug}
        )


@transaction.atomic
def admit(
    bloc: Bloc, unit: Unit, *, position: int, starts: date, by: User | None, decision: str = ""
) -> Membership:
    """A unit becomes a member of the bloc from a day, by a decision.

    Raises ActionError when it is a member already or belongs to another province.
    """
    lock(bloc)
    if unit.province_id != bloc.province_id:
        raise ActionError(_("Đơn vị thuộc tỉnh khác."))
    if Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=starts), bloc=bloc, unit=unit
    ).exists():
        raise ActionError(_("Đơn vị đang là thành viên của Khối."))
    made = Membership.objects.create(
        bloc=bloc, unit=unit, position=position, starts=starts, decision=decision
    )
    record(made, "unit_admitted", by=by, after={"unit": unit.name, "starts": starts.isoformat()})
    return made


@transaction.atomic
def save_paper_settings(
    bloc: Bloc, values: dict[str, Any], *, starts: date, by: User | None
) -> PaperSettings:
    """How papers look and are numbered from `starts` on; papers approved before stay as they were.

    Raises ActionError for an unknown way of numbering or an empty symbol.
    """
    lock(bloc)
    before = paper_settings(bloc, starts)
    wanted = replace(before, **values)
    if wanted.numbering not in {"system", "typed"}:
        raise ActionError(_("Cách đánh số không hợp lệ."))
    if not wanted.symbol:
        raise ActionError(_("Hãy nhập ký hiệu của Khối, ví dụ KTĐKTKT."))
    keep_settings(bloc, before, wanted, starts=starts, word="paper_settings_saved", by=by)
    return wanted


@transaction.atomic
def save_scoring_settings(
    bloc: Bloc, values: dict[str, Any], *, starts: date, by: User | None
) -> ScoringSettings:
    """How the bloc scores and ranks from `starts` on; rounds opened before keep their rules.

    Raises ActionError when a stage lacks the one it follows, or weights do not add up to 100.
    """
    lock(bloc)
    before = scoring_settings(bloc, starts)
    wanted = replace(before, **values)
    _check_stages(wanted)
    keep_settings(bloc, before, wanted, starts=starts, word="scoring_settings_saved", by=by)
    return wanted


def _check_stages(wanted: ScoringSettings) -> None:
    """A stage needs the one that it answers to; a weighted score needs its columns."""
    stages = set(wanted.stages)
    if "appraisal_1" not in stages and stages & {"explanation", "appraisal_2"}:
        raise ActionError(_("Giải trình và thẩm định lần 2 chỉ có khi có thẩm định lần 1."))
    if wanted.final_rule != "weighted":
        return
    weights = [wanted.weight_self, wanted.weight_peers, wanted.weight_appraisal]
    if sum(map(Decimal, weights)) != 100:
        raise ActionError(_("Tỷ trọng tự chấm, chấm chéo và thẩm định phải cộng lại bằng 100."))
    if Decimal(wanted.weight_peers) and "peers" not in stages:
        raise ActionError(_("Có tỷ trọng chấm chéo thì phải có bước chấm chéo."))
    if Decimal(wanted.weight_appraisal) and "appraisal_1" not in stages:
        raise ActionError(_("Có tỷ trọng thẩm định thì phải có bước thẩm định lần 1."))
