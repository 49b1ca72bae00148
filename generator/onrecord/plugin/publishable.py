"""Which files of the content folder may be published: kinds that readers open, no records.

Everything else stays out. A list of what must not be published would never be complete: each
editor and each tool for merges leaves files of its own, with words in them that were withheld. And
a name says little: `backup.zip` may have the whole content folder in it, `rally-old.txt` a record.
"""

import bz2
import gzip
import io
import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path, PurePosixPath

from mkdocs.utils import markdown_extensions

from onrecord.captures.lock import LOCK
from onrecord.diagnostics import Diagnostic
from onrecord.reading import MAX_BYTES, file_fault
from onrecord.reading.files import VERSION_CONTROL
from onrecord.records import PLACES, Article, Quote, Source, fields_of

CAPTURES = "captures"
_RECORDS = (".yml", ".yaml")
_PAGES = "|".join(ending.removeprefix(".") for ending in markdown_extensions)
_PICTURES = "avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp"
_SOUND_AND_FILM = "aac|flac|m4[av]|mov|mp[34]|og[agv]|opus|wav|web[am]"
_DOCUMENTS = "docx?|epub|html?|od[pst]|pdf|pptx?|rtf|txt|xlsx?"
_DATA = (
    "atom|bib|csv|geojson|gpx|ics|json|jsonl|jsonld|kml|ndjson|parquet|rdf|ris|rss|sqlite|srt|"
    "topojson|tsv|ttl|vcf|vtt|xml"
)
# Only those that we can look into: see `packed`.
_ARCHIVES = "bz2|gz|tar|tgz|xz|zip"
_WEB = "css|eot|js|map|mjs|otf|ttf|wasm|webmanifest|woff2?"
_SIGNATURES = "asc|sig"
_TEXTS = frozenset((".txt", ".text"))
# Files at the top that hosts look for, and that have no ending.
_AT_THE_TOP = frozenset(
    ("cname", "copying", "licence", "license", "notice", "web.config", "_headers", "_redirects")
)
# A record, the lock or a half-written file under another name.
_COPY = re.compile(
    r"\.ya?ml|captures(?:\W{1,2}\w{1,9}\W?)?\.lock|^\.?[#~]|[#~]$|^\.onrecord-", re.IGNORECASE
)
# What `git mergetool` leaves of any file (`x_LOCAL_7.yml`), and programs that keep folders alike on
# two computers (Dropbox, Syncthing, Nextcloud).
_SIDE_OF_A_MERGE = re.compile(r"[_.](?:BACKUP|BASE|LOCAL|REMOTE)[_.]\d+")
_CONFLICT = re.compile(
    r"\([^)]*\bconflicted copy\b[^)]*\)|\.sync-conflict-\d{8}-|_conflict-\d{8}-\d{6}|"
    r"[(\[](?:case |name |unsaved )?conflict(?: \d+)?[)\]]|"
    r"\.(?:bak|backup|orig|rej|swp|tmp)\.\w+\Z",
    re.IGNORECASE,
)
# What is put before or behind a name when a file is copied in its folder.
_COPIED = r"copy|kopie|copie|copia"
_BEFORE = re.compile(rf"(?:{_COPIED}) (?:of|von|de|di) ", re.IGNORECASE)
# "x copy", "x (2)", "x.bak", "x_old", "x-LAPTOP-7".
_BEHIND = re.compile(
    rf"(?:\W+\(?(?:{_COPIED})\)?(?: ?\(?\d+\)?)?"
    r"|[._ -](?:bak|backup|old|orig|save|saved|tmp|mine|conflict)\d*"
    r"|-(?:DESKTOP|LAPTOP|PC)-\w+)\Z",
    re.IGNORECASE,
)
# A download or a computer numbers copies so; of pictures and films a newsroom may, too.
_NUMBER = re.compile(r" ?\(\d+\)\Z| \d\Z")
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
_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown", ".htm", ".html", ".csv", ".tsv")
_RECORD_FILES = (*PLACES.files, LOCK)
# The file of an article begins with one of its keys, and has those of its source and its quotes.
_ARTICLE_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:(?:#[^\n]*|---[ \t]*|[ \t\r]*)\n)*"
    rb"(?:%s)[ \t]*:(?=\s)" % "|".join(fields_of(Article)).encode()
)
_ARTICLE_KEYS = tuple(
    re.compile(rb"^%s[ \t]*:" % name.encode(), re.MULTILINE)
    for name, field in fields_of(Article).items()
    if field.model in (Source, Quote)
)

