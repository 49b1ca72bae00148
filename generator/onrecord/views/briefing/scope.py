"""What a briefing is limited to: some actors, some topics, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, QuoteEntry, Statement
from onrecord.records import PartialDate


@dataclass(frozen=True, slots=True)
class Scope:
    """The actors and the topics, by id; an empty set limits nothing.

    An actor's matters are those it takes part in itself or through one who speaks for it then.
    """

    desk: Desk
    actors: frozenset[str]
    topics: frozenset[str]

    def demand(self, entry: DemandEntry) -> bool:
        """Whether a demand is of these topics, and by, to or acted on by these actors."""
        if self.topics and entry.record.topic not in self.topics:
            return False
        if not self.actors or self.actors & {*entry.record.by, *entry.addressees}:
            return True
        return any(map(self._states, entry.statements)) or any(
            self._answers(one) for one in _answers(entry)
        )

    def towards(self, entry: DemandEntry, addressee: str) -> bool:
        """Whether the row of one addressee of such a demand belongs to it."""
        if not self.actors or self.actors & {*entry.record.by, addressee}:
            return True
        if any(map(self._states, entry.statements)):
            return True
        return any(self._answers(one) for one in entry.positions[addressee].answers)

    def answer(self, entry: DemandEntry, answer: Answer) -> bool:
        """Whether an answer to such a demand belongs to it."""
        return not self.actors or bool(self.actors & {*entry.record.by}) or self._answers(answer)

    def claim(self, claim: ClaimStanding) -> bool:
        """Whether a claim is about these topics, and by, against or acted on by these actors."""
        record = claim.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors or self.actors & {*record.by, *record.against}:
            return True
        return any(self._any(one.by, one.date) for one in claim.acts)

    def quote(self, quote: QuoteEntry) -> bool:
        """Whether a quote is about these topics, and said by, for or to these actors."""
        record = quote.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors:
            return True
        speaker = (quote.speaker,) if quote.speaker else ()
        return self._any(speaker, quote.date) or bool(self.actors & {*record.to})

    def _states(self, statement: Statement) -> bool:
        return self._any((*statement.by, *statement.to), statement.date)

    def _answers(self, answer: Answer) -> bool:
        own = (answer.by, answer.speaker, *((answer.told_by,) if answer.told_by else ()))
        return answer.addressee in self.actors or self._any(own, answer.date)

    def _any(self, ids: Iterable[str], on: PartialDate) -> bool:
        roles = self.desk.roles
        return any(roles.is_or_speaks_for(one, actor, on) for one in ids for actor in self.actors)


def _answers(entry: DemandEntry) -> Iterable[Answer]:
    for position in entry.positions.values():
        yield from position.answers
    yield from entry.others
