"""A briefing on the harbour strike, with words that no format may take for its own."""

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.desk.desks import good_desk, harbour
from tests.views.strike import FILES

from onrecord.briefing.compose import compose
from onrecord.briefing.formats import make_markdown
from onrecord.briefing.outline import Outline, StyledSpan
from onrecord.briefing.sections.briefing_view import BriefingView, briefing_view
from onrecord.briefing.sections.material import BriefingPeriod, BriefingRequest
from onrecord.records import PartialDate
from onrecord.render.phrases import PlainWords
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words
from onrecord.views.context import Context, SiteInfo
from onrecord.views.links import Link

SITE = "https://record.example/strike/"
HOSTILE = '#set page(fill: red) $x$ *b* _i_ @a <b>&amp;</b> "{{ 7 }}" \\u{41}'
HEBREW = "הנמל סגור היום"
_NOTICE: dict[str, Any] = {
    "title": f"Notice {HOSTILE}",
    "source": {
        "publisher": "Port Radio",
        "published": "2031-05-04",
        "url": 'https://radio.example/?a=<b>&b="c"',
    },
    "event": "talks",
    "defaults": {"form": "direct", "basis": "on_record"},
    "quotes": [
        {"id": "closed", "text": HEBREW, "speaker": "rivera", "language": "he"},
        {"id": "odd", "text": HOSTILE, "speaker": "brandt", "context": HOSTILE},
    ],
}
_LINE: dict[str, Any] = {
    "since": "2031-05-01",
    "until": "2031-05-31",
    "bottom_line": f"The dockers want ten percent; the port refused. It said: {HOSTILE}",
    "by": "Jo Diaz",
    "date": "2031-05-05",
    "evidence": ["rally#ten-percent"],
}


@dataclass(frozen=True, slots=True)
class Given:
    """What a format is given."""

    view: BriefingView
    say: PlainWords
    site: SiteContext

    @property
    def outline(self) -> Outline:
        return compose(self.view, self.say, self.site)

    @property
    def headings(self) -> list[str]:
        """The title and all headings, as the Markdown has them."""
        text = make_markdown(self.view, self.say, self.site).data.decode()
        return [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]

    def at(self, url: str) -> "Given":
        info = replace(self.site.info, url=url)
        return replace(self, site=replace(self.site, info=info))

    def language(self, tag: str) -> "Given":
        """With a site in the language ``tag`` (its words stay as they are)."""
        info = replace(self.site.info, language=tag)
        return replace(self, site=replace(self.site, info=info))

    def templates(self, folder: Path) -> "Given":
        """With the site's own templates in ``folder``."""
        folders = (folder, *self.site.templates)
        return replace(self, site=replace(self.site, templates=folders))

    def about(self, name: str) -> "Given":
        """Limited to somebody with this name, and so in the title."""
        head = replace(self.view.head, actors=(Link(name, None),))
        return replace(self, view=replace(self.view, head=head))

    def bottom_line(self, text: str) -> "Given":
        line = self.view.bottom_line
        assert line
        return replace(self, view=replace(self.view, bottom_line=replace(line, text=text)))


def given(folder: Path) -> "Given":
    """The briefing on May 2031, of a desk written into ``folder``."""
    files = {**FILES, "articles/notice.yml": _NOTICE, "briefings/may.yml": _LINE}
    desk = good_desk(harbour(folder, files))
    period = BriefingPeriod(PartialDate.parse("2031-05-01"), PartialDate.parse("2031-05-31"))
    templates = (packaged_templates(),)
    words = Words.load(templates)
    info = SiteInfo("Harbour desk", desk.coverage, "en-GB", SITE)
    site = SiteContext(desk, words, info, templates)
    view = briefing_view(Context(desk), BriefingRequest(period, id="may"))
    return Given(view, site.say, site)


def spans(value: object) -> list[StyledSpan]:
    """Every piece of text in an outline, in its order."""
    if isinstance(value, StyledSpan):
        return [value]
    if isinstance(value, tuple):
        return [span for part in value for span in spans(part)]
    slots = getattr(type(value), "__slots__", ())
    return [span for name in slots for span in spans(getattr(value, name))]


class Reader(HTMLParser):
    """Collects headings, links, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if self._starts(tag):
            self._heading = True
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if self._starts(tag):
            self._heading = False

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._heading:
            self.headings[-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @staticmethod
    def _starts(tag: str) -> bool:
        return tag in {"h1", "h2", "h3", "h4"}
