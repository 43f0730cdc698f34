"""Writing evidence: adding, citing, changing, removing, taking it over into the next period.

A file is stored before the transaction and dropped after it when no row needs the bytes, so that
nothing waits for the disk while the bloc is locked.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, Disqualification, Evidence, PastRecord
from assessments.models import TargetProgress as Progress
from assessments.queries import evidence as queries
from assessments.queries.evidence import CHANGEABLE, Place
from assessments.queries.evidence_shapes import size_words
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile, drop_unneeded
from emulation_bloc.lib.revisions import StaleRevisionError
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import User


def add_file(place: Place, *, upload: NewFile, by: User) -> Evidence:
    """Store a file and cite it; the same bytes sent again only cite what is there already.

    Never call it inside a transaction: the bytes are written first.
    """
    path = upload.store("evidence")
    try:
        return _add_file(place, upload, upload.fields(path), by=by)
    finally:
        drop_unneeded(path, Evidence, PastRecord)


@transaction.atomic
def _add_file(place: Place, upload: NewFile, fields: dict[str, Any], *, by: User) -> Evidence:
    place = _fresh(place)
    assessment = place.assessment
    here = {"unit": assessment.unit_id, "period": assessment.round.period_id}
    known = Evidence.objects.filter(**here, sha256=fields["sha256"]).first()
    if known:
        _cite_too(known, place, by=by)
        return known
    _check_room(assessment, len(upload.content))
    made = Evidence(kind=Evidence.Kind.FILE, title=upload.name, **fields)
    return _keep(made, place, by=by)


@transaction.atomic
def add_link(place: Place, *, link: str, title: str, by: User) -> Evidence:
    """Cite a page; the same address twice in a period is one piece of evidence."""
    place = _fresh(place)
    made = Evidence(kind=Evidence.Kind.LINK, link=link, title=title or link[:300])
    return _keep_or_cite(made, place, {"link": link}, by=by)


@transaction.atomic
def add_document(
    place: Place, *, number: str, date: date | None, issuer: str, title: str, by: User
) -> Evidence:
    """Cite a document by number, date and issuer; the same one twice is one piece of evidence."""
    place = _fresh(place)
    made = Evidence(
        kind=Evidence.Kind.DOCUMENT,
        number=number,
        date=date,
        issuer=issuer,
        title=title or _("Văn bản số %(number)s") % {"number": number},
    )
    same = {"number": number, "date": date, "issuer": issuer}
    return _keep_or_cite(made, place, same, by=by)


def _keep_or_cite(made: Evidence, place: Place, same: dict[str, Any], *, by: User) -> Evidence:
    assessment = place.assessment
    rows = Evidence.objects.filter(
        unit=assessment.unit_id, period=assessment.round.period_id, kind=made.kind, **same
    )
    if known := rows.first():
        _cite_too(known, place, by=by)
        return known
    return _keep(made, place, by=by)


def _keep(made: Evidence, place: Place, *, by: User) -> Evidence:
    assessment = place.assessment
    made.bloc_id, made.unit_id = assessment.bloc_id, assessment.unit_id
    made.period_id, made.created_by, made.created_at = assessment.round.period_id, by, clock.now()
    made.save()
    _cites(made, place).add(place)
    _record(assessment, "evidence_added", by=by, evidence=made)
    return made


def _record(assessment: Assessment, action: str, *, by: User, evidence: Evidence) -> None:
    """The trail names the return and a number, never the title: the desk reads the trail before it
    may read the return."""
    record(assessment, action, by=by, after={"evidence": evidence.pk})


def _fresh(place: Place) -> Place:
    """The place as it stands under the lock; what was handed in meanwhile is refused."""
    lock(place.bloc)
    inner = "target" if isinstance(place, Progress) else "criterion"
    rows: Any = type(place)._default_manager.select_related(
        "assessment__round__period__bloc", "assessment__bloc__province", inner
    )
    found: Place = rows.get(pk=place.pk)
    _check_open(found)
    return found


def _check_open(place: Place) -> None:
    if not queries.is_open(place):
        raise ActionError(
            _("Bảng đã nộp hoặc mục này không mở để sửa, nên minh chứng không thay đổi được.")
        )


def _check_room(assessment: Assessment, size: int) -> None:
    """Held under the lock, so that two uploads at once cannot pass it together."""
    used = queries.used_bytes(assessment.unit_id, assessment.round.period_id)
    most = settings.EVIDENCE_PERIOD_BYTES
    if used + size > most:
        raise ActionError(
            _(
                "Không đủ chỗ: đơn vị đã dùng %(used)s trên %(most)s của kỳ này, tệp cần thêm"
                " %(size)s. Hãy xóa tệp không dùng, hoặc dẫn chiếu văn bản theo số, ngày."
            )
            % {"used": size_words(used), "most": size_words(most), "size": size_words(size)}
        )


def _cites(evidence: Evidence, place: Place) -> Any:
    """The many-to-many side that this kind of place is cited through."""
    if isinstance(place, Answer):
        return evidence.answers
    return evidence.progress if isinstance(place, Progress) else evidence.explanations


def _cite_too(evidence: Evidence, place: Place, *, by: User) -> None:
    """One more place; twice changes nothing."""
    if not _cites(evidence, place).filter(pk=place.pk).exists():
        _cites(evidence, place).add(place)
        _record(place.assessment, "evidence_cited", by=by, evidence=evidence)


@transaction.atomic
def cite(evidence: Evidence, place: Place, *, by: User) -> None:
    """Let a piece of the unit's evidence of the period serve one more criterion."""
    place = _fresh(place)
    assessment = place.assessment
    here = (assessment.unit_id, assessment.round.period_id)
    if (evidence.unit_id, evidence.period_id) != here:
        raise ActionError(_("Minh chứng này không thuộc đơn vị hoặc kỳ của bảng đang soạn."))
    _cite_too(evidence, place, by=by)


