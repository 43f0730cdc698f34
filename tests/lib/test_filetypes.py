"""What a file is says its content; what pretends is refused with a sentence."""

import io
import os
import struct

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from emulation_bloc.lib import filetypes
from emulation_bloc.lib.filetypes import WrongFileError, clean_name, recognise
from tests.assessments import evidence_files as files


def made(write) -> bytes:
    held = io.BytesIO()
    write(held)
    return held.getvalue()


GOOD = {
    "a.pdf": files.PDF,
    "a.docx": made(Document().save),
    "a.xlsx": made(Workbook().save),
    "a.pptx": files.office(".pptx"),
    "a.doc": files.old_office("Root Entry", "1Table", "WordDocument"),
    "a.xls": files.old_office("Root Entry", "Workbook"),
    "cũ.xls": files.old_office("Root Entry", "Book"),
    "a.ppt": files.old_office("Root Entry", "PowerPoint Document"),
    "a.png": made(lambda held: Image.new("RGB", (3, 2)).save(held, "PNG")),
    "a.jpg": made(lambda held: Image.new("RGB", (3, 2)).save(held, "JPEG")),
    "A.JPEG": made(lambda held: Image.new("L", (3, 2)).save(held, "JPEG", progressive=True)),
    "nhỏ.png": files.png(),
    "đệm.jpg": files.jpeg()[:2] + b"\xff\xff\xff" + files.jpeg()[2:],
    "lệch.doc": files.old_office("aWordDocument", "WordDocument"),
}


@pytest.mark.parametrize("name", GOOD)
def test_good_file_is_recognised(name):
    found = recognise(name, GOOD[name])

    given = name.rpartition(".")[2].lower()
    assert found.suffix == {".jpeg": ".jpg"}.get(f".{given}", f".{given}")
    assert found.media_type == filetypes.KINDS[found.suffix][1]
    assert found.name == name


PRETENDERS = {
    "renamed program": ("a.pdf", files.EXE, "chương trình"),
    "renamed linux program": ("a.docx", b"\x7fELF" + bytes(60), "chương trình"),
    "empty": ("a.pdf", b"", "rỗng"),
    "text": ("a.pdf", "Báo cáo kết quả".encode(), "không phải PDF"),
    "web page": ("a.pdf", b"<!doctype html><script>alert(1)</script>", "không phải PDF"),
    "gif": ("a.png", b"GIF89a" + bytes(30), "không phải PDF"),
    "wrong ending": ("a.docx", files.PDF, "Nội dung tệp là PDF"),
    "no ending": ("a", files.PDF, "không có"),
    "two endings": ("a.pdf.exe", files.PDF, "“.exe”"),
    "bytes before the head": ("a.pdf", b"GIF89a;\n" + files.PDF, "ở đầu tệp"),
    "no end": ("a.pdf", b"%PDF-1.7\n" + b" " * 2000, "phần cuối"),
    "much after the end": ("a.pdf", files.PDF + b"x" * 2000, "phần cuối"),
    "pdf and zip": ("a.pdf", files.PDF + files.archive({"a.js": b"1"}), "tệp nén"),
    "pdf and web page": ("a.pdf", b"%PDF-1.7\n<html><script>1</script>\n%%EOF", "trang web"),
    "pdf and svg": ("a.pdf", b"%PDF-1.7\n< SVG onload=alert(1)>\n%%EOF", "trang web"),
    "zip and pdf": ("a.docx", files.archive({f"{files.PDF[:8].decode()}": b""}), "vừa là"),
    "picture and zip": ("a.jpg", files.jpeg() + files.archive({"a": b"1"}), "tệp nén"),
    "png and zip": ("a.png", files.png() + files.archive({"a": b"1"}), "tệp nén"),
    "plain zip": ("a.zip", files.archive({"a.exe": files.EXE}), "Tệp nén"),
    "zip as word": ("a.docx", files.archive({"word/document.xml": b"1"}), "Tệp nén"),
    "torn word": ("a.docx", files.office()[:80], "bị hỏng"),
    "word with macros": ("a.docx", files.office(**{"word/vbaProject.bin": b"1"}), "macro"),
    "excel 4 macros": ("a.xlsx", files.office(".xlsx", **{"xl/macrosheets/a.xml": b"1"}), "macro"),
    "macro type": (
        "a.docm",
        files.office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macro",
    ),
    "path in a part": ("a.docx", files.office(**{"../../a": b"1"}), "bất thường"),
    "old macros": ("a.doc", files.old_office("WordDocument", "_VBA_PROJECT"), "macro"),
    "password": ("a.docx", files.old_office("EncryptionInfo", "EncryptedPackage"), "mật khẩu"),
    "old something": ("a.doc", files.old_office("Root Entry", "Contents"), "không phải Word"),
    "torn jpg": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40), "bị hỏng"),
    "jpg without end": ("a.jpg", files.jpeg()[:-2] + bytes(8), "bị hỏng"),
    "jpg of no size": ("a.jpg", files.jpeg(0, 5), "bị hỏng"),
    "torn png": ("a.png", files.png()[:-6], "bị hỏng"),
    "png with a wrong checksum": ("a.png", files.png()[:-1] + b"x", "bị hỏng"),
    "picture bomb": ("a.png", files.png(60_000, 60_000), "quá lớn"),
}


