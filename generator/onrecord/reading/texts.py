"""Texts: how they and paths are shown, what is an id or a web address, how two of them differ.

Ids are public addresses, and names of files on every kind of disk. A web address is one that a
browser can open, and that leads where it seems to.
"""

import ipaddress
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import SplitResult, urlsplit

# Characters of scripts written without spaces: each is a word of its own (Thai, kana, Han).
ALONE = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_LONGEST = 60
# What turns the direction of all that follows in a line, and what ends each.
_TURNS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\N{POP DIRECTIONAL FORMATTING}"),
    **dict.fromkeys("\u2066\u2067\u2068", "\N{POP DIRECTIONAL ISOLATE}"),
}
_turning = re.compile(f"[{''.join(_TURNS)}]").search
# No other scheme can be followed by everybody, and "javascript:" runs a script.
_BEGINNING = re.compile(r"https?://", re.IGNORECASE)
# An address in ASCII with a host of a few labels: nothing can be wrong with it. Most are so.
_ORDINARY = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}[a-z]{2,12}(?:/[!-\[\]-~]*)?"
)
# Of general categories: white space, and what is not seen or turns the direction of a line.
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co"})
# Joiners, which some scripts spell with.
_JOINERS = "\u200c\u200d"
_MIDDLE_DOTS = "\u00b7\u30fb"
_DOTS = re.compile("[.\u3002\uff0e\uff61]")  # all are a dot between labels
# What browsers read as a number of an IP address: "127", "0x7f".
_NUMBER = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")
# Alphabets some of whose letters look like those of another.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})
_MAX_LABEL, _MAX_HOST = 63, 253


def shown_text(text: str) -> str:
    """``text`` in quotation marks, shortened if it is long."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"'{printable(cut)}'"


def printable(text: str) -> str:
    """``text`` with an escape for what cannot be printed on one line."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def may_have(text: str, parts: Iterable[str], least: int = 1) -> bool:
    """Whether ``text`` may have so many of ``parts``, in capitals or not: a fast first look.

    The parts are small letters of ASCII. A text with any other letter may have them always.
    """
    folded = text.lower()
    return not text.isascii() or sum(map(folded.__contains__, parts)) >= least


def with_directions_ended(text: str) -> str:
    r"""``text`` that turns nothing of the line it becomes a part of: what it opens it ends, too.

    >>> ascii(with_directions_ended("\u202edrow"))
    "'\\u202edrow\\u202c'"
    """
    if text.isascii() or not _turning(text):
        return text
    ends = [_TURNS[character] for character in text if character in _TURNS]
    for character in text:
        if character in ends:
            ends.remove(character)
    return text + "".join(reversed(ends))


def shown_path(path: Path) -> str:
    """``path`` relative to the current directory if it is below it, with ``/``.

    A file name may have any byte: what cannot be printed is written as an escape.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow symbolic links
    folder = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - hot: one call a file
    return printable(absolute.removeprefix(folder).replace(os.sep, "/"))


ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
MAX_LENGTH = 120  # a folder's name has at most 255 bytes, some systems' whole paths 260 characters

_FILE_SYSTEM = "con|prn|aux|nul|(com|lpt)[1-9]"
_OURS = "index|page|unknown"
_DATE = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
REFUSED_IDS = f"{_FILE_SYSTEM}|{_OURS}|{_DATE}"  # a pattern, for the JSON Schema too


def is_reserved(name: str) -> bool:
    """Whether some systems refuse files and folders of this name."""
    return re.fullmatch(_FILE_SYSTEM, name.lower()) is not None


def is_id(text: str) -> bool:
    """Whether ``text`` is spelt like an id."""
    return re.fullmatch(ID_PATTERN, text) is not None


@lru_cache(maxsize=50_000)  # ids are named again and again
def why_no_id(text: str) -> tuple[str, str] | None:
    """Why ``text`` cannot be an id, and how to correct it; None if it can."""
    if not is_id(text):
        why = f"{shown_text(text)} is not an id: use small letters a-z, digits and single hyphens"
        spelt = id_like(text)
        good = spelt if is_id(spelt) and not why_no_id(spelt) else "harbour-strike-2031"
        return why, f"such as {shown_text(good)}"
    if len(text) > MAX_LENGTH:
        return f"this id has {len(text)} characters; the limit is {MAX_LENGTH}", "shorten it"
    if not re.fullmatch(REFUSED_IDS, text):
        return None
    for pattern, why in (
        (_FILE_SYSTEM, "some systems refuse files of this name"),
        (_OURS, "the site uses this word itself"),
        (_DATE, "the site uses it for parts of lists"),
    ):
        if re.fullmatch(pattern, text):
            return f"'{text}' cannot be an id: {why}", "add a word to it"
    return None


# Latin letters that are no letter with a mark, as people type them without their keyboard.
PLAIN_LETTERS = dict(
    zip("ßæœþøłđðħŧŋ\u0131", "ss ae oe th o l d d h t n i".split(), strict=True)  # noqa: SIM905
)
_LETTERS = str.maketrans(PLAIN_LETTERS)
# Accents and points, which people leave out: Latin, Greek and Cyrillic marks, Hebrew points, Arabic
# vowel signs. The vowel signs of Indian scripts are letters to their readers.
ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
)


def without_accents(text: str) -> str:
    """The letters of ``text`` without all that is set on them or below them."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def caseless(text: str) -> str:
    """``text`` in one case, with one "i": a pattern of no case takes the Turkish ones for it."""
    return text.replace("\u0131", "i").replace("\u0130", "i").casefold()


