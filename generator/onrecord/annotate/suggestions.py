"""What the page suggests: quotes of an article, and what is known of words that are selected."""

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import dropwhile
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.captures.places import SourceText
from onrecord.captures.withheld import WordsWithheld
from onrecord.diagnostics import Severity
from onrecord.drafting.desk_actors import names_of
from onrecord.drafting.draft import found_in
from onrecord.drafting.find import CandidatesByPlace
from onrecord.drafting.language_words import Language, code_of, load_language
from onrecord.drafting.likeness import LikenessIndex
from onrecord.drafting.mentions import NOT_ON_DESK
from onrecord.drafting.proposals import Proposal, Proposer, id_of
from onrecord.drafting.source_text import Candidate, Findings, ReadFacts, ReadSource, Span
from onrecord.drafting.written_names import explained_names, role_beside
from onrecord.records import PLACES, Actor, Article, load_records, possible_dates
from onrecord.records.dates import weekdays_before

from .decisions import undecided
from .journal import FileVersion
from .page import ShownSource
from .workspace import Workspace

# What may be a date in a text: 7 May 2031, May 7, 2031, 2031-05-07.
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:er|st|nd|rd|th)?\.? [^\W\d_]{3,12}\.? \d{4}"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}-\d\d-\d\d)\b"
)
Finder: TypeAlias = Callable[
    [ReadSource, Mapping[str, Actor], str | None], tuple[ReadSource, Findings]
]
# What a draft asks of a speaker whom the desk did not have then.
_NO_ACTOR = re.compile(rf"(?:; )?{NOT_ON_DESK}: “[^”]*”")
_SPEAKERS = ("person", "office", "unnamed")  # kinds of actors whose roles say for whom they speak
_AROUND = 300  # characters around words that may say how they were said
_HEAD, _MOST_DATES = 5_000, 4  # characters that are looked at for dates, and how many are offered


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a source, from the character ``start``, and what was found in it."""

    start: int
    source: ReadSource
    findings: Findings
    compared: SourceText


class Suggestions:
    """Proposes quotes for the articles of a workspace.

    What it knows of the desk is read again when a file of an actor, a demand or the like has
    changed, not with each request: a large desk takes seconds.
    """

    def __init__(self, workspace: Workspace, find: Finder = found_in) -> None:
        """Work in ``workspace``; ``find`` does what takes long."""
        self._workspace = workspace
        self._find = find
        self._one_by_one = threading.Lock()  # what two ask for is looked for once
        self._proposed: dict[str, dict[tuple[Span, ...], tuple[str, ...]]] = {}
        self.read_desk()

    def read_desk(self) -> None:
        """Read the desk again, with its actors, demands and claims."""
        self._read = {path: FileVersion.of(path) for path in self._files()}
        self.records = load_records(self._workspace.settings.content)
        self._index = LikenessIndex.of(self.records)
        self._found: dict[tuple[str, int, int], _Part] = {}

    def refresh(self) -> None:
        """Read the desk again if somebody has changed what it has, in an editor for one."""
        versions = {path: version.now() for path, version in self._read.items()}
        known = {path: version for path, version in versions.items() if version}
        if known.keys() == self._files() == self._read.keys():
            self._read = known
        else:
            self.read_desk()

    def _files(self) -> set[Path]:
        """The files of the desk except its articles."""
        content = self._workspace.settings.content
        found = [content / name for name in PLACES.files]
        for name, kind in PLACES.folders.items():
            found += (content / name).rglob("*.yml") if kind != "article" else ()
        return {*filter(Path.is_file, found)}

    def desk(self) -> dict[str, Any]:
        """The choices from the desk: actors with their names, topics, events, demands."""
        records = self.records.with_partial()
        faulty = (it.file for it in records.diagnostics if it.severity is Severity.ERROR)
        return {
            "actors": [
                {
                    "id": id_,
                    "name": actor.name,
                    "kind": actor.kind,
                    "names": [each.name for each in actor.names],
                    "speaks_for": _speaks_for(actor),
                }
                for id_, actor in records.actors.items()
            ],
            "topics": [{"id": id_, "name": each.name} for id_, each in records.topics.items()],
            "events": [
                {"id": id_, "name": each.name, "date": str(each.date)}
                for id_, each in records.events.items()
            ],
            "faulty": sorted({*faulty}),
            "publishers": sorted({it.source.publisher for it in records.articles.values()}),
            "sides": {
                f"{kind} {id_}": {"by": list(by), "to": list(to)}
                for kind, id_, by, to in (
                    *(("demand", id_, it.by, it.to) for id_, it in records.demands.items()),
                    *(("claim", id_, it.by, it.against) for id_, it in records.claims.items()),
                )
            },
        }

    def dates(self, article: str) -> list[str]:
        """The days that the source names at its beginning, and the last of each named weekday."""
        text = self._workspace.source(article).text[:_HEAD]
        read = (possible_dates(found[0]) for found in _DATE.finditer(text))
        days = [found[None] for found in read if None in found][:_MOST_DATES]
        record = self._workspace.record(article)
        published = record.source.published.last if record else None
        return list(dict.fromkeys((*days, *weekdays_before(text, published))))

    def proposals(self, article: str, number: int = 0) -> dict[str, Any]:
        """The proposals for part ``number`` of the source, and the number of the next part."""
        source = self._workspace.source(article)
        if number >= len(source.parts) or not source.text:
            return {"proposals": [], "next": None, "span": [0, 0]}
        record = self._workspace.record(article)
        there = [" ".join(quote.text) for quote in record.quotes] if record else []
        refused = self._workspace.kept(article).get("refused", [])
        part = self._part(article, source, number)
        _ = source.searched.folded  # takes a moment, for which the first verdict need not wait
        findings = part.findings.without(self._workspace.withheld, part.source.text)
        proposer = Proposer(part.source, self._index, part.compared)
        made = proposer.propose(findings, (), [*there, *map(str, refused)], turns=True)
        proposed = [*made.quotes, *made.sentences]
        words = self._proposed.setdefault(article, {})
        words |= {_spans(each.candidate, part.start): each.text for each in proposed}
        found = [self._quote(each, part, source) for each in proposed]
        drafted = self._drafted(article, source, record, findings, part.start)
        span = source.span_in_browser(source.parts[number])
        found += [each for each in drafted if each["span"][0] in range(*span)]
        following = number + 1 if number + 1 < len(source.parts) else None
        found.sort(key=lambda each: tuple(each["span"]))
        return {"proposals": found, "next": following, "span": span}

    def _quote(self, proposal: Proposal, part: _Part, source: ShownSource) -> dict[str, Any]:
        candidate = proposal.candidate
        return {
            **_places(source, _spans(candidate, part.start), in_parts=bool(candidate.parts)),
            "text": " […] ".join(proposal.text),
            "form": candidate.form,
            "speaker": candidate.speaker or "",
            "speaker_name": self._name(candidate),
            "quoting": candidate.quoting,
            "sure": not proposal.doubts,
            "reason": "; ".join(proposal.doubts),
            "quote": "",
            "gist": "",
            "basis": "",
        }

    def _drafted(
        self,
        article: str,
        source: ShownSource,
        record: Article | None,
        findings: Findings,
        start: int,
    ) -> Iterator[dict[str, Any]]:
        """The quotes of the article about which its draft asks something."""
        quotes = {quote.id: quote for quote in record.quotes} if record else {}
        path = self._workspace.path(article)
        near_to = CandidatesByPlace(findings)
        for quote_id, asked in undecided(path, path.read_bytes().decode()):
            quote = quotes.get(quote_id)
            spans = source.compare(quote.text).spans if quote and quote.text else ()
            if quote is None or not spans:
                continue
            near = near_to.find((spans[0][0] - start, spans[-1][1] - start))
            actor = next((id_ for id_ in quote.speaker if id_ in self.records.actors), "")
            name = self.records.actors[actor].name if actor else self._name(near) if near else ""
            reason = "; ".join(what for _, what in asked)
            if actor or (near and near.speaker):  # who was made since then
                reason = _NO_ACTOR.sub("", reason).removeprefix("; ")
            yield {
                **_places(source, spans, in_parts=len(spans) > 1),
                "text": " […] ".join(quote.text),
                "form": quote.form,
                "speaker": actor,
                "speaker_name": name,
                "quoting": quote.quoting,
                "sure": not reason,
                "reason": reason,
                "quote": quote.id,
                "gist": quote.gist or "",
                "basis": quote.basis or "",
            }

    def proposed_words(self, article: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words proposed at ``spans``, if any."""
        return self._proposed.get(article, {}).get(spans, ())

    def look(self, article: str, span: tuple[int, int], *, wait: bool) -> dict[str, Any]:
        """What is known of the words at ``span``, as a browser counts; at once without ``wait``."""
        source = self._workspace.source(article)
        start, end = source.span_from_browser(span)
        words = " ".join(source.text[start:end].split())
        if self._workspace.withheld.have(words):
            raise WordsWithheld
        record = self._workspace.record(article)
        at = max(bisect_right(source.parts, (start, len(source.text))) - 1, 0)
        near, role, is_there = None, None, (article, hash(source.text), at) in self._found
        if wait or is_there:
            part = self._part(article, source, at)
            findings = part.findings.without(self._workspace.withheld, part.source.text)
            near = CandidatesByPlace(findings).find((start - part.start, end - part.start))
            publisher = record.source.publisher if record else ""
            role = self._role(near, part.source, publisher) if near else None
            near = replace(near, start=0, end=0, parts=_spans(near, part.start)) if near else None
        taken = [quote.id for quote in record.quotes] if record else []
        return {
            "words": words,
            "verdict": source.compare((words,)).verdict,
            "form": source.form_of(start, end, record, near),
            "speaker_name": self._name(near) if near else "",
            "role": role,
            "quote_id": id_of(words, taken),
            "links": list(self._links(words, record)),
            **_told_around(source.text, start, end, record),
            "later": not (wait or is_there),
        }

    def _part(self, article: str, source: ShownSource, number: int) -> _Part:
        """A part of the source and what was found in it; cached until desk or source changes."""
        key = article, hash(source.text), number
        with self._one_by_one:
            if key not in self._found:
                record = self._workspace.record(article)
                told = record.source if record else None
                facts = ReadFacts(
                    published=str(told.published) if told else None,
                    language=told.language if told else None,
                    authors=told.authors if told else (),
                )
                start, end = source.parts[number]
                read = ReadSource(source.text[start:end], facts=facts)
                read, findings = self._find(read, self.records.actors, told.party if told else None)
                compared = SourceText(read.text) if source.parts[1:] else source.searched
                self._found[key] = _Part(start, read, findings, compared)
            return self._found[key]

    def _name(self, candidate: Candidate) -> str:
        actor = self.records.actors.get(candidate.speaker or "")
        return actor.name if actor else candidate.name or ""

    def _role(self, near: Candidate, source: ReadSource, publisher: str) -> dict[str, str] | None:
        """The role that the source gives a speaker, if the desk does not have it."""
        if near.speaker or not near.name:
            return None
        language = known_language(source.facts.language)
        found = role_beside(near.name, source.text, language)
        if not found:
            return None
        actors = self.records.actors.values()
        known = (each.name for each in actors if found.of & {*names_of(each)})
        often = max(found.of, key=lambda name: (source.text.count(name), len(name)), default="")
        explained = explained_names(source.text)
        title, of = found.title, next(known, explained.get(often, often))
        names = {name: name for each in actors for name in names_of(each)} | explained
        names |= {publisher: publisher} if publisher else {}
        joins = language.linking | language.determiners | {"d", "l"}
        for name in () if of else names:
            words = re.split("[ '\u2019]", title.removesuffix(name).strip(" '\u2019"))
            rest = [*dropwhile(lambda word: word.lower() in joins, reversed(words))]
            if title.endswith(name) and len(rest) < len(words):  # "director of the Port Union"
                title, of = " ".join(reversed(rest)), names[name]
                break
        return {"title": title, "of": of, "words": found.words, "name": self._name(near)}

    def _links(self, words: str, article: Article | None) -> Iterator[dict[str, str]]:
        """Every demand and claim: those like ``words``, those of the ``article``, the others."""
        found = [(each.kind, each.id) for each in self._index.nearest(words, most=20)]
        if article:
            found += [("demand", id_) for row in article.demands for id_ in row.demand]
            found += [("demand", id_) for answer in article.responses for id_ in answer.demand]
            found += [("claim", id_) for claim in article.claims for id_ in claim.claim]
        titles = {("demand", id_): each.title for id_, each in self.records.demands.items()}
        titles |= {("claim", id_): each.text for id_, each in self.records.claims.items()}
        for kind, id_ in dict.fromkeys((*found, *sorted(titles, key=lambda key: titles[key]))):
            if (kind, id_) in titles:
                yield {"kind": kind, "id": id_, "title": titles[kind, id_]}


