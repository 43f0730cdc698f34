"""Several papers in one ZIP file, with a list of them."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath

INDEX_NAME = "00 Danh mục.txt"
FILE_TIME = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same papers give the same file
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # what Windows refuses in a file name


def bundle(entries: list[tuple[str, bytes]], index_lines: Iterable[str]) -> bytes:
    """A ZIP of named files with Vietnamese letters in their names, the index first."""
    target = BytesIO()
    taken = {INDEX_NAME.lower()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        index = "\r\n".join(unicodedata.normalize("NFC", line) for line in index_lines)
        # The byte order mark tells older editors on Windows that this is UTF-8.
        _write(archive, INDEX_NAME, f"{index}\r\n".encode("utf-8-sig"))
        for name, content in entries:
            _write(archive, _free_name(name, taken), content)
    return target.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """One file of the archive, dated alike every time."""
    entry = zipfile.ZipInfo(name, FILE_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


def _free_name(name: str, taken: set[str]) -> str:
    """A name that every system accepts and no other file of the bundle has."""
    flat = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    path = PurePosixPath(flat or "van-ban")
    stem, suffix = path.stem[:100].rstrip(), path.suffix[:12]
    free, count = f"{stem}{suffix}", 1
    while free.lower() in taken:
        count += 1
        free = f"{stem} ({count}){suffix}"
    taken.add(free.lower())
    return free
