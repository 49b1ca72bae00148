"""A draft of an article: from the text of a source to what is proposed, for a person to confirm."""

import json
import multiprocessing
import re
import signal
import sys
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

from onrecord.captures.places import SourceText
from onrecord.captures.withheld import WithheldDigests
from onrecord.reading.texts import id_like, why_no_id
from onrecord.records import Actor, PartialDate, Records

from .desk_actors import DeskActors
from .find import find_quotes
from .language_words import code_of
from .likeness import LikenessIndex
from .names_in_text import sender_of
from .program import SECONDS, ProgramAnswer, ask_program
from .proposals import Proposals, Proposer, with_doubt
from .source_text import Candidate, Findings, ReadFacts, ReadSource, Span, UnreadableSource

_ID_LENGTH, _ID_WORDS, _LONGEST_TITLE = 60, 5, 150
_USUAL = "en"
MAX_QUOTES = 5_000  # each is compared with the whole text; a book has fewer
_OTHER_LANGUAGE = (
    "Onrecord does not know the words of {tag!r}: it finds quotes only by their quotation marks, "
    "and hardly any speakers"
)
# What pages add to a headline: ' | Gazette', ' – Gazette'.
_SITE_NAME = re.compile(r"\s+[|\u2013\u2014-]\s+[^|\u2013\u2014]*$")
# The commonest words of a language, by which a text shows that it is in it.
_COMMONEST = {
    "en": frozenset("the and of to in that is was for on with he she it said".split()),  # noqa: SIM905
    "fr": frozenset("le la les et des de du une un que qui est pour dans il elle sur".split()),  # noqa: SIM905
}
_TELLING = 0.1  # of the words of a text, if it is in that language
# How a press release begins.
_RELEASE = re.compile(
    r"(?is)(?:[^\n]{0,120}\n+){0,3}?\W*(?:(?:press|news|media) (?:release|statement)"
    r"|communiqué de presse|for immediate release)\b[^\n.]{0,60}(?:\n|$)"
)
_UNLIKELY, _FEWEST_WORDS = 0.03, 60  # a text of so many words with fewer of them is in another


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """Options for the draft of a source."""

    party: str | None = None  #: the id of the actor whose own outlet it is
    language: str | None = None  #: of the text, as a tag
    program: str = ""  #: a command that proposes candidates, too
    seconds: float = SECONDS  #: how long it may take


@dataclass(frozen=True, slots=True)
class Draft:
    """The proposals for an article."""

    source: ReadSource  #: what was read
    findings: Findings  #: all that was found in it
    proposals: Proposals  #: the quotes, and what was left out
    people: DeskActors  #: the actors of the desk
    party: str | None = None  #: as in the options
    #: its name, and what it answered; None where none was asked
    program: tuple[str, ProgramAnswer] | None = None
    notice: str = ""  #: what somebody should know of how quotes were found; mostly empty
    withheld: int = 0  #: how many quotes are left out because their words are withheld

    @property
    def failure(self) -> str:
        """Why the program gave no answer; empty if it did, or if none was asked."""
        return self.program[1].failure if self.program else ""


def draft_of(
    source: ReadSource,
    records: Records,
    options: DraftOptions,
    *,
    capture: SourceText | None = None,
    quotes: Mapping[str, str] | None = None,
    withheld: WithheldDigests | None = None,
) -> Draft:
    """Make a draft from ``source``; ``records`` with errors are ignored.

    Quotes are compared with the text ``capture``, if it is not that of ``source``. The ``quotes``
    that the article has, by id, are not proposed again. Nothing repeats the ``withheld`` words.

    Raises:
        UnreadableSource: there are more quotes than a draft may have.
    """
    withheld = withheld or WithheldDigests()
    facts = source.facts.with_language(options.language).without(withheld)
    source = _with_language(replace(source, facts=facts))
    language, notice = _known_language(source)
    people = DeskActors(dict(records.actors), options.party, _date(source.facts.published))
    findings = find_quotes(source.text, people, language)
    asked: tuple[str, ProgramAnswer] | None = None
    links: Mapping[Span, tuple[tuple[str, str], ...]] = {}
    if options.program:
        answer = ask_program(options.program, source.text, records, language, options.seconds)
        asked = (options.program.split()[0] if options.program.split() else "", answer)
        findings, links = _merged(findings, answer)
    every, findings = findings, findings.without(withheld, source.text)
    if (count := len(findings.candidates)) > MAX_QUOTES:
        raise UnreadableSource(
            f"the source has {count:,} quotes, and a draft has at most {MAX_QUOTES:,}",
            "split the source into parts, and draft an article from each",
        )
    proposer = Proposer(source, LikenessIndex.of(records), capture)
    there = quotes or {}
    proposals = proposer.propose(findings, there.keys(), there.values(), links)
    if proposals.summary:
        source = replace(source, facts=_as_transcript(source))
    if withheld:
        proposals = proposals.without_questions(withheld)
        source = replace(source, facts=source.facts.without(withheld))
    before, after = (
        sum(len(each.parts) or 1 for each in found.candidates) for found in (every, findings)
    )
    return Draft(source, findings, proposals, people, options.party, asked, notice, before - after)


