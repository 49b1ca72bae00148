"""What the theme shows around every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page

from onrecord.render import SiteInfo, Words
from onrecord.render.dates import DateWords

SECTIONS = (
    "demands",
    "actors",
    "quotes",
    "claims",
    "articles",
    "topics",
    "timeline",
    "sources",
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The global `onrecord` of the theme's templates.

    Attributes:
        t: the words.
        site: what every page knows.
        coverage: the days covered, in words; None where nothing is dated.
    """

    t: Words
    site: SiteInfo
    coverage: Markup | None

    @classmethod
    def of(cls, words: Words, site: SiteInfo) -> Shell:
        """The shell of ``site``."""
        return cls(words, site, _coverage(words, site))


def add_sections(nav: Navigation, addresses: Iterable[tuple[str, str]]) -> None:
    """Put the lists of the site into ``nav``, behind home, unless `nav:` names them itself.

    Args:
        nav: of the Markdown pages.
        addresses: label and URL of each list.
    """
    named = {page.url for page in nav.pages}
    links = [Link(label, url) for label, url in addresses if url not in named]
    first = nav.items[0] if nav.items else None
    place = 1 if isinstance(first, Page) and first.is_homepage else 0
    nav.items[place:place] = links


def _coverage(words: Words, site: SiteInfo) -> Markup | None:
    if site.coverage is None:
        return None
    dates = DateWords(words)
    return words(
        "theme.coverage",
        **{"from": dates.html(site.coverage.first), "through": dates.html(site.coverage.through)},
    )


def escaped_title(title: str | None) -> Markup | None:
    """``title`` of a Markdown page, safe in HTML.

    MkDocs gives it as HTML where it comes from a heading, as plain text where from elsewhere.
    """
    return None if title is None else escape(Markup(title).unescape())  # noqa: S704 - only to unescape it
