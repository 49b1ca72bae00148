"""What changed of rows, which have no id: acts on demands and claims, roles.

Which row of the newer side is which row of the older one is found by what they have in common.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from onrecord.desk.acts import NONE_FOUND, Act, ActRecord, grouped, named_tellers, taken_back
from onrecord.desk.quotes import QuoteEntry, full_reference
from onrecord.records import KINDS, ClaimReply, PartialDate, Role, YamlPath, fields_of, fixed
from onrecord.records.quote import TAKEN_BACK

from .changed_records import changed_record
from .changes import ChangedRecord
from .compared_fields import Comparison, compared_fields, value_of
from .compared_states import Owner, Side

Keys = tuple[Hashable | None, ...]


class _Row(Protocol):
    # What it has in common with the row it was or became, the strictest first; `None` where it
    # lacks what such a key is made of.
    keys: Keys


R = TypeVar("R", bound=_Row)


def pair_rows(before: Iterable[R], after: Iterable[R]) -> list[tuple[R | None, R | None]]:
    """Rows of both sides, two by two; ``None`` where a side has none.

    Two rows are a pair if they have a key in common, the strictest first. A looser key is tried
    only on what the stricter ones left.
    """
    older, newer = list(before), list(after)
    pairs: list[tuple[R | None, R | None]] = []
    for index in range(max((len(row.keys) for row in (*older, *newer)), default=0)):
        waiting: defaultdict[Hashable, list[R]] = defaultdict(list)
        for row in older:
            if row.keys[index] is not None:
                waiting[row.keys[index]].append(row)
        left = []
        for row in newer:
            if same := waiting.get(row.keys[index]):
                pairs.append((same.pop(0), row))
            else:
                left.append(row)
        taken = {id(old) for old, _ in pairs}
        older, newer = [row for row in older if id(row) not in taken], left
    return [*pairs, *((row, None) for row in older), *((None, row) for row in newer)]


@dataclass(slots=True, eq=False)
class _ActRow:
    """A row about one demand or claim."""

    about: ChangedRecord  # what it is as the subject of a change
    record: BaseModel  # what its fields are read from
    # The article it is in, on its side; `None` in the file of a demand or claim.
    article_id: str | None
    quote: str | None  # the reference, known to both sides, of the quote that it rests on
    state: str | None  # of that quote
    keys: Keys

    @property
    def void(self) -> bool:
        """Whether it is no longer an act, because its words were taken back."""
        return self.state in TAKEN_BACK


class _WrittenRow(NamedTuple):
    """A row at ``path`` of the file of ``owner``, about the demand or claim ``id``.

    ``acts``: what it records; a row that is none any more tells who reports it itself.
    """

    id: str
    owner: Owner
    path: YamlPath
    record: ActRecord
    date: PartialDate | None
    acts: Sequence[Act]

    @property
    def place(self) -> tuple[str, Owner, YamlPath]:
        """Where it is written, and what it is about."""
        return self.id, self.owner, self.path


@fixed
class _Rows:
    """The rows of one kind."""

    kind: str  # as in the table of kinds
    of: str  # the kind of record that they are about
    word: str  # the fact that says what was done
    field: str
    list: str  # the field of a file that has them

    def row(self, side: Side, written: _WrittenRow) -> _ActRow:
        """The values by which ``written``, on ``side``, is compared."""
        id_, owner, path, row, date, acts = written
        told = (teller for act in acts for teller in act.told_by) if acts else named_tellers(row)
        spoken = (speaker for act in acts for speaker in act.spokespersons)
        known = side.now(self.of, id_)
        word = str(getattr(row, self.field))
        by = (row.by,) if isinstance(row.by, str) else row.by
        facts = {
            self.of: side.name(self.of, id_),
            "by": side.actors(by),
            self.word: word,
            "date": str(date or "unknown"),
            "spoken_by": side.actors(dict.fromkeys(spoken)),
            "told_by": side.actors(dict.fromkeys(told)),
        }
        about = ChangedRecord(known, KINDS[self.of].address(known), owner, path, facts, side.gone)
        article_id = owner[1] if owner[0] == "article" else None
        quote = side.reference(row.quote, article_id) if row.quote else None
        words = side.quotes.get(quote) if quote else None
        state = words.record.state if words else None
        keys = self._keys(side, known, article_id, row, word)
        return _ActRow(about, row, article_id, quote, state, keys)

    def _keys(
        self, side: Side, id_: str, article_id: str | None, record: BaseModel, word: str
    ) -> Keys:
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
        # Who replies is what a reply is: that of somebody else is another reply.
        return keys[:-1] if self.kind == "reply" else keys


_STATEMENTS = _Rows("statement", "demand", "act", "act", "demands")
_RESPONSES = _Rows("response", "demand", "response", "response", "responses")
_CLAIM_ACTS = _Rows("claim-act", "claim", "claim_act", "act", "claims")
_REPLIES = _Rows("reply", "claim", "reply", "reply", "replies")


def compare_acts(comparison: Comparison) -> None:
    """Acts added, removed and changed; also rows that count no more, as a quote was taken back."""
    before, after = comparison.before, comparison.after
    older, newer = _acts(before), _acts(after)
    claims = after.desk.claims
    for rows in older:
        same = _same_rows(older[rows], newer[rows]) if not before.renamed else frozenset()
        was, now = (
            [rows.row(side, row) for row in written[rows] if row.place not in same]
            for side, written in ((before, older), (after, newer))
        )
        if rows is _REPLIES:  # with a claim its replies go: that is one change, of the claim
            was = [row for row in was if row.about.id in claims]
        pairs = pair_rows(was, now)
        gone = [old for old, new in pairs if old and not new]
        come = [new for old, new in pairs if new and not old]
        void_was, void_now = (
            [rows.row(side, row) for row in _void(side, rows)] if others else ()
            for side, others in ((before, come), (after, gone))
        )
        both = [pair for pair in pairs if all(pair)]
        for old, new in [*both, *pair_rows(gone, void_now), *pair_rows(void_was, come)]:
            if old and new:
                _compare_row(comparison, rows.kind, old, new)
            elif old and not old.void:
                comparison.add(f"{rows.kind}-removed", old.about)
            elif new and not new.void:
                comparison.add(f"{rows.kind}-added", new.about)


def _compare_row(comparison: Comparison, kind: str, old: _ActRow, new: _ActRow) -> None:
    if old.void != new.void:
        how = "void" if new.void else "valid"
        comparison.add(f"{kind}-{how}", new.about, old.state, new.state, values="state")
    comparison.add_fields(
        kind,
        new.about,
        old.record,
        new.record,
        articles=(old.article_id, new.article_id),
        # A row may repeat words of the quote that it rests on.
        hidden=(lambda compared: compared.field.words is not None)
        if {old.quote, new.quote} & comparison.withheld.after
        else None,
    )


def _same_rows(older: Iterable[_WrittenRow], newer: Iterable[_WrittenRow]) -> Set[Hashable]:
    """The places with the same row on both sides, which need no comparison."""
    was = {row.place: row.record for row in older}
    return {row.place for row in newer if was.get(row.place) == row.record}


def _acts(side: Side) -> dict[_Rows, list[_WrittenRow]]:
    demands, claims = side.desk.demands.values(), side.desk.claims.values()
    acts = {
        _STATEMENTS: (demand.statements for demand in demands),
        _CLAIM_ACTS: (claim.acts for claim in claims),
        _REPLIES: (claim.replies for claim in claims),
    }
    found = {rows: [*chain.from_iterable(map(_rows_of, each))] for rows, each in acts.items()}
    return {**found, _RESPONSES: [*_responses(side)]}


def _rows_of(acts: Iterable[Act]) -> Iterator[_WrittenRow]:
    """The rows that record ``acts`` on one demand or claim, each once."""
    for (owner, path), found in grouped(((act.owner, act.path), act) for act in acts).items():
        row = found[0].record
        date = row.date if isinstance(row, ClaimReply) else found[0].date
        yield _WrittenRow(found[0].subject, owner, path, row, date, found)


def _responses(side: Side) -> Iterator[_WrittenRow]:
    """Every response, including a search that a later one has replaced."""
    answers = {
        (demand.id, act.owner, act.path): act
        for demand in side.desk.demands.values()
        for act in demand.searches + demand.answers
    }
    for row, quote in _written(side, _RESPONSES):
        if not taken_back(quote):
            act = answers.get(row.place)
            yield row._replace(date=act.date, acts=[act]) if act else row


def _void(side: Side, rows: _Rows) -> Iterator[_WrittenRow]:
    """The rows that are no acts because the quotes they are based on were taken back."""
    for row, quote in _written(side, rows):
        if quote and taken_back(quote):
            of_quote = None if rows is _REPLIES else quote.date
            yield row._replace(date=row.date or of_quote)


def _written(side: Side, rows: _Rows) -> Iterator[tuple[_WrittenRow, QuoteEntry | None]]:
    """Every row of a kind about something that exists, with its quote."""
    files: Iterable[tuple[Owner, BaseModel]] = (
        ((kind, id_), record)
        for kind in ("article", rows.of)
        for id_, record in side.records.of(kind).items()
    )
    there, quotes = side.records.of(rows.of), side.desk.quotes
    for owner, record in files:
        article_id = owner[1] if owner[0] == "article" else None
        for index, row in enumerate(getattr(record, rows.list, ())):
            quote = quotes.get(full_reference(row.quote, article_id)) if row.quote else None
            about = dict.fromkeys(getattr(row, rows.of)) if article_id else [owner[1]]
            for id_ in about:
                if id_ in there:
                    yield _WrittenRow(id_, owner, (rows.list, index), row, row.date, ()), quote


@dataclass(slots=True, eq=False)
class _RoleRow:
    """A role on one side: its place in the list and its text; its first key is all that it says."""

    index: int
    text: str
    keys: Keys


def compare_roles(comparison: Comparison) -> None:
    """Roles of actors that both sides have, added, removed and changed."""
    before, after = comparison.before, comparison.after
    for old_id, old in before.records.actors.items():
        id_ = before.now("actor", old_id)
        new = after.records.actors.get(id_)
        if new is None or old.roles == new.roles:
            continue
        about = changed_record(after, "actor", id_)
        for was, now in pair_rows(_roles(before, old.roles), _roles(after, new.roles)):
            at = ("roles", now.index) if now else ("roles",)
            if was and now and was.keys[0] != now.keys[0]:
                comparison.add("role-changed", about, was.text, now.text, at=at, values="role")
            elif now and not was:
                comparison.add("role-added", about, new=now.text, at=at, values="role")
            elif was and not now:
                comparison.add("role-removed", about, old=was.text, at=at, values="role")


def _roles(side: Side, roles: Sequence[Role]) -> Iterator[_RoleRow]:
    for index, role in enumerate(roles):
        read = {
            name: value_of(side, [value], field, None)
            for name, field in fields_of(Role).items()
            if (value := getattr(role, field.attribute)) is not None
        }
        # Title, for whom and when, in no language.
        texts = [value.text for name, value in read.items() if name not in ("from", "to")]
        first, last = (read[day].text if day in read else "" for day in ("from", "to"))
        span = f"{first} \N{EN DASH} {last}".strip() if first or last else None
        text = " · ".join(filter(None, (*texts, span)))
        keys = {name: value.key for name, value in read.items()}
        shared = (tuple(fields_of(Role)), ("title", "of"), ("of", "from"), ("title",))
        yield _RoleRow(index, text, tuple(tuple(map(keys.get, names)) for names in shared))
