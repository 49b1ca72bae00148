"""Demands linked with who stated them, who answered, and the position of each addressee."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.captures.words import words_in
from onrecord.records import UNKNOWN, Demand, PartialDate, ResponseFields
from onrecord.records.dates import earliest

from .actors import Roles
from .acts import NONE_FOUND, Act, ActLinks, LinkedRow, Rank, Relation, grouped, named_tellers
from .positions import Position, position

_UNNAMED_BASES = frozenset({"anonymous", "background", "unknown"})


@dataclass(frozen=True, slots=True)
class DemandEntry:
    """A demand and its life."""

    id: str
    record: Demand
    statements: tuple[Act, ...]  #: oldest first, unknown dates last
    #: `first`, `last`: the first and the latest statement (reported ones count)
    first: Act | None
    first_own: Act | None  #: the first in the owner's own words
    last: Act | None
    withdrawn: Act | None
    successors: tuple[str, ...]
    parts: tuple[str, ...]
    addressees: tuple[str, ...]  #: its own and those of its acts, in that order
    positions: Mapping[str, Position]
    #: answers and searches of those who neither are an addressee nor speak for any
    others: tuple[Act, ...]

    @property
    def first_date(self) -> PartialDate:
        """When it was first made, if known."""
        return self.first.date if self.first else UNKNOWN

    @property
    def times_stated(self) -> int:
        """How often it was stated, first time included; versions of one utterance are one."""
        return len({act.utterance for act in self.statements if act.states})

    @property
    def undated(self) -> frozenset[Hashable]:
        """The statements of which it is not known when; versions of one utterance are one."""
        stated = [act for act in self.statements if act.states]
        dated = {act.utterance for act in stated if act.date.known}
        return frozenset(act.utterance for act in stated) - dated

    @property
    def only_reported(self) -> frozenset[Hashable]:
        """The statements that are known from others alone; versions of one are one."""
        stated = [act for act in self.statements if act.states]
        own = {act.utterance for act in stated if act.own}
        return frozenset(act.utterance for act in stated) - own

    def made_by(self, roles: Roles) -> Mapping[str, int]:
        """How often each made it of those whose demand it is, or somebody who speaks for it.

        Then who made it without speaking for any of these. Nothing where each of those whose
        demand it is did every time; who never did is left out.
        """
        times: dict[str, set[Hashable]] = {owner: set() for owner in self.record.by}
        for act in self.statements:
            for who in (self._owners(act, roles) or act.by) if act.states else ():
                times.setdefault(who, set()).add(act.utterance)
        whole = all(len(times[owner]) == self.times_stated for owner in self.record.by)
        return {} if whole else {who: len(said) for who, said in times.items() if said}

    def withdrawn_by(self, roles: Roles) -> tuple[str, ...]:
        """Who withdrew it, where that is not for all whose demand it is."""
        if self.withdrawn is None:
            return ()
        whole = {*self._owners(self.withdrawn, roles)} == {*self.record.by}
        return () if whole else self.withdrawn.by

    def _owners(self, act: Act, roles: Roles) -> list[str]:
        """For whom of those whose demand it is an act is."""
        return [
            owner
            for owner in self.record.by
            if any(roles.is_or_speaks_for(by, owner, act.date) for by in act.by)
        ]

    @property
    def asked_sometimes(self) -> Mapping[int, tuple[str, ...]]:
        """Those whom only some statements address, by how many; its file does not name them."""
        stated = [act for act in self.statements if act.states]
        named = (to for to in self.addressees if to not in self.record.to)
        times = {to: len({act.utterance for act in stated if to in act.to}) for to in named}
        return grouped((count, to) for to, count in times.items() if count < self.times_stated)

    @property
    def always_asked(self) -> tuple[str, ...]:
        """The addressees without those whom only some statements address."""
        some = {to for names in self.asked_sometimes.values() for to in names}
        return tuple(to for to in self.addressees if to not in some)

    @property
    def answers(self) -> tuple[Act, ...]:
        """Every answer, those towards its addressees first, then those of others."""
        towards = (act for position in self.positions.values() for act in position.answers)
        return (*towards, *self.others)

    @property
    def searches(self) -> tuple[Act, ...]:
        """The latest search for an answer of each addressee that found none."""
        found = (position.none_found for position in self.positions.values())
        return tuple(filter(None, found))

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every statement of it and every answer to it."""
        return (*self.statements, *self.answers)


