"""Where things are on the site: the addresses are a contract with everyone who links to them.

An address here is a site path (``actors/x/``; the home page is the empty one); the renderer makes
it relative to the page it stands on.
"""

from dataclasses import dataclass

from onrecord.records.kinds import KINDS


def actor_uri(actor_id: str) -> str:
    """``actors/<id>/``."""
    return KINDS["actor"].address(actor_id)


def quote_uri(reference: str) -> str:
    """``quotes/<article-id>/<quote-id>/`` for ``article-id#quote-id``."""
    article_id, _, quote_id = reference.partition("#")
    return f"quotes/{article_id}/{quote_id}/"


def article_uri(article_id: str) -> str:
    """``articles/<id>/``."""
    return KINDS["article"].address(article_id)


def article_quotes_uri(article_id: str) -> str:
    """``quotes/<article-id>/``."""
    return f"quotes/{article_id}/"


def demand_uri(demand_id: str) -> str:
    """``demands/<id>/``."""
    return KINDS["demand"].address(demand_id)


def claim_uri(claim_id: str) -> str:
    """``claims/<id>/``."""
    return KINDS["claim"].address(claim_id)


def topic_uri(topic_id: str) -> str:
    """``topics/<id>/``."""
    return KINDS["topic"].address(topic_id)


def briefing_uri(briefing_id: str) -> str:
    """``briefings/<id>/``."""
    return KINDS["briefing"].address(briefing_id)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a page is about.

    Attributes:
        kind: of a record, such as ``actor``; else ``home``, ``list``, ``data``, ``changes`` or
            ``moved``.
        id: of the record (of a quote its reference), or the name of the list.
    """

    kind: str
    id: str = ""

    @property
    def uri(self) -> str:
        """The site path of the record's own page."""
        return quote_uri(self.id) if self.kind == "quote" else KINDS[self.kind].address(self.id)
