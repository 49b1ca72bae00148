"""Every text in a file, also in what is packed inside of it."""

import io
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pypdf

_PNG = b"\x89PNG\r\n\x1a\n"


def texts(name: str, data: bytes) -> Iterator[bytes]:
    """``data`` as it is, and all that a reader of its format would find."""
    yield name.encode()
    yield data
    if b"%" in data and not data.startswith((b"PK", b"%PDF", _PNG)):
        yield unquote_to_bytes(data)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from texts(member, archive.read(member))
    elif data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield repr(reader.metadata).encode()
    elif data.startswith(_PNG):
        yield from _chunks(data)
    elif data.startswith(b"SQLite format 3"):
        yield from _dumped(data)


def _chunks(png: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
        if kind != b"IDAT":
            yield body
        if kind in (b"zTXt", b"iTXt") and b"\x78" in body:
            yield zlib.decompress(body[body.index(b"\x78") :])


def _dumped(data: bytes) -> Iterator[bytes]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        for line in database.iterdump():
            yield line.encode()


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file with its path in ``folder``."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