def _told_around(text: str, start: int, end: int, article: Article | None) -> dict[str, str]:
    """What the sentences around the words tell of how, and at what, they were said.

    The word that says that they were ``written``, and that they were said ``elsewhere``.
    """
    language = known_language(article.source.language if article else None)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before = re.split(r"\n|(?<=[.!?][\"”\u2019»]) |(?<=[^.][.!?]) (?=[^\W\d_a-z])", before)[-1]
    after = re.split(r"\n|(?<=[^.][.!?]) (?=[^\W\d_a-z])", after)[0]
    said = f"{before} {after}".lower()

    def told(words: frozenset[str]) -> str:
        known = sorted(words, key=len, reverse=True)
        found = re.search(rf"\b(?:{'|'.join(map(re.escape, known))})\b(?: \w+)?", said)
        return found[0] if found else ""

    written = told(language.written)
    return {"written": written.split(" ")[0], "elsewhere": told(language.elsewhere)}


def known_language(tag: str | None) -> Language:
    """The words of a language, or the usual ones where nobody has written those."""
    return load_language(code_of(tag) or "en")


def _places(source: ShownSource, spans: tuple[Span, ...], *, in_parts: bool) -> dict[str, Any]:
    """Where a proposed quote is, as a browser counts."""
    parts = tuple(map(source.span_in_browser, spans)) if in_parts else ()
    return {"span": source.span_in_browser((spans[0][0], spans[-1][1])), "parts": parts}


def _spans(candidate: Candidate, start: int) -> tuple[Span, ...]:
    """The parts of ``candidate``, found in a part of a text that begins at ``start``."""
    return tuple((start + first, start + last) for first, last in candidate.spans)


def _speaks_for(actor: Actor) -> str:
    """The id of the actor for whom ``actor`` speaks; empty if for nobody, or for several."""
    roles = {role.of for role in actor.roles if role.of and not role.to}
    return roles.pop() if len(roles) == 1 and actor.kind in _SPEAKERS else ""
