"""The head of a briefing and its bottom line.

Lines from our own words and from what the view gives.

Demands, claims, quotes and sources lead to their pages. Names of actors do not: where every other
word is a link, none is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.briefing.sections.bottom_line import BottomLineView, StaleReason
from onrecord.briefing.sections.head import BriefingHead
from onrecord.records import PartialDate
from onrecord.render.site import SiteContext
from onrecord.views.names import Link
from onrecord.views.quote_card import QuoteCard
from onrecord.views.saying import Say

from .outline import Block, Bullets, Line, Paragraph, Span, tidy

# Stands around the name of a place; nothing that is tidy has it.
_MARK = "\x00"


class Pen:
    """Writes lines in the words of one site."""

    def __init__(self, say: Say, site: SiteContext) -> None:
        self.say = say
        self._site = site
        self.dot: Line = (Span(say("answer.dot")),)

    def words(self, key: str, /, **values: Line | str | int) -> Line:
        """The words for ``key``; lines may be put in their places, and keep their links."""
        lines = {name: value for name, value in values.items() if isinstance(value, tuple)}
        given = {
            name: f"{_MARK}{name}{_MARK}" if name in lines else _plain(value)
            for name, value in values.items()
        }
        pieces = self.say(key, **given).split(_MARK)
        made: list[Span] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                made += lines[piece]
            elif piece:
                made.append(Span(piece))
        return tuple(made)

    def date(self, date: PartialDate) -> str:
        """``date`` in words."""
        return self.say.date(date)

    def on(self, date: PartialDate) -> str:
        """``date`` as a phrase with its preposition."""
        return self.say.on(date)

    def link(self, link: Link) -> Span:
        """What has a page, leading to its page where the site's address is known."""
        return self.to(link.text, link.uri)

    def to(self, text: str, uri: str | None) -> Span:
        """``text``, leading to the site path ``uri`` where the site's address is known."""
        return Span(text, self.address(uri))

    def address(self, uri: str | None) -> str:
        """The whole address of a site path; empty where it is not known."""
        return "" if uri is None else self._site.address(uri)

    def name(self, actor: Link) -> Line:
        """The name of an actor."""
        return (Span(actor.text),)

    def names(self, actors: Sequence[Link]) -> Line:
        """Names of actors as one phrase: "A, B and C"."""
        return (Span(self.say.names(actors)),)

    def links(self, links: Sequence[Link]) -> Line:
        """The same of what has pages, each leading to its own."""
        before, *after = self.say.around(len(links))
        made = [Span(before)]
        for link, text in zip(links, after, strict=True):
            made += (self.link(link), Span(text))
        return tuple(span for span in made if span.text)

    def strong(self, text: str) -> Line:
        """``text`` standing out."""
        return (Span(text, look="strong"),)

    def note(self, key: str, /, **values: Line | str | int) -> Line:
        """The words for ``key``, standing back."""
        return quiet(self.words(key, **values))

    def dotted(self, *parts: Line) -> Line:
        """The parts that are not empty, with a dot between them."""
        made: Line = ()
        for part in parts:
            if part:
                made = (*made, *self.dot, *part) if made else part
        return made


def quiet(line: Line) -> Line:
    """``line`` standing back, except for what already looks some way."""
    return tuple(one if one.look else replace(one, look="quiet") for one in line)


def _plain(value: Line | str | int) -> object:
    return tidy(value) if isinstance(value, str) else value


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
