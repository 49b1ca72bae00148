"""The data of a configured site, for a build and for `onrecord export` alike."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from onrecord.desk.desk import Desk
from onrecord.exports.about import About
from onrecord.exports.downloads import Downloads
from onrecord.render.plain_words import PlainWords
from onrecord.render.words import Words

from .options import OnrecordConfig


def downloads_of(
    config: MkDocsConfig, options: OnrecordConfig, desk: Desk, words: Words
) -> Downloads:
    """What writes the data of ``desk``, with what the configuration says of it."""
    about = About(
        site=config.site_name,
        url=config.site_url or "",
        language=options.language,
        coverage=desk.coverage,
        licence=options.licence.strip(),
    )
    return Downloads(desk, about, PlainWords(words))
