"""One thing that the desk has as two, and two that it takes for one: names, texts and addresses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from onrecord.captures.withheld import words_in
from onrecord.desk.acts import grouped
from onrecord.desk.findings import Finding
from onrecord.desk.naming import alike, lookalike, same_name
from onrecord.records import Actor, Article
from onrecord.records.load import Records
from onrecord.records.values import YamlPath


def check_same_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Two actors of one kind and one name, whom nothing on their pages tells apart."""
    groups = grouped(
        ((actor.kind, alike(actor.name) or same_name(actor.name)), actor_id)
        for actor_id, actor in sorted(actors.items())
    )
    for ids in groups.values():
        for index, actor_id in enumerate(ids):
            actor = actors[actor_id]
            others = (id_ for id_ in ids[:index] if not _are_told_apart(actor, actors[id_]))
            if other := next(others, None):
                yield _same(actor_id, actor, other, actors[other])


def _same(actor_id: str, actor: Actor, other_id: str, other: Actor) -> Finding:
    message = f"actor '{other_id}' has the same name"
    if same_name(actor.name) != same_name(other.name):
        message = f"actor '{other_id}' has nearly the same name, '{other.name}'"
    hint = (
        "if they are one actor, keep one file and list the other id in its 'formerly'; if they are"
        " two, say in the 'summary' of each who it is"
    )
    return Finding("same-name", "actor", actor_id, ("name",), message, hint)


def _are_told_apart(actor: Actor, other: Actor) -> bool:
    """Whether an editor has said that these are two."""
    if actor.wikidata and other.wikidata:
        return actor.wikidata != other.wikidata
    if actor.kind == "unnamed" and actor.roles and other.roles:
        return {role.of for role in actor.roles}.isdisjoint(role.of for role in other.roles)
    return bool(actor.summary and other.summary and actor.summary != other.summary)


def check_publishers(records: Records) -> Iterator[Finding]:
    """Publishers that are written in two ways, so that the pages count them as two."""
    ways: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article_id, article in records.articles.items():
        name = article.source.publisher
        ways[alike(name).removeprefix("the ").replace(" ", "")][name].append(article_id)
    for key, spelt in ways.items():
        usual = max(spelt, key=lambda name: len(spelt[name]))
        for name in spelt if key and len(spelt) > 1 else ():
            if name == usual or _are_two(records, spelt[name], spelt[usual]):
                continue
            for article_id in spelt[name]:
                message = f"this publisher is written '{usual}' in '{spelt[usual][0]}'"
                hint = (
                    "write it in one way; if they are two, name the place: Harbour Post (Aldmoor)"
                )
                path = ("source", "publisher")
                yield Finding("publisher-spelt", "article", article_id, path, message, hint)


