"""Small files of every kind for tests, and some that pretend."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
OFFICE = {
    ".docx": MAIN.format("wordprocessingml.document"),
    ".xlsx": MAIN.format("spreadsheetml.sheet"),
    ".pptx": MAIN.format("presentationml.presentation"),
}


def office(suffix: str = ".docx", **parts: bytes) -> bytes:
    """An Office file with nothing in it but its list of parts and `parts`."""
    listed = f'<Types><Override ContentType="{OFFICE.get(suffix, suffix)}"/></Types>'
    return archive({"[Content_Types].xml": listed.encode()} | parts)


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def old_office(*streams: str) -> bytes:
    """A compound file whose directory names the streams."""
    entries = b""
    for name in streams:
        words = name.encode("utf-16-le") + b"\x00\x00"
        entries += words.ljust(64, b"\x00") + struct.pack("<HB", len(words), 2) + bytes(61)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entries.ljust(512, b"\x00")


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture of one black line; its size is what is written in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(b"\x00\x00"), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """Head, size, end: enough to be a JPG."""
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(9) + frame + b"\xff\xda\x00\x02x\xff\xd9"
