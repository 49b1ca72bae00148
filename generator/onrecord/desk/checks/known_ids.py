"""Checks of ids and references: unknown, taken, circular, or of a draft."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher, get_close_matches

from onrecord.desk.findings import Finding
from onrecord.desk.naming import alike
from onrecord.desk.quotes import full_reference
from onrecord.reading import shown_text
from onrecord.reading.texts import id_like, is_id, why_no_id
from onrecord.records import KINDS, NO_EVENT, NO_ID, Actor, Demand, Records, YamlPath
from onrecord.records.values import REFERENCES, ValueFinder

_QUOTES = ValueFinder(lambda field: field.refers_to is not None and field.refers_to.kind == "quote")
# Looking for the nearest of many thousand ids takes a while: a desk with more typos than this has
# another trouble than typos.
_MAX_HINTS = 300
_MOST = 3  # of one name who are listed
_MOST_QUOTES = 8  # of one article that are listed
_SURE = 0.85  # how like a known id a typo for it is; below that it may be a new one
# What people write between two ids where a list is meant.
_SEPARATOR = re.compile(r"\s*(?:[,;/&+]|\band\b|\s)\s*")
# What people write for a speaker whom nobody names.
_NOBODY = frozenset(
    ("unknown", "unknown speaker", "anonymous", "unnamed", "none", "n/a", "na", "null", *"?~-")
)
# Kinds that references name, other than by way of an article's quotes.
_NAMED = ("actor", "demand", "claim", "topic", "event")
# What may be written in the place of an event to say that there was none.
_NOBODY_MEANT = frozenset(
    {"unknown", "anonymous", "unnamed", "none", "null", "nobody", "~", "?", "-", "n/a", "na", "tbd"}
    | {"inconnu", "inconnue", "anonyme", "personne"}
)
_NO_EVENT_MEANT = frozenset({"unknown", "null", "no", "nothing", "false"})


class KnownIds:
    """The ids that a reference may use."""

    def __init__(self, records: Records) -> None:
        self._known: dict[str, Collection[str]] = {
            kind: _spellings(name for of, name in records.known if of == kind)
            for kind in (*_NAMED, "article")
        }
        self._unlisted = records.unlisted
        self._quotes = {
            article_id: {quote.id for quote in article.quotes}
            for article_id, article in records.articles.items()
            # A quote that is not found may be one whose id cannot be read.
            # So may one whose id is none, or that another has as well.
            if not records.faulty_places_of("article", article_id).may_hide("quotes", "id")
            and _are_distinct([quote.id for quote in article.quotes])
        }
        self._former = {
            (kind, old): id_
            for kind, id_, _, record in records.all()
            for old in getattr(record, "formerly", ())
        }
        self._called = _Called(records)
        self._hints: dict[tuple[str, str], str] = {}  # one typo may be in thousands of rows

    def unknown(
        self, kind: str, name: str, owner: tuple[str, str], path: YamlPath, *, key: bool = False
    ) -> Iterator[Finding]:
        """A finding if there is no ``name`` of ``kind``; ``owner`` is the record that names it."""
        known = self._known[kind]
        if name in known or kind in self._unlisted:
            return
        message = f"there is no {kind} {shown_text(name)}"
        hint = self._several(kind, name, path)
        if not hint and path[-1] == "speaker" and name.casefold() in _NOBODY:
            hint = "write 'unknown', or add an actor of kind 'unnamed'"
        hint = hint or self._hint(kind, name)
        yield Finding(f"unknown-{kind}", *owner, path, message, hint, key=key)

    def unknown_quote(
        self, reference: str, owner: tuple[str, str], path: YamlPath
    ) -> Iterator[Finding]:
        """A finding if ``reference`` leads to no quote.

        A quote of an article that could not be read is no second fault.
        """
        kind, owner_id = owner
        article_id = owner_id if kind == "article" else None
        named, _, quote_id = full_reference(reference, article_id).partition("#")
        siblings = self._quotes.get(named)
        if siblings is not None and quote_id in siblings:
            return
        if not quote_id:
            message = f"'{reference}' does not say which article the quote is in"
            hint = "outside an article, write 'article-id#quote-id'"
            yield Finding("unknown-quote", *owner, path, message, hint)
        elif meant := self._meant_quote(reference, article_id):
            message = f"there is no quote {shown_text(reference)}"
            yield Finding("unknown-quote", *owner, path, message, f"did you mean '{meant}'?")
        elif siblings is not None and quote_id not in siblings:
            message = f"article '{named}' has no quote {shown_text(quote_id)}"
            near = _near_id(id_like(quote_id), siblings)
            hint = f"did you mean '{near}'?" if near else _listed(siblings)
            yield Finding("unknown-quote", *owner, path, message, hint)
        elif siblings is None and named not in self._known["article"]:
            message = f"there is no article {shown_text(named)}"
            yield Finding("unknown-quote", *owner, path, message, self._hint("article", named))

    def _meant_quote(self, reference: str, article_id: str | None) -> str:
        """The quote that ``reference`` names when spelt as an id; else empty."""
        parts = [id_like(part.removesuffix(".yml")) for part in re.split("[#/]", reference)]
        named = parts[-2] if len(parts) > 1 and parts[-2] else article_id or ""
        full = f"{named}#{parts[-1]}"
        if full == full_reference(reference, article_id):
            return ""
        if parts[-1] not in self._quotes.get(named, ()):
            return ""
        return parts[-1] if named == article_id else full

    def _several(self, kind: str, name: str, path: YamlPath) -> str:
        """The hint if ``name`` has several ids in one text; else empty."""
        parts = [part for part in _SEPARATOR.split(name.strip("()[] ")) if part]
        if len(parts) < 2 or not all(part in self._known[kind] for part in parts):
            return ""
        if isinstance(path[-1], int):
            return f"for several, write a list in brackets: [{', '.join(parts)}]"
        return f"name only one: {' or '.join(shown_text(part) for part in parts)}"

    def _hint(self, kind: str, name: str) -> str:
        """The hint for an unknown id of ``kind``."""
        if (kind, name) == ("actor", "unknown"):
            return "only a 'speaker' can be unknown; elsewhere, add an actor of kind 'unnamed'"
        if kind == "event" and name in _NO_EVENT_MEANT:
            return f"write `event: {NO_EVENT}` if the words were not said at an event"
        if kind == "actor" and name.casefold() in _NOBODY_MEANT:
            return "write `speaker: unknown` if the source does not even describe who speaks"
        if current := self._former.get((kind, name)):
            return f"it is now called '{current}'"
        if (kind, name) not in self._hints:
            if len(self._hints) >= _MAX_HINTS:
                return ""
            self._hints[kind, name] = self._found(kind, name)
        return self._hints[kind, name]

    def _found(self, kind: str, name: str) -> str:
        """The id that the name or misspelt id ``name`` means, or how to make one."""
        spelt = id_like(name)
        if found := self._called.by_name(kind, name):
            return f"did you mean {' or '.join(shown_text(id_) for id_ in found)}?"
        if spelt in self._known[kind]:
            return f"did you mean '{spelt}'?"
        new = spelt if spelt and not why_no_id(spelt) else "ID"
        together = KINDS[kind].together
        make = f"add it to {KINDS[kind].file(new)}" if together else f"onrecord new {kind} {new}"
        near = _near_id(spelt or name, self._known[kind])
        if not near:
            return make if together else f"if it does not exist yet: {make}"
        if SequenceMatcher(None, spelt, near).ratio() >= _SURE:
            return f"did you mean '{near}'?"
        return f"did you mean '{near}'? if it does not exist yet: {make}"


def _are_distinct(ids: list[str]) -> bool:
    return len(set(ids)) == len(ids) and not any(map(why_no_id, ids))


def _spellings(names: Iterable[str]) -> set[str]:
    """``names``, and what they become when spelt as ids."""
    every = {*names}
    return every | {id_like(name) for name in every if not is_id(name)}


class _Called:
    """Ids by the names that people use for what they name."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._ids: dict[tuple[str, str], list[str]] = {}

    def by_name(self, kind: str, name: str) -> list[str]:
        """The ids of those of ``kind`` that are called ``name``.

        An actor is found by a whole name or the surname, all else by its title or name.
        """
        if not self._ids:
            for of, id_, names in self._names():
                for key in set(map(alike, names)):
                    self._ids.setdefault((of, key), []).append(id_)
        found = self._ids.get((kind, alike(name)), [])
        return found if len(found) <= _MOST else []

    def _names(self) -> Iterator[tuple[str, str, list[str]]]:
        for kind, id_, _, record in self._records.all():
            if isinstance(record, Actor):
                others = [other.name for other in record.names]
                surname = [record.name.split()[-1]] if record.kind == "person" else []
                yield kind, id_, [record.name, record.sort_name or "", *others, *surname]
            elif kind in _NAMED:
                yield kind, id_, [getattr(record, KINDS[kind].title)]


