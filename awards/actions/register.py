"""The register of awards: entered, annulled with a ground, carried over a merger by a paper."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Award, Decision, RegisterEntry, Subject
from awards.queries.history import predecessors
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile, drop_unneeded
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import Unit, User
from units.queries import names_on

KEY = ("subject", "subject_name", "award", "number", "date")
COPIED = ("reason", "theme", "year", "issuer", "signer", "amount")
FILE = ("file", "name", "media_type", "size", "sha256")


@transaction.atomic
def register_award(
    unit: Unit, award: Award, *, number: str, date: date, year: int, by: User | None, **values: Any
) -> RegisterEntry:
    """Enter an award with the unit's name of the day of the decision.

    `values` are further fields of the entry: subject, subject_name, reason, theme, issuer, signer,
    amount in đồng, note, nomination. The same award by the same decision once more gives the entry
    that is there. Raises ActionError for a decision without number or of a day to come, a year
    after the decision, or a nameless person.
    """
    subject = values.pop("subject", Subject.UNIT)
    name = values.pop("subject_name", "").strip()
    number = number.strip()
    _check(number, date, year, subject, name)
    entry, is_new = RegisterEntry.objects.get_or_create(
        unit=unit,
        subject=subject,
        subject_name=name,
        award=award,
        number=number,
        date=date,
        defaults=values
        | {
            "province": unit.province,
            "unit_name": names_on([unit], date)[unit.pk][0],
            "year": year,
            "by": by,
            "at": clock.now(),
        },
    )
    if is_new:
        record(entry, "award_registered", by=by)
    return entry


def attach_file(entry: RegisterEntry, upload: NewFile, *, by: User | None) -> None:
    """The decision as a file on the entry, in place of the one that was there.

    The file is stored before the transaction. Raises ActionError where the entry comes from a
    decision recorded here: its file stands with that decision.
    """
    if entry.nomination_id:
        raise ActionError(_("Tệp quyết định của mục này lấy từ quyết định đã ghi trong hệ thống."))
    path = upload.store("register")
    try:
        _attach(entry, upload, path, by)
    finally:
        drop_unneeded(path, RegisterEntry)


@transaction.atomic
def _attach(entry: RegisterEntry, upload: NewFile, path: str, by: User | None) -> None:
    before = {"name": entry.name, "sha256": entry.sha256}
    old, fields = entry.file, upload.fields(path)
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(fields))
    after = {"name": entry.name, "sha256": entry.sha256}
    record(entry, "register_file_attached", by=by, before=before, after=after)
    if old:
        transaction.on_commit(lambda: drop_unneeded(old, RegisterEntry, Decision))


@transaction.atomic
def annul_entry(entry: RegisterEntry, *, on: date, why: str, by: User | None) -> None:
    """The award is taken back: the entry stays, with day and ground, and so do carried copies.

    Raises ActionError without a ground, for a day before the decision or to come, or when somebody
    has annulled it already.
    """
    why = why.strip()
    if not why:
        raise ActionError(_("Hãy ghi căn cứ hủy bỏ: số, ngày, cơ quan ban hành văn bản."))
    if not entry.date <= on <= clock.today():
        raise ActionError(_("Ngày hủy bỏ phải từ ngày quyết định khen thưởng đến hôm nay."))
    open_ones = RegisterEntry.objects.filter(annulled_on__isnull=True)
    if not open_ones.filter(pk=entry.pk).update(annulled_on=on, annulled_why=why):
        raise ActionError(_("Mục này đã được hủy bỏ trước đó."))
    entry.refresh_from_db()
    record(entry, "award_annulled", by=by)
    for copy in open_ones.filter(carried_from=entry):
        annul_entry(copy, on=on, why=why, by=by)


@transaction.atomic
def carry_over(entry: RegisterEntry, unit: Unit, paper: str, *, by: User | None) -> RegisterEntry:
    """The successor counts the award as its own, by a document that allows it (reference §6).

    Carrying the same entry once more gives the copy that is there. Raises ActionError without a
    document, for an annulled entry, or when the unit succeeds the entry's one by no reorganisation.
    """
    paper = paper.strip()
    if not paper:
        raise ActionError(_("Hãy ghi văn bản cho phép kế thừa: số, ngày, cơ quan ban hành."))
    if entry.annulled_on:
        raise ActionError(_("Mục này đã được hủy bỏ nên không thể kế thừa."))
    if entry.unit_id not in predecessors(unit, clock.today()):
        raise ActionError(_("Đơn vị này không kế thừa đơn vị được khen thưởng."))
    copied = {field: getattr(entry, field) for field in (*COPIED, *FILE)}
    key = {field: getattr(entry, field) for field in KEY}
    made, is_new = RegisterEntry.objects.get_or_create(
        unit=unit,
        **key,
        defaults=copied
        | {
            "province": unit.province,
            "unit_name": entry.unit_name,
            "carried_from": entry,
            "carried_by_paper": paper,
            "by": by,
            "at": clock.now(),
        },
    )
    if is_new:
        record(made, "award_carried_over", by=by)
    return made


def _check(number: str, day: date, year: int, subject: str, name: str) -> None:
    if not number:
        raise ActionError(_("Hãy ghi số quyết định khen thưởng."))
    if day > clock.today():
        raise ActionError(_("Ngày quyết định không được sau hôm nay."))
    if not 1945 <= year <= day.year:
        raise ActionError(_("Năm thành tích không được sau năm ban hành quyết định."))
    if (subject == Subject.UNIT) == bool(name):
        raise ActionError(_("Hãy ghi tên cá nhân, tập thể; để trống khi khen thưởng đơn vị."))