def link_demands(demands: Mapping[str, Demand], links: ActLinks) -> dict[str, DemandEntry]:
    """Every demand by id, in the order of ``demands``."""
    statements = grouped((act.subject, act) for act in _statements(links))
    rows = grouped(_responses(demands, links))
    successors = grouped((demand.supersedes, id_) for id_, demand in demands.items())
    parts = grouped((demand.part_of, id_) for id_, demand in demands.items())
    found = {}
    for demand_id, demand in demands.items():
        found[demand_id] = _Linker(demand_id, demand, links).entry(
            sorted(statements.get(demand_id, ()), key=lambda act: act.sort_key),
            rows.get(demand_id, ()),
            successors.get(demand_id, ()),
            [_first_date(statements.get(other, ())) for other in successors.get(demand_id, ())],
            parts.get(demand_id, ()),
        )
    return found


def _statements(links: ActLinks) -> Iterator[Act]:
    for article_id, article in links.articles.items():
        for found in links.rows(article_id, article.demands):
            row, speakers = found.record, found.speakers
            reported = row.act == "reported"
            unnamed = all(map(links.roles.unnamed, speakers or row.by[:1]))
            rank = Rank.TOLD if reported else Rank.UNNAMED if unnamed else Rank.OWN
            told_by = speakers if reported else ()
            for demand_id in dict.fromkeys(row.demand):
                yield found.act(
                    "statement", demand_id, row.act, row.by, to=row.to, told_by=told_by, rank=rank
                )


def _responses(
    demands: Mapping[str, Demand], links: ActLinks
) -> Iterator[tuple[str, LinkedRow[ResponseFields]]]:
    """The rows on each demand, those of articles first."""
    for article_id, article in links.articles.items():
        for found in links.rows(article_id, article.responses):
            yield from ((demand_id, found) for demand_id in dict.fromkeys(found.record.demand))
    for demand_id, demand in demands.items():
        yield from ((demand_id, found) for found in links.rows("", demand.responses))


@dataclass(frozen=True, slots=True)
class _Linker:
    """Links one demand with its acts."""

    id: str
    record: Demand
    links: ActLinks

    def entry(
        self,
        statements: Sequence[Act],
        rows: Iterable[LinkedRow[ResponseFields]],
        successors: tuple[str, ...],
        superseded: Sequence[PartialDate],
        parts: tuple[str, ...],
    ) -> DemandEntry:
        stated = [act for act in statements if act.states]
        withdrawn = _end(statements)
        addressees = tuple(
            dict.fromkeys([*self.record.to, *(to for act in stated for to in act.to)])
        )
        ends = [*([withdrawn.date] if withdrawn else []), *superseded]
        first = _first_date(stated)
        answers = [answer for row in rows for answer in self._answers(addressees, row, first, ends)]
        others = [answer for answer in answers if answer.relation is Relation.OUTSIDER]
        towards = grouped(
            (None if answer.relation is Relation.OUTSIDER else answer.addressee, answer)
            for answer in answers
        )
        return DemandEntry(
            id=self.id,
            record=self.record,
            statements=tuple(statements),
            first=stated[0] if stated else None,
            first_own=next((act for act in stated if act.own), None),
            last=_last(stated),
            withdrawn=withdrawn,
            successors=successors,
            parts=parts,
            addressees=addressees,
            positions={to: position(self.id, to, towards.get(to, ())) for to in addressees},
            others=tuple(sorted(others, key=lambda answer: answer.sort_key)),
        )

    def _answers(
        self,
        addressees: Sequence[str],
        found: LinkedRow[ResponseFields],
        first: PartialDate,
        ends: Sequence[PartialDate],
    ) -> Iterator[Act]:
        for by in dict.fromkeys(found.record.by):
            told_by = self.links.tellers(found, by, addressees)
            rank = self._rank(by, found, told_by)
            when = found.date_as(rank)
            for addressee, relation in self._towards(by, addressees, when):
                word = found.record.response
                yield found.act(
                    "answer",
                    self.id,
                    word,
                    (by,),
                    to=(addressee,),
                    told_by=told_by,
                    rank=rank,
                    relation=relation,
                    early=word != NONE_FOUND and when.before(first),
                    unordered=word != NONE_FOUND and _may_be_before(when, first),
                    late=any(end.before(when) for end in ends),
                )

    def _towards(
        self, by: str, addressees: Sequence[str], when: PartialDate
    ) -> list[tuple[str, Relation]]:
        """Towards whom an answer by ``by`` counts, and as what."""
        roles = self.links.roles
        own = [to for to in addressees if roles.is_or_speaks_for(by, to, when)]
        if own:
            return [(to, Relation.OWN) for to in own]
        member = [to for to in addressees if roles.speaks_for_member(by, to, when)]
        return [(to, Relation.MEMBER) for to in member] or [(by, Relation.OUTSIDER)]

    def _rank(self, by: str, found: LinkedRow[ResponseFields], told_by: tuple[str, ...]) -> Rank:
        if told_by:
            return Rank.TOLD
        speakers = found.speakers or named_tellers(found.record) or (by,)
        basis = found.quote.record.basis if found.quote else None
        unnamed = all(map(self.links.roles.unnamed, speakers)) or basis in _UNNAMED_BASES
        return Rank.UNNAMED if unnamed else Rank.OWN


