"""Demands and claims as schema.org has them."""

from __future__ import annotations

from onrecord.desk.claims import ClaimStanding
from onrecord.desk.demands import DemandEntry
from onrecord.views.claim import claim_line
from onrecord.views.links import claim_uri, demand_uri
from onrecord.views.maker import Maker
from onrecord.views.references import topic_link
from onrecord.views.saying import Say

from .actors import ActorNodes
from .node import Address, Node, known, node
from .sources import source_node

# What a demand is where no address of the site can say so (https://www.rfc-editor.org/rfc/rfc8141).
DEMAND = "urn:x-onrecord:demand"
_SHOWN_SOURCES = 20


class SubjectNodes:
    """Makes the nodes of demands and claims."""

    def __init__(self, maker: Maker, actors: ActorNodes, say: Say, demand_type: str) -> None:
        self._maker = maker
        self._actors = actors
        self._say = say
        self._demand_type = demand_type

    def demand(self, entry: DemandEntry, address: Address) -> Node:
        """A demand: schema.org has a Demand of its own, of goods and services, never used here."""
        record, page = entry.record, address(demand_uri(entry.id))
        topic, people = topic_link(self._maker.desk, record.topic), self._maker.people
        return node(
            "CreativeWork",
            id=f"{page}#demand",
            additionalType=self._demand_type,
            name=record.title,
            description=self._say(
                f"demand.who_of_whom.{record.strength}",
                by=self._say.names(people.links(record.by)),
                to=self._say.names(people.links(entry.addressees)),
            ),
            abstract=record.summary,
            url=page,
            mainEntityOfPage=page,
            creator=self._actors.authors(record.by, address),
            dateCreated=known(entry.first_date),
            creativeWorkStatus=_ended(entry),
            about=node("Thing", name=topic.text, url=address(topic.uri)) if topic.uri else None,
            # Whom it is addressed to.
            mentions=[
                self._actors.named(one, address)
                for one in entry.addressees
                if one in self._maker.desk.actors
            ],
            isPartOf=self._other(record.part_of, address),
            isBasedOn=self._other(record.supersedes, address),
        )

    def claim(self, standing: ClaimStanding, address: Address) -> Node:
        """A claim, always with whose it is; we rate none."""
        desk, page = self._maker.desk, address(claim_uri(standing.id))
        line = claim_line(self._maker, standing.id)
        names = self._say.names(line.by)
        appearances = dict.fromkeys(one.article_id for one in standing.by_act("asserted"))
        topics = (topic_link(desk, one) for one in standing.record.about)
        return node(
            "Claim",
            id=f"{page}#claim",
            text=self._say("claim.title", names=names, text=line.text),
            url=page,
            mainEntityOfPage=page,
            author=self._actors.authors(standing.record.by, address),
            dateCreated=known(standing.first_date),
            appearance=[
                source_node(one, desk.articles[one], address)
                for one in list(appearances)[:_SHOWN_SOURCES]
            ],
            about=[
                node("Thing", name=link.text, url=address(link.uri)) for link in topics if link.uri
            ],
        )

    def _other(self, demand_id: str | None, address: Address) -> Node | None:
        demand = self._maker.desk.demands.get(demand_id or "")
        if demand is None:
            return None
        page = address(demand_uri(demand.id))
        return node("CreativeWork", id=f"{page}#demand", name=demand.record.title, url=page)


def _ended(entry: DemandEntry) -> str | None:
    if entry.withdrawn:
        return "withdrawn"
    return "superseded" if entry.successors else None
