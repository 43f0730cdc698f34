"""Đăng ký thi đua: start, write, copy from last year, hand in, reopen."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import (
    AimedTitle,
    Assessment,
    PlannedMovement,
    Registration,
    Round,
    Target,
    TargetProgress,
)
from assessments.queries import registrations as queries
from emulation_bloc.lib import clock, vietnamese
from emulation_bloc.lib.positions import move_one
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, Period, Unit, User
from units.queries import names_on, scoring_settings

MODELS: dict[str, Any] = {
    "targets": Target,
    "titles": AimedTitle,
    "movements": PlannedMovement,
}
MOST_ROWS = 100
Row = Any


def due_of(registration: Registration) -> datetime:
    """Its deadline: by the bloc's present rules until it is first handed in, fixed from then on."""
    if registration.first_submitted_at:
        return registration.due_at
    return registration_due(registration.bloc, registration.year)


def registration_due(bloc: Bloc, year: int) -> datetime:
    """24:00 of the day that the bloc's rules of that year name, in Asia/Ho_Chi_Minh."""
    known = min(max(clock.today(), date(year, 1, 1)), date(year, 12, 31))
    month, day = (int(part) for part in scoring_settings(bloc, known).registration_due.split("-"))
    last = date(year, month, min(day, monthrange(year, month)[1]))
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))


@transaction.atomic
def start_registration(bloc: Bloc, unit: Unit, year: int, *, by: User | None) -> Registration:
    """Begin a unit's registration of a year; one that exists is given back as it is."""
    lock(bloc)
    found = Registration.objects.filter(bloc=bloc, unit=unit, year=year).first()
    if found:
        return found
    if not queries.is_member_of(bloc, unit.pk, year):
        raise ActionError(_("Đơn vị không là thành viên của Khối trong năm này."))
    made = Registration.objects.create(
        bloc=bloc,
        unit=unit,
        unit_name=names_on([unit], max(clock.today(), date(year, 1, 1)))[unit.pk][0],
        year=year,
        due_at=registration_due(bloc, year),
    )
    record(made, "registration_started", by=by)
    return made


def _hold(registration: Registration) -> None:
    """Raises ActionError unless it may be written now; holds it until the transaction ends."""
    held = Registration.objects.select_for_update().get(pk=registration.pk)
    if held.state != Registration.State.DRAFT:
        raise ActionError(_("Bản đăng ký đã nộp. Muốn sửa, hãy đề nghị Thư ký khối mở lại."))


@transaction.atomic
def add_registration_row(
    registration: Registration, part: str, *, values: dict[str, Any], by: User | None
) -> Row:
    """Add a row at the end of a part; a target also appears in the reports that are open."""
    _hold(registration)
    siblings = queries.rows_of(registration, part)
    if siblings.count() >= MOST_ROWS:
        raise ActionError(_("Mục này đã quá nhiều dòng."))
    if part == "targets":
        _refuse_second_feed(registration, values, None)
    last = siblings.aggregate(last=Max("position"))["last"] or 0
    row = MODELS[part].objects.create(
        bloc=registration.bloc, registration=registration, position=last + 1, **values
    )
    if part == "targets":
        _ensure_open_reports(registration)
    return row


