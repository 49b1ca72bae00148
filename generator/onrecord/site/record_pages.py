"""The pages of records: their own, and their further pages where they are long.

Then those that lead on, at addresses that a record had before or that the configuration names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from onrecord.briefing.sections.briefing_view import (
    BRIEFINGS,
    briefing_view,
    briefings_view,
    title_of,
)
from onrecord.briefing.sections.material import request_of
from onrecord.desk.demands import DemandEntry
from onrecord.desk.quotes import QuoteEntry
from onrecord.records import KINDS, Article, Subject, fixed
from onrecord.render import LaterTexts, PageTexts, SiteContext, SitePage, known_texts
from onrecord.views.actor import actor_part_view, actor_parts, actor_view
from onrecord.views.actor_figures import actor_figures
from onrecord.views.acts import claim_line
from onrecord.views.articles_sources import article_view
from onrecord.views.claim import claim_parts, claim_view
from onrecord.views.demand import demand_part_view, demand_parts, demand_view
from onrecord.views.lines import plain_text, shorten
from onrecord.views.links import Link
from onrecord.views.listing import Part
from onrecord.views.quote_pages import article_quote_parts, article_quotes_view, quote_view
from onrecord.views.source_facts import setting_of
from onrecord.views.topic import topic_parts, topic_row, topic_view

# The states that a title must not leave out: whoever reads it alone would take the words as said.
_LONGEST = 300  # characters of a description
_BRIEFING_STYLES = ("briefing",)


@fixed
class _PagesOf:
    """Makes the pages of one record, which is written in the file ``source``."""

    site: SiteContext
    subject: Subject
    source: Path | None

    @classmethod
    def of(cls, site: SiteContext, kind: str, id_: str) -> Self:
        """Of the record of ``kind`` with this id."""
        return cls(site, Subject(kind, id_), site.desk.files.get((kind, id_)))

    def page(
        self,
        template: str,
        texts: Callable[[], PageTexts],
        view: Callable[..., object],
        part: Part[Any] | None = None,
        figures: object = None,
        *,
        noindex: bool = False,
        styles: tuple[str, ...] = (),
    ) -> SitePage:
        """The record's own page, or that of a ``part`` for ``view``; ``figures`` as in `Listed`."""
        own = part is None or part.opens
        return SitePage(
            subject=self.subject,
            uri=part.uri if part else self.subject.uri,
            above=(*self.subject.above, *(above_part(part) if part else ())),
            template=f"pages/{template}.html",
            texts=LaterTexts(
                partial(self._titled, texts, part) if part else texts, self.site.texts
            ),
            view=partial(view, part) if part else view,
            listed=only_listed(part, figures) if part else None,
            part="" if part is None or own else part.name,
            source=self.source if own else None,
            noindex=noindex,
            styles=styles,
        )

    def _titled(self, texts: Callable[[], PageTexts], part: Part[Any]) -> PageTexts:
        title, description = texts()
        return PageTexts(self.site.say.titled(title, part), description)


def above_part(part: Part[Any]) -> Iterator[str]:
    """The pages above one of a long list: the list's own, and the first of the same date."""
    first = part.finer[:1] if part.number and part.number > 1 else ()
    return (link.uri for link in (*part.trail[:1], *first))


def only_listed(part: Part[Any], figures: object) -> tuple[Part[Any], object] | None:
    """As ``SitePage.listed``, of a page of a list with these ``figures``."""
    return None if part.opens or figures is None else (part, figures)


