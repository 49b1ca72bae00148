"""Filters for what readers copy from a page: addresses, attributed quotes, references, embeds."""

from collections.abc import Iterable
from urllib.parse import quote

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from onrecord.views.actor import ActorView
from onrecord.views.attribution import attributed, embed
from onrecord.views.citation import actor_citations, citations, demand_citations
from onrecord.views.citation_style import Citation
from onrecord.views.context import Publication, SiteInfo
from onrecord.views.demand import DemandView
from onrecord.views.quote_card import QuoteCard
from onrecord.views.source_facts import SourceFacts

from .addresses import Addresses
from .phrases import PlainWords
from .words import Words

# Stands for an address in plain text. No content holds it: control characters are errors there.
_ADDRESS_MARK = "\x1a"


class CopyFilters:
    """The filters that make text for other places.

    Where the site does not say at which address it is published, a text says instead that an
    address belongs there, in an element that tells the script where it leads.
    """

    def __init__(self, words: Words, addresses: Addresses, site: SiteInfo) -> None:
        self._say = PlainWords(words)
        self._addresses = addresses
        self._site = site
        self._here = words("copy.address_here")
        # A card is on some six pages; its text is the same on each.
        self._texts: dict[str, Markup] = {}

    @pass_context
    def address(self, context: Context, path: str) -> Markup:
        """The address of the site path ``path`` for other sites."""
        return self._shown(context, self._absolute(path), path)

    @pass_context  # else Jinja computes it for literals while it compiles, which is kept
    def suggest(self, _context: Context, reference: str, path: str) -> str:
        """Where a correction of what ``reference`` names, on the page ``path``, is suggested."""
        address = self._addresses.absolute(self._site.url, path) if self._site.url else path
        facts = {"reference": reference, "address": address}
        title = self._say("corrections.suggest_title", **facts) if reference else ""
        body = self._say("corrections.suggest_body", **facts) if reference else ""
        filled = self._site.suggest
        for name, text in {**facts, "title": title, "body": body}.items():
            filled = filled.replace(f"{{{name}}}", quote(text, safe=""))
        return filled

    @pass_context
    def attributed(self, context: Context, card: QuoteCard) -> Markup:
        """The words of ``card`` with all that goes with them, as plain text; a line each."""
        text = self._texts.get(card.reference)
        if text is None:
            text = escape(attributed(card, self._say, self._absolute(card.uri)))
            self._texts[card.reference] = text
        return self._shown(context, text, card.uri)

    @pass_context
    def citations(
        self, context: Context, card: QuoteCard, source: SourceFacts
    ) -> list[tuple[str, Markup]]:
        """The references to ``card``: form and text."""
        made = citations(card, source, self._publication(card.uri), self._say)
        return self._shown_forms(context, made, card.uri)

    @pass_context
    def demand_citations(self, context: Context, view: DemandView) -> list[tuple[str, Markup]]:
        """The references to a demand's page: form and text."""
        uri = view.head.link.uri or ""
        made = demand_citations(view, self._publication(uri), self._say)
        return self._shown_forms(context, made, uri)

    @pass_context
    def actor_citations(self, context: Context, view: ActorView) -> list[tuple[str, Markup]]:
        """The references to an actor's page: form and text."""
        uri = view.link.uri or ""
        made = actor_citations(view, self._publication(uri), self._say)
        return self._shown_forms(context, made, uri)

    @pass_context
    def embed(self, context: Context, card: QuoteCard) -> tuple[Markup, str]:
        """The HTML for another page, as text to be read and copied; or why there is none."""
        made = embed(card, self._publication(card.uri), self._say)
        return self._shown(context, made.html, card.uri), made.refusal

    def _shown_forms(
        self, context: Context, forms: Iterable[Citation], uri: str
    ) -> list[tuple[str, Markup]]:
        return [(form.form, self._shown(context, form.text, uri)) for form in forms]

    def _publication(self, uri: str) -> Publication:
        site = self._site
        return Publication(site.name, site.coverage, site.language, self._absolute(uri))

    def _absolute(self, path: str) -> str:
        site_url = self._site.url
        return self._addresses.absolute(site_url, path) if site_url else _ADDRESS_MARK

    def _shown(self, context: Context, text: str, path: str) -> Markup:
        shown = escape(text)
        if _ADDRESS_MARK not in shown:
            return shown
        # A link in full needs the script: without, the text says what belongs here.
        leads_to = escape(self._addresses.url(context, path))
        here = f'<span data-address="{leads_to}">{self._here}</span>'
        return Markup(str(shown).replace(_ADDRESS_MARK, here))  # noqa: S704 - each part is escaped
