"""No report of a problem repeats words that are withheld: a log may be public."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from onrecord.diagnostics import Diagnostic
from onrecord.reading import MAX_BYTES

from .withheld import RUN, SURE, WithheldDigests
from .words_in_texts import readings

# A quote that is withheld, also in a file that cannot be read as YAML.
_WITHHOLDS = re.compile(r"\bstate\b[\"']?\s*:.{0,40}?\bwithheld\b", re.IGNORECASE | re.DOTALL)
OF_WITHHELD_WORDS = frozenset({"withheld-words", "maybe-withheld"})
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"('[^']*')")
# What a message repeats of a value: what is in marks, and an id of several words.
_VALUE = re.compile(r"('[^']*'|(?<![\w-])\w+(?:-\w+){2,}(?![\w-]))")
_ID = re.compile(r"\bid[\"']?\s*:\s*[\"']?([a-z0-9-]+)")
_FEW = 2  # words in a row that a message has from the file
# What a message repeats of a value, and the sign before it in the file that makes it no text.
_SIGNED = re.compile(r"(?<=')[*&!][^']*(?=')|(?<=alias \(')[^']*")


def without_known_words(
    diagnostics: Iterable[Diagnostic], withheld: WithheldDigests
) -> Iterator[Diagnostic]:
    """``diagnostics`` without words that are withheld, whatever they are about."""
    for each in diagnostics:
        said, hint = (_without_known(words, withheld) for words in (each.message, each.hint))
        file = without_few(each.file, withheld)
        shown = not withheld.shows(each.excerpt)
        excerpt = each.excerpt if shown else ""
        if not shown or (said, hint, file) != (each.message, each.hint, each.file):
            each = replace(each, file=file, message=said, hint=hint, excerpt=excerpt)  # noqa: PLW2901
        yield each


def name_without_known_words(name: str, withheld: WithheldDigests) -> str:
    """``name``, an id, an address or a path, without a few of the words in a row."""
    few = withheld.repeated_in(name) is not None or withheld.some_in(name)
    return without_few(name, withheld) if few else name


def without_few(name: str, withheld: WithheldDigests) -> str:
    """``name`` without any three of the words in a row, however it is written."""
    for reading in readings(name) if withheld else ():
        masked = withheld.masked(reading)
        if masked != reading:  # what is left may have them in another way
            return without_few(masked, withheld)
    return name


def _without_known(said: str, withheld: WithheldDigests) -> str:
    """``said`` without longer runs of withheld words, and without short ones in quoted values."""
    pieces = [
        withheld.masked(piece, RUN if number % 2 else SURE)
        for number, piece in enumerate(_VALUE.split(said))
    ]
    return "".join(pieces)


def without_withheld_words(
    diagnostics: Iterable[Diagnostic], unwritten: Mapping[Path, bytes]
) -> Iterator[Diagnostic]:
    """``diagnostics`` without words that were left in a row that withholds them.

    A log may be public. The row may have them under any key, or the file may be no YAML any more:
    so no line of it is shown.
    """
    every = tuple(diagnostics)
    repeated = {(each.file, each.line) for each in every if each.code in OF_WITHHELD_WORDS}
    texts: dict[str, tuple[str, Set[int]]] = {}
    for each in every:
        if each.file not in texts:
            text = _text_of(Path(each.file), unwritten)
            lines_repeating = (line for file, line in repeated if file == each.file)
            found = frozenset(_lines_on_withheld(text.splitlines(), lines_repeating))
            texts[each.file] = _spaced(text) if found else "", found
        text, lines = texts[each.file]
        if each.code in (*OF_WITHHELD_WORDS, "some-withheld"):
            yield replace(each, excerpt="")
        elif each.line in lines and each.code != "accept-unused":  # it names codes alone
            line = _spaced(each.excerpt)
            said, hint = (_masked(words, line, text) for words in (each.message, each.hint))
            yield replace(each, message=said, hint=hint, excerpt="")
        else:
            yield replace(each, excerpt="") if lines else each


def withholds_words(file: Path, unwritten: Mapping[Path, bytes]) -> bool:
    """Whether a quote is withheld in ``file``, which may be no YAML."""
    return _WITHHOLDS.search(_text_of(file, unwritten)) is not None


def _lines_on_withheld(lines: Sequence[str], repeated: Iterable[int]) -> Iterator[int]:
    """The lines, from 1, of each row that withholds words or names a quote that does.

    And of rows with ``repeated`` words, which are at these lines.
    """
    for number in repeated:
        if number <= len(lines):
            yield from _row(lines, number - 1)
    names: set[str] = set()
    for found in _WITHHOLDS.finditer("\n".join(lines)):
        at = found.string.count("\n", 0, found.start())
        row = _row(lines, at)
        yield from row
        names.update(_ID.findall("\n".join(lines[row.start - 1 : row.stop - 1])))
    if names:
        named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
        for at, line in enumerate(lines):
            if named.search(line):
                yield from _row(lines, at)


def _row(lines: Sequence[str], at: int) -> range:
    """The lines (from 1) of the list item that contains line ``at`` (from 0)."""
    indent, first = _indent(lines[at]), at
    while first >= 0 and not (
        lines[first].lstrip().startswith("-") and (first == at or _indent(lines[first]) < indent)
    ):
        first -= 1
    first = first if first >= 0 else at  # in no list
    last = first + 1
    while last < len(lines) and (
        not lines[last].strip() or _indent(lines[last]) > _indent(lines[first])
    ):
        last += 1
    return range(first + 1, last + 1)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _text_of(file: Path, unwritten: Mapping[Path, bytes]) -> str:
    data = unwritten.get(file) or unwritten.get(file.absolute())
    try:
        # A pipe would be waited for, and of a file too large to be read no line is shown.
        if data is None and file.is_file() and file.stat().st_size <= MAX_BYTES:
            data = file.read_bytes()
    except OSError:
        return ""
    return (data or b"").decode(errors="replace")


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "


def _masked(said: str, line: str, text: str) -> str:
    """``said`` without what it repeats of a ``line`` of a ``text``, which are words alone."""
    # What is in quotation marks is a value of its own: its words do not go on before it.
    pieces = [_without_runs(piece, line, text) for piece in _QUOTED.split(said)]
    return _SIGNED.sub("…", "".join(pieces))


def _without_runs(piece: str, line: str, text: str) -> str:
    """``piece`` without a few words in a row that a ``line`` has, or more that a ``text`` has."""
    words = list(_WORD.finditer(piece))
    hidden: set[int] = set()
    for size, there in ((_FEW, line), (_FEW + 1, text)):
        for at in range(len(words) - size + 1):
            run = range(at, at + size)
            if f" {' '.join(words[number][0] for number in run)} " in there:
                hidden.update(run)
    masked, last = [], 0
    for number, word in enumerate(words):
        if number in hidden:
            if number - 1 not in hidden:
                masked.append(f"{piece[last : word.start()]}…")
            last = word.end()
    return "".join([*masked, piece[last:]])
