"""What other sites show of a link to a page: Open Graph and what X makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from onrecord.render.words import Words

from .typesetter import SIZE


@dataclass(frozen=True, slots=True)
class OpenGraph:
    """The tags of a page beside its title and description; texts are plain, unescaped.

    Attributes:
        type: `website` for home, `article` for any other page.
        locale: `en_GB`; None where the words of the interface do not name that of their language.
        url: of the page; None without the site's own address, since it must be absolute.
        image: address of the picture; None where there is none, or no address.
        alt: what the picture shows, in words.
        width, height: of the picture.
    """

    type: str
    locale: str | None
    url: str | None
    image: str | None
    alt: str | None
    width: int = SIZE[0]
    height: int = SIZE[1]

    @property
    def card(self) -> str:
        """How X should show it."""
        return "summary_large_image" if self.image else "summary"


def locale_of(words: Words, language: str) -> str | None:
    """The locale in ``words``, unless it is that of another language, which filled a gap.

    Raises:
        WordsFault: the catalogue has none at all.
    """
    locale = words("share.locale").unescape()
    return locale if locale.partition("_")[0] == language.partition("-")[0] else None


def absolute(site_url: str, uri: str) -> str | None:
    """The address of the site path ``uri``; None where the site's is not known."""
    return urljoin(site_url.rstrip("/") + "/", uri) if site_url else None
