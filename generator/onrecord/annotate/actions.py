"""What the page can ask for: each request of its script, and what it is sent back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.drafting.draft import found_in
from onrecord.editing.placed_text import Value
from onrecord.records import YamlPath

from .decisions import SOURCE_FACTS, form_of_quote
from .journal import GONE, Changed, NoSuchArticle, version_digest
from .new_records import RecordMaker
from .page import ShownSource
from .quote_writer import NewQuote, NewRow, QuoteWriter
from .server import (
    Action,
    Body,
    Conflict,
    sent_object,
    sent_objects,
    sent_span,
    sent_spans,
    sent_text,
)
from .suggestions import Finder, Suggestions
from .workspace import Workspace

_ACTIONS = (
    "desk", "source", "open", "compare", "problems", "keep", "save", "undo", "redo", "proposals",
    "refuse", "look", "quote", "decide", "remove", "begin", "say", "make", "quote_again",
    "kind",
)  # fmt: skip


class PageActions:
    """The requests of the page, done in a workspace."""

    def __init__(self, workspace: Workspace, find: Finder = found_in) -> None:
        self._workspace = workspace
        self._suggestions = Suggestions(workspace, find)
        self._writer = QuoteWriter(workspace, self._suggestions)
        self._maker = RecordMaker(workspace, self._suggestions)

    def by_name(self) -> Mapping[str, Action]:
        """The actions by the names that the script uses."""
        return {name: getattr(self, name) for name in _ACTIONS}

    def desk(self, _body: Body) -> dict[str, Any]:
        """The articles and what the desk has, as they are on the disk."""
        self._suggestions.refresh()
        articles = self._workspace.articles()
        desk = str(self._workspace.settings.content.absolute())
        files = {each["id"]: self._workspace.path(each["id"]) for each in articles}
        recent = self._workspace.journal.latest(files)
        shown = self._suggestions.desk()
        return {
            "desk": version_digest(desk.encode()),
            "articles": articles,
            "recent": recent,
            **shown,
        }

    def source(self, body: Body) -> dict[str, str]:
        """The text of an article's source alone: a long one is shown while it is compared."""
        source = self._workspace.source(sent_text(body, "id"))
        return {"text": source.text, "digest": source.digest}

    def open(self, body: Body) -> dict[str, Any]:
        """An article, what was kept of its page, and the days that its source names."""
        article = sent_text(body, "id")
        return {**self._opened(article, body), "dates": self._suggestions.dates(article)}

    def compare(self, body: Body) -> dict[str, Any]:
        """The quotes of what is being typed, compared with the source."""
        article, version = sent_text(body, "id"), _number(body, "version")
        yaml = sent_text(body, "yaml")
        if "start" in body:  # of a long text only what is another than in that version
            before = self._workspace.typed(article, version)
            if before is None:
                return {"again": True}
            units = before.encode("utf-16-le")  # what a browser counts
            start, end = (2 * max(_number(body, name), 0) for name in ("start", "end"))
            changed = units[:start] + yaml.encode("utf-16-le") + units[end:]
            yaml = changed.decode("utf-16-le", errors="replace")
        return self._workspace.compare(article, yaml, version)

    def problems(self, body: Body) -> list[dict[str, Any]]:
        """The problems of the article's file on the disk."""
        return self._workspace.problems(sent_text(body, "id"))

    def keep(self, body: Body) -> None:
        """Keep what is being typed, in case the browser or the computer stops."""
        article = sent_text(body, "id")
        yaml = None if body.get("yaml") is None else sent_text(body, "yaml")
        typed = {key: sent_object(body, key) for key in ("form", "facts", "make") if body.get(key)}
        self._workspace.keep(article, yaml, str(body.get("base", "")), **typed)

    def save(self, body: Body) -> dict[str, Any]:
        """Write the YAML that was typed."""
        yaml, over = sent_text(body, "yaml"), body.get("over") is True
        return self._written(body, lambda id_, at: self._workspace.save(id_, at, yaml, over=over))

    def undo(self, body: Body) -> dict[str, Any]:
        """Undo the last save."""
        return self._written(body, self._workspace.undo)

    def redo(self, body: Body) -> dict[str, Any]:
        """Do again what was undone last."""
        return self._written(body, self._workspace.redo)

    def proposals(self, body: Body) -> dict[str, Any]:
        """The quotes that are proposed for a part of an article's source."""
        part = max(_number(body, "part"), 0)
        return self._suggestions.proposals(sent_text(body, "id"), part)

    def refuse(self, body: Body) -> None:
        """Do not propose these words again; or do, if that is taken back."""
        again = body.get("again") is True
        self._workspace.refuse(sent_text(body, "id"), sent_text(body, "words"), again=again)

    def look(self, body: Body) -> dict[str, Any]:
        """What is known of the selected words of the source."""
        self._suggestions.refresh()
        article, wait = sent_text(body, "id"), body.get("at_once") is not True
        try:
            self._check_source(article, body)
        except Changed as changed:
            raise Conflict(changed.message, self._opened(article, body)) from changed
        return self._suggestions.look(article, sent_span(body, "span"), wait=wait)

    def _check_source(self, article: str, body: Body) -> ShownSource:
        """The source of ``article``, in which words were chosen; Changed if it is another."""
        source = self._workspace.source(article)
        if body.get("has", source.digest) != source.digest:
            raise Changed
        return source

    def kind(self, body: Body) -> dict[str, str]:
        """The probable kind of an actor with this name; a person checks the guess."""
        return {"kind": self._maker.kind(sent_text(body, "id"), sent_text(body, "name"))}

    def quote(self, body: Body) -> dict[str, Any]:
        """Add a quote, and its speaker where the desk has not got one."""
        added: list[str] = []

        def add(article: str, base: str) -> None:
            added.append(self._writer.add(article, base, self._new(body, article, base)))

        return {**self._written(body, add), "added": added[0]}

    def decide(self, body: Body) -> dict[str, Any]:
        """Decide about a quote: as it is, or as the form says."""
        name = sent_text(body, "name")

        def decide(article: str, base: str) -> None:
            new = self._new(body, article, base, name) if body.get("quote") else None
            self._writer.decide(article, base, name, new, str(body.get("speaker") or ""))

        return {**self._written(body, decide), "added": name}

    def remove(self, body: Body) -> dict[str, Any]:
        """Take a quote out of an article, with its rows."""
        name = sent_text(body, "name")
        return self._written(body, lambda id_, base: self._writer.remove(id_, base, name))

    def quote_again(self, body: Body) -> dict[str, Any]:
        """The values of the form for a quote that the article has."""
        article = sent_text(body, "id")
        path, text = self._workspace.path(article), self._workspace.text(article)
        return form_of_quote(path, text, sent_text(body, "name"))

    def say(self, body: Body) -> dict[str, Any]:
        """Write what is said of the article itself: its title, its source, the day."""
        facts = _facts(sent_object(body, "facts"))

        def say(article: str, base: str) -> None:
            self._writer.say(article, base, facts)
            self._workspace.keep(article, None)

        return self._written(body, say)

    def make(self, body: Body) -> dict[str, Any]:
        """Make a record of the desk, or give an actor a role; what the desk has then."""
        self._suggestions.refresh()
        kind, sent = sent_text(body, "kind"), sent_object(body, "record")
        record = {name: _value(sent, name) for name in sent}
        if kind == "actor":
            article = str(body.get("id") or "")
            made = self._maker.actor(sent_text(sent, "name"), sent_text(sent, "kind"), article)
        else:
            made = self._maker.make(kind, record)
        return {"made": made, **self._suggestions.desk()}

    def _new(self, body: Body, article: str, base: str, own: str | None = None) -> NewQuote:
        """What was sent of a quote; makes the speaker if the desk does not have one."""
        self._workspace.unchanged(article, base)
        sent = sent_object(body, "quote")
        is_known = own and not sent.get("again")
        new = _new_quote(sent, None if is_known else self._check_source(article, body))
        is_new = bool(sent.get("new_actor"))
        is_named = is_new or new.speaker is not None
        self._writer.check_possible(article, new, is_named=is_named, own=own)
        if not is_new:
            return new
        actor = sent_object(sent, "new_actor")
        made = self._maker.actor(sent_text(actor, "name"), sent_text(actor, "kind"), article)
        if actor.get("role"):
            self._maker.make("role", {"actor": made, "title": actor["role"], "of": actor.get("of")})
        return replace(new, speaker=made)

    def begin(self, body: Body) -> dict[str, str]:
        """Begin an article with a text or a page from the clipboard."""
        page, text = sent_text(body, "page"), sent_text(body, "text")
        return {"id": self._maker.begin(text, page, sent_text(body, "new_id"))}

    def _opened(self, article: str, body: Body) -> dict[str, Any]:
        opened = self._workspace.open(article)
        if opened["source_digest"] == body.get("has"):
            opened["source"] = None  # the page has it, and it may be long
        return {**opened, "kept": self._workspace.kept(opened["id"])}

    def _written(self, body: Body, write: Callable[[str, str], None]) -> dict[str, Any]:
        """The article after ``write``; what was kept of it is not needed any more.

        Raises Conflict if somebody else has changed the file, or it is gone.
        """
        article = sent_text(body, "id")
        try:
            write(article, sent_text(body, "base"))
        except NoSuchArticle as gone:
            raise Conflict(gone.message, {"gone": True, "digest": GONE}) from gone
        except Changed as changed:
            raise Conflict(changed.message, self._opened(article, body)) from changed
        opened = self._opened(article, body)
        self._workspace.keep(opened["id"], None, facts=opened["kept"].get("facts"))
        return opened


