"""From views to HTML: the templates, the words they use and the addresses they link to."""

from onrecord.views.site_info import SiteInfo

from .compiled import Compiled
from .faults import TemplateFault
from .renderer import Renderer
from .words import Words, WordsFault

__all__ = ["Compiled", "Renderer", "SiteInfo", "TemplateFault", "Words", "WordsFault"]
