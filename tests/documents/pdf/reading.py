"""What a PDF says of itself: words and where they stand, tags, fonts."""

import re
import shutil
import subprocess
import unicodedata
from io import BytesIO
from typing import NamedTuple

import pytest
from pypdf import PdfReader

POINTS_PER_MM = 72 / 25.4


class Word(NamedTuple):
    """A word on a page, in millimetres from the top left corner."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def pages_of(pdf):
    """The text of every page, with blanks of any kind and length as one space."""
    reader = PdfReader(BytesIO(pdf))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def text_of(pdf):
    return " ".join(pages_of(pdf))


def is_nfc(text):
    return unicodedata.is_normalized("NFC", text)


def _poppler(program, *arguments):
    """What a program of poppler-utils prints; skips the test where it is not installed."""
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is missing: install poppler-utils")
    command = [found, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def fonts_of(pdf, folder):
    """The names of the typefaces in the file and whether each is embedded."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    rows = [line.split() for line in _poppler("pdffonts", path).splitlines()[2:]]
    return {row[0].split("+")[-1]: row[-5] for row in rows}


def words_of(pdf, folder):
    """Every word with its place."""
    path = folder / "words.pdf"
    path.write_bytes(pdf)
    pattern = r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    found = []
    for number, page in enumerate(_poppler("pdftotext", "-bbox", path, "-").split("<page ")):
        for *sides, text in re.findall(pattern, page):
            left, top, right, bottom = (float(side) / POINTS_PER_MM for side in sides)
            found.append(Word(number, text, left, top, right, bottom))
    return found


def tags_of(pdf):
    """The tags of the file in reading order, each with its alternative text."""
    root = PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]
    return list(_tags_below(root))


def _tags_below(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid["/S"], kid.get("/Alt")
            yield from _tags_below(kid)