@transaction.atomic
def uncite(evidence: Evidence, place: Place, *, by: User) -> None:
    """Let it no longer serve this criterion; it stays among the unit's evidence of the period."""
    place = _fresh(place)
    if _cites(evidence, place).filter(pk=place.pk).exists():
        _cites(evidence, place).remove(place)
        _record(place.assessment, "evidence_uncited", by=by, evidence=evidence)


def _check_untouched(evidence: Evidence) -> list[Place]:
    """What cites it, all of it open; else it stands as it was handed in."""
    cites = queries.places_of(evidence)
    for place in cites:
        if not queries.is_open(place):
            raise ActionError(
                _(
                    "Minh chứng đang dùng cho mục %(place)s của bảng đã nộp,"
                    " nên không sửa hay xóa được."
                )
                % {"place": queries.place_words(place)}
            )
    return cites


@transaction.atomic
def change_evidence(evidence: Evidence, *, values: dict[str, Any], seen: str, by: User) -> None:
    """Write what was typed; `seen` is the fingerprint of what the page showed.

    Raises StaleRevisionError with the stored row when somebody changed it meanwhile.
    """
    lock(evidence.bloc)
    stored = Evidence.objects.select_related("bloc__province", "period").get(pk=evidence.pk)
    _check_untouched(stored)
    changed = [name for name in CHANGEABLE if name in values]
    is_same = all(getattr(stored, name) == values[name] for name in changed)
    if is_same:
        return
    if queries.fingerprint(stored) != seen:
        raise StaleRevisionError(stored)  # type: ignore[arg-type]  # it has a fingerprint instead
    for name in changed:
        setattr(stored, name, values[name])
    stored.save(update_fields=changed)
    if assessment := _assessment_of(stored):
        _record(assessment, "evidence_changed", by=by, evidence=stored)


def _assessment_of(evidence: Evidence) -> Assessment | None:
    rows = Assessment.objects.filter(unit=evidence.unit_id, round__period=evidence.period_id)
    return rows.select_related("bloc__province", "round__period").first()


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take it away wherever it is cited; the bytes go when nothing else needs them."""
    lock(evidence.bloc)
    stored = Evidence.objects.filter(pk=evidence.pk).first()
    if stored is None:
        return
    _check_untouched(stored)
    if Disqualification.objects.filter(evidence=stored).exists():
        raise ActionError(_("Minh chứng đang dùng trong danh mục điều kiện loại trừ của Khối."))
    if assessment := _assessment_of(stored):
        _record(assessment, "evidence_removed", by=by, evidence=stored)
    path = stored.file
    stored.delete()
    if path:
        transaction.on_commit(lambda: drop_unneeded(path, Evidence, PastRecord), robust=True)


@transaction.atomic
def carry_over(answer: Answer, from_answer: Answer, *, by: User) -> list[Evidence]:
    """Take still valid evidence of an earlier answer over: new rows with the same stored bytes.

    Returns the new rows; a second time there are none. Raises ActionError when the files no longer
    fit into the unit's room for the period.
    """
    place = _fresh(answer)
    assessment = place.assessment
    if from_answer.assessment.unit_id != assessment.unit_id:
        raise ActionError(_("Chỉ dùng lại được minh chứng của chính đơn vị."))
    today = clock.today()
    made = []
    for row in from_answer.evidence.order_by("pk"):
        if row.valid_until and row.valid_until < today:
            continue
        if known := _already_here(row, assessment):
            _cite_too(known, place, by=by)
            continue
        if row.size:
            _check_room(assessment, row.size)
        made.append(_copy(row, place, by=by))
    if made:
        numbers = [row.pk for row in made]
        record(assessment, "evidence_carried", by=by, after={"evidence": numbers})
    return made


def _already_here(row: Evidence, assessment: Assessment) -> Evidence | None:
    """The same file, address or document among the unit's evidence of the period."""
    same = {name: getattr(row, name) for name in ("kind", "sha256", "link", "number", "issuer")}
    rows = Evidence.objects.filter(unit=assessment.unit_id, period=assessment.round.period_id)
    return rows.filter(**same, date=row.date).first()


def _copy(row: Evidence, place: Place, *, by: User) -> Evidence:
    assessment = place.assessment
    copied = {
        name: getattr(row, name)
        for name in (*CHANGEABLE, "kind", "file", "name", "media_type", "size", "sha256")
    }
    made = Evidence.objects.create(
        **copied,
        bloc_id=assessment.bloc_id,
        unit_id=assessment.unit_id,
        period_id=assessment.round.period_id,
        carried_from=row,
        created_by=by,
        created_at=clock.now(),
    )
    _cites(made, place).add(place)
    return made
