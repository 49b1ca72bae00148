"""Lines about demands, answers and claims: who, what, when, and where it can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from onrecord.briefing.sections.changes import Acts, PositionChange, StateThen
from onrecord.briefing.sections.claims import ClaimBeside
from onrecord.briefing.sections.material import Capped
from onrecord.views.answers import AnswerView, PositionView, SearchView
from onrecord.views.claim import ClaimActView, ClaimLine, ClaimRow, HearingView, ReplyView
from onrecord.views.names import Link
from onrecord.views.quote_card import QuoteCard
from onrecord.views.rows import AnswerRow, ClaimActRow, StatementRow
from onrecord.views.statements import StatementView

from .lines import Pen, quiet
from .outline import Block, Bullets, Heading, Line, Span

_BREAK: Line = (Span(" "),)
T = TypeVar("T")


class ActLines:
    """Writes them with one pen."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def acts(self, acts: Acts) -> Iterator[Block]:
        """Answers, statements and claims, each group under its name where it has any."""
        yield from self._group("answers", acts.answers, self.answer)
        yield from self._group("statements", acts.statements, self.statement)
        yield from self._group("claims", acts.claims, self.claim_act)

    def more(self, rows: Capped[T]) -> tuple[tuple[Line, ...], ...]:
        """How many more there are, as a last item; nothing where all are shown."""
        if not rows.more:
            return ()
        words = self._pen.say("briefing.more", count=rows.more)
        return ((quiet((self._pen.to(words, rows.uri),)),),)

    def answer(self, row: AnswerRow) -> Line:
        """As in "Rejected: Port · 2 May 2031 · No night work"; what is told begins with it."""
        one = row.answer
        told = (*self._pen.words("briefing.changes.told_act"), Span(" ")) if one.told_by else ()
        line = (*told, *self._kind(f"response.{one.response}"), *self.answer_source(one))
        return (*self._pen.dotted(line, self._pen.links(row.demands)), *self.labels(one))

    def statement(self, row: StatementRow) -> Line:
        """As in "Stated: Dock Union · 1 May 2031 · No night work"."""
        pen, one = self._pen, row.statement
        who = (*self._kind(f"act.{one.act}"), *self._stated_by(one))
        date: Line = (Span(pen.date(one.date)),)
        return pen.dotted(who, date, self._read(one.uri, one.card), pen.links(row.demands))

    def claim_act(self, row: ClaimActRow) -> Line:
        """As in "Denied: Port · 3 May 2031 · Claim by Dock Union: …"."""
        return self._pen.dotted(self._act(row.act), self.claim_line(row.claim))

    def claim_line(self, line: ClaimLine) -> Line:
        """As in "Claim by X: …": never a claim without whose it is."""
        by = self._pen.words("claim.by", names=self._pen.names(line.by))
        return (*by, Span(" "), self._pen.to(line.text, line.uri))

    def position_change(self, change: PositionChange) -> tuple[Line, ...]:
        """From what to what, for one demand and one whom it is addressed to."""
        pen = self._pen
        before = (
            pen.words("briefing.changes.no_earlier")
            if change.before is None
            else self._state_then(change.before)
        )
        after = self._state_then(change.after)
        what = pen.words(
            "briefing.changes.change",
            demand=(pen.link(change.demand),),
            addressee=pen.name(change.addressee),
        )
        return (
            (*what, Span(" "), *pen.words("briefing.changes.arrow", before=before, after=after)),
        )

    def answerer(self, answer: AnswerView) -> Line:
        """Whose answer, in whose words, by whose account."""
        pen, by = self._pen, self._pen.name(answer.by)
        if answer.told_by:
            who = pen.words("answer.per", who=by, teller=pen.name(answer.told_by))
        elif answer.speaker:
            who = pen.words("answer.spoken", who=by, speaker=pen.name(answer.speaker))
        else:
            who = by
        if answer.rank == "unnamed":
            who = (*who, Span(" "), *pen.words("answer.unnamed"))
        return who

    def answer_source(self, answer: AnswerView) -> Line:
        """Who, when, where to read it."""
        date: Line = (Span(self._pen.date(answer.date)),)
        return self._pen.dotted(self.answerer(answer), date, self._read(answer.uri, answer.card))

    def labels(self, answer: AnswerView) -> Line:
        """Why an answer is shown and does not decide."""
        pen, made = self._pen, []
        if answer.relation == "member":
            made.append(pen.words("answer.member", of=pen.name(answer.addressee)))
        elif answer.relation == "outsider":
            made.append(pen.words("answer.outsider"))
        if answer.early:
            made.append(pen.words("answer.early"))
        if answer.late:
            made.append(pen.words("answer.late"))
        return tuple(span for one in made for span in (*pen.dot, *quiet(one)))

    def search(self, search: SearchView, *, own_words: bool = False) -> Line:
        """A search that found nothing: through when, in what, and when was asked.

        Args:
            search: what was searched.
            own_words: others tell of a reply, so that only words of their own were not found.
        """
        pen = self._pen
        where = search.searched_in or pen.say("search.these_sources")
        through = pen.date(search.searched_through)
        key = "search.no_own_words" if own_words else "search.none_found"
        found = pen.words(key, through=through, where=where)
        if search.asked_on is None:
            return (*found, Span(" "), *pen.words("search.never_asked"))
        return (*found, Span(" "), *pen.words("search.asked", on_date=pen.on(search.asked_on)))

    def position(self, position: PositionView) -> Iterator[Line]:
        """Where a demand stands with one addressee; a later tale below, set apart."""
        pen, lines = self._pen, [one.answer for one in position.deciding_lines]
        if len(lines) == 1:
            yield (*self._kind(f"response.{position.state}"), *self.answer_source(lines[0]))
        elif lines:
            if position.composed:
                yield pen.strong(pen.say(f"response.{position.state}"))
            for one in lines:
                yield (*self._kind(f"response.{one.response}"), *self.answer_source(one))
        elif position.search:
            yield self.search(position.search)
        else:
            yield pen.strong(pen.say(f"response.{position.state}"))
        for one in (line.answer for line in position.beside_lines):
            label = pen.words(f"position.{'told_later' if one.told_by else 'unnamed_later'}")
            word = self._kind(f"response.{one.response}")
            yield quiet((*label, Span(" "), *word, *self.answer_source(one)))

    def claim(self, claim: ClaimBeside) -> tuple[Line, ...]:
        """A claim, who asserted it, and in the same item what was said to it."""
        pen, row = self._pen, claim.row
        facts = quiet(pen.dotted(pen.words(f"claim_kind.{row.kind}"), self._standing(row)))
        heard = [line for one in row.hearings for line in self._hearing(one, claim)]
        heard += [self._act(one) for one in row.others]
        if not row.hearings and not row.others:
            heard.append(quiet(pen.words("briefing.claims.against_nobody")))
        return (
            pen.dotted(self.claim_line(row.line), facts),
            *((pen.dotted(*map(self._act, claim.asserted)),) if claim.asserted else ()),
            *heard,
        )

    def _standing(self, row: ClaimRow) -> Line:
        """What has become of a claim, by whose account where only others tell it."""
        word = self._pen.words(f"standing.{row.standing}")
        return self._per(word, row.tellers) if row.tellers else word

    def _hearing(self, hearing: HearingView, claim: ClaimBeside) -> Iterator[Line]:
        pen = self._pen
        name = (*pen.words("hearing.of", name=pen.name(hearing.name)), *_BREAK)
        if not hearing.denials and not hearing.replies:
            key = "briefing.claims.no_reply" if claim.no_reply else "response.not_assessed"
            yield (*name, *pen.words(key))
        yield from (self._act(one) for one in hearing.denials)
        for reply in hearing.replies:
            yield (*name, *self._reply(reply))

    def _reply(self, reply: ReplyView) -> Line:
        if reply.search:
            return self.search(reply.search, own_words=reply.own_words)
        word = self._pen.words(f"reply.{reply.reply}")
        if reply.told_by:
            who = self._per(self._pen.name(reply.by), reply.told_by)
            word = (*word, *self._pen.words("answer.colon"), *who)
        date: Line = (Span(self._pen.date(reply.date)),) if reply.date else ()
        where = self._read(reply.card.uri, reply.card) if reply.card else ()
        return self._pen.dotted(word, date, where)

    def _act(self, act: ClaimActView) -> Line:
        date: Line = (Span(self._pen.date(act.date)),)
        who = (*self._kind(f"claim_act.{act.act}"), *self._claimed_by(act))
        return self._pen.dotted(who, date, self._read(act.uri, act.card))

    def _claimed_by(self, act: ClaimActView) -> Line:
        by = self._pen.names(act.by)
        return self._per(by, act.told_by) if act.told_by else by

    def _per(self, who: Line, tellers: Sequence[Link]) -> Line:
        """``who``, by the account of ``tellers``."""
        return self._pen.words("answer.per", who=who, teller=self._pen.names(tellers))

    def _stated_by(self, one: StatementView) -> Line:
        pen, by = self._pen, self._pen.names(one.by)
        if one.act == "reported":
            teller = one.told_by.text if one.told_by else one.publisher
            by = pen.words("demand.reported_by", who=by, teller=teller)
        return (*by, *pen.words("demand.to", names=pen.names(one.to))) if one.to else by

    def _kind(self, key: str) -> Line:
        return (*self._pen.strong(self._pen.say(key)), *self._pen.words("answer.colon"))

    def _state_then(self, state: StateThen) -> Line:
        pen = self._pen
        made = pen.strong(pen.say(f"response.{state.state}"))
        tellers = dict.fromkeys(one.told_by for one in state.deciding if one.told_by)
        if state.told and tellers:
            teller = pen.names(list(tellers))
            made = pen.words("briefing.changes.told", state=made, teller=teller)
        if state.date and state.date.known:
            on = pen.words("briefing.changes.on", date=pen.date(state.date))
            made = (*made, Span(" "), *on)
        return made

    def _read(self, uri: str | None, card: QuoteCard | None) -> Line:
        """A link to the words, else to the source; nothing where it would lead nowhere."""
        address = self._pen.address(uri)
        word = self._pen.say("answer.quote" if card else "answer.source")
        return (Span(word, address, main=True),) if address else ()

    def _group(self, name: str, rows: Capped[T], line: Callable[[T], Line]) -> Iterator[Block]:
        if rows:
            yield Heading(self._pen.say(f"briefing.changes.{name}"), 3)
            yield Bullets((*((line(one),) for one in rows.items), *self.more(rows)))
