"""Quotes for an article: those that are proposed, and those that somebody chose in the source."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from onrecord.captures.places import SourceText
from onrecord.desk.load import link_and_check
from onrecord.diagnostics import OnrecordError
from onrecord.drafting.article_files import ArticleFiles
from onrecord.drafting.article_yaml import article_yaml
from onrecord.drafting.candidate import Candidate, Findings, Span
from onrecord.drafting.draft import DraftOptions, article_id_of, draft_of
from onrecord.drafting.find import find_quotes
from onrecord.drafting.language import languages
from onrecord.drafting.likeness import LikenessIndex
from onrecord.drafting.people import People
from onrecord.drafting.proposals import Proposals, Proposer, id_of
from onrecord.drafting.source import read_source
from onrecord.drafting.source_text import ReadSource
from onrecord.editing.adding import actor_text, id_of_name
from onrecord.editing.references import key_order
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.editing.yaml_values import Value
from onrecord.reading import shown_path
from onrecord.reading.texts import why_no_id
from onrecord.records import Article
from onrecord.records.kinds import KINDS
from onrecord.records.load import Records, load_records
from onrecord.records.vocabulary import SETS_MARKS, VOCABULARIES
from onrecord.starter.new_record import find_id_owner, schema_from
from onrecord.writing.whole_files import put_files

from .decisions import revised, settled, undecided, without
from .page import ACTS, FORMS
from .workspace import Source, Workspace

_UNKNOWN = "unknown"
_NO_GIST = ("a reported quote needs its gist", "say in your own words what is reported")
_ID_WORDS = 6  # of a text without a headline
_MARKS = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2018\u2019"


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
class Link:
    """A demand or claim that words may be about."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of words that somebody has just selected."""

    words: str
    verdict: str
    form: str
    speaker_name: str
    quote_id: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NewQuote:
    """What somebody says of the words they chose.

    Attributes:
        spans: where the words are, in the parts in which the source has them.
        speaker: the id of an actor; ``None`` where nobody knows.
        row: the list, the id and the word of what the quote does; ``None`` for nothing.
    """

    spans: tuple[tuple[int, int], ...]
    form: str
    speaker: str | None
    quoting: str | None = None
    gist: str = ""
    context: str = ""
    quote_id: str = ""
    row: tuple[str, str, str] | None = None


