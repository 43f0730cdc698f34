"""Several papers in one file."""

import zipfile
from io import BytesIO

import pytest

from documents import pdf
from documents.pdf.bundle import INDEX_NAME


def unpacked(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_bundle_keeps_vietnamese_names_and_begins_with_its_index():
    files = unpacked(pdf.bundle([("Biên bản hội nghị.pdf", b"1")], ["Một", "Ha\u0300i"]))

    assert list(files) == [INDEX_NAME, "Biên bản hội nghị.pdf"]
    assert files[INDEX_NAME].decode("utf-8-sig") == "Một\r\nHài\r\n"
    assert files["Biên bản hội nghị.pdf"] == b"1"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("01/BB-KTĐKTKT.pdf", "01-BB-KTĐKTKT.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\a\x00b.docx", "C-a-b.docx"),
        ("", "van-ban"),
        ("/.", "van-ban"),
        (INDEX_NAME, "00 Danh mục (2).txt"),
        ("đ" * 300 + ".pdf", "đ" * 100 + ".pdf"),
    ],
)
def test_names_are_safe_on_every_system(given, kept):
    assert list(unpacked(pdf.bundle([(given, b"")], [])))[1:] == [kept]


def test_same_names_are_told_apart():
    files = unpacked(pdf.bundle([("a.pdf", b"1"), ("A.pdf", b"2"), ("a.pdf", b"3")], []))

    assert list(files)[1:] == ["a.pdf", "A (2).pdf", "a (3).pdf"]


def test_same_papers_give_the_same_file():
    entries = [("a.pdf", b"1"), ("b.pdf", b"2")]

    assert pdf.bundle(entries, ["x"]) == pdf.bundle(entries, ["x"])
