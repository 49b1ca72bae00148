"""The source of an article: who published what, where and when."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import Article, PartialDate

from .language import direction
from .links import Link, article_uri
from .people import People


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of one source.

    Attributes:
        article: our page about it.
        party: the actor whose own outlet the publisher is.
        chain: who reported it to the source.
        url, archive_url: addresses on the web, ``http`` or ``https``.
    """

    article: Link
    publisher: str
    published: PartialDate
    party: Link | None
    chain: tuple[str, ...]
    headline: str | None
    authors: tuple[str, ...]
    language: str | None
    genre: str | None
    url: str | None
    archive_url: str | None
    retrieved: PartialDate | None
    rights: str | None

    @property
    def direction(self) -> str | None:
        """``rtl`` where its language is written so."""
        return direction(self.language)


def source_facts(article_id: str, article: Article, people: People) -> SourceFacts:
    """The facts about the source of ``article``."""
    source = article.source
    return SourceFacts(
        article=Link(article.title, article_uri(article_id)),
        publisher=source.publisher,
        published=source.published,
        party=people.link(source.party) if source.party else None,
        chain=source.via,
        headline=source.headline,
        authors=source.authors,
        language=source.language,
        genre=source.genre,
        url=source.url,
        archive_url=source.archive_url,
        retrieved=source.retrieved,
        rights=source.rights,
    )
