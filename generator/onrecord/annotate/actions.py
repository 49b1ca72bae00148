"""What the page can ask for: each request of its script, and what it is sent back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .quote_writer import NewQuote, QuoteWriter
from .server import Action, Body, Conflict, mapping_of, span_of, spans_of, text_of
from .source_words import ShownSource
from .suggestions import Suggestions
from .workspace import Changed, Workspace


class PageActions:
    """The requests of the page, done in a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        """Work in ``workspace``."""
        self._workspace = workspace
        self._suggestions = Suggestions(workspace)
        self._writer = QuoteWriter(workspace, self._suggestions)

    def by_name(self) -> Mapping[str, Action]:
        """The actions by the names that the script uses."""
        return {
            "desk": self.desk,
            "open": self.open,
            "compare": self.compare,
            "problems": self.problems,
            "keep": self.keep,
            "save": self.save,
            "undo": self.undo,
            "redo": self.redo,
            "proposals": self.proposals,
            "refuse": self.refuse,
            "look": self.look,
            "quote": self.quote,
            "decide": self.decide,
            "remove": self.remove,
            "begin": self.begin,
        }

    def desk(self, _body: Body) -> dict[str, Any]:
        """The articles and the actors of the desk, as they are on the disk."""
        self._suggestions.read_desk()
        return {"articles": self._workspace.articles(), "actors": self._suggestions.actors}

    def open(self, body: Body) -> dict[str, Any]:
        """An article, and what was kept of its page."""
        return self._opened(text_of(body, "id"))

    def compare(self, body: Body) -> dict[str, Any]:
        """The quotes of what is being typed, compared with the source."""
        return self._workspace.compare(text_of(body, "id"), text_of(body, "yaml"))

    def problems(self, body: Body) -> list[dict[str, Any]]:
        """What is wrong with the article as it is on the disk."""
        return self._workspace.problems(text_of(body, "id"))

    def keep(self, body: Body) -> None:
        """Keep what is being typed, in case the browser or the computer stops."""
        article = text_of(body, "id")
        yaml = None if body.get("yaml") is None else text_of(body, "yaml")
        self._workspace.keep(article, yaml, str(body.get("base", "")))

    def save(self, body: Body) -> dict[str, Any]:
        """Write the YAML that was typed."""
        yaml = text_of(body, "yaml")

        def save(article: str, base: str) -> None:
            self._workspace.save(article, base, yaml)

        return self._written(body, save)

    def undo(self, body: Body) -> dict[str, Any]:
        """Undo the last save."""
        return self._written(body, self._workspace.undo)

    def redo(self, body: Body) -> dict[str, Any]:
        """Do again what was undone last."""
        return self._written(body, self._workspace.redo)

    def proposals(self, body: Body) -> list[dict[str, Any]]:
        """The quotes that are proposed for an article."""
        return self._suggestions.proposals(text_of(body, "id"))

    def refuse(self, body: Body) -> None:
        """Do not propose these words again."""
        self._workspace.refuse(text_of(body, "id"), text_of(body, "words"))

    def look(self, body: Body) -> dict[str, Any]:
        """What is known of words that were selected in the source."""
        return self._suggestions.look(text_of(body, "id"), span_of(body, "span"))

    def quote(self, body: Body) -> dict[str, Any]:
        """Add a quote, and its speaker where the desk has not got one."""
        sent = mapping_of(body, "quote")
        added: list[str] = []

        def add(article: str, base: str) -> None:
            added.append(self._writer.add(article, base, self._new(sent, article, base)))

        return {**self._written(body, add), "added": added[0]}

    def decide(self, body: Body) -> dict[str, Any]:
        """Decide about a quote of a draft: as it is, or as the form says."""
        name = text_of(body, "name")

        def decide(article: str, base: str) -> None:
            sent = mapping_of(body, "quote") if body.get("quote") else None
            new = self._new(sent, article, base) if sent else None
            self._writer.decide(article, base, name, new)

        return {**self._written(body, decide), "added": name}

    def remove(self, body: Body) -> dict[str, Any]:
        """Take a quote out of a draft."""
        name = text_of(body, "name")

        def remove(article: str, base: str) -> None:
            self._writer.remove(article, base, name)

        return self._written(body, remove)

    def _new(self, sent: Body, article: str, base: str) -> NewQuote:
        """What was sent of a quote; its speaker is made where the desk has not got one."""
        self._workspace.see_unchanged(article, base)
        new = _new_quote(sent, self._workspace.source(article))
        is_new = bool(sent.get("new_actor"))
        self._writer.see_possible(article, new, is_named=is_new or new.speaker is not None)
        if not is_new:
            return new
        actor = mapping_of(sent, "new_actor")
        made = self._writer.new_actor(text_of(actor, "name"), text_of(actor, "kind"))
        return replace(new, speaker=made)

    def begin(self, body: Body) -> dict[str, str]:
        """Begin an article with a text or a page from the clipboard."""
        page, text = text_of(body, "page"), text_of(body, "text")
        return {"id": self._writer.begin(text, page, text_of(body, "new_id"))}

    def _opened(self, article: str) -> dict[str, Any]:
        return {**self._workspace.open(article), "kept": self._workspace.kept(article)}

    def _written(self, body: Body, write: Callable[[str, str], None]) -> dict[str, Any]:
        """The article after ``write``; what was kept of it is not needed any more.

        Raises:
            Conflict: somebody else has changed the file.
        """
        article = text_of(body, "id")
        try:
            write(article, text_of(body, "base"))
        except Changed as changed:
            raise Conflict(changed.message, self._opened(article)) from changed
        self._workspace.keep(article, None)
        return self._opened(article)


def _new_quote(sent: Body, source: ShownSource) -> NewQuote:
    spans = spans_of(sent, "parts") or (span_of(sent, "span"),)
    row = mapping_of(sent, "link") if sent.get("link") else None
    return NewQuote(
        tuple(map(source.span_from_browser, spans)),
        text_of(sent, "form"),
        text_of(sent, "speaker") if sent.get("speaker") else None,
        text_of(sent, "quoting") if sent.get("quoting") else None,
        str(sent.get("gist", "")),
        str(sent.get("context", "")),
        str(sent.get("quote_id", "")),
        (text_of(row, "list"), text_of(row, "id"), text_of(row, "act")) if row else None,
    )
