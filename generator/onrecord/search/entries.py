"""Everything that the search can find on a desk: the words that find it, and what is shown.

What is withheld is not here, so it is in no index.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import chain

from onrecord.desk import (
    NOT_ASSESSED,
    Act,
    ClaimStanding,
    DemandEntry,
    Desk,
    QuoteEntry,
    newest_quotes_first,
)
from onrecord.desk.actors import last_heard as last_heard_of
from onrecord.records import UNKNOWN, Actor, PartialDate, record_kinds
from onrecord.views.act_lines import state_line
from onrecord.views.answers import nothing_found
from onrecord.views.claim_conclusions import standing_line
from onrecord.views.context import newest_first
from onrecord.views.lines import Catalogue, one_line, plain_text, sentences_of, shorten
from onrecord.views.links import ActorLinks

from .terms import WRITTEN, Result, SearchEntry, word_set

# Long enough for nearly every text; the browser shows what is around the words looked for.
_LONGEST = 1200
_WHOLE = 320  # of a longer summary it shows one sentence, not a piece that may end before its "but"


def join_facts(*parts: str | None) -> str:
    """The parts there are, set apart by middle dots that begin no line."""
    return "\u00a0· ".join(filter(None, parts))


def entries_of(
    desk: Desk, say: Catalogue, some: Mapping[str, Set[str]] | None = None
) -> Iterator[SearchEntry]:
    """Every entry in the order of ``KINDS``, the latest first; all but ``some`` are known."""
    yield from _Entries(desk, say, some).all()


class _Entries:
    """Makes the entries of one desk."""

    def __init__(self, desk: Desk, say: Catalogue, some: Mapping[str, Set[str]] | None) -> None:
        self._desk = desk
        self._some = some
        self._say = say
        self._people = ActorLinks(desk)
        # Few actors and events are those of many quotes.
        self._name_words = cache(self._words_of_names)
        self._description_words = cache(self._words_of_description)
        self._event_words = cache(lambda *texts: word_set(texts))
        self._act_words = self._words_of_acts()

    def _words_of_acts(self) -> dict[str, list[frozenset[str]]]:
        """By the reference of a quote: how it is used, by whom, and who answers."""
        found: dict[str, list[frozenset[str]]] = {}

        def add(act: Act, *texts: str) -> None:
            if act.quote:
                words = found.setdefault(act.quote.reference, [frozenset()] * 3)
                words[0] |= word_set(texts)
                if not act.told_by:
                    place = 2 if act.kind == "answer" else 1
                    words[place] |= self._actor_words(act.by, act.speakers)

        for demand in self._desk.demands.values():
            for act in demand.acts:
                answer = [self._say(f"response.{act.word}")] if act.kind == "answer" else []
                add(act, demand.record.title, *answer)
        for claim in self._desk.claims.values():
            for act in claim.acts:
                add(act, claim.record.text)
        return found

    def all(self) -> Iterator[SearchEntry]:
        desk = self._desk
        last_heard = {id_: desk.index[id_].last_heard for id_ in desk.actors}
        ids = newest_first(sorted(desk.actors), last_heard.__getitem__)
        yield from self._each("actors", ids, lambda id_: self._actor(id_, last_heard[id_]))
        last = {id_: it.last.date if it.last else UNKNOWN for id_, it in desk.demands.items()}
        ids = newest_first(sorted(desk.demands), last.__getitem__)
        yield from self._each("demands", ids, lambda id_: self._demand(desk.demands[id_]))
        ids = newest_first(sorted(desk.claims), lambda id_: _last_acted(desk.claims[id_]))
        yield from self._each("claims", ids, lambda id_: self._claim(desk.claims[id_]))
        quotes = newest_quotes_first(desk.quotes.values())
        rows = {it.reference: row for row, it in enumerate(quotes) if not it.record.withheld}
        yield from self._each("quotes", rows, lambda id_: self._quote(desk.quotes[id_], rows[id_]))
        ids = newest_first(sorted(desk.articles), lambda id_: desk.articles[id_].source.published)
        yield from self._each("articles", ids, self._article)
        topics = chain.from_iterable(dict.fromkeys(quote.record.about) for quote in quotes)
        about = Counter(topics), Counter(it.record.topic for it in desk.demands.values())
        yield from self._each("topics", sorted(desk.topics), lambda id_: self._topic(id_, *about))

    def _each(
        self, kind: str, ids: Iterable[str], make: Callable[[str], SearchEntry]
    ) -> Iterator[SearchEntry]:
        known = SearchEntry(kind, Result(""), (), (), known=True)
        some = None if self._some is None else self._some.get(kind, ())
        yield from (make(id_) if some is None or id_ in some else known for id_ in ids)

    def _actor(self, actor_id: str, last_heard: PartialDate) -> SearchEntry:
        actor, say = self._desk.actors[actor_id], self._say
        coverage = self._desk.coverage
        roles = self._people.roles(actor_id, coverage.through if coverage else UNKNOWN)
        what = say("list.semicolon").join(roles) or say(f"kind.{actor.kind}")
        heard = say("finder.heard", date=say.whole_date(last_heard)) if last_heard.known else None
        for_it = last_heard_of(self._desk.index[actor_id].spoken_by_others)
        spoken = say("finder.heard_for_it", date=say.whole_date(for_it)) if for_it.known else None
        return SearchEntry(
            kind="actors",
            result=Result(
                uri=record_kinds.actor_uri(actor_id),
                text=self._people.link(actor_id).text,
                facts=join_facts(what, heard, spoken),
                names=tuple((name.name, name.language or "") for name in actor.names),
                more=self._described(actor, roles),
            ),
            strong=self._name_words(actor_id),
            weak=word_set([actor.summary, *(role.title for role in actor.roles)]),
            names=(actor.name, *(name.name for name in actor.names)),
        )

    @staticmethod
    def _described(actor: Actor, shown: Iterable[str]) -> tuple[str, ...]:
        """The description of ``actor``: the roles that are not in ``shown``, and the summary."""
        titles = dict.fromkeys(role.title for role in actor.roles)
        hidden = [title for title in titles if not any(title in role for role in shown)]
        return (*hidden, *_pieces(actor.summary))

    def _demand(self, demand: DemandEntry) -> SearchEntry:
        record, say = demand.record, self._say
        topic = self._desk.topics.get(record.topic)
        topic_name = topic.name if topic else None
        answered = any(position.answered for position in demand.positions.values())
        who = say("finder.demand", by=self._names(record.by), to=self._names(demand.addressees))
        made = demand.first is not None and not demand.undated
        when = say("finder.first_stated", date=say.whole_date(demand.first_date)) if made else None
        return SearchEntry(
            kind="demands",
            result=Result(
                uri=record_kinds.demand_uri(demand.id),
                text=record.title,
                facts=join_facts(who, when, *self._states(demand)),
                more=_pieces(record.summary),
            ),
            strong=word_set([record.title, say("finder.answer_words") if answered else None])
            | self._actor_words(demand.addressees, record.by),
            weak=word_set([record.summary, record.condition, topic_name]),
            faint=self._demand_words(demand)
            | self._said_of(record.by, demand.addressees, *(act.speakers for act in demand.acts)),
            askers=self._actor_words(record.by, *(act.speakers for act in demand.statements)),
            asked=self._actor_words(
                demand.addressees, *(act.speakers for act in demand.answers if not act.told_by)
            ),
            dates=[act.date for act in demand.acts],
        )

    def _states(self, demand: DemandEntry) -> Iterator[str]:
        """The answer of each addressee, and who reports it if only others do."""
        for addressee, position in demand.positions.items():
            if position.state == NOT_ASSESSED:
                continue
            told = (act.told_by for act in position.deciding if position.told)
            tellers = self._people.links(dict.fromkeys(chain(*told)))
            nothing = nothing_found(position)
            state = plain_text(state_line(position.state, tellers, nothing, say=self._say))
            yield self._say("finder.answer", who=self._people.link(addressee).text, state=state)

    def _demand_words(self, demand: DemandEntry) -> frozenset[str]:
        """The words of its statements, answers and states, and the names of its speakers."""
        states = {position.state for position in demand.positions.values()}
        states |= {answer.word for answer in demand.answers}
        words = word_set(self._say(f"response.{state}") for state in states - {NOT_ASSESSED})
        return words | self._words_of(demand.acts)

    def _words_of(self, acts: Iterable[Act]) -> frozenset[str]:
        """The words of the quotes of ``acts``, and the names of those who act."""
        words = frozenset[str]()
        for act in acts:
            words |= self._actor_words(act.by, act.told_by, act.speakers)
            if act.quote and not act.quote.record.withheld:
                words |= self._quote_words(act.quote)
        return words

    def _claim(self, claim: ClaimStanding) -> SearchEntry:
        record, say = claim.record, self._say
        whom = say("finder.against", names=self._names(record.against)) if record.against else None
        first = claim.first_made
        when = say("finder.asserted", date=say.whole_date(first)) if first.known else None
        topics = (self._desk.topics.get(topic_id) for topic_id in record.about)
        # What is said of it today, and according to whom where only others say so.
        tellers = self._people.links(claim.tellers)
        standing = plain_text(standing_line(claim.outcome, tellers, say))
        return SearchEntry(
            kind="claims",
            result=Result(
                uri=record_kinds.claim_uri(claim.id),
                text=shorten(record.text, _LONGEST),
                facts=join_facts(whom, when, standing),
                label=say("finder.claim", names=self._names(record.by)),
            ),
            strong=word_set([record.text]) | self._actor_words(record.by),
            weak=self._actor_words(record.against)
            | self._side_words(record.by, first)
            | word_set(topic.name for topic in topics if topic)
            | word_set(say(f"claim_act.{word}") for word in self._outcome_words(claim)),
            faint=self._words_of((*claim.acts, *claim.replies))
            | self._said_of(record.by, record.against, *(act.speakers for act in claim.acts)),
            askers=self._actor_words(record.by),
            asked=self._actor_words(record.against),
            dates=[act.date for act in claim.acts],
        )

    @staticmethod
    def _outcome_words(claim: ClaimStanding) -> tuple[str, ...]:
        """The state of a claim; a contested one has two words."""
        if claim.standing == "contested":
            return ("denied", "disputed")
        return (claim.standing,) if claim.standing in ("corroborated", "retracted") else ()

    def _side_words(self, speakers: Iterable[str], date: PartialDate) -> frozenset[str]:
        """The names of those for whom ``speakers`` speak on ``date``."""
        spoken_for = self._desk.roles.spoken_for
        return self._actor_words(*(spoken_for(speaker, date) for speaker in speakers))

    def _quote(self, entry: QuoteEntry, row: int) -> SearchEntry:
        result = Result(record_kinds.quote_uri(entry.reference), row=row)
        topics = map(self._desk.topics.get, entry.record.about)
        about, askers, asked = self._act_words.get(entry.reference, [frozenset()] * 3)
        about |= word_set(topic.name for topic in topics if topic)
        about |= self._said_of(entry.speakers)
        return SearchEntry(
            "quotes",
            result,
            strong=self._actor_words(entry.speakers) | self._side_words(entry.speakers, entry.date),
            weak=self._quote_words(entry),
            faint=about,
            askers=askers,
            asked=asked,
            dates=[entry.date],
        )

    def _quote_words(self, entry: QuoteEntry) -> frozenset[str]:
        record = entry.record
        original = record.original.text if record.original else None
        words = word_set([*record.text, record.gist, original])
        words |= self._event_words(entry.occasion.name, entry.place, record.speaking_as)
        return words | self._actor_words([record.quoting]) if record.quoting else words

    def _article(self, article_id: str) -> SearchEntry:
        article = self._desk.articles[article_id]
        source, event = article.source, article.event
        shared = self._desk.events.get(event.event) if event and event.event else None
        events = (known for known in (event, shared) if known)
        occasion = [words for known in events for words in (known.name, known.place)]
        return SearchEntry(
            kind="articles",
            result=Result(
                uri=record_kinds.article_uri(article_id),
                text=article.title,
                facts=join_facts(source.publisher, self._say.whole_date(source.published)),
            ),
            strong=word_set([article.title, source.publisher]),
            weak=word_set([source.headline, article.summary, *source.authors, *occasion]),
            dates=[source.published, *(known.date for known in events if known.date)],
        )

    def _topic(
        self, topic_id: str, quotes: Mapping[str, int], demands: Mapping[str, int]
    ) -> SearchEntry:
        topic, count = self._desk.topics[topic_id], demands[topic_id]
        counts = self._say("finder.topic", demands=count, quotes=quotes[topic_id])
        return SearchEntry(
            kind="topics",
            result=Result(record_kinds.topic_uri(topic_id), topic.name, counts),
            strong=word_set([topic.name]),
            weak=word_set([topic.summary]),
            names=(topic.name,),
        )

    def _actor_words(self, *groups: Iterable[str]) -> frozenset[str]:
        return frozenset().union(*map(self._name_words, self._known(groups)))

    def _said_of(self, *groups: Iterable[str]) -> frozenset[str]:
        """The words in actors' roles and in the first sentence about each."""
        return frozenset().union(*map(self._description_words, self._known(groups)))

    def _known(self, groups: Iterable[Iterable[str]]) -> Iterator[str]:
        return filter(self._desk.actors.__contains__, chain.from_iterable(groups))

    def _words_of_description(self, actor_id: str) -> frozenset[str]:
        actor = self._desk.actors[actor_id]
        first = sentences_of(one_line(actor.summary or ""))[:1]
        return word_set([*first, *(role.title for role in actor.roles)])

    def _words_of_names(self, actor_id: str) -> frozenset[str]:
        actor = self._desk.actors[actor_id]
        names = [actor.name, *(name.name for name in actor.names)]
        return word_set(names if actor.kind == "person" else [*names, *map(_initials, names)])

    def _names(self, actor_ids: Iterable[str]) -> str:
        return self._say.names_within(self._people.links(actor_ids))


def _initials(name: str) -> str:
    """The capital initials of its words; none for fewer than two."""
    letters = [word[0] for word in WRITTEN.findall(name) if word[0].isupper()]
    return "".join(letters) if len(letters) > 1 else ""


def _pieces(summary: str | None) -> tuple[str, ...]:
    """``summary`` whole, or its sentences if it is long."""
    whole = one_line(summary or "")
    return tuple(sentences_of(whole)) if len(whole) > _WHOLE else (whole,) * bool(whole)


def _last_acted(claim: ClaimStanding) -> PartialDate:
    return next((act.date for act in reversed(claim.acts) if act.date.known), UNKNOWN)