def id_like(text: str) -> str:
    """``text`` spelt as an id, as near as can be; empty where nothing of it is left.

    >>> id_like("Øyvind Łaski")
    'oyvind-laski'
    """
    plain = without_accents(text).lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def shared_start(first: Sequence[str], other: Sequence[str]) -> int:
    """How many characters or words two texts begin with alike.

    >>> shared_start("harbour", "harvest"), shared_start(["We", "want"], ["We", "want", "it"])
    (3, 2)
    """
    pairs = zip(first, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


# A word with its marks inside (don't, ten-percent), a run of white space, or a single sign.
# In scripts written without spaces each sign is a token of its own.
_SPACELESS = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
# Spaces; a letter of those; a word with its apostrophes and accents; any other sign.
_TOKEN = re.compile(
    rf"\s+|[{_SPACELESS}]|(?:(?![{_SPACELESS}])[\w'\u2019\u0300-\u036f])+|.", re.DOTALL
)
# So many pairs of equal tokens take a fifth of a second; prose of 800 words has as many.
_MOST_PAIRS = 8_000


_Kind: TypeAlias = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that one version has, or both."""

    kind: _Kind
    text: str


def word_diff(old: str, new: str) -> tuple[Segment, ...]:
    """How ``new`` differs from ``old``, word by word.

    Joined, the segments that are not ``added`` give ``old``, those not ``removed`` give ``new``.

    >>> [segment.kind + ":" + segment.text for segment in word_diff("not one inch", "not an inch")]
    ['same:not ', 'removed:one', 'added:an', 'same: inch']
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = shared_start(before, after)
    end = shared_start(before[start:][::-1], after[start:][::-1])
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    changed = _runs(first, second)
    return _joined([("same", before[:start]), *changed, ("same", before[len(before) - end :])])


def _runs(before: Sequence[str], after: Sequence[str]) -> list[tuple[_Kind, Sequence[str]]]:
    """Unchanged, removed and added tokens; all of them if tokens recur too often."""
    recur = Counter(after)
    if sum(recur[token] for token in before) > _MOST_PAIRS:
        return [("removed", before), ("added", after)]
    runs: list[tuple[_Kind, Sequence[str]]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("same", before[start:end]))
        else:
            runs += [("removed", before[start:end]), ("added", after[begin:stop])]
    return runs


def _joined(runs: Sequence[tuple[_Kind, Sequence[str]]]) -> tuple[Segment, ...]:
    """``runs`` as segments, without empty ones; unchanged neighbours are joined."""
    segments: list[Segment] = []
    for kind, tokens in runs:
        text = "".join(tokens)
        if text and segments and segments[-1].kind == kind == "same":
            segments[-1] = Segment("same", segments[-1].text + text)
        elif text:
            segments.append(Segment(kind, text))
    return tuple(segments)


def why_no_web_address(text: str) -> tuple[str, str] | None:
    """Why ``text`` is no web address, and how to correct it; None if it is one."""
    if _ORDINARY.fullmatch(text):
        return None
    if not _BEGINNING.match(text):
        return ("it does not begin with http:// or https://", "copy all of it from the browser")
    plain = text.isascii() and text.isprintable() and " " not in text
    for character in "" if plain else text:
        if unicodedata.category(character) in _UNSEEN and character not in _JOINERS:
            name = unicodedata.name(character, "a control character").lower()
            hint = "delete it, or write a space as %20"
            return f"it contains an invisible character ({name}, U+{ord(character):04X})", hint
    if "\\" in text:
        return "it contains a backslash, which browsers read as /", "write / or %5C"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ("its host or port cannot be read", "a host is a name, a port a number up to 65535")
    return _why_no_server(parts, port)


def _why_no_server(parts: SplitResult, port: int | None) -> tuple[str, str] | None:
    if "@" in parts.netloc:
        hint = "remove the @ and what is before it"
        return "it has a name or password before its host, which hides where it leads", hint
    if port == 0:
        return "no server answers on port 0", "remove the port"
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return None if _is_ip_address(host, 6) else _bad_host(host)
    return _why_no_host(host)


@lru_cache(maxsize=1_000)
def _why_no_host(host: str) -> tuple[str, str] | None:
    if not host:
        return "it has no host", "copy all of it from the browser"
    labels = _DOTS.split(host)
    if len(labels) > 1 and not labels[-1]:
        labels.pop()  # the dot at the very end is the root
    if not all(labels) or any(len(label) > _MAX_LABEL for label in labels):
        return _bad_host(host)
    if len(host) > _MAX_HOST or not all(_fits(char) for label in labels for char in label):
        return _bad_host(host)
    if any(_mixes_alphabets(label) for label in labels):
        hint = "type the name of the host again"
        return f"the host '{host}' mixes letters of two alphabets that look alike", hint
    if _NUMBER.fullmatch(labels[-1]) and not _is_ip_address(".".join(labels), 4):
        return _bad_host(host)
    return None


def _bad_host(host: str) -> tuple[str, str]:
    return f"'{host}' is not a host", "a host is a name with dots, such as news.example.org"


def _mixes_alphabets(label: str) -> bool:
    """Whether one label has letters of several alphabets with similar shapes."""
    names = (unicodedata.name(char, "").partition(" ")[0] for char in label if char.isalpha())
    return len({*names} & _ALIKE) > 1


def _fits(character: str) -> bool:
    """Whether it may be in the name of a host; names in every script may."""
    if character.isascii():
        return character.isalnum() or character in "-_"
    kind = unicodedata.category(character)
    return kind[0] in "LMN" or kind == "So" or character in _JOINERS + _MIDDLE_DOTS


def _is_ip_address(host: str, version: int) -> bool:
    try:
        return "%" not in host and ipaddress.ip_address(host).version == version
    except ValueError:
        return False
