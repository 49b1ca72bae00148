"""One page of the site, as planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page that can be rendered when its turn comes.

    Attributes:
        uri: site path, ``actors/x/``; the empty one is home. The source path is ``uri`` with
            ``index.md``.
        template: ``pages/actor.html``.
        title: plain text, unescaped.
        description: plain text, unescaped; one or two sentences.
        source: the YAML file it is written in, for the edit link; ``None`` for lists.
        view: computes what the page shows.
        noindex: keep it out of search engines.
        scripts: names of the theme's scripts (``js/<name>.js``) that it needs beside those of every
            page, in their order.
        styles: names of the theme's style sheets (``css/<name>.css``), likewise.
        leads_to: the site path that a browser is sent on to, where the page has moved.
        twin: the site path of its rows as data, where there is a file of them.
    """

    uri: str
    template: str
    title: str
    description: str
    source: Path | None
    view: Callable[[], object]
    noindex: bool = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    leads_to: str | None = None
    twin: str | None = None
