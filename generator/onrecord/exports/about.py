"""What every file says of itself: which site, which days, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import __version__
from onrecord.desk.settings import Coverage
from onrecord.views.saying import Say


@dataclass(frozen=True, slots=True)
class About:
    """Where the data comes from.

    Attributes:
        site: the site's name, plain text.
        url: where it is published; empty where that is not known.
        language: of what the desk wrote itself.
        coverage: the days covered; None where nothing is dated.
        licence: on what terms the annotations may be used, a name or an address; empty where none
            are given.
    """

    site: str
    url: str = ""
    language: str = "en"
    coverage: Coverage | None = None
    licence: str = ""

    @property
    def as_of(self) -> str:
        """The last day covered; empty where nothing is dated."""
        return self.coverage.through.text if self.coverage else ""

    def told(self, say: Say) -> dict[str, str]:
        """It as short texts, by their names in the files; what is not known is left out."""
        items = {
            "site": self.site,
            "url": self.url,
            "language": self.language,
            "covers_from": self.coverage.first.text if self.coverage else "",
            "covers_through": self.as_of,
            "licence": self.licence or say("data.no_licence"),
            "rights": say("data.rights"),
            "made_with": f"Onrecord {__version__}",
        }
        return {name: text for name, text in items.items() if text}