@pytest.mark.parametrize("case", PRETENDERS)
def test_pretender_is_refused_with_a_sentence(case):
    name, content, why = PRETENDERS[case]

    with pytest.raises(WrongFileError, match=why) as refused:
        recognise(name, content)

    assert str(refused.value).endswith(".")


def test_zip_bomb_is_refused_without_unpacking(monkeypatch):
    monkeypatch.setattr(filetypes, "MOST_UNPACKED", 1_000_000)
    bomb = files.office(".xlsx", **{"xl/worksheets/sheet1.xml": bytes(1_000_001)})

    with pytest.raises(WrongFileError, match="phình"):
        recognise("a.xlsx", bomb)


def test_long_list_of_parts_is_read_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr(filetypes, "MOST_LISTED", 20)

    with pytest.raises(WrongFileError, match="Tệp nén"):
        recognise("a.docx", files.office())


def test_too_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(filetypes, "MOST_PARTS", 2)

    with pytest.raises(WrongFileError, match="phình"):
        recognise("a.docx", files.office(a=b"1", b=b"2"))


def test_parts_that_share_their_bytes_are_refused():
    """A few kilobytes become petabytes when a thousand names point at the same packed bytes."""
    content = files.archive({"a": os.urandom(3000)})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    names = content[start:end] * 3
    counts = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 3, 3, len(names), start, 0)

    with pytest.raises(WrongFileError, match="phình"):
        recognise("a.docx", content[:start] + names + counts)


def test_password_of_a_zip_is_noticed():
    content = bytearray(files.office())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the flag in the directory

    with pytest.raises(WrongFileError, match="mật khẩu"):
        recognise("a.docx", bytes(content))


def test_markup_inside_a_stream_is_content_and_no_harm():
    inside = b"%PDF-1.7\nstream\n<html><script>\nendstream\ntrailer\n%%EOF"

    assert recognise("a.pdf", inside).suffix == ".pdf"


NAMES = {
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Tài liệu\\Báo cáo.docx": "Báo cáo.docx",
    "Quyết \"định\" '1'.pdf": "Quyết định 1.pdf",
    "Tổng kết 🎉.pdf": "Tổng kết 🎉.pdf",
    "a\u0000b\r\nc.pdf": "abc.pdf",
    "a\u202efdp.exe": "afdp.exe",
    "  nhiều   khoảng  trắng .pdf": "nhiều khoảng trắng.pdf",
    ".pdf": "tep.pdf",
    "../..": "tep",
    "": "tep",
    "12/QĐ-UBND.pdf": "QĐ-UBND.pdf",
    "Ba\u0301o ca\u0301o.pdf": "Báo cáo.pdf",
    "x" * 400 + ".pdf": "x" * 146 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_name_is_cleaned(name):
    assert clean_name(name) == NAMES[name]
