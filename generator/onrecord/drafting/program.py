"""Candidates of a newsroom's own program (`--with`): each is checked before it is proposed.

The program gets the text as JSON on its standard input, and writes one candidate a line, as JSON.
What is not in the text word for word, or names what the desk does not have, is refused.
"""

import json
import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Literal

from onrecord.captures.edges import begins_word, ends_word
from onrecord.captures.lock import EXACT, TYPOGRAPHY
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import compare_words
from onrecord.diagnostics import OnrecordError, reason_of
from onrecord.reading import printable, shown_text
from onrecord.records import UNKNOWN_SPEAKER, Records

from .proposals import with_doubt
from .source_text import Candidate, Span

SECONDS = 60.0
MAX_OUTPUT = 1_000_000
_MOST_LINES = 2_000
_MOST_ERRORS = 4_000  # bytes of what it writes to its standard error
_KEYS = frozenset({"text", "start", "end", "speaker", "form", "demand", "claim"})
_FORMS = ("direct", "partial", "indirect")
_GRACE = 2.0  # seconds for its streams to end after it has

BY_PROGRAM = "program"  # the rule of what a program proposes


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of a program that is not taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ProgramAnswer:
    """The proposals of a program."""

    candidates: tuple[Candidate, ...] = ()  #: what is taken of it, in the order of the text
    #: the demands and claims that it names, by kind and id, for each span
    links: Mapping[Span, tuple[tuple[str, str], ...]] | None = None
    refused: tuple[Refused, ...] = ()  #: what is not
    failure: str = ""  #: why there is no answer; empty where there is one


def ask_program(
    command: str, text: str, records: Records, language: str, seconds: float = SECONDS
) -> ProgramAnswer:
    """Ask ``command`` for candidates in ``text``, for at most so many ``seconds``.

    ``command`` is split into arguments as a shell would do it, but no shell runs it.
    """
    try:
        arguments = shlex.split(command)
    except ValueError as error:
        return ProgramAnswer(
            failure=f"the command cannot be split into words: {str(error).lower()}"
        )
    if not arguments:
        return ProgramAnswer(failure="the command is empty")
    question = json.dumps(_question(text, records, language), ensure_ascii=False)
    output = _run(arguments, question.encode(), seconds)
    if isinstance(output, str):
        return ProgramAnswer(failure=output)
    try:
        lines = output.decode().split("\n")
    except UnicodeDecodeError:
        return ProgramAnswer(failure="its output is not in UTF-8")
    if len(lines) > _MOST_LINES:
        return ProgramAnswer(failure=f"it wrote more than {_MOST_LINES:,} lines")
    return _Answer(text, records, arguments[0]).read(lines)


def _question(text: str, records: Records, language: str) -> dict[str, object]:
    """The question to the program: the text, and the ids it may use."""
    actors = [
        {
            "id": id_,
            "name": actor.name,
            "kind": actor.kind,
            "names": [name.name for name in actor.names],
            "roles": [role.title for role in actor.roles],
        }
        for id_, actor in records.actors.items()
    ]
    demands = [{"id": id_, "title": demand.title} for id_, demand in records.demands.items()]
    claims = [{"id": id_, "text": claim.text} for id_, claim in records.claims.items()]
    return {
        "text": text,
        "language": language,
        "actors": actors,
        "demands": demands,
        "claims": claims,
    }


class _StreamReader(threading.Thread):
    """Reads a stream to its end, or to more than ``most`` bytes."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self._stream, self._most = stream, most
        self.data = b""
        self.too_much = threading.Event()

    def run(self) -> None:
        try:
            while part := os.read(self._stream.fileno(), 65_536):
                self.data = (self.data + part)[: self._most + 1]
                if len(self.data) > self._most:
                    self.too_much.set()
        except (OSError, ValueError):
            pass  # closed, because the program was ended


def _run(arguments: list[str], question: bytes, seconds: float) -> bytes | str:
    """The output of the program, or a text that says what is wrong with it."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the program that the user names, without a shell
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError:
        return f"there is no program {shown_text(arguments[0])}"
    except (OSError, ValueError) as error:
        return f"{shown_text(arguments[0])} cannot be run: {reason_of(error)}"
    assert process.stdin  # noqa: S101 - it is a pipe, as are the next
    assert process.stdout  # noqa: S101
    assert process.stderr  # noqa: S101
    said, complained = (
        _StreamReader(process.stdout, MAX_OUTPUT),
        _StreamReader(process.stderr, _MOST_ERRORS),
    )
    writer = threading.Thread(target=_give, args=(process.stdin, question), daemon=True)
    for thread in (said, complained, writer):
        thread.start()
    try:
        failure = _wait(process, said, seconds)
    finally:
        _end(process)
    for thread in (said, complained):
        thread.join(_GRACE)
    for stream in (process.stdout, process.stderr):
        stream.close()
    if failure:
        return failure
    if said.too_much.is_set():
        return _too_much()
    if process.returncode:
        last = complained.data.decode(errors="replace").strip().splitlines()[-1:]
        detail = f": {printable(last[0])[:200]}" if last else ""
        return f"it ended with exit code {process.returncode}{detail}"
    return said.data


