"""The pages at addresses that a record had before its id was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from onrecord.render.words import Words
from onrecord.views.maker import Maker
from onrecord.views.names import (
    Link,
    actor_uri,
    article_quotes_uri,
    article_uri,
    claim_uri,
    demand_uri,
    quote_uri,
)

from .page import SitePage, Wording


def plan_moved(maker: Maker, words: Words) -> Iterator[SitePage]:
    """One page for each former address, leading to the present one."""
    say = Wording(words)
    for old, link in _moves(maker, say):
        yield _page(old, link, say)


def plan_redirects(
    redirects: Mapping[str, str], pages: Mapping[str, SitePage], words: Words
) -> Iterator[SitePage]:
    """One page for each of ``redirects``, site path to site path, that no page of the site has."""
    say = Wording(words)
    for old, new in redirects.items():
        if old in pages:
            continue
        target = pages.get(new.partition("#")[0])
        link = Link(target.title if target else new, new)
        yield _page(old, link, say)


def _page(old: str, link: Link, say: Wording) -> SitePage:
    return SitePage(
        uri=old,
        template="pages/moved.html",
        title=say("moved.title", name=link.text),
        description=say("moved.description", name=link.text),
        source=None,
        view=partial(_itself, link),
        noindex=True,
        leads_to=link.uri,
    )


def _itself(link: Link) -> Link:
    return link


def _moves(maker: Maker, say: Wording) -> Iterator[tuple[str, Link]]:
    desk, people = maker.desk, maker.people
    for actor_id, actor in desk.actors.items():
        for old in actor.formerly:
            yield actor_uri(old), people.link(actor_id)
    for demand_id, demand in desk.demands.items():
        for old in demand.record.formerly:
            yield demand_uri(old), Link(demand.record.title, demand_uri(demand_id))
    for claim_id, claim in desk.claims.items():
        names = say.names(people.links(claim.record.by))
        for old in claim.record.formerly:
            title = f"{say('claim.by', names=names)} {claim.record.text}"
            yield claim_uri(old), Link(title, claim_uri(claim_id))
    for article_id, article in desk.articles.items():
        for old in article.formerly:
            yield article_uri(old), Link(article.title, article_uri(article_id))
            yield article_quotes_uri(old), Link(article.title, article_quotes_uri(article_id))
            for quote in desk.quotes_of_article[article_id]:
                new = quote_uri(quote.reference)
                yield f"{article_quotes_uri(old)}{quote.record.id}/", Link(article.title, new)
