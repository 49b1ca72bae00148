"""Records that go by another id on the newer side, so that the rest of them can be compared.

That two ids are one record hides a change of attribution, so it takes more than files that look
alike: the desk says so (``formerly``), or what the record is called is the same; an article is the
same where its source or most of its quotes are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from onrecord.records import Actor, Article, Claim, Demand
from onrecord.records.load import Records

from .sides import Owner
from .state import owner_of

_MOST = 0.5
_Named = Actor | Article | Claim | Demand


def find_renames(before: Records, after: Records, moved: Mapping[str, str]) -> dict[Owner, str]:
    """Old kind and id to new id; quotes that only changed their id are among them.

    Args:
        before: the older records.
        after: the newer records.
        moved: files that git takes to be renamed, old to new.
    """
    renamed: dict[Owner, str] = {}
    _by_formerly(before, after, renamed)
    for old, new in moved.items():
        _by_file(before, after, (old, new), renamed)
    _by_quotes(before, after, renamed)
    _quotes(before, after, renamed)
    return renamed


def _by_formerly(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    for kind, older, newer in _kinds(before, after):
        for new, record in newer.items():
            if (kind, new) in before.files:
                continue
            old = next((one for one in record.formerly if one in older), None)
            if old is not None and (kind, old) not in after.files:
                renamed.setdefault((kind, old), new)


def _by_file(
    before: Records, after: Records, file: tuple[str, str], renamed: dict[Owner, str]
) -> None:
    old, new = (owner_of(PurePosixPath(path)) for path in file)
    if not old or not new or old[0] != new[0] or old in after.files or new in before.files:
        return
    kind = old[0]
    for own, older, newer in _kinds(before, after):
        if own == kind and _called(older.get(old[1])) == _called(newer.get(new[1])):
            renamed.setdefault(old, new[1])


def _called(record: _Named | None) -> object:
    """What a record is called; of an article where it was published."""
    match record:
        case Actor(name=called) | Demand(title=called) | Claim(text=called):
            return called
        case Article(source=source, title=title):
            return source.url or (title, source.publisher)
    return object()  # equal to nothing


def _by_quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Articles of which the source or most of the quotes stand under another id now."""
    taken = set(renamed.values())
    gone = {
        id_: _said(article)
        for id_, article in before.articles.items()
        if ("article", id_) not in after.files and ("article", id_) not in renamed
    }
    come = {
        id_: _said(article)
        for id_, article in after.articles.items()
        if ("article", id_) not in before.files and id_ not in taken
    }
    holders: dict[tuple[str, str], list[str]] = {}
    for new, said in come.items():
        for one in said:
            holders.setdefault(one, []).append(new)
    for old, said in gone.items():
        shared: dict[str, int] = {}
        for one in said:
            for new in holders.get(one, ()):
                shared[new] = shared.get(new, 0) + 1
        new, count = max(shared.items(), key=lambda item: item[1], default=("", 0))
        url = before.articles[old].source.url
        same = [id_ for id_ in come if url and after.articles[id_].source.url == url]
        if len(same) == 1:
            new, count = same[0], len(said) + len(come[same[0]]) + 1
        if new and count > _MOST * max(len(said), len(come[new])) and new not in taken:
            renamed["article", old] = new
            taken.add(new)


def _said(article: Article) -> frozenset[tuple[str, str]]:
    return frozenset((one.id, one.words) for one in article.quotes if one.words)


def _quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Quotes whose words one article has under another id now."""
    for id_, article in before.articles.items():
        now = renamed.get(("article", id_), id_)
        newer = after.articles.get(now)
        if newer is None:
            continue
        kept = {one.id for one in article.quotes}
        ids = {one.id for one in newer.quotes}
        if kept == ids:
            continue
        come = {(one.words, one.speaker): one.id for one in newer.quotes if one.id not in kept}
        for one in article.quotes:
            new = come.pop((one.words, one.speaker), None) if one.words else None
            if one.id not in ids and new is not None:
                renamed["quote", f"{id_}#{one.id}"] = f"{now}#{new}"


def _kinds(
    before: Records, after: Records
) -> Iterable[tuple[str, Mapping[str, _Named], Mapping[str, _Named]]]:
    """The kinds of record that may have another id, as they are on both sides."""
    yield "article", before.articles, after.articles
    yield "actor", before.actors, after.actors
    yield "demand", before.demands, after.demands
    yield "claim", before.claims, after.claims