def _give(stream: IO[bytes], question: bytes) -> None:
    """Write the question; the program need not read it."""
    try:
        with stream:
            stream.write(question)
    except (OSError, ValueError):
        pass


def _wait(process: subprocess.Popen[bytes], said: _StreamReader, seconds: float) -> str:
    """Wait until the program ends; returns why the wait ended early."""
    end = time.monotonic() + seconds
    while process.poll() is None:
        if said.too_much.wait(0.02):
            return _too_much()
        if time.monotonic() > end:
            return f"it did not end within {seconds:g} seconds"
    return ""


def _too_much() -> str:
    return f"it wrote more than {MAX_OUTPUT // 1_000_000} MB"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and its own child processes."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass  # all of it has ended
    process.wait()


class _Wrong(OnrecordError):
    """Why a line is refused."""


class _Answer:
    """Reads the lines of a program about one text."""

    def __init__(self, text: str, records: Records, program: str) -> None:
        self._text = SourceText(text)
        self._records = records
        self._program = program
        self._links: dict[Span, tuple[tuple[str, str], ...]] = {}

    def read(self, lines: Iterable[str]) -> ProgramAnswer:
        candidates: list[Candidate] = []
        refused: list[Refused] = []
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                candidates.append(self._candidate(line))
            except _Wrong as wrong:
                refused.append(Refused(number, printable(str(wrong))))
        candidates.sort(key=lambda candidate: (candidate.start, candidate.end))
        return ProgramAnswer(tuple(candidates), self._links, tuple(refused))

    def _candidate(self, line: str) -> Candidate:
        given = _object(line)
        if unknown := sorted(given.keys() - _KEYS):
            raise _Wrong(f"{shown_text(unknown[0])} is not a key of a proposal")
        form = self._form(given)
        speaker = self._speaker(given)
        links = tuple(self._link(given, kind) for kind in ("demand", "claim") if kind in given)
        span = self._span(given)
        if span in self._links:
            raise _Wrong("these words are given twice")
        self._links[span] = links
        candidate = Candidate(*span, form, speaker, rule=BY_PROGRAM)
        return with_doubt(candidate, f"proposed by {self._program}")

    def _form(self, given: Mapping[str, Any]) -> Literal["direct", "partial", "indirect"]:
        form = given.get("form")
        for known in _FORMS:
            if form == known:
                return known  # type: ignore[return-value]  # one of the three
        raise _Wrong(f"'form' must be one of {', '.join(_FORMS)}")

    def _speaker(self, given: Mapping[str, Any]) -> str | None:
        speaker = given.get("speaker")
        if speaker is None or speaker == UNKNOWN_SPEAKER:
            return None
        if not isinstance(speaker, str) or speaker not in self._records.actors:
            raise _Wrong(f"there is no actor {shown_text(str(speaker)[:60])}")
        return speaker

    def _link(self, given: Mapping[str, Any], kind: str) -> tuple[str, str]:
        id_ = given[kind]
        if not isinstance(id_, str) or id_ not in self._records.of(kind):
            raise _Wrong(f"there is no {kind} {shown_text(str(id_)[:60])}")
        return kind, id_

    def _span(self, given: Mapping[str, Any]) -> Span:
        """The place of the words: as given, or found in the text."""
        if "text" not in given:
            return self._placed(given.get("start"), given.get("end"))
        words = given["text"]
        if not isinstance(words, str) or not any(map(str.isalnum, words)):
            raise _Wrong("'text' has no words")
        found = compare_words((words,), self._text)
        if found.verdict not in (EXACT, TYPOGRAPHY) or found.flags or len(found.spans) != 1:
            raise _Wrong(f"the source does not have the words {shown_text(words)}")
        if "start" in given or "end" in given:
            span = self._placed(given.get("start"), given.get("end"))
            there = SourceText(self._text.raw[span[0] : span[1]])
            if compare_words((words,), there).verdict not in (EXACT, TYPOGRAPHY):
                raise _Wrong(f"the words {shown_text(words)} are not at 'start' to 'end'")
            return span
        return found.spans[0]

    def _placed(self, start: object, end: object) -> Span:
        text = self._text.raw
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            raise _Wrong("'start' and 'end' must be places in the text, or 'text' its words")
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if not any(map(str.isalnum, words)):
            raise _Wrong("there are no words from 'start' to 'end'")
        if not (begins_word(text, start) and ends_word(text, end)):
            raise _Wrong("'start' or 'end' is within a word")
        return start, end


def _object(line: str) -> dict[str, Any]:
    try:
        given = json.loads(line, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        raise _Wrong("it is not JSON") from None
    if not isinstance(given, dict):
        raise _Wrong("it is not an object of JSON")
    return given


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a repeated key makes the JSON invalid, since nobody knows which value counts."""
    keys: Iterator[str] = (key for key, _ in pairs)
    if len(set(keys)) < len(pairs):
        raise ValueError
    return dict(pairs)
