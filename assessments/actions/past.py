"""Taking over earlier years: old score sheets are read and confirmed, old reports attached."""

import hashlib
import uuid
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Evidence, Intake, PastRecord
from assessments.queries import past as queries
from emulation_bloc.lib import clock, spreadsheets
from emulation_bloc.lib.files import drop_unneeded
from emulation_bloc.lib.filetypes import FileKind, WrongFileError, clean_name, recognise
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, Unit, User

MOST_REPORT_BYTES = 10 * 1024 * 1024
CSV_TYPE = "text/csv"


def receive_past(
    bloc: Bloc,
    *,
    unit: Unit | None,
    year: int,
    period_kind: str,
    name: str,
    content: bytes,
    by: User,
) -> Intake | PastRecord:
    """Take in a file: a report of a known unit is attached at once, all else waits to be confirmed.

    The same file of the same person is one intake. Raises ActionError with a sentence when the
    file is not taken or has been taken before.
    """
    found = _recognised(name, content)
    digest = hashlib.sha256(content).hexdigest()
    is_report = found.suffix not in queries.SHEET_SUFFIXES
    _refuse_known(unit, year, period_kind, digest, found.name)
    again = queries.waiting(bloc, by).filter(sha256=digest).first()
    if again:
        return again
    made = Intake(
        bloc=bloc,
        unit=unit,
        kind=Intake.Kind.PAST,
        name=found.name,
        sha256=digest,
        content={
            "is_report": is_report,
            "media_type": found.media_type,
            "size": len(content),
            "year": year,
            "period_kind": period_kind,
        },
        by=by,
        at=clock.now(),
    )
    made.file = default_storage.save(f"past/{uuid.uuid4().hex}{found.suffix}", ContentFile(content))
    made.save()
    if unit and is_report:
        return apply_past(made, unit=unit, year=year, period_kind=period_kind, by=by)
    return made


def _recognised(name: str, content: bytes) -> FileKind:
    """What the file is by its content; a CSV has none to tell by and is read instead."""
    if len(content) > MOST_REPORT_BYTES:
        raise ActionError(_("Tệp lớn hơn 10 MB. Hãy giảm dung lượng rồi tải lên."))
    try:
        if name.lower().endswith(".csv"):
            spreadsheets.read_csv(content)
            return FileKind(".csv", CSV_TYPE, clean_name(name))
        found = recognise(name, content)
        if found.suffix in {".xls", ".xlsx"}:
            spreadsheets.read(content)
    except (WrongFileError, spreadsheets.UnreadableError) as error:
        raise ActionError(str(error)) from None
    if found.suffix not in {".xlsx", ".docx", ".doc", ".pdf"}:
        raise ActionError(_("Chỉ nhận bảng Excel (.xlsx, .csv), báo cáo Word hoặc PDF."))
    return found


def _refuse_known(unit: Unit | None, year: int, period_kind: str, digest: str, name: str) -> None:
    known = PastRecord.objects.filter(unit=unit, year=year, period_kind=period_kind, sha256=digest)
    if unit and known.exists():
        raise ActionError(_("Tệp “%(name)s” của kỳ này đã có, không ghi lần nữa.") % {"name": name})


@transaction.atomic
def plan_past(intake: Intake, *, plan: dict[str, Any], unit: Unit | None, by: User) -> None:
    """Keep what was chosen: columns, unit, year and kind of period."""
    _refuse_applied(intake)
    intake.plan = plan
    intake.unit = unit
    intake.save(update_fields=["plan", "unit"])


def apply_past(intake: Intake, *, unit: Unit, year: int, period_kind: str, by: User) -> PastRecord:
    """The person's yes: the file becomes a record of the unit and period, once.

    Raises ActionError when nothing could be read from a sheet, when it was applied already, or
    when the same file of the same period is there.
    """
    lines: list[dict[str, str]] = []
    total = None
    is_report = bool(intake.content.get("is_report"))
    if not is_report:
        _sheets, _mapping, reading = queries.read(intake, intake.plan)
        lines = [line.stored() for line in reading.lines if not line.is_total]
        total = reading.total
        if not any(line["points"] for line in lines):
            raise ActionError(
                _("Chưa đọc được dòng điểm nào. Hãy chọn lại trang, dòng tiêu đề và cột điểm.")
            )
    return _keep(
        intake,
        PastRecord(
            bloc=intake.bloc,
            unit=unit,
            unit_name=queries.name_then(unit, year, period_kind),
            kind=PastRecord.Kind.REPORT if is_report else PastRecord.Kind.SHEET,
            period_kind=period_kind,
            year=year,
            lines=lines,
            total=total,
            file=intake.file,
            name=intake.name,
            media_type=intake.content["media_type"],
            size=intake.content["size"],
            sha256=intake.sha256,
            by=by,
            at=clock.now(),
        ),
    )


@transaction.atomic
def _keep(intake: Intake, made: PastRecord) -> PastRecord:
    """Both rows in one go, one at a time in the bloc."""
    lock(intake.bloc)
    _refuse_applied(intake)
    _refuse_known(made.unit, made.year, made.period_kind, made.sha256, made.name)
    made.save()
    Intake.objects.filter(pk=intake.pk).update(applied_at=made.at, unit=made.unit)
    record(made, "past_taken_over", by=made.by, after={"name": made.name, "year": made.year})
    return made


def _refuse_applied(intake: Intake) -> None:
    if not Intake.objects.filter(pk=intake.pk, applied_at__isnull=True).exists():
        raise ActionError(_("Tệp này đã được ghi nhận hoặc đã bỏ. Hãy tải lại trang."))


@transaction.atomic
def discard_past(intake: Intake, *, by: User) -> None:
    """Drop a file that waits; nothing of it was written anywhere."""
    lock(intake.bloc)
    _refuse_applied(intake)
    Intake.objects.filter(pk=intake.pk).delete()
    _delete_file(intake.file)


@transaction.atomic
def remove_past(past: PastRecord, *, reason: str, by: User) -> None:
    """Take a record away with a reason that the trail keeps."""
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do gỡ."))
    before = {"name": past.name, "year": past.year}
    record(past, "past_removed", by=by, before=before, reason=reason.strip())
    Intake.objects.filter(file=past.file).update(file="")
    past.delete()
    _delete_file(past.file)


def _delete_file(path: str) -> None:
    """Once it is sure, the bytes go too, unless evidence or another record still needs them."""
    if path:
        transaction.on_commit(partial(drop_unneeded, path, Evidence, PastRecord), robust=True)