# Of a text so many pieces of so many characters show that it is a copy; fewer may be quoted.
_PIECES, _FEWEST, _PIECE = 12, 5, 80
_WITH_TEXT = frozenset(
    {".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".csv", ".json", ".rtf"}
)
_TAG = re.compile(r"<[^<>]*>")


def _ending(*kinds: str) -> re.Pattern[str]:
    # A file that is nothing but its ending, ".txt", is hidden and of no kind.
    return re.compile(rf".\.(?:{'|'.join(kinds)})\Z", re.IGNORECASE)


_AMONG_RECORDS = _ending(_PAGES, _PICTURES, _SOUND_AND_FILM)
_SHOWN = _ending(_PICTURES, _SOUND_AND_FILM, "pdf")
NEVER_WORDS = _ending("avif|bmp|gif|ico|jpe?g|tiff?|webp|woff2?|eot|ttf|otf|wasm", _SOUND_AND_FILM)
_ANYWHERE = _ending(
    *(_PAGES, _PICTURES, _SOUND_AND_FILM, _DOCUMENTS, _DATA, _ARCHIVES, _WEB, _SIGNATURES)
)


class Unpublished(Enum):
    """Why a file of the content is kept from being published."""

    RECORD = "it is a record or the lock"
    COPY = "it looks like a copy of another file"
    PACKED = "it contains records or texts of sources"
    VERSIONS = "it belongs to version control"
    CAPTURE = "it looks like the text of a source"
    AMONG_RECORDS = "files of its kind are not published from the folders of records"
    KIND = "files of its kind are not published"


def why_not_published(
    uri: str, articles: Collection[str], *, around: Collection[str] = (), let_in: bool
) -> Unpublished | None:
    """Why the file ``uri`` of the content folder may not be published; ``None`` where it may.

    Captures are named after ``articles`` (ids). ``around`` are the paths of all files there,
    casefolded. That `exclude_docs` has let a file in by name is enough for every kind of file, but
    never for copies of records, captures and what belongs to version control.
    """
    why = _never(uri)
    return _not_unasked(uri, articles, around) if why is None and not let_in else why


def is_record_file(uri: str) -> bool:
    """Whether the file ``uri`` has the name of a record, or is the lock."""
    return _never(uri) is Unpublished.RECORD


def _never(uri: str) -> Unpublished | None:
    """Why the file may never be published, whatever the configuration says."""
    *folders, name = parts = uri.split("/")
    if VERSION_CONTROL.intersection(parts):
        return Unpublished.VERSIONS
    hidden = any(part.startswith(".") for part in parts)
    if uri == LOCK or (name.casefold().endswith(_RECORDS) and not hidden):
        return Unpublished.RECORD
    if _COPY.search(name):
        return Unpublished.COPY
    return Unpublished.CAPTURE if folders and folders[0].casefold() == CAPTURES else None


def _not_unasked(
    uri: str, articles: Collection[str], around: Collection[str]
) -> Unpublished | None:
    """Why the file may be published only if the configuration names it."""
    *folders, name = uri.split("/")
    stem, ending = posixpath.splitext(name.casefold())
    among_records = bool(folders) and folders[0].casefold() in PLACES.folders
    if _SIDE_OF_A_MERGE.search(name) or _CONFLICT.search(name) or _copied(uri, around):
        return Unpublished.COPY
    if ending in _TEXTS and _is_capture(folders, stem, articles):
        return Unpublished.CAPTURE
    if among_records:
        return None if _AMONG_RECORDS.search(name) else Unpublished.AMONG_RECORDS
    known = _ANYWHERE.search(name) or (not folders and name.casefold() in _AT_THE_TOP)
    return None if known else Unpublished.KIND


def _copied(uri: str, around: Collection[str]) -> bool:
    """Whether the file has the name of a copy of another file in its folder."""
    folder, name = posixpath.split(uri)
    stem, ending = posixpath.splitext(name)
    originals = {_BEFORE.sub("", stem, count=1), _BEHIND.sub("", stem)}
    if not _SHOWN.search(name):
        originals.add(_NUMBER.sub("", stem))
    endings = (ending, *_RECORDS)
    named = {
        posixpath.join(folder, f"{name}{end}") for name in originals - {stem} for end in endings
    }
    return any(name.casefold() in around for name in named)


def _is_capture(folders: Collection[str], stem: str, articles: Collection[str]) -> bool:
    """Whether a text has the place or the name of a capture."""
    if any(folder.casefold() == CAPTURES for folder in folders):
        return True
    copied = _NUMBER.sub("", _BEHIND.sub("", _BEFORE.sub("", stem, count=1)))
    return stem in articles or copied in articles


def holds_records(path: Path, articles: Collection[str]) -> bool:
    """Whether records, or texts of sources of ``articles`` (ids), are in the file at ``path``."""
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
        if ending in _TEXT_ENDINGS and path.stat().st_size <= MAX_BYTES:
            return _is_article(path.read_bytes())
    except (*_UNREADABLE, zipfile.BadZipFile, NotImplementedError):
        return False
    return False


def _listed(data: bytes) -> Iterator[str]:
    """The names in a tar archive, as far as they can be read."""
    import tarfile  # noqa: PLC0415 - few desks have one

    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                yield member.name
    except (tarfile.TarError, *_UNREADABLE):
        return


def _is_record(name: str, articles: Collection[str]) -> bool:
    path = PurePosixPath(name.casefold())
    if path.name in _RECORD_FILES:
        return True
    if path.suffix == ".txt":
        return path.stem in articles
    return path.suffix in _RECORDS and (path.stem in articles or path.parent.name in PLACES.folders)


def _is_article(data: bytes) -> bool:
    return _ARTICLE_BEGIN.match(data) is not None and all(key.search(data) for key in _ARTICLE_KEYS)


def copied_sources(files: Iterable[Path], captures: Path) -> Iterator[Diagnostic]:
    """Files that have the text of a captured source, which would be published with them."""
    pieces = {path: found for path in files if (found := _pieces(path))}
    for capture in sorted(captures.glob("*.txt")) if pieces else ():
        source = _plain(capture)
        for path, some in pieces.items():
            if 2 * sum(piece in source for piece in some) > len(some):
                message = f"this text of the source of '{capture.stem}' would be published"
                hint = "move it to the folder of captures, which is private"
                yield file_fault("summary-copied", path, message, hint)


def _pieces(path: Path) -> list[str]:
    """A few pieces of the text of ``path``, if it is long enough."""
    text = _plain(path) if path.suffix.lower() in _WITH_TEXT else ""
    step = max(_PIECE, len(text) // _PIECES)
    found = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE, step)]
    return found if len(found) >= _FEWEST else []


def _plain(path: Path) -> str:
    """The text of ``path`` without tags, with single spaces; nothing if unreadable."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        return " ".join(_TAG.sub(" ", path.read_text("utf-8", errors="replace")).split())
    except OSError:
        return ""
