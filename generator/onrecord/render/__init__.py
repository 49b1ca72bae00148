"""From views to HTML: the templates, the words they use and the addresses they link to."""

from onrecord.views.context import SiteInfo

from .jinja import CompiledTemplates
from .renderer import Renderer
from .templates import TemplateFault
from .words import Words, WordsFault

__all__ = ["CompiledTemplates", "Renderer", "SiteInfo", "TemplateFault", "Words", "WordsFault"]
