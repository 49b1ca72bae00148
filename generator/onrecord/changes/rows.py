"""What changed of rows, which have no id: acts on demands and claims, corrections, roles.

Which row of the newer side is which row of the older one is found by what they have in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from onrecord.desk.acts import NONE_FOUND, Act
from onrecord.desk.addresses import quote_uri
from onrecord.desk.entries import NOT_EVIDENCE
from onrecord.desk.quotes import full_reference
from onrecord.records import Correction, PartialDate, ResponseFields, Role
from onrecord.records.description import fields_of
from onrecord.records.kinds import KINDS
from onrecord.records.walk import YamlPath

from .comparison import ChangedRecord, Comparison
from .fields import compared_fields, value_of
from .records import changed_record
from .sides import Owner, Side

Keys = tuple[Hashable | None, ...]
R = TypeVar("R")


def pair(
    before: Iterable[R], after: Iterable[R], keys: Callable[[R], Keys]
) -> list[tuple[R | None, R | None]]:
    """Rows of both sides, two by two; ``None`` where a side has none.

    Args:
        before: the older rows.
        after: the newer rows.
        keys: what a row must share with the other, the strictest first; ``None`` never matches. A
            looser key is tried only on what the stricter ones left.
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
        keys: what it shares with the row it was or became, the strictest first; ``None`` where it
            lacks what such a key is made of.
    """

    about: ChangedRecord
    record: BaseModel
    article_id: str | None
    keys: tuple[Hashable | None, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one kind.

    Attributes:
        kind: as in the table of kinds.
        of: the kind of record that they are about.
        word: the fact that says what was done; the field is called the same, or ``act``.
    """

    kind: str
    of: str
    word: str

    def row(
        self,
        side: Side,
        id_: str,
        place: tuple[str | None, str, int],
        record: BaseModel,
        by: tuple[str, ...],
        date: PartialDate | None,
        told_by: Iterable[str] = (),
    ) -> _Row:
        """A row about the demand or claim ``id_``: ``place`` is article, list and index."""
        article_id, list_, index = place
        known = side.now(self.of, id_)
        owner: Owner = ("article", article_id) if article_id else (self.of, id_)
        path: YamlPath = (list_, index)
        word = str(getattr(record, self.word, None) or getattr(record, "act", ""))
        facts = {
            self.of: side.name(self.of, id_),
            "by": side.names("actor", by),
            self.word: word,
            "date": str(date or "unknown"),
            "told_by": side.names("actor", dict.fromkeys(told_by)),
        }
        about = ChangedRecord(known, KINDS[self.of].address(known), owner, path, side.gone, facts)
        return _Row(about, record, article_id, self._keys(side, known, article_id, record, word))

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


_STATEMENTS = _Rows("statement", "demand", "act")
_RESPONSES = _Rows("response", "demand", "response")
_CLAIM_ACTS = _Rows("claim-act", "claim", "claim_act")
_REPLIES = _Rows("reply", "claim", "reply")


def compare_acts(comparison: Comparison) -> None:
    """Acts added, removed and changed; one that rests on a quote taken back is removed."""
    before, after = comparison.before, comparison.after
    kept = after.desk.claims.keys()
    # With a claim its replies go: that is told once, of the claim.
    replies = [row for row in _replies(before) if row.about.id in kept]
    for kind, older, newer in (
        (_STATEMENTS, _statements(before), _statements(after)),
        (_RESPONSES, _responses(before), _responses(after)),
        (_CLAIM_ACTS, _claim_acts(before), _claim_acts(after)),
        (_REPLIES, replies, _replies(after)),
    ):
        for old, new in pair(older, newer, lambda row: row.keys):
            if old and new:
                articles = (old.article_id, new.article_id)
                comparison.add_fields(
                    kind.kind, new.about, old.record, new.record, articles=articles
                )
            elif old:
                comparison.add(f"{kind.kind}-removed", old.about)
            elif new:
                comparison.add(f"{kind.kind}-added", new.about)


def _statements(side: Side) -> Iterator[_Row]:
    for demand in side.desk.demands.values():
        for act in demand.statements:
            row = side.desk.articles[act.article_id].demands[act.row]
            place = (act.article_id, "demands", act.row)
            yield _STATEMENTS.row(side, demand.id, place, row, act.by, act.date)


def _responses(side: Side) -> Iterator[_Row]:
    desk, answers = side.desk, _answers(side)
    for demand_id, article_id, index, row in _response_rows(side):
        quote = desk.quotes.get(full_reference(row.quote, article_id)) if row.quote else None
        if demand_id not in desk.demands or (quote and quote.record.state in NOT_EVIDENCE):
            continue
        answer = answers.get((demand_id, article_id, index))
        date = answer.date if answer else row.date
        told_by = (row.told_by,) if row.told_by else ()
        place = (article_id, "responses", index)
        tellers = answer.told_by if answer else told_by
        yield _RESPONSES.row(side, demand_id, place, row, row.by, date, tellers)


def _response_rows(side: Side) -> Iterator[tuple[str, str | None, int, ResponseFields]]:
    """The demand, the article (``None`` in the demand's own file), the index, and the row."""
    for article_id, article in side.records.articles.items():
        for index, row in enumerate(article.responses):
            for demand_id in dict.fromkeys(row.demand):
                yield demand_id, article_id, index, row
    for demand_id, demand in side.records.demands.items():
        for index, own in enumerate(demand.responses):
            yield demand_id, None, index, own


def _answers(side: Side) -> Mapping[tuple[str, str | None, int], Act]:
    """One of the answers that each row gives, for its date and its teller."""
    found: dict[tuple[str, str | None, int], Act] = {}
    for demand in side.desk.demands.values():
        searches = (one.none_found for one in demand.positions.values() if one.none_found)
        for answer in (*searches, *demand.answers):
            found[demand.id, answer.article_id or None, answer.row] = answer
    return found


def _claim_acts(side: Side) -> Iterator[_Row]:
    for claim in side.desk.claims.values():
        rows: defaultdict[tuple[str, int], list[Act]] = defaultdict(list)
        for act in claim.acts:
            rows[act.article_id, act.row].append(act)
        for (article_id, index), acts in rows.items():
            row = side.desk.articles[article_id].claims[index]
            tellers = [teller for act in acts for teller in act.told_by]
            place = (article_id, "claims", index)
            yield _CLAIM_ACTS.row(side, claim.id, place, row, row.by, acts[0].date, tellers)


def _replies(side: Side) -> Iterator[_Row]:
    for claim in side.desk.claims.values():
        for act in claim.replies:
            row = claim.record.replies[act.row]
            place = (None, "replies", act.row)
            yield _REPLIES.row(side, claim.id, place, row, (row.by,), row.date, act.told_by)


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
