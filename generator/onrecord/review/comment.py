"""The comment on a pull request: Markdown, short enough for every host, cut by whole entries."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

from onrecord.changes.words import Segment
from onrecord.render import TemplateFault, Words
from onrecord.render.markdown import (
    Escaped,
    MarkdownWords,
    code,
    escape_markdown,
    link,
    markdown_environment,
    strong,
    struck,
)
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import RENDER_ERRORS

from .effects import PAGE_CHANGES
from .view import Commit, ReviewView

MARKER = "<!-- onrecord:changes -->"
"""The first line of every comment: whoever posts it finds the one to update by it."""

LIMIT = 60_000
"""Characters, as hosts count them (UTF-16 code units); GitHub takes 65,536."""

_SHOWN = 15  # changes that are not folded away
_PAGES = {"direct": 100, "indirect": 30, "added": 100, "removed": 100}
_FLOOR = 4_000  # characters that no section takes from a later one


@dataclass(frozen=True, slots=True)
class _Section:
    """A list of the comment.

    Attributes:
        name: what templates call it.
        macro: makes a line of each item.
        items: what there is to list.
        most: how many are listed even where there is room for more.
    """

    name: str
    macro: str
    items: Sequence[object]
    most: int = 1_000

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.items)


def comment(view: ReviewView, words: Words, templates: Sequence[Path]) -> str:
    """The comment for ``view``, at most ``LIMIT`` characters long; ``templates`` are folders.

    Raises:
        TemplateFault: a template cannot be used.
    """
    values = {
        "t": MarkdownWords(words),
        "say": PlainWords(words),
        "commit": _commit,
        "named": _named,
    }
    environment = markdown_environment(templates, values)
    environment.filters["segments"] = _segments
    try:
        return _Comment(environment, view).text()
    except (TemplateError, *RENDER_ERRORS) as error:
        file = templates[-1] / "changes" / "comment.md"
        raise TemplateFault.of(error, file) from error


class _Comment:
    """Finds out how much there is room for."""

    def __init__(self, environment: Environment, view: ReviewView) -> None:
        self._template = environment.get_template("changes/comment.md")
        lines = environment.get_template("changes/lines.md").module
        self._macros: Callable[[str], Any] = lambda name: getattr(lines, name)
        self._view = view
        self._sections = tuple(_sections(view))
        self._made: dict[str, list[Escaped]] = {section.name: [] for section in self._sections}

    def text(self) -> str:
        """As much as fits."""
        # With nothing listed, every "and N more" is there already: lists only take its place.
        frame = self._render({})
        room = LIMIT - _size(frame) - 200  # for the blank lines of what is not empty any more
        listed: dict[str, list[Escaped]] = {}
        for index, section in enumerate(self._sections):
            later = self._sections[index + 1 :]
            kept = sum(self._floor(section) for section in later)
            listed[section.name], used = self._fill(section, room - kept)
            room -= used
        return self._render(listed)

    def _floor(self, section: _Section) -> int:
        """How much room is kept for ``section``: what it needs, up to a bound."""
        _, used = self._fill(section, _FLOOR)
        return used

    def _fill(self, section: _Section, room: int) -> tuple[list[Escaped], int]:
        """The lines of ``section`` that ``room`` is enough for, and how much of it they take."""
        made, used = [], 0
        for line in self._lines(section):
            used_then = used + _size(line) + 1
            if used_then > room:
                break
            made.append(line)
            used = used_then
        return made, used

    def _lines(self, section: _Section) -> Iterator[Escaped]:
        """Each line, made only when there may be room for it, and once."""
        macro, made = self._macros(section.macro), self._made[section.name]
        for index, item in enumerate(section.items[: section.most]):
            if index == len(made):
                made.append(Escaped(macro(item).strip("\n")))
            yield made[index]

    def _render(self, listed: Mapping[str, Sequence[Escaped]]) -> str:
        more = {
            section.name: section.total - len(listed.get(section.name, ()))
            for section in self._sections
        }
        total = {section.name: section.total for section in self._sections}
        text = self._template.render(
            view=self._view,
            listed={section.name: listed.get(section.name, ()) for section in self._sections},
            more=more,
            rest=total["rest"],
            fresh=total["warnings"],
            known=total["known"],
        )
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _sections(view: ReviewView) -> Iterator[_Section]:
    """The lists, what matters first; it is also what is cut last."""
    yield _Section("errors", "problem", view.errors)
    yield _Section("unread_after", "unread", view.unread_after)
    yield _Section("unread_before", "unread", view.unread_before)
    yield _Section("eyes", "change", view.eyes)
    yield _Section("changes", "change", view.changes[:_SHOWN])
    yield _Section("warnings", "problem", [problem for problem in view.warnings if problem.fresh])
    for how in PAGE_CHANGES:
        pages = [page for page in view.pages or () if page.how == how]
        yield _Section(f"pages_{how}", "page", pages, _PAGES[how])
    yield _Section("other_files", "file", view.other_files)
    yield _Section("rest", "change", view.changes[_SHOWN:])
    yield _Section("known", "problem", [problem for problem in view.warnings if not problem.fresh])
    yield _Section("notices", "problem", view.notices)


def _size(text: str) -> int:
    """How long ``text`` is for hosts that count in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _commit(commit: Commit) -> Escaped:
    shown = code(commit.short)
    return link(shown, commit.address) if commit.address else shown


def _named(commit: Commit) -> Escaped:
    """The name that was asked for, and its commit."""
    return Escaped(f"{code(commit.name)} ({_commit(commit)})") if commit.named else _commit(commit)


def _segments(segments: Sequence[Segment]) -> Escaped:
    """Words that stayed as they are, what went struck, what came strong, set apart by spaces."""
    made = ""
    for segment in segments:
        text, before = segment.text, made[-1:]
        marked = {"same": escape_markdown, "removed": struck, "added": strong}[segment.kind](text)
        touching = segment.kind == "added" and before == "~"
        if marked and (text[:1].isspace() or touching) and before not in ("", " "):
            made += " "
        made += marked
        if text[-1:].isspace() and made:
            made += " "
    return Escaped(" ".join(made.split(" ")).strip())
