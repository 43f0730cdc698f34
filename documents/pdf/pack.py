"""A pack of papers as one ZIP or one bookmarked PDF, with an index and checksums."""

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import IO, Any

from documents.pdf.bundle import FILE_TIME
from documents.pdf.errors import RenderError

INDEX_NAME = "MUC-LUC.pdf"
SUMS_NAME = "SHA256SUMS.txt"
NEW = "Mới"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')  # what Windows refuses in a file name
_MOST = 90  # letters of one part of a path: three parts stay within what Windows opens
_LOST_SIGNATURES = (
    "Khi ghép thành một tệp, chữ ký số trong các văn bản không còn kiểm chứng được. Bản ký số gốc"
    " có trong gói ZIP và trên trang của từng văn bản; mã SHA-256 trong mục lục là của bản gốc."
)
_SUMS = (
    f"Kiểm tra các tệp sau khi giải nén: sha256sum -c {SUMS_NAME}. Bản ký số được giữ nguyên vẹn."
)

Item = dict[str, Any]
Snapshot = dict[str, Any]


def safe_part(text: str) -> str:
    """One part of a path that every system accepts, with its Vietnamese letters."""
    flat = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", flat)[:_MOST].strip(" .-") or "van-ban"


def names_of(items: list[Item]) -> list[str]:
    """The path of each item inside the ZIP: bloc / period / `01 Biên bản hội nghị 01-BB-K.pdf`;
    what belongs to no single bloc lies in a folder of its kind."""
    counts: dict[str, int] = {}
    names = []
    for item in items:
        parts = [item["bloc"], item["period"]] if item["bloc"] else [item["kind"]]
        folder = "/".join(safe_part(part) for part in parts)
        counts[folder.lower()] = number = counts.get(folder.lower(), 0) + 1
        stem = safe_part(" ".join(part for part in (item["kind"], item["label"]) if part))
        names.append(f"{folder}/{number:02d} {stem}{item['suffix']}")
    return names


def write_zip(out: IO[bytes]) -> zipfile.ZipFile:
    """An archive to be written file by file."""
    return zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)


def entry(name: str, *, is_packed: bool = False) -> zipfile.ZipInfo:
    """The head of a file in the archive, dated alike every time; a PDF is packed already."""
    info = zipfile.ZipInfo(name, FILE_TIME)
    info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def sums(rows: list[tuple[str, str]]) -> bytes:
    """SHA256SUMS.txt from (SHA-256 in hexadecimal, path), as `sha256sum -c` reads it."""
    return "".join(f"{digest}  {name}\n" for digest, name in rows).encode()


def index_words(snapshot: Snapshot, items: list[Item], places: list[str]) -> Snapshot:
    """The index as the words of a paper across the page: by bloc and period, with the place of
    each item (a page, or a path), its checksum, and what is new; an item without a place is named
    with the reason."""
    is_zip = bool(snapshot.get("is_zip"))
    blocks: list[dict[str, Any]] = []
    for (bloc, period), rows in _grouped(items, places):
        title = f"{bloc} – {period}" if bloc else str(rows[0][1]["kind"])
        blocks.append({"type": "heading", "level": 2, "text": title})
        blocks.append(_table(rows, is_zip=is_zip))
    if lacking := snapshot.get("lacking"):
        blocks.append({"type": "heading", "level": 2, "text": "Văn bản chưa có tệp để đưa vào gói"})
        blocks += [{"type": "paragraph", "lead": "", "text": line} for line in lacking]
    return {
        "version": 1,
        "form": "landscape",
        "title": f"Mục lục {snapshot['title']}",
        "author": snapshot["department"],
        "mark": snapshot.get("mark", ""),
        "header": {"parent": snapshot["province"], "issuer": [snapshot["department"]]},
        "type_name": "MỤC LỤC GÓI HỒ SƠ",
        "subject": snapshot["subject"],
        "facts": snapshot["facts"],
        "addressees": [],
        "blocks": blocks,
        "signatures": [],
        "recipients": [],
        "check": None,
        "notes": [_SUMS if is_zip else _LOST_SIGNATURES],
    }


