"""Other plugins that cannot work on pages without a file, told before they fail on one."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig

_I18N = (
    "the plugin 'i18n' cannot be used beside onrecord: it makes a site of the Markdown files of "
    "each language, and the pages of the desk have none; the language of their words is the option "
    "`language`"
)
_RSS = (
    "the plugin 'rss' takes every page for a Markdown file, and the pages of the desk have none: "
    "give it a `match_path` that leaves them out, such as match_path: news/.*; the desk's own "
    "feeds are made without it"
)


def why_unfit(config: MkDocsConfig) -> str | None:
    """Why the plugins of ``config`` cannot make a site together; None where nothing is known."""
    if "i18n" in config.plugins:
        return _I18N
    if (rss := config.plugins.get("rss")) and _takes_all(rss.config.get("match_path")):
        return _RSS
    return None


def _takes_all(pattern: object) -> bool:
    """Whether ``pattern`` fits a page of the desk."""
    try:
        return re.match(str(pattern or ".*"), "demands/index.md") is not None
    except re.error:
        return False  # its own plugin says so
