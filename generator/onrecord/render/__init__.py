"""From views to HTML: the templates, the words they use and the addresses they link to."""

from onrecord.views.context import SiteInfo

from .environments import CompiledTemplates
from .renderer import Renderer
from .site import PageFacts, SiteContext, SiteFile, SitePage, Wording
from .templates import TemplateFault, packaged_templates, template_folders
from .words import Words, WordsFault

__all__ = [
    "CompiledTemplates",
    "PageFacts",
    "Renderer",
    "SiteContext",
    "SiteFile",
    "SiteInfo",
    "SitePage",
    "TemplateFault",
    "Wording",
    "Words",
    "WordsFault",
    "packaged_templates",
    "template_folders",
]
