"""Addresses that vanish: an address of a record is public, and others link to it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.desk.addresses import article_quotes_uri, quote_uri
from onrecord.records.kinds import KINDS
from onrecord.records.values import YamlPath

from .comparison import ChangedRecord, Comparison
from .sides import Owner, Side


@dataclass(frozen=True, slots=True)
class Address:
    """An address of a record.

    Attributes:
        name: what the record is called.
        owner: the record whose file makes it, at ``path``.
        to: where it leads, if it is one that the record had before.
    """

    name: str
    owner: Owner
    path: YamlPath
    to: str | None = None


def compare_addresses(comparison: Comparison) -> None:
    """Addresses with nothing behind them any more, and those that lead elsewhere now.

    Those that go or move with their article are one change, with their number.
    """
    before, after = addresses(comparison.before), addresses(comparison.after)
    kept = after.keys() | comparison.after.redirects
    gone = {uri: old for uri, old in before.items() if uri not in kept}
    moved = {
        uri: after[uri]
        for uri, old in before.items()
        if uri in after and after[uri].to is not None and after[uri].to != old.to
    }
    for uri, old, count in _grouped(gone):
        facts = {"name": old.name, "count": str(count)}
        about = ChangedRecord(uri, uri, old.owner, old.path, gone=True, facts=facts)
        comparison.add("address-gone", about, old=uri)
    for uri, new, count in _grouped(moved):
        facts = {"name": new.name, "count": str(count)}
        about = ChangedRecord(uri, new.to, new.owner, new.path, facts=facts)
        comparison.add("address-moved", about, uri, new.to)


def _grouped(found: Mapping[str, Address]) -> Iterator[tuple[str, Address, int]]:
    """Each address with the number of those that go with it: those of the quotes of an article."""
    articles = {uri.split("/")[1] for uri in found if uri.startswith("articles/")}
    counts = Counter(uri.split("/")[1] for uri in found if uri.startswith("quotes/"))
    for uri, address in found.items():
        family, id_ = uri.split("/")[:2]
        if family == "articles":
            yield uri, address, 1 + counts[id_]
        elif family != "quotes" or id_ not in articles:
            yield uri, address, 1


def addresses(side: Side) -> Mapping[str, Address]:
    """Every address of a record of ``side``, former ones too; lists and their parts are none."""
    found: dict[str, Address] = {}
    former: dict[str, Address] = {}
    for kind, described in KINDS.items():
        if not described.has_page or kind == "briefing":  # a briefing's page is made on demand
            continue
        for id_, record in side.records.of(kind).items():
            name, owner, path = side.name(kind, id_), (kind, id_), described.top(id_)
            here = dict(_of_record(side, kind, id_, id_))
            found |= {uri: Address(name, owner, (*path, *at)) for uri, at in here.items()}
            for old in getattr(record, "formerly", ()):
                was = _of_record(side, kind, id_, old)
                former |= {
                    uri: Address(name, owner, ("formerly",), to)
                    for (uri, _), to in zip(was, here, strict=True)
                }
    return former | found  # one in use goes before a former one


def _of_record(side: Side, kind: str, id_: str, named: str) -> Iterator[tuple[str, YamlPath]]:
    """The addresses of a record, were its id ``named``, each with its path in the file."""
    yield KINDS[kind].address(named), ()
    if kind == "article":
        yield article_quotes_uri(named), ("quotes",)
        for quote in side.desk.quotes_of_article[id_]:
            yield quote_uri(f"{named}#{quote.record.id}"), ("quotes", quote.index)
