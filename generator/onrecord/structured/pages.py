"""The JSON-LD of each page; quotes, demands and claims as schema.org has them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.desk.desk import Desk
from onrecord.desk.quotes import QuoteEntry
from onrecord.records.record_kinds import claim_uri, demand_uri, topic_uri
from onrecord.render import PageFacts, SiteContext
from onrecord.views.acts import claim_line
from onrecord.views.attribution import correction_line, original, translation
from onrecord.views.context import licence_address
from onrecord.views.demands import who_of_whom
from onrecord.views.lines import one_line, raised
from onrecord.views.quote_card import QuoteCard

from .json_ld import ActorNodes, Address, Node, full_source, known, node, source_node

# What a demand is where no address of the site can say so (https://www.rfc-editor.org/rfc/rfc8141).
DEMAND = "urn:x-onrecord:demand"
_SHOWN_SOURCES = 20


class QuoteNodes:
    """Makes the nodes of quotes."""

    def __init__(self, site: SiteContext, actors: ActorNodes) -> None:
        self._context = site.views
        self._actors = actors
        self._say = site.say
        self._site_name = site.info.name

    def full(self, entry: QuoteEntry, title: str, address: Address) -> Node:
        """A quote with its source; of a withheld one none of its words.

        The source's report of what was said is no quotation: it is a work of the speaker of which
        we have a summary.
        """
        record, card = entry.record, self._context.cards.card(entry)
        page, indirect = address(card.uri), record.form == "indirect"
        source = source_node(entry.article_id, entry.article, address)
        made = node(
            "CreativeWork" if indirect else "Quotation",
            id=f"{page}#quote",
            name=title,
            url=page,
            mainEntityOfPage=page,
            creativeWorkStatus=None if record.state == "live" else record.state,
            dateCreated=known(entry.date),
            locationCreated=node("Place", name=entry.place) if entry.place else None,
            creator=self._creator(entry, address),
            creditText=self._credit(card),
            about=_topics(self._context.desk, record.about, address),
            correction=list(self._corrections(card)),
            **{"isBasedOn" if indirect else "isPartOf": source},
        )
        return made if record.withheld else made | self._words(entry, card)

    def _words(self, entry: QuoteEntry, card: QuoteCard) -> Node:
        if entry.record.form == "indirect":
            return _without_empty(abstract=card.gist)
        before = None
        translated = card.translated_by not in (None, "none")
        if translated and (card.original_text or card.original_language):
            before = node("Quotation", inLanguage=card.original_language, text=card.original_text)
        return _without_empty(
            text=entry.words,
            abstract=card.gloss,
            inLanguage=entry.language,
            translationOfWork=before,
            translator=self._translator(card) if translated else None,
        )

    def _creator(self, entry: QuoteEntry, address: Address) -> list[Node]:
        """Whose words they are; nobody's where they were ascribed wrongly or nobody is named."""
        record = entry.record
        if record.state == "misattributed":
            return []
        if record.form == "scare":
            return [node("Organization", name=entry.article.source.publisher)]
        return self._actors.authors(entry.speakers, address)

    def _credit(self, card: QuoteCard) -> str:
        """What has to be said of the words wherever they go: an unnamed speaker, a translation."""
        say = self._say
        parts = [
            "" if card.form == "direct" else say(f"cite.kind.{card.form}"),
            say.names(card.speakers) if card.unnamed else "",
            say("cite.unnamed") if card.unnamed else "",
            say("cite.unknown_speaker") if card.unknown_speaker else "",
            say("card.quoting_whom", whose=card.quoting.within) if card.quoting else "",
            original(card, say),
            translation(card, say),
            say("provenance.chain_alone", chain=say.phrases(card.chain)) if card.chain else "",
        ]
        return raised("; ".join(one_line(part) for part in parts if part))

    def _translator(self, card: QuoteCard) -> Node | None:
        if card.translated_by == "source":
            return node("Organization", name=card.publisher)
        if card.translated_by in ("desk_human", "desk_machine"):
            return node("Organization", name=self._site_name)
        return None

    def _corrections(self, card: QuoteCard) -> Iterator[Node]:
        for correction in card.corrections:
            yield node(
                "CorrectionComment",
                text=correction_line(correction, self._say),
                datePublished=known(correction.date),
            )


def _without_empty(**properties: object) -> Node:
    return {name: value for name, value in properties.items() if value}


def _topics(desk: Desk, topic_ids: Iterable[str], address: Address) -> list[Node]:
    return [
        node("Thing", name=desk.topics[topic_id].name, url=address(topic_uri(topic_id)))
        for topic_id in topic_ids
    ]


