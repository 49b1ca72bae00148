"""The head of a briefing and its bottom line."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.views.briefing.bottom_line import BottomLineView, StaleReason
from onrecord.views.briefing.head import BriefingHead
from onrecord.views.quote_card import QuoteCard

from .outline import Block, Bullets, Line, Paragraph, Span
from .pen import Pen


class HeadLines:
    """Writes them with one pen."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def about(self, head: BriefingHead) -> tuple[Line, ...]:
        """About whom and what, how much there is, and which days are covered."""
        pen, counts = self._pen, head.counts
        made: list[Line] = list(self._covered(head))
        if head.actors:
            made.append(pen.words("briefing.head.actors", names=pen.names(head.actors)))
        if head.topics:
            made.append(pen.words("briefing.head.topics", names=pen.links(head.topics)))
        said = {
            "sources": pen.say("briefing.head.sources", count=counts.sources),
            "quotes": pen.say(
                "briefing.head.quotes", count=counts.quotes, utterances=counts.utterances
            ),
            "statements": pen.say("briefing.head.statements", count=counts.statements),
            "answers": pen.say("briefing.head.answers", count=counts.answers),
            "told": pen.say("briefing.head.told", count=counts.told),
            "claims": pen.say("briefing.head.claims", count=counts.claim_acts),
        }
        if head.revision:
            made.append(pen.words("briefing.head.revision", revision=head.revision))
        made.append(pen.words("briefing.head.counts", **said))
        return tuple(made)

    def bottom_line(self, line: BottomLineView | None) -> Iterator[Block]:
        """What a person wrote, who and when, on what, and why it may hold no longer."""
        pen = self._pen
        if line is None:
            yield Paragraph(pen.words("briefing.bottom_line.none"), "note")
            return
        yield Paragraph((Span(line.text),), "lead")
        yield Paragraph(self._signed(line), "note")
        if line.stale:
            yield Paragraph(pen.strong(pen.say("briefing.bottom_line.stale")), "alert")
            reasons = [(self._stale(one),) for one in line.stale]
            if line.stale_more:
                reasons.append((pen.words("briefing.stale.more", count=line.stale_more),))
            yield Bullets(tuple(reasons))
        yield Paragraph(self._rests_on(line), "note")

    def _covered(self, head: BriefingHead) -> Iterator[Line]:
        pen, coverage = self._pen, head.coverage
        if coverage is None:
            return
        first, through = pen.date(coverage.first), pen.date(coverage.through)
        line = pen.words("theme.coverage", **{"from": first, "through": through})
        if head.outside:
            line = (*line, Span(" "), *pen.strong(pen.say("briefing.head.outside")))
        elif head.beyond:
            beyond = pen.say("briefing.head.beyond", through=through)
            line = (*line, Span(" "), *pen.strong(beyond))
        yield line

    def _signed(self, line: BottomLineView) -> Line:
        pen = self._pen
        date = {"date": pen.date(line.date)} if line.date else {}
        name = {"name": line.by} if line.by else {}
        undated = "" if date else "_undated"
        key = f"briefing.bottom_line.{'by' if name else 'unsigned'}{undated}"
        made = pen.words(key, **name, **date)
        if not line.date:
            made = (*made, Span(" "), *pen.words("briefing.bottom_line.undated"))
        return made

    def _rests_on(self, line: BottomLineView) -> Line:
        pen = self._pen
        if not line.evidence:
            return pen.words("briefing.bottom_line.no_evidence")
        # Without links, two quotes of one speaker on one day look the same.
        quotes = dict.fromkeys(map(self._evidence, line.evidence))
        return (*pen.words("briefing.bottom_line.evidence"), Span(" "), *pen.dotted(*quotes))

    def _evidence(self, card: QuoteCard) -> Line:
        pen = self._pen
        speaker = card.speaker.text if card.speaker else card.publisher
        return (pen.to(f"{speaker}{pen.say('list.comma')}{pen.date(card.when)}", card.uri),)

    def _stale(self, reason: StaleReason) -> Line:
        pen = self._pen
        told = reason.account or (reason.kind == "answer" and reason.told_by)
        key = f"{reason.kind}_told" if told else reason.kind
        values: dict[str, Line | str] = {
            "what": (pen.link(reason.what),),
            "word": pen.say(reason.word),
        }
        if reason.date:
            values["on_date"] = pen.on(reason.date)
        if reason.told_by:
            values["teller"] = pen.name(reason.told_by)
        if reason.account:
            values["account"] = pen.names(reason.account)
        return pen.words(f"briefing.stale.{key}", **values)
