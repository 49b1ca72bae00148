"""The home page: what this desk covers, the latest demands, answers and quotes."""

from dataclasses import dataclass
from heapq import nsmallest

from onrecord.desk.addresses import briefing_uri
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import count_utterances
from onrecord.records import UNKNOWN, PartialDate

from .actors import ActorRow, actor_row
from .acts import ActView, act_view
from .context import Context
from .demand_rows import DemandSummary, demand_summary
from .pictures.glance import GlanceView, glance
from .quote_card import QuoteCard, newest_quotes_first

# What the home page shows of each; the lists have all.
_DEMANDS, _ANSWERS, _QUOTES, _ACTORS = 12, 6, 6, 40


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """How many of each kind the desk has."""

    actors: int
    demands: int
    claims: int
    quotes: int
    utterances: int
    articles: int
    publishers: int
    topics: int


@dataclass(frozen=True, slots=True)
class LatestBriefing:
    """The latest briefing.

    Attributes:
        since, until: its first and its last day.
    """

    uri: str
    since: PartialDate
    until: PartialDate


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows.

    Attributes:
        glance: all demands, a line of time for each.
        demands: those stated last, the latest first.
        answers: the latest, those that others report too, the latest first.
        cards: the latest quotes, one of each speaker, the latest first.
        actors: those that demand or are addressed, by name.
        briefing: the one that ends last; ``None`` where there is none.
    """

    counts: HomeCounts
    demands: tuple[DemandSummary, ...]
    glance: GlanceView
    answers: tuple[ActView, ...]
    cards: tuple[QuoteCard, ...]
    actors: tuple[ActorRow, ...]
    briefing: LatestBriefing | None


def home_view(context: Context) -> HomeView:
    """The home page of the desk."""
    desk = context.desk
    return HomeView(
        counts=HomeCounts(
            actors=len(desk.actors),
            demands=len(desk.demands),
            claims=len(desk.claims),
            quotes=len(desk.quotes),
            utterances=count_utterances(desk.quotes.values()),
            articles=len(desk.articles),
            publishers=context.publishers,
            topics=len(desk.topics),
        ),
        demands=_demands(context),
        glance=glance(context, desk.demands.values()),
        answers=_answers(context),
        cards=_cards(context),
        actors=_actors(context),
        briefing=_briefing(context),
    )


def _demands(context: Context) -> tuple[DemandSummary, ...]:
    entries = context.desk.demands.values()

    def latest(demand: DemandEntry) -> tuple[bool, int, str]:
        last = demand.last.date if demand.last else UNKNOWN
        return (not last.known, -last.sort_key[1], demand.id)

    shown = nsmallest(_DEMANDS, entries, key=latest)
    return tuple(demand_summary(context, demand) for demand in shown)


def _answers(context: Context) -> tuple[ActView, ...]:
    """One answer a demand and speaker on a day, however many addressees it is towards."""
    given = [
        answer
        for demand in context.desk.demands.values()
        for position in demand.positions.values()
        for answer in position.answers
        if answer.date.known
    ]
    given.sort(key=lambda act: (*act.date.sort_key[::-1], act.subject), reverse=True)
    seen: dict[tuple[str, tuple[str, ...], str, str], ActView] = {}
    for act in given:
        if len(seen) == _ANSWERS:
            break
        key = (act.subject, act.speakers, act.date.text, act.word)
        seen.setdefault(key, act_view(context, act))
    return tuple(seen.values())


def _cards(context: Context) -> tuple[QuoteCard, ...]:
    seen: dict[str, QuoteCard] = {}
    quotes = context.desk.quotes.values()
    for quote in newest_quotes_first(quote for quote in quotes if quote.counts):
        if len(seen) == _QUOTES or not quote.date.known:
            break
        if not seen.keys() >= {*quote.speakers}:
            seen |= dict.fromkeys(quote.speakers, context.cards.card(quote))
    return tuple(dict.fromkeys(seen.values()))


def _actors(context: Context) -> tuple[ActorRow, ...]:
    desk = context.desk
    parties = [
        actor
        for actor in desk.actors
        if desk.index[actor].demands_made or desk.index[actor].demands_received
    ]
    chosen = nsmallest(_ACTORS, parties or desk.actors, key=context.people.sort_key)
    return tuple(actor_row(context, actor_id) for actor_id in chosen)


def _briefing(context: Context) -> LatestBriefing | None:
    order = context.subjects.briefing_order
    if not order:
        return None
    record = context.desk.briefings[order[0]]
    return LatestBriefing(briefing_uri(order[0]), record.since, record.until)
