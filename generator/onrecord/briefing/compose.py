"""From the view of a briefing to its outline: every section, in the order of the view.

Demands, claims, quotes and sources lead to their pages. Names of actors do not: where every other
word is a link, none is found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.briefing.sections.briefing_view import BriefingHead, BriefingView, briefing_title
from onrecord.briefing.sections.changes import ActLists, BriefingCorrection
from onrecord.briefing.sections.closing_state import (
    ClaimWithReplies,
    DeadlineRow,
    PositionRow,
    UnknownCount,
)
from onrecord.briefing.sections.written_and_chosen import BottomLineView, paste_text
from onrecord.render.site import SiteContext
from onrecord.views.act_lines import draft_label
from onrecord.views.attribution import said, when, whole_correction
from onrecord.views.claim import HearingView
from onrecord.views.claim_conclusions import standing_line
from onrecord.views.lines import Catalogue, Line, Span, text_of
from onrecord.views.quote_card import QuoteCard
from onrecord.views.source_facts import SourceFacts

from . import outline
from .outline import Block, Heading, Outline, tidy
from .outline_writer import SPACE, OutlineWriter, quiet, strong

_COLUMNS = ("demand", "addressee", "state")


def compose(view: BriefingView, say: Catalogue, site: SiteContext) -> Outline:
    """What ``view`` says, block by block."""
    composer = _Composer(say, site, view)
    return Outline(
        title=briefing_title(view.head, say),
        about=tuple(map(composer.set, composer.about(view.head))),
        blocks=tuple(composer.sections()),
        foot=say("list.dot").join((site.info.name, composer.as_of())),
        language=site.info.language,
        direction="rtl" if site.info.direction == "rtl" else "ltr",
    )


@dataclass(frozen=True, slots=True)
class _Composer(OutlineWriter):
    """Composes the sections of one briefing."""

    view: BriefingView

    def as_of(self) -> str:
        """The last day that the desk covers."""
        as_of, say = self.view.as_of, self.say
        known = say("briefing.as_of", date=say.date(as_of)) if as_of else ""
        return known or say("briefing.as_of_unknown")

    def about(self, head: BriefingHead) -> Iterator[Line]:
        """About whom and what, how much there is, and which days are covered."""
        say, coverage = self.say, head.coverage
        if coverage:
            days = say.days(coverage.first, coverage.through)
            line = say.phrase("briefing.head.coverage", days=days)
            limit = "outside" if head.outside else "beyond" if head.beyond else ""
            yield (*line, *SPACE, *strong(say(f"briefing.head.{limit}"))) if limit else line
        if head.actors:
            yield say.phrase("briefing.head.actors", names=say.linked_within(head.actors))
        if head.topics:
            yield say.phrase("briefing.head.topics", names=say.titles(head.topics))
        if head.revision:
            yield say.phrase("briefing.head.revision", revision=head.revision)
        figures = [
            say(f"briefing.head.{name}", count=count, utterances=head.utterances)
            for name, count in head.counts
        ]
        if figures:
            yield say.phrase("briefing.head.counts", figures=say.phrases(figures))

    def sections(self) -> Iterator[Block]:
        """Every section under its heading."""
        view, listed = self.view, self.listed
        sections: dict[str, Callable[[], Iterable[Block]]] = {
            "bottom_line": lambda: self._bottom_line(view.bottom_line),
            "changes": self._changes,
            "positions": self._positions,
            "quotes": self._quotes,
            "claims": lambda: listed("claims", view.claims, self._claim),
            "unknown": self._unknowns,
            "deadlines": lambda: listed("deadlines", view.deadlines, self._deadline),
            "sources": lambda: listed("sources", view.sources, self._source, small=True),
            "corrections": self._corrections,
        }
        for name, section in sections.items():
            yield Heading(tidy(self.say(f"briefing.section.{name}")))
            yield from section()
        yield self.paragraph((Span(self.as_of()),), "note")

    def _bottom_line(self, line: BottomLineView | None) -> Iterator[Block]:
        """What a person wrote, who and when, on what, and why it may hold no longer."""
        say = self.say
        if line is None:
            yield self.note("briefing.bottom_line.none")
            return
        yield self.paragraph((Span(line.text),), "lead")
        signed = {"on_date": say.on(line.date)} if line.date else {}
        signed |= {"name": line.by} if line.by else {}
        key = f"{'by' if line.by else 'unsigned'}{'' if line.date else '_undated'}"
        by = say.phrase(f"briefing.bottom_line.{key}", **signed)
        undated = () if line.date else (*SPACE, *say.phrase("briefing.bottom_line.undated"))
        yield self.paragraph((*by, *undated), "note")
        if line.stale:
            yield self.paragraph(strong(say("briefing.bottom_line.stale")), "alert")
            reasons = [(reason.line(say),) for reason in line.stale]
            if line.stale_more:
                reasons.append((say.phrase("briefing.stale.more", count=line.stale_more),))
            yield self.bullets(reasons)
        if not line.evidence:
            yield self.note("briefing.bottom_line.no_evidence")
            return
        # Without links, two quotes of one speaker on one day look the same.
        quotes = say.dotted(*dict.fromkeys(map(self._evidence, line.evidence)))
        rests = (*say.phrase("briefing.bottom_line.evidence"), *SPACE, *quotes)
        yield self.paragraph(rests, "note")

    def _evidence(self, card: QuoteCard) -> Line:
        say = self.say
        speaker = say.names(card.speakers) or card.publisher
        text = f"{speaker}{say('list.comma')}{say.date(card.when)}"
        return (Span(text, "title", uri=card.uri if self.site.info.url else None),)

    def _changes(self) -> Iterator[Block]:
        changes, say = self.view.changes, self.say
        if self.view.empty:
            yield self.paragraph(say.phrase("briefing.nothing"))
        else:
            if changes.positions:
                yield Heading(say("briefing.changes.positions"), 2)
                rows = ((change.line(say),) for change in changes.positions.items)
                yield self.bullets(rows, changes.positions)
            else:
                yield self.note("briefing.changes.none_changed")
            yield Heading(say("briefing.changes.said"), 2)
            yield from self._acts(changes.said)
            if not changes.said:
                yield self.paragraph(say.phrase("briefing.changes.none_said"))
            for name, acts in (("earlier", changes.earlier), ("undated", changes.undated)):
                if acts:
                    yield Heading(say(f"briefing.changes.{name}"), 2)
                    yield from self._acts(acts)
        if count := changes.sources_without_added:
            yield self.note("briefing.changes.none_known", count=count)

    def _acts(self, acts: ActLists) -> Iterator[Block]:
        for name, rows in acts.lists:
            if rows:
                yield Heading(self.say(f"briefing.changes.{name}"), 3)
                yield self.bullets(((self.act_on(act),) for act in rows.items), rows)

    def _positions(self) -> Iterator[Block]:
        positions, say = self.view.positions, self.say
        if not positions:
            yield self.note("briefing.positions.none")
            return
        yield self.note("briefing.positions.how", date=say.date(self.view.head.period.until))
        caption = tidy(say("briefing.positions.caption"))
        head = tuple(say(f"briefing.positions.{column}") for column in _COLUMNS)
        rows = tuple(
            tuple(tuple(map(self.set, cell)) for cell in self._position(row))
            for row in positions.items
        )
        yield outline.BriefingTable(caption, head, rows, (12, 4, 16), say("answer.colon"))
        if positions.more:
            yield self.paragraph(self.more(positions))

    def _position(self, row: PositionRow) -> Iterator[Iterable[Line]]:
        say = self.say
        by = say.phrase("briefing.positions.by", names=say.linked_within(row.by))
        due = row.deadline and say.date(row.deadline)
        deadline = say.phrase("briefing.positions.deadline", date=due) if due else ()
        gone, by_others = row.withdrawn and say.dated(row.withdrawn), say.titles(row.successors)
        how, who = "by" if row.withdrawn_by else "on", say.linked_within(row.withdrawn_by)
        ends = (
            say.phrase(f"demand.withdrawn_{how}", date=gone, names=who) if gone else (),
            say.phrase("demand.superseded_by", names=by_others) if by_others else (),
        )
        about = map(quiet, (by, deadline, *ends))
        yield (say.dotted(say.titles([row.demand]), *about),)
        yield (say.linked([row.addressee]),)
        yield self.state(row.position)

    def _quotes(self) -> Iterator[Block]:
        if not self.view.quotes:
            yield self.note("briefing.paste.none")
            return
        yield self.note(f"briefing.paste.{self.view.paste_how}")
        yield from map(self._quotation, self.view.quotes)

    def _quotation(self, card: QuoteCard) -> outline.Quotation:
        """The lines of the text to paste; those on how we have the words are one."""
        say, piece = self.say, outline.StyledSpan
        address = self.site.address(card.uri)
        lines = paste_text(card, say, address).removesuffix(f"\n{address}").split("\n")
        place, last = lines.index(said(card, say)), lines.index(text_of(when(card, say))) + 1
        after = [*lines[place + 1 : last], say("list.dot").join(lines[last:])]
        return outline.Quotation(
            before=tuple((piece(text),) for text in lines[:place]),
            # What is shown of an indirect quote is our own sentence.
            words=piece(lines[place], language=None if card.form == "indirect" else card.language),
            after=(
                *((piece(text),) for text in after),
                *(((piece(address, address, main=True),),) if address else ()),
            ),
        )

    def _claim(self, claim: ClaimWithReplies) -> Iterator[Line]:
        """A claim, who asserted it, and in the same item the replies to it."""
        say, row = self.say, claim.row
        standing = standing_line(row.outcome, row.tellers, say)
        facts = say.dotted(say.phrase(f"claim_kind.{row.kind}"), standing)
        yield say.dotted(row.line.line(say), quiet(facts))
        if claim.asserted:
            yield say.dotted(*map(self.act, claim.asserted))
        for hearing in row.hearings:
            yield from self._hearing(hearing, claim)
        yield from map(self.act, row.others)
        if not row.hearings and not row.others:
            yield quiet(say.phrase("briefing.claims.against_nobody"))

    def _hearing(self, hearing: HearingView, claim: ClaimWithReplies) -> Iterator[Line]:
        say = self.say
        name = (*say.phrase("hearing.of", name=say.linked([hearing.name])), *SPACE)
        if not hearing.acts and not hearing.replies:
            key = "briefing.claims.no_reply" if claim.no_reply else "response.not_assessed"
            yield (*name, *say.phrase(key))
        yield from map(self.act, hearing.acts)
        for reply in hearing.replies:
            named = reply.told_by or reply.speakers
            yield (*(() if named else name), *self.act(reply))

    def _unknowns(self) -> Iterator[Block]:
        unknowns, say = self.view.unknowns, self.say
        if not unknowns:
            yield self.note("briefing.unknown.none")
            return

        def line(unknown: UnknownCount) -> Line:
            text = say(f"briefing.unknown.{unknown.words}", count=unknown.count, of=unknown.of)
            return (Span(text, "title", uri=unknown.uri),)

        yield self.bullets((line(unknown),) for unknown in unknowns)

    def _deadline(self, row: DeadlineRow) -> tuple[Line]:
        say, key = self.say, "passed" if row.passed else "coming"
        due = say.phrase(f"briefing.deadlines.{key}", date=say.dated(row.deadline))
        by, to = say.linked_within(row.by), say.linked_within(row.to)
        by_to = say.phrase("briefing.deadlines.by_to", by=by, to=to)
        demand, colon = say.titles([row.demand]), Span(say("answer.colon"))
        line = (*due, colon, *demand, Span(say("list.comma")), *by_to)
        if row.condition:
            line = (*line, Span(f". {say('demand.condition')}"), colon, Span(row.condition))
        return (line,)

    def _source(self, source: SourceFacts) -> tuple[Line]:
        say, published = self.say, source.published
        date = {"date": say.dated(published)} if published.known else {}
        key = f"briefing.sources.{'dated' if date else 'undated'}"
        outlet = source.party if source.party and source.party.text != source.publisher else None
        party = say.phrase("source.outlet", party=say.linked_within([outlet])) if outlet else ()
        who = say.phrase(key, publisher=(Span(source.publisher), *party), **date)
        genre = say.phrase(f"genre.{source.genre}") if source.genre else ()
        # Where nobody knows the site's address, it is the source's own that helps.
        address = "" if self.site.info.url else source.url or ""
        title = Span(source.article.text, "title", uri=source.article.uri, address=address)
        draft = draft_label(say) if source.draft else ()
        return (say.dotted((title,), who, genre, draft),)

    def _corrections(self) -> Iterator[Block]:
        corrections, say = self.view.corrections, self.say
        last = corrections.previous_period
        if last:
            days = say.days(last.since, last.until)
            said_so = say("briefing.corrections.since_last", days=days)
            since: Line = (Span(said_so, "title", uri=corrections.previous),)
        else:
            since = say.phrase("briefing.corrections.since", since=say.date(corrections.since))
        if not corrections.rows:
            none = say.phrase("briefing.corrections.none")
            yield self.paragraph((*since, *SPACE, *none), "note")
            return
        yield self.paragraph(since, "note")
        rows = ((self._correction(row),) for row in corrections.rows.items)
        yield self.bullets(rows, corrections.rows)

    def _correction(self, row: BriefingCorrection) -> Line:
        say, correction, card = self.say, row.correction, row.card
        speaker = say.names(card.speakers) or card.publisher
        of = say("briefing.corrections.of", quote=speaker, when=say.date(card.when))
        shown = (*SPACE, *say.phrase("briefing.corrections.shown")) if row.shown else ()
        draft = (*SPACE, *draft_label(say)) if card.draft else ()
        text = (Span(say("answer.colon")), *whole_correction(correction, say))
        return (Span(of, "title", uri=card.uri), *draft, *shown, *text)
