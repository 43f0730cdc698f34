"""Opening a round, its deadlines and extensions, units that join later, settling."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.answers import settle_points, store_points
from assessments.formulas import late_days
from assessments.models import (
    Answer,
    Assessment,
    AssessmentSection,
    CriteriaSet,
    Extension,
    Registration,
    Round,
    Target,
    TargetProgress,
    due_for,
    leaves_of,
)
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import BlocSettings, Period, ScoringSettings, Unit, User
from units.queries import members_on, names_on, scoring_settings


def end_of(day: date) -> datetime:
    """24:00 of a day in Asia/Ho_Chi_Minh: the first moment that is not in time any more is after
    it."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def scores_period(period: Period, rules: ScoringSettings) -> bool:
    """A year is scored; a half year where the bloc's rules say so."""
    return period.kind == Period.Kind.YEAR or rules.scores_half_year


@transaction.atomic
def open_round(
    period: Period, criteria_set: CriteriaSet | None = None, *, by: User | None
) -> Round:
    """Open self-assessment of a period: rules and criteria edition are frozen, every member gets
    its return.

    Without `criteria_set` the latest edition in force of the year is taken. Raises ActionError when
    it is open already, the period has ended, or a scored period has no criteria in force.
    """
    lock(period.bloc)
    if Round.objects.filter(period=period).exists():
        raise ActionError(_("Đợt tự đánh giá của kỳ này đã được mở. Hãy tải lại trang."))
    if period.state != Period.State.OPEN:
        raise ActionError(_("Kỳ đã kết thúc, không mở được đợt tự đánh giá."))
    rules = scoring_settings(period.bloc, clock.today())
    is_scored = scores_period(period, rules)
    chosen = _frozen(period, criteria_set) if is_scored else None
    due_at = end_of(period.report_due)
    made = Round.objects.create(
        bloc=period.bloc,
        period=period,
        criteria_set=chosen,
        is_scored=is_scored,
        rules=BlocSettings.plain(rules),
        shows_all=rules.units_see_all,
        due_at=due_at,
        hard_due_at=due_at + timedelta(days=rules.hard_days),
        opened_by=by,
        opened_at=clock.now(),
    )
    units = [row.unit for row in members_on(period.bloc, period.ends)]
    _add_returns(made, units)
    after = {"criteria_set": str(chosen) if chosen else "", "due_at": made.due_at.isoformat()}
    record(made, "round_opened", by=by, after=after)
    return made


def _frozen(period: Period, chosen: CriteriaSet | None) -> CriteriaSet:
    """The edition that the period is scored with, from now on locked."""
    year = period.ends.year
    in_force = CriteriaSet.objects.filter(bloc=period.bloc, year=year).in_force()
    found = in_force.order_by("edition").last() if chosen is None else chosen
    if found is None:
        raise ActionError(
            _("Khối chưa ban hành bộ tiêu chí năm %(year)d. Hãy ban hành bộ tiêu chí trước.")
            % {"year": year}
        )
    if found.bloc_id != period.bloc_id or found.year != year or found.is_draft:
        raise ActionError(_("Bộ tiêu chí được chọn không phải bộ đã ban hành của năm này."))
    if found.state == CriteriaSet.State.PUBLISHED:
        found.move_to(CriteriaSet.State.FROZEN, frozen_at=clock.now())
    if found.state != CriteriaSet.State.FROZEN:
        raise ActionError(_("Bộ tiêu chí được chọn không còn dùng được. Hãy tải lại trang."))
    return found


@transaction.atomic
def add_members(round_: Round, *, by: User | None) -> int:
    """Give its return to every member on the period's last day that has none; says how many were
    made. A second time makes none."""
    lock(round_.bloc)
    if not round_.is_collecting:
        raise ActionError(_("Đã hết giai đoạn tự đánh giá, không thêm được đơn vị."))
    have = set(round_.assessments.values_list("unit_id", flat=True))
    members = [row.unit for row in members_on(round_.bloc, round_.period.ends)]
    missing = [unit for unit in members if unit.pk not in have]
    for made in _add_returns(round_, missing):
        record(made, "return_added", by=by)
    return len(missing)


