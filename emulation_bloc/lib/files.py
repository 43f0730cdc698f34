"""People's files on their way in and out."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

# What a form adds to its file: names of the parts, the token, other boxes.
AROUND_A_FILE = 64 * 1024


class KeptFile(Protocol):
    """A row that keeps a file: where it lies, what it is called and is, its checksum."""

    file: str
    name: str
    media_type: str
    sha256: str


@dataclass(frozen=True)
class NewFile:
    """A checked file: cleaned name, media type found from its content, bytes."""

    name: str
    media_type: str
    suffix: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def store(self, folder: str) -> str:
        """Write the bytes and give their path; before the transaction, which waits for no disk."""
        place = f"{folder}/{uuid.uuid4().hex}{self.suffix}"
        return default_storage.save(place, ContentFile(self.content))

    def fields(self, path: str) -> dict[str, Any]:
        """What a row keeps of the file that was stored at `path`."""
        return {
            "file": path,
            "name": self.name,
            "media_type": self.media_type,
            "size": len(self.content),
            "sha256": self.sha256,
        }


def drop_unneeded(path: str, *models: type[Model]) -> None:
    """Delete stored bytes that no row of these models refers to."""
    if not any(model._default_manager.filter(file=path).exists() for model in models):
        default_storage.delete(path)


def is_too_long(request: HttpRequest) -> bool:
    """Whether more is announced than one file may have; asked before a byte is read."""
    given = request.META.get("CONTENT_LENGTH") or "0"
    return given.isdecimal() and int(given) > settings.EVIDENCE_MAX_BYTES + AROUND_A_FILE


def opened(path: str) -> File:
    """The stored file, else 404."""
    try:
        return default_storage.open(path)
    except FileNotFoundError:
        raise Http404 from None


def serve(request: HttpRequest, row: KeptFile, *, in_place: bool = False) -> HttpResponseBase:
    """The bytes as an attachment, or shown in place; who has them already is told so."""
    etag = f'"{row.sha256}"'
    response: HttpResponseBase = get_conditional_response(request, etag=etag) or FileResponse(
        opened(row.file),
        as_attachment=not in_place,
        filename=row.name,
        content_type=row.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag
    return response


def made(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file made just now, as an attachment that nobody keeps on the way."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
