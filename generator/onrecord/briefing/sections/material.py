"""What a briefing is asked for (days, actors, topics) and the acts and quotes it is made of."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import field
from datetime import date, timedelta
from typing import Generic, TypeVar, get_args

from onrecord.desk import Act, ActKind, ClaimStanding, DemandEntry, Desk, QuoteEntry
from onrecord.records import Briefing, PartialDate, briefing_uri, fixed
from onrecord.views.context import Context, newest_first
from onrecord.views.source_facts import SourceFacts, source_facts

SOURCES = 6

T = TypeVar("T")
S = TypeVar("S")


@fixed
class BriefingPeriod:
    """From a day to a day, both included."""

    since: PartialDate  #: its first day
    until: PartialDate  #: its last day

    @property
    def last(self) -> date:
        """Its last day."""
        assert self.until.last  # noqa: S101 - it is a whole day
        return self.until.last

    @property
    def eve(self) -> PartialDate:
        """The day before it."""
        assert self.since.first  # noqa: S101 - it is a whole day
        return PartialDate.of(self.since.first - timedelta(days=1))

    def holds(self, when: PartialDate) -> bool:
        """Whether ``when`` may be a day within the period; an unknown date never is."""
        return when.known and not when.before(self.since) and not self.until.before(when)

    def has_all_of(self, when: PartialDate) -> bool:
        """Whether each day that ``when`` may be is within the period."""
        return when.known and all(
            self.holds(PartialDate.of(it)) for it in (when.first, when.last) if it
        )


@fixed
class BriefingRequest:
    """The subject and the period of a briefing."""

    period: BriefingPeriod
    actors: tuple[str, ...] = ()  #: ids; empty where it is about everyone and everything
    topics: tuple[str, ...] = ()  #: ids; empty where it is about everyone and everything
    id: str | None = None  #: of the record that a person wrote for it; `None` where there is none
    revision: str | None = None  #: the revision that "added since" is counted from, as asked for
    #: the desk at that revision; `None` counts as added what is from sources that the desk recorded
    #: in the period
    older: Desk | None = field(default=None, compare=False, repr=False)

    @property
    def uri(self) -> str | None:
        """Site path of the page of its record."""
        return briefing_uri(self.id) if self.id else None

    def has_scope_of(self, briefing: Briefing) -> bool:
        """Whether a record is about the same actors and topics."""
        return ({*briefing.actors}, {*briefing.topics}) == ({*self.actors}, {*self.topics})


def request_of(briefing_id: str, briefing: Briefing) -> BriefingRequest:
    """The briefing that a record is written for."""
    period = BriefingPeriod(briefing.since, briefing.until)
    return BriefingRequest(period, briefing.actors, briefing.topics, briefing_id)


def written_for(desk: Desk, request: BriefingRequest) -> str | None:
    """The id of the record that is about the same days, actors and topics; the first by id."""
    days = (request.period.since, request.period.until)
    for briefing_id, briefing in sorted(desk.briefings.items()):
        if (briefing.since, briefing.until) == days and request.has_scope_of(briefing):
            return briefing_id
    return None


@fixed
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
        return any(map(self._concerns, entry.acts))

    def towards(self, entry: DemandEntry, addressee: str) -> bool:
        """Whether the row of one addressee of such a demand belongs to it."""
        if not self.actors or self.actors & {*entry.record.by, addressee}:
            return True
        return any(map(self._concerns, (*entry.statements, *entry.positions[addressee].answers)))

    def answer(self, entry: DemandEntry, answer: Act) -> bool:
        """Whether an answer to such a demand belongs to it."""
        return not self.actors or bool(self.actors & {*entry.record.by}) or self._concerns(answer)

    def claim(self, claim: ClaimStanding) -> bool:
        """Whether a claim is about these topics, and by, against or acted on by these actors."""
        record = claim.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors or self.actors & {*record.by, *record.against}:
            return True
        return any(self._any(act.by, act.date) for act in claim.acts)

    def quote(self, quote: QuoteEntry) -> bool:
        """Whether a quote is about these topics, and said by, for or to these actors."""
        record = quote.record
        if self.topics and not self.topics & {*record.about}:
            return False
        if not self.actors:
            return True
        return self._any(quote.speakers, quote.date) or bool(self.actors & {*record.to})

    def _concerns(self, act: Act) -> bool:
        """Whether an act on a demand is by, for, to or reported by these actors."""
        if act.kind == "statement":
            return self._any((*act.by, *act.to), act.date)
        own = (*act.by, *act.speakers, *act.told_by)
        return act.addressee in self.actors or self._any(own, act.date)

    def _any(self, ids: Iterable[str], on: PartialDate) -> bool:
        roles = self.desk.roles
        return any(roles.is_or_speaks_for(id_, actor, on) for id_ in ids for actor in self.actors)


@fixed
class Material:
    """The records that a briefing is made of."""

    request: BriefingRequest
    scope: Scope
    demands: tuple[DemandEntry, ...]  #: in the scope, whatever their dates
    claims: tuple[ClaimStanding, ...]  #: in the scope, whatever their dates
    said: tuple[Act, ...]  #: in the period: statements, answers, acts on claims, latest first
    earlier: tuple[Act, ...]
    undated: tuple[Act, ...]
    quotes: tuple[QuoteEntry, ...]  #: said in the period, the latest first

    @property
    def period(self) -> BriefingPeriod:
        """The days it is about."""
        return self.request.period

    @property
    def acts(self) -> tuple[Act, ...]:
        """Everything that was said or added in the period."""
        return (*self.said, *self.earlier, *self.undated)

    @property
    def added(self) -> tuple[QuoteEntry, ...]:
        """The quotes of what was added besides, each once."""
        acts = (*self.earlier, *self.undated)
        return tuple({act.quote.reference: act.quote for act in acts if act.quote}.values())

    @property
    def articles(self) -> tuple[str, ...]:
        """The sources it rests on, each once."""
        of_acts = [act.article_id for act in self.acts if act.article_id]
        return tuple(dict.fromkeys([*of_acts, *(quote.article_id for quote in self.quotes)]))


def gather(desk: Desk, request: BriefingRequest) -> Material:
    """The acts and quotes for ``request``."""
    scope = Scope(desk, frozenset(request.actors), frozenset(request.topics))
    period = request.period
    demands = tuple(filter(scope.demand, desk.demands.values()))
    claims = tuple(filter(scope.claim, desk.claims.values()))
    on_demands = ((demand, act) for demand in demands for act in demand.acts if not act.search)
    acts = [
        act for demand, act in on_demands if act.kind == "statement" or scope.answer(demand, act)
    ]
    acts += [act for claim in claims for act in claim.acts]
    known = frozenset(map(_key, request.older.acts)) if request.older else None

    def is_added(act: Act) -> bool:
        if known is not None:
            return _key(act) not in known
        article = desk.articles.get(act.article_id)
        return bool(article and article.added and period.holds(article.added))

    said = [act for act in acts if period.holds(act.date)]
    # Words that ask something of an actor are its matter, though it neither said nor heard them.
    evidence = {act.quote.reference for act in said if act.quote}
    quotes = [
        quote
        for quote in desk.quotes.values()
        if period.holds(quote.date) and (scope.quote(quote) or quote.reference in evidence)
    ]
    return Material(
        request,
        scope,
        demands,
        claims,
        said=_ordered(said),
        earlier=_ordered(act for act in acts if act.date.before(period.since) and is_added(act)),
        undated=_ordered(act for act in acts if not act.date.known and is_added(act)),
        quotes=tuple(newest_first(quotes)),
    )


def _key(act: Act) -> tuple[object, ...]:
    """What identifies an act in an older state of the desk, wherever its row was."""
    quote = act.quote.reference if act.quote else None
    to = act.to if act.kind == "answer" else ()
    who = (act.by, () if act.kind == "statement" else act.told_by)
    return (act.kind, act.subject, to, who, act.article_id, act.word, quote, act.date.text)


def _ordered(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Statements, then answers, then acts on claims, each newest first."""
    latest = newest_first(acts)
    return tuple(sorted(latest, key=lambda act: get_args(ActKind).index(act.kind)))