def _new_quote(sent: Body, source: ShownSource | None) -> NewQuote:
    """What was sent of a quote; no place if its words stay and there is no source."""
    spans = sent_spans(sent, "parts") or (sent_span(sent, "span"),)
    said = sent_object(sent, "said") if sent.get("said") is not None else None
    return NewQuote(
        tuple(map(source.span_from_browser, spans)) if source else (),
        sent_text(sent, "form"),
        sent_text(sent, "speaker") if sent.get("speaker") else None,
        sent_text(sent, "quoting") if sent.get("quoting") else None,
        str(sent.get("gist", "")),
        str(sent.get("context", "")),
        str(sent.get("quote_id", "")),
        {key: sent_text(said, key) for key in said} if said is not None else None,
        tuple(
            NewRow(
                *(sent_text(row, "list"), sent_text(row, "id"), sent_text(row, "act")),
                by=_texts(row, "by"),
            )
            for row in sent_objects(sent, "links")
        ),
        tuple(
            (sent_text(it, "list"), _number(it, "number")) for it in sent_objects(sent, "dropped")
        ),
        sent_text(sent, "basis") if "basis" in sent else None,
    )


def _number(body: Body, key: str) -> int:
    value = body.get(key)
    return value if isinstance(value, int) else -1


def _texts(body: Body, key: str) -> tuple[str, ...]:
    value = body.get(key) or ()
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _value(body: Body, key: str) -> Value:
    """The text at ``key``, or a list of texts; a list of one becomes that text."""
    texts: list[Value] = [*_texts(body, key)]
    if not isinstance(body.get(key), list):
        return sent_text(body, key).strip() or None
    return texts[0] if len(texts) == 1 else texts or None


def _facts(sent: Body) -> dict[YamlPath, Value]:
    """The facts of the page, by the paths of the article's file that they are written to."""
    facts: dict[YamlPath, Value] = {}
    if "title" in sent:
        facts["title",] = _value(sent, "title")
    for name in (*SOURCE_FACTS, "authors"):
        if name in sent:
            facts["source", name] = _value(sent, name)
    if sent.get("basis"):
        facts["defaults", "basis"] = sent_text(sent, "basis")
    if "event" in sent:
        event = {
            key: sent_text(sent_object(sent, "event"), key) for key in sent_object(sent, "event")
        }
        facts["event",] = event.get("event") or {**event} or None
    if "said" in sent:
        said = sent_text(sent, "said")
        facts["defaults", "said"] = {"date": said} if said else None
    if sent.get("finished"):
        facts["draft",] = None
    return facts
