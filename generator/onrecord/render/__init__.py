"""From views to HTML: the templates, the words they use and the addresses they link to."""

from onrecord.views.context import SiteInfo

from .environments import CompiledTemplates
from .phrases import PlainWords
from .site import LaterTexts, PageFacts, PageTexts, SiteContext, SiteFile, SitePage, known_texts
from .templates import TemplateFault, packaged_templates, template_folders
from .words import Words, WordsFault