@fixed
class ShortenedList(Generic[T]):
    """The first of a list, and how many more there are."""

    items: tuple[T, ...]  #: what is shown, in the order of the list
    more: int  #: how many are left out; if not 0, "and N more" follows the list, and says of what
    uri: str  #: site path of the page that has all of them
    of: str  #: what they are, as a key of `briefing.more` in the words

    def __bool__(self) -> bool:
        return bool(self.items)


def shortened(
    found: Sequence[S],
    limit: int,
    place: tuple[str, str],
    view: Callable[[S], T],
    alike: Callable[[S], Hashable] = id,
) -> ShortenedList[T]:
    """The first ``limit`` of ``found`` as ``view`` shows them; the rest is counted.

    ``place`` is the site path of the page that has all of them, and what they are. Only the first
    of several for which ``alike`` returns the same is shown.
    """
    lines: dict[Hashable, S] = {}
    for value in found:
        lines.setdefault(alike(value), value)
    items = tuple(map(view, list(lines.values())[:limit]))
    return ShortenedList(items, len(found) - len(items), *place)


def sources(context: Context, material: Material) -> ShortenedList[SourceFacts]:
    """The sources, the latest published first."""
    articles, ids = context.desk.articles, sorted(material.articles)
    ordered = newest_first(ids, lambda id_: articles[id_].source.published)

    def view(article_id: str) -> SourceFacts:
        return source_facts(article_id, articles[article_id], context.people)

    return shortened(ordered, SOURCES, ("sources/", "sources"), view)