def found_in(
    source: ReadSource, actors: Mapping[str, Actor], party: str | None
) -> tuple[ReadSource, Findings]:
    """What is found in ``source`` of a desk with these ``actors``, and the source in its language.

    ``party`` is the id of the actor whose own outlet it is.
    """
    source = _with_language(source)
    people = DeskActors(dict(actors), party, _date(source.facts.published))
    return source, find_quotes(source.text, people, _known_language(source)[0])


class FindingProcess:
    """Finds quotes in a process of its own: who waits for something else need not wait for them.

    It ends when this process does, however that ends.
    """

    def __init__(self) -> None:
        # A fork is ready at once; with threads, or elsewhere, it is not safe.
        forked = sys.platform == "linux" and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        self._pipe: Connection
        self._pipe, its = context.Pipe()
        self._one_by_one = threading.Lock()
        self._actors: Mapping[str, Actor] = {}
        copied = self._pipe if forked else None
        context.Process(target=_find_for, args=(its, copied), daemon=True).start()
        its.close()

    def found_in(
        self, source: ReadSource, actors: Mapping[str, Actor], party: str | None
    ) -> tuple[ReadSource, Findings]:
        """What the function of this name finds; it is called here if the process has ended."""
        with self._one_by_one, suppress(OSError, EOFError):
            self._pipe.send((source, None if actors is self._actors else dict(actors), party))
            self._actors = actors
            found: tuple[ReadSource, Findings] = self._pipe.recv()
            return found
        return found_in(source, actors, party)


def _find_for(pipe: Connection, copied: Connection | None) -> None:
    """Answer requests through ``pipe`` until its other end, or its copy ``copied``, is closed."""
    if copied:
        copied.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the command
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    known: Mapping[str, Actor] = {}
    with suppress(OSError, EOFError):
        while True:
            source, actors, party = pipe.recv()
            known = known if actors is None else actors
            pipe.send(found_in(source, known, party))


def _with_language(source: ReadSource) -> ReadSource:
    """``source`` with its language, if its words show it."""
    facts = source.facts
    if facts.genre is None and _RELEASE.match(source.text):
        guessed = facts.guessed | {"genre"}
        # Who typed it, as the properties of a file have it, is not its author.
        authors = () if "authors" in guessed else facts.authors
        name, host = ("", "") if facts.publisher else sender_of(source.text)
        publisher = facts.publisher or name or facts.letterhead or host or None
        facts = replace(
            facts,
            genre="official_statement",
            authors=authors,
            publisher=publisher,
            guessed=guessed | ({"publisher"} if publisher != facts.publisher else set()),
        )
    if facts.language and is_in(facts.language, source.text) is False:
        facts = replace(facts, language=None)  # as of a page whose frame is in another language
    if facts.language is None and (guess := language_of(source.text)):
        facts = replace(facts, language=guess, guessed=facts.guessed | {"language"})
    return replace(source, facts=facts)


def _known_language(source: ReadSource) -> tuple[str, str]:
    """The language of ``source``; if its words are unknown, the usual one and a notice."""
    language = source.facts.language or _USUAL
    if code_of(language):
        return language, ""
    return _USUAL, _OTHER_LANGUAGE.format(tag=language)


