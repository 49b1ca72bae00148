"""Which ids there are, and what to suggest for one that is not among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from onrecord.desk.finding import Finding, YamlPath
from onrecord.desk.naming import alike
from onrecord.desk.quotes import full_reference
from onrecord.reading import shown_text
from onrecord.reading.ids import id_like, is_id, why_no_id
from onrecord.records import NO_EVENT
from onrecord.records.load import Records
from onrecord.records.partial import NO_HOLES

# Looking for the nearest of many thousand ids takes a while: a desk with more slips than this has
# another trouble than slips.
_MAX_HINTS = 300
_MOST = 3  # of one name who are listed
# Kinds that have one file for all.
_FILES = {"topic": "topics.yml", "event": "events.yml"}
# What may be written in the place of an event to say that there was none.
_NO_EVENT_MEANT = frozenset({"unknown", "null", "no", "nothing", "false"})


class Names:
    """The ids that a reference may use."""

    def __init__(self, records: Records) -> None:
        self._known: dict[str, Collection[str]] = {
            kind: _spellings(name for of, name in records.known if of == kind)
            for kind in ("actor", "demand", "claim", "topic", "event", "article")
        }
        self._unlisted = records.unlisted
        self._quotes = {
            article_id: {quote.id for quote in article.quotes}
            for article_id, article in records.articles.items()
            # A quote that is not found may be one whose id cannot be read.
            # So may one whose id is none, or that another has as well.
            if not records.holes.get(("article", article_id), NO_HOLES).hide("quotes", "id")
            and _are_distinct([quote.id for quote in article.quotes])
        }
        self._former = _former_ids(records)
        self._people = _People(records)
        self._hints: dict[tuple[str, str], str] = {}  # one slip may stand in thousands of rows

    def unknown(
        self, kind: str, name: str, owner: tuple[str, str], path: YamlPath, *, key: bool = False
    ) -> Iterator[Finding]:
        """A finding if there is no ``name`` of ``kind``; ``owner`` is the record that names it."""
        known = self._known[kind]
        if name in known or kind in self._unlisted:
            return
        message = f"there is no {kind} {shown_text(name)}"
        yield Finding(f"unknown-{kind}", *owner, path, message, self._hint(kind, name), key=key)

    def unknown_quote(
        self, reference: str, owner: tuple[str, str], path: YamlPath
    ) -> Iterator[Finding]:
        """A finding if ``reference`` leads to no quote.

        A quote of an article that could not be read is no second fault.
        """
        kind, owner_id = owner
        article_id = owner_id if kind == "article" else None
        full = full_reference(reference, article_id)
        named, _, quote_id = full.partition("#")
        siblings = self._quotes.get(named)
        if not quote_id:
            hint = "outside an article write 'article-id#quote-id'"
            yield Finding("unknown-quote", *owner, path, f"'{reference}' names no article", hint)
        elif siblings is not None and quote_id not in siblings:
            message = f"article '{named}' has no quote '{quote_id}'"
            yield Finding("unknown-quote", *owner, path, message, _nearest(quote_id, siblings))
        elif siblings is None and named not in self._known["article"]:
            message = f"there is no article '{named}'"
            yield Finding("unknown-quote", *owner, path, message, self._hint("article", named))

    def _hint(self, kind: str, name: str) -> str:
        """What may be meant by an id of ``kind`` that there is not."""
        if (kind, name) == ("actor", "unknown"):
            return "only a 'speaker' can be unknown; else describe an actor of the kind unnamed"
        if kind == "event" and name in _NO_EVENT_MEANT:
            return f"`event: {NO_EVENT}` says that the words were said at no event"
        if current := self._former.get((kind, name)):
            return f"it is '{current}' now"
        if (kind, name) not in self._hints:
            if len(self._hints) >= _MAX_HINTS:
                return ""
            self._hints[kind, name] = self._found(kind, name)
        return self._hints[kind, name]

    def _found(self, kind: str, name: str) -> str:
        """The id that the name or the misspelt id ``name`` leads to, or how to make one."""
        spelt = id_like(name)
        if kind == "actor" and (found := self._people.by_name(name)):
            return f"did you mean {' or '.join(shown_text(id_) for id_ in found)}?"
        if spelt in self._known[kind]:
            return f"did you mean '{spelt}'?"
        if near := _nearest(spelt or name, self._known[kind]):
            return near
        if kind in _FILES:
            return f"add it to {_FILES[kind]}"
        new = spelt if spelt and not why_no_id(spelt) else "ID"
        return f"if there is none yet: onrecord new {kind} {new}"


def _are_distinct(ids: list[str]) -> bool:
    return len(set(ids)) == len(ids) and all(is_id(one) for one in ids)


def _spellings(names: Iterable[str]) -> set[str]:
    """``names``, and those that they will have once they are spelt as ids."""
    return {spelling for name in names for spelling in (name, id_like(name))}


class _People:
    """Actors by the names that people use for them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._ids: dict[str, list[str]] = {}

    def by_name(self, name: str) -> list[str]:
        """The ids of those who are called ``name``: by a whole name, else by the surname."""
        if not self._ids:
            for id_, actor in self._records.actors.items():
                names = [actor.name, actor.sort_name or "", *(one.name for one in actor.names)]
                surname = [actor.name.split()[-1]] if actor.kind == "person" else []
                for key in {alike(one) for one in (*names, *surname)}:
                    self._ids.setdefault(key, []).append(id_)
        found = self._ids.get(alike(name), [])
        return found if len(found) <= _MOST else []


def _nearest(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def _former_ids(records: Records) -> dict[tuple[str, str], str]:
    kinds = (
        ("actor", records.actors),
        ("demand", records.demands),
        ("claim", records.claims),
        ("article", records.articles),
    )
    return {
        (kind, old): name
        for kind, group in kinds
        for name, record in group.items()
        for old in record.formerly
    }
