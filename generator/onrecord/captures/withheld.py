"""The words that are withheld on this desk, recognised by their digests alone.

The records of a desk no longer have the words of a withheld quote, but a capture may, and so may
the text that somebody has open. ``withheld.jsonl`` in the folder of captures has keyed digests of
each three words in a row. Whoever has that file can guess words and try them, so it is as private
as the captures: it is never published.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import Final, Self

from onrecord.diagnostics import OnrecordError
from onrecord.reading.texts import ALONE
from onrecord.records import fixed
from onrecord.writing.whole_files import write_file

from .typography import NO_WIDTH
from .words_in_texts import MARKED, readings, runs_of, spellings, words_in

WITHHELD: Final = "withheld.jsonl"
RUN: Final = 3  # words in a row that are looked for
SURE: Final = 5  # words that are nobody else's by chance, in what is somebody's words
ENOUGH: Final = 8  # the same in any text
HIDDEN: Final = "…"  # stands for the words
SOME_WITHHELD: Final = "has a few words in a row that are withheld on this desk, too"
_LONG = 5  # letters of words that are not in every sentence
# Characters before and after a quote in which withheld words are looked for: more than the lock has
# of them, since it may cut the words off.
_AROUND = 120
# The same as it may be written: with parts that are no letters, such as an accent of its own.
_WRITTEN = re.compile(
    rf"[{ALONE}]|[^\W_{ALONE}](?:[^\W_{ALONE}]|[\u0300-\u036f]|{NO_WIDTH.pattern})*"
)


class WordsWithheld(OnrecordError):
    """Withheld words would have been written again; nothing was written."""

    message, hint = "words in this are withheld on this desk; nothing was written", "remove them"


@fixed
class WithheldDigests:
    """Digests of words that are withheld."""

    key: bytes = b""  # of the digests: other desks have others for the same words
    # The digests of each quote, by reference.
    quotes: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()  # those of texts as a whole
    runs: frozenset[str] = frozenset()  # those of each three words in a row

    @classmethod
    def read(cls, captures: Path, is_released: Callable[[str], bool] | None = None) -> Self:
        """Read what ``captures`` keep, if anything, but for quotes that are released again."""
        key, quotes = b"", {}
        try:
            lines = (captures / WITHHELD).read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return cls()
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                read = json.loads(line)
                if "key" in read:
                    key = bytes.fromhex(read["key"])
                elif not (is_released and is_released(read["quote"])):
                    quotes[read["quote"]] = frozenset(read["whole"]), frozenset(read["runs"])
        return cls._of(key, quotes)

    @classmethod
    def _of(cls, key: bytes, quotes: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> Self:
        whole: frozenset[str] = frozenset().union(*(each[0] for each in quotes.values()))
        runs: frozenset[str] = frozenset().union(*(each[1] for each in quotes.values()))
        return cls(key, quotes, whole, runs)

    def __bool__(self) -> bool:
        return bool(self.quotes)

    def with_quotes(self, texts: Mapping[str, Iterable[str]]) -> Self:
        """These and the digests of the ``texts`` of further quotes, by reference."""
        key = self.key or secrets.token_bytes(16)
        new = {}
        for quote, each in texts.items():
            spelt = chain.from_iterable(map(spellings, each))
            split = [words for words in map(words_in, spelt) if words]
            new[quote] = (
                frozenset(_digest(key, " ".join(words)) for words in split),
                frozenset(_digest(key, run) for words in split for run in runs_of(words, RUN)),
            )
        return self._of(key, {**self.quotes, **new})

    def renamed(self, old: str, new: str) -> Self:
        """The same digests after the article or quote ``old`` was renamed to ``new``."""
        article, _, quote = old.partition("#")
        changed = {}
        for name, digests in self.quotes.items():
            mine, _, its = name.partition("#")
            if quote and name == old:
                its = new
            elif not quote and mine == article:
                mine = new
            changed[f"{mine}#{its}"] = digests
        return self._of(self.key, changed)

    def write(self, captures: Path) -> None:
        """Keep them in the folder ``captures``. Raises OSError if nothing can be written."""
        lines = [{"key": self.key.hex()}] + [
            {"quote": quote, "whole": sorted(whole), "runs": sorted(runs)}
            for quote, (whole, runs) in sorted(self.quotes.items())
        ]
        write_file(captures / WITHHELD, "".join(f"{json.dumps(line)}\n" for line in lines))

    def are_in(self, text: str) -> bool:
        """Whether ``text`` has five of the words in a row, or all of a quote of three or four."""
        return bool(self) and self._are_in(words_in(text))

    def have(self, passage: str) -> bool:
        """Whether somebody is quoted with the words in ``passage``: with all of it, or many."""
        if not self:
            return False
        words = words_in(passage)
        if _digest(self.key, " ".join(words)) in self.whole:
            return True
        hits = [_digest(self.key, run) in self.runs for run in runs_of(words, RUN)]
        return (bool(hits) and all(hits)) or self._are_in(words)

    def repeated_in(self, text: str, *, quoted: bool = False) -> bool | None:
        """Whether ``text`` repeats the words: surely, perhaps (False), or not (None).

        Many in a row, or a few within marks or in all of what is ``quoted``, which may be
        anybody's.
        """
        found: set[bool] = set()
        for reading in readings(text) if self else ():
            words = words_in(reading)
            found |= self._repeated(words) | self._quoted(words, SURE if quoted else 0)
            for marked in MARKED.finditer(reading):
                found |= self._quoted(words_in(marked[1] or marked[2]), RUN)
        return any(found) if found else None

    def some_in(self, text: str) -> bool:
        """Whether a few of the words in a row are in ``text`` and are long ones, or a name.

        They may be anybody's words: of three in a row two are long or have a capital; of four, one.
        """
        return bool(self) and any(map(self._some_in, readings(text)))

    def _some_in(self, text: str) -> bool:
        found = _WRITTEN.findall(text)
        rare = [len(it) >= _LONG or (it != it.lower() and at > 0) for at, it in enumerate(found)]
        before = False
        for at, run in enumerate(runs_of([" ".join(words_in(word)) for word in found], RUN)):
            near = any(rare[max(at - 1, 0) : at + RUN + 1])
            known = near and _digest(self.key, run) in self.runs
            four = before and any(rare[at - 1 : at + RUN])
            if known and (four or sum(rare[at : at + RUN]) > 1):
                return True
            before = known
        return False

    def refuse_id(self, id_: str) -> None:
        """Refuse an id, which is a public address, with a few of the words in a row."""
        if self.repeated_in(id_) is not None or self.some_in(id_):
            message = "this id has words that are withheld on this desk; nothing was written"
            raise OnrecordError(message, "choose another id: it would be a public address")

    def shows(self, text: str) -> bool:
        """Whether ``text`` has three of the words in a row, in whatever way it is written."""
        return bool(self) and any(reading != self.masked(reading) for reading in readings(text))

    def are_in_parts(self, parts: Iterable[str]) -> bool | None:
        """Whether somebody's words in ``parts`` repeat them: surely, perhaps (False), or not."""
        split = [words for words in map(words_in, parts) if len(words) >= RUN] if self else []
        if not split:
            return None
        whole = self._quoted([word for words in split for word in words], SURE)
        if whole == {True}:
            return True
        count = sum(len(words) for words in split if self._most_in_a_row(words) == len(words))
        return count >= SURE if count > RUN else None

    def masked(self, text: str, least: int = RUN) -> str:
        """``text`` with `HIDDEN` for each run of at ``least`` so many of the words."""
        found = [] if not self else list(_WRITTEN.finditer(text))
        words = [" ".join(words_in(word[0])) for word in found]
        hidden: set[int] = set()
        for at, run in enumerate(runs_of(words, RUN)):
            if _digest(self.key, run) in self.runs:
                hidden.update(range(at, at + RUN))
        shown = [
            not any({*range(it, it + least)} <= hidden for it in range(at - least + 1, at + 1))
            for at in range(len(found))
        ]
        masked, last = "", 0
        for at, word in enumerate(found):
            if not shown[at]:
                again = at > 0 and not shown[at - 1]
                masked += "" if again else text[last : word.start()] + HIDDEN
                last = word.end()
        return masked + text[last:]

    def _repeated(self, words: list[str]) -> set[bool]:
        most = self._most_in_a_row(words)
        all_of_one = most >= SURE and any(
            _digest(self.key, run) in self.whole
            for size in range(SURE, min(most + 1, ENOUGH))
            for run in runs_of(words, size)
        )
        if most >= ENOUGH or all_of_one:
            return {True}
        return {False} if self._are_in(words) else set()

    def _quoted(self, words: list[str], least: int) -> set[bool]:
        """The same for somebody's ``words``; at ``least`` so many if not all of a quote."""
        count = len(words)
        whole = count > 1 and least and _digest(self.key, " ".join(words)) in self.whole
        part = count >= least > 0 and self._most_in_a_row(words) == count
        return {count >= SURE} if whole or part else set()

    def _most_in_a_row(self, words: list[str]) -> int:
        """The length of the longest run of withheld ``words``, if it is three or more."""
        in_a_row = most = 0
        for run in runs_of(words, RUN):
            in_a_row = in_a_row + 1 if _digest(self.key, run) in self.runs else 0
            most = max(most, in_a_row)
        return most + RUN - 1 if most else 0

    def are_near(self, before: str, after: str) -> bool:
        """Whether a few of the words are in one of two texts next to other words."""
        return bool(self) and any(
            _digest(self.key, run) in (self.runs if size == RUN else self.whole)
            for words in (words_in(before), words_in(after))
            for size in range(1, RUN + 1)
            for run in runs_of(words, size)
        )

    def are_around(self, text: str, spans: tuple[tuple[int, int], ...]) -> bool:
        """Whether a few of the words are next to ``spans`` of ``text``."""
        if not (self and spans):
            return False
        start, end = spans[0][0], spans[-1][1]
        return self.are_near(text[max(0, start - _AROUND) : start], text[end : end + _AROUND])

    def _are_in(self, words: list[str]) -> bool:
        if self._most_in_a_row(words) >= SURE:
            return True
        return any(
            _digest(self.key, run) in self.whole
            for size in range(RUN, SURE)
            for run in runs_of(words, size)
        )


def _digest(key: bytes, words: str) -> str:
    return hashlib.blake2b(words.encode(), key=key, digest_size=8).hexdigest()