def _near_id(name: str, known: Collection[str]) -> str:
    """The id most similar to ``name``, or the only one with all of its words."""
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return near[0]
    words = set(name.split("-")) if is_id(name) else set()
    first = min(words, default="")
    having = {id_ for id_ in known if first and first in id_ and words <= set(id_.split("-"))}
    return having.pop() if len(having) == 1 else ""


def _listed(ids: Collection[str]) -> str:
    """The quotes of an article, where these are few."""
    if not ids:
        return "it has no quotes"
    return f"its quotes: {', '.join(sorted(ids))}" if len(ids) <= _MOST_QUOTES else ""


def check_references(records: Records, names: KnownIds) -> Iterator[Finding]:
    """``unknown-…`` for each name that leads nowhere."""
    for kind, id_, top, record in records.all():
        if id_ in KINDS[kind].reserved:
            message = f"'{id_}' cannot be the id of an {kind}: elsewhere it means 'no {kind}'"
            yield Finding("bad-id", kind, id_, top, message, "add a word to it", key=True)
        for found in records.kept.of(REFERENCES, record, top):
            target, name = found.field.refers_to, str(found.value)
            if target is None or found.value == target.or_word:
                continue
            if target.kind == "quote":
                yield from names.unknown_quote(name, (kind, id_), found.path)
            else:
                is_key = found.field.by_id
                yield from names.unknown(target.kind, name, (kind, id_), found.path, key=is_key)