def _as_transcript(source: ReadSource) -> ReadFacts:
    """The facts of a transcript, with its kind and its first line as guesses."""
    first, _, rest = source.text.strip().partition("\n")
    title = " ".join(first.split())
    is_title = rest and len(title) < _LONGEST_TITLE and ":" not in title and title[-1] not in ".?!"
    facts = source.facts
    new = {name for name in ("genre", "headline") if not getattr(facts, name)}
    return replace(
        facts,
        genre=facts.genre or "official_transcript",
        headline=facts.headline or (title if is_title else None),
        guessed=facts.guessed | new,
    )


def _date(written: str | None) -> PartialDate:
    return PartialDate.parse(written or "unknown")


def language_of(text: str) -> str | None:
    """The language of ``text``, if its commonest words leave no doubt."""
    shares = _shares(text)[1]
    best, other = sorted(shares, key=lambda language: -shares[language])[:2]
    return best if shares[best] > max(_TELLING, 2 * shares[other]) else None


def is_in(language: str, text: str) -> bool | None:
    """Whether ``text`` may be in ``language``; None if nothing here knows."""
    count, shares = _shares(text)
    share = shares.get(language.partition("-")[0].lower())
    return None if share is None or count < _FEWEST_WORDS else share > _UNLIKELY


def _shares(text: str) -> tuple[int, dict[str, float]]:
    """The number of words in ``text``, and the share of a language's commonest ones."""
    words = re.findall(r"\w+", text[:20_000].lower())
    return len(words), {
        language: sum(word in common for word in words) / max(len(words), 1)
        for language, common in _COMMONEST.items()
    }


def _merged(
    findings: Findings, answer: ProgramAnswer
) -> tuple[Findings, Mapping[Span, tuple[tuple[str, str], ...]]]:
    """The findings with those of a program, and what it says that words are about.

    Of words that both have, ours are kept; where the program knows a speaker and we do not, or
    another one, somebody has to decide.
    """
    candidates = list(findings.candidates)
    links = dict(answer.links or {})
    for given in answer.candidates:
        index = next((i for i, own in enumerate(candidates) if _same_words(own, given)), None)
        if index is None:
            candidates.append(given)
            continue
        own = candidates[index]
        links[own.start, own.end] = links.get((given.start, given.end), ())
        if given.speaker and own.speaker is None:
            candidates[index] = with_doubt(replace(own, speaker=given.speaker), given.reason or "")
        elif given.speaker and given.speaker != own.speaker:
            reason = f"{given.speaker} is {given.reason}"
            candidates[index] = with_doubt(own, "; ".join(filter(None, (own.reason, reason))))
    candidates.sort(key=lambda candidate: (candidate.start, candidate.end))
    return replace(findings, candidates=tuple(candidates)), links


def _same_words(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates share most of their words."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.5 * min(one.end - one.start, other.end - other.start)


def article_id_of(source: ReadSource, name: str) -> str | None:
    """An id for the article of ``source``: of its headline, else of its file's ``name``."""
    headline = _SITE_NAME.sub("", source.facts.headline or "")
    for text in (headline, name):
        words = id_like(text).split("-")[:_ID_WORDS]
        id_ = ""
        for word in words:
            if len(id_) + len(word) >= _ID_LENGTH:
                break
            id_ = f"{id_}-{word}".strip("-")
        if id_ and not why_no_id(id_):
            return id_
    return None


def quotes_as_json(draft: Draft) -> str:
    """The quotes of ``draft`` as JSON: the contract of `onrecord draft --format json`.

    An utterance that the source prints in parts is as many quotes.
    """
    text = draft.source.text
    rows = [row for candidate in draft.findings.candidates for row in _rows(candidate, text)]
    return json.dumps({"quotes": rows}, ensure_ascii=False, indent=2)


def _rows(candidate: Candidate, text: str) -> Iterable[dict[str, object]]:
    for start, end in candidate.spans:
        yield {
            "start": start,
            "end": end,
            "text": text[start:end],
            "form": candidate.form,
            "speaker": candidate.speaker,
            "mention": list(candidate.mention) if candidate.mention else None,
            "name": candidate.name,
            "rule": candidate.rule,
            "sure": candidate.sure and candidate.speaker is not None,
        }
