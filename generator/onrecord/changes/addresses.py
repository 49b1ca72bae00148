"""Addresses that vanish: an address of a record is public, and others link to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.desk import addresses as uris
from onrecord.desk.desk import Desk
from onrecord.records.locate import YamlPath

from .book import Book, Subject
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


def compare_addresses(book: Book) -> None:
    """Addresses with nothing behind them any more, and those that lead elsewhere now.

    Those that go or move with their article are told once, and counted.
    """
    before, after = addresses(book.before), addresses(book.after)
    kept = after.keys() | book.after.redirects
    gone = {uri: old for uri, old in before.items() if uri not in kept}
    moved = {
        uri: after[uri]
        for uri, old in before.items()
        if uri in after and after[uri].to is not None and after[uri].to != old.to
    }
    for uri, old, count in _grouped(gone):
        facts = {"name": old.name, "count": str(count)}
        about = Subject(uri, uri, old.owner, old.path, gone=True, facts=facts)
        book.tell("address-gone", about, old=uri)
    for uri, new, count in _grouped(moved):
        facts = {"name": new.name, "count": str(count)}
        about = Subject(uri, new.to, new.owner, new.path, facts=facts)
        book.tell("address-moved", about, uri, new.to)


def _grouped(found: Mapping[str, Address]) -> Iterator[tuple[str, Address, int]]:
    """Each address with the number of those it is told for: an article's stands for its quotes."""
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
    return dict((*_former(side), *_present(side)))  # one in use goes before a former one


def _present(side: Side) -> Iterator[tuple[str, Address]]:
    desk = side.desk
    for id_, actor in desk.actors.items():
        yield uris.actor_uri(id_), Address(actor.name, ("actor", id_), ())
    for id_, demand in desk.demands.items():
        yield uris.demand_uri(id_), Address(demand.record.title, ("demand", id_), ())
    for id_, claim in desk.claims.items():
        yield uris.claim_uri(id_), Address(claim.record.text, ("claim", id_), ())
    for id_, topic in desk.topics.items():
        yield uris.topic_uri(id_), Address(topic.name, ("topic", id_), (id_,))
    for id_, article in desk.articles.items():
        owner = ("article", id_)
        yield uris.article_uri(id_), Address(article.title, owner, ())
        yield uris.article_quotes_uri(id_), Address(article.title, owner, ("quotes",))
    for reference, quote in desk.quotes.items():
        path = ("quotes", quote.index)
        address = Address(quote.article.title, ("article", quote.article_id), path)
        yield uris.quote_uri(reference), address


def _former(side: Side) -> Iterator[tuple[str, Address]]:
    """As the site lays them (a page that leads on, wherever a record was called otherwise)."""
    desk = side.desk
    for kind, id_, old, name in _renamed(desk):
        owner, path = (kind, id_), ("formerly",)
        make = {"actor": uris.actor_uri, "demand": uris.demand_uri, "claim": uris.claim_uri}
        if kind in make:
            yield make[kind](old), Address(name, owner, path, make[kind](id_))
            continue
        for one in (uris.article_uri, uris.article_quotes_uri):
            yield one(old), Address(name, owner, path, one(id_))
        for quote in desk.quotes_of_article[id_]:
            was = uris.quote_uri(f"{old}#{quote.record.id}")
            yield was, Address(name, owner, path, uris.quote_uri(quote.reference))


def _renamed(desk: Desk) -> Iterator[tuple[str, str, str, str]]:
    for id_, actor in desk.actors.items():
        yield from (("actor", id_, old, actor.name) for old in actor.formerly)
    for id_, demand in desk.demands.items():
        yield from (("demand", id_, old, demand.record.title) for old in demand.record.formerly)
    for id_, claim in desk.claims.items():
        yield from (("claim", id_, old, claim.record.text) for old in claim.record.formerly)
    for id_, article in desk.articles.items():
        yield from (("article", id_, old, article.title) for old in article.formerly)
