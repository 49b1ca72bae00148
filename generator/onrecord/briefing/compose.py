"""From the view of a briefing to its outline: every section, in the order of the view."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.briefing.sections.corrections import CorrectionRow
from onrecord.briefing.sections.head import briefing_title
from onrecord.briefing.sections.pasting import PasteQuote, paste_text
from onrecord.briefing.sections.positions import DeadlineRow, PositionRow
from onrecord.briefing.sections.view import BriefingView
from onrecord.render.site import SiteContext
from onrecord.views.attribution import said, when
from onrecord.views.saying import Say
from onrecord.views.source_facts import SourceFacts

from .act_lines import ActLines
from .lines import HeadLines, Pen, quiet
from .outline import (
    Block,
    Bullets,
    Heading,
    Line,
    Outline,
    Paragraph,
    Quotation,
    Span,
    Table,
    tidy,
)


def compose(view: BriefingView, say: Say, site: SiteContext) -> Outline:
    """What ``view`` says, block by block."""
    pen = Pen(say, site)
    composer = _Composer(view, pen)
    as_of = composer.as_of()
    return Outline(
        title=briefing_title(view.head, say),
        about=HeadLines(pen).about(view.head),
        blocks=tuple(composer.blocks()),
        foot=say("list.dot").join((site.info.name, as_of)),
        language=site.info.language,
        direction="rtl" if site.info.direction == "rtl" else "ltr",
    )


class _Composer:
    def __init__(self, view: BriefingView, pen: Pen) -> None:
        self._view = view
        self._pen = pen
        self._acts = ActLines(pen)

    def as_of(self) -> str:
        as_of = self._view.as_of
        if as_of is None:
            return self._pen.say("briefing.as_of_unknown")
        return self._pen.say("briefing.as_of", date=self._pen.date(as_of))

    def blocks(self) -> Iterator[Block]:
        yield self._section("bottom_line")
        yield from HeadLines(self._pen).bottom_line(self._view.bottom_line)
        yield self._section("changes")
        yield from self._changes()
        yield self._section("positions")
        yield from self._positions()
        yield self._section("quotes")
        yield from self._quotes()
        yield self._section("claims")
        yield from self._claims()
        yield self._section("unknown")
        yield from self._unknowns()
        yield self._section("deadlines")
        yield from self._deadlines()
        yield self._section("sources")
        yield from self._sources()
        yield self._section("corrections")
        yield from self._corrections()
        yield Paragraph((Span(self.as_of()),), "note")

    def _section(self, name: str) -> Heading:
        return Heading(tidy(self._pen.say(f"briefing.section.{name}")))

    def _note(self, key: str, /, **values: str | int) -> Paragraph:
        return Paragraph(self._pen.words(key, **values), "note")

    def _changes(self) -> Iterator[Block]:
        changes, say = self._view.changes, self._pen.say
        if self._view.empty:
            yield Paragraph(self._pen.words("briefing.nothing"))
        else:
            yield from self._moved()
            yield Heading(say("briefing.changes.said"), 2)
            yield from self._acts.acts(changes.said)
            if not changes.said:
                yield Paragraph(self._pen.words("briefing.changes.none_said"))
            for name, acts in (("earlier", changes.earlier), ("undated", changes.undated)):
                if acts:
                    yield Heading(say(f"briefing.changes.{name}"), 2)
                    yield from self._acts.acts(acts)
        if changes.sources_without_added:
            count = changes.sources_without_added
            yield self._note("briefing.changes.none_known", count=count)

    def _moved(self) -> Iterator[Block]:
        positions = self._view.changes.positions
        if not positions:
            yield self._note("briefing.changes.none_changed")
            return
        yield Heading(self._pen.say("briefing.changes.positions"), 2)
        rows = map(self._acts.position_change, positions.items)
        yield Bullets((*rows, *self._acts.more(positions)))

    def _positions(self) -> Iterator[Block]:
        positions, say = self._view.positions, self._pen.say
        if not positions:
            yield self._note("briefing.positions.none")
            return
        until = self._pen.date(self._view.head.period.until)
        yield self._note("briefing.positions.how", date=until)
        yield Table(
            caption=tidy(say("briefing.positions.caption")),
            head=tuple(say(f"briefing.positions.{one}") for one in _COLUMNS),
            rows=tuple(map(self._position, positions.items)),
            widths=(12, 4, 16),
        )
        yield from self._more(positions.more, positions.uri)

    def _position(self, row: PositionRow) -> tuple[tuple[Line, ...], ...]:
        pen, acts, position = self._pen, self._acts, row.position
        by = pen.words("briefing.positions.by", names=pen.names(row.by))
        due = (
            pen.words("briefing.positions.deadline", date=pen.date(row.deadline))
            if row.deadline
            else ()
        )
        return (
            (pen.dotted((pen.link(row.demand),), quiet(by), quiet(due)),),
            (pen.name(row.addressee),),
            tuple(acts.position(position)),
        )

    def _quotes(self) -> Iterator[Block]:
        if not self._view.quotes:
            yield self._note("briefing.paste.none")
            return
        yield self._note("briefing.paste.how")
        yield from map(self._quotation, self._view.quotes)

    def _quotation(self, quote: PasteQuote) -> Quotation:
        """The lines of the text to paste; those on how we have the words stand in one."""
        pen, card = self._pen, quote.card
        address = pen.address(card.uri)
        lines = paste_text(quote, pen.say, address).removesuffix(f"\n{address}").split("\n")
        place, last = lines.index(said(card, pen.say)), lines.index(when(card, pen.say)) + 1
        after = [*lines[place + 1 : last], pen.say("list.dot").join(lines[last:])]
        return Quotation(
            before=tuple((Span(one),) for one in lines[:place]),
            words=Span(lines[place], language=card.language),
            after=(
                *((Span(one),) for one in after),
                *(((Span(address, address, main=True),),) if address else ()),
            ),
        )

    def _claims(self) -> Iterator[Block]:
        claims = self._view.claims
        if not claims:
            yield self._note("briefing.claims.none")
            return
        yield self._note("briefing.claims.how")
        yield Bullets((*map(self._acts.claim, claims.items), *self._acts.more(claims)))

    def _unknowns(self) -> Iterator[Block]:
        pen = self._pen
        if not self._view.unknowns:
            yield self._note("briefing.unknown.none")
            return
        items = []
        for one in self._view.unknowns:
            said_so = pen.say(f"briefing.unknown.{one.kind}", count=one.count, of=one.of)
            items.append(((pen.to(said_so, one.uri),),))
        yield Bullets(tuple(items))

    def _deadlines(self) -> Iterator[Block]:
        deadlines = self._view.deadlines
        if not deadlines:
            yield self._note("briefing.deadlines.none")
            return
        yield self._note("briefing.deadlines.how")
        yield Bullets((*map(self._deadline, deadlines.items), *self._acts.more(deadlines)))

    def _deadline(self, row: DeadlineRow) -> tuple[Line, ...]:
        pen = self._pen
        key = "passed" if row.passed else "coming"
        due = pen.words(f"briefing.deadlines.{key}", date=pen.date(row.deadline))
        by_to = pen.words("briefing.deadlines.by_to", by=pen.names(row.by), to=pen.names(row.to))
        comma = pen.words("list.comma")
        line = (*due, *pen.words("answer.colon"), pen.link(row.demand), *comma, *by_to)
        if row.condition:
            line = (*line, Span(". "), *pen.words("answer.condition", condition=row.condition))
        return (line,)

    def _sources(self) -> Iterator[Block]:
        sources = self._view.sources
        if not sources:
            yield self._note("briefing.sources.none")
            return
        rows = map(self._source, sources.items)
        yield Bullets((*rows, *self._acts.more(sources)), small=True)

    def _source(self, source: SourceFacts) -> tuple[Line, ...]:
        pen = self._pen
        who = (
            pen.words(
                "briefing.sources.dated",
                publisher=source.publisher,
                date=pen.date(source.published),
            )
            if source.published.known
            else pen.words("briefing.sources.undated", publisher=source.publisher)
        )
        genre = pen.words(f"genre.{source.genre}") if source.genre else ()
        party = pen.words("source.outlet", party=pen.name(source.party)) if source.party else ()
        title = Span(source.article.text, pen.address(source.article.uri) or source.url or "")
        return ((*pen.dotted((title,), who, genre), *party),)

    def _corrections(self) -> Iterator[Block]:
        corrections, pen = self._view.corrections, self._pen
        last = corrections.previous_period
        if last:
            days = {"since": pen.date(last.since), "until": pen.date(last.until)}
            said_days = pen.say("briefing.days", **days)
            said_so = pen.say("briefing.corrections.since_last", days=said_days)
            since: Line = (pen.to(said_so, corrections.previous),)
        else:
            since = pen.words("briefing.corrections.since", since=pen.date(corrections.since))
        if not corrections.rows:
            none = pen.words("briefing.corrections.none")
            yield Paragraph((*since, Span(" "), *none), "note")
            return
        yield Paragraph(since, "note")
        rows = map(self._correction, corrections.rows.items)
        yield Bullets((*rows, *self._acts.more(corrections.rows)))

    def _correction(self, row: CorrectionRow) -> tuple[Line, ...]:
        pen, one, card = self._pen, row.correction, row.card
        speaker = card.speaker.text if card.speaker else card.publisher
        of = pen.say("briefing.corrections.of", quote=speaker, when=pen.date(card.when))
        shown = (Span(" "), *pen.words("briefing.corrections.shown")) if row.shown else ()
        kind = pen.say(f"correction.kind.{one.kind}")
        whose = pen.say(f"correction.whose.{one.whose}")
        line = pen.say("correction.line", date=pen.date(one.date), kind=kind, whose=whose)
        facts = [
            "" if one.was is None else pen.say("correction.was", was=one.was),
            "" if one.now is None else pen.say("correction.now", now=one.now),
            one.note or "",
        ]
        said_so = " ".join(filter(None, (line, pen.say("answer.dot").join(filter(None, facts)))))
        return ((pen.to(of, card.uri), *shown, Span(f" {said_so}")),)

    def _more(self, count: int, uri: str) -> Iterator[Block]:
        if count:
            words = self._pen.say("briefing.more", count=count)
            yield Paragraph((self._pen.to(words, uri),))


_COLUMNS = ("demand", "addressee", "state")
