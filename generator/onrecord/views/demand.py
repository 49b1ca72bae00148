"""The page of one demand: its state with each addressee, how it was worded, and its life."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from onrecord.desk.acts import Act, ActKind
from onrecord.desk.addresses import demand_uri
from onrecord.desk.demands import DemandEntry
from onrecord.desk.positions import history
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import PartialDate

from .acts import ActView, act_view, act_views, article_links, other_quotes, without_repetition
from .context import Context
from .demand_rows import DemandSummary, PositionView, demand_summary, position_view
from .listing import PART_LIMIT, Part, split_by_date
from .names import Link, demand_link
from .pictures.life import LifeView, life_picture
from .quote_card import QuoteCard
from .wordings import WordingView, wordings

# What a demand's page shows with its states; split by date where it is very long.
DemandItem = Act | QuoteEntry


@dataclass(frozen=True, slots=True)
class StepView:
    """From this date on the position was this, because of these answers."""

    date: PartialDate
    state: str
    lines: tuple[ActView, ...]

    @property
    def several_lines(self) -> bool:
        """Whether it is because of more than one answer."""
        return len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class StandingView:
    """The state of a demand with one addressee, and how that came about.

    Attributes:
        steps: the history, oldest first; empty where it never changed.
        others: its other answers: earlier ones, by others' account, early and late ones, members'.
    """

    position: PositionView
    steps: tuple[StepView, ...]
    others: tuple[ActView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What was done, as opposed to what was said."""

    value: str
    assessed_on: PartialDate | None
    assessed_by: str | None
    evidence: tuple[QuoteCard, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class DemandView:
    """A demand's own page.

    Attributes:
        life: the picture of its life; ``None`` where there is too little to draw.
        part: the way to its finer pages, where it is split; ``part.items`` is not for templates.
        first, last: the first and the latest statement; ``first_own`` only where that is another.
        statements, outsiders, quotes: empty where the page is split.
        wordings: in its owners' words, from the first to the last; empty with fewer than two.
        successors: the demands that supersede it.
        sources: the articles it rests on.
    """

    head: DemandSummary
    life: LifeView | None
    part: Part[DemandItem]
    standings: tuple[StandingView, ...]
    first: ActView | None
    first_own: ActView | None
    last: ActView | None
    times_stated: int
    withdrawn: ActView | None
    statements: tuple[ActView, ...]
    wordings: tuple[WordingView, ...]
    outsiders: tuple[ActView, ...]
    supersedes: Link | None
    successors: tuple[Link, ...]
    part_of: Link | None
    parts: tuple[Link, ...]
    outcome: OutcomeView
    quotes: tuple[QuoteCard, ...]
    sources: tuple[Link, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class DemandPartView:
    """One date's share of a demand that is split."""

    head: DemandSummary
    part: Part[DemandItem]
    statements: tuple[ActView, ...]
    answers: tuple[ActView, ...]
    quotes: tuple[QuoteCard, ...]


def demand_parts(
    context: Context, entry: DemandEntry, limit: int = PART_LIMIT
) -> list[Part[DemandItem]]:
    """The pages of a demand, its own first."""
    items: list[DemandItem] = [*entry.statements]
    items += [act for to in entry.addressees for act in _undecisive(entry, to)]
    items += [*entry.others, *_other_quotes(context, entry)]
    items.sort(key=lambda item: item.sort_key)
    return split_by_date(demand_uri(entry.id), items, lambda item: item.date, limit)


def demand_view(context: Context, entry: DemandEntry, part: Part[DemandItem]) -> DemandView:
    """A demand's own page."""
    desk, record, split = context.desk, entry.record, bool(part.finer)
    quotes, link = _other_quotes(context, entry), partial(demand_link, desk)

    def statement(act: Act | None) -> ActView | None:
        return act_view(context, act) if act else None

    return DemandView(
        head=demand_summary(context, entry),
        life=life_picture(context, entry, demand_parts(context, entry) if split else (part,)),
        part=part,
        standings=tuple(_standing(context, entry, to, split) for to in entry.addressees),
        first=statement(entry.first),
        first_own=statement(entry.first_own) if entry.first_own is not entry.first else None,
        last=statement(entry.last),
        times_stated=entry.times_stated,
        withdrawn=statement(entry.withdrawn),
        statements=_of_kind(context, part.items, "statement"),
        wordings=wordings(context, entry.statements),
        outsiders=() if split else act_views(context, entry.others),
        supersedes=link(record.supersedes) if record.supersedes else None,
        successors=tuple(map(link, entry.successors)),
        part_of=link(record.part_of) if record.part_of else None,
        parts=tuple(map(link, entry.parts)),
        outcome=_outcome(context, entry),
        quotes=context.cards.of_items(part.items),
        sources=article_links(desk, (*entry.acts, *quotes)),
        note=record.note,
    )


def demand_part_view(
    context: Context, entry: DemandEntry, part: Part[DemandItem]
) -> DemandPartView:
    """A finer page of a demand that is split."""
    return DemandPartView(
        head=demand_summary(context, entry),
        part=part,
        statements=_of_kind(context, part.items, "statement"),
        answers=_of_kind(context, part.items, "answer"),
        quotes=context.cards.of_items(part.items),
    )


def _standing(context: Context, entry: DemandEntry, addressee: str, split: bool) -> StandingView:  # noqa: FBT001 - private, and named at its one call
    position = entry.positions[addressee]
    steps = history(entry.id, addressee, position.answers)
    return StandingView(
        position=position_view(context, position),
        steps=tuple(
            StepView(
                step.date,
                step.position.state,
                without_repetition(act_views(context, step.position.deciding)),
            )
            for step in (steps if len(steps) > 1 else ())
        ),
        others=() if split else act_views(context, _undecisive(entry, addressee)),
    )


def _outcome(context: Context, entry: DemandEntry) -> OutcomeView:
    outcome = entry.record.outcome
    if outcome is None:
        return OutcomeView("not_assessed", None, None, (), None)
    quotes = context.desk.quotes
    return OutcomeView(
        value=outcome.value,
        assessed_on=outcome.assessed_on,
        assessed_by=outcome.assessed_by,
        evidence=context.cards.of_items(map(quotes.get, outcome.evidence)),
        note=outcome.note,
    )


def _other_quotes(context: Context, entry: DemandEntry) -> list[QuoteEntry]:
    """The quotes that bear on it and are not shown with a statement or an answer."""
    return other_quotes(entry.acts, context.subjects.on_demand.get(entry.id, ()))


def _of_kind(context: Context, items: Iterable[DemandItem], kind: ActKind) -> tuple[ActView, ...]:
    acts = (item for item in items if isinstance(item, Act) and item.kind == kind)
    return tuple(act_view(context, act) for act in acts)


def _undecisive(entry: DemandEntry, addressee: str) -> list[Act]:
    """The answers towards an addressee that are shown neither as its state nor with it."""
    position = entry.positions[addressee]
    shown = {id(answer) for answer in (*position.deciding, *position.beside)}
    return [answer for answer in position.answers if id(answer) not in shown]
