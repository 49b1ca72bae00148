"""The words that are withheld, and whether a text, an id or a file repeats them.

The same words may be written in many ways: in another typography, with marks of Markdown or tags
between them, escaped for HTML, JSON or an address. Each way is read.
"""

import base64
import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from onrecord.captures import withheld
from onrecord.captures import words_in_texts as words
from onrecord.reading import shown_path
from onrecord.reading.texts import id_like
from onrecord.records import Quote

FEW_WORDS: Final = 3  # within quotation marks, or next to the words
SOME_WORDS: Final = 5  # where somebody writes of the words: in a comment, or as another's quote
# A sign of a comment: it follows a space or begins the line.
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_LARGEST = 50_000_000  # bytes of a file that is looked through
# What may have words in a way that is not read here.
_CLOSED = frozenset({".pdf", ".doc", ".xls", ".ppt", ".bz2", ".xz", ".7z", ".rar", ".tar"})


# In these nobody writes; the command itself deletes what has the words in the last.
_TOOLS = frozenset({".git", ".hg", ".venv", "venv", "node_modules", "__pycache__", ".onrecord"})
_MOST_FILES = 20_000
# What a PDF keeps packed, and what an address or a style sheet has within itself.
_STREAM = re.compile(rb"stream\r?\n(.{1,5000000}?)endstream", re.DOTALL)
_BASE64 = re.compile(rb"base64,([A-Za-z0-9+/=\s]{16,1000000})")
_PACKED = b"\x1f\x8b"  # how a file of gzip begins


class WithheldWords:
    """The words that are withheld, and whether a text repeats them."""

    def __init__(self, quotes: Iterable[Quote], earlier: Iterable[str] = ()) -> None:
        """Take the words of ``quotes``, their original and our paraphrase of them.

        Those that they had ``earlier``, before a correction, count if there are enough of them.
        """
        own = [text for quote in quotes for text in texts_of(quote)]
        texts = [spelt for text in own for spelt in words.spellings(text)]
        before = [spelt for text in earlier for spelt in words.spellings(text)]
        self._as_ids = [id_like(spelt).split("-") for spelt in sorted({*texts})]
        self._texts = [words for words in sorted({*map(_joined, texts)}) if words]
        self._texts += [words for words in sorted({*map(_joined, before)}) if _are_enough(words)]

        self._runs_by_size: dict[int, frozenset[str]] = {}

    @cached_property
    def _runs(self) -> frozenset[str]:
        """Each run of words that is long enough to identify them."""
        sizes = {text: min(withheld.ENOUGH, text.count(" ") + 1) for text in self._texts}
        return frozenset(
            run for text, size in sizes.items() if size >= FEW_WORDS for run in _runs_of(text, size)
        )

    def may_be_in(self, text: str) -> bool:
        """Whether ``text`` is worth a closer look."""
        joined = f" {_joined(text)} "
        if any(f" {words} " in joined for words in self._texts):
            return True
        return self._have_run_in(joined, FEW_WORDS) or self.are_in(text)

    def are_in(self, text: str) -> bool:
        """Whether ``text`` repeats the words: many in a row, or a few in quotation marks."""
        return any(map(self._are_in, words.readings(text)))

    def share(self, text: str, least: int) -> bool:
        """Whether at least so many words in a row are in ``text``, too; or all, of a short one."""
        every = (f" {_joined(reading)} " for reading in words.readings(text))
        return any(it.strip() in self._texts or self._have_run_in(it, least) for it in every)

    def contain(self, passage: str, least: int = SOME_WORDS) -> bool:
        """Whether all of ``passage``, which somebody is quoted with, is a part of them.

        It is one of so many words at ``least``, or all of a text.
        """
        joined = _joined(passage)
        parts = self._texts if joined.count(" ") >= least - 1 else ()
        return joined in self._texts or any(f" {joined} " in f" {each} " for each in parts)

    def are_in_id(self, id_: str) -> bool:
        """Whether ``id_`` is made of them: a few of them, in their order."""
        parts = id_.split("-")
        left = map(iter, self._as_ids)  # so that each part is looked for behind those before it
        return len(parts) >= FEW_WORDS and any(all(it in words for it in parts) for words in left)

    def are_in_file(self, file: Path) -> bool:
        """Whether ``file``, of any format, repeats them, as far as it can be read."""
        return any(map(self.are_in, texts_in_file(file)))

    def _have_run_in(self, joined: str, size: int) -> bool:
        if size not in self._runs_by_size:
            runs = (run for text in self._texts for run in _runs_of(text, size))
            self._runs_by_size[size] = frozenset(runs)
        return any(run in joined for run in self._runs_by_size[size])

    def _are_in(self, text: str) -> bool:
        joined = f" {_joined(text)} "
        if any(run in joined for run in self._runs):
            return True
        marked = words.MARKED.finditer(text)
        return any(self.contain(found[1] or found[2], FEW_WORDS) for found in marked)


