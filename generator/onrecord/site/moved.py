"""Pages that lead on: at the addresses that records had before, and those of the configuration."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from onrecord.desk.addresses import Subject, article_quotes_uri
from onrecord.render.site import SiteContext
from onrecord.views.names import Link

from .page import SitePage


def moved_pages(site: SiteContext) -> Iterator[SitePage]:
    """One page for each former address, leading to the present one."""
    for old, link in _moves(site):
        yield _page(old, link, site)


def plan_redirects(
    redirects: Mapping[str, str], pages: Mapping[str, SitePage], site: SiteContext
) -> Iterator[SitePage]:
    """One page for each of ``redirects``, site path to site path, that no page of the site has."""
    for old, new in redirects.items():
        if old not in pages:
            target = pages.get(new.partition("#")[0])
            yield _page(old, Link(target.title if target else new, new), site)


def _page(old: str, link: Link, site: SiteContext) -> SitePage:
    return SitePage(
        subject=Subject("moved", old),
        uri=old,
        template="pages/moved.html",
        title=site.say("moved.title", name=link.text),
        description=site.say("moved.description", name=link.text),
        view=partial(_itself, link),
        noindex=True,
        leads_to=link.uri,
    )


def _itself(link: Link) -> Link:
    return link


def _moves(site: SiteContext) -> Iterator[tuple[str, Link]]:
    desk, people, say = site.desk, site.views.people, site.say

    def claim_title(claim_id: str) -> str:
        claim = desk.claims[claim_id].record
        return f"{say('claim.by', names=say.names_within(people.links(claim.by)))} {claim.text}"

    actors = {one: actor.formerly for one, actor in desk.actors.items()}
    demands = {one: demand.record.formerly for one, demand in desk.demands.items()}
    claims = {one: claim.record.formerly for one, claim in desk.claims.items()}
    titles: tuple[tuple[str, Mapping[str, tuple[str, ...]], Callable[[str], str]], ...] = (
        ("actor", actors, lambda actor_id: people.link(actor_id).text),
        ("demand", demands, lambda one: desk.demands[one].record.title),
        ("claim", claims, claim_title),
    )
    for kind, formerly, title in titles:
        for id_, former in formerly.items():
            for old in former:
                yield Subject(kind, old).uri, Link(title(id_), Subject(kind, id_).uri)
    for article_id, article in desk.articles.items():
        for old in article.formerly:
            own = Subject("article", article_id).uri
            yield Subject("article", old).uri, Link(article.title, own)
            yield article_quotes_uri(old), Link(article.title, article_quotes_uri(article_id))
            for quote in desk.quotes_of_article[article_id]:
                was = Subject("quote", f"{old}#{quote.record.id}").uri
                yield was, Link(article.title, Subject("quote", quote.reference).uri)