def _may_be_before(when: PartialDate, first: PartialDate) -> bool:
    """Whether ``when`` may be before or after ``first``, as far as is known."""
    if when.first is None or first.last is None:
        return True
    return when.first < first.last and not when.before(first)


def _first_date(statements: Iterable[Act]) -> PartialDate:
    return earliest(act.date for act in statements if act.states)


def _last(stated: Sequence[Act]) -> Act | None:
    """The latest of dated statements; of undated ones the last, if there are no others."""
    dated = [act for act in stated if act.date.known]
    if dated:
        # Of one day, what the source has last.
        return max(reversed(dated), key=lambda act: act.date.last or date.min)
    return stated[-1] if stated else None


def _end(statements: Sequence[Act]) -> Act | None:
    """The withdrawal, unless the demand was stated again after it."""
    last = _last([act for act in statements if not act.states])
    if last is None:
        return None
    again = any(act.states and last.date.before(act.date) for act in statements)
    return None if again else last


# How numbers are written in English and French.
NUMBERS = re.findall(
    r"\S+",
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept
    dix-huit dix-neuf vingt
    """,
)
NUMBER_WORDS = {word: str(number % 19 + 2) for number, word in enumerate(NUMBERS)}
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
TENS |= {"ninety": 90, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
NUMBER_WORDS |= {word: str(number) for word, number in TENS.items()}
# Words by which one thing is asked in several ways, as they begin, in English and French.
_FAMILIES = {
    start: words.split()[0]
    for words in (
        "raise rais increas lift higher hike augment hauss relev",
        "lower reduc decreas slash cut baiss r\u00e9dui dimin",
        "stop end ceas halt discontinu cess arr\u00eat",
        "publish releas disclos reveal publi divulgu",
        "pay paid wage salar rate salaire r\u00e9mun\u00e9r",
        "withdraw remov pull retir",
        "reinstat rehir restor r\u00e9int\u00e9gr",
        "open reopen access ouvr rouvr",
        "talk negotiat discuss n\u00e9goci discut",
        "give grant provid deliver donn accord fourni",
    )
    for start in words.split()
}
_SMALL_WORDS = re.compile(
    "the|and|for|all|its|our|his|her|their|that|this|with|from|who|which|per|has|have|are|least"
    "|les|des|une|aux|dans|pour|par|sur|est|que|qui|ses|son|leurs?"
)


def asks(text: str) -> frozenset[str]:
    """What ``text`` is about, whatever the form of its words and which of several it has."""
    words = (NUMBER_WORDS.get(it, it) for it in words_in(text) if not _SMALL_WORDS.fullmatch(it))
    return frozenset(
        next((_FAMILIES[it[:n]] for n in range(len(it), 2, -1) if it[:n] in _FAMILIES), it[:5])
        for it in words
        if len(it) > 2 or it.isdigit() or it == "no"
    )
