"""From the view of a briefing to its outline: every section, in the order of the view.

The views of the sections say their lines; here these become headings, lists and a table. Demands,
claims, quotes and sources lead to their pages. Names of actors do not: where every other word is a
link, none is found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal, Protocol, TypeVar

from onrecord.briefing.sections.briefing_view import BriefingView, briefing_title
from onrecord.briefing.sections.changed_in_period import ActLists
from onrecord.briefing.sections.closing_state import ClaimWithReplies, PositionRow
from onrecord.briefing.sections.material import ShortenedList
from onrecord.briefing.sections.written_and_chosen import BottomLineView, paste_text
from onrecord.records import fixed
from onrecord.render.site import SiteContext
from onrecord.views import act_lines
from onrecord.views.acts import ActView
from onrecord.views.answers import PositionView
from onrecord.views.attribution import said, when
from onrecord.views.claim import HearingView
from onrecord.views.claim_conclusions import standing_line
from onrecord.views.lines import Catalogue, Line, Span, text_of
from onrecord.views.quote_card import QuoteCard

from .outline import (
    Block,
    BriefingTable,
    Bullets,
    Heading,
    Outline,
    Paragraph,
    Quotation,
    StyledLine,
    StyledSpan,
    set_line,
    tidy,
)

T = TypeVar("T")
_SPACE: Line = (Span(" "),)
_COLUMNS = ("demand", "addressee", "state")


class _RowOfOneLine(Protocol):
    def line(self, say: Catalogue) -> Line: ...


def compose(view: BriefingView, say: Catalogue, site: SiteContext) -> Outline:
    """The blocks of ``view``."""
    composer = _Composer(view, say, site)
    return Outline(
        title=briefing_title(view.head, say),
        about=tuple(map(composer.set, view.head.lines(say))),
        blocks=tuple(composer.sections()),
        foot=say("list.dot").join((site.info.name, composer.as_of())),
        language=site.info.language,
        direction="rtl" if site.info.direction == "rtl" else "ltr",
    )


def _quiet(line: Line) -> Line:
    """``line`` in less prominent type; only what is strong in it stays."""
    return (Span("", "label", parts=line),) if line else ()


@fixed
class _Composer:
    """Composes one briefing in the words of a site, with whole addresses if the site's is known."""

    view: BriefingView
    say: Catalogue
    site: SiteContext

    def as_of(self) -> str:
        """The last day that the desk covers."""
        as_of, say = self.view.as_of, self.say
        known = say("briefing.as_of", date=say.date(as_of)) if as_of else ""
        return known or say("briefing.as_of_unknown")

    def sections(self) -> Iterator[Block]:
        """Every section under its heading."""
        view, listed, row = self.view, self._listed, self._row
        sections: dict[str, Callable[[], Iterable[Block]]] = {
            "bottom_line": lambda: self._bottom_line(view.bottom_line),
            "changes": self._changes,
            "positions": self._positions,
            "quotes": self._quotes,
            "claims": lambda: listed("claims", view.claims, self._claim),
            "unknown": self._unknowns,
            "deadlines": lambda: listed("deadlines", view.deadlines, row),
            "sources": lambda: listed("sources", view.sources, row, small=True),
            "corrections": self._corrections,
        }
        for name, section in sections.items():
            yield Heading(tidy(self.say(f"briefing.section.{name}")))
            if name == view.noted_in:
                yield self._note("briefing.noted")
            yield from section()
        yield self._paragraph((Span(self.as_of()),), "note")

    def set(self, line: Line) -> StyledLine:
        """``line`` as the outline has it."""
        return set_line(line, self.site.address)

    def _paragraph(
        self, line: Line, role: Literal["text", "lead", "alert", "note"] = "text"
    ) -> Paragraph:
        return Paragraph(self.set(line), role)

    def _note(self, key: str, /, **values: str | int) -> Paragraph:
        """The words for ``key``, which say how to read what is around them."""
        return self._paragraph(self.say.phrase(key, **values), "note")

    def _bullets(
        self,
        entries: Iterable[Iterable[Line]],
        rows: ShortenedList[T] | None = None,
        *,
        small: bool = False,
    ) -> Bullets:
        """A list; its last entry says how many of ``rows`` are left out."""
        more = self._more(rows) if rows else ()
        every = [*entries, *([(_quiet(more),)] if more else [])]
        return Bullets(tuple(tuple(map(self.set, lines)) for lines in every), small)

    def _more(self, rows: ShortenedList[T]) -> Line:
        """How many of ``rows`` are left out, as a link to all; nothing if all are shown."""
        words = self.say(f"briefing.more.{rows.of}", count=rows.more) if rows.more else ""
        return (Span(words, "title", uri=rows.uri),) if words else ()

    def _listed(
        self,
        name: str,
        rows: ShortenedList[T],
        entry: Callable[[T], Iterable[Line]],
        *,
        small: bool = False,
    ) -> Iterator[Block]:
        """A section with a list: how to read it and its rows, or that there are none."""
        if not rows:
            yield self._note(f"briefing.{name}.none")
            return
        if f"briefing.{name}.how" in self.say:
            yield self._note(f"briefing.{name}.how")
        yield self._bullets(map(entry, rows.items), rows, small=small)

    def _row(self, row: _RowOfOneLine) -> tuple[Line]:
        return (row.line(self.say),)

    def _bottom_line(self, line: BottomLineView | None) -> Iterator[Block]:
        """What a person wrote, who and when, based on what, and why it may be outdated."""
        say = self.say
        if line is None:
            yield self._note("briefing.bottom_line.none")
            return
        yield self._paragraph((Span(line.text),), "lead")
        yield self._paragraph(line.line(say), "note")
        if line.stale:
            yield self._paragraph((Span(say("briefing.bottom_line.stale"), "strong"),), "alert")
            reasons = list(map(self._row, line.stale))
            if line.stale_more:
                reasons.append((say.phrase("briefing.stale.more", count=line.stale_more),))
            yield self._bullets(reasons)
        if not line.evidence:
            yield self._note("briefing.bottom_line.no_evidence")
            return
        # Without links, two quotes of one speaker on one day look the same.
        quotes = say.dotted(*dict.fromkeys(map(self._evidence, line.evidence)))
        rests = (*say.phrase("briefing.bottom_line.evidence"), *_SPACE, *quotes)
        yield self._paragraph(rests, "note")

    def _evidence(self, card: QuoteCard) -> Line:
        say = self.say
        speaker = say.names(card.speakers) or card.publisher
        text = f"{speaker}{say('list.comma')}{say.date(card.when)}"
        return (Span(text, "title", uri=card.uri if self.site.info.url else None),)

    def _changes(self) -> Iterator[Block]:
        changes, say = self.view.changes, self.say
        if self.view.empty:
            yield self._paragraph(say.phrase("briefing.nothing"))
        else:
            if changes.positions:
                yield Heading(say("briefing.changes.positions"), 2)
                yield self._bullets(map(self._row, changes.positions.items), changes.positions)
            else:
                yield self._note("briefing.changes.none_changed")
            yield Heading(say("briefing.changes.said"), 2)
            yield from self._acts(changes.said)
            if not changes.said:
                yield self._paragraph(say.phrase("briefing.changes.none_said"))
            for name, acts in (("earlier", changes.earlier), ("undated", changes.undated)):
                if acts:
                    yield Heading(say(f"briefing.changes.{name}"), 2)
                    yield from self._acts(acts)
        if count := changes.sources_without_added:
            yield self._note("briefing.changes.none_known", count=count)

    def _acts(self, acts: ActLists) -> Iterator[Block]:
        for name, rows in acts.lists:
            if rows:
                yield Heading(self.say(f"briefing.changes.{name}"), 3)
                yield self._bullets(((self._act_on(act),) for act in rows.items), rows)

    def _act(
        self, act: ActView, *, labels: bool = True, account: bool = True, quoted: bool = False
    ) -> Line:
        """One act; if the site's address is known, with one link to its words."""
        shown, read = replace(act, uris=act.uris[:1]), bool(self.site.info.url)
        limits = {"labels": labels, "account": account, "quoted": quoted}
        return act_lines.act_line(shown, self.say, read=read, noted=True, **limits)

    def _act_on(self, act: ActView) -> Line:
        say = self.say
        claims = (
            claim.line(say) if of_others else claim.title
            for claim, of_others in act.claims_of_others
        )
        about = [say.titles(act.demands), *claims]
        labels = map(_quiet, act_lines.act_labels(act, say))
        return say.dotted(self._act(act, labels=False, quoted=True), *about, *labels)

    def _positions(self) -> Iterator[Block]:
        positions, say = self.view.positions, self.say
        if not positions:
            yield self._note("briefing.positions.none")
            return
        yield self._note("briefing.positions.how", date=say.date(self.view.head.period.until))
        caption = tidy(say("briefing.positions.caption"))
        head = tuple(say(f"briefing.positions.{column}") for column in _COLUMNS)
        rows = tuple(
            tuple(tuple(map(self.set, cell)) for cell in self._cells(row))
            for row in positions.items
        )
        yield BriefingTable(caption, head, rows, (12, 4, 16), say("answer.colon"))
        if positions.more:
            yield self._paragraph(self._more(positions))

    def _cells(self, row: PositionRow) -> Iterator[Iterable[Line]]:
        say = self.say
        yield (say.dotted(say.titles([row.demand]), *map(_quiet, row.facts(say))),)
        yield (say.linked([row.addressee]),)
        yield self._state(row.position)

    def _state(self, position: PositionView) -> Iterator[Line]:
        """The position of one addressee; later reports by others are below, set apart."""
        lines, say = position.deciding_lines, self.say
        if position.own_before:
            before = act_lines.early_line(position.early, say, "answer.own_before")
            yield (*before, *_SPACE, *say.phrase("answer.since"))
        if (len(lines) > 1 and position.composed) or not (lines or position.search):
            yield act_lines.state_line(position.state, position.tellers, say=say)
        yield from map(self._act, lines)
        if position.search and not lines:
            yield self._act(position.search)
        for act in position.later_account_lines:
            line = self._act(act, account=not act.told_by)
            yield _quiet((*act_lines.later_label(act, say), *_SPACE, *line))
        if position.members:
            yield _quiet(act_lines.members_line(position, say))
        if position.early_beside:
            yield _quiet(act_lines.early_line(position.early, say))
        if position.late:
            yield _quiet(act_lines.early_line(position.late, say, "answer.after_end"))

    def _quotes(self) -> Iterator[Block]:
        if not self.view.quotes:
            yield self._note("briefing.paste.none")
            if count := self.view.without_basis:
                yield self._note("briefing.paste.without_basis", count=count)
            return
        yield self._note(f"briefing.paste.{self.view.paste_how}")
        yield from map(self._quotation, self.view.quotes)

    def _quotation(self, card: QuoteCard) -> Quotation:
        """The lines of the text to paste; those on how we have the words are joined."""
        say, address = self.say, self.site.address(card.uri)
        lines = paste_text(card, say, address).removesuffix(f"\n{address}").split("\n")
        place, last = lines.index(said(card, say)), lines.index(text_of(when(card, say))) + 1
        after = [*lines[place + 1 : last], say("list.dot").join(lines[last:])]
        # What is shown of an indirect quote is our own sentence.
        words = StyledSpan(
            lines[place], language=None if card.form == "indirect" else card.language
        )
        link = [(StyledSpan(address, address, main=True),)] if address else []
        before, facts = (
            tuple((StyledSpan(text),) for text in texts) for texts in (lines[:place], after)
        )
        return Quotation(before, words, (*facts, *link))

    def _claim(self, claim: ClaimWithReplies) -> Iterator[Line]:
        """A claim, who made it, and in the same item the replies to it."""
        say, row = self.say, claim.row
        standing = standing_line(row.outcome, row.tellers, say)
        facts = say.dotted(say.phrase(f"claim_kind.{row.kind}"), standing)
        yield say.dotted(row.line.line(say), _quiet(facts))
        if claim.asserted:
            yield say.dotted(*map(self._act, claim.asserted))
        for hearing in row.hearings:
            yield from self._hearing(hearing, claim)
        yield from map(self._act, row.others)
        if not row.hearings and not row.others:
            yield _quiet(say.phrase("briefing.claims.against_nobody"))

    def _hearing(self, hearing: HearingView, claim: ClaimWithReplies) -> Iterator[Line]:
        say = self.say
        name = (*say.phrase("hearing.of", name=say.linked([hearing.name])), *_SPACE)
        if not hearing.acts and not hearing.replies:
            key = "briefing.claims.no_reply" if claim.no_reply else "response.not_assessed"
            yield (*name, *say.phrase(key))
        yield from map(self._act, hearing.acts)
        for reply in hearing.replies:
            named = reply.told_by or reply.speakers
            yield (*(() if named else name), *self._act(reply))

    def _unknowns(self) -> Iterator[Block]:
        rows = self.view.unknowns
        yield self._bullets(map(self._row, rows)) if rows else self._note("briefing.unknown.none")

    def _corrections(self) -> Iterator[Block]:
        corrections, since = self.view.corrections, self.view.corrections.line(self.say)
        if not corrections.rows:
            none = self.say.phrase("briefing.corrections.none")
            yield self._paragraph((*since, *_SPACE, *none), "note")
            return
        yield self._paragraph(since, "note")
        yield self._bullets(map(self._row, corrections.rows.items), corrections.rows)