def texts_of(quote: Quote, earlier: Iterable[str] = ()) -> list[str]:
    """The words of ``quote``, their original, our paraphrase, and enough of those it had before."""
    original = quote.original.text if quote.original else ""
    texts = [text for text in (*quote.text, original, quote.gist) if text]
    return texts + [text for text in earlier if _are_enough(_joined(text))]


def _are_enough(joined: str) -> bool:
    return joined.count(" ") >= SOME_WORDS - 1


@dataclass(frozen=True, slots=True)
class PlacesOfDesk:
    """The folders of a desk besides its content and its captures."""

    desk: Path  # the folder of its configuration
    # Files and folders that are published, such as the configuration.
    published: Sequence[Path] = ()
    made: Sequence[Path] = ()  # folders that are made of the desk, such as the site


def copies_elsewhere(
    places: PlacesOfDesk, apart: Iterable[Path], words: WithheldWords
) -> Iterator[str]:
    """What was made of the desk, and files of its folder with the words, but those ``apart``."""
    for made in places.made:
        if made.exists():
            yield f"{shown_path(made)} was made with the words: delete it, and make it again"
    known = {os.path.realpath(place) for place in (*apart, *places.made, *places.published)}
    looked = 0
    for folder, folders, files in os.walk(places.desk):
        folders[:] = sorted(
            name
            for name in folders
            if name not in _TOOLS and os.path.realpath(Path(folder, name)) not in known
        )
        for file in (Path(folder, name) for name in sorted(files)):
            looked += 1
            if looked > _MOST_FILES:
                yield f"only {_MOST_FILES:,} files of the desk's folder were looked through"
                return
            if os.path.realpath(file) not in known and words.are_in_file(file):
                yield f"{shown_path(file)} has the words, too: rewrite, delete or make it again"


def cannot_be_read(file: Path) -> bool:
    """Whether ``file`` may have words that nothing here sees."""
    try:
        return file.suffix.lower() in _CLOSED or file.stat().st_size > _LARGEST
    except OSError:
        return True


def comments_in(text: str) -> Iterator[tuple[int, str]]:
    """Possible comments with their line numbers; adjacent comment lines are joined."""
    begun, said = 0, ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        sign = _COMMENT.search(line)
        if sign and not line[: sign.start()].strip():
            begun, said = begun or number, f"{said} {line[sign.end() :]}"
            continue
        if said:
            yield begun, said
        begun, said = 0, ""
        if sign:
            yield number, line[sign.end() :]


def _runs_of(joined: str, size: int) -> Iterator[str]:
    return (f" {run} " for run in words.runs_of(joined.split(), size))


def _joined(text: str) -> str:
    """The words of ``text`` without anything between them."""
    return " ".join(words.words_in(text))


def texts_in_file(file: Path) -> Iterator[str]:
    """The texts in ``file``, of any format, as far as they can be read."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return
        if zipfile.is_zipfile(file):
            yield from map(_decoded, _members(file))
            return
        data = file.read_bytes()
        yield _decoded(data)
        for hidden in _packed(data):
            yield _decoded(hidden)
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, RuntimeError):
        return


def _packed(data: bytes) -> Iterator[bytes]:
    """Compressed or encoded data in ``data``, as far as it can be read."""
    if data.startswith(_PACKED):
        yield _unpacked(data, wbits=31)
    if data.startswith(b"%PDF"):
        for stream in _STREAM.findall(data):
            yield _unpacked(stream, wbits=15)
    for encoded in _BASE64.findall(data):
        with suppress(ValueError):
            yield base64.b64decode(encoded)


def _unpacked(data: bytes, wbits: int) -> bytes:
    """``data`` decompressed with zlib; nothing if that fails."""
    try:
        return zlib.decompressobj(wbits).decompress(data, _LARGEST)
    except zlib.error:
        return b""


def names_in(path: Path, folder: Path) -> Iterator[str]:
    """The name of ``path`` and of each folder between it and ``folder``, as words."""
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else (path.name,)
    for part in (*parts[:-1], Path(parts[-1]).stem):
        yield part
        yield words.WITHIN_WORDS.sub(" ", part)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    # Between the letters of other encodings, and between the parts of a file that is no text.
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encodings = ("utf-8", "cp1252")
        return "\n".join(data.decode(each, errors="replace") for each in encodings)


def _members(file: Path) -> Iterator[bytes]:
    """The files in the archive ``file``; an office document is an archive, too."""
    left = _LARGEST
    with zipfile.ZipFile(file) as packed:
        for name in packed.namelist():
            with packed.open(name) as member:
                content = member.read(left)
            yield content
            left -= len(content)
            if left <= 0:
                return
