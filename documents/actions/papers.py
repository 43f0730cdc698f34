"""A paper's way: draft, submitted, approved and frozen, signed, sent, received; and its
corrections."""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from documents.actions.renderings import request_file
from documents.kinds import series
from documents.models import Document, Rendering
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import lock, record
from units.models import Bloc, Period, Unit, User
from units.queries import paper_settings

logger = logging.getLogger(__name__)
# By kind of paper, what an upper floor does in the transaction that notes its sending.
when_sent: dict[str, Callable[..., None]] = {}


@transaction.atomic
def start_draft(
    bloc: Bloc,
    *,
    kind: str,
    period: Period,
    title: str,
    by: User | None,
    unit: Unit | None = None,
    meeting_key: int | None = None,
    corrects: Document | None = None,
    relation: str = "",
    reason: str = "",
) -> Document:
    """Begin a paper, with `unit` that unit's own. A correcting one names the paper it supplements
    or replaces, with a reason.

    Raises ActionError when the corrected paper is not approved yet, is replaced already, or the
    reason is missing.
    """
    if corrects is not None:
        _check_correction(corrects, relation, reason)
    document = Document.objects.create(
        bloc=bloc,
        unit=unit,
        kind=kind,
        period=period,
        title=title,
        meeting_key=meeting_key,
        created_by=by,
        created_at=clock.now(),
        corrects=corrects,
        relation=relation,
        reason=reason,
    )
    record(document, "draft_started", by=by, reason=reason)
    return document


def _check_correction(corrects: Document, relation: str, reason: str) -> None:
    if not corrects.is_approved:
        raise ActionError(_("Văn bản chưa được duyệt: hãy sửa trực tiếp dự thảo."))
    if not reason.strip():
        raise ActionError(_("Hãy ghi rõ lý do lập văn bản bổ sung hoặc thay thế."))
    if relation not in Document.Relation.values:
        raise ActionError(_("Hãy chọn bổ sung hoặc thay thế."))
    others = corrects.corrections.exclude(state=Document.State.DROPPED)
    if others.filter(relation=Document.Relation.REPLACES).exists():
        raise ActionError(_("Văn bản này đã có văn bản thay thế."))


@transaction.atomic
def submit(document: Document, *, by: User) -> None:
    """Hand the draft to whoever approves its kind."""
    document.move_to(
        Document.State.SUBMITTED, submitted_by=by, submitted_at=clock.now(), return_reason=""
    )
    record(document, "submitted", by=by)


@transaction.atomic
def return_draft(document: Document, *, by: User, reason: str) -> None:
    """Send a submitted draft back, with the reason that its writer reads."""
    if not reason.strip():
        raise ActionError(_("Hãy ghi lý do trả lại để người soạn biết cần sửa gì."))
    document.move_to(Document.State.DRAFT, return_reason=reason.strip())
    record(document, "returned", by=by, reason=reason.strip())


@transaction.atomic
def share(document: Document, *, by: User, is_shared: bool = True) -> None:
    """Let the bloc's units read the draft and comment, or take that back."""
    drafts = Document.objects.filter(pk=document.pk, state__in=Document.DRAFT_STATES)
    if not drafts.update(is_shared=is_shared):
        raise ActionError(_("Văn bản đã được duyệt, không còn lấy ý kiến."))
    document.is_shared = is_shared
    record(document, "shared" if is_shared else "unshared", by=by)


@transaction.atomic
def drop_draft(document: Document, *, by: User, reason: str = "") -> None:
    """Give up a draft that was never approved; it has no number to lose."""
    document.move_to(Document.State.DROPPED)
    record(document, "draft_dropped", by=by, reason=reason)


@transaction.atomic
def approve(document: Document, *, snapshot: dict[str, Any], by: User) -> None:
    """Freeze the words, give the number (or leave its place free), and have the files made.

    One transaction under the bloc's lock: two people approving at once make one paper and one
    number; numbers run 01, 02, … per bloc, year and symbol without a gap (Decree 30/2020, Art. 15).
    A unit's own paper stands in the unit's register, which its clerk (văn thư) keeps: it always
    waits for the number that the clerk gives.
    Raises ActionError when the paper is not waiting for approval.
    """
    lock(document.bloc)
    today = clock.today()
    settings = paper_settings(document.bloc, today)
    kind = document.kind_info
    is_own = document.unit_id is not None
    symbol = kind.symbol if is_own else series(kind.symbol, settings.symbol)
    number = None
    if settings.numbering == "system" and not is_own:
        number = _next_number(document.bloc, today.year, symbol)
    document.move_to(
        Document.State.APPROVED,
        snapshot=snapshot,
        audience=kind.audience,
        year=today.year,
        symbol=symbol,
        number=number,
        date=today if number else None,
        approved_by=by,
        approved_at=clock.now(),
    )
    record(document, "approved", by=by, after={"number": document.label, "serial": document.serial})
    request_file(document, Rendering.Form.PDF if number else Rendering.Form.UNNUMBERED, by=by)
    request_file(document, Rendering.Form.DOCX, by=by)


