"""Each briefing as a file beside its page, to be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from onrecord.briefing.imprint import Imprint
from onrecord.briefing.markdown import make
from onrecord.render.places import template_folders
from onrecord.render.plain_words import PlainWords
from onrecord.site.files import SiteFile
from onrecord.views.briefing.briefing import briefing_view
from onrecord.views.briefing.list import TEXT
from onrecord.views.briefing.request import request_of
from onrecord.views.maker import Maker

from .config import OnrecordConfig
from .prepare import Prepared


def briefing_files(
    prepared: Prepared, options: OnrecordConfig, config: MkDocsConfig
) -> Iterator[SiteFile]:
    """The Markdown of each briefing.

    Raises:
        TemplateFault: its template cannot be used.
    """
    briefings = prepared.desk.briefings
    if not briefings:
        return
    maker, say = Maker.of(prepared.desk), PlainWords(prepared.words)
    folders = template_folders(options.site_templates())
    imprint = Imprint(prepared.site, prepared.words, folders, config.use_directory_urls)
    for briefing_id, briefing in briefings.items():
        request = request_of(briefing_id, briefing)
        made = make(briefing_view(maker, request), say, imprint)
        yield SiteFile(f"{request.uri}{TEXT}", made.data)