class Annotator:
    """Proposes quotes for the articles of a workspace, and adds those that are chosen.

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
        self._records = load_records(settings.content)
        self._index = LikenessIndex.of(self._records)
        self._desk = link_and_check(self._records, settings).desk
        self._found: dict[tuple[str, int], Findings] = {}
        self._proposed: dict[str, dict[tuple[Span, ...], tuple[str, ...]]] = {}

    @property
    def actors(self) -> list[dict[str, Any]]:
        """The actors of the desk: id, name, and the other names of each."""
        return [
            {"id": id_, "name": actor.name, "names": [each.name for each in actor.names]}
            for id_, actor in self._records.actors.items()
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
        self, article: str, source: Source, record: Article | None, findings: Findings
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
            actor = next((id_ for id_ in quote.speaker if id_ in self._records.actors), "")
            name = self._records.actors[actor].name if actor else self._name(near) if near else ""
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

    def look(self, article: str, span: tuple[int, int]) -> dict[str, Any]:
        """What is known of the words at ``span``, which is counted as a browser counts."""
        source = self._workspace.source(article)
        start, end = source.span_from_browser(span)
        words = " ".join(source.text[start:end].split())
        near = _nearest(self._findings(article, source), (start, end))
        record = self._workspace.record(article)
        taken = [quote.id for quote in record.quotes] if record else []
        return asdict(
            Look(
                words,
                source.compare((words,)).verdict,
                near.form if near else _form(source.text, start, end, record),
                self._name(near) if near else "",
                id_of(words, taken),
                tuple(self._links(words)),
            )
        )

    def add(self, article: str, base: str, new: NewQuote) -> str:
        """Add the quote ``new`` to ``article``, whose file must have the digest ``base``.

        Returns:
            The id of the quote.

        Raises:
            Changed: somebody else has changed the file.
            OnrecordError: it cannot be added.
        """
        source = self._workspace.source(article)
        # What is accepted as it was proposed goes without the comma of the source's sentence.
        parts = self._proposed.get(article, {}).get(new.spans) or tuple(
            " ".join(source.text[start:end].split()) for start, end in new.spans
        )
        record = self._workspace.record(article)
        taken = {quote.id for quote in record.quotes} if record else set()
        quote_id = new.quote_id or id_of(" ".join(parts), taken)
        item: dict[str, Value] = {
            "id": quote_id,
            "text": parts[0] if len(parts) == 1 else list(parts),
            "speaker": new.speaker or _UNKNOWN,
            "form": new.form,
        }
        for key, value in (("gist", new.gist), ("context", new.context)):
            if value.strip():
                item[key] = " ".join(value.split())
        if new.quoting:
            item["quoting"] = new.quoting

        def added(before: str) -> str:
            path = self._workspace.path(article)
            file = YamlInPlace(path, before.encode(), key_order(KINDS["article"]))
            file.append(("quotes",), item)
            return self._with_row(path, file.content().decode(), quote_id, new)

        self._workspace.change(article, base, added)
        return quote_id

    def _with_row(self, path: Path, text: str, quote_id: str, new: NewQuote) -> str:
        """``text`` with the row of what the quote does, if it does anything."""
        if new.row is None or new.speaker is None:
            return text
        rows, id_, word = new.row
        row: dict[str, Value] = {"claim" if rows == "claims" else "demand": id_}
        row |= (
            {"by": new.speaker, "response": word}
            if rows == "responses"
            else {"act": word, "by": new.speaker}
        )
        file = YamlInPlace(path, text.encode(), key_order(KINDS["article"]))
        file.append((rows,), {**row, "quote": quote_id})
        return file.content().decode()

    def decide(self, article: str, base: str, quote: str, new: NewQuote | None) -> None:
        """Decide about ``quote``, of which a draft asks something.

        Args:
            article: its id.
            base: the digest of the file that was read.
            quote: the id of the quote.
            new: what is said of it now; ``None`` to leave it as it is.

        Raises:
            Changed: somebody else has changed the file.
            OnrecordError: it cannot be changed.
        """
        path = self._workspace.path(article)
        if new is None:
            self._workspace.change(article, base, lambda text: settled(path, text, quote))
            return
        values: dict[str, Value] = {"speaker": new.speaker or _UNKNOWN, "form": new.form}
        for key, value in (("gist", new.gist), ("context", new.context)):
            if value.strip():
                values[key] = " ".join(value.split())

        def decided(text: str) -> str:
            text = revised(path, text, quote, values)
            return self._with_row(path, text, quote, new)

        self._workspace.change(article, base, decided)

    def remove(self, article: str, base: str, quote: str) -> None:
        """Take ``quote`` out of ``article``.

        Raises:
            Changed: somebody else has changed the file.
            OnrecordError: it cannot be taken out.
        """
        path = self._workspace.path(article)
        self._workspace.change(article, base, lambda text: without(path, text, quote))

    def begin(self, text: str, page: str, new_id: str) -> str:
        """Begin an article with a pasted ``text``, or with the HTML ``page`` it comes from.

        Returns:
            Its id: ``new_id``, or else of its headline.

        Raises:
            OnrecordError: there is no text, no id, or the desk has the article.
        """
        source = read_source((page or text).encode(), "what was pasted")
        id_ = new_id or article_id_of(source, " ".join(source.text.split()[:_ID_WORDS]))
        if not id_ or why_no_id(id_):
            raise OnrecordError(
                f"'{id_ or ''}' is no id", "write one, such as gazette-on-the-talks"
            )
        settings = self._workspace.settings
        if taken := find_id_owner(settings.content, "article", id_):
            hint = "choose another id, or open that article"
            raise OnrecordError(f"'{id_}' is the id of {shown_path(taken[0])}", hint)
        files = ArticleFiles(settings.content, self._workspace.captures, id_)
        # Its quotes are proposed in the margin, and written when they are accepted.
        draft = replace(draft_of(source, self._records, DraftOptions()), proposals=Proposals())
        schema = schema_from(files.article, settings.content.absolute().parent, "article")
        files.write(source, article_yaml(draft, "what was pasted", schema))
        self.read_desk()
        return id_

    def see_possible(self, article: str, new: NewQuote, *, is_named: bool) -> None:
        """Find out that ``new`` can be written, before anything is.

        Args:
            article: its id.
            new: what is said of the quote.
            is_named: whether there is a speaker, or will be one.

        Raises:
            OnrecordError: it cannot.
        """
        record = self._workspace.record(article)
        taken = {quote.id for quote in record.quotes} if record else set()
        if new.quote_id and (why := why_no_id(new.quote_id)):
            raise OnrecordError(*why)
        if new.quote_id in taken:
            raise OnrecordError(f"the article has a quote '{new.quote_id}' already")
        if new.form not in FORMS:
            raise OnrecordError(f"'{new.form}' is no form of a quote")
        if new.form == "indirect" and not new.gist.strip():
            raise OnrecordError(*_NO_GIST)
        if new.speaker is not None and ("actor", new.speaker) not in self._records.known:
            raise OnrecordError(f"the desk has no actor '{new.speaker}'", "reload the page")
        if new.row and not is_named:
            raise OnrecordError("nobody is named who would do this", "choose the speaker")
        if new.row and not _is_row(*new.row, self._records):
            raise OnrecordError("the desk has no such demand or claim, or no such word for it")

    def new_actor(self, name: str, kind: str) -> str:
        """Write a new actor of the desk, with a ``name`` and a ``kind`` alone; returns the id.

        Raises:
            OnrecordError: no id can be made of the name, or the desk has it.
        """
        if kind not in VOCABULARIES["actor_kind"]:
            raise OnrecordError(f"'{kind}' is no kind of actor")
        id_ = id_of_name(name)
        if ("actor", id_) in self._records.known:
            raise OnrecordError(f"the desk has an actor '{id_}' already", "name that one")
        content = self._workspace.settings.content
        file = PurePosixPath(KINDS["actor"].file(id_))
        schema = schema_from(content / file, content.absolute().parent, "actor")
        put_files({file: actor_text(name, kind, schema)}, content)
        self.read_desk()
        return id_

    def _findings(self, article: str, source: Source) -> Findings:
        """What was found in the source; looked for once while desk and source are the same."""
        key = article, hash(source.text)
        if key not in self._found:
            record = self._workspace.record(article)
            told = record.source.language if record and record.source.language else ""
            language = told if told.partition("-")[0] in languages() else "en"
            people = People.of(
                self._desk,
                record.source.party if record else None,
                record.source.published if record else None,
            )
            self._found[key] = find_quotes(source.text, people, language)
        return self._found[key]

    def _name(self, candidate: Candidate) -> str:
        actor = self._records.actors.get(candidate.speaker or "")
        return actor.name if actor else candidate.name or ""

    def _links(self, words: str) -> Iterator[Link]:
        """Every demand and claim, those first that are most like ``words``."""
        nearest = self._index.nearest(words, most=20)
        yield from (Link(each.kind, each.id, each.title) for each in nearest)
        shown = {(each.kind, each.id) for each in nearest}
        titles = [Link("demand", id_, each.title) for id_, each in self._records.demands.items()]
        titles += [Link("claim", id_, each.text) for id_, each in self._records.claims.items()]
        for link in sorted(titles, key=lambda link: link.title):
            if (link.kind, link.id) not in shown:
                yield link


def _is_row(rows: str, id_: str, word: str, records: Records) -> bool:
    """Whether ``rows`` can have a row with that ``word`` about the demand or claim ``id_``."""
    kind = "claim" if rows == "claims" else "demand"
    words = {name: VOCABULARIES[vocabulary] for name, vocabulary, _ in ACTS[kind]}
    return (kind, id_) in records.known and word in words.get(rows, ())


def _nearest(findings: Findings, span: Span) -> Candidate | None:
    """The first candidate that has characters of ``span``."""
    start, end = span
    return next(
        (found for found in findings.candidates if found.start < end and start < found.end), None
    )


def _form(text: str, start: int, end: int, article: Article | None) -> str:
    """The form that the marks around the words show, or the genre of a source without marks."""
    before, after = text[max(0, start - 1) : start], text[end : end + 3].lstrip(",.!?…")[:1]
    is_whole = text[start].isupper()
    if article and article.source.genre and article.source.genre not in SETS_MARKS:
        return "direct" if is_whole else "partial"
    if not before or before not in _MARKS or not after or after not in _MARKS:
        return "indirect"
    return "direct" if is_whole else "partial"
