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
        kind: of a record, such as ``actor`` or ``quote``; ``article_quotes`` for the list of an
            article's quotes; else ``home``, ``list``, ``data``, ``changes`` or ``redirect``.
        id: of the record (of a quote its reference), the name of the list, or the address that
            a redirect leads from.
    """

    kind: str
    id: str = ""

    @property
    def uri(self) -> str:
        """The site path of the record's own page."""
        if self.kind == "quote":
            return quote_uri(self.id)
        if self.kind == "article_quotes":
            return article_quotes_uri(self.id)
        return KINDS[self.kind].address(self.id)

    @property
    def article(self) -> str:
        """The id of the article that the page of an article, its quotes or one of them is of."""
        return self.id.partition("#")[0]

    @property
    def section(self) -> str:
        """The list that the page belongs to, such as ``actors``; the kind where it is in none."""
        if self.kind == "list":
            return self.id
        if self.kind in ("quote", "article_quotes"):
            return "quotes"
        return KINDS[self.kind].plural if self.kind in KINDS else self.kind

    @property
    def above(self) -> tuple[str, ...]:
        """The site paths of the pages above a record's own, its list first; without home's."""
        if self.kind == "quote":
            return (f"{self.section}/", article_quotes_uri(self.article))
        in_list = self.kind in KINDS or self.kind == "article_quotes"
        return (f"{self.section}/",) if in_list else ()
