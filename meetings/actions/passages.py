"""Prose of the minutes in own words, with every figure still bound to its source."""

from django.db import transaction
from django.utils.translation import gettext as _

from documents.models import Document
from emulation_bloc.lib import vietnamese
from emulation_bloc.lib.states import ActionError
from meetings.actions.guard import open_for_notes, touch
from meetings.models import Minutes, Passage
from meetings.queries.minutes import passages_of
from meetings.queries.minutes.prose import (
    Told,
    has_stray_brace,
    missing,
    named,
    typed_figures,
    unknown,
)
from units.actions import record
from units.models import User


@transaction.atomic
def save_passage(
    minutes: Minutes, key: str, *, text: str, revision: int, by: User, names_figures: bool = False
) -> Passage:
    """Keep own words for a passage. `names_figures` turns typed figures into their names.

    Raises ActionError when a figure of the usual words is missing, is typed as a number instead of
    named, or a name is unknown; StaleRevisionError when somebody else saved the passage since.
    """
    told = _open(minutes, key, by=by)
    words = vietnamese.clean(text)
    if names_figures:
        words = named(words, told.figures)
    _check(words, told)
    if words == told.template:
        words = ""
    row = _row(minutes, key)
    row.save_if_unchanged(revision, {"text": words})
    touch(minutes.meeting)
    return row


@transaction.atomic
def reset_passage(minutes: Minutes, key: str, *, by: User) -> None:
    """Back to the usual words. Doing it twice changes nothing more."""
    _open(minutes, key, by=by)
    row = _row(minutes, key)
    if not row.text:
        return
    before = row.text
    row.save_if_unchanged(row.revision, {"text": ""})
    record(minutes, "passage_reset", by=by, before={"text": before})
    touch(minutes.meeting)


def _row(minutes: Minutes, key: str) -> Passage:
    made, _is_new = Passage.objects.get_or_create(
        minutes=minutes, key=key, defaults={"bloc": minutes.bloc}
    )
    return made


def _open(minutes: Minutes, key: str, *, by: User) -> Told:
    """The passage, once the notes are found to be open for this person."""
    open_for_notes(minutes.meeting, by=by)
    minutes.document.refresh_from_db(fields=["state"])
    if minutes.is_supplement or minutes.document.state not in Document.DRAFT_STATES:
        raise ActionError(_("Biên bản này không sửa lời văn được nữa."))
    found = next((row for row in passages_of(minutes) if row.key == key), None)
    if found is None:
        raise ActionError(
            _("Biên bản hiện không còn đoạn này vì phần dữ liệu đã bị xóa. Hãy tải lại trang.")
        )
    return found


def _check(words: str, told: Told) -> None:
    if not words:
        raise ActionError(_("Hãy ghi lời văn, hoặc bấm “Trở lại lời văn tự động”."))
    if has_stray_brace(words):
        raise ActionError(_("Dấu { } không khớp. Mỗi số liệu viết đủ hai dấu, ví dụ: {có mặt}."))
    if strange := unknown(words, told.figures):
        known = ", ".join(f"{{{name}}}" for name in told.figures) or _("không có")
        raise ActionError(
            _("Không có số liệu tên {%(name)s}. Các số liệu của đoạn này: %(known)s.")
            % {"name": strange[0], "known": known}
        )
    if absent := missing(words, told.template):
        raise ActionError(
            _("Lời văn còn thiếu số liệu {%(names)s}. Hãy chèn lại vào chỗ thích hợp.")
            % {"names": "}, {".join(absent)}
        )
    if typed := typed_figures(words, told.figures):
        what, name = typed[0]
        raise ActionError(
            _(
                "“%(what)s” đang là số liệu lấy từ hội nghị. Hãy viết {%(name)s} thay cho "
                "“%(what)s” để số liệu luôn đúng."
            )
            % {"what": what, "name": name}
        )
