"""Files of papers: asked for, made once by whoever claims them, found again when a worker dies."""

import hashlib
import json
import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Document, Rendering
from emulation_bloc.lib import clock, jobs
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import Period, Province, User

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
QUEUE_PATIENCE = timedelta(seconds=20)
WIDE_PATIENCE = 10  # how many times longer a file over many blocs may take


@dataclass(frozen=True)
class KeptFile:
    """A stored file: its path inside the storage, its SHA-256 (hexadecimal), its size in bytes."""

    path: str
    sha256: str
    size: int


def keep_file(content: bytes | IO[bytes], *, suffix: str) -> KeptFile:
    """Store bytes, or a large open file, under a name that nobody can guess; never call it inside
    a transaction."""
    file: File = ContentFile(content) if isinstance(content, bytes) else File(content)
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for piece in file.chunks():
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    path = default_storage.save(f"papers/{uuid.uuid4().hex}{suffix}", file)
    return KeptFile(path, digest.hexdigest(), size)


def request_file(document: Document, form: str, *, by: User | None) -> Rendering:
    """Have a file of an approved paper made. Asking twice makes one file."""
    rows = Rendering.objects.filter(document=document, form=form, number=document.number_text or "")
    if existing := rows.first():
        return existing
    return _queue(
        Rendering(
            bloc=document.bloc,
            document=document,
            period=document.period,
            form=form,
            requested_by=by,
            number=document.number_text or "",
            date=document.date,
        )
    )


@transaction.atomic
def request_draft(
    document: Document, *, snapshot: dict[str, Any], by: User | None, word: bool = False
) -> Rendering:
    """Have the DỰ THẢO PDF of a draft, or its Word file, made from its words of this moment; same
    words, same file."""
    wanted = Rendering(
        bloc=document.bloc,
        document=document,
        period=document.period,
        form=Rendering.Form.DRAFT_DOCX if word else Rendering.Form.DRAFT,
        snapshot=snapshot,
        requested_by=by,
    )
    return _once(wanted, document=document)


@transaction.atomic
def request_reading(
    form: str, *, period: Period, snapshot: dict[str, Any], by: User, name: str
) -> Rendering:
    """Have a summary or a pack made for the person who asks; same content, same file."""
    wanted = Rendering(
        bloc=period.bloc, period=period, form=form, snapshot=snapshot, requested_by=by, name=name
    )
    return _once(wanted, period=period, document=None, requested_by=by)


@transaction.atomic
def request_wide(
    form: str, *, province: Province, snapshot: dict[str, Any], by: User, name: str, parts: int = 0
) -> Rendering:
    """Have a file over many blocs of a province made for the person who asks; same content, same
    file. `parts`: of how many pieces it consists, for the page to tell how far it is."""
    wanted = Rendering(
        province=province,
        form=form,
        snapshot=snapshot,
        requested_by=by,
        name=name,
        all_parts=parts,
    )
    return _once(wanted, province=province, document=None, requested_by=by)


def _once(wanted: Rendering, **among: Any) -> Rendering:
    """The file of the same form and words among these, unless it failed; else the wanted one."""
    words = json.dumps(wanted.snapshot, sort_keys=True)
    wanted.snapshot_hash = hashlib.sha256(words.encode()).hexdigest()
    same = {"form": wanted.form, "snapshot_hash": wanted.snapshot_hash}
    rows = Rendering.objects.filter(**among, **same).exclude(state=Rendering.State.FAILED)
    return rows.first() or _queue(wanted)


def _job_of(rendering: Rendering) -> str:
    """A file over many blocs has a job of its own, which may take longer."""
    return "documents.render_wide" if rendering.bloc_id is None else "documents.render"


def _queue(rendering: Rendering) -> Rendering:
    rendering.queued_at = clock.real_now()
    rendering.save()
    jobs.queue(_job_of(rendering), rendering.pk)
    return rendering


@transaction.atomic
def claim(rendering_id: int) -> Rendering | None:
    """Take a file to make, with a lease of the hard time limit + 30 s.

    None when it is done already, another worker has it, or the row does not exist.
    """
    rendering = (
        Rendering.objects.select_related("document", "period", "bloc", "requested_by")
        .filter(pk=rendering_id)
        .first()
    )
    if rendering is None or rendering.state != Rendering.State.QUEUED:
        return None
    now = clock.real_now()
    times = WIDE_PATIENCE if rendering.bloc_id is None else 1
    try:
        rendering.move_to(
            Rendering.State.WORKING,
            claimed_at=now,
            lease_until=now + timedelta(seconds=settings.RENDER_SECONDS * times + 30),
            attempts=rendering.attempts + 1,
        )
    except ActionError:
        return None
    return rendering


def store(rendering: Rendering, content: bytes | IO[bytes], *, suffix: str) -> None:
    """Keep a made file, closing it if it is open; a worker whose lease was taken over by another
    changes nothing."""
    try:
        kept = keep_file(content, suffix=suffix)
    finally:
        if not isinstance(content, bytes):
            content.close()
    try:
        rendering.move_to(
            Rendering.State.DONE,
            only_if={"attempts": rendering.attempts},
            file=kept.path,
            sha256=kept.sha256,
            size=kept.size,
            finished_at=clock.real_now(),
            error="",
        )
    except ActionError:
        logger.info("rendering %s was taken over by another worker", rendering.pk)
        default_storage.delete(kept.path)


def fail(rendering: Rendering, error: str) -> None:
    """Say that the file could not be made; the page shows it with a retry button."""
    try:
        rendering.move_to(
            Rendering.State.FAILED,
            only_if={"attempts": rendering.attempts},
            error=error[:300],
            finished_at=clock.real_now(),
        )
    except ActionError:
        logger.info("rendering %s was taken over by another worker", rendering.pk)


@transaction.atomic
def retry(rendering: Rendering, *, by: User) -> None:
    """Try a failed file again, with three fresh attempts."""
    rendering.move_to(
        Rendering.State.QUEUED, attempts=0, error="", done_parts=0, queued_at=clock.real_now()
    )
    record(rendering, "rendering_retried", by=by)
    jobs.queue(_job_of(rendering), rendering.pk)


def sweep() -> int:
    """Send again what was lost: queued too long, or claimed by a worker that is gone.

    Gives up after three attempts. Returns how many rows were sent again.
    """
    now = clock.real_now()
    sent = 0
    for rendering in Rendering.objects.due(now=now, queued_before=now - QUEUE_PATIENCE).order_by(
        "pk"
    )[:200]:
        sent += _send_again(rendering)
    return sent


@transaction.atomic
def _send_again(rendering: Rendering) -> int:
    try:
        if rendering.attempts >= MAX_ATTEMPTS:
            rendering.move_to(
                Rendering.State.FAILED,
                only_if={"attempts": rendering.attempts},
                error=_("Đã thử ba lần nhưng không tạo được tệp."),
                finished_at=clock.real_now(),
            )
            return 0
        if rendering.state == Rendering.State.WORKING:
            rendering.move_to(
                Rendering.State.QUEUED,
                only_if={"attempts": rendering.attempts},
                queued_at=clock.real_now(),
            )
        else:
            Rendering.objects.filter(pk=rendering.pk).update(queued_at=clock.real_now())
    except ActionError:
        return 0
    jobs.queue(_job_of(rendering), rendering.pk)
    return 1
