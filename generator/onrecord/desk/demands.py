"""Demands linked with who stated them, who answered, and the position of each addressee."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from onrecord.records import NAMELESS, UNKNOWN, Demand, PartialDate, ResponseFields, fixed
from onrecord.records.dates import earliest

from .actors import Roles
from .acts import NONE_FOUND, Act, ActLinks, LinkedRow, Rank, Relation, grouped, named_tellers
from .positions import Position, position

_UNNAMED_BASES = NAMELESS | {"unknown"}


@fixed
class DemandEntry:
    """A demand and its life."""

    id: str
    record: Demand
    statements: tuple[Act, ...]  #: oldest first, unknown dates last
    #: `first`, `last`: the first and the latest statement (reported ones count)
    first: Act | None
    first_own: Act | None  #: the first in the owner's own words
    last: Act | None
    withdrawn: Act | None  #: the latest withdrawal by somebody who did not make it again later
    #: those whose demand it is and who withdrew it with `withdrawn`, or who else did; nobody where
    #: all whose demand it is have withdrawn it
    withdrawn_by: tuple[str, ...]
    ended: Act | None  #: the withdrawal since which none of those whose demand it is makes it
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
        """How often it was made, including the first time; versions of a statement count once."""
        return len({act.utterance for act in self.statements if act.states})

    @property
    def undated(self) -> frozenset[Hashable]:
        """The statements without a known date; versions of one statement count once."""
        return _undated(act for act in self.statements if act.states)

    @property
    def only_reported(self) -> frozenset[Hashable]:
        """The statements that are known from others alone; versions of one are one."""
        stated = [act for act in self.statements if act.states]
        own = {act.utterance for act in stated if act.own}
        return frozenset(act.utterance for act in stated) - own

    def made_by(self, roles: Roles) -> Mapping[str, Set[Hashable]]:
        """The statements of each of those whose demand it is, or of somebody who speaks for it.

        Then who made it without speaking for any of these. Nothing where each of those whose
        demand it is did every time; who never did is left out.
        """
        times: dict[str, set[Hashable]] = {owner: set() for owner in self.record.by}
        for act in self.statements:
            for who in (_owners(act, self.record, roles) or act.by) if act.states else ():
                times.setdefault(who, set()).add(act.utterance)
        whole = all(len(times[owner]) == self.times_stated for owner in self.record.by)
        return {} if whole else {who: said for who, said in times.items() if said}

    @property
    def asked_sometimes(self) -> Mapping[int, tuple[str, ...]]:
        """Addressees of only some statements, by their number; its file does not name them."""
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
    statements = grouped((act.subject, act) for act in _statements(demands, links))
    rows = grouped(_responses(demands, links))
    lost = grouped(_responses(demands, links, lost=True))
    successors = grouped((demand.supersedes, id_) for id_, demand in demands.items())
    parts = grouped((demand.part_of, id_) for id_, demand in demands.items())
    return {
        demand_id: _Linker(demand_id, demand, links).entry(
            sorted(statements.get(demand_id, ()), key=lambda act: act.sort_key),
            rows.get(demand_id, ()),
            successors.get(demand_id, ()),
            [_first_date(statements.get(other, ())) for other in successors.get(demand_id, ())],
            parts.get(demand_id, ()),
            lost.get(demand_id, ()),
        )
        for demand_id, demand in demands.items()
    }


def _statements(demands: Mapping[str, Demand], links: ActLinks) -> Iterator[Act]:
    """The statements of articles; a row's own words are separate from what it only reports."""
    for article_id, article in links.articles.items():
        for found in links.rows(article_id, article.demands):
            row, speakers = found.record, found.speakers
            reported = row.act == "reported"
            # A row that dates what somebody else tells is of that day.
            own = row.act != "withdrawn" and row.date is not None
            unnamed = all(map(links.roles.unnamed, speakers or row.by[:1]))
            for demand_id in dict.fromkeys(row.demand):
                owners = demands[demand_id].by if demand_id in demands else ()
                told = {
                    by: speakers if reported else () if own else links.tellers(found, by, owners)
                    for by in row.by
                }
                for told_by, by in grouped((told_by, by) for by, told_by in told.items()).items():
                    rank = Rank.UNNAMED if unnamed else Rank.OWN
                    if reported or told_by:
                        rank = Rank.TOLD
                    yield found.act(
                        "statement", demand_id, row.act, by, to=row.to, told_by=told_by, rank=rank
                    )


def _responses(
    demands: Mapping[str, Demand], links: ActLinks, *, lost: bool = False
) -> Iterator[tuple[str, LinkedRow[ResponseFields]]]:
    """The rows on each demand, those of articles first; or only those that are ``lost``."""
    for article_id, article in links.articles.items():
        for found in links.rows(article_id, article.responses, lost=lost):
            yield from ((demand_id, found) for demand_id in dict.fromkeys(found.record.demand))
    for demand_id, demand in demands.items():
        yield from ((demand_id, found) for found in links.rows("", demand.responses, lost=lost))