@transaction.atomic
def save_registration_row(
    row: Row, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Keep what was typed into a row. Raises StaleRevisionError when somebody else saved first."""
    _hold(row.registration)
    if isinstance(row, Target):
        _refuse_second_feed(row.registration, values, row.pk)
    row.save_if_unchanged(revision, values)


@transaction.atomic
def delete_registration_row(row: Row, *, by: User | None) -> None:
    """Take a row away; a target with reported figures stays."""
    _hold(row.registration)
    if isinstance(row, Target):
        _drop_empty_progress(row)
    row.delete()


@transaction.atomic
def move_registration_row(row: Row, *, up: bool, by: User | None) -> None:
    """Move a row one place up or down; at the end of the list nothing happens."""
    _hold(row.registration)
    part = next(name for name, model in MODELS.items() if type(row) is model)
    move_one(list(queries.rows_of(row.registration, part)), row, up=up)


@transaction.atomic
def copy_last_targets(registration: Registration, *, by: User | None) -> int:
    """Take over the targets of the unit's last registration and answer how many were new.

    What was achieved (else planned) then becomes the base; the plan is never copied. A criterion
    stays only where this year's set still asks for it; what stands here already is left alone.
    """
    _hold(registration)
    last = queries.last_registration(registration)
    if last is None:
        raise ActionError(_("Chưa có bản đăng ký của năm trước để chép."))
    results = queries.year_results(last)
    feeds = {value for value, _words in queries.feed_choices(registration.bloc, registration.year)}
    have = list(queries.rows_of(registration, "targets"))
    known = {vietnamese.fold(row.content) for row in have}
    taken = {_feed_of(row) for row in have if row.criterion_code}
    added = 0
    for row in queries.rows_of(last, "targets"):
        if vietnamese.fold(row.content) in known or len(have) + added >= MOST_ROWS:
            continue
        is_fed = _feed_of(row) in feeds - taken
        values = {
            "content": row.content,
            "measure": row.measure,
            "source": row.source,
            "base": results.get(row.pk, row.plan),
            "criterion_code": row.criterion_code if is_fed else "",
            "part": row.part if is_fed else 0,
        }
        add_registration_row(registration, "targets", values=values, by=by)
        taken.add(_feed_of(row))
        added += 1
    record(registration, "registration_copied", by=by, after={"year": last.year, "rows": added})
    return added


@transaction.atomic
def submit_registration(registration: Registration, *, by: User | None) -> None:
    """The leader hands it in. The server's time counts; the first time decides about lateness,
    against the deadline that the bloc's rules name then."""
    _hold(registration)
    if not queries.rows_of(registration, "targets").exists():
        raise ActionError(_("Bản đăng ký chưa có chỉ tiêu nào. Hãy thêm chỉ tiêu rồi nộp."))
    now = clock.now()
    registration.move_to(
        Registration.State.SUBMITTED,
        submitted_at=now,
        first_submitted_at=registration.first_submitted_at or now,
        due_at=due_of(registration),
        submitted_by=by,
    )
    _ensure_open_reports(registration)
    late = queries.days_late(registration)
    record(registration, "registration_submitted", by=by, after={"late_days": late})


@transaction.atomic
def reopen_registration(registration: Registration, *, reason: str, by: User | None) -> None:
    """The secretary or head lets the unit write again; the first handing in is kept."""
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do mở lại."))
    if _is_year_closed(registration):
        raise ActionError(_("Kết quả của năm đã chốt, không mở lại bản đăng ký được."))
    registration.move_to(Registration.State.DRAFT, reason=reason.strip(), submitted_at=None)
    record(registration, "registration_reopened", by=by, reason=reason.strip())


def ensure_progress(assessment: Assessment) -> None:
    """Give a return a row for every registered target of its unit and year that has none yet."""
    year = assessment.round.period.starts.year
    targets = Target.objects.filter(
        bloc=assessment.bloc_id, registration__unit=assessment.unit_id, registration__year=year
    )
    have = TargetProgress.objects.filter(assessment=assessment).values("target")
    TargetProgress.objects.bulk_create(
        [
            TargetProgress(bloc_id=assessment.bloc_id, assessment=assessment, target=target)
            for target in targets.exclude(pk__in=have)
        ],
        ignore_conflicts=True,
    )


def _ensure_open_reports(registration: Registration) -> None:
    """The returns of the year that the unit still writes get the new targets."""
    open_states = [state for state in Assessment.State if state != Assessment.State.SUBMITTED]
    rows = Assessment.objects.filter(
        bloc=registration.bloc_id,
        unit=registration.unit_id,
        round__period__starts__year=registration.year,
        state__in=open_states,
    )
    for assessment in rows.select_related("round__period"):
        ensure_progress(assessment)


def _drop_empty_progress(target: Target) -> None:
    """An untouched row of an open return goes with its target; anything told about it keeps it."""
    rows = TargetProgress.objects.filter(target=target)
    told = Q(actual__isnull=False) | ~Q(words="") | Q(evidence__isnull=False)
    if rows.filter(told | Q(assessment__state=Assessment.State.SUBMITTED)).exists():
        raise ActionError(_("Chỉ tiêu này đã có số liệu báo cáo, không xóa được."))
    rows.delete()


def _refuse_second_feed(
    registration: Registration, values: dict[str, Any], own: int | None
) -> None:
    """One figure of the score sheet comes from one target."""
    if not values.get("criterion_code"):
        return
    rows = queries.rows_of(registration, "targets").exclude(pk=own)
    other = rows.filter(criterion_code=values["criterion_code"], part=values["part"]).first()
    if other:
        raise ActionError(
            _("Chỉ tiêu “%(content)s” đã dùng cho tiêu chí này. Mỗi tiêu chí lấy từ một chỉ tiêu.")
            % {"content": other.content}
        )


def _feed_of(row: Target) -> str:
    return f"{row.criterion_code}:{row.part}"


def _is_year_closed(registration: Registration) -> bool:
    return Round.objects.filter(
        bloc=registration.bloc_id,
        period__kind=Period.Kind.YEAR,
        period__starts__year=registration.year,
        state=Round.State.CLOSED,
    ).exists()
