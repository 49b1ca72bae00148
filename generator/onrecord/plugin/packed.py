"""What is inside files that readers would get: a record under another name, or records packed.

The name of a file says little about it: `backup.zip` may hold the whole content folder, and
`rally-old.txt` be a record with words that were withheld since.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from onrecord.reading.files import FOLDERS
from onrecord.reading.source import MAX_BYTES

# More of an archive is not looked at: a packed file may be a million times as large.
_MOST = 32_000_000
_UNPACKED: Mapping[str, Callable[[Path], io.BufferedIOBase]] = {
    ".gz": gzip.GzipFile,
    ".tgz": gzip.GzipFile,
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".tar": lambda path: path.open("rb"),
}
_UNREADABLE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
_TEXTS = (".txt", ".text", ".md", ".markdown", ".htm", ".html", ".csv", ".tsv")
_RECORDS = (".yml", ".yaml")
_FILES = ("topics.yml", "events.yml", "captures.lock")
# The file of an article begins with one of its keys, and has these two.
_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:(?:#[^\n]*|---[ \t]*|[ \t\r]*)\n)*"
    rb"(?:title|source|quotes|defaults|speakers|event)[ \t]*:(?=\s)"
)
_KEYS = (re.compile(rb"^quotes[ \t]*:", re.MULTILINE), re.compile(rb"^source[ \t]*:", re.MULTILINE))


def holds_records(path: Path, articles: Collection[str]) -> bool:
    """Whether there are records in the file at ``path``, or texts of sources.

    Args:
        path: a file that would be published.
        articles: the ids of the articles.
    """
    ending = path.suffix.lower()
    try:
        if not path.is_file():
            return False
        if ending == ".zip":
            with zipfile.ZipFile(path) as archive:
                return any(_is_record(name, articles) for name in archive.namelist())
        if unpacked := _UNPACKED.get(ending):
            with unpacked(path) as file:
                data = file.read(_MOST)
            return _is_article(data) or any(_is_record(name, articles) for name in _listed(data))
        if ending in _TEXTS and path.stat().st_size <= MAX_BYTES:
            return _is_article(path.read_bytes())
    except (*_UNREADABLE, zipfile.BadZipFile, NotImplementedError):
        return False
    return False


def _listed(data: bytes) -> Iterator[str]:
    """The names in a tar archive, as far as they can be read."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                yield member.name
    except (tarfile.TarError, *_UNREADABLE):
        return


def _is_record(name: str, articles: Collection[str]) -> bool:
    path = PurePosixPath(name.casefold())
    if path.name in _FILES:
        return True
    if path.suffix == ".txt":
        return path.stem in articles
    return path.suffix in _RECORDS and (path.stem in articles or path.parent.name in FOLDERS)


def _is_article(data: bytes) -> bool:
    return _BEGIN.match(data) is not None and all(key.search(data) for key in _KEYS)
