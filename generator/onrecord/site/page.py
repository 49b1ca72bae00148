"""One page or file of the site, as planned."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onrecord.desk.addresses import Subject


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that can be rendered when its turn comes.

    Attributes:
        subject: what it is about.
        uri: site path, ``actors/x/``; the empty one is home. The source path is ``uri`` with
            ``index.md``.
        template: ``pages/actor.html``.
        title: plain text, unescaped.
        description: plain text, unescaped; one or two sentences.
        view: computes what the page shows.
        part: which part of what its subject's own page shows; empty for that page.
        source: the YAML file it is written in, for the edit link; ``None`` for lists.
        noindex: keep it out of search engines.
        scripts: names of the theme's scripts (``js/<name>.js``) that it needs beside those of every
            page, in their order.
        styles: names of the theme's style sheets (``css/<name>.css``), likewise.
        leads_to: the site path that a browser is sent on to, where the page has moved.
        twin: the site path of its rows as data, where there is a file of them.
    """

    subject: Subject
    uri: str
    template: str
    title: str
    description: str
    view: Callable[[], object]
    part: str = ""
    source: Path | None = None
    noindex: bool = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    leads_to: str | None = None
    twin: str | None = None

    @property
    def section(self) -> str:
        """The first part of its address; ``home`` for the home page."""
        return self.uri.partition("/")[0] or "home"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that is published as it is.

    Attributes:
        uri: its path below the site's root.
        content: all of it, or a file that has it, or what makes it when it is written.
    """

    uri: str
    content: bytes | Path | Callable[[], bytes]
