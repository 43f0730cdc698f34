"""What a file is, found from its content; the name must fit it, and nothing may be two things.

PDF, Word, Excel, PowerPoint (new and old), JPG and PNG. Nothing is unpacked but the list of parts
of an Office file, and of that at most `MOST_LISTED` bytes.
"""

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_LISTED = 1024 * 1024
MOST_PARTS = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PIXELS = 200_000_000
MOST_NAME = 150

_OPEN = "application/vnd.openxmlformats-officedocument."
# Ending → (what people call it, media type).
KINDS = {
    ".pdf": ("PDF", "application/pdf"),
    ".docx": ("Word", f"{_OPEN}wordprocessingml.document"),
    ".xlsx": ("Excel", f"{_OPEN}spreadsheetml.sheet"),
    ".pptx": ("PowerPoint", f"{_OPEN}presentationml.presentation"),
    ".doc": ("Word", "application/msword"),
    ".xls": ("Excel", "application/vnd.ms-excel"),
    ".ppt": ("PowerPoint", "application/vnd.ms-powerpoint"),
    ".jpg": ("ảnh JPG", "image/jpeg"),
    ".png": ("ảnh PNG", "image/png"),
}
ACCEPTED = (*KINDS, ".jpeg")
_MAIN = {
    f"{_OPEN}wordprocessingml.document.main+xml": ".docx",
    f"{_OPEN}spreadsheetml.sheet.main+xml": ".xlsx",
    f"{_OPEN}presentationml.presentation.main+xml": ".pptx",
}
_OLD = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls", "PowerPoint Document": ".ppt"}
_END_OF_ZIP = b"PK\x05\x06\x00\x00\x00\x00"
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_MARKUP = re.compile(rb"<\s*(?:script|html|!doctype|iframe|svg|body|\?php)", re.IGNORECASE)
# What a file system, a header or a reader of names may stumble over; bidi marks turn names round.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\"'`<>|:*?\\/\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_MACROS = gettext_lazy(
    "Tệp có macro. Hãy lưu lại dưới dạng không có macro (docx, xlsx, pptx) hoặc PDF."
)
_PASSWORD = gettext_lazy(
    "Tệp có mật khẩu, người thẩm định không mở được. Hãy bỏ mật khẩu rồi tải lên."
)
_BROKEN_PICTURE = gettext_lazy("Tệp ảnh bị hỏng, không đọc được. Hãy lưu lại ảnh rồi tải lên.")


class WrongFileError(Exception):
    """The file is not taken; the message is a sentence for the screen."""


@dataclass(frozen=True)
class FileKind:
    """What was found: ending, media type, and the name under which it is kept."""

    suffix: str
    media_type: str
    name: str


def recognise(name: str, content: bytes) -> FileKind:
    """Find out what a file is. Raises WrongFileError with a sentence when it is not taken."""
    if not content:
        raise WrongFileError(_("Tệp rỗng. Hãy kiểm tra lại tệp rồi chọn lần nữa."))
    found = _kind_of(content)
    cleaned = clean_name(name)
    given = PurePath(cleaned).suffix.lower()
    if {".jpeg": ".jpg"}.get(given, given) != found:
        raise WrongFileError(
            _(
                "Nội dung tệp là %(kind)s nhưng tên tệp có đuôi “%(given)s”."
                " Hãy lưu lại với đuôi %(suffix)s."
            )
            % {"kind": KINDS[found][0], "given": given or _("(không có)"), "suffix": found}
        )
    return FileKind(found, KINDS[found][1], cleaned)