def actor_pages(site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
    """``actors/<id>/`` and its dates."""
    say, context = site.say, site.views
    for actor_id in ids:
        record = _PagesOf.of(site, "actor", actor_id)
        own, *finer = actor_parts(context, actor_id)
        texts = partial(_actor_texts, site, actor_id)
        yield record.page("actor", texts, partial(actor_view, context, actor_id), own)
        title = say("actor.part_title", name=context.people.link(actor_id).text)
        for part in finer:
            about = say("actor.part_description", title=say.titled(title, part))
            view = partial(actor_part_view, context, actor_id)
            yield record.page("actor_part", known_texts(title, about), view, part)


def _actor_texts(site: SiteContext, actor_id: str) -> PageTexts:
    actor, say = site.desk.actors[actor_id], site.say
    figures = plain_text(actor_figures(site.views, actor_id).line(say))
    link = site.views.people.link(actor_id)
    about = say("actor.description", name=link.opening, figures=figures)
    return PageTexts(link.text, shorten(f"{actor.summary or ''} {about}", _LONGEST))


def article_pages(site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
    """``articles/<id>/``, and ``quotes/<article-id>/`` with its further pages."""
    say, context = site.say, site.views
    for article_id in ids:
        article = site.desk.articles[article_id]
        record = _PagesOf.of(site, "article", article_id)
        view: Callable[..., object] = partial(article_view, context, article_id)
        yield record.page("article", partial(_article_texts, site, article), view)
        quotes = _PagesOf(site, Subject("article_quotes", article_id), record.source)
        title = say("article.quotes_title", title=article.title)
        for part in article_quote_parts(context, article_id):
            publisher = article.source.publisher
            about = say("article.quotes_description", count=part.total, publisher=publisher)
            view = partial(article_quotes_view, context, article_id)
            page = quotes.page("article_quotes", known_texts(title, about), view, part)
            yield page if page.source else replace(page, source=record.source)


def _article_texts(site: SiteContext, article: Article) -> PageTexts:
    date = site.say.date(article.source.published)
    about = site.say("article.published", publisher=article.source.publisher, date=date)
    return PageTexts(article.title, shorten(f"{about} {article.summary or ''}", _LONGEST))


def briefing_pages(site: SiteContext) -> Iterator[SitePage]:
    """The list of briefings, if there are any, and ``briefings/<id>/``."""
    say = site.say
    if site.desk.briefings:
        texts = (say(f"briefing.list.{text}") for text in ("title", "description"))
        yield SitePage(
            subject=Subject("list", "briefings"),
            uri=BRIEFINGS,
            template="pages/briefings.html",
            texts=known_texts(*texts),
            view=partial(briefings_view, site.views, say),
            styles=_BRIEFING_STYLES,
        )
    for briefing_id in site.views.indexes.briefing_order:
        record = _PagesOf.of(site, "briefing", briefing_id)
        request = request_of(briefing_id, site.desk.briefings[briefing_id])
        days = say.days(request.period.since, request.period.until)
        title = title_of(site.views, request, say)
        about = shorten(say("briefing.description", days=days), _LONGEST)
        view = partial(briefing_view, site.views, request)
        yield record.page("briefing", known_texts(title, about), view, styles=_BRIEFING_STYLES)


def claim_pages(site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
    """``claims/<id>/`` and its dates; the title always says whose claim it is."""
    context = site.views
    for claim_id in ids:
        claim = site.desk.claims[claim_id]
        record = _PagesOf.of(site, "claim", claim_id)
        texts = partial(_claim_texts, site, claim_id)
        for part in claim_parts(context, claim):
            yield record.page("claim", texts, partial(claim_view, context, claim), part)


def _claim_texts(site: SiteContext, claim_id: str) -> PageTexts:
    line, say = claim_line(site.views, claim_id), site.say
    names = say.names_within(line.by)
    title = say("claim.title", names=names, text=shorten(line.text, 120))
    return PageTexts(title, say("claim.description", names=names))


def demand_pages(site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
    """``demands/<id>/`` and its dates."""
    context = site.views
    for demand_id in ids:
        entry = site.desk.demands[demand_id]
        record = _PagesOf.of(site, "demand", demand_id)
        texts = partial(_demand_texts, site, entry)
        own, *finer = demand_parts(context, entry)
        yield record.page("demand", texts, partial(demand_view, context, entry), own)
        for part in finer:
            yield record.page("demand_part", texts, partial(demand_part_view, context, entry), part)


def _demand_texts(site: SiteContext, entry: DemandEntry) -> PageTexts:
    say, people, title = site.say, site.views.people, entry.record.title
    by = say.names_opening(people.links(entry.record.by))
    to = say.names_within(people.links(entry.always_asked or entry.addressees))
    about = say("demand.description", by=by, to=to, title=title)
    return PageTexts(title, shorten(about, _LONGEST))


def quote_pages(site: SiteContext, article_ids: Iterable[str]) -> Iterator[SitePage]:
    """``quotes/<article-id>/<quote-id>/``."""
    articles = site.desk.articles
    for reference in (f"{id_}#{it.id}" for id_ in article_ids for it in articles[id_].quotes):
        entry = site.desk.quotes[reference]
        withheld = entry.record.withheld
        # An edit link would lead to the history of the words.
        source = None if withheld else site.desk.files.get(("article", entry.article_id))
        record = _PagesOf(site, Subject("quote", reference), source)
        view = partial(quote_view, site.views, entry)
        yield record.page("quote", partial(_quote_texts, site, entry), view, noindex=withheld)


def _quote_texts(site: SiteContext, entry: QuoteEntry) -> PageTexts:
    publisher, date = entry.article.source.publisher, site.say.date(entry.date)
    facts = {"publisher": publisher, "date": date, "article": entry.article.title}
    return PageTexts(quote_title(entry, site), site.say("quote.description", **facts))


def topic_pages(site: SiteContext, ids: Iterable[str]) -> Iterator[SitePage]:
    """``topics/<id>/`` and its dates."""
    context = site.views
    for topic_id in ids:
        topic = site.desk.topics[topic_id]
        record = _PagesOf.of(site, "topic", topic_id)
        about = site.say("topics.topic_description", name=topic.name)
        about = shorten(f"{topic.summary or ''} {about}", _LONGEST)
        row = topic_row(context, topic_id)
        for part in topic_parts(context, topic_id):
            texts, view = known_texts(topic.name, about), partial(topic_view, context, topic_id)
            yield record.page("topic", texts, view, part, row)


def quote_title(entry: QuoteEntry, site: SiteContext) -> str:
    """The speaker, the form and the first words: true even if it is read alone."""
    record, say, people = entry.record, site.say, site.views.people
    speaker = say.names(people.links(entry.speakers)) or say("quote.unknown")
    if record.withheld:
        return say("quote.titles.withheld", article=entry.article.title)
    words = shorten(record.gist or "" if record.form == "indirect" else entry.words)
    if record.quoting:
        quoting = say("card.quoting_whom", whose=people.link(record.quoting).within)
        title = say("quote.titles.quoting", teller=speaker, quoting=quoting, words=words)
    elif record.form == "scare":
        publisher = entry.article.source.publisher
        key = "written" if setting_of(entry) == "written" else "scare"
        title = say(f"quote.titles.{key}", publisher=publisher, words=words)
    elif record.form == "indirect":
        title = say("quote.titles.indirect", speaker=speaker, words=words)
    else:
        title = say("quote.titles.said", speaker=speaker, words=words)
    return title if record.stands else say(f"quote.titles.{record.state}", title=title)


def former_pages(site: SiteContext) -> Iterator[SitePage]:
    """A page at each address that a record had before; it leads on to the present one."""
    desk, say = site.desk, site.say
    for kind, described in KINDS.items():
        for id_, record in desk.records(kind).items() if described.has_page else ():
            for old in getattr(record, "formerly", ()):
                title: str = getattr(record, described.title)
                if kind == "claim":
                    names = say.names_within(site.views.people.links(desk.claims[id_].record.by))
                    title = f"{say('claim.by', names=names)} {title}"
                moves = zip(desk.pages_of(kind, id_, old), desk.pages_of(kind, id_), strict=True)
                for (was, _), (present, _) in moves:
                    page = _leading_page(was, was.uri, Link(title, present.uri), site)
                    yield replace(page, part="former", above=was.above)


def plan_redirects(
    redirects: Mapping[str, str], pages: Mapping[str, SitePage], site: SiteContext
) -> Iterator[SitePage]:
    """One page for each of ``redirects``, site path to site path, that no page of the site has."""
    for old, new in redirects.items():
        if old not in pages:
            target = pages.get(new.partition("#")[0])
            link = Link(target.title if target else new, new)
            yield _leading_page(Subject("redirect", old), old, link, site)


def _leading_page(subject: Subject, uri: str, link: Link, site: SiteContext) -> SitePage:
    texts = (site.say(f"moved.{text}", name=link.text) for text in ("title", "description"))
    return SitePage(
        subject=subject,
        uri=uri,
        template="pages/moved.html",
        texts=known_texts(*texts),
        view=lambda: link,
        noindex=True,
        leads_to=link.uri,
    )
