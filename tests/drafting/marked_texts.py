"""Texts that say who says what in them: ``[[mia-brandt|words]]``.

Before the bar: the id of an actor; a name that the desk does not have; ``?`` where nobody is
named; ``-`` for marks that are no speech. Behind it ``+``: the same utterance goes on. Before it
``~``: the source reports in its own words. Behind it ``>`` and an id: whose words the speaker
repeats.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import yaml

from onrecord.drafting.desk_actors import DeskActors, fold
from onrecord.drafting.find import find_quotes
from onrecord.drafting.source_text import Candidate, Findings
from onrecord.records import Actor, PartialDate

HERE = Path(__file__).parent
LANGUAGES = {"french": "fr"}
# Speakers of the articles that are no persons.
BODIES = frozenset(
    {"Blue Line", "Diocese of Wexcombe", "Halden Power", "Northern Front", "Rook & Sons"}
    | {"Santé unie", "club de natation", "ministère de la santé", "syndicat des éleveurs"}
)
_HEAD = re.compile(r"^=== (.+)\n", re.MULTILINE)
_MARKED = re.compile(r"\[\[(?P<who>[^|\]]*)\|(?P<words>[^\]]*)\]\]")


@dataclass(frozen=True)
class Expected:
    """Words that somebody says in a text."""

    start: int
    end: int
    who: str
    quoting: str | None = None
    joined: bool = False
    indirect: bool = False


@dataclass(frozen=True)
class MarkedText:
    """A text, and who says what in it."""

    name: str
    language: str
    text: str
    expected: tuple[Expected, ...]

    @property
    def speech(self) -> tuple[Expected, ...]:
        return tuple(one for one in self.expected if one.who != "-" and not one.indirect)

    @property
    def people(self) -> DeskActors:
        """The actors of the harbour story; of an article, those who speak in it."""
        if "articles" not in self.name and "unseen" not in self.name:
            return people()
        names = {one.who for one in self.speech if " " in one.who}
        actors = {
            as_id(name): Actor.model_validate(
                {"name": name, "kind": "organisation" if name in BODIES else "person"}
            )
            for name in sorted(names)
        }
        return DeskActors(actors)

    def find(self) -> Findings:
        return find_quotes(self.text, self.people, self.language)


@dataclass
class Score:
    """How many were expected, found and right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 100 * 2 * self.right / max(1, self.expected + self.found)


@cache
def people(party: str | None = None, on: str = "2031-05-03") -> DeskActors:
    """The actors of the harbour story."""
    text = (HERE / "actors.yml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes only texts, lists, mappings
    actors = {actor_id: Actor.model_validate(row) for actor_id, row in data.items()}
    return DeskActors(actors, party, PartialDate.parse(on))


@cache
def marked_texts(*files: str) -> tuple[MarkedText, ...]:
    paths = [HERE / "texts" / f"{name}.txt" for name in files] or sorted(HERE.glob("texts/*.txt"))
    return tuple(text for path in paths for text in read_marked(path))


def read_marked(path: Path) -> Iterator[MarkedText]:
    """The marked texts of one file."""
    parts = _HEAD.split(path.read_text(encoding="utf-8"))
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        language = LANGUAGES.get(path.stem.split("-")[0], "en")
        yield marked(body.rstrip("\n"), f"{path.stem}: {title}", language)


def marked(body: str, name: str = "", language: str = "en") -> MarkedText:
    """``body`` without its marks."""
    text, at, expected = "", 0, []
    for found in _MARKED.finditer(body):
        text += body[at : found.start()]
        start = len(text)
        text += found["words"]
        expected.append(_expected(start, len(text), found["who"]))
        at = found.end()
    return MarkedText(name, language, text + body[at:], tuple(expected))


def _expected(start: int, end: int, who: str) -> Expected:
    who, _, quoting = who.partition(">")
    return Expected(
        start, end, who.strip("+~"), quoting or None, who.endswith("+"), who.startswith("~")
    )


def runs(findings: Findings) -> dict[tuple[int, int], Candidate]:
    """Each run of words in marks that was found, with its candidate."""
    return {
        span: candidate
        for candidate in findings.candidates
        if candidate.form != "indirect"
        for span in candidate.parts or ((candidate.start, candidate.end),)
    }


Spoken: TypeAlias = set[tuple[int, int, str | None]]


def reported(text: MarkedText) -> tuple[Spoken, Spoken]:
    """The sentences that report speech, with their speakers: expected, and found."""
    wanted: Spoken = {(one.start, one.end, one.who) for one in text.expected if one.indirect}
    found = text.find().candidates
    return wanted, {(c.start, c.end, c.speaker) for c in found if c.form == "indirect"}


def is_right(candidate: Candidate, who: str) -> bool:
    """Whether ``candidate`` has the speaker who is expected."""
    if who == "?":
        return candidate.speaker is None
    if candidate.speaker is not None or who in people().actors:
        return candidate.speaker in (who, as_id(who))
    return fold(who) == fold(candidate.name or "")


def as_id(name: str) -> str:
    """``mia-brandt`` of "Mia Brandt"."""
    return "-".join(fold(name).replace("&", "and").split())


def faults(text: MarkedText) -> Iterator[str]:
    """What was found otherwise than ``text`` says."""
    findings = text.find()
    found = runs(findings)
    wanted = {(one.start, one.end): one for one in text.speech}
    for span, candidate in found.items():
        words = text.text[slice(*span)]
        if span not in wanted:
            yield f"not expected: {words!r} ({candidate.rule}, {candidate.name})"
        elif not is_right(candidate, wanted[span].who):
            who = candidate.speaker or candidate.name
            yield f"{words!r}: {who} by {candidate.rule}, not {wanted[span].who}"
        elif candidate.quoting != wanted[span].quoting:
            yield f"{words!r}: quotes {candidate.quoting}, not {wanted[span].quoting}"
        elif wanted[span].joined is (span[0] == candidate.start):
            yield f"{words!r}: parted otherwise"
    for span, one in wanted.items():
        if span not in found:
            yield f"not found: {text.text[slice(*span)]!r} of {one.who}"
    left = {(one.start, one.end) for one in findings.left_out}
    for one in text.expected:
        if one.who == "-" and (one.start, one.end) not in left:
            yield f"not left out: {text.text[one.start : one.end]!r}"


def scores(texts: tuple[MarkedText, ...]) -> tuple[Score, Score]:
    """How many quotes were found, and how many with the right speaker."""
    quotes, speakers = Score(), Score()
    for text in texts:
        found = runs(text.find())
        for score in (quotes, speakers):
            score.expected += len(text.speech)
            score.found += len(found)
        for one in text.speech:
            candidate = found.get((one.start, one.end))
            quotes.right += candidate is not None
            speakers.right += candidate is not None and is_right(candidate, one.who)
    return quotes, speakers
