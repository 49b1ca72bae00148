"""The JSON-LD of each page; quotes, demands and claims as schema.org has them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.desk import ClaimStanding, DemandEntry, Desk, QuoteEntry
from onrecord.records import claim_uri, demand_uri, topic_uri
from onrecord.render import PageFacts, PlainWords, SiteContext
from onrecord.views.acts import claim_line
from onrecord.views.attribution import correction_line, original, translation
from onrecord.views.context import licence_address
from onrecord.views.demands import who_of_whom
from onrecord.views.lines import capitalized, one_line, text_of
from onrecord.views.quote_card import QuoteCard

from .json_ld import (
    Address,
    Node,
    actor_node,
    author_nodes,
    full_source,
    known,
    named_actor,
    node,
    source_node,
)

# What a demand is where no address of the site can say so (https://www.rfc-editor.org/rfc/rfc8141).
DEMAND = "urn:x-onrecord:demand"
_SHOWN_SOURCES = 20
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


def quote_node(site: SiteContext, entry: QuoteEntry, title: str, address: Address) -> Node:
    """A quote with its source; of a withheld one none of its words."""
    # The source's report of what was said is no quotation: it is a work of the speaker of which we
    # have a summary.
    record, card = entry.record, site.views.cards.card(entry)
    page, indirect = address(card.uri), record.form == "indirect"
    source = source_node(entry.article_id, entry.article, address)
    corrected = (
        (text_of(correction_line(each, site.say)), known(each.date)) for each in card.corrections
    )
    made = node(
        "CreativeWork" if indirect else "Quotation",
        id=f"{page}#quote",
        name=title,
        url=page,
        creativeWorkStatus=None if record.state == "live" else record.state,
        dateCreated=known(entry.date),
        locationCreated=node("Place", name=entry.place) if entry.place else None,
        creator=_creator(site, entry, address),
        creditText=_credit(card, site.say),
        about=_topics(site.desk, record.about, address),
        correction=[
            node("CorrectionComment", text=text, datePublished=day) for text, day in corrected
        ],
        **{"isBasedOn" if indirect else "isPartOf": source},
    )
    return made if record.withheld else made | _words(site, entry, card)


def _words(site: SiteContext, entry: QuoteEntry, card: QuoteCard) -> Node:
    if entry.record.form == "indirect":
        return {"abstract": card.gist} if card.gist else {}
    before, by = None, card.translated_by
    if card.translated and (card.original_text or card.original_language):
        before = node("Quotation", inLanguage=card.original_language, text=card.original_text)
    by_desk = site.info.name if by in ("desk_human", "desk_machine") else None
    translator = card.publisher if by == "source" else by_desk
    said: Node = {
        "text": entry.words,
        "abstract": card.gloss,
        "inLanguage": entry.language,
        "translationOfWork": before,
        "translator": None if translator is None else node("Organization", name=translator),
    }
    return {name: value for name, value in said.items() if value}


def _creator(site: SiteContext, entry: QuoteEntry, address: Address) -> list[Node]:
    """The speakers; nobody if the words were misattributed or nobody is named."""
    if entry.record.state == "misattributed":
        return []
    if entry.record.form == "scare":
        return [node("Organization", name=entry.article.source.publisher)]
    return author_nodes(site.desk, entry.speakers, address)


def _credit(card: QuoteCard, say: PlainWords) -> str:
    """What must accompany the words everywhere: an unnamed speaker, a translation."""
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
    return capitalized("; ".join(one_line(part) for part in parts if part))


def _topics(desk: Desk, topic_ids: Iterable[str], address: Address) -> list[Node]:
    return [
        node("Thing", name=desk.topics[topic_id].name, url=address(topic_uri(topic_id)))
        for topic_id in topic_ids
    ]


def demand_node(site: SiteContext, entry: DemandEntry, address: Address) -> Node:
    """A demand: schema.org has a Demand of its own, of goods and services, never used here."""
    record, page, desk = entry.record, address(demand_uri(entry.id)), site.desk
    addressees = [id_ for id_ in entry.addressees if id_ in desk.actors]
    return node(
        "CreativeWork",
        id=f"{page}#demand",
        # The legend says what a demand is; without an address it is the same name everywhere.
        additionalType=f"{site.info.url}demands/#legend" if site.info.url else DEMAND,
        name=record.title,
        description=who_of_whom(site.views, entry, site.say),
        abstract=record.summary,
        url=page,
        creator=author_nodes(desk, record.by, address),
        dateCreated=None if entry.undated else known(entry.first_date),
        creativeWorkStatus=(
            "withdrawn" if entry.ended else "superseded" if entry.successors else None
        ),
        about=_topics(desk, [record.topic], address),
        mentions=[named_actor(desk, actor_id, address) for actor_id in addressees],
        isPartOf=_other_demand(desk, record.part_of, address),
        isBasedOn=_other_demand(desk, record.supersedes, address),
    )


def _other_demand(desk: Desk, demand_id: str | None, address: Address) -> Node | None:
    demand = desk.demands.get(demand_id or "")
    if demand is None:
        return None
    page = address(demand_uri(demand.id))
    return node("CreativeWork", id=f"{page}#demand", name=demand.record.title, url=page)


def claim_node(site: SiteContext, claim: ClaimStanding, address: Address) -> Node:
    """A claim, always with who makes it; we rate no claims."""
    desk, page, record = site.desk, address(claim_uri(claim.id)), claim.record
    line = claim_line(site.views, claim.id)
    appearances = dict.fromkeys(act.article_id for act in claim.by_act("asserted"))
    return node(
        "Claim",
        id=f"{page}#claim",
        text=site.say("claim.title", names=site.say.names_within(line.by), text=line.text),
        url=page,
        author=author_nodes(desk, record.by, address),
        dateCreated=known(claim.first_made),
        appearance=[
            source_node(article_id, desk.articles[article_id], address)
            for article_id in list(appearances)[:_SHOWN_SOURCES]
        ],
        about=_topics(desk, record.about, address),
    )


def _download(uri: str, address: Address) -> Node:
    format_ = _FORMATS[uri[uri.rindex(".") :]]
    name = uri.removeprefix(_DATA)
    return node("DataDownload", name=name, contentUrl=address(uri), encodingFormat=format_)


class StructuredData:
    """Makes the nodes of pages."""

    def __init__(
        self, site: SiteContext, pages: Mapping[str, PageFacts], downloads: Sequence[str] = ()
    ) -> None:
        self._site = site
        self._info = site.info
        self._pages = pages
        self._downloads = downloads

    def of(self, page: PageFacts) -> list[Node]:
        """What the page is about, and the way to it."""
        address = self._site.addresses_from(page.uri)
        return [*self._main(page, address), self._way(page, address)]

    def _main(self, page: PageFacts, address: Address) -> Iterator[Node]:
        site, desk, subject = self._site, self._site.desk, page.subject
        kind, id_ = (subject.kind, subject.id) if subject and not page.part else ("", "")
        match kind:
            case "home":
                name, home = self._info.name, address("")
                language = self._info.language
                yield node("WebSite", id=f"{home}#site", name=name, url=home, inLanguage=language)
            case "quote":
                yield quote_node(site, desk.quotes[id_], page.title, address)
            case "article":  # our page, and the source that it is about
                about = {"@id": f"{address(page.uri)}#source"}
                yield self._web_page("WebPage", page, address(page.uri)) | {"about": about}
                yield full_source(id_, desk.articles[id_], address)
            case "actor":
                yield actor_node(desk, id_, address)
            case "demand":
                yield demand_node(site, desk.demands[id_], address)
            case "claim":
                yield claim_node(site, desk.claims[id_], address)
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
            distribution=[_download(uri, address) for uri in self._downloads],
        )

    def _way(self, page: PageFacts, address: Address) -> Node:
        names = [("", self._info.name)]
        names += [(uri, self._pages[uri].title) for uri in page.above if uri in self._pages]
        names += [(page.uri, page.title)] if page.uri else []
        items = [
            node("ListItem", position=position, name=name, item=address(uri))
            for position, (uri, name) in enumerate(names, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def is_download(uri: str) -> bool:
    """Whether the file at ``uri`` is one of the downloads of the site's data."""
    return _DOWNLOAD.fullmatch(uri) is not None