def _are_two(records: Records, some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the addresses of two publishers of nearly one name are on different hosts."""
    one, two = (
        {
            (urlsplit(url).hostname or "").removeprefix("www.")
            for id_ in ids
            if (url := records.articles[id_].source.url)
        }
        for ids in (some, others)
    )
    return bool(one and two) and not any(
        f".{first}".endswith(f".{second}") or f".{second}".endswith(f".{first}")
        for first in one
        for second in two
    )


# What others are called too: the place of a government, the predecessor of several.
_SHARED_NAMES = frozenset({"metonym", "former"})


def check_other_names(actors: Mapping[str, Actor]) -> Iterator[Finding]:
    """Names that are another actor's too, or have a letter of another alphabet in a word."""
    owners_of: defaultdict[str, list[str]] = defaultdict(list)
    for actor_id in sorted(actors):
        owners_of[_key(actors[actor_id].name)].append(actor_id)
    for actor_id in sorted(actors):
        actor = actors[actor_id]
        for path, name in _names_of(actor):
            if word := lookalike(name):
                message = f"'{word}' has letters of two alphabets, which only look alike"
                hint = "type the word again: search and drafts do not find it as it is"
                yield Finding("letters-mixed", "actor", actor_id, path, message, hint)
        for index, other_name in enumerate(actor.names):
            if other_name.kind in _SHARED_NAMES:
                continue
            owners = owners_of[_key(other_name.name)]
            if owner := next((id_ for id_ in owners if id_ != actor_id), None):
                message = f"actor '{owner}' also has '{other_name.name}' as its name"
                hint = "remove it where it is wrong; a name of several can be `kind: metonym`"
                path = ("names", index, "name")
                yield Finding("same-name", "actor", actor_id, path, message, hint)
            owners.append(actor_id)


def _names_of(actor: Actor) -> Iterator[tuple[YamlPath, str]]:
    yield ("name",), actor.name
    for field in ("sort_name", "in_sentence"):
        if name := getattr(actor, field):
            yield (field,), name
    for index, other in enumerate(actor.names):
        yield ("names", index, "name"), other.name


def _key(name: str) -> str:
    return alike(name) or same_name(name)


_COPIED = "correct what was left when the other one was copied, or accept this if it is right"


def check_copies(records: Records) -> Iterator[Finding]:
    """What was left as it was when a record was copied: its address, its words."""
    for article_id, other_id, field in _twins(records):
        path: YamlPath = ("source", "url") if field == "url" else (field,)
        what = "address" if field == "url" else field
        message = f"article '{other_id}' has the same {what}"
        yield Finding("copied", "article", article_id, path, message, _COPIED)
    for kind, name, by in (("demand", "title", "by"), ("claim", "text", "by")):
        seen: dict[object, str] = {}
        for id_, record in getattr(records, f"{kind}s").items():
            for actor in getattr(record, by):
                key = (_key(getattr(record, name)), actor)
                other = seen.setdefault(key, id_)
                if other != id_:
                    message = f"{kind} '{other}' by '{actor}' has the same {name}"
                    yield Finding("copied", kind, id_, (name,), message, _COPIED)
                    break
    topics: Mapping[str, object] = {id_: _key(topic.name) for id_, topic in records.topics.items()}
    events: Mapping[str, object] = {
        id_: (_key(event.name), event.date) for id_, event in records.events.items()
    }
    items: Mapping[str, object] = {
        id_: actor.wikidata for id_, actor in records.actors.items() if actor.wikidata
    }
    for kind, field, keys, what in (
        ("topic", "name", topics, "name"),
        ("event", "name", events, "name and date"),
        ("actor", "wikidata", items, "Wikidata item"),
    ):
        first: dict[object, str] = {}
        for id_, same in keys.items():
            if (other := first.setdefault(same, id_)) != id_:
                message = f"{kind} '{other}' has the same {what}"
                yield Finding("copied", kind, id_, (field,), message, _COPIED)


_TELLING = 4  # words of a summary that are nobody else's by chance


def _twins(records: Records) -> Iterator[tuple[str, str, str]]:
    """Article, the one before it, and the field in which they are alike."""
    seen: dict[object, str] = {}
    for id_, article in records.articles.items():
        source, summary = article.source, article.summary or ""
        keys: list[tuple[str, object]] = []
        if source.url:
            keys.append(("url", _page(source.url)))
        if len(words := words_in(summary)) >= _TELLING:
            keys.append(("summary", tuple(words)))
        for field, key in keys:
            if (other := seen.setdefault((field, key), id_)) != id_:
                yield id_, other, field


def _page(url: str) -> str:
    """What tells the address of one page from that of another."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


# A copy in a web archive: the day on which it was made, and the address of the page.
_ARCHIVED = re.compile(
    r"https?://(?:web\.)?archive\.org/web/(\d{4})(\d\d)(\d\d)\d*(?:[a-z]{2}_)?/(https?:/+.+)"
)
_ARCHIVES = re.compile(
    r"https?://(?:www\.)?(?:web\.archive\.org|archive\.(?:is|ph|today|md|vn|li|fo))/"
)
_REDIRECTS = re.compile(r"https?://(?:www\.)?google\.[a-z.]+/url\?|https?://l\.facebook\.com/")
_ONLY_HERE = re.compile(
    r"https?://(?:localhost|127\.|0\.0\.0\.0|\[::1\]|10\.|192\.168\.|[^/:.]+(?:[:/]|$))"
)


def check_addresses(records: Records) -> Iterator[Finding]:
    """Addresses that lead elsewhere than to the source, or only on one computer."""
    for article_id, article in records.articles.items():
        for field, message, hint in _addresses(article):
            path = ("source", field)
            yield Finding("wrong-address", "article", article_id, path, message, hint)
    hosts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article_id, article in records.articles.items():
        if article.source.url:
            hosts[_host(article.source.url)][article.source.publisher].append(article_id)
    for host, publishers in hosts.items():
        yield from _of_another(host, publishers, hosts)


def _addresses(article: Article) -> Iterator[tuple[str, str, str]]:
    """Field, message and hint for each wrong address."""
    source = article.source
    if source.url and _ARCHIVES.match(source.url):
        message = "this is the address of a copy in a web archive"
        yield "url", message, "move it to `archive_url`, and write here where the page itself is"
    for field, url in (("url", source.url), ("archive_url", source.archive_url)):
        if url and _ONLY_HERE.match(url):
            yield field, "this address leads nowhere on other computers", "copy the public address"
        elif url and (
            _REDIRECTS.match(url)
            or (field == "url" and url.count("://") > 1 and re.search(r"[a-z0-9]https?://", url))
        ):
            yield field, "this address leads on to another one", "copy it from the page itself"
    if not source.archive_url:
        return
    if source.url and _page(source.archive_url) == _page(source.url):
        yield "archive_url", "this is the address of the page itself", "copy that of the archive"
    found = _ARCHIVED.match(source.archive_url)
    if not found:
        return
    if source.url and _host(found[4]) != _host(source.url) and not _ARCHIVES.match(source.url):
        message = f"this is a copy of a page of {_host(found[4])}, not of {_host(source.url)}"
        yield "archive_url", message, "copy the address of the copy of this source"
    first = source.published.first
    if first and (made := _day(found)) and (first - made).days > 1:
        message = (
            f"this copy was made on {made}, before the source was published ({source.published})"
        )
        yield "archive_url", message, "correct the date, or name the copy of this source"


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _of_another(
    host: str, publishers: Mapping[str, list[str]], hosts: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[Finding]:
    """Articles at an address of another publisher, where each has a host of its own."""
    for name, ids in publishers.items():
        elsewhere = [at for at, names in hosts.items() if at != host and name in names]
        owners = [other for other in publishers if other != name]
        if len(owners) != 1 or not elsewhere or len(ids) > len(publishers[owners[0]]):
            continue
        if any(at != host and owners[0] in names for at, names in hosts.items()):
            continue  # a host that several use
        for article_id in ids:
            message = f"{host} is the address of '{owners[0]}' in '{publishers[owners[0]][0]}'"
            hint = f"correct `publisher` or `url`; other articles of '{name}' are at {elsewhere[0]}"
            yield Finding("wrong-address", "article", article_id, ("source", "url"), message, hint)
