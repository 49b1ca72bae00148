"""Records that go by another id on the newer side, so that the rest of them can be compared.

That two ids are one record hides a change of attribution, so it takes more than files that look
alike: the desk says so (``formerly``), or what the record is called is the same; an article is the
same where its source or most of its quotes are.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from pydantic import BaseModel

from onrecord.records import Article
from onrecord.records.description import fields_of
from onrecord.records.kinds import KINDS
from onrecord.records.load import Records

from .sides import Owner
from .state import owner_of

_MOST = 0.5
# The kinds of record that may have another id.
_RENAMED = tuple(name for name, kind in KINDS.items() if "formerly" in fields_of(kind.model))


def find_renames(before: Records, after: Records, moved: Mapping[str, str]) -> dict[Owner, str]:
    """Old kind and id to new id; quotes that only changed their id are among them.

    ``moved`` has the files that git takes to be renamed, old to new.
    """
    renamed: dict[Owner, str] = {}
    _by_formerly(before, after, renamed)
    for old, new in moved.items():
        _by_file(before, after, (old, new), renamed)
    _by_quotes(before, after, renamed)
    _quotes(before, after, renamed)
    return renamed


def _by_formerly(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    for kind in _RENAMED:
        older = before.of(kind)
        for new, record in after.of(kind).items():
            if (kind, new) in before.files:
                continue
            old = next((id_ for id_ in record.formerly if id_ in older), None)
            if old is not None and (kind, old) not in after.files:
                renamed.setdefault((kind, old), new)


def _by_file(
    before: Records, after: Records, file: tuple[str, str], renamed: dict[Owner, str]
) -> None:
    old, new = (owner_of(PurePosixPath(path)) for path in file)
    if not old or not new or old[0] != new[0] or old in after.files or new in before.files:
        return
    if old[0] in _RENAMED:
        was, now = before.find(*old), after.find(*new)
        if was and now and _called(old[0], was) == _called(old[0], now):
            renamed.setdefault(old, new[1])


def _called(kind: str, record: BaseModel) -> object:
    """What a record is called; of an article where it was published."""
    if isinstance(record, Article):
        return record.source.url or (record.title, record.source.publisher)
    return getattr(record, KINDS[kind].title)


def _by_quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Articles of which the source or most of the quotes are under another id now."""
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
        for key in said:
            holders.setdefault(key, []).append(new)
    for old, said in gone.items():
        shared: dict[str, int] = {}
        for key in said:
            for new in holders.get(key, ()):
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
    return frozenset((quote.id, quote.words) for quote in article.quotes if quote.words)


def _quotes(before: Records, after: Records, renamed: dict[Owner, str]) -> None:
    """Quotes whose words one article has under another id now."""
    for id_, article in before.articles.items():
        now = renamed.get(("article", id_), id_)
        newer = after.articles.get(now)
        if newer is None:
            continue
        kept = {quote.id for quote in article.quotes}
        ids = {quote.id for quote in newer.quotes}
        if kept == ids:
            continue
        come = {
            (quote.words, quote.speaker): quote.id for quote in newer.quotes if quote.id not in kept
        }
        for quote in article.quotes:
            new = come.pop((quote.words, quote.speaker), None) if quote.words else None
            if quote.id not in ids and new is not None:
                renamed["quote", f"{id_}#{quote.id}"] = f"{now}#{new}"
