"""From the bytes of a file to text that can be parsed and pointed into, and that is small enough.

The libraries build a file of settings by functions that call themselves, and follow each alias:
brackets 20,000 deep overflow the stack of the C library and end the process, an alias within its
own value never ends, and ten lines of aliases to aliases are more than any memory holds. The
parser's events have none of that, so they are counted before anything builds such a file.
"""

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from onrecord.diagnostics import CODES, Diagnostic, OnrecordError

from .texts import shown_path

# PyYAML has two families of loaders and events, in Python and in C, without a common type.
YamlLoader: TypeAlias = type[Any]
YamlEvent: TypeAlias = Any
# libyaml is ten times faster, and not everywhere.
FASTEST_LOADER: YamlLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What parsing raises: the scanner in Python hands the number in `"\\UFFFFFFFF"` to chr() as it is.
PARSING_ERRORS = (yaml.YAMLError, ValueError, OverflowError)

MAX_BYTES = 2_000_000
MAX_FAULTS = 50  # of one kind in one file: a spoilt file is not listed line by line
MORE_FAULTS = "this file has more problems than are listed"

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_LINE_ENDS = "save the file with ordinary line endings (LF or CRLF)"
_AS_UTF8 = "save it as UTF-8"
_BREAKS = {"\x85": "U+0085", "\u2028": "U+2028", "\u2029": "U+2029"}
# What YAML refuses, and the characters that some programs take for the end of a line.
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


class StopReading(OnrecordError):
    """Nothing more can be read from a file; raised and caught within this package."""

    message = "the rest of this file cannot be read"


class YamlText:
    """The text of one YAML file.

    Attributes:
        text: lines end in a line feed alone; no byte-order mark, no control characters.
        parsed: the text that was parsed: without entries that are no YAML, with ordinary spaces;
            line by line as `text`.
        lost: the lines (from 1) of what was left out of `parsed`.
    """

    __slots__ = ("_lines", "file", "lost", "parsed", "text")

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.parsed = text
        self.lost: frozenset[int] = frozenset()
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """The line ``number`` (from 1), or an empty one."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def fault(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> Diagnostic:
        """A diagnostic at ``place`` (line, column) of this file, with the text of its line."""
        line, column = place
        excerpt = self.line(line)
        return Diagnostic(code, CODES[code], self.file, line, column, message, hint, excerpt)


def indent_of(line: str) -> int:
    """The number of leading spaces of ``line``."""
    return len(line) - len(line.lstrip(" "))


def file_fault(code: str, path: Path, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic about a file as a whole."""
    return Diagnostic(code, CODES[code], shown_path(path), 1, 1, message, hint)


def read_yaml_text(path: Path) -> tuple[YamlText | None, list[Diagnostic]]:
    """Read ``path``.

    Returns:
        The source, or None where the file cannot be used at all, and what is wrong with it. Refused
        characters have a diagnostic each and are spaces in the source, so that the rest of the
        file can be checked too.
    """
    data = read_data(path)
    return decode_yaml(path, data) if isinstance(data, bytes) else (None, [data])


def read_data(path: Path) -> bytes | Diagnostic:
    """The bytes of the file ``path``, or why it cannot be used."""
    try:
        return _unfit(path) or path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        return file_fault("unreadable-file", path, f"this file cannot be read: {reason}")


def refused_character(text: str) -> tuple[str, str, str] | None:
    """What is wrong with the first character in ``text`` that no text may have.

    Returns:
        The diagnostic's code, message and hint; None where every character is allowed.
    """
    found = _REFUSED.search(text)
    return _refusal(found.group()) if found else None


def _unfit(path: Path) -> Diagnostic | None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        return file_fault("unreadable-file", path, "this is not an ordinary file")
    if status.st_size > MAX_BYTES:
        size = f"{status.st_size / 1_000_000:,.1f}"
        return file_fault(
            "file-too-large",
            path,
            f"this file has {size} MB; the limit is {MAX_BYTES // 1_000_000} MB",
            "split it, or keep full texts of sources outside the content folder",
        )
    return None


def decode_yaml(path: Path, data: bytes) -> tuple[YamlText | None, list[Diagnostic]]:
    """Read ``data`` as what ``path`` has; the result is that of `read_yaml_text`."""
    if encoding := _other_encoding(data):
        message = f"this file is in {encoding}, not UTF-8"
        return None, [file_fault("not-utf8", path, message, _AS_UTF8)]
    if b"\x00" in data:
        hint = "delete it, or move it out of the content folder"
        return None, [file_fault("binary-file", path, "this is not a text file", hint)]
    data = data.removeprefix(_BOM)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return None, [_bad_byte(path, data, error.start)]
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    faults: list[Diagnostic] = []
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
        message = "the lines of this file end in a carriage return (U+000D) alone"
        faults = [file_fault("control-character", path, message, _LINE_ENDS)]
    source = YamlText(shown_path(path), text)
    if _REFUSED.search(text):
        faults += _refused(source)
        # A line feed for a lone carriage return would shift the lines of what follows.
        source.text = _REFUSED.sub(" ", text)
    return source, faults


