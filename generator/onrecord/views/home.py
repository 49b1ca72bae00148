"""The home page: what this record rests on, the demands at a glance, the latest answers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nsmallest

from onrecord.desk import Act, ClaimStanding, DemandEntry, QuoteEntry, newest_quotes_first
from onrecord.records import STANDING, fixed

from .actor_figures import own_statement
from .actors import ActorRow, actor_row
from .acts import ActView, ClaimLine, act_view, claim_line, without_repetition
from .context import Context, first_made_first, newest_first
from .lines import first_sentences
from .links import Link, demand_link
from .pictures.glance import GlanceView, glance
from .quote_card import QuoteCard
from .source_check import check_counts

# What the home page shows of each; the lists have all.
_DEMANDS, _ANSWERS, _DISPUTED, _QUOTES, _ACTORS = 16, 3, 4, 6, 40
# Of the bottom line of a briefing so many letters.
_BOTTOM_LINE = 400
# So many of those who ask are named; of more only the number.
_ASKING = 4
# A quote that makes several demands is shown whole, unless it has more letters.
_ASKED_WITH = 420


@fixed
class HomeFigures:
    """The figures of this record; zeros are left out."""

    demands: int
    asking: tuple[Link, ...]  #: who makes the demands, the earliest first; empty if they are many
    askers: int  #: how many make demands
    quotes: int
    speakers: int  #: how many are quoted
    matching: int  #: how many quotes match their source
    differing: int  #: how many do not match
    unchecked: int  #: how many were not compared yet; without meaning if none was compared
    compared: bool  #: whether any was
    articles: int
    of_parties: int  #: how many sources were published by a party
    publishers: int


@fixed
class BriefingItem:
    """One briefing in a list."""

    uri: str
    title: str  #: its days and its scope, in words
    bottom_line: str  #: the summary, written by a person
    stale: bool  #: whether its summary may be out of date
    goes_on: bool = False  #: whether it has more sentences


@fixed
class AnswerInWords:
    """An answer with its words."""

    demand: Link  #: what it answers
    act: ActView  #: who answered what, and when
    card: QuoteCard  #: the words
    whole: str | None = None  #: the status with that side, if this answer is a part of it


@fixed
class AskedInOne:
    """A quote that makes several demands."""

    card: QuoteCard
    demands: int  #: how many it makes


@fixed
class HomeView:
    """The view of the home page."""

    figures: HomeFigures  #: the record in figures
    glance: GlanceView | None  #: the demands, those first made first; `None` if there are none
    more_demands: bool  #: whether there are more than those
    #: by who makes demands, the latest of the quotes that make most of them, if they make several
    asked_with: Mapping[tuple[Link, ...], AskedInOne]
    answers: tuple[AnswerInWords, ...]  #: the latest in own words, one for each demand
    #: the claims denied or disputed most recently, latest first, each with the latest of everyone
    #: against it: their own, else as told
    disputed: tuple[tuple[ClaimLine, tuple[ActView, ...]], ...]
    claims: int  #: how many claims there are; 0 if all of them are shown
    cards: tuple[QuoteCard, ...]  #: the latest quotes, one of each speaker; if there are no answers
    actors: tuple[ActorRow, ...]  #: who makes or receives demands; only if there are no demands
    briefing: BriefingItem | None  #: the one that ends last; `None` if there is none

    @property
    def dated(self) -> bool:
        """Whether it is known when the quotes were said."""
        return all(card.when.known for card in self.cards)

    @property
    def noted(self) -> bool:
        """Whether a line of the page says that there is a note."""
        against = (act for _, acts in self.disputed for act in acts)
        return bool(self.glance and self.glance.noted) or any(act.note for act in against)

    @property
    def after_glance(self) -> str | None:
        """The id of what follows the demands, for those who skip them."""
        after = (part for part in self._sections if part not in ("demands", "actors"))
        return "more-demands" if self.more_demands else next(after, None)

    @property
    def jumps(self) -> tuple[str, ...]:
        """The ids of the sections below the first, in order; none if the page is short."""
        return self._sections[1:] if len(self._sections) > 2 else ()

    @property
    def _sections(self) -> tuple[str, ...]:
        sections: dict[str, object] = {
            "demands": self.glance,
            "answers": self.answers,
            "quotes": self.cards,
            "actors": self.actors,
            "disputed": self.disputed,
            "briefing": self.briefing,
        }
        return tuple(id_ for id_, shown in sections.items() if shown)


def home_view(context: Context, briefing: BriefingItem | None = None) -> HomeView:
    """The home page of the desk; ``briefing`` is the latest."""
    demands = first_made_first(context.desk.demands.values())
    shown = glance(context, demands[:_DEMANDS]) if demands else None
    answers = _answers(context, demands)
    if briefing:
        first = first_sentences(briefing.bottom_line, _BOTTOM_LINE)
        goes_on = first != briefing.bottom_line
        briefing = replace(briefing, bottom_line=first, goes_on=goes_on)
    return HomeView(
        figures=_figures(context, demands),
        glance=shown,
        more_demands=len(demands) > _DEMANDS,
        asked_with=_asked_with(context, demands[:_DEMANDS]),
        answers=answers,
        disputed=(disputed := _disputed(context)),
        claims=len(context.desk.claims) if len(context.desk.claims) > len(disputed) else 0,
        cards=() if answers else _cards(context),
        actors=() if demands else _actors(context),
        briefing=briefing,
    )


def _figures(context: Context, demands: Sequence[DemandEntry]) -> HomeFigures:
    desk = context.desk
    asking = dict.fromkeys(by for demand in demands for by in demand.record.by)
    checked = check_counts(desk.quotes.values())
    return HomeFigures(
        demands=len(demands),
        asking=context.people.links(asking) if len(asking) <= _ASKING else (),
        askers=len(asking),
        quotes=len(desk.quotes),
        speakers=len({name for quote in desk.quotes.values() for name in quote.speakers}),
        matching=checked.matching,
        differing=checked.checked - checked.matching,
        unchecked=sum(number for _, number in checked.verdicts) - checked.checked,
        compared=checked.compared,
        articles=len(desk.articles),
        of_parties=sum(bool(article.source.party) for article in desk.articles.values()),
        publishers=context.publishers,
    )


def _answers(context: Context, demands: Iterable[DemandEntry]) -> tuple[AnswerInWords, ...]:
    """The latest answers in own words, each to another demand, by different sides if possible.

    Only those that count: what a side answered before is no answer of today.
    """
    positions = (position for demand in demands for position in demand.positions.values())
    own = (act for each in positions if not each.told for act in each.deciding)
    given = [act for act in own if act.date.known and act.wording == "exact"]
    found: list[tuple[Act, QuoteCard]] = []
    for other_side in (True, False):
        for act in newest_first(given):
            if len(found) == _ANSWERS:
                break
            repeated = any(
                act.subject == other.subject
                or act.quote is other.quote
                or (other_side and act.addressee == other.addressee)
                for other, _ in found
            )
            if act.quote and not act.quote.record.withheld and not repeated:
                found.append((act, context.cards.card(act.quote)))

    def in_words(act: Act, card: QuoteCard) -> AnswerInWords:
        demand = demand_link(context.desk, act.subject)
        position = context.desk.demands[act.subject].positions[act.addressee]
        composed = act in position.deciding and position.state != act.word
        whole = position.state if composed else None
        return AnswerInWords(demand, act_view(context, act), card, whole)

    return tuple(in_words(*pair) for pair in newest_first(found, lambda pair: pair[0].date))


def _asked_with(
    context: Context, demands: Iterable[DemandEntry]
) -> Mapping[tuple[Link, ...], AskedInOne]:
    """By maker of ``demands``, the latest quote that makes most of them."""
    found: dict[tuple[Link, ...], Counter[str]] = {}
    for demand in demands:
        acts = filter(own_statement, demand.statements)
        quotes = {act.quote.reference for act in acts if act.quote and _short(act.quote)}
        found.setdefault(context.people.links(demand.record.by), Counter()).update(quotes)
    asked = {}
    for by, makes in found.items():
        most = max(makes.values(), default=0)
        if most > 1:
            every = (context.desk.quotes[name] for name, count in makes.items() if count == most)
            asked[by] = AskedInOne(context.cards.card(newest_quotes_first(every)[0]), most)
    return asked


def _short(quote: QuoteEntry) -> bool:
    """Whether all its exact words can be shown without a warning next to them."""
    record = quote.record
    shown = quote.counts and record.exact and record.state in STANDING
    return shown and len(record.words) <= _ASKED_WITH


def _disputed(context: Context) -> tuple[tuple[ClaimLine, tuple[ActView, ...]], ...]:
    claims = context.desk.claims.values()
    disputed = [(claim, _against(claim)) for claim in claims if claim.standing == "contested"]
    latest = newest_first(disputed, lambda pair: newest_first(pair[1])[0].date)

    return tuple(
        (claim_line(context, claim.id), without_repetition(act_view(context, act) for act in acts))
        for claim, acts in latest[:_DISPUTED]
    )


def _against(claim: ClaimStanding) -> list[Act]:
    """The latest denial of each who denies or disputes ``claim``, in own words if possible."""
    acts = sorted(
        claim.against, key=lambda act: (not act.told_by, act.date.known, act.date.sort_key)
    )
    latest = list({act.by: act for act in acts}.values())
    own = {act.quote.reference for act in latest if act.quote and _speaks(act)}
    # The file of the claim may name the side for which somebody says it in the same words.
    return [
        act for act in latest if _speaks(act) or not act.quote or act.quote.reference not in own
    ]


def _speaks(act: Act) -> bool:
    return act.quote is not None and {*act.by} <= {*act.quote.speakers}


def _cards(context: Context) -> tuple[QuoteCard, ...]:
    seen: dict[str, QuoteCard] = {}
    quotes = context.desk.quotes.values()
    for quote in newest_quotes_first(quote for quote in quotes if quote.counts):
        if len(seen) == _QUOTES or (seen and not quote.date.known):
            break
        if not seen.keys() >= {*quote.speakers}:
            seen |= dict.fromkeys(quote.speakers, context.cards.card(quote))
    return tuple(dict.fromkeys(seen.values()))


def _actors(context: Context) -> tuple[ActorRow, ...]:
    index = context.desk.index
    heard = [id_ for id_ in index if index[id_].utterances or index[id_].utterances_for_it]
    chosen = nsmallest(_ACTORS, heard, key=context.people.sort_key)
    return tuple(actor_row(context, actor_id) for actor_id in chosen)
