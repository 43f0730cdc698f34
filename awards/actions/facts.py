"""Facts about a unit, its parts and its people by year: what conditions are tested against."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import Fact, Subject
from awards.queries.fact_rows import KINDS, NUMBERS, RATINGS, fields_of, value_of
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, Unit, User

Kind = Fact.Kind
MOST = {Kind.MONTHS: 12, Kind.DAYS_OFF: 366}
MOST_PEOPLE = 1_000_000


@transaction.atomic
def set_fact(
    bloc: Bloc,
    unit: Unit,
    *,
    year: int,
    kind: str,
    value: Any,
    source: str = "",
    subject: str = Subject.UNIT,
    subject_name: str = "",
    by: User | None,
) -> Fact | None:
    """Say a figure or finding of a year; an empty value takes it back.

    `value`: a whole number of persons, months or days; a code of Fact.Rating; `0` or `1` for
    targets exceeded; a text for initiative, movement and confirmation; a day for the end of
    discipline. `source` is the paper it stands in. Gives the fact, None when there is none now.
    Raises ActionError for a year to come, a kind that is not said of such a subject, a value out
    of bounds, or a nameless person.
    """
    lock(bloc)
    name = subject_name.strip()
    _check(year, kind, value, subject, name)
    rows = Fact.objects.filter(
        unit=unit, year=year, kind=kind, subject=subject, subject_name__iexact=name
    )
    fact = rows.order_by("-pk").first()
    if value in (None, ""):
        if fact:
            record(fact, "fact_deleted", by=by, before=_shown(fact))
            rows.delete()
        return None
    wanted = fields_of(kind, value) | {"source": source.strip()}
    if fact and all(getattr(fact, field) == given for field, given in wanted.items()):
        return fact
    before = _shown(fact) if fact else None
    if fact is None:
        fact = Fact(bloc=bloc, unit=unit, year=year, kind=kind, subject=subject, subject_name=name)
    for field, given in wanted.items():
        setattr(fact, field, given)
    fact.by, fact.at = by, clock.now()
    fact.save()
    record(fact, "fact_saved", by=by, before=before, after=_shown(fact))
    return fact


@transaction.atomic
def set_facts(
    bloc: Bloc,
    unit: Unit,
    values: dict[str, tuple[Any, str]],
    *,
    year: int,
    subject: str = Subject.UNIT,
    subject_name: str = "",
    by: User | None,
) -> int:
    """Several facts about one subject: kind → (value, source); gives how many stand afterwards.

    Besides what `set_fact` refuses, raises ActionError when the counts do not fit together, and
    then nothing is written.
    """
    problems = lacks_fit({kind: value for kind, (value, _source) in values.items()})
    if problems:
        raise ActionError(problems[0][1])
    made = [
        set_fact(
            bloc, unit, year=year, kind=kind, value=value, source=source,
            subject=subject, subject_name=subject_name, by=by,
        )
        for kind, (value, source) in values.items()
    ]  # fmt: skip
    return sum(fact is not None for fact in made)


def lacks_fit(values: dict[str, Any]) -> list[tuple[str, str]]:
    """(kind, sentence) of each count that cannot be: a part larger than its whole."""
    found = []
    for part, whole in (
        (Kind.WOMEN, Kind.STAFF),
        (Kind.STAFF_COMPLETE, Kind.STAFF),
        (Kind.LDTT, Kind.STAFF),
        (Kind.CSTDCS, Kind.LDTT),
        (Kind.DISCIPLINED, Kind.STAFF),
    ):
        few, many = values.get(part), values.get(whole)
        if isinstance(few, int) and isinstance(many, int) and few > many:
            words = {"part": part.label, "whole": whole.label, "few": few, "many": many}
            text = _("%(part)s (%(few)d) lớn hơn %(whole)s (%(many)d). Hãy kiểm tra lại.") % words
            found.append((str(part), text))
    return found


def _check(year: int, kind: str, value: Any, subject: str, name: str) -> None:
    if not 1945 <= year <= clock.today().year:
        raise ActionError(_("Năm của số liệu không được sau năm nay."))
    if (subject == Subject.UNIT) == bool(name):
        raise ActionError(_("Hãy ghi tên cá nhân, tập thể; để trống khi là chính đơn vị."))
    if kind not in KINDS.get(subject, ()):
        raise ActionError(_("Nội dung này không ghi cho đối tượng đã chọn."))
    if value in (None, ""):
        return
    if kind in NUMBERS:
        most = MOST.get(Kind(kind), MOST_PEOPLE)
        if not isinstance(value, int) or not 0 <= value <= most:
            raise ActionError(_("Số liệu phải là số nguyên từ 0 đến %d.") % most)
    if kind == Kind.EXCEEDS and str(value) not in {"0", "1"}:
        raise ActionError(_("Hãy chọn có hoặc không vượt mức các chỉ tiêu."))
    if kind in RATINGS and value not in Fact.Rating.values:
        raise ActionError(_("Hãy chọn mức xếp loại trong danh sách."))


def _shown(fact: Fact) -> dict[str, Any]:
    """The trail keeps the value as text."""
    return {"year": fact.year, "value": str(value_of(fact)), "paper": fact.source}
