"""The signed paper comes back: e-signed and checked, scanned, or on paper only."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from documents.actions.renderings import KeptFile, keep_file
from documents.models import Document, Rendering
from documents.pdf import signed as examining
from documents.pdf.signed import Found, Verdict
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User

logger = logging.getLogger(__name__)

VERDICTS = {
    Verdict.GOOD: "Chữ ký số hợp lệ",
    Verdict.UNVERIFIED: "Nội dung chưa bị thay đổi sau khi ký; chưa xác minh được chứng thư",
    Verdict.EXPIRED: "Chứng thư số đã hết hạn hoặc chưa có hiệu lực",
    Verdict.BAD: "Chữ ký số không hợp lệ: tệp đã bị thay đổi sau khi ký",
}


@dataclass(frozen=True)
class Upload:
    """A file somebody gave: its name as shown, its bytes, found to be a PDF."""

    name: str
    content: bytes


def record_signed(
    document: Document, *, by: User, signed_by: str, signed_on: date, upload: Upload | None
) -> None:
    """Note that the paper has been signed: who, when, with the file that came back or on paper.

    Signatures in the file are checked and shown with what they are worth; a scan is shown as a
    scan, never as verified. The file is stored before the transaction, so that no writing to disk
    happens inside it. Raises ActionError when the paper is not waiting for its signature, has no
    number yet, the date is impossible, the file is our own unsigned one, or its text is another.
    """
    _check(document, signed_on)
    signatures = _look(document, upload) if upload else None
    kept = _keep(upload) if upload else None
    with transaction.atomic():
        document.move_to(
            Document.State.SIGNED,
            signed_by=signed_by,
            signed_on=signed_on,
            is_signed_on_paper=upload is None,
        )
        if upload and kept:
            _add_file(document, upload, kept, signatures, by)
        told = [row["verdict"] for row in signatures or []]
        after = {"signed_by": signed_by, "on": signed_on.isoformat(), "verdicts": told}
        record(document, "signed", by=by, after=after)


def _check(document: Document, signed_on: date) -> None:
    if document.awaits_number:
        raise ActionError(
            _("Văn bản chưa có số. Hãy nhập số văn thư cấp trước khi ghi nhận đã ký.")
        )
    if signed_on > clock.today():
        raise ActionError(_("Ngày ký không được sau hôm nay."))
    if document.date and signed_on < document.date:
        raise ActionError(_("Ngày ký không được trước ngày văn bản."))
    if not document.can_move_to(Document.State.SIGNED):
        raise ActionError(_("Văn bản không ở bước chờ ký."))


def _look(document: Document, upload: Upload) -> list[dict[str, Any]] | None:
    """What the check of an e-signed file found, in finished words; None for a scan."""
    ours = _issued(document)
    found = _examined(upload, ours)
    if found.is_unsigned_copy:
        raise ActionError(_("Đây là bản hệ thống đã phát hành, chưa ký. Hãy ký rồi tải lên."))
    if found.is_scan:
        return None
    if ours is None:
        raise ActionError(_("Tệp PDF của văn bản chưa tạo xong. Hãy đợi có tệp rồi ghi nhận ký."))
    if not found.has_same_text:
        raise ActionError(
            _(
                "Nội dung tệp khác với văn bản đã duyệt nên không nhận. "
                "Hãy ký đúng tệp PDF tải từ trang này."
            )
        )
    if not found.signatures:
        raise ActionError(
            _("Tệp không có chữ ký số và cũng không phải bản quét. Hãy chọn đúng tệp đã ký.")
        )
    return [
        {
            "signer": row.signer,
            "issuer": row.issuer,
            "at": row.at.isoformat() if row.at else "",
            "is_timestamped": row.is_timestamped,
            "verdict": row.verdict.value,
            "words": VERDICTS[row.verdict],
            "is_our_file": found.begins_with_ours,
        }
        for row in found.signatures
    ]


def _examined(upload: Upload, ours: bytes | None) -> Found:
    try:
        roots = examining.load_roots(settings.SIGNATURE_TRUST_ROOTS)
    except (OSError, ValueError):
        logger.exception("the trust roots cannot be read")
        roots = []
    try:
        return examining.examine(upload.content, ours, roots, now=clock.real_now())
    except examining.UnreadableError as error:
        logger.info("a signed file cannot be read: %s", error)
        raise ActionError(
            _("Không đọc được tệp PDF: tệp hỏng hoặc được khóa. Hãy quét hoặc ký lại.")
        ) from error


def _issued(document: Document) -> bytes | None:
    """The bytes of the numbered PDF that was handed out, None while it is not made."""
    row = document.renderings.filter(form=Rendering.Form.PDF, state=Rendering.State.DONE).last()
    if row is None:
        return None
    with default_storage.open(row.file) as file:
        content: bytes = file.read()
    return content


def _keep(upload: Upload) -> KeptFile:
    try:
        return keep_file(upload.content, suffix=".pdf")
    except OSError as error:
        logger.exception("a signed file could not be stored")
        raise ActionError(
            _("Không lưu được tệp tải lên. Hãy báo quản trị hệ thống rồi thử lại.")
        ) from error


def _add_file(
    document: Document,
    upload: Upload,
    kept: KeptFile,
    signatures: list[dict[str, Any]] | None,
    by: User,
) -> None:
    Rendering.objects.create(
        bloc=document.bloc,
        document=document,
        period=document.period,
        form=Rendering.Form.SIGNED,
        state=Rendering.State.DONE,
        file=kept.path,
        sha256=kept.sha256,
        size=kept.size,
        name=upload.name,
        signatures=signatures,
        queued_at=clock.real_now(),
        finished_at=clock.real_now(),
        requested_by=by,
    )
