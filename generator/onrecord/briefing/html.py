"""A briefing as one HTML page that stands alone, with its styles in it and nothing fetched."""

import re
from dataclasses import dataclass

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from onrecord.briefing.sections.head import briefing_title
from onrecord.briefing.sections.view import BriefingView
from onrecord.render.addresses import Addresses
from onrecord.render.renderer import make_environment
from onrecord.render.site import SiteContext
from onrecord.render.templates import RENDER_ERRORS, TemplateFault
from onrecord.views.lines import Catalogue

from .formats import Made, template_file

_TEMPLATE = "pages/briefing_alone.html"
_STYLES = ("onrecord", "cards", "briefing")

# Begins an address that nobody knows. No content holds it: control characters are errors there.
_NOWHERE = "\x1a"
_LINK = re.compile(rf'<a\b[^>]*\shref="{_NOWHERE}[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_PLACE = re.compile(rf'\sdata-address="{_NOWHERE}[^"]*"')
# The fonts are files beside the site's style sheet, which is not here.
_FONT = re.compile(r"@font-face\s*\{[^}]*\burl\([^}]*\}\n?")


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    uri: str


class _Away(Addresses):
    """The addresses of the site as a file elsewhere needs them: whole, or none at all."""

    __slots__ = ("_site_url",)

    def __init__(self, site: SiteContext) -> None:
        super().__init__(directory_urls=site.directory_urls)
        self._site_url = site.info.url

    @pass_context
    def url(self, _context: Context, path: str) -> str:
        return self.absolute(self._site_url or _NOWHERE, path)


def make(view: BriefingView, say: Catalogue, site: SiteContext) -> Made:
    """The whole file.

    Raises:
        TemplateFault: a template cannot be used.
    """
    folders = site.templates
    environment = make_environment(folders, site.words, _Away(site), site.info)
    page = _Page(briefing_title(view.head, say), view.head.uri or "")
    try:
        template = environment.get_template(_TEMPLATE)
        html = template.render(view=view, page=page, markdown=None, style=_style(site))
    except (*RENDER_ERRORS, UnicodeDecodeError) as error:
        raise TemplateFault.of(error, template_file(folders, _TEMPLATE)) from error
    return Made(_PLACE.sub("", _LINK.sub(r"\1", html)).encode())


def _style(site: SiteContext) -> Markup:
    sheets = (template_file(site.templates, f"theme/css/{name}.css") for name in _STYLES)
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return Markup(_FONT.sub("", text))  # noqa: S704 - style sheets of the site, like its templates