def _grouped(
    items: list[Item], places: list[str]
) -> Iterator[tuple[tuple[str, str], list[tuple[int, Item, str]]]]:
    groups: dict[tuple[str, str], list[tuple[int, Item, str]]] = {}
    for number, (item, place) in enumerate(zip(items, places, strict=True), start=1):
        groups.setdefault((item["bloc"], item["period"]), []).append((number, item, place))
    yield from groups.items()


def _table(rows: list[tuple[int, Item, str]], *, is_zip: bool) -> dict[str, Any]:
    heads = [
        ("STT", 4, "center"),
        ("Văn bản", 27 if is_zip else 34, "left"),
        ("Ngày", 8, "center"),
        ("Tình trạng", 9, "left"),
        ("Mới", 5, "center"),
        ("Tệp", 22, "left") if is_zip else ("Trang", 7, "center"),
        ("SHA-256 của bản gốc", 25 if is_zip else 33, "left"),
    ]
    return {
        "type": "table",
        "caption": "",
        "small": True,
        "columns": [{"title": a, "width": b, "align": c} for a, b, c in heads],
        "rows": [
            [
                str(number),
                ". ".join(p for p in (_named(item), item["title"]) if p),
                item["date"],
                item["state"],
                NEW if item["is_new"] else "",
                place.rsplit("/", 1)[-1] if is_zip else place,
                item["sha256"],
            ]
            for number, item, place in rows
        ],
    }


def _named(item: Item) -> str:
    return " ".join(part for part in (item["kind"], item["label"]) if part)


class Binder:
    """One PDF of many: papers in the order they are added, an index in front, an outline of bloc,
    period and paper. Raises RenderError for what is no PDF that can be read."""

    def __init__(self) -> None:
        from pypdf import PdfWriter  # slow import

        self.writer = PdfWriter()
        self.starts: list[int] = []

    def add(self, file: IO[bytes], named: str) -> None:
        """Append a PDF; `named` is how the error calls it."""
        from pypdf import PdfReader  # slow import
        from pypdf.errors import PyPdfError  # slow import

        try:
            reader = PdfReader(file)
            if reader.is_encrypted:
                raise RenderError(f"{named}: encrypted")
            start = len(self.writer.pages)
            self.writer.append(reader, import_outline=False)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise RenderError(f"{named}: {error}") from error
        self.starts.append(start)

    def skip(self) -> None:
        """An item that is not in the PDF."""
        self.starts.append(-1)

    def close(
        self,
        out: IO[bytes],
        snapshot: Snapshot,
        items: list[Item],
        printed: Callable[[Snapshot], bytes],
    ) -> None:
        """Put the index in front, bind and write; `printed` makes a PDF of the index's words."""
        from pypdf import PdfReader  # slow import

        front = 0
        for _try in range(4):  # how long the index is says on which page everything stands
            words = index_words(snapshot, items, self._places(front or 1))
            index = PdfReader(BytesIO(printed(words)))
            if len(index.pages) == front:
                break
            front = len(index.pages)
        self.writer.merge(0, index, import_outline=False)
        self._bookmark(items, front)
        self.writer.page_mode = "/UseOutlines"
        title = snapshot["title"][:1].upper() + snapshot["title"][1:]
        self.writer.add_metadata({"/Title": title, "/Author": snapshot["department"]})
        self.writer.write(out)

    def _places(self, front: int) -> list[str]:
        return ["chỉ có trong ZIP" if at < 0 else str(at + front + 1) for at in self.starts]

    def _bookmark(self, items: list[Item], front: int) -> None:
        self.writer.add_outline_item(title="Mục lục", page_number=0)
        folders: dict[tuple[str, ...], Any] = {}
        for item, start in zip(items, self.starts, strict=True):
            if start < 0:
                continue
            page, parent = start + front, None
            path = (item["bloc"], item["period"]) if item["bloc"] else (item["kind"],)
            for depth in range(1, len(path) + 1):
                if path[:depth] not in folders:
                    folders[path[:depth]] = self.writer.add_outline_item(
                        title=path[depth - 1], page_number=page, parent=parent
                    )
                parent = folders[path[:depth]]
            name = f"{_named(item)} ({NEW.lower()})" if item["is_new"] else _named(item)
            self.writer.add_outline_item(title=name, page_number=page, parent=parent)