def _add_returns(round_: Round, units: list[Unit]) -> list[Assessment]:
    """A return for each unit under its name of the period's last day, with all its parts."""
    names = names_on(units, round_.period.ends)
    returns = Assessment.objects.bulk_create(
        Assessment(
            bloc=round_.bloc,
            round=round_,
            unit=unit,
            unit_name=names[unit.pk][0],
            unit_short_name=names[unit.pk][1],
        )
        for unit in units
    )
    AssessmentSection.objects.bulk_create(
        AssessmentSection(bloc=round_.bloc, assessment=one, key=key)
        for one in returns
        for key in AssessmentSection.Key
    )
    leaves = list(leaves_of(round_.criteria_set, round_.period.kind)) if round_.criteria_set else []
    Answer.objects.bulk_create(
        Answer(bloc=round_.bloc, assessment=one, criterion=leaf)
        for one in returns
        for leaf in leaves
        if leaf.applies_to_unit(one.unit.kind)
    )
    targets = _targets_of(round_, units)
    TargetProgress.objects.bulk_create(
        TargetProgress(bloc=round_.bloc, assessment=one, target=target)
        for one in returns
        for target in targets.get(one.unit_id, [])
    )
    return returns


def _targets_of(round_: Round, units: list[Unit]) -> dict[int, list[Target]]:
    """Unit → the targets it has registered for the year."""
    found: dict[int, list[Target]] = {}
    rows = Target.objects.filter(
        registration__bloc=round_.bloc,
        registration__unit__in=units,
        registration__year=round_.period.ends.year,
        registration__state=Registration.State.SUBMITTED,
    )
    for row in rows.select_related("registration"):
        found.setdefault(row.registration.unit_id, []).append(row)
    return found


def follow_windows(period: Period, by: User | None) -> None:
    """A period's windows have moved: so do the deadlines of its round, and what was late is counted
    anew. Called in the transaction of the change; after collecting nothing moves any more."""
    found = Round.objects.filter(period=period).select_related("period", "bloc").first()
    due_at = end_of(period.report_due)
    if found is None or not found.is_collecting or found.due_at == due_at:
        return
    before = {"due_at": found.due_at.isoformat()}
    found.due_at = due_at
    found.hard_due_at = due_at + timedelta(days=found.settings.hard_days)
    found.save(update_fields=["due_at", "hard_due_at"])
    recount_lateness(found)
    record(found, "round_due_moved", by=by, before=before, after={"due_at": due_at.isoformat()})


@transaction.atomic
def extend(round_: Round, unit: Unit, *, until: date, reason: str, by: User) -> Extension:
    """Grant one unit a later deadline, 24:00 of a day, with the reason.

    Raises ActionError when the unit has no return here, when self-assessment has closed, or when
    the day is not later than what the unit has already.
    """
    assessment = round_.assessments.filter(unit=unit).first()
    if assessment is None:
        raise ActionError(_("Đơn vị này không có bảng tự đánh giá trong kỳ."))
    if not round_.is_collecting:
        raise ActionError(_("Đã hết giai đoạn tự đánh giá, không gia hạn được."))
    moment = end_of(until)
    if moment <= due_for(round_.due_at, list(round_.extensions.all()), unit.pk):
        raise ActionError(_("Ngày gia hạn phải sau hạn nộp hiện nay của đơn vị."))
    if moment <= clock.now():
        raise ActionError(_("Ngày gia hạn phải từ hôm nay trở đi."))
    made = Extension.objects.create(
        bloc=round_.bloc,
        round=round_,
        unit=unit,
        until=moment,
        reason=reason,
        by=by,
        at=clock.now(),
    )
    recount_lateness(round_)
    record(assessment, "extended", by=by, after={"until": until.isoformat()}, reason=reason)
    return made


def recount_lateness(round_: Round) -> None:
    """Days late of what has been handed in, by the deadlines as they are now."""
    extensions = list(round_.extensions.all())
    for row in round_.assessments.filter(first_submitted_at__isnull=False):
        due_at = due_for(round_.due_at, extensions, row.unit_id)
        days = late_days(due_at, row.first_submitted_at or due_at)
        if days != row.late_days:
            row.late_days = days
            row.save(update_fields=["late_days"])
            row.round = round_
            store_points(row)


@transaction.atomic
def settle(round_: Round) -> None:
    """Self-assessment has closed: bloc-relative leaves get their final self points, now that the
    figures of all that handed in may be compared. A second time changes nothing."""
    settle_points(round_)
