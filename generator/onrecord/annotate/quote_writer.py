"""Writes what somebody decides on the page of an article: quotes, their rows, and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.captures.withheld import WordsWithheld
from onrecord.desk.actors import Roles
from onrecord.diagnostics import OnrecordError
from onrecord.drafting.article_yaml import DAY
from onrecord.drafting.proposals import id_of
from onrecord.editing.placed_text import Value
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.reading.texts import why_no_id
from onrecord.records import UNKNOWN, UNKNOWN_SPEAKER, VOCABULARIES, Records, YamlPath

from . import decisions
from .page import ACTS, FORMS
from .suggestions import Suggestions
from .typed_article import FieldRefused
from .workspace import Workspace

_NO_GIST = ("reported speech needs a gist", "say in your own words what is reported")
_DAY_KEYS = ("date", "event")  # of what tells when words were said


@dataclass(frozen=True, slots=True)
class NewRow:
    """How a quote relates to a demand or a claim."""

    list: str  # of the article: `demands`, `responses` or `claims`
    id: str
    word: str  # the act, or the kind of answer
    by: tuple[str, ...] = ()  # whose act or answer it is; the speaker's where nobody is named

    def values(self, quote: str, speaker: str, roles: Roles) -> dict[str, Value]:
        """Its keys; who only tells what others answered or claimed is in ``told_by``."""
        by = self.by or (speaker,)
        word = "response" if self.list == "responses" else "act"
        row: dict[str, Value] = {"claim" if self.list == "claims" else "demand": self.id}
        pair: dict[str, Value] = {"by": by[0] if len(by) == 1 else list(by), word: self.word}
        row |= pair if word == "response" else dict(reversed(pair.items()))
        own = any(roles.is_or_speaks_for(speaker, each, UNKNOWN) for each in by)
        told: dict[str, Value] = {} if own or self.list == "demands" else {"told_by": speaker}
        return {**row, "quote": quote, **told}


@dataclass(frozen=True, slots=True)
class NewQuote:
    """The form's values for the chosen words."""

    # Where the words are, in the parts in which the source has them.
    spans: tuple[tuple[int, int], ...]
    form: str
    speaker: str | None  # the id of an actor; `None` where nobody knows
    quoting: str | None = None
    gist: str = ""
    context: str = ""
    quote_id: str = ""
    # The day or the event, if not the article's; `None` where nothing is said of it.
    said: Mapping[str, str] | None = None
    rows: tuple[NewRow, ...] = ()  # what the quote does with demands and claims
    # Rows that it did and does not any more: the list of each, and its number there.
    dropped: tuple[tuple[str, int], ...] = ()
    basis: str | None = None  # how it was said, if not as the article says; `None`: as before

    def values(self, before: Mapping[str, Value]) -> dict[str, Value]:
        """The keys of the quote but its id and words; ``before`` are those that it has."""
        spoke = before.get("speaker")
        stays = isinstance(spoke, list) and self.speaker in spoke  # words said together
        values: dict[str, Value] = {
            "speaker": spoke if stays else self.speaker or UNKNOWN_SPEAKER,
            "form": self.form,
        }
        for key, text in (("gist", self.gist), ("context", self.context)):
            values[key] = " ".join(text.split()) or None
        if self.basis is not None:
            values["basis"] = self.basis or None
        if self.said is not None:
            there = before.get("said")
            rest = there.items() if isinstance(there, dict) else ()
            said: dict[str, Value] = {key: each for key, each in rest if key not in _DAY_KEYS}
            values["said"] = {**said, **self.said} or None
        return values


