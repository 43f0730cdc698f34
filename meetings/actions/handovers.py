"""Handing the head's role over: terms that begin by themselves, a checklist, two confirmations."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from documents import actions as papers
from documents.kinds import HANDOVER
from documents.models import Document
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from meetings.actions.drafts import final_words
from meetings.models import Handover, HandoverItem, Meeting
from meetings.queries.handovers import handover_words
from units.actions import appoint, end_appointment, lock, record, withdraw_head
from units.models import Appointment, AuditEntry, Bloc, Period, User
from units.queries import head_on

State = Handover.State
Role = Appointment.Role
# What bloc practice §1.4 has seen handed over.
CHECKLIST = (
    ("Quy chế hoạt động của Khối", "01 bộ"),
    ("Bộ tiêu chí, bảng điểm thi đua của năm", "01 bộ"),
    ("Bản giao ước thi đua (bản gốc)", "01 bản"),
    ("Biên bản các hội nghị trong năm", "01 bộ"),
    ("Bảng tổng hợp điểm, kết quả xếp hạng", "01 bộ"),
    ("Sổ công văn đi, đến", "01 quyển"),
    ("Tài khoản, dữ liệu của Khối trên phần mềm", "01 bộ"),
    ("Cờ luân lưu của Khối", "01 chiếc"),
    ("Quỹ hoạt động chung của Khối", ""),
)


@transaction.atomic
def prepare_handover(
    period: Period,
    *,
    taker: User,
    starts: date,
    by: User | None,
    meeting: Meeting | None = None,
    deputy: User | None = None,
    secretary: User | None = None,
) -> Handover:
    """Appoint the next head (and deputy, secretary) from 00:00 of `starts`, and begin the handover
    with the usual checklist.

    The terms begin by themselves on that day, whoever has confirmed what by then; the present
    deputy's and secretary's end on its eve where a successor is named. Raises ActionError when the
    day is not in the future, nobody heads the bloc, or a handover is under way for that day.
    """
    bloc = period.bloc
    lock(bloc)
    head = _head_to_hand_over(bloc, taker, starts)
    document = papers.start_draft(
        bloc, kind=HANDOVER.code, period=period, title=_title(starts), by=by
    )
    appoint(taker, Role.HEAD, by=by, starts=starts, bloc=bloc, unit=taker.unit)
    for role, person in ((Role.DEPUTY, deputy), (Role.SECRETARY, secretary)):
        if person:
            _succeed(bloc, role, person, starts, by)
    made = Handover.objects.create(
        bloc=bloc,
        period=period,
        meeting=meeting,
        document=document,
        giver=head.user,
        giver_unit=head.unit or head.user.unit,
        taker=taker,
        taker_unit=taker.unit,
        starts=starts,
    )
    HandoverItem.objects.bulk_create(
        HandoverItem(bloc=bloc, handover=made, position=place, title=title, quantity=quantity)
        for place, (title, quantity) in enumerate(CHECKLIST, start=1)
    )
    record(
        made,
        "handover_prepared",
        by=by,
        after={"taker": taker.full_name, "starts": starts.isoformat()},
    )
    return made


def _head_to_hand_over(bloc: Bloc, taker: User, starts: date) -> Appointment:
    """The present head, where a handover from that person on that day makes sense."""
    today = clock.today()
    if starts <= today:
        raise ActionError(_("Ngày nhận nhiệm vụ phải sau hôm nay."))
    head = head_on(bloc, today)
    if head is None:
        raise ActionError(_("Khối chưa có Trưởng khối để bàn giao."))
    if taker == head.user:
        raise ActionError(_("Người nhận nhiệm vụ đang là Trưởng khối."))
    if bloc.handovers.filter(starts__gt=today).exclude(state=State.DROPPED).exists():
        raise ActionError(_("Khối đang chuẩn bị một lần bàn giao. Hãy hủy lần đó trước."))
    return head


def _title(starts: date) -> str:
    return f"Bàn giao nhiệm vụ Trưởng khối từ ngày {starts:%d/%m/%Y}"


def _succeed(bloc: Bloc, role: str, person: User, starts: date, by: User | None) -> None:
    """The present ones end on the eve; somebody who stays simply stays."""
    held = Appointment.objects.filter(bloc=bloc, role=role, ends__isnull=True)
    if held.filter(user=person).exists():
        return
    for row in held:
        end_appointment(row, by=by, last_day=starts - timedelta(days=1))
    appoint(person, role, by=by, starts=starts, bloc=bloc, unit=person.unit)


@transaction.atomic
def drop_handover(handover: Handover, *, by: User, reason: str) -> None:
    """Take a handover back before its day: nobody is appointed, the present terms go on.

    Raises ActionError without a reason or once the new term has begun.
    """
    bloc = handover.bloc
    lock(bloc)
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do hủy bàn giao."))
    if handover.starts <= clock.today():
        raise ActionError(_("Trưởng khối mới đã nhận nhiệm vụ, không hủy được nữa."))
    handover.move_to(State.DROPPED)
    eve = handover.starts - timedelta(days=1)
    for row in Appointment.objects.filter(bloc=bloc, starts=handover.starts):
        if row.role == Role.HEAD:
            withdraw_head(row, by=by, reason=reason.strip())
        elif row.role in {Role.DEPUTY, Role.SECRETARY}:
            end_appointment(row, by=by, last_day=eve, reason=reason.strip())
    _let_go_on(handover, eve)
    if handover.document and handover.document.state == Document.State.SUBMITTED:
        papers.return_draft(handover.document, by=by, reason=reason.strip())
    if handover.document:
        papers.drop_draft(handover.document, by=by, reason=reason.strip())
    record(handover, "handover_dropped", by=by, reason=reason.strip())


def _let_go_on(handover: Handover, eve: date) -> None:
    """Whose term was ended for this handover keeps it; a term with an end of its own does not."""
    if handover.document is None:
        return
    ended = AuditEntry.objects.filter(
        bloc=handover.bloc,
        action="appointment_ended",
        object_type="units.appointment",
        at__gte=handover.document.created_at,
    )
    rows = Appointment.objects.filter(pk__in=list(ended.values_list("object_id", flat=True)))
    rows.filter(role__in=[Role.DEPUTY, Role.SECRETARY], ends=eve).update(ends=None)


@transaction.atomic
def save_item(
    item: HandoverItem, *, values: dict[str, Any], revision: int, by: User | None
) -> None:
    """Keep a line of the checklist; raises StaleRevisionError like every desk."""
    _open(item.handover)
    item.save_if_unchanged(revision, values)


@transaction.atomic
def add_item(handover: Handover, *, values: dict[str, Any], by: User | None) -> HandoverItem:
    """Add a line at the end of the checklist."""
    _open(handover)
    last = handover.items.order_by("position").last()
    place = last.position + 1 if last else 1
    return HandoverItem.objects.create(
        bloc=handover.bloc, handover=handover, position=place, **values
    )


@transaction.atomic
def delete_item(item: HandoverItem, *, by: User | None) -> None:
    """Take a line of the checklist away."""
    _open(item.handover)
    item.delete()


@transaction.atomic
def save_notes(handover: Handover, *, witness: str, note: str, by: User) -> None:
    """Keep who witnesses the handover and what else is agreed."""
    _open(handover)
    handover.witness, handover.note = witness, note
    handover.save(update_fields=["witness", "note"])


def _open(handover: Handover) -> None:
    lock(handover.bloc)
    handover.refresh_from_db(fields=["state"])
    if handover.state != State.DRAFT:
        raise ActionError(_("Bên giao đã xác nhận. Muốn sửa, bên giao rút lại xác nhận trước."))


@transaction.atomic
def confirm_given(handover: Handover, *, by: User) -> None:
    """The head who goes says that everything marked has been handed over."""
    lock(handover.bloc)
    if by != handover.giver:
        raise ActionError(_("Chỉ người bàn giao xác nhận được bên giao."))
    if handover.items.filter(is_checked=False, condition="").exists():
        raise ActionError(
            _("Hãy đánh dấu đã bàn giao, hoặc ghi tình trạng của từng mục chưa bàn giao.")
        )
    handover.move_to(State.GIVEN, given_at=clock.now())
    if handover.document:
        papers.submit(handover.document, by=by)
    record(handover, "handover_given", by=by)


@transaction.atomic
def take_back(handover: Handover, *, by: User) -> None:
    """The head who goes withdraws the confirmation, so that the list can be mended."""
    lock(handover.bloc)
    if by not in (handover.giver, handover.taker):
        raise ActionError(_("Chỉ bên giao hoặc bên nhận đề nghị sửa được."))
    handover.move_to(State.DRAFT, given_at=None)
    if handover.document:
        papers.return_draft(handover.document, by=by, reason=_("Sửa danh mục bàn giao."))
    record(handover, "handover_reopened", by=by)


@transaction.atomic
def confirm_taken(handover: Handover, *, by: User) -> None:
    """The head who comes confirms too: the handover minutes are frozen, numbered and printed."""
    lock(handover.bloc)
    if by != handover.taker:
        raise ActionError(_("Chỉ người nhận bàn giao xác nhận được bên nhận."))
    handover.move_to(State.AGREED, taken_at=clock.now())
    if document := handover.document:
        words = handover_words(handover)
        papers.approve(document, snapshot=final_words(document, words), by=by)
    record(handover, "handover_agreed", by=by)
