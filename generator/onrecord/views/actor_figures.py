"""What an actor did in our sources, counted, and one sentence that says it without a zero."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.desk import Act, QuoteEntry, Rank, Relation, grouped
from onrecord.records import PartialDate, fixed

from .acts import acts_by_row
from .context import Context
from .lines import Catalogue, Line, Span, capitalized
from .links import Link

# What is no person: "in its own name" can be said of it.
_BODIES = frozenset({"state", "organisation", "bloc", "office"})


@fixed
class ActorFigures:
    """An actor in figures: what we chose, counted, never ranked."""

    is_body: bool  #: whether it is a state, an organisation, a bloc or an office
    speaks_for: tuple[Link, ...]  #: those for whom its words here are spoken
    demands_made: int
    demands_reported: int  #: of the demands made, those that only others report
    voiced: int  #: demands of others that it made in its own words
    voiced_for: tuple[Link, ...]  #: those who make these demands, and for whom it speaks
    voiced_as: tuple[Link, ...]  #: the same; nobody where one of these demands is of none of them
    demands_of_others: int  #: how many demands those of `voiced_for` make in all
    demands_received: int
    without_answer: int  #: of the demands received, those to which no answer is on record
    answers: int  #: how many it gave for others in its own words
    answers_aside: int  #: of these, those of members and outsiders, which never count
    claims_made: int  #: how many claims are its own
    claims_disputed: int  #: of these, those that somebody denies or disputes
    claims_disputed_told: int  #: of those, the ones whose denial only others report
    claims_received: int  #: how many claims are against it
    quotes: int  #: how many quotes it has, whether they count as statements or not
    utterances: int  #: its own statements
    utterances_for_it: int  #: statements of those who speak for it
    last_heard: PartialDate  #: the date of the latest of its own

    def line(self, say: Catalogue) -> Line:
        """The figures as a sentence: "Speaks for the Dock Union: voiced 5 of its 6 demands"."""
        line = say.listed(list(_parts(self, say)))
        if line and self.speaks_for:
            names = say.linked_within(self.speaks_for)
            line = say.phrase("actor.brief.speaks_for", names=names, parts=line)
        elif line:
            opening = Span(capitalized(line[0].text))
            line = say.phrase("actor.brief.sentence", parts=(opening, *line[1:]))
        heard = _heard(self, say, alone=not line)
        return (*line, Span(" "), *heard) if line and heard else line or heard


def voiced_demands(context: Context, actor_id: str) -> Mapping[str, tuple[Act, ...]]:
    """The statements by which an actor voiced demands of others, in its own words, by demand."""
    statements = context.indexes.statements_by_actor.get(actor_id, ())
    return grouped((act.subject, act) for act in statements if own_statement(act))


def own_statement(act: Act) -> bool:
    """Whether ``act`` makes a demand in words of those who make it or speak for them."""
    return act.kind == "statement" and act.states and act.own and not act.told_by


def actor_figures(context: Context, actor_id: str) -> ActorFigures:
    """An actor in figures."""
    desk = context.desk
    index, demands, voiced = desk.index[actor_id], desk.demands, voiced_demands(context, actor_id)
    owners = dict.fromkeys(by for demand_id in voiced for by in demands[demand_id].record.by)
    for_others = context.indexes.answers_by_actor.get(actor_id, ())
    answers = acts_by_row(act for act in for_others if not act.told_by and not act.search)
    own = [by for by in owners if _speaks(context, actor_id, by, voiced.values())]
    spoken_for = _spoken_for(context, actor_id, own, answers)
    elsewhere = sum({*own}.isdisjoint(demands[id_].record.by) for id_ in voiced)
    makers = owners if elsewhere else own
    of_makers = {id_ for by in makers if by in desk.index for id_ in desk.demands_made(by)}
    received = desk.demands_received(actor_id)
    without_answer = (not demands[id_].positions[actor_id].answers for id_ in received)
    claims, made = desk.claims_made(actor_id), desk.demands_made(actor_id)
    disputed = [claim for claim in claims if claim.standing == "contested"]
    aside = (all(act.relation != Relation.OWN for act in row) for row in answers)
    return ActorFigures(
        is_body=desk.actors[actor_id].kind in _BODIES,
        speaks_for=context.people.links(spoken_for),
        demands_made=len(made),
        demands_reported=sum(not any(act.own for act in acts) for acts in made.values()),
        voiced=len(voiced),
        voiced_for=context.people.links(makers),
        voiced_as=() if elsewhere else context.people.links(own),
        demands_of_others=len(of_makers | {*voiced}),
        demands_received=len(received),
        without_answer=sum(without_answer),
        answers=len(answers),
        answers_aside=sum(aside),
        claims_made=len(claims),
        claims_disputed=len(disputed),
        claims_disputed_told=sum(bool(claim.tellers) for claim in disputed),
        claims_received=len(desk.claims_received(actor_id)),
        quotes=len(index.quotes),
        utterances=index.utterances,
        utterances_for_it=index.utterances_for_it,
        last_heard=index.last_heard,
    )


def _speaks(context: Context, actor_id: str, owner: str, voiced: Iterable[Sequence[Act]]) -> bool:
    """Whether it made a demand of ``owner`` in a role for this one."""
    speaks = context.desk.roles.speaks_for
    return any(speaks(actor_id, owner, act.date) for acts in voiced for act in acts)


def _spoken_for(
    context: Context, actor_id: str, own: Sequence[str], answers: Iterable[Sequence[Act]]
) -> Sequence[str]:
    """Whose demands it made or whom it answered for, else its roles."""
    roles = context.desk.roles
    given = (act for row in answers for act in row if act.relation is Relation.OWN)
    answered = (to for act in given for to in act.to if to != actor_id)
    index = context.desk.index
    mine = [quote for quote in index[actor_id].quotes if quote.counts]
    every = dict.fromkeys(by for quote in mine for by in roles.spoken_for(actor_id, quote.date))
    said = {it.reference for it in mine}
    heard = [
        by
        for by in every
        if by not in index or any(it.reference in said for it in index[by].spoken_by_others)
    ]
    return [*dict.fromkeys((*own, *answered))] or heard


def leading_quote(context: Context, actor_id: str) -> tuple[QuoteEntry | None, int]:
    """The quote with which an actor's page begins, and how many demands it makes."""
    # It is the one that most of the demands that the actor makes or voices are made with, of these
    # the latest, of one day the last in its article; where none makes any, its latest answer, or
    # else the latest quote. Its own exact words come before all that others report of it. Of an
    # actor that is not quoted itself it is one of those who speak for it; of a body, too, where no
    # exact words are its own.
    desk = context.desk
    index = desk.index[actor_id]

    def demands(quote: QuoteEntry) -> int:
        own = actor_id in quote.speakers
        acts = filter(own_statement, desk.acts_by_quote.get(quote.reference, ()))
        subjects = {act.subject for act in acts if act.word == "stated"}
        return sum(own or actor_id in desk.demands[id_].record.by for id_ in subjects)

    def order(quote: QuoteEntry) -> tuple[object, ...]:
        first, last = quote.date.sort_key
        told = (quote.article_id, -quote.order)
        return (-demands(quote), not quote.date.known, -last, -first, *told)

    exact = [
        [quote for quote in quotes if quote.record.exact]
        for quotes in (index.quotes, index.spoken_by_others)
    ]
    is_body = desk.actors[actor_id].kind in _BODIES
    for quotes in (*(exact if is_body else exact[:1]), index.quotes, index.spoken_by_others):
        shown = [quote for quote in quotes if quote.counts]
        if shown:
            best = min(shown, key=order)
            if not demands(best) and not index.demands_made:
                every = (*index.quotes, *index.spoken_by_others)
                answers = [quote for quote in every if answers_with(context, actor_id, quote)]
                best = min(answers, key=order, default=best)
            return best, demands(best)
    return None, 0