def check_quote_ids(records: Records) -> Iterator[Finding]:
    """Quotes with an invalid id, or with that of another quote of the article."""
    for article_id, article in records.articles.items():
        seen: set[str] = set()
        for index, quote in enumerate(article.quotes):
            path = ("quotes", index, "id")
            if why := why_no_id(quote.id):
                yield Finding("bad-id", "article", article_id, path, *why)
            elif quote.id in seen:
                message = f"this article already has a quote '{quote.id}'"
                hint = "rename the later one; an id is part of an address and must be unique"
                yield Finding("duplicate-id", "article", article_id, path, message, hint)
            if quote.id != NO_ID:
                seen.add(quote.id)


def check_drafts(records: Records) -> Iterator[Finding]:
    """``draft`` for each article that is one; what is published may name no quote of it."""
    drafts = {id_ for id_, article in records.articles.items() if article.draft}
    if not drafts:
        return
    for article_id in drafts:
        message = "this article is a draft: the site, its data and its totals leave it out"
        hint = "remove `draft` when it is finished; `--drafts` includes it in a build"
        yield Finding("draft", "article", article_id, ("draft",), message, hint, key=True)
    for kind, id_, top, record in records.all():
        if kind == "article" and id_ in drafts:
            continue
        for found in _QUOTES(record, top):
            named = str(found.value).partition("#")[0]
            if "#" in str(found.value) and named in drafts:
                message = f"'{found.value}' is a quote of a draft, which is not published"
                hint = f"remove `draft` from the article '{named}', or name another quote"
                yield Finding("draft-quote", kind, id_, found.path, message, hint)


def check_redirects(records: Records) -> Iterator[Finding]:
    """Old ids that cannot redirect (``redirect-taken``) or never were ids (``bad-id``)."""
    owners: dict[tuple[str, str], str] = {}
    for kind, name, _, record in records.all('"formerly":'):
        for index, old in enumerate(getattr(record, "formerly", ())):
            path = ("formerly", index)
            if why := why_no_id(old):
                yield Finding("bad-id", kind, name, path, *why)
            elif (kind, old) in records.known:
                message = f"the id '{old}' is in use, so its old address cannot redirect here"
                hint = "remove it from 'formerly', or rename the record that has it now"
                yield Finding("redirect-taken", kind, name, path, message, hint)
            elif (owner := owners.setdefault((kind, old), name)) != name:
                message = f"the {kind} '{owner}' also lists '{old}' in 'formerly'"
                hint = "an address can lead to only one page"
                yield Finding("redirect-taken", kind, name, path, message, hint)


def check_circles(records: Records) -> Iterator[Finding]:
    """Demands and claims that lead back to themselves, and claims that conflict with others."""
    yield from _circles(records.demands, "part_of")
    yield from _circles(records.demands, "supersedes")
    yield from _conflicts(records)


def _circles(demands: Mapping[str, Demand], field: str) -> Iterator[Finding]:
    """Demands that are part of, or supersede, themselves through others."""
    for demand_id in demands:
        seen, current = {demand_id}, getattr(demands[demand_id], field)
        while current in demands and current not in seen:
            seen.add(current)
            current = getattr(demands[current], field)
        if current == demand_id:
            message = f"following '{field}' leads back to this demand"
            hint = "remove one of the links in the circle"
            yield Finding("circular", "demand", demand_id, (field,), message, hint)


def _conflicts(records: Records) -> Iterator[Finding]:
    """Claims that conflict with themselves."""
    for claim_id, claim in records.claims.items():
        for index, other in enumerate(claim.conflicts_with):
            if other == claim_id:
                message = "a claim cannot conflict with itself"
                path = ("conflicts_with", index)
                yield Finding("circular", "claim", claim_id, path, message, "remove it")
            about = records.claims[other].about if other in records.claims else ()
            known = records.topics.keys() >= {*claim.about, *about}
            if claim.about and about and known and {*claim.about}.isdisjoint(about):
                message = f"'{other}' is about something else: {', '.join(about)}"
                path = ("conflicts_with", index)
                hint = "name another claim, or add the topic to `about`"
                yield Finding("other-topic", "claim", claim_id, path, message, hint)
