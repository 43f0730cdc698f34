"""A filled Excel sheet: compared, then taken cell by cell where nothing moved meanwhile."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions.answers import MOST_WORDS, open_for_writing, save_answer
from assessments.models import Answer, Assessment, Intake
from assessments.queries.sheet_changes import Comparison, WrongSheetError, compare
from assessments.queries.sheets import WORDS
from emulation_bloc.lib import clock, spreadsheets
from emulation_bloc.lib.filetypes import clean_name
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User

XLSX_START = b"PK\x03\x04"


def read_sheet(
    assessment: Assessment, *, name: str, content: bytes, by: User
) -> tuple[Intake | None, Comparison]:
    """Compare a file with the return. Differences and errors wait in an intake; none makes none.

    Raises ActionError with a sentence when the file is not this return's sheet, or when the return
    may not be written now.
    """
    open_for_writing(assessment)
    try:
        if not content.startswith(XLSX_START):
            spreadsheets.read(content)
            raise ActionError(_("Hãy tải lên chính tệp Excel (.xlsx) đã tải từ hệ thống."))
        found = compare(assessment, spreadsheets.read_xlsx(content), MOST_WORDS)
    except (spreadsheets.UnreadableError, WrongSheetError) as error:
        raise ActionError(str(error)) from None
    if not found.differences and not found.errors:
        return None, found
    intake = Intake.objects.create(
        bloc=assessment.bloc,
        unit=assessment.unit,
        kind=Intake.Kind.SHEET,
        key=assessment.pk,
        name=clean_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        plan=found.plain(),
        by=by,
        at=clock.now(),
    )
    return intake, found


@transaction.atomic
def take_sheet(
    intake: Intake, assessment: Assessment, *, keys: set[str], by: User
) -> tuple[int, list[str]]:
    """Write the chosen differences, once. Answers (cells written, criteria left alone because
    somebody saved them since the differences were shown).

    Raises ActionError when it was taken already, when nothing is chosen, or when the return has
    been handed in meanwhile.
    """
    lock(intake.bloc)
    if not Intake.objects.filter(pk=intake.pk, applied_at__isnull=True).exists():
        raise ActionError(_("Tệp này đã được ghi nhận. Muốn ghi tiếp, hãy tải tệp lên lần nữa."))
    open_for_writing(assessment)
    chosen = [row for row in intake.plan.get("differences", []) if row["key"] in keys]
    if not chosen:
        raise ActionError(_("Chưa chọn thay đổi nào để ghi."))
    by_answer: dict[int, dict[str, str]] = {}
    for row in chosen:
        pk, _colon, name = row["key"].partition(":")
        by_answer.setdefault(int(pk), {})[name] = row["value"]
    answers = Answer.objects.filter(assessment=assessment, pk__in=by_answer)
    written, left = 0, []
    for answer in answers.select_related("criterion").order_by("criterion__position", "pk"):
        changes = by_answer[answer.pk]
        revision = intake.plan["revisions"][str(answer.pk)]
        if _write(answer, changes, revision, by):
            written += len(changes)
        else:
            left.append(answer.criterion.code)
    Intake.objects.filter(pk=intake.pk).update(applied_at=clock.now())
    codes = {"cells": written, "left": left}
    record(assessment, "sheet_taken", by=by, after={"name": intake.name, **codes})
    return written, left


def _write(answer: Answer, changes: dict[str, str], revision: int, by: User) -> bool:
    """Whether the answer was still the one shown, and is now written."""
    if answer.revision != revision:
        return False
    figures: list[dict[str, Any]] = [dict(row) for row in answer.figures]
    for name, value in changes.items():
        if name == WORDS:
            continue
        part, _dash, field = name.partition("-")
        place = int(part[1:])
        figures += [{} for _missing in range(place + 1 - len(figures))]
        figures[place].pop(field, None)
        if value:
            figures[place][field] = value
    words = changes.get(WORDS, answer.words)
    try:
        with transaction.atomic():
            save_answer(answer, figures=figures, words=words, revision=revision, by=by)
    except StaleRevisionError:
        return False
    return True
