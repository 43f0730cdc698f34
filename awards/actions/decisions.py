"""Decisions: recorded with what was granted, told, handed over; refused; annulled (rule N11)."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from awards.actions.nominations import ALLOWS
from awards.actions.register import annul_entry, register_award
from awards.actions.review import hold_still
from awards.models import (
    Award,
    CouncilVote,
    Decision,
    Grant,
    Nomination,
    RegisterEntry,
    Subject,
)
from awards.queries.review import decidable_from
from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile, drop_unneeded
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Province, User

State = Nomination.State
Granted = tuple[Nomination, Award, int | None]


def record_decision(
    province: Province,
    *,
    values: dict[str, Any],
    grants: list[Granted],
    upload: NewFile | None = None,
    by: User | None,
) -> Decision:
    """A decision has been issued: its nominations are decided and stand in the register.

    `values`: number, date, issuer, signer, signer_title, and `reasons` (text by the nomination's
    id) where another award is granted than the bloc proposed. `grants`: nomination, award, money in
    đồng. The file is stored before the transaction. Raises ActionError for a number that is there
    already, a day to come, a nomination at another step, on hold or of another province, an award
    that is not for such a subject, or a different award without a reason.
    """
    path = upload.store("decisions") if upload else ""
    try:
        return _record_decision(province, values, grants, upload, path, by)
    finally:
        if path:
            drop_unneeded(path, Decision)


def attach_file(decision: Decision, upload: NewFile, *, by: User | None) -> None:
    """The file of a decision that was recorded before it was there; stored before the transaction.

    Raises ActionError when there is one: a file that was handed out is never another one.
    """
    path = upload.store("decisions")
    try:
        _attach(decision, upload, path, by)
    finally:
        drop_unneeded(path, Decision)


@transaction.atomic
def _attach(decision: Decision, upload: NewFile, path: str, by: User | None) -> None:
    # Of two people at once only one finds it without a file.
    if not Decision.objects.filter(pk=decision.pk, file="").update(**upload.fields(path)):
        raise ActionError(_("Quyết định này đã có tệp. Hãy tải lại trang."))
    record(decision, "decision_file_attached", by=by, after={"name": upload.name})


@transaction.atomic
def _record_decision(
    province: Province,
    values: dict[str, Any],
    grants: list[Granted],
    upload: NewFile | None,
    path: str,
    by: User | None,
) -> Decision:
    rows = [nomination for nomination, _award, _amount in grants]
    if not rows or len({row.pk for row in rows}) < len(rows):
        raise ActionError(_("Hãy chọn ít nhất một đề nghị, mỗi đề nghị một lần."))
    hold_still(rows)
    _check_decision(province, values, rows)
    decision = _make(province, values, upload, path, by)
    record(decision, "decision_recorded", by=by, after={"count": len(rows)})
    for nomination, award, amount in grants:
        why = (values.get("reasons") or {}).get(nomination.pk, "")
        _grant(decision, nomination, award, amount, why.strip(), by)
    return decision


def _check_decision(province: Province, values: dict[str, Any], rows: list[Nomination]) -> None:
    """Raise ActionError with what keeps the decision from being recorded."""
    if not values["number"].strip():
        raise ActionError(_("Hãy ghi số quyết định."))
    if values["date"] > clock.today():
        raise ActionError(_("Ngày quyết định không được sau hôm nay."))
    votes = CouncilVote.objects.filter(nomination__in=rows)
    held = dict(votes.values_list("nomination", "held_on"))
    for row in rows:
        received = row.received_at
        if row.bloc.province_id != province.pk:
            raise ActionError(_("Có đề nghị không thuộc tỉnh này. Hãy chọn lại."))
        if row.state != decidable_from(row):
            raise ActionError(
                _("%(who)s không ở bước ghi quyết định: đang ở trạng thái “%(state)s”.")
                % {"who": row, "state": row.get_state_display()}
            )
        if received and values["date"] < clock.local_date(received):
            raise ActionError(
                _("%(who)s: ngày quyết định không được trước ngày nhận hồ sơ.") % {"who": row}
            )
        if values["date"] < held.get(row.pk, values["date"]):
            raise ActionError(
                _("%(who)s: ngày quyết định không được trước ngày họp xét.") % {"who": row}
            )


def _make(
    province: Province, values: dict[str, Any], upload: NewFile | None, path: str, by: User | None
) -> Decision:
    """The row of the decision; raises ActionError when its number of that day is there."""
    fields: dict[str, Any] = {
        name: (values.get(name) or "").strip()
        for name in ("number", "issuer", "signer", "signer_title")
    }
    if upload:
        fields |= upload.fields(path)
    try:
        with transaction.atomic():
            return Decision.objects.create(
                province=province, date=values["date"], by=by, at=clock.now(), **fields
            )
    except IntegrityError:
        raise ActionError(
            _("Quyết định số %(number)s của ngày này đã được ghi. Hãy mở danh sách quyết định.")
            % {"number": fields["number"]}
        ) from None


def _grant(
    decision: Decision,
    nomination: Nomination,
    award: Award,
    amount: int | None,
    why: str,
    by: User | None,
) -> None:
    """One nomination is decided and stands in the register."""
    is_other = award.pk != nomination.award_id
    if not getattr(award, ALLOWS[Subject(nomination.subject)]):
        raise ActionError(
            _("%(who)s: “%(award)s” không dành cho đối tượng này.")
            % {"who": nomination, "award": award}
        )
    if is_other and not why:
        raise ActionError(
            _("%(who)s: kết quả khác đề nghị của Khối, hãy ghi lý do.") % {"who": nomination}
        )
    nomination.move_to(State.DECIDED, outcome_reason=why if is_other else "")
    Grant.objects.create(
        bloc=nomination.bloc, nomination=nomination, decision=decision, award=award, amount=amount
    )
    _register(decision, nomination, award, amount, by)
    record(nomination, "nomination_decided", by=by, reason=f"{award}. {decision}")


def _register(
    decision: Decision, nomination: Nomination, award: Award, amount: int | None, by: User | None
) -> None:
    """Enter the award, or join the entry that somebody typed of the same decision."""
    entry = register_award(
        nomination.unit,
        award,
        number=decision.number,
        date=decision.date,
        year=nomination.year,
        by=by,
        subject=nomination.subject,
        subject_name=nomination.subject_name,
        reason=nomination.reason,
        theme=nomination.theme,
        issuer=decision.issuer,
        signer=decision.signer,
        amount=amount,
        nomination=nomination,
    )
    if entry.nomination_id == nomination.pk:
        return
    free = RegisterEntry.objects.filter(pk=entry.pk, nomination=None, annulled_on=None)
    if not free.update(nomination=nomination):
        raise ActionError(
            _("%(who)s: sổ theo dõi đã có mục khen thưởng này theo cùng quyết định.")
            % {"who": nomination}
        )


@transaction.atomic
def notify(nomination: Nomination, *, on: date, by: User | None) -> None:
    """The bloc and the awarded have been told on that day.

    Raises ActionError for a day to come or before the decision, and when it was told already.
    """
    lock(nomination.bloc)
    _check_day(on, _decided_on(nomination))
    nomination.move_to(State.NOTIFIED, notified_on=on)
    record(nomination, "nomination_notified", by=by, after={"on": on.isoformat()})


@transaction.atomic
def deliver(nomination: Nomination, *, on: date, where: str, by: User | None) -> None:
    """The award has been handed over, on that day and at that place.

    Raises ActionError without a place, for a day to come or before it was told, and when it has
    been handed over or not been told yet.
    """
    lock(nomination.bloc)
    if not where.strip():
        raise ActionError(_("Hãy ghi nơi trao."))
    if nomination.notified_on:
        _check_day(on, nomination.notified_on)
    nomination.move_to(State.DELIVERED, delivered_on=on, delivered_where=where.strip())
    record(nomination, "nomination_delivered", by=by, after={"on": on.isoformat()})


def _decided_on(nomination: Nomination) -> date:
    """The day of its decision; raises ActionError where there is none."""
    grant = nomination.grants.select_related("decision").first()
    if grant is None:
        raise ActionError(_("Đề nghị chưa có quyết định khen thưởng. Hãy tải lại trang."))
    return grant.decision.date


def _check_day(on: date, earliest: date) -> None:
    if not earliest <= on <= clock.today():
        raise ActionError(
            _("Ngày ghi phải từ %(day)s đến hôm nay.") % {"day": f"{earliest:%d/%m/%Y}"}
        )


@transaction.atomic
def refuse(nomination: Nomination, *, reason: str, by: User | None) -> None:
    """No award is given, after the council or by the conclusion of a hold; the bloc sees why.

    Raises ActionError without a reason, or in a state from which there is no refusal.
    """
    lock(nomination.bloc)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do không khen thưởng."))
    nomination.refresh_from_db(fields=["state", "held_from"])
    nomination.move_to(State.REFUSED, outcome_reason=reason.strip())
    record(nomination, "nomination_refused", by=by, reason=reason.strip())


@transaction.atomic
def annul(nomination: Nomination, *, ground: str, on: date, by: User | None) -> None:
    """The award is taken back (rule N11): the nomination ends, the register says so with the
    ground.

    Raises ActionError without a ground, for a day before the decision or to come, and when nothing
    was decided or it is annulled already.
    """
    lock(nomination.bloc)
    ground = ground.strip()
    if not ground:
        raise ActionError(_("Hãy ghi căn cứ hủy bỏ: số, ngày, cơ quan ban hành văn bản."))
    _check_day(on, _decided_on(nomination))
    nomination.move_to(State.ANNULLED, outcome_reason=ground)
    entry = RegisterEntry.objects.filter(nomination=nomination, annulled_on=None).first()
    if entry:
        annul_entry(entry, on=on, why=ground[:400], by=by)
    record(nomination, "nomination_annulled", by=by, reason=ground)