@fixed
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
        lost: Iterable[LinkedRow[ResponseFields]],
    ) -> DemandEntry:
        stated = [act for act in statements if act.states]
        withdrawn, ended = self._ends(statements)
        partly = withdrawn if not ended else None
        by = _owners(partly, self.record, self.links.roles) or partly.by if partly else ()
        asked = (*self.record.to, *(to for act in stated for to in act.to))
        addressees = tuple(dict.fromkeys(asked))
        ends = [*([ended.date] if ended else []), *superseded]
        # An undated statement may be before all others.
        known = (_first_date(stated), not _undated(stated), ends)
        answers = [answer for row in rows for answer in self._answers(addressees, row, *known)]
        others = [answer for answer in answers if answer.relation is Relation.OUTSIDER]
        towards = grouped(
            (None if answer.relation is Relation.OUTSIDER else answer.addressee, answer)
            for answer in answers
        )
        gone = [answer for row in lost for answer in self._answers(addressees, row, *known)]
        without = {answer.addressee for answer in gone if answer.relation is Relation.OWN}
        positions = {
            to: replace(position(self.id, to, towards.get(to, ())), lost=to in without)
            for to in addressees
        }
        return DemandEntry(
            id=self.id,
            record=self.record,
            statements=tuple(statements),
            first=stated[0] if stated else None,
            first_own=next((act for act in stated if act.own), None),
            last=_last(stated),
            withdrawn=withdrawn,
            withdrawn_by=tuple(by),
            ended=ended,
            successors=successors,
            parts=parts,
            addressees=addressees,
            positions=positions,
            others=tuple(sorted(others, key=lambda answer: answer.sort_key)),
        )

    def _ends(self, statements: Sequence[Act]) -> tuple[Act | None, Act | None]:
        """``withdrawn`` and ``ended`` of the entry: everybody withdraws it only for itself.

        What others report withdraws nothing; whoever makes it without a role makes it for all.
        """
        given: list[tuple[Act, set[str | None]]] = [
            (act, {*_owners(act, self.record, self.links.roles)} or {None})
            for act in statements
            if act.states or not act.told_by
        ]

        def end(owner: str | None) -> Act | None:
            return _end(
                [
                    act
                    for act, owners in given
                    if owner in owners or (act.states and (owner is None or None in owners))
                ]
            )

        own = [end(owner) for owner in self.record.by]
        every = sorted(filter(None, [*own, end(None)]), key=lambda act: act.sort_key)
        ended = _last([act for act in every if act in own]) if all(own) else None
        return ended or _last(every), ended

    def _answers(
        self,
        addressees: Sequence[str],
        found: LinkedRow[ResponseFields],
        first: PartialDate,
        certain: bool,  # noqa: FBT001 - private
        ends: Sequence[PartialDate],
    ) -> Iterator[Act]:
        for by in dict.fromkeys(found.record.by):
            told_by = self.links.tellers(found, by, addressees)
            rank = self._rank(by, found, told_by)
            when = found.date_as(rank)
            word, early = found.record.response, certain and when.before(first)
            for addressee, relation in self._towards(by, addressees, when):
                yield found.act(
                    "answer",
                    self.id,
                    word,
                    (by,),
                    to=(addressee,),
                    told_by=told_by,
                    rank=rank,
                    relation=relation,
                    early=word != NONE_FOUND and early,
                    unordered=word != NONE_FOUND and not early and _may_be_before(when, first),
                    late=any(end.before(when) for end in ends),
                )

    def _towards(
        self, by: str, addressees: Sequence[str], when: PartialDate
    ) -> list[tuple[str, Relation]]:
        """The addressees for whom an answer by ``by`` counts, each with its relation to them."""
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
        unnamed = unnamed or (found.quote is not None and found.quote.speaker_unknown)
        return Rank.UNNAMED if unnamed else Rank.OWN


def _may_be_before(when: PartialDate, first: PartialDate) -> bool:
    """Whether ``when`` may be before ``first``, as far as both are known."""
    if when.first is None or first.last is None:
        return True
    return when.first < first.last


def _first_date(statements: Iterable[Act]) -> PartialDate:
    return earliest(act.date for act in statements if act.states)


def _last(stated: Sequence[Act]) -> Act | None:
    """The latest of dated statements; the last undated one if none is dated."""
    if dated := [act for act in stated if act.date.known]:
        # Of one day, what the source has last.
        return max(reversed(dated), key=lambda act: act.date.last or date.min)
    return stated[-1] if stated else None


def _undated(stated: Iterable[Act]) -> frozenset[Hashable]:
    """The statements without a known date; versions of one utterance count once."""
    dated: dict[Hashable, bool] = {}
    for act in stated:
        dated[act.utterance] = act.date.known or dated.get(act.utterance, False)
    return frozenset(utterance for utterance, known in dated.items() if not known)


def _owners(act: Act, demand: Demand, roles: Roles) -> list[str]:
    """The owners of the demand for whom ``act`` is made."""
    speaks = roles.is_or_speaks_for
    return [owner for owner in demand.by if any(speaks(by, owner, act.date) for by in act.by)]


def _end(statements: Sequence[Act]) -> Act | None:
    """The withdrawal, unless the demand was made again after it."""
    last = _last([act for act in statements if not act.states])
    if last is None:
        return None
    again = any(act.states and last.date.before(act.date) for act in statements)
    return None if again else last