class QuoteWriter:
    """Writes what somebody decides into the files of a workspace.

    Each method raises Changed if somebody else has changed the file, OnrecordError if it cannot.
    """

    def __init__(self, workspace: Workspace, suggestions: Suggestions) -> None:
        self._workspace = workspace
        self._suggestions = suggestions

    def add(self, article: str, base: str, new: NewQuote) -> str:
        """Add ``new`` to ``article``, whose file has the digest ``base``; the quote's id."""
        parts = self._words(article, new)
        record = self._workspace.record(article)
        taken = {quote.id for quote in record.quotes} if record else set()
        quote_id = new.quote_id or id_of(" ".join(parts), taken)
        item: dict[str, Value] = {
            "id": quote_id,
            "text": _text(parts),
            **{key: value for key, value in new.values({}).items() if value is not None},
        }
        time = self._workspace.source(article).time_at(new.spans[0][0]) if new.spans else None
        item |= {"locator": {"time": time}} if time else {}
        if new.quoting:
            item["quoting"] = new.quoting

        def added(before: str) -> str:
            path = self._workspace.path(article)
            file = YamlInPlace(path, before.encode(), decisions.ORDER)
            file.append(("quotes",), item)
            made = self._with_rows(article, path, file.content().decode(), quote_id, new)
            return decisions.asking_for_day(made, self._workspace.record_in(article, made))

        self._workspace.change(article, base, added)
        return quote_id

    def _words(self, article: str, new: NewQuote) -> tuple[str, ...]:
        """The parts of the words of ``new``; none if they do not change."""
        source = self._workspace.source(article)
        # What is accepted as it was proposed goes without the comma of the source's sentence.
        parts = self._suggestions.proposed_words(article, new.spans) or tuple(
            " ".join(source.text[start:end].split()) for start, end in new.spans
        )
        if any(map(self._workspace.withheld.have, (*parts, " ".join(parts), new.gist))):
            raise WordsWithheld
        return parts

    def _with_rows(self, article: str, path: Path, text: str, quote_id: str, new: NewQuote) -> str:
        file = YamlInPlace(path, text.encode(), decisions.ORDER)
        roles = Roles.of(self._suggestions.records.actors)
        for row in new.rows if new.speaker else ():
            file.append((row.list,), row.values(quote_id, new.speaker or "", roles))
        made = file.content().decode()
        self._workspace.check_no_new_faults(article, text, made)
        return made

    def decide(
        self, article: str, base: str, quote: str, new: NewQuote | None, speaker: str = ""
    ) -> None:
        """Change ``quote`` to ``new``; None only gives it the ``speaker`` that it lacks."""
        path = self._workspace.path(article)
        if speaker and ("actor", speaker) not in self._suggestions.records.known:
            raise OnrecordError(f"the desk has no actor '{speaker}'", "reload the page")

        def accepted(text: str) -> str:
            there = decisions.quote_in(path, text, quote).get("speaker")
            if not speaker or there != UNKNOWN_SPEAKER:
                return decisions.settled(path, text, quote)
            return decisions.revised(path, text, quote, {"speaker": speaker})

        if new is None:
            self._workspace.change(article, base, accepted)
            return
        parts = self._words(article, new)

        def decided(text: str) -> str:
            before = decisions.quote_in(path, text, quote)
            words = {"text": _text(parts)} if parts else {}
            text = decisions.revised(path, text, quote, {**words, **new.values(before)})
            text = decisions.without_rows(path, text, new.dropped)
            made = self._with_rows(article, path, text, quote, new)
            if DAY not in made:  # it was asked when the quote was added
                return made
            return decisions.asking_for_day(made, self._workspace.record_in(article, made))

        self._workspace.change(article, base, decided)

    def remove(self, article: str, base: str, quote: str) -> None:
        """Take ``quote`` out of ``article``; its words are not proposed again."""
        path, record = self._workspace.path(article), self._workspace.record(article)
        quotes = record.quotes if record else ()
        words = [" ".join(each.text) for each in quotes if each.id == quote]
        self._workspace.change(
            article, base, lambda text: decisions.without_quote(path, text, quote)
        )
        for each in words:
            self._workspace.refuse(article, each)

    def say(self, article: str, base: str, facts: Mapping[YamlPath, Value]) -> None:
        """Write ``facts`` about the article itself and its source, at their places in its file."""
        path = self._workspace.path(article)
        facts = {**facts, **self._party(article, facts)}

        def said(text: str) -> str:
            made = decisions.with_facts(path, text, facts)
            self._workspace.check_no_new_faults(article, text, made)
            made = decisions.asking_for_day(made, self._workspace.record_in(article, made))
            if facts.get(("draft",), "") is None and (asked := decisions.asked_in(path, made)):
                hint = "decide it first; then the draft is finished"
                raise OnrecordError(f"this is not decided yet: {asked[0]}", hint)
            return made

        self._workspace.change(article, base, said)

    def _party(self, article: str, facts: Mapping[YamlPath, Value]) -> dict[YamlPath, Value]:
        """The actor that has the name of an official text's publisher, if no party is named."""
        publisher, record = facts.get(("source", "publisher")), self._workspace.record(article)
        actors = self._suggestions.records.actors
        named = [id_ for id_, actor in actors.items() if actor.name == publisher]
        there = record.source if record else None
        genre = facts.get(("source", "genre")) or (there and there.genre)
        if len(named) != 1 or not str(genre).startswith("official") or (there and there.party):
            return {}
        return {("source", "party"): named[0]}

    def check_possible(
        self, article: str, new: NewQuote, *, is_named: bool, own: str | None = None
    ) -> None:
        """Check that ``new`` can be written, before anything is.

        ``is_named``: it has, or will have, a speaker. ``own``: the id that the quote already has.
        """
        record = self._workspace.record(article)
        taken = {quote.id for quote in record.quotes} if record else set()
        if new.quote_id and (why := why_no_id(new.quote_id)):
            raise FieldRefused(*why, "id")
        if new.quote_id in taken - {own}:
            raise FieldRefused(f"the article already has a quote '{new.quote_id}'", field="id")
        if not new.form:
            hint = "choose direct quote, fragment or reported"
            raise FieldRefused("no form is chosen", hint, "form")
        if new.form not in FORMS:
            raise OnrecordError(f"'{new.form}' is not a form of a quote")
        if new.form == "indirect" and not new.gist.strip():
            raise FieldRefused(*_NO_GIST, "gist")
        records = self._suggestions.records
        actors = [*filter(None, (new.speaker,)), *(actor for row in new.rows for actor in row.by)]
        if unknown := next((each for each in actors if ("actor", each) not in records.known), ""):
            raise OnrecordError(f"the desk has no actor '{unknown}'", "reload the page")
        if new.rows and not is_named:
            message = "it is not known who makes or answers this"
            raise FieldRefused(message, "choose the speaker", "speaker")
        if not all(_is_row(row, records) for row in new.rows):
            message = "the desk has no such demand or claim, or this act is not one of it"
            raise OnrecordError(message)


def _text(parts: tuple[str, ...]) -> Value:
    return parts[0] if len(parts) == 1 else list(parts)


def _is_row(row: NewRow, records: Records) -> bool:
    """Whether an article can have ``row``: its demand or claim exists and takes the word."""
    kind = "claim" if row.list == "claims" else "demand"
    words = {name: VOCABULARIES[vocabulary] for name, vocabulary, _ in ACTS[kind]}
    return (kind, row.id) in records.known and row.word in words.get(row.list, ())
