"""JSON-LD: how nodes are made and written into a page; sources, actors and annotations as nodes.

Annotations are quotes as W3C Web Annotations of their sources
(https://www.w3.org/TR/annotation-model/).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from onrecord.captures.lock import LockLine, compared_words
from onrecord.captures.quotation import QuoteRuns
from onrecord.desk import STANDS, Desk, QuoteEntry
from onrecord.records import Actor, Article, PartialDate, Role, Source
from onrecord.records.record_kinds import actor_uri, article_uri, quote_uri

Node = dict[str, object]
"""A node object (https://www.w3.org/TR/json-ld11/#node-objects)."""

Address = Callable[[str], str]
"""From a site path to an address: in full, or relative to the page where the site has none."""

_NOTHING: tuple[object, ...] = (None, "", [], {})
# Nothing in a script may look like a tag, a comment or an entity; two characters end lines in
# JavaScript, which some readers of JSON still are.
_DANGEROUS = re.compile("[<>&\u2028\u2029]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# An official transcript is no news; what it is not known to be, it is not called.
_TYPES = {
    "news_report": "NewsArticle",
    "wire_copy": "NewsArticle",
    "interview": "NewsArticle",
    "analysis": "AnalysisNewsArticle",
    "opinion": "OpinionNewsArticle",
}
# A state is a place and a body that speaks: schema.org takes only a body for an author.
_ACTOR_TYPES: dict[str, str | list[str]] = {
    "person": "Person",
    "state": ["Country", "GovernmentOrganization"],
    "organisation": "Organization",
    "bloc": "Organization",
    "office": "Organization",
    "group": "Organization",
    # A description: it may be several people, so it is no person.
    "unnamed": "Thing",
}


def node(type_: str | list[str], **properties: object) -> Node:
    """A node of ``type_``; a property without a value is left out, ``id`` becomes ``@id``."""
    made: Node = {"@type": type_}
    for name, value in properties.items():
        kept = list(value) if isinstance(value, tuple) else value
        if kept or kept not in _NOTHING:
            made["@id" if name == "id" else name] = one_or_all(kept)
    return made


def one_or_all(value: object) -> object:
    """A list of one as that one."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def known(date: PartialDate | None) -> str | None:
    """``date`` as ISO 8601 has it, no more precise than it is known."""
    return date.text if date and date.known else None


def json_ld(nodes: Iterable[Node]) -> str:
    """``nodes`` as the text of a `<script type="application/ld+json">`: nothing in it ends it."""
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", _ENCODER.encode(document))


def source_node(article_id: str, article: Article, address: Address, **more: object) -> Node:
    """The source, as a quote's page describes it, and ``more``; never our page about it."""
    source = article.source
    return node(
        _TYPES.get(source.genre or "", "Article"),
        id=f"{address(article_uri(article_id))}#source",
        headline=source.headline,
        url=source.url,
        datePublished=known(source.published),
        publisher=node("Organization", name=source.publisher),
        **more,
    )


def full_source(article_id: str, article: Article, address: Address) -> Node:
    """All known facts of the source."""
    source = article.source
    return source_node(
        article_id,
        article,
        address,
        creditText=", ".join(source.authors),  # whether a byline is a person's is not known
        inLanguage=source.language,
        archivedAt=source.archive_url,
        copyrightNotice=source.rights,
    )


def actor_node(desk: Desk, actor_id: str, address: Address) -> Node:
    """Everything that the page of an actor says."""
    actor = desk.actors[actor_id]
    page, wikidata = address(actor_uri(actor_id)), actor.wikidata
    made = named_actor(desk, actor_id, address) | node(
        _ACTOR_TYPES[actor.kind],
        # A capital is no name of its state.
        alternateName=[name.name for name in actor.names if name.kind != "metonym"],
        description=actor.summary,
        url=page,
        sameAs=f"https://www.wikidata.org/entity/{wikidata}" if wikidata else None,
        subjectOf=[node("WebPage", name=link.title, url=link.url) for link in actor.links],
    )
    return made if actor.kind == "unnamed" else made | _roles(desk, actor, address)


def author_nodes(desk: Desk, actor_ids: Iterable[str], address: Address) -> list[Node]:
    """Those who can be named as authors: people and bodies, not mere descriptions."""
    known_ids = (id_ for id_ in actor_ids if id_ in desk.actors)
    named = (id_ for id_ in known_ids if desk.actors[id_].kind != "unnamed")
    return [named_actor(desk, actor_id, address) for actor_id in named]


def named_actor(desk: Desk, actor_id: str, address: Address) -> Node:
    """An actor by name, with the page that says more."""
    actor = desk.actors[actor_id]
    id_ = f"{address(actor_uri(actor_id))}#actor"
    return node(_ACTOR_TYPES[actor.kind], id=id_, name=actor.name)


def _roles(desk: Desk, actor: Actor, address: Address) -> Node:
    person = actor.kind == "person"
    made: dict[str, list[object]] = {}
    for role in actor.roles:
        if role.of in desk.actors and role.of:
            name = "affiliation" if person else "memberOf"
            body: object = named_actor(desk, role.of, address)
            made.setdefault(name, []).append(_role("OrganizationRole", name, body, role))
        elif person and not role.of:
            dated = role.from_ or role.to
            title = _role("Role", "jobTitle", role.title, role) if dated else role.title
            made.setdefault("jobTitle", []).append(title)
    return {name: one_or_all(values) for name, values in made.items()}


def _role(type_: str, name: str, value: object, role: Role) -> Node:
    """``value`` with the dates between which it holds (https://schema.org/Role)."""
    made = node(type_, roleName=role.title, startDate=known(role.from_), endDate=known(role.to))
    return {**made, name: value}


ANNOTATIONS = "annotations.json"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations_uri(article_id: str) -> str:
    """``articles/<id>/annotations.json``."""
    return f"{article_uri(article_id)}{ANNOTATIONS}"


def annotated(desk: Desk) -> dict[str, tuple[QuoteEntry, ...]]:
    """The articles with quotes that the lock found in the source."""
    found = {
        article_id: tuple(quote for quote in quotes if _is_in_source(quote))
        for article_id, quotes in desk.quotes_of_article.items()
    }
    return {article_id: quotes for article_id, quotes in found.items() if quotes}


def annotation_page(
    article_id: str, quotes: Sequence[QuoteEntry], site_name: str, address: Address
) -> bytes:
    """The file of annotations of one article, as JSON; the words of each are in the source."""
    id_ = address(annotations_uri(article_id))
    items = [_annotation(quote, site_name, address) for quote in quotes]
    page = {"@context": _CONTEXT, "id": id_, "type": "AnnotationPage", "items": items}
    return f"{json.dumps(page, ensure_ascii=False, indent=1)}\n".encode()


def _is_in_source(entry: QuoteEntry) -> bool:
    # Nobody can go and look where there is no address.
    if entry.record.withheld or entry.article.source.url is None:
        return False
    line = entry.checked if entry.verdict in STANDS else None
    return line is not None and bool(_runs(entry, line))


def _annotation(entry: QuoteEntry, site_name: str, address: Address) -> Node:
    page = address(quote_uri(entry.reference))
    return {
        "id": f"{page}#annotation",
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Organization", "name": site_name},
        "body": {"id": page, "type": "Text", "format": "text/html"},
        "target": one_or_all(list(_targets(entry))),
    }


def _targets(entry: QuoteEntry) -> Iterator[Node]:
    """A target for each run of words, with two selectors for the same place."""
    line, source = entry.checked, entry.article.source
    assert line is not None  # noqa: S101 - its words are in the source
    state, runs = _state(source), _runs(entry, line)
    # What is next to the words may be those that another quote withholds.
    shows_around = not (entry.article.withholds or line.is_masked)
    for number, (words, (start, end)) in enumerate(runs):
        quoted: Node = {"type": "TextQuoteSelector", "exact": words}
        if number == 0 and shows_around:
            quoted["prefix"] = line.prefix
        if number == len(runs) - 1 and shows_around:
            quoted["suffix"] = line.suffix
        position: Node = {"type": "TextPositionSelector", "start": start, "end": end}
        target = {"type": "SpecificResource", "source": source.url, "selector": [quoted, position]}
        yield target | ({"state": state} if state else {})


def _runs(entry: QuoteEntry, line: LockLine) -> list[tuple[str, tuple[int, int]]]:
    """The words of each run with its place; without what the quote leaves out."""
    # An ellipsis or a bracket may be the source's own: what fits the places better counts.
    parts, letters = compared_words(entry.record), sum(end - start for start, end in line.spans)
    ways = (QuoteRuns.whole(parts), QuoteRuns.abridged(parts), QuoteRuns.broken(parts))
    fitting = [quotation for quotation in ways if len(quotation.runs) == len(line.spans)]
    if not fitting:
        return []
    best = min(fitting, key=lambda quotation: abs(quotation.letters - letters))
    return [(run.words, span) for run, span in zip(best.runs, line.spans, strict=True)]


def _state(source: Source) -> Mapping[str, object] | None:
    """When the text was taken from the source, as far as known; its copy."""
    state: Node = {"type": "TimeState"}
    when = source.retrieved
    if when and when.first and when.last:
        state["sourceDateStart"] = f"{when.first.isoformat()}T00:00:00Z"
        state["sourceDateEnd"] = f"{when.last.isoformat()}T23:59:59Z"
    if source.archive_url:
        state["cached"] = source.archive_url
    return state if len(state) > 1 else None
