"""What somebody decides on the page, written: a quote, an actor, an article."""

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from onrecord.captures.withheld import WordsWithheld
from onrecord.diagnostics import OnrecordError
from onrecord.drafting.article_additions import ArticleFiles
from onrecord.drafting.article_yaml import article_yaml
from onrecord.drafting.draft import DraftOptions, article_id_of, draft_of
from onrecord.drafting.proposals import Proposals, id_of
from onrecord.drafting.source import read_source
from onrecord.editing.adding import actor_text, id_of_name
from onrecord.editing.written_fields import key_order
from onrecord.editing.yaml_in_place import YamlInPlace
from onrecord.editing.yaml_values import Value
from onrecord.reading import shown_path
from onrecord.reading.texts import why_no_id
from onrecord.records.load import Records
from onrecord.records.record_kinds import KINDS
from onrecord.records.vocabulary import VOCABULARIES
from onrecord.starter.new_record import find_id_owner, schema_from
from onrecord.writing.whole_files import put_files

from .decisions import revised, settled, without
from .page import ACTS, FORMS
from .suggestions import Suggestions
from .workspace import Workspace

_UNKNOWN = "unknown"
_NO_GIST = ("reported speech needs a gist", "say in your own words what is reported")
_ID_WORDS = 6  # of a text without a headline


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

    def values(self) -> dict[str, Value]:
        """The keys of the quote but its id and its words."""
        values: dict[str, Value] = {"speaker": self.speaker or _UNKNOWN, "form": self.form}
        for key, text in (("gist", self.gist), ("context", self.context)):
            if text.strip():
                values[key] = " ".join(text.split())
        return values


class QuoteWriter:
    """Writes what somebody decides into the files of a workspace."""

    def __init__(self, workspace: Workspace, suggestions: Suggestions) -> None:
        """Work in ``workspace``, with what ``suggestions`` know of the desk."""
        self._workspace = workspace
        self._suggestions = suggestions

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
        parts = self._suggestions.proposed_words(article, new.spans) or tuple(
            " ".join(source.text[start:end].split()) for start, end in new.spans
        )
        if any(map(self._workspace.withheld.have, (*parts, " ".join(parts), new.gist))):
            raise WordsWithheld
        record = self._workspace.record(article)
        taken = {quote.id for quote in record.quotes} if record else set()
        quote_id = new.quote_id or id_of(" ".join(parts), taken)
        item: dict[str, Value] = {
            "id": quote_id,
            "text": parts[0] if len(parts) == 1 else list(parts),
            **new.values(),
        }
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

        def decided(text: str) -> str:
            text = revised(path, text, quote, new.values())
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
                f"'{id_ or ''}' is not an id", "write one, such as gazette-on-the-talks"
            )
        settings = self._workspace.settings
        if taken := find_id_owner(settings.content, "article", id_):
            hint = "choose another id, or open that article"
            raise OnrecordError(f"'{id_}' is already the id of {shown_path(taken[0])}", hint)
        files = ArticleFiles(settings.content, self._workspace.captures, id_)
        # Its quotes are proposed in the margin, and written when they are accepted.
        withheld = self._workspace.withheld
        draft = draft_of(source, self._suggestions.records, DraftOptions(), withheld=withheld)
        draft = replace(draft, proposals=Proposals())
        schema = schema_from(files.article, settings.content.absolute().parent, "article")
        files.write(source, article_yaml(draft, "what was pasted", schema))
        self._suggestions.read_desk()
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
            raise OnrecordError(f"the article already has a quote '{new.quote_id}'")
        if new.form not in FORMS:
            raise OnrecordError(f"'{new.form}' is not a form of a quote")
        if new.form == "indirect" and not new.gist.strip():
            raise OnrecordError(*_NO_GIST)
        records = self._suggestions.records
        if new.speaker is not None and ("actor", new.speaker) not in records.known:
            raise OnrecordError(f"the desk has no actor '{new.speaker}'", "reload the page")
        if new.row and not is_named:
            raise OnrecordError("nobody is chosen who makes it or answers it", "choose the speaker")
        if new.row and not _is_row(*new.row, records):
            raise OnrecordError(
                "the desk has no such demand or claim, or this cannot be said of it"
            )

    def new_actor(self, name: str, kind: str) -> str:
        """Write a new actor of the desk, with a ``name`` and a ``kind`` alone; returns the id.

        Raises:
            OnrecordError: no id can be made of the name, or the desk has it.
        """
        if kind not in VOCABULARIES["actor_kind"]:
            raise OnrecordError(f"'{kind}' is not a kind of actor")
        id_ = id_of_name(name)
        if ("actor", id_) in self._suggestions.records.known:
            raise OnrecordError(f"the desk already has an actor '{id_}'", "choose that one")
        content = self._workspace.settings.content
        file = PurePosixPath(KINDS["actor"].file(id_))
        schema = schema_from(content / file, content.absolute().parent, "actor")
        put_files({file: actor_text(name, kind, schema)}, content)
        self._suggestions.read_desk()
        return id_


def _is_row(rows: str, id_: str, word: str, records: Records) -> bool:
    """Whether ``rows`` can have a row with that ``word`` about the demand or claim ``id_``."""
    kind = "claim" if rows == "claims" else "demand"
    words = {name: VOCABULARIES[vocabulary] for name, vocabulary, _ in ACTS[kind]}
    return (kind, id_) in records.known and word in words.get(rows, ())
