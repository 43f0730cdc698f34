"""Files that hang on something: kept, and taken away.

The bytes are stored before the transaction and dropped after it when no row needs them, so that
nothing waits for the disk while the bloc is locked.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from emulation_bloc.lib import clock
from emulation_bloc.lib.files import NewFile, drop_unneeded
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import touch
from meetings.models import Attachment, Invitation
from meetings.models.files import OWNERS
from units.actions import lock, record
from units.models import Bloc, Unit, User

MOST_FILES = 50


def attach(
    bloc: Bloc,
    *,
    upload: NewFile,
    title: str,
    by: User | None,
    unit: Unit | None = None,
    **owner: Any,
) -> Attachment:
    """Keep a file with the one thing it hangs on, e.g. `meeting=`; `item=` only with a meeting.

    `unit` is whose file it is, None for the desk's. The same bytes at the same place once more give
    the file that is there. Never call it inside a transaction: the bytes are written first. Raises
    ActionError when the place has too many files already.
    """
    path = upload.store("attachments")
    try:
        return _attach(bloc, upload=upload, path=path, title=title, by=by, unit=unit, owner=owner)
    finally:
        drop_unneeded(path, Attachment)


@transaction.atomic
def _attach(
    bloc: Bloc,
    *,
    upload: NewFile,
    path: str,
    title: str,
    by: User | None,
    unit: Unit | None,
    owner: dict[str, Any],
) -> Attachment:
    lock(bloc)
    name, thing = _one_owner(owner)
    here = Attachment.objects.filter(**{name: thing})
    if known := here.filter(sha256=upload.sha256, item=owner.get("item")).first():
        return known
    if here.count() >= MOST_FILES:
        raise ActionError(
            _("Đã có %(n)d tệp ở đây. Hãy xóa bớt tệp không dùng rồi tải lên.") % {"n": MOST_FILES}
        )
    made = Attachment.objects.create(
        bloc=bloc,
        unit=unit,
        title=title.strip()[:300] or upload.name,
        by=by,
        at=clock.now(),
        **upload.fields(path),
        **owner,
    )
    record(made, "file_attached", by=by, after={"file": made.name})
    _tell(made)
    return made


def _one_owner(owner: dict[str, Any]) -> tuple[str, Any]:
    """The name and row of what the file hangs on: exactly one, or the caller is wrong."""
    given = [name for name in OWNERS if owner.get(name) is not None]
    if len(given) != 1 or set(owner) - {*OWNERS, "item"}:
        raise ValueError(f"A file hangs on exactly one thing, not {sorted(owner)}.")
    if (item := owner.get("item")) and item.meeting_id != getattr(owner.get("meeting"), "pk", 0):
        raise ValueError("The agenda item is not of the meeting.")
    return given[0], owner[given[0]]


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User | None) -> None:
    """Take a file away; its bytes go when nothing else needs them. Twice changes nothing.

    Raises ActionError where something that was confirmed or answered rests on the file.
    """
    lock(attachment.bloc)
    stored = Attachment.objects.filter(pk=attachment.pk).first()
    if stored is None:
        return
    _refuse_needed(stored)
    record(stored, "file_removed", by=by, before={"file": stored.name})
    path = stored.file
    _tell(stored)
    stored.delete()
    transaction.on_commit(lambda: drop_unneeded(path, Attachment), robust=True)


def _refuse_needed(attachment: Attachment) -> None:
    """A stand-in without a letter is none; confirmed progress keeps the proof it was read with."""
    invitation, progress = attachment.invitation, attachment.progress
    if invitation and invitation.answer == Invitation.Answer.STAND_IN:
        others = invitation.attachments.exclude(pk=attachment.pk)
        if not others.exists():
            raise ActionError(
                _("Giấy ủy quyền đang dùng cho người dự thay. Hãy đổi trả lời hoặc tải giấy mới.")
            )
    if progress and progress.confirmed_at:
        raise ActionError(_("Báo cáo tiến độ đã được xác nhận, không xóa được minh chứng."))


def _tell(attachment: Attachment) -> None:
    if meeting := attachment.meeting:
        touch(meeting)