class SubjectNodes:
    """Makes the nodes of demands and claims."""

    def __init__(self, site: SiteContext, actors: ActorNodes) -> None:
        self._context = site.views
        self._actors = actors
        self._say = site.say
        # The legend says what a demand is; without an address it is the same name everywhere.
        self._demand_type = f"{site.info.url}demands/#legend" if site.info.url else DEMAND

    def demand(self, entry: DemandEntry, address: Address) -> Node:
        """A demand: schema.org has a Demand of its own, of goods and services, never used here."""
        record, page = entry.record, address(demand_uri(entry.id))
        return node(
            "CreativeWork",
            id=f"{page}#demand",
            additionalType=self._demand_type,
            name=record.title,
            description=who_of_whom(self._context, entry, self._say),
            abstract=record.summary,
            url=page,
            mainEntityOfPage=page,
            creator=self._actors.authors(record.by, address),
            dateCreated=known(entry.first_date),
            creativeWorkStatus=_ended(entry),
            about=_topics(self._context.desk, [record.topic], address),
            # Whom it is addressed to.
            mentions=[
                self._actors.named(actor_id, address)
                for actor_id in entry.addressees
                if actor_id in self._context.desk.actors
            ],
            isPartOf=self._other(record.part_of, address),
            isBasedOn=self._other(record.supersedes, address),
        )

    def claim(self, standing: ClaimStanding, address: Address) -> Node:
        """A claim, always with whose it is; we rate none."""
        desk, page = self._context.desk, address(claim_uri(standing.id))
        line = claim_line(self._context, standing.id)
        names = self._say.names_within(line.by)
        appearances = dict.fromkeys(act.article_id for act in standing.by_act("asserted"))
        return node(
            "Claim",
            id=f"{page}#claim",
            text=self._say("claim.title", names=names, text=line.text),
            url=page,
            mainEntityOfPage=page,
            author=self._actors.authors(standing.record.by, address),
            dateCreated=known(standing.first_date),
            appearance=[
                source_node(article_id, desk.articles[article_id], address)
                for article_id in list(appearances)[:_SHOWN_SOURCES]
            ],
            about=_topics(desk, standing.record.about, address),
        )

    def _other(self, demand_id: str | None, address: Address) -> Node | None:
        demand = self._context.desk.demands.get(demand_id or "")
        if demand is None:
            return None
        page = address(demand_uri(demand.id))
        return node("CreativeWork", id=f"{page}#demand", name=demand.record.title, url=page)


def _ended(entry: DemandEntry) -> str | None:
    if entry.withdrawn:
        return "withdrawn"
    return "superseded" if entry.successors else None


_DATA = "data/"
# What a download is, by how its name ends (https://www.iana.org/assignments/media-types).
_FORMATS = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
}
# The data itself, not what describes it.
_DOWNLOAD = re.compile(rf"{_DATA}(?:onrecord\.(?:json|sqlite)|onrecord-csv\.zip|csv/[^/]+\.csv)")


class StructuredData:
    """Makes the nodes of pages."""

    def __init__(
        self, site: SiteContext, pages: Mapping[str, PageFacts], downloads: Sequence[str] = ()
    ) -> None:
        """Take all pages by their site paths, and the paths of all downloads."""
        self._site = site
        self._info = site.info
        self._pages = pages
        self._downloads = downloads
        self._actors = ActorNodes(site.desk)
        self._quotes = QuoteNodes(site, self._actors)
        self._subjects = SubjectNodes(site, self._actors)

    def of(self, page: PageFacts) -> list[Node]:
        """What the page is about, and the way to it."""
        address = self._site.addresses_from(page.uri)
        return [*self._main(page, address), self._way(page, address)]

    def _main(self, page: PageFacts, address: Address) -> Iterator[Node]:
        desk, subject = self._site.desk, page.subject
        kind, id_ = (subject.kind, subject.id) if subject and not page.part else ("", "")
        match kind:
            case "home":
                name, home = self._info.name, address("")
                language = self._info.language
                yield node("WebSite", id=f"{home}#site", name=name, url=home, inLanguage=language)
            case "quote":
                yield self._quotes.full(desk.quotes[id_], page.title, address)
            case "article":  # our page, and the source that it is about
                about = {"@id": f"{address(page.uri)}#source"}
                yield self._web_page("WebPage", page, address(page.uri)) | {"about": about}
                yield full_source(id_, desk.articles[id_], address)
            case "actor":
                yield self._actors.full(id_, address)
            case "demand":
                yield self._subjects.demand(desk.demands[id_], address)
            case "claim":
                yield self._subjects.claim(desk.claims[id_], address)
            case "data":
                yield self._dataset(page, address)
            case _:
                type_ = "CollectionPage" if subject else "WebPage"
                yield self._web_page(type_, page, address(page.uri))

    def _web_page(self, type_: str, page: PageFacts, url: str) -> Node:
        facts = {"name": page.title, "description": page.description}
        return node(type_, id=url, **facts, url=url, inLanguage=self._info.language)

    def _dataset(self, page: PageFacts, address: Address) -> Node:
        site, url = self._info, address(page.uri)
        coverage = site.coverage
        return node(
            "Dataset",
            id=f"{url}#dataset",
            name=f"{site.name}: {page.title}",
            description=page.description,
            url=url,
            inLanguage=site.language,
            creator=node("Organization", name=site.name),
            isAccessibleForFree=True,
            license=licence_address(site)
            or (site.licence and node("CreativeWork", name=site.licence)),
            temporalCoverage=f"{coverage.first}/{coverage.through}" if coverage else None,
            distribution=[
                node(
                    "DataDownload",
                    name=uri.removeprefix(_DATA),
                    contentUrl=address(uri),
                    encodingFormat=_FORMATS[uri[uri.rindex(".") :]],
                )
                for uri in self._downloads
            ],
        )

    def _way(self, page: PageFacts, address: Address) -> Node:
        names = [("", self._info.name)]
        names += [(uri, self._pages[uri].title) for uri in page.above if uri in self._pages]
        names += [(page.uri, page.title)] if page.uri else []
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                node("ListItem", position=position, name=name, item=address(uri))
                for position, (uri, name) in enumerate(names, start=1)
            ],
        }


def is_download(uri: str) -> bool:
    """Whether the file at ``uri`` is one of the downloads of the site's data."""
    return _DOWNLOAD.fullmatch(uri) is not None