def clean_name(name: str) -> str:
    """A name without path, quotes and control characters, NFC, at most 150 letters; emoji stay."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = " ".join(_UNSAFE.sub("", last).split())
    stem, dot, suffix = plain.rpartition(".")
    if not dot:
        stem, suffix = plain, ""
    ending = f".{suffix.strip()}" if suffix.strip() else ""
    return (stem.strip(". ") or "tep")[: MOST_NAME - len(ending)].rstrip(". ") + ending[:MOST_NAME]


def _kind_of(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    raise WrongFileError(_said(content))


def _said(content: bytes) -> str:
    """What is wrong with something else, as far as it can be told."""
    if content.startswith((b"MZ", b"\x7fELF")):
        return _("Nội dung tệp là chương trình máy tính, không phải tài liệu. Tệp không được nhận.")
    if b"%PDF-" in content[:1024]:
        return _(
            "Tệp PDF có nội dung lạ ở đầu tệp. Hãy mở tệp, in hoặc lưu lại thành PDF rồi tải lên."
        )
    try:
        found = puremagic.from_string(content[:4096])
    except (puremagic.PureError, ValueError):
        found = ""
    what = _(" (nội dung là %(found)s)") % {"found": found} if found else ""
    return _("Tệp không phải PDF, Word, Excel, PowerPoint, JPG hoặc PNG%(what)s.") % {"what": what}


def _refuse_hidden_archive(content: bytes) -> None:
    """A file that ends like a ZIP is one too, whatever it begins with."""
    if _END_OF_ZIP in content:
        raise WrongFileError(
            _("Tệp chứa một tệp nén giấu bên trong. Hãy in hoặc lưu lại tài liệu rồi tải lên.")
        )


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-1024:]:
        raise WrongFileError(
            _("Tệp PDF bị thiếu phần cuối hoặc có nội dung lạ ở cuối. Hãy lưu lại rồi tải lên.")
        )
    _refuse_hidden_archive(content)
    if _MARKUP.search(_STREAM.sub(b"", content)):
        raise WrongFileError(
            _("Tệp PDF có lẫn mã trang web. Hãy in hoặc lưu lại thành PDF rồi tải lên.")
        )
    return ".pdf"


def _office(content: bytes) -> str:
    """A ZIP whose list of parts says Word, Excel or PowerPoint, without macros."""
    if b"%PDF-" in content[:1024]:
        raise WrongFileError(_("Tệp vừa là tệp nén vừa là PDF. Tệp không được nhận."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_parts(parts, len(content))
            listed = _list_of_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zlib.error):
        raise WrongFileError(_("Tệp bị hỏng, không mở được.")) from None
    names = " ".join(part.filename for part in parts).lower()
    if any(word in names for word in ("vbaproject", "macrosheets/")) or "macroenabled" in listed:
        raise WrongFileError(_MACROS)
    for words, suffix in _MAIN.items():
        if words in listed:
            return suffix
    raise WrongFileError(
        _("Tệp nén không được nhận. Hãy tải lên từng tài liệu Word, Excel, PowerPoint hoặc PDF.")
    )


def _check_parts(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse what would swell when it is opened: nothing is unpacked to find out."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or packed > size:
        raise WrongFileError(
            _("Tệp phình ra quá lớn khi mở, có thể làm treo máy người xem. Tệp không được nhận.")
        )
    for part in parts:
        if part.flag_bits & 1:
            raise WrongFileError(_PASSWORD)
        if ".." in part.filename.split("/") or part.filename.startswith("/"):
            raise WrongFileError(_("Tệp có cấu trúc bất thường. Tệp không được nhận."))


def _list_of_parts(archive: zipfile.ZipFile) -> str:
    try:
        with archive.open("[Content_Types].xml") as file:
            return file.read(MOST_LISTED).decode("utf-8", "replace").lower()
    except KeyError:
        return ""


def _old_office(content: bytes) -> str:
    """The old Office formats keep named streams in a file; their directory tells which they are."""
    if any(_has_stream(content, word) for word in ("EncryptedPackage", "EncryptionInfo")):
        raise WrongFileError(_PASSWORD)
    if any(_has_stream(content, word) for word in ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA")):
        raise WrongFileError(_MACROS)
    for word, suffix in _OLD.items():
        if _has_stream(content, word):
            return suffix
    raise WrongFileError(_("Tệp không phải Word, Excel hay PowerPoint."))


def _has_stream(content: bytes, name: str) -> bool:
    """Whether a directory entry (128 bytes, aligned) bears exactly that name."""
    needle = name.encode("utf-16-le") + b"\x00\x00"
    place = content.find(needle, 512)
    while place >= 0:
        length = content[place + 64 : place + 66]
        if place % 128 == 0 and length == struct.pack("<H", len(needle)):
            return True
        place = content.find(needle, place + 2)
    return False


def _jpeg(content: bytes) -> str:
    """Segments up to the picture, with a size in them, and an end mark."""
    _refuse_hidden_archive(content)
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        mark = content[place + 1]
        if mark == 0xFF:
            place += 1
            continue
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            if content.rfind(b"\xff\xd9") > place:
                return _sized(".jpg", width, height)
            break
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    raise WrongFileError(_BROKEN_PICTURE)


def _png(content: bytes) -> str:
    """Chunks with right checksums, from the header to the end."""
    _refuse_hidden_archive(content)
    place, size = 8, (0, 0)
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4])
        kind = content[place + 4 : place + 8]
        body = content[place + 4 : place + 8 + length]
        stored = content[place + 8 + length : place + 12 + length]
        if len(stored) < 4 or zlib.crc32(body) != int.from_bytes(stored):
            break
        if place == 8 and kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", body[4:12])
        if kind == b"IEND":
            return _sized(".png", *size)
        place += 12 + length
    raise WrongFileError(_BROKEN_PICTURE)


def _sized(suffix: str, width: int, height: int) -> str:
    if not width or not height:
        raise WrongFileError(_BROKEN_PICTURE)
    if width * height > MOST_PIXELS:
        raise WrongFileError(_("Ảnh có kích thước quá lớn. Hãy thu nhỏ ảnh rồi tải lên."))
    return suffix
