"""What every share picture of a site has in common."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from onrecord.desk.settings import Coverage
from onrecord.render.plain_words import PlainWords
from onrecord.render.words import Words
from onrecord.views.language import direction as direction_of

from .lettering import line, phrase


@dataclass(frozen=True, slots=True)
class Sheet:
    """The site in a picture.

    Attributes:
        name: of the site.
        coverage: the days covered, in words; None where the site does not state them. (Days that
            follow from the records would change every picture with one record.)
        corrections: where corrections are found.
        language: of the interface; two or three letters.
        direction: `ltr` or `rtl`.
    """

    name: str
    coverage: str | None
    corrections: str
    language: str
    direction: str

    @classmethod
    def of(
        cls, name: str, address: str, coverage: Coverage | None, language: str, words: Words
    ) -> Sheet:
        """The sheet of the site ``name`` at ``address`` (empty where that is not known)."""
        say = PlainWords(words)
        where = _shown(address) or phrase(name)
        return cls(
            name=line(name),
            coverage=_covered(coverage, say) if coverage else None,
            corrections=say("share.corrections", where=where),
            language=language.lower().partition("-")[0],
            direction=direction_of(language) or "ltr",
        )

    @property
    def drawn(self) -> str:
        """What the template is given of it, as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def _covered(coverage: Coverage, say: PlainWords) -> str:
    first, through = say.date(coverage.first), say.date(coverage.through)
    return say("theme.coverage", **{"from": first, "through": through})


def _shown(address: str) -> str:
    """An address as people write it: without its scheme and its last slash."""
    parts = urlsplit(address)
    return line(f"{parts.netloc}{parts.path}".rstrip("/"))
