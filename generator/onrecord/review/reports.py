"""A review as a comment on a pull request (Markdown, short enough for every host), and as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateError

from onrecord.changes.changes import Change
from onrecord.changes.revisions import Revision
from onrecord.diagnostics import Severity, as_row
from onrecord.reading import Segment
from onrecord.records import fixed
from onrecord.render import markdown_templates
from onrecord.render.markdown_templates import Escaped
from onrecord.render.phrases import PlainWords
from onrecord.render.templates import RENDER_ERRORS, TemplateFault
from onrecord.render.words import Words
from onrecord.views.lines import Catalogue

from .effects import PAGE_CHANGES, Effects
from .review import Review
from .review_view import Commit, ReviewView
from .wording import change_text, review_line

LIMIT = 60_000
"""Characters, as hosts count them (UTF-16 code units); GitHub takes 65,536."""

_SHOWN = 15  # changes that are not folded away
_PAGES = {"direct": 100, "indirect": 30, "added": 100, "removed": 100}
_FLOOR = 4_000  # characters that no section takes from a later one


@fixed
class _CommentList:
    name: str  # what templates call it
    macro: str  # makes a line of each item
    items: Sequence[object]
    most: int = 1_000  # how many are listed even where there is room for more


def comment(view: ReviewView, words: Words, templates: Sequence[Path]) -> str:
    """The comment for ``view``, at most ``LIMIT`` characters, by the templates in these folders."""
    values = {
        "t": markdown_templates.MarkdownWords(words),
        "say": PlainWords(words),
        "commit": _commit,
        "named": _named,
    }
    environment = markdown_templates.markdown_environment(templates, values)
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
            # What each later one needs, up to a bound.
            kept = sum(self._fill(other, _FLOOR)[1] for other in self._sections[index + 1 :])
            listed[section.name], used = self._fill(section, room - kept)
            room -= used
        return self._render(listed)

    def _fill(self, section: _CommentList, room: int) -> tuple[list[Escaped], int]:
        """As many lines of ``section`` as fit into ``room``, and the room they take."""
        made, used = [], 0
        for line in self._lines(section):
            needed = _size(line) + 1
            if used + needed > room:
                break
            made.append(line)
            used += needed
        return made, used

    def _lines(self, section: _CommentList) -> Iterator[Escaped]:
        """Each line, made once and only if there may be room for it."""
        macro, made = self._macros(section.macro), self._made[section.name]
        for index, item in enumerate(section.items[: section.most]):
            if index == len(made):
                made.append(Escaped(macro(item).strip("\n")))
            yield made[index]

    def _render(self, listed: Mapping[str, Sequence[Escaped]]) -> str:
        total = {section.name: len(section.items) for section in self._sections}
        lines = {name: listed.get(name, ()) for name in total}
        text = self._template.render(
            view=self._view,
            listed=lines,
            more={name: count - len(lines[name]) for name, count in total.items()},
            kinds={section.name: section.macro for section in self._sections},
            rest=total["rest"],
            fresh=total["warnings"],
            known=total["known"],
        )
        return markdown_templates.spaced(text)


def _sections(view: ReviewView) -> Iterator[_CommentList]:
    """The lists, the most important first; the last is cut first."""
    yield _CommentList("errors", "problem", view.errors)
    yield _CommentList("unread_after", "unread", view.unread_after)
    yield _CommentList("unread_before", "unread", view.unread_before)
    yield _CommentList("eyes", "change", view.eyes)
    yield _CommentList("changes", "change", view.changes[:_SHOWN])
    yield _CommentList("warnings", "problem", [it for it in view.warnings if it.fresh])
    for how in PAGE_CHANGES:
        pages = [page for page in view.pages or () if page.how == how]
        yield _CommentList(f"pages_{how}", "page", pages, _PAGES[how])
    yield _CommentList("other_files", "file", view.other_files)
    yield _CommentList("rest", "change", view.changes[_SHOWN:])
    yield _CommentList("known", "problem", [it for it in view.warnings if not it.fresh])
    yield _CommentList("notices", "problem", view.notices)


def _size(text: str) -> int:
    """How long ``text`` is for hosts that count in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _commit(commit: Commit) -> Escaped:
    shown = markdown_templates.code(commit.short)
    return markdown_templates.link(shown, commit.address) if commit.address else shown


def _named(commit: Commit) -> Escaped:
    """The given name, and its commit."""
    shown = _commit(commit)
    return Escaped(f"{markdown_templates.code(commit.name)} ({shown})") if commit.named else shown


def _segments(segments: Sequence[Segment]) -> Escaped:
    """Unchanged words as they are, removed ones struck, added ones strong."""
    marks = {
        "same": markdown_templates.escape_markdown,
        "removed": markdown_templates.struck,
        "added": markdown_templates.strong,
    }
    made = ""
    for segment in segments:
        text, before = segment.text, made[-1:]
        marked = marks[segment.kind](text)
        touching = segment.kind == "added" and before == "~"
        if marked and (text[:1].isspace() or touching) and before not in ("", " "):
            made += " "
        made += marked
        if text[-1:].isspace() and made:
            made += " "
    return Escaped(" ".join(made.split(" ")).strip())


def review_as_json(review: Review, say: Catalogue) -> str:
    """``review`` as one JSON object; its keys are documented in ``docs/how-to/previews.md``."""
    problems = review.problems
    report = {
        "base": _revision(review.base),
        "head": {**_revision(review.head), "worktree": review.worktree, "edited": review.edited},
        "verdict": review.verdict,
        "summary": review_line(review, say),
        "errors": len(problems.of(Severity.ERROR)),
        "warnings": len(problems.of(Severity.WARNING)),
        "notices": len(problems.of(Severity.NOTICE)),
        "counts": {name: asdict(count) for name, count in review.changes.counts.items()},
        "changes": [_change(change, say) for change in review.changes.changes],
        "pages": _pages(review.effects) if review.effects else None,
        "files": [{"file": str(file.file), "how": file.how} for file in review.other_files],
        "unread": {
            "before": [str(review.folder / name) for name in review.changes.unread_before],
            "after": [str(review.folder / name) for name in review.changes.unread_after],
        },
        "diagnostics": [{**as_row(each.diagnostic), "new": each.fresh} for each in problems.all],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _revision(revision: Revision) -> dict[str, Any]:
    return {"name": revision.name, "commit": revision.commit, "date": revision.date.isoformat()}


def _change(change: Change, say: Catalogue) -> dict[str, Any]:
    text, spot = change_text(change, say, words=False), change.spot
    return {
        "kind": change.kind,
        "record": change.record,
        "id": change.id,
        "weight": text.weight,
        "label": text.label,
        "subject": text.subject,
        "facts": dict(change.facts),
        "old": change.old,
        "new": change.new,
        "values": change.values,
        "file": text.file,
        "line": spot.line if spot else None,
        "column": spot.column if spot else None,
        "gone": change.gone,
        "uri": change.uri,
    }


def _pages(effects: Effects) -> dict[str, Any]:
    coverage = None
    if effects.coverage:
        coverage = [
            {"from": coverage.first.text, "through": coverage.through.text} if coverage else None
            for coverage in effects.coverage
        ]
    return {
        "counts": {section: dict(counts) for section, counts in effects.counts.items()},
        "list": [{"uri": page.uri, "title": page.title, "how": page.how} for page in effects.pages],
        "coverage": coverage,
    }
