"""What a signed PDF that came back really is: an e-signed file, a scan, or something else.

Signatures are checked with pyHanko against the installation's trust roots, without asking any
server. A file that begins with the bytes we handed out was signed over them; whatever it begins
with, its text must be that of the approved paper.
"""

import datetime
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from documents.pdf.errors import RenderError


class Verdict(StrEnum):
    """What is shown beside a signature."""

    GOOD = "good"
    UNVERIFIED = "unverified"
    EXPIRED = "expired"
    BAD = "bad"


class UnreadableError(RenderError):
    """The file cannot be read as a PDF."""


@dataclass(frozen=True)
class Signature:
    """One signature: the certificate's name, when (as the signer's clock said, unless a timestamp
    authority vouches), what it is worth, and whether bytes were added after it."""

    signer: str
    issuer: str
    at: datetime.datetime | None
    is_timestamped: bool
    verdict: Verdict
    is_last_word: bool


@dataclass(frozen=True)
class Found:
    """What a file is: its signatures, whether it is pictures of pages only (a scan), whether it
    begins with our bytes, and whether its text is ours."""

    signatures: tuple[Signature, ...]
    is_scan: bool
    begins_with_ours: bool
    is_unsigned_copy: bool
    has_same_text: bool


def examine(
    content: bytes, ours: bytes | None, roots: Sequence[Any], *, now: datetime.datetime
) -> Found:
    """Look at a file that is said to be our paper, signed. `ours` are the bytes handed out, None
    while there are none.

    Raises UnreadableError when it is no PDF that can be read.
    """
    text, pictures = _text_of(content)
    signatures = tuple(_signatures(content, roots, now))
    is_scan = not signatures and pictures
    return Found(
        signatures=signatures,
        is_scan=is_scan,
        begins_with_ours=ours is not None and content.startswith(ours),
        is_unsigned_copy=not signatures and content == ours,
        has_same_text=ours is not None and text == _text_of(ours)[0],
    )


def load_roots(path: str) -> list[Any]:
    """The certificates of a PEM or DER file, or of all files of a folder; none for an empty path.

    Raises OSError or ValueError for what cannot be read.
    """
    from pyhanko.keys import load_certs_from_pemder  # slow import

    if not path:
        return []
    place = Path(path)
    inside = sorted(file for file in place.iterdir() if file.is_file()) if place.is_dir() else []
    return list(load_certs_from_pemder([str(file) for file in inside or [place]]))


def _text_of(content: bytes) -> tuple[str, bool]:
    """The text of all pages, as letters alone (line ends, blanks and ligatures differ between
    programs), and whether every page is a picture."""
    from pypdf import PdfReader  # slow import
    from pypdf.errors import PyPdfError  # slow import

    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        pages = list(reader.pages)
        text = "".join(page.extract_text() for page in pages)
        pictures = bool(pages) and all(_is_picture(page) for page in pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return "".join(unicodedata.normalize("NFKC", text).split()), pictures


def _is_picture(page: Any) -> bool:
    """A scanned page: a picture and no typeface but, at most, that of recognised letters."""
    resources = page.get("/Resources")
    found = resources.get_object().get("/XObject") if resources is not None else None
    if found is None:
        return False
    forms = [row.get_object() for row in found.get_object().values()]
    return any(row.get("/Subtype") == "/Image" and row.get("/Width", 0) >= 600 for row in forms)


def _signatures(content: bytes, roots: Sequence[Any], now: datetime.datetime) -> list[Signature]:
    from pyhanko.pdf_utils.misc import PdfError  # slow import
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow import

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        rows = list(reader.embedded_regular_signatures)
        return [
            _checked(row, roots, now, is_last=place == len(rows))
            for place, row in enumerate(rows, start=1)
        ]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error


def _checked(row: Any, roots: Sequence[Any], now: datetime.datetime, *, is_last: bool) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel  # slow import
    from pyhanko.sign.general import SigningError  # slow import
    from pyhanko.sign.validation import validate_pdf_signature  # slow import
    from pyhanko.sign.validation.errors import SignatureValidationError  # slow import
    from pyhanko_certvalidator import ValidationContext  # slow import

    certificate = row.signer_cert
    context = ValidationContext(
        trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=now
    )
    try:
        status = validate_pdf_signature(row, context)
    except (SignatureValidationError, SigningError, ValueError, KeyError):
        return _named(certificate, None, verdict=Verdict.BAD, is_last=is_last)
    stamp = status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid)
    at = stamp.timestamp if stamp and is_stamped else status.signer_reported_dt
    is_touched = status.modification_level in {None, ModificationLevel.OTHER}
    if not (status.intact and status.valid) or is_touched:
        verdict = Verdict.BAD
    elif not certificate.not_valid_before <= (at or now) <= certificate.not_valid_after:
        verdict = Verdict.EXPIRED
    elif not is_stamped and now > certificate.not_valid_after:
        verdict = Verdict.EXPIRED  # nobody but the signer says that it was signed in time
    else:
        verdict = Verdict.GOOD if status.trusted else Verdict.UNVERIFIED
    return _named(certificate, at, verdict=verdict, is_last=is_last, is_stamped=is_stamped)


def _named(
    certificate: Any,
    at: datetime.datetime | None,
    *,
    verdict: Verdict,
    is_last: bool,
    is_stamped: bool = False,
) -> Signature:
    return Signature(
        signer=_common_name(certificate.subject),
        issuer=_common_name(certificate.issuer),
        at=at,
        is_timestamped=is_stamped,
        verdict=verdict,
        is_last_word=is_last,
    )


def _common_name(name: Any) -> str:
    """The name that people know: the common name, else the whole."""
    value = name.native.get("common_name")
    chosen = value[-1] if isinstance(value, list) else value
    return unicodedata.normalize("NFC", str(chosen or name.human_friendly))[:200]
