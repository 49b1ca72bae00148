"""What the desk added in a period, as against what was said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

from onrecord.desk.desk import Desk
from onrecord.desk.entries import Answer, ClaimEntry, Statement

from .period import Period

Act: TypeAlias = Statement | Answer | ClaimEntry

# What makes a row the same row in an older state of the desk, wherever it stood there.
_Key: TypeAlias = tuple[object, ...]


class Added(Protocol):
    """Tells what was added."""

    @property
    def by_date(self) -> bool:
        """Whether it goes by dates, which a source may lack."""

    def __call__(self, act: Act) -> bool:
        """Whether ``act`` was added in the period."""


@dataclass(frozen=True, slots=True)
class AddedByDate:
    """Goes by the day on which the desk recorded the source (``added``)."""

    desk: Desk
    period: Period

    @property
    def by_date(self) -> bool:
        """It does."""
        return True

    def __call__(self, act: Act) -> bool:
        """Whether the source of ``act`` was recorded in the period; False where it does not say."""
        article = self.desk.articles.get(act.article_id) if act.article_id else None
        return bool(article and article.added and self.period.holds(article.added))


@dataclass(frozen=True, slots=True)
class AddedSince:
    """Goes by an older state of the desk."""

    then: frozenset[_Key]

    @classmethod
    def of(cls, then: Desk) -> AddedSince:
        """What is not in ``then`` was added."""
        acts: list[Act] = [one for demand in then.demands.values() for one in demand.statements]
        for demand in then.demands.values():
            acts += [one for to in demand.positions.values() for one in to.answers]
            acts += demand.others
        acts += [one for claim in then.claims.values() for one in claim.acts]
        return cls(frozenset(map(_key, acts)))

    @property
    def by_date(self) -> bool:
        """It does not."""
        return False

    def __call__(self, act: Act) -> bool:
        """Whether there was no such act then."""
        return _key(act) not in self.then


def _key(act: Act) -> _Key:
    quote = act.quote.reference if act.quote else None
    if isinstance(act, Statement):
        return ("statement", act.demand_id, act.article_id, act.act, act.by, quote, act.date.text)
    if isinstance(act, Answer):
        towards = (act.demand_id, act.addressee, act.by, act.told_by)
        return ("answer", towards, act.article_id, act.response, quote, act.date.text)
    who = (act.by, act.told_by)
    return ("claim", act.claim_id, act.article_id, act.act, who, quote, act.date.text)
