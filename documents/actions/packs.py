"""Packs: many papers' files as one ZIP or one PDF, made in the background and told when taken."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from documents import pdf
from documents.models import Document, Download, Rendering
from documents.pdf import pack as binding
from emulation_bloc.lib import clock
from emulation_bloc.lib.states import ActionError
from units.actions import record
from units.models import User

Seen = Callable[[User, list[int]], set[int]]
Item = dict[str, Any]
MOST_MERGED = 300 * 1024 * 1024
_PIECE = 1024 * 1024


def _seen_files(user: User, ids: list[int]) -> set[int]:
    """Finished files of approved papers that the person may see; never one of a draft."""
    rows = Rendering.objects.visible_to(user).filter(
        pk__in=ids,
        state=Rendering.State.DONE,
        document__state__in=Document.APPROVED_STATES,
    )
    return set(rows.exclude(form__in=Rendering.DRAFTS).values_list("pk", flat=True))


# The first word of an item's key → which of these rows the person may see. The floors above add
# what they put into packs when the application starts.
still_seen: dict[str, Seen] = {"tep": _seen_files}


def items_of(rendering: Rendering) -> list[Item]:
    """What lies in a pack, as it was frozen when it was asked for."""
    items: list[Item] = (rendering.snapshot or {}).get("items", [])
    return items


def keys_of(rendering: Rendering) -> list[str]:
    """The keys of what lies in a pack; one period's pack names its files by their ids alone."""
    files = (rendering.snapshot or {}).get("files", [])
    return [item["key"] for item in items_of(rendering)] or [f"tep:{pk}" for pk in files]


def check_seen(rendering: Rendering, user: User) -> None:
    """Raises ActionError when the person may not see (any more) something in the pack: it is
    neither made nor handed out then."""
    wanted: dict[str, set[int]] = {}
    for key in keys_of(rendering):
        kind, pk = key.split(":")[:2]
        wanted.setdefault(kind, set()).add(int(pk))
    for kind, ids in wanted.items():
        if ids - still_seen[kind](user, sorted(ids)):
            raise ActionError(
                _(
                    "Gói có văn bản mà tài khoản này không còn được xem hoặc không còn hiệu lực."
                    " Hãy lập gói mới."
                )
            )


def make_pack(rendering: Rendering) -> tuple[IO[bytes], str]:
    """The pack as an open temporary file, and its suffix; how far it is stands in the row.

    Raises ActionError when its asker may not see everything in it, or a file is lost or not what
    it was when the pack was asked for; `pdf.RenderError`, OSError.
    """
    asker = rendering.requested_by
    if asker is None or not asker.is_active:
        raise ActionError(_("Người yêu cầu gói này không còn tài khoản đang hoạt động."))
    check_seen(rendering, asker)
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        if rendering.form == Rendering.Form.PACK_PDF:
            _bind(rendering, out)
            return out, ".pdf"
        _zip(rendering, out)
    except BaseException:
        out.close()
        raise
    return out, ".zip"


def _zip(rendering: Rendering, out: IO[bytes]) -> None:
    snapshot = (rendering.snapshot or {}) | {"is_zip": True}
    items = items_of(rendering)
    names = binding.names_of(items)
    rows: list[tuple[str, str]] = []
    with binding.write_zip(out) as archive:
        for done, (item, name) in enumerate(zip(items, names, strict=True), start=1):
            with _opened(item) as file:
                is_packed = item["suffix"] in {".pdf", ".docx", ".xlsx"}
                with archive.open(binding.entry(name, is_packed=is_packed), "w") as target:
                    shutil.copyfileobj(file, target, _PIECE)
            rows.append((item["sha256"], name))
            _tell(rendering, done)
        words = binding.index_words(snapshot, items, names)
        index = pdf.render("pack_index", words, None, _day(rendering))
        rows.insert(0, (hashlib.sha256(index).hexdigest(), binding.INDEX_NAME))
        archive.writestr(binding.entry(binding.INDEX_NAME, is_packed=True), index)
        archive.writestr(binding.entry(binding.SUMS_NAME), binding.sums(rows))


def _bind(rendering: Rendering, out: IO[bytes]) -> None:
    snapshot, items = rendering.snapshot or {}, items_of(rendering)
    day = _day(rendering)
    binder = binding.Binder()
    for done, item in enumerate(items, start=1):
        if item["suffix"] != ".pdf":
            binder.skip()
            continue
        with _opened(item) as file:
            try:
                binder.add(file, item["key"])
            except pdf.RenderError as error:
                sentence = _(
                    "Không ghép được tệp “%(name)s” vào một PDF. Hãy lập gói ZIP: gói ZIP giữ tệp"
                    " nguyên bản."
                )
                named = f"{item['kind']} {item['label']}".strip()
                raise ActionError(sentence % {"name": named}) from error
        _tell(rendering, done)
    binder.close(out, snapshot, items, lambda words: pdf.render("pack_index", words, None, day))


def _opened(item: Item) -> IO[bytes]:
    """The stored bytes of an item, found to be those that were frozen; words are printed now."""
    if words := item.get("words"):
        content = pdf.render(item["words_kind"], words, None, None)
        item["sha256"] = hashlib.sha256(content).hexdigest()
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_PIECE)  # noqa: SIM115
        file.write(content)
        file.seek(0)
        return file
    lost = _("Tệp “%(name)s” không còn nguyên vẹn trong kho lưu trữ. Hãy báo quản trị hệ thống.")
    named = {"name": f"{item['kind']} {item['label']}".strip()}
    try:
        stored: IO[bytes] = default_storage.open(item["path"])
    except FileNotFoundError:
        raise ActionError(lost % named) from None
    digest = hashlib.sha256()
    while piece := stored.read(_PIECE):
        digest.update(piece)
    if digest.hexdigest() != item["sha256"]:
        stored.close()
        raise ActionError(lost % named)
    stored.seek(0)
    return stored


def _tell(rendering: Rendering, done: int) -> None:
    """How far it is, for the page; a worker whose lease was taken over tells nothing."""
    rows = Rendering.objects.filter(pk=rendering.pk, attempts=rendering.attempts)
    rows.filter(state=Rendering.State.WORKING).update(done_parts=done)


def _day(rendering: Rendering) -> date | None:
    day = (rendering.snapshot or {}).get("day")
    return date.fromisoformat(day) if day else None


@transaction.atomic
def record_download(rendering: Rendering, *, by: User) -> Download:
    """Note that somebody takes a pack: who, when, and what lies in it.

    Raises ActionError when the person may not see (any more) everything in it.
    """
    check_seen(rendering, by)
    keys = keys_of(rendering)
    province: Any = rendering.province or (rendering.bloc.province if rendering.bloc else None)
    row = Download.objects.create(
        province=province,
        bloc=rendering.bloc,
        rendering=rendering,
        files=keys,
        by=by,
        at=clock.real_now(),
    )
    record(rendering, "pack_downloaded", by=by, after={"files": len(keys), "name": rendering.name})
    return row
