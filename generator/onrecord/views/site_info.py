"""What every page knows of its site."""

from dataclasses import dataclass

from onrecord.desk.settings import Coverage

from .language import direction


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """The site, as templates see it (`site`).

    Attributes:
        name: plain text.
        coverage: the first and the last day that the desk covers; None where nothing is dated.
        language: of the pages, as in `<html lang>`.
        url: where the site is published, ending in a slash; empty where that is not known.
        suggest: where corrections are suggested: an address with `{title}`, `{body}`, `{reference}`
            and `{address}` in it; empty where there is none.
        downloads: whether it offers its data.
        licence: of the annotations: a name or an address; empty where none is named.
    """

    name: str
    coverage: Coverage | None = None
    language: str = "en"
    url: str = ""
    suggest: str = ""
    downloads: bool = False
    licence: str = ""

    @property
    def as_of(self) -> str:
        """The last day covered; empty where nothing is dated."""
        return self.coverage.through.text if self.coverage else ""

    @property
    def direction(self) -> str | None:
        """``rtl`` where the language is written so."""
        return direction(self.language)
