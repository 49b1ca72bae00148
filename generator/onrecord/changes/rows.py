"""What changed of rows, which have no id: acts on demands and claims, corrections, roles.

Which row of the newer side is which row of the older one is found by what they have in common.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from onrecord.desk.acts import NONE_FOUND, Act, ActRecord, taken_back
from onrecord.desk.addresses import quote_uri
from onrecord.desk.quotes import full_reference
from onrecord.records import ClaimReply, Correction, PartialDate, ResponseFields, Role
from onrecord.records.description import fields_of
from onrecord.records.kinds import KINDS
from onrecord.records.values import YamlPath

from .comparison import ChangedRecord, Comparison
from .fields import ComparedField, compared_fields, value_of
from .records import changed_record
from .sides import Owner, Side

Keys = tuple[Hashable | None, ...]
R = TypeVar("R")


def pair(
    before: Iterable[R], after: Iterable[R], keys: Callable[[R], Keys]
) -> list[tuple[R | None, R | None]]:
    """Rows of both sides, two by two; ``None`` where a side has none.

    Two rows are a pair if they share a key, the strictest first; ``None`` never matches. A looser
    key is tried only on what the stricter ones left.
    """
    older, newer = [(row, keys(row)) for row in before], [(row, keys(row)) for row in after]
    pairs: list[tuple[R | None, R | None]] = []
    for index in range(max((len(found) for _, found in [*older, *newer]), default=0)):
        waiting: defaultdict[Hashable, list[R]] = defaultdict(list)
        for row, found in older:
            if found[index] is not None:
                waiting[found[index]].append(row)
        taken: set[int] = set()
        left: list[tuple[R, Keys]] = []
        for row, found in newer:
            if found[index] is not None and waiting.get(found[index]):
                match = waiting[found[index]].pop(0)
                taken.add(id(match))
                pairs.append((match, row))
            else:
                left.append((row, found))
        older = [(row, found) for row, found in older if id(row) not in taken]
        newer = left
    return [*pairs, *((row, None) for row, _ in older), *((None, row) for row, _ in newer)]


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A row of one side, about one demand or claim.

    Attributes:
        about: what it is as the subject of a change.
        record: what its fields are read from.
        article_id: the article it is in, on its side; ``None`` in the file of a demand or claim.
        quote: the reference, known to both sides, of the quote that it rests on.
        keys: what it shares with the row it was or became, the strictest first; ``None`` where it
            lacks what such a key is made of.
    """

    about: ChangedRecord
    record: BaseModel
    article_id: str | None
    quote: str | None
    keys: tuple[Hashable | None, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one kind.

    Attributes:
        kind: as in the table of kinds.
        of: the kind of record that they are about.
        word: the fact that says what was done.
        field: the field that does.
    """

    kind: str
    of: str
    word: str
    field: str

    def of_acts(self, side: Side, acts: Iterable[Act]) -> Iterator[_Row]:
        """The rows that ``acts`` record, each once."""
        rows: defaultdict[tuple[Owner, YamlPath], list[Act]] = defaultdict(list)
        for act in acts:
            rows[act.owner, act.path].append(act)
        for (owner, path), found in rows.items():
            row = found[0].record
            date = row.date if isinstance(row, ClaimReply) else found[0].date
            tellers = [teller for act in found for teller in act.told_by]
            yield self.row(side, found[0].subject, owner, path, row, date, tellers)

    def row(
        self,
        side: Side,
        id_: str,
        owner: Owner,
        path: YamlPath,
        row: ActRecord,
        date: PartialDate | None,
        told_by: Iterable[str],
    ) -> _Row:
        """The row at ``path`` of the file of ``owner``, about the demand or claim ``id_``."""
        known = side.now(self.of, id_)
        word = str(getattr(row, self.field))
        by = (row.by,) if isinstance(row.by, str) else row.by
        facts = {
            self.of: side.name(self.of, id_),
            "by": side.actors(by),
            self.word: word,
            "date": str(date or "unknown"),
            "told_by": side.actors(dict.fromkeys(told_by)),
        }
        about = ChangedRecord(known, KINDS[self.of].address(known), owner, path, side.gone, facts)
        article_id = owner[1] if owner[0] == "article" else None
        quote = side.reference(row.quote, article_id) if row.quote else None
        keys = self._keys(side, known, article_id, row, word)
        return _Row(about, row, article_id, quote, keys)

    def _keys(
        self, side: Side, id_: str, article_id: str | None, record: BaseModel, word: str
    ) -> tuple[Hashable | None, ...]:
        read = {
            field.field.name: field.read(side, record, article_id).key
            for field in compared_fields(self.kind, type(record))
        }
        where = side.now("article", article_id) if article_id else None
        # A search that found nothing does not become an answer: the answer is another row.
        search = self.kind == "response" and word == NONE_FOUND
        of, by, quote = (id_, search, where), read["by"], read["quote"]
        keys = (
            (of, tuple(read.items())),
            (of, quote, word, by) if quote else None,
            (of, quote, word) if quote else None,
            (of, quote) if quote else None,
            (of, word, by),
            (of, by),
            (of, word),
        )
        # Who replies is what a reply is: one by somebody else is another.
        return keys[:-1] if self.kind == "reply" else keys


_STATEMENTS = _Rows("statement", "demand", "act", "act")
_RESPONSES = _Rows("response", "demand", "response", "response")
_CLAIM_ACTS = _Rows("claim-act", "claim", "claim_act", "act")
_REPLIES = _Rows("reply", "claim", "reply", "reply")


def compare_acts(comparison: Comparison) -> None:
    """Acts added, removed and changed; one that rests on a quote taken back is removed."""
    before, after = _acts(comparison.before), _acts(comparison.after)
    # With a claim its replies go: that is one change, of the claim.
    claims, withheld = comparison.after.desk.claims, comparison.withheld.after
    before[_REPLIES] = [row for row in before[_REPLIES] if row.about.id in claims]
    for rows, older in before.items():
        for old, new in pair(older, after[rows], lambda row: row.keys):
            if old and new:
                comparison.add_fields(
                    rows.kind,
                    new.about,
                    old.record,
                    new.record,
                    articles=(old.article_id, new.article_id),
                    # A row may repeat words of the quote that it rests on.
                    only=_without_words if {old.quote, new.quote} & withheld else None,
                )
            elif old:
                comparison.add(f"{rows.kind}-removed", old.about)
            elif new:
                comparison.add(f"{rows.kind}-added", new.about)


def _without_words(compared: ComparedField) -> bool:
    return compared.field.words is None


def _acts(side: Side) -> dict[_Rows, list[_Row]]:
    demands, claims = side.desk.demands.values(), side.desk.claims.values()
    return {
        _STATEMENTS: [
            row for demand in demands for row in _STATEMENTS.of_acts(side, demand.statements)
        ],
        _RESPONSES: list(_responses(side)),
        _CLAIM_ACTS: [row for claim in claims for row in _CLAIM_ACTS.of_acts(side, claim.acts)],
        _REPLIES: [row for claim in claims for row in _REPLIES.of_acts(side, claim.replies)],
    }


def _responses(side: Side) -> Iterator[_Row]:
    """Every response, also a search that a later one has made stale, which is no act any more."""
    desk = side.desk
    answers = {
        (demand.id, act.owner, act.path): act
        for demand in desk.demands.values()
        for act in (
            *(position.none_found for position in demand.positions.values() if position.none_found),
            *demand.answers,
        )
    }
    for demand_id, owner, index, row in _response_rows(side):
        article_id = owner[1] if owner[0] == "article" else None
        quote = desk.quotes.get(full_reference(row.quote, article_id)) if row.quote else None
        if demand_id not in desk.demands or taken_back(quote):
            continue
        path: YamlPath = ("responses", index)
        act = answers.get((demand_id, owner, path))
        tellers = act.told_by if act else filter(None, (row.told_by,))
        date = act.date if act else row.date
        yield _RESPONSES.row(side, demand_id, owner, path, row, date, tellers)


def _response_rows(side: Side) -> Iterator[tuple[str, Owner, int, ResponseFields]]:
    """The demand, the record whose file has the row, the index, and the row."""
    for article_id, article in side.records.articles.items():
        for index, row in enumerate(article.responses):
            for demand_id in dict.fromkeys(row.demand):
                yield demand_id, ("article", article_id), index, row
    for demand_id, demand in side.records.demands.items():
        for index, own in enumerate(demand.responses):
            yield demand_id, ("demand", demand_id), index, own


@dataclass(frozen=True, slots=True, eq=False)
class _Corrected:
    about: ChangedRecord
    record: Correction

    def keys(self) -> Keys:
        id_, record = self.about.id, self.record
        return (id_, record), (id_, record.field, record.date), (id_, record.field)


def compare_corrections(comparison: Comparison) -> None:
    """Corrections added, removed and changed; never a word of a quote that is withheld."""
    older, newer = _corrections(comparison.before), _corrections(comparison.after)
    for old, new in pair(older, newer, _Corrected.keys):
        if old and not new:
            comparison.add("correction-removed", old.about, *_was_and_now(comparison, old))
        elif new and not old:
            comparison.add("correction-added", new.about, *_was_and_now(comparison, new))
        elif old and new and old.record != new.record:
            texts = (_was_and_now(comparison, old), _was_and_now(comparison, new))
            was, now = (" \N{RIGHTWARDS ARROW} ".join(filter(None, both)) for both in texts)
            comparison.add("correction-changed", new.about, was or None, now or None)


def _was_and_now(comparison: Comparison, row: _Corrected) -> tuple[str | None, str | None]:
    if row.about.id in comparison.withheld.after:
        return None, None
    return row.record.was, row.record.now


def _corrections(side: Side) -> Iterator[_Corrected]:
    for article_id, article in side.records.articles.items():
        for index, row in enumerate(article.corrections):
            reference = side.reference(f"{article_id}#{row.item}")
            facts = {"quote": reference, "corrected": row.field, "date": str(row.date)}
            owner, path = ("article", article_id), ("corrections", index)
            yield _Corrected(
                ChangedRecord(reference, quote_uri(reference), owner, path, side.gone, facts), row
            )


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """A role on one side: its place in the list, its text, and its values by their keys."""

    index: int
    text: str
    values: Mapping[str, object]

    def shared(self, *names: str) -> Hashable:
        return tuple(self.values.get(name) for name in names or fields_of(Role))

    def keys(self) -> Keys:
        shared = self.shared
        return shared(), shared("title", "of"), shared("of", "from"), shared("title")


def compare_roles(comparison: Comparison) -> None:
    """Roles of actors that both sides have, added, removed and changed."""
    before, after = comparison.before, comparison.after
    for old_id, old in before.records.actors.items():
        id_ = before.now("actor", old_id)
        new = after.records.actors.get(id_)
        if new is None or old.roles == new.roles:
            continue
        about = changed_record(after, "actor", id_)
        for was, now in pair(_roles(before, old.roles), _roles(after, new.roles), _Held.keys):
            at = ("roles", now.index) if now else ("roles",)
            if was and now and was.shared() != now.shared():
                comparison.add("role-changed", about, was.text, now.text, at=at)
            elif now and not was:
                comparison.add("role-added", about, new=now.text, at=at)
            elif was and not now:
                comparison.add("role-removed", about, old=was.text, at=at)


def _roles(side: Side, roles: Sequence[Role]) -> Iterator[_Held]:
    for index, role in enumerate(roles):
        read = {
            name: value_of(side, [value], field, None)
            for name, field in fields_of(Role).items()
            if (value := getattr(role, field.attribute)) is not None
        }
        # Title, for whom and when, in no language.
        texts = [value.text for name, value in read.items() if name not in ("from", "to")]
        first, last = (read[day].text if day in read else "" for day in ("from", "to"))
        span = f"{first}\N{EN DASH}{last}" if first or last else None
        text = " · ".join(filter(None, (*texts, span)))
        yield _Held(index, text, {name: value.key for name, value in read.items()})
