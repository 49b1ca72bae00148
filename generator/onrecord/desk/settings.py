"""What a site's configuration says about its desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.diagnostics import Severity
from onrecord.records import PartialDate


@dataclass(frozen=True, slots=True)
class QuotationLimits:
    """Above how many words of one source a warning is due; ``None`` for never.

    Attributes:
        speakers: words of those whom the source quotes.
        publisher: words of the source itself.
    """

    speakers: int | None = 500
    publisher: int | None = 150


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days a desk covers, both included."""

    first: PartialDate
    through: PartialDate

    def holds(self, date: PartialDate) -> bool:
        """Whether ``date`` may be one of the days."""
        return not (date.before(self.first) or self.through.before(date))


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the content lies and how it is judged.

    Attributes:
        content: the folder of the annotations.
        coverage: the days covered; ``None`` takes the first and last date in the content.
        levels: a severity for a warning's code, where the site lowers or raises it.
        locked: whether the lock among the content says what comparing the quotes came to.
        house_style: where the list of loaded words may lie, the first that is there counts.
        captures: the folder of the sources' texts, where summaries are to be compared with them.
        redirects: former site paths that the configuration leads elsewhere.
        quotation: how many words of one source may be quoted without a warning.
        language: in which the desk itself writes; the site's.
        drafts: whether articles that are drafts are in it like all others.
    """

    content: Path
    coverage: Coverage | None = None
    levels: Mapping[str, Severity] = field(default_factory=dict)
    locked: bool = True
    house_style: tuple[Path, ...] = ()
    captures: Path | None = None
    redirects: frozenset[str] = frozenset()
    quotation: QuotationLimits = field(default_factory=QuotationLimits)
    language: str = "en"
    drafts: bool = False