def is_latest(quote: QuoteEntry, quotes: Iterable[QuoteEntry]) -> bool:
    """Whether none of ``quotes`` that count may be later than ``quote``."""
    others = (other for other in quotes if other.counts and other.utterance != quote.utterance)
    first = quote.date.first
    return all(first and other.date.last and other.date.last <= first for other in others)


def answers_with(context: Context, actor_id: str, quote: QuoteEntry) -> tuple[Act, ...]:
    """The answers of the actor, or of its spokespeople, with the words of ``quote``."""
    if not quote.counts or not quote.record.exact:
        return ()
    return tuple(
        act
        for act in context.desk.acts_by_quote.get(quote.reference, ())
        if act.kind == "answer"
        and act.rank == Rank.OWN
        and act.relation == Relation.OWN
        and not act.early  # it counts as no answer
        and actor_id in (*quote.speakers, *act.by, *act.to)
    )


def _parts(figures: ActorFigures, say: Catalogue) -> Iterator[Line]:
    """What it did, each as a phrase with a verb and without its subject."""
    if figures.demands_made:
        yield _with_share(say, "made", figures.demands_made, figures.demands_reported)
    if figures.voiced:
        yield _voiced(figures, say)
    if figures.demands_received:
        yield _with_share(say, "received", figures.demands_received, figures.without_answer)
    if figures.answers:
        if figures.speaks_for:
            yield _with_share(say, "answers", figures.answers, figures.answers_aside)
        else:
            yield say.phrase("actor.brief.answers_of_others", count=figures.answers)
    if figures.claims_received:
        yield say.phrase("actor.brief.claims_received", count=figures.claims_received)
    if figures.claims_made:
        yield _claims(figures, say)


