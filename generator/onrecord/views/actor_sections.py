"""The sections of an actor's page: demands voiced, answers, claims, quotes of representatives."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.desk import Act, DemandEntry, QuoteEntry, Relation, grouped, newest_quotes_first
from onrecord.records import PartialDate, demand_uri, fixed

from .actor_figures import voiced_demands
from .actors import RoleView
from .acts import ActView, act_view, act_views
from .answers import LatestAnswer
from .claim import ClaimSummary, claim_summary, first_words
from .context import Context, first_made_first
from .context import newest_first as latest_first
from .links import Link
from .newest import NewestQuotes, ShownQuote
from .pictures.glance import GlanceRow

# So many quotes of those who speak for it, and so many of its own that are seen at once; fewer
# below lines of demands, so that no page is heavy.
SPOKEN, SEEN, SEEN_BELOW = 5, 6, 6
# If there are no more, all who speak for it are shown.
_SPOKEN_AT_MOST = 8


@fixed
class StatedDemand:
    """A demand of somebody else that the actor voiced: how often in own words, and when last."""

    row: GlanceRow  #: the demand
    times: int  #: in how many statements, versions of one once; 0 where only others say that it did
    since_first: bool  #: whether nobody made the demand before this actor did
    last: ActView  #: when it last made it

    @property
    def alone(self) -> bool:
        """Whether it is on record by this actor alone."""
        return self.times == self.row.demand.times_stated


@fixed
class GivenAnswer:
    """An answer that the actor gave for others."""

    act: ActView
    own: bool  #: whether it is the actor's alone and in its own words
    towards: tuple[Link, ...]  #: for whom


# A demand, or all of several that were answered at once, and the answers.
AnsweredDemands = tuple[tuple[tuple[Link, ...], tuple[GivenAnswer, ...]], ...]


@fixed
class ActorClaim:
    """A claim that the actor makes, or that is about it."""

    summary: ClaimSummary  #: the claim, as lists show it
    words: ActView | None  #: its words, the actor's own if any; none if they do not stand
    named: tuple[Link, ...]  #: named above it: who makes it, and the page's actor if it does

    @property
    def speakers(self) -> tuple[Link, ...]:
        """Who said the words, unless that is all those who are named above."""
        found = self.words.card.speakers if self.words and self.words.card else ()
        return () if {*found} <= {*self.named} else found

    @property
    def noted(self) -> bool:
        """Whether a line about it says that there is a note."""
        return self.summary.noted or bool(self.words and self.words.note)


@fixed
class ToldLater:
    """Answers that only others report, later than the one that opens the page."""

    until: PartialDate  #: the date of the latest
    tellers: tuple[Link, ...]  #: who reports them
    section: str  #: the id of the section of the page that has them


def _in_whole(act: ActView) -> ActView:
    """``act`` with the first sentences of its quote, if these have its key words."""
    known = act.card and act.phrase and act.phrase in act.card.brief
    return replace(act, phrase=act.card.brief) if act.card and known else act


def stated_demands(
    context: Context,
    actor_id: str,
    entries: Iterable[DemandEntry],
    rows: Mapping[str, GlanceRow],
    leading: QuoteEntry | None,
    *,
    whole: bool,
) -> tuple[StatedDemand, ...]:
    """Those of others that it voiced, as in ``entries``; if ``whole``, by their first sentences.

    Of the ``leading`` quote, all of which opens the page, only the key words.
    """
    of_actor = context.indexes.statements_by_actor.get(actor_id, ())
    statements = [act for act in of_actor if act.states]
    groups = grouped((act.subject, act) for act in latest_first(statements))
    voiced = voiced_demands(context, actor_id)
    stated = []
    for entry in entries:
        own, acts = voiced.get(entry.id, ()), sorted(groups[entry.id], key=_changes)
        last = next((act for act in acts if act in own), acts[0])
        times, first = len({act.utterance for act in own}), entry.first_date
        since_first = first.known and any(act.date == first for act in own)
        act = act_view(context, last)
        last_said = _in_whole(act) if whole and last.quote is not leading else act
        stated.append(StatedDemand(rows[entry.id], times, since_first, last_said))
    return tuple(stated)


def asked_of(
    actor_ids: Collection[str], entries: Iterable[DemandEntry], rows: Mapping[str, GlanceRow]
) -> tuple[GlanceRow, ...]:
    """The rows of demands on an actor, or on groups, with only their own latest answers."""

    def own(side: LatestAnswer) -> bool:
        return any(name.id in actor_ids for name in side.names)

    found = (rows[entry.id] for entry in entries)
    return tuple(replace(row, latest=tuple(filter(own, row.latest))) for row in found)


def asked_of_groups(context: Context, actor_id: str) -> list[str]:
    """The demands on groups that the actor then belonged to, and not on itself."""
    # A bloc or an organisation speaks for itself; what a group is asked, its members are.
    roles, index, demands = context.desk.roles, context.desk.index, context.desk.demands

    def is_asked(group: str, demand_id: str) -> bool:
        dates = (act.date for act in demands[demand_id].statements)
        return any(roles.is_member(actor_id, group, day) for day in dates)

    asked = (
        (group, id_) for group in roles.groups_of(actor_id) for id_ in index[group].demands_received
    )
    own = index[actor_id].demands_received
    return [id_ for group, id_ in asked if id_ not in own and is_asked(group, id_)]


def latest_words(
    context: Context, entries: Iterable[DemandEntry], actor_id: str, *, whole: bool
) -> dict[str, ActView]:
    """The act that made each demand last, by the demand's address; if ``whole``, with sentences.

    What changed it is one only where nothing else is.

    If the actor makes a demand with others, its own acts come before those of the others alone.
    """
    speaks, found = context.desk.roles.is_or_speaks_for, {}

    def is_of_others(act: Act) -> bool:
        return not any(speaks(by, actor_id, act.date) for by in act.by)

    for entry in entries:
        statements = sorted(latest_first(entry.statements), key=_changes)
        if actor_id in entry.record.by:
            statements = sorted(statements, key=is_of_others)
        for act in statements:
            view = act_view(context, act) if act.states and act.own and not act.told_by else None
            if view and view.card and view.card.excerpt:
                found[demand_uri(entry.id)] = _in_whole(view) if whole else view
                break
    return found


def _changes(act: Act) -> bool:
    """Whether its words may ask for something else than the demand."""
    return act.word == "modified"


def on_own_page(name: str, roles: Sequence[RoleView], quote: ShownQuote) -> ShownQuote:
    """``quote``, which says who said it unless its page begins with just that."""
    card, held = quote.card, {role.text for role in roles if role.now}
    same = card.speaker_names == (name,) and held.issuperset(card.roles) and not card.unnamed
    return replace(quote, named=not same or bool(card.quoting))


def occasions_once(
    quotes: Iterable[ShownQuote], before: ShownQuote | None
) -> tuple[ShownQuote, ...]:
    """``quotes``; none repeats the occasion of the one just before it on the page."""
    shown = tuple(quotes)
    above = (before, *shown)
    return tuple(
        replace(quote, with_occasion=not last or last.card.said_when != quote.card.said_when)
        for last, quote in zip(above, shown, strict=False)
    )


def own_quotes(
    name: str,
    roles: Sequence[RoleView],
    quotes: NewestQuotes,
    *,
    exact_first: bool,
    before: ShownQuote | None,
) -> NewestQuotes:
    """The actor's ``quotes`` on its page, below the one ``before`` them.

    ``exact_first``: what it is only reported to have said is seen at a click, since those who
    speak for it are quoted on the page.
    """
    seen, more = quotes.seen, quotes.more
    if exact_first:
        every = (*seen, *more)
        seen = tuple(quote for quote in every if quote.card.exact)[:SEEN]
        more = tuple(quote for quote in every if quote not in seen)
    seen = occasions_once(seen, before)
    shown = (tuple(on_own_page(name, roles, quote) for quote in few) for few in (seen, more))
    return NewestQuotes(*shown)


def answers_for_others(context: Context, actor_id: str) -> tuple[ActView, ...]:
    """The answers to demands that are addressed to others, newest first."""
    answers = context.indexes.answers_by_actor.get(actor_id, ())
    return act_views(context, latest_first(answers))


def answered_demands(answers: Iterable[ActView], actor: Link) -> AnsweredDemands:
    """``answers`` that the ``actor`` gave for others, by demand."""

    def given(act: ActView) -> GivenAnswer:
        own = not act.told_by and (act.speakers or act.by) == (actor,)
        return GivenAnswer(act, own, act.towards or tuple(by for by in act.by if by != actor))

    return tuple(grouped((act.demands, given(act)) for act in answers).items())


def actor_claims(
    context: Context, claim_ids: Sequence[str], actor_id: str | None = None
) -> tuple[ActorClaim, ...]:
    """Claims with their words; ``actor_id``: the actor who makes them."""
    found, made = [], context.people.links([actor_id] if actor_id else [])
    for claim in map(context.desk.claims.__getitem__, claim_ids):
        summary, act = claim_summary(context, claim), first_words(claim, actor_id)
        words = act_view(context, act) if act else None
        shown = words if words and words.card and words.card.stands else None
        found.append(ActorClaim(summary, shown, (*made, *summary.line.by)))
    return tuple(found)


def spoken_for(
    context: Context, actor_id: str, leading: QuoteEntry | None
) -> tuple[ShownQuote, ...]:
    """Quotes of those who speak for the actor, without the one that is ``leading`` its page."""
    spoken = context.desk.index[actor_id].spoken_by_others
    quotes = [quote for quote in newest_quotes_first(spoken) if quote.counts]
    others = [quote for quote in quotes if quote is not leading]
    latest = {speaker: quote for quote in reversed(others) for speaker in quote.speakers}
    of_each = {quote.reference for quote in latest.values()}
    first = sorted(others, key=lambda quote: quote.reference not in of_each)
    first = first[:SPOKEN] if len(others) > _SPOKEN_AT_MOST else first
    shown = context.cards.of_items(quote for quote in others if quote in first)
    return tuple(ShownQuote(card, f"spoken-{number}") for number, card in enumerate(shown, 1))


def later_answers(
    context: Context, actor_id: str, leading: QuoteEntry | None
) -> tuple[ToldLater, ...]:
    """Answers that only others report, later than the ``leading`` quote, by section."""
    if leading is None:
        return ()
    demands, received = context.desk.demands, context.desk.index[actor_id].demands_received
    towards = (act for id_ in received for act in demands[id_].positions[actor_id].answers)
    sections = {
        # What a single member answered is not a group's answer.
        "received": [act for act in towards if act.relation is Relation.OWN],
        "answered": context.indexes.answers_by_actor.get(actor_id, ()),
    }
    found = []
    for section, acts in sections.items():
        told = [act for act in acts if act.told_by and not act.search]
        later = [act for act in told if leading.date.before(act.date)]
        later.sort(key=lambda act: act.date.sort_key, reverse=True)
        if later:
            tellers = dict.fromkeys(by for act in later for by in act.told_by)
            found.append(ToldLater(later[0].date, context.people.links(tellers), section))
    return tuple(found)


def first_made(context: Context, demand_ids: Iterable[str]) -> list[DemandEntry]:
    """The demands with these ids, those first made first."""
    return first_made_first(context.desk.demands[demand_id] for demand_id in demand_ids)


def unanswered_first(context: Context, actor_id: str) -> list[DemandEntry]:
    """The demands that an actor received, those that it has not answered first."""
    received = first_made(context, context.desk.index[actor_id].demands_received)
    return sorted(received, key=lambda entry: entry.positions[actor_id].answered)
