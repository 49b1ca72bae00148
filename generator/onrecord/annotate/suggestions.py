"""What the page suggests: quotes of an article, and what is known of words that are selected."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.captures.places import SourceText
from onrecord.captures.withheld import WordsWithheld
from onrecord.desk.load import link_and_check
from onrecord.drafting.candidate import Candidate, Findings, Span
from onrecord.drafting.desk_actors import DeskActors
from onrecord.drafting.find import find_quotes
from onrecord.drafting.language_words import languages
from onrecord.drafting.likeness import LikenessIndex
from onrecord.drafting.proposals import Proposer, id_of
from onrecord.drafting.source_text import ReadSource
from onrecord.records import Article
from onrecord.records.load import load_records

from .decisions import undecided
from .source_words import ShownSource
from .workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProposedQuote:
    """A quote that is proposed; its spans are counted as a browser counts.

    Attributes:
        quote: the id of the quote where the article has it already, and something is asked of it.
        speaker: the id of an actor; empty where none was found.
        speaker_name: the actor's name, or the name that the text gives.
        reason: why it is not sure.
    """

    span: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    text: str
    form: str
    speaker: str
    speaker_name: str
    quoting: str | None
    sure: bool
    reason: str
    quote: str = ""
    gist: str = ""


@dataclass(frozen=True, slots=True)
class PossibleSubject:
    """A demand or claim that words may be about."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SelectedWords:
    """What is known of words that somebody has just selected."""

    words: str
    verdict: str
    form: str
    speaker_name: str
    quote_id: str
    links: tuple[PossibleSubject, ...]


class Suggestions:
    """Proposes quotes for the articles of a workspace.

    What it knows of the desk is read when it is asked to, not with each request: a large desk takes
    seconds.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Work in ``workspace``."""
        self._workspace = workspace
        self.read_desk()

    def read_desk(self) -> None:
        """Read the desk again, with its actors, demands and claims."""
        settings = self._workspace.settings
        self.records = load_records(settings.content)
        self._index = LikenessIndex.of(self.records)
        self._desk = link_and_check(self.records, settings).desk
        self._found: dict[tuple[str, int], Findings] = {}
        self._proposed: dict[str, dict[tuple[Span, ...], tuple[str, ...]]] = {}

    @property
    def actors(self) -> list[dict[str, Any]]:
        """The actors of the desk: id, name, and the other names of each."""
        return [
            {"id": id_, "name": actor.name, "names": [each.name for each in actor.names]}
            for id_, actor in self.records.actors.items()
        ]

    def proposals(self, article: str) -> list[dict[str, Any]]:
        """What is proposed for ``article``: neither annotated nor refused before."""
        source = self._workspace.source(article)
        if not source.text:
            return []
        record = self._workspace.record(article)
        there = [" ".join(quote.text) for quote in record.quotes] if record else []
        refused = self._workspace.kept(article).get("refused", [])
        findings = self._findings(article, source)
        proposer = Proposer(ReadSource(source.text), self._index, SourceText(source.text))
        proposed = proposer.propose(findings, (), [*there, *map(str, refused)])
        self._proposed[article] = {
            quote.candidate.parts or ((quote.candidate.start, quote.candidate.end),): quote.text
            for quote in proposed.quotes
        }
        found = [
            asdict(
                ProposedQuote(
                    source.span_in_browser((quote.candidate.start, quote.candidate.end)),
                    tuple(map(source.span_in_browser, quote.candidate.parts)),
                    " […] ".join(quote.text),
                    quote.candidate.form,
                    quote.candidate.speaker or "",
                    self._name(quote.candidate),
                    quote.candidate.quoting,
                    not quote.doubts,
                    "; ".join(quote.doubts),
                )
            )
            for quote in proposed.quotes
        ]
        drafted = [asdict(each) for each in self._drafted(article, source, record, findings)]
        return sorted([*found, *drafted], key=lambda each: tuple(each["span"]))

    def _drafted(
        self, article: str, source: ShownSource, record: Article | None, findings: Findings
    ) -> Iterator[ProposedQuote]:
        """The quotes of the article about which its draft asks something."""
        quotes = {quote.id: quote for quote in record.quotes} if record else {}
        path = self._workspace.path(article)
        for asked in undecided(path, path.read_bytes().decode()):
            quote = quotes.get(asked.quote)
            spans = source.compare(quote.text).spans if quote and quote.text else ()
            if quote is None or not spans:
                continue
            near = _nearest(findings, (spans[0][0], spans[-1][1]))
            actor = next((id_ for id_ in quote.speaker if id_ in self.records.actors), "")
            name = self.records.actors[actor].name if actor else self._name(near) if near else ""
            yield ProposedQuote(
                source.span_in_browser((spans[0][0], spans[-1][1])),
                tuple(map(source.span_in_browser, spans)) if len(spans) > 1 else (),
                " […] ".join(quote.text),
                quote.form,
                actor,
                name,
                quote.quoting,
                sure=False,
                reason="; ".join(asked.questions),
                quote=quote.id,
                gist=quote.gist or "",
            )

    def proposed_words(self, article: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words proposed at ``spans``; none where nothing was."""
        return self._proposed.get(article, {}).get(spans, ())

    def look(self, article: str, span: tuple[int, int]) -> dict[str, Any]:
        """What is known of the words at ``span``, which is counted as a browser counts.

        Raises:
            WordsWithheld: they are.
        """
        source = self._workspace.source(article)
        start, end = source.span_from_browser(span)
        words = " ".join(source.text[start:end].split())
        if self._workspace.withheld.have(words):
            raise WordsWithheld
        near = _nearest(self._findings(article, source), (start, end))
        record = self._workspace.record(article)
        taken = [quote.id for quote in record.quotes] if record else []
        return asdict(
            SelectedWords(
                words,
                source.compare((words,)).verdict,
                near.form if near else source.form_of(start, end, record),
                self._name(near) if near else "",
                id_of(words, taken),
                tuple(self._links(words)),
            )
        )

    def _findings(self, article: str, source: ShownSource) -> Findings:
        """What was found in the source; looked for once while desk and source are the same."""
        key = article, hash(source.text)
        if key not in self._found:
            record = self._workspace.record(article)
            told = record.source.language if record and record.source.language else ""
            language = told if told.partition("-")[0] in languages() else "en"
            people = DeskActors.of(
                self._desk,
                record.source.party if record else None,
                record.source.published if record else None,
            )
            self._found[key] = find_quotes(source.text, people, language)
        return self._found[key].without(self._workspace.withheld, source.text)

    def _name(self, candidate: Candidate) -> str:
        actor = self.records.actors.get(candidate.speaker or "")
        return actor.name if actor else candidate.name or ""

    def _links(self, words: str) -> Iterator[PossibleSubject]:
        """Every demand and claim, those first that are most like ``words``."""
        nearest = self._index.nearest(words, most=20)
        yield from (PossibleSubject(each.kind, each.id, each.title) for each in nearest)
        shown = {(each.kind, each.id) for each in nearest}
        titles = [
            PossibleSubject("demand", id_, each.title) for id_, each in self.records.demands.items()
        ]
        titles += [
            PossibleSubject("claim", id_, each.text) for id_, each in self.records.claims.items()
        ]
        for link in sorted(titles, key=lambda link: link.title):
            if (link.kind, link.id) not in shown:
                yield link


def _nearest(findings: Findings, span: Span) -> Candidate | None:
    """The first candidate that has characters of ``span``."""
    start, end = span
    return next(
        (found for found in findings.candidates if found.start < end and start < found.end), None
    )