def _other_encoding(data: bytes) -> str:
    """The encoding that the first bytes of ``data`` show: a mark, or NUL bytes."""
    if b"\x00" not in data[:200] and not data.startswith(_UTF16):
        return ""
    if data.startswith(_UTF32):
        return "UTF-32"
    first, second = data[:200:2], data[1:200:2]
    letters = first if any(first) else second
    is_wide = (
        len(data) > 1
        and any(first) != any(second)
        and letters.isascii()
        and all(byte >= ord(" ") or byte in b"\t\r\n" for byte in letters)
    )
    return "UTF-16" if data.startswith(_UTF16) or is_wide else ""


def _bad_byte(path: Path, data: bytes, index: int) -> Diagnostic:
    start = data.rfind(b"\n", 0, index) + 1
    end = data.find(b"\n", index)
    excerpt = data[start : end if end >= 0 else len(data)].decode(errors="replace")
    return Diagnostic(
        "not-utf8",
        CODES["not-utf8"],
        shown_path(path),
        data.count(b"\n", 0, index) + 1,
        len(data[start:index].decode(errors="replace")) + 1,
        f"this file is not in UTF-8: the byte 0x{data[index]:02X} is invalid here",
        _AS_UTF8,
        excerpt.rstrip("\r"),
    )


def _refused(source: YamlText) -> list[Diagnostic]:
    faults: list[Diagnostic] = []
    text = source.text
    line, start, counted = 1, 0, 0
    for found in _REFUSED.finditer(text):
        index = found.start()
        line += text.count("\n", counted, index)
        start = max(start, text.rfind("\n", counted, index) + 1)
        counted = index
        code, message, hint = _refusal(found.group())
        faults.append(source.fault(code, (line, index - start + 1), message, hint))
        if len(faults) == MAX_FAULTS:
            break
    return faults


def _refusal(character: str) -> tuple[str, str, str]:
    if name := _BREAKS.get(character):
        message = f"this is an invisible line break ({name})"
        return "line-separator", message, "delete it, or type a space or an ordinary line break"
    message = f"this is a control character (U+{ord(character):04X})"
    if character == "\r":
        return "control-character", message, _LINE_ENDS
    return "control-character", message, "delete it; it may come from text copied from a PDF"


MAX_DEPTH = 50
MAX_VALUES = 200_000

_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class OutOfBoundsError(OnrecordError):
    """The text cannot be built, because of its ``line`` (from 1). No message quotes the text."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class NoYamlError(OutOfBoundsError):
    """The text is not YAML."""


def check_bounds(text: str) -> None:
    """Check that ``text`` is YAML that can be built.

    Raises:
        NoYamlError: it is none.
        OutOfBoundsError: it is nested too deeply, or too much once its aliases are followed.
    """
    loader = FASTEST_LOADER(text)
    count = _ValueCounter()
    try:
        while loader.check_event():
            count.take(loader.get_event())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nest" in (error.problem or "") or "depth" in (error.problem or ""):
            raise _too_deep(mark.line + 1 if mark else 1) from None
        error = _exact_error(text) or error
        mark = error.problem_mark or error.context_mark
        said = f"this is not valid YAML: {error.problem or error.context}"
        raise NoYamlError(said, mark.line + 1 if mark else 1) from None
    except (*PARSING_ERRORS, RecursionError):
        raise NoYamlError("this is not valid YAML", 1) from None
    finally:
        loader.dispose()


def _exact_error(text: str) -> yaml.MarkedYAMLError | None:
    """The error of the Python parser, which locates the fault more exactly."""
    loader: Any = yaml.SafeLoader(text)
    try:
        while loader.check_event():
            loader.get_event()
    except yaml.MarkedYAMLError as error:
        return error
    except (*PARSING_ERRORS, RecursionError):
        return None
    return None


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping whose end has not come."""

    anchor: str | None
    values: int = 1


@dataclass(slots=True)
class _ValueCounter:
    """How many values there are once each alias is followed."""

    known: dict[str, int] = field(default_factory=dict)
    open: list[_OpenCollection] = field(default_factory=list)
    total: int = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, _STARTS):
            if len(self.open) == MAX_DEPTH:
                raise _too_deep(_line(event))
            self.open.append(_OpenCollection(event.anchor))
        elif isinstance(event, _ENDS):
            done = self.open.pop()
            self._add(done.values, done.anchor, event)
        elif isinstance(event, yaml.ScalarEvent):
            self._add(1, event.anchor, event)
        elif isinstance(event, yaml.AliasEvent):
            if any(collection.anchor == event.anchor for collection in self.open):
                raise OutOfBoundsError("an alias is inside the value that it names", _line(event))
            self._add(self.known.get(event.anchor or "", 1), None, event)

    def _add(self, values: int, anchor: str | None, event: yaml.Event) -> None:
        if anchor is not None:
            self.known[anchor] = values
        if self.open:
            self.open[-1].values += values
        self.total = max(self.total, values, self.open[-1].values if self.open else 0)
        if self.total > MAX_VALUES:
            message = f"this has more than {MAX_VALUES:,} values once its aliases are expanded"
            raise OutOfBoundsError(message, _line(event))


def _too_deep(line: int) -> OutOfBoundsError:
    return OutOfBoundsError(f"there are more than {MAX_DEPTH} levels of nesting", line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