def _next_number(bloc: Bloc, year: int, symbol: str) -> int:
    rows = Document.objects.filter(bloc=bloc, unit__isnull=True, year=year, symbol=symbol)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def give_number(document: Document, *, number: int, day: date, by: User, symbol: str = "") -> None:
    """Write the number and date that the issuer's clerk (văn thư) gave; files are made anew.

    A unit's own paper gets with it the `symbol` of the unit, `BC-SKHCN`: two units may both have
    number 01. Raises ActionError when the symbol is missing, the paper has a number, or the number
    is taken in the series and year of its issuer.
    """
    lock(document.bloc)
    symbol = _own_symbol(document, symbol)
    if not document.awaits_number:
        raise ActionError(_("Văn bản này đã có số."))
    if day > clock.today():
        raise ActionError(_("Ngày văn bản không được sau hôm nay."))
    taken = _issued_by(document).filter(year=day.year, symbol__iexact=symbol, number=number)
    if document.approved_at and day < clock.local_date(document.approved_at):
        raise ActionError(_("Ngày văn bản không được trước ngày duyệt."))
    if taken.exists():
        raise ActionError(
            _("Số %(number)02d/%(symbol)s đã cấp cho văn bản khác trong năm. Hãy hỏi lại văn thư.")
            % {"number": number, "symbol": symbol}
        )
    rows = Document.objects.filter(pk=document.pk, number__isnull=True)
    if not rows.update(number=number, date=day, year=day.year, symbol=symbol):
        raise ActionError(_("Người khác vừa nhập số cho văn bản này. Hãy tải lại trang."))
    document.refresh_from_db()
    record(
        document, "number_given", by=by, after={"number": document.label, "date": day.isoformat()}
    )
    request_file(document, Rendering.Form.PDF, by=by)
    request_file(document, Rendering.Form.DOCX, by=by)


def _issued_by(document: Document) -> QuerySet[Document]:
    """The papers among whose numbers its own stands: the unit's in any bloc, or the bloc's."""
    if document.unit_id is not None:
        return Document.objects.filter(unit=document.unit_id)
    return Document.objects.filter(bloc=document.bloc, unit__isnull=True)


def _own_symbol(document: Document, given: str) -> str:
    """The symbol of a unit's own paper as its clerk typed it; the bloc's papers keep theirs."""
    if document.unit_id is None:
        return document.symbol
    symbol, kind = "".join(given.split()).strip("/"), document.kind_info.symbol
    if not symbol.upper().startswith(f"{kind}-") or len(symbol) <= len(kind) + 1:
        raise ActionError(
            _("Hãy ghi ký hiệu văn bản của đơn vị, ví dụ %(kind)s-SKHCN.") % {"kind": kind}
        )
    return symbol[:60]


@transaction.atomic
def record_sent(document: Document, *, by: User | None, how: str) -> None:
    """Note how and when the signed paper went to the Department of Home Affairs.

    Raises ActionError where what goes with the paper (a dossier) is not complete.
    """
    document.move_to(Document.State.SENT, sent_how=how, sent_at=clock.now())
    record(document, "sent", by=by, after={"how": how})
    if follow := when_sent.get(document.kind):
        follow(document, by=by)


@transaction.atomic
def record_received(document: Document, *, by: User, arrival_number: str, day: date) -> None:
    """The reviewer notes the arrival number and date."""
    if day > clock.today():
        raise ActionError(_("Ngày đến không được sau hôm nay."))
    if document.sent_at and day < clock.local_date(document.sent_at):
        raise ActionError(_("Ngày đến không được trước ngày gửi."))
    document.move_to(
        Document.State.RECEIVED, arrival_number=arrival_number, received_on=day, received_by=by
    )
    record(document, "received", by=by, after={"arrival_number": arrival_number})
