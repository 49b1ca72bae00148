"""What every section of a briefing is composed with: lines and lists of views as blocks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from onrecord.briefing.sections.material import ShortenedList
from onrecord.render.site import SiteContext
from onrecord.views import act_lines
from onrecord.views.acts import ActView
from onrecord.views.answers import PositionView
from onrecord.views.lines import Catalogue, Line, Span

from .outline import Block, Bullets, Paragraph, StyledLine, set_line

T = TypeVar("T")
SPACE: Line = (Span(" "),)


def quiet(line: Line) -> Line:
    """``line`` in less prominent type, except for what is strong in it."""
    return (Span("", "label", parts=line),) if line else ()


def strong(text: str) -> Line:
    """``text`` in strong type."""
    return (Span(text, "strong"),)


@dataclass(frozen=True, slots=True)
class OutlineWriter:
    """Makes blocks in the words of one site, with whole addresses where the site's is known."""

    say: Catalogue
    site: SiteContext

    def set(self, line: Line) -> StyledLine:
        """``line`` as the outline has it."""
        return set_line(line, self.site.address)

    def paragraph(
        self, line: Line, role: Literal["text", "lead", "alert", "note"] = "text"
    ) -> Paragraph:
        """One paragraph."""
        return Paragraph(self.set(line), role)

    def note(self, key: str, /, **values: str | int) -> Paragraph:
        """The words for ``key``, which say how to read what is around them."""
        return self.paragraph(self.say.phrase(key, **values), "note")

    def bullets(
        self,
        entries: Iterable[Iterable[Line]],
        rows: ShortenedList[T] | None = None,
        *,
        small: bool = False,
    ) -> Bullets:
        """A list; its last entry says how many of ``rows`` are left out."""
        more = self.more(rows) if rows else ()
        every = [*entries, *([(quiet(more),)] if more else [])]
        return Bullets(tuple(tuple(map(self.set, lines)) for lines in every), small)

    def more(self, rows: ShortenedList[T]) -> Line:
        """How many of ``rows`` are left out, leading to all; nothing where all are shown."""
        words = self.say(f"briefing.more.{rows.of}", count=rows.more) if rows.more else ""
        return (Span(words, "title", uri=rows.uri),) if words else ()

    def listed(
        self,
        name: str,
        rows: ShortenedList[T],
        entry: Callable[[T], Iterable[Line]],
        *,
        small: bool = False,
    ) -> Iterator[Block]:
        """A section that is a list: how to read it and its rows, or that there are none."""
        if not rows:
            yield self.note(f"briefing.{name}.none")
            return
        if f"briefing.{name}.how" in self.say:
            yield self.note(f"briefing.{name}.how")
        yield self.bullets(map(entry, rows.items), rows, small=small)

    def act(self, act: ActView, *, labels: bool = True, account: bool = True) -> Line:
        """One act; where the site's address is known, with one way to its words."""
        shown = replace(act, uris=act.uris[:1])
        read = bool(self.site.info.url)
        return act_lines.act_line(
            shown, self.say, read=read, labels=labels, account=account, noted=True
        )

    def act_on(self, act: ActView) -> Line:
        """An act with what it is about."""
        say = self.say
        claims = (
            claim.line(say) if of_others else claim.title
            for claim, of_others in act.claims_of_others
        )
        about = [say.titles(act.demands), *claims]
        labels = map(quiet, act_lines.act_labels(act, say))
        return say.dotted(self.act(act, labels=False), *about, *labels)

    def state(self, position: PositionView) -> Iterator[Line]:
        """The position of one addressee; later reports by others are below, set apart."""
        lines, say = position.deciding_lines, self.say
        if position.own_before:
            before = act_lines.early_line(position.early, say, "answer.own_before")
            yield (*before, *SPACE, *say.phrase("answer.since"))
        if (len(lines) > 1 and position.composed) or not (lines or position.search):
            yield act_lines.state_line(position.state, position.tellers, say=say)
        yield from map(self.act, lines)
        if position.search and not lines:
            yield self.act(position.search)
        for act in position.later_account_lines:
            line = self.act(act, account=not act.told_by)
            yield quiet((*act_lines.later_label(act, say), *SPACE, *line))
        if position.members:
            yield quiet(act_lines.members_line(position, say))
        if position.early_beside:
            yield quiet(act_lines.early_line(position.early, say))
        if position.late:
            yield quiet(act_lines.early_line(position.late, say, "answer.after_end"))
