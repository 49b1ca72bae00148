"""Where things are on the site: the addresses are a contract with everyone who links to them.

An address here is a site path (``actors/x/``; the home page is the empty one); the renderer makes
it relative to the page it is on.
"""

from dataclasses import dataclass

from onrecord.records.kinds import KINDS

actor_uri = KINDS["actor"].address
article_uri = KINDS["article"].address
demand_uri = KINDS["demand"].address
claim_uri = KINDS["claim"].address
topic_uri = KINDS["topic"].address
briefing_uri = KINDS["briefing"].address


def quote_uri(reference: str) -> str:
    """``quotes/<article-id>/<quote-id>/`` for ``article-id#quote-id``."""
    return f"quotes/{reference.replace('#', '/', 1)}/"


def article_quotes_uri(article_id: str) -> str:
    """``quotes/<article-id>/``."""
    return f"quotes/{article_id}/"


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