def _with_share(say: Catalogue, key: str, total: int, share: int) -> Line:
    """The number, and how many of them are unanswered or disputed."""
    counted = say.phrase(f"actor.brief.{key}", count=total)
    which = "all" if share == total else "some"
    return say.phrase(f"actor.brief.{key}_{which}", count=share, all=counted) if share else counted


def _claims(figures: ActorFigures, say: Catalogue) -> Line:
    """Its number of claims, of disputed ones, and of those that only others report."""
    disputed, told = figures.claims_disputed, figures.claims_disputed_told
    counted = _with_share(say, "claims", figures.claims_made, disputed)
    if not told:
        return counted
    which = "all" if told == disputed else "some"
    return say.phrase(f"actor.brief.claims_told_{which}", count=told, disputed=counted)


def _voiced(figures: ActorFigures, say: Catalogue) -> Line:
    key, voiced, total = "actor.brief.", figures.voiced, figures.demands_of_others
    if figures.voiced_for != figures.speaks_for or len(figures.voiced_for) > 1:
        names = say.linked_within(figures.voiced_for)
        return say.phrase(f"{key}voiced", count=voiced, names=names)
    if voiced == total:
        return say.phrase(f"{key}voiced_all", count=total)
    return say.phrase(f"{key}voiced_some", count=total, voiced=voiced)


def _heard(figures: ActorFigures, say: Catalogue, *, alone: bool) -> Line:
    """How it is quoted, if nothing else is known of it or it is not quoted itself."""
    if not figures.utterances and figures.utterances_for_it:
        return say.phrase("actor.brief.represented", count=figures.utterances_for_it)
    if figures.quotes and not figures.utterances:
        return say.phrase("actor.brief.none_counts", count=figures.quotes)
    if not figures.utterances:
        return say.phrase(f"actor.brief.not_quoted.{'body' if figures.is_body else 'person'}")
    if not alone:
        return ()
    key, count, last = "actor.brief.", figures.utterances, figures.last_heard
    for_whom = say.linked_within(figures.speaks_for)
    place = say.phrase(f"{key}{'quoted_for' if for_whom else 'quoted'}", names=for_whom)
    if not last.known:
        return say.phrase(f"{key}statements", count=count, place=place)
    return say.phrase(f"{key}statements_dated", count=count, place=place, last=say.dated_on(last))
