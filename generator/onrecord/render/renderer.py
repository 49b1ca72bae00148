"""Pages from templates: the environment and its filters are set up once, a page is one call."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, Template, pass_context
from jinja2.runtime import Context as TemplateContext
from markupsafe import Markup, escape

from onrecord.records import LimitedCache
from onrecord.views import act_lines, attribution, card_lines, claim_conclusions, conclusions
from onrecord.views.actor import ActorView
from onrecord.views.attribution import attributed, embed, said
from onrecord.views.citation import citations, cited_uri
from onrecord.views.context import Publication, SiteInfo
from onrecord.views.demand import DemandView
from onrecord.views.lines import plain_text
from onrecord.views.newest import month_jumps
from onrecord.views.quote_card import QuoteCard
from onrecord.views.source_facts import SourceFacts

from . import templates
from .environments import CompiledTemplates, TrustedEnvironment, template_environment
from .phrases import DateWords, PlainWords
from .site import Addresses, SitePage, file_name
from .templates import COMPILE_ERRORS, RENDER_ERRORS, TemplateFault
from .words import Words

# A stop and marks around it.
_MOST_OF_AN_END = 6
# In place of an address in plain text. No content has it: control characters are errors there.
_ADDRESS_MARK = "\x1a"
# The filters that are methods of `CopyFilters`.
_COPIED = (
    *("address", "attributed", "pasted_line", "copied_line", "card_name", "embed", "suggest"),
    "citations",
)


class CopyFilters:
    """The filters that make text for other places.

    Where the site does not say at which address it is published, a text says instead that an
    address belongs there, in an element from which the script knows where it leads.
    """

    def __init__(self, words: Words, addresses: Addresses, site: SiteInfo) -> None:
        self._say = PlainWords(words)
        self._addresses = addresses
        self._site = site
        self._here = words("copy.address_here")
        # A card is on some six pages; what it says is the same on each.
        self._rests: dict[str, Markup] = LimitedCache(20_000)
        self._names: dict[str, str] = LimitedCache(20_000)

    @pass_context
    def address(self, context: TemplateContext, path: str) -> Markup:
        """The address of the site path ``path`` for other sites."""
        return self._shown(context, self._absolute(path), path)

    @pass_context  # else Jinja computes it for literals while it compiles, which is kept
    def suggest(self, _context: TemplateContext, reference: str, path: str) -> str:
        """The address to suggest a correction of ``reference`` on the page ``path``."""
        address = self._addresses.absolute(self._site.url, path) if self._site.url else path
        facts = {"reference": reference, "address": address}
        title = self._say("corrections.suggest_title", **facts) if reference else ""
        body = self._say("corrections.suggest_body", **facts) if reference else ""
        address_of_form = self._site.suggest
        for name, text in {**facts, "title": title, "body": body}.items():
            address_of_form = address_of_form.replace(f"{{{name}}}", quote(text, safe=""))
        return address_of_form

    @pass_context
    def attributed(self, context: TemplateContext, card: QuoteCard) -> Markup:
        """The words of ``card`` with all that goes with them, as plain text; a line each."""
        return self._copied(context, card, attributed)

    @pass_context
    def pasted_line(self, context: TemplateContext, card: QuoteCard) -> Markup:
        """The words of ``card`` in a sentence, with the address."""
        return self._copied(context, card, card_lines.pasted_line)

    @pass_context
    def copied_line(self, context: TemplateContext, card: QuoteCard) -> Markup:
        """The same, in a template of our own without the words and the address: the card has them.

        An element says how many letters of the words go there, and how many the card must have.
        """
        if context.environment.sandboxed:  # a site's own templates may show them otherwise
            return self.pasted_line(context, card)
        if card.reference not in self._rests:
            rest = self._pasted_rest(card) + Markup(" <span data-address></span>")
            self._rests[card.reference] = rest
        return self._rests[card.reference]

    def _pasted_rest(self, card: QuoteCard) -> Markup:
        line = escape(card_lines.pasted_line(card, self._say, ""))
        words = "" if card.form == "indirect" else said(card, self._say)
        # Only how the words end is not the same in a sentence.
        for kept in range(len(words), max(0, len(words) - _MOST_OF_AN_END), -1):
            before, shown, after = line.partition(escape(words[:kept]))
            if shown:
                place = Markup('<span data-words="{} {}"></span>').format(kept, len(words))
                return Markup(before) + place + Markup(after)  # noqa: S704 - parts of what is escaped
        return line

    def _copied(
        self,
        context: TemplateContext,
        card: QuoteCard,
        write: Callable[[QuoteCard, PlainWords, str], str],
    ) -> Markup:
        text = write(card, self._say, self._absolute(card.uri))
        return self._shown(context, text, card.uri)

    def card_name(self, card: QuoteCard) -> str:
        """Whose words ``card`` has and how they begin."""
        if card.reference not in self._names:
            self._names[card.reference] = card_lines.card_name(card, self._say)
        return self._names[card.reference]

    @pass_context
    def citations(
        self,
        context: TemplateContext,
        cited: QuoteCard | DemandView | ActorView,
        source: SourceFacts | None = None,
    ) -> list[tuple[str, Markup]]:
        """The references to a quote, which name its ``source``, or to a page: form and text."""
        uri = cited_uri(cited)
        made = citations(cited, self._publication(uri), self._say, source)
        return [(form, self._shown(context, text, uri)) for form, text in made]

    @pass_context
    def embed(self, context: TemplateContext, card: QuoteCard) -> tuple[Markup, str]:
        """The HTML for another page, as text to copy; or why there is none."""
        html, refusal = embed(card, self._publication(card.uri), self._say)
        return self._shown(context, html, card.uri), refusal

    def _publication(self, uri: str) -> Publication:
        site = self._site
        return Publication(site.name, site.coverage, site.language, self._absolute(uri))

    def _absolute(self, path: str) -> str:
        site_url = self._site.url
        return self._addresses.absolute(site_url, path) if site_url else _ADDRESS_MARK

    def _shown(self, context: TemplateContext, text: str, path: str) -> Markup:
        shown = escape(text)
        if _ADDRESS_MARK not in shown:
            return shown
        # A link in full needs the script: without, the text says what belongs here.
        own = path == self._addresses.page
        leads_to = "" if own else escape(self._addresses.url(context, path))
        here = f'<span data-address="{leads_to}">{self._here}</span>'
        return Markup(str(shown).replace(_ADDRESS_MARK, here))  # noqa: S704 - each part is escaped


def make_environment(
    folders: Sequence[Path],
    words: Words,
    addresses: Addresses,
    site: SiteInfo,
    compiled: CompiledTemplates | None = None,
) -> Environment:
    """An environment for the templates in ``folders`` (an earlier one wins).

    Templates find `t` (words), `site`, and the filters of `docs/reference/templates.md`. Everything
    is escaped, and what is not there is an error. A site needs nothing else to override a template;
    its own are rendered in a sandbox. ``compiled`` has what need not be compiled again.
    """
    environment = template_environment(
        folders, autoescape=True, cache_size=-1, bytecode_cache=compiled
    )
    dates, say = DateWords(words), PlainWords(words)
    environment.globals.update(t=words, site=site)
    environment.keep_anywhere(addresses)
    copying = CopyFilters(words, addresses, site)
    environment.filters.update({name: getattr(copying, name) for name in _COPIED})
    environment.filters.update(_line_filters(words))
    environment.filters.update(
        url=addresses.url,
        file_name=file_name,
        date=dates.html,
        plain_date=dates.plain,
        whole_date=say.whole_date,
        days_to=dates.range_html,
        plain_days_to=say.days,
        on=dates.on_html,
        plain_on=say.on,
        day_month=dates.day_month,
        tick_label=dates.tick_label,
        labels_apart=dates.labels_apart,
        number=words.number,
        month_jumps=month_jumps,
    )
    return environment


def _line_filters(words: Words) -> dict[str, Callable[..., object]]:
    """What makes lines of views, as spans that the macro of `cards/line.html` sets."""
    say = PlainWords(words)
    named: tuple[Callable[..., object], ...] = (
        *(act_lines.act_line, act_lines.act_word, act_lines.act_labels, act_lines.position_line),
        *(act_lines.said_by, act_lines.told_later, card_lines.card_notes),
        *(attribution.who, attribution.speaker_then, attribution.speaker_name, attribution.when),
        *(attribution.provenance, attribution.located, attribution.translation),
        *(attribution.corrected, attribution.whole_correction),
        *(claim_conclusions.claim_conclusion, claim_conclusions.claim_outcome),
        *(claim_conclusions.standing_meaning, conclusions.life_title, card_lines.card_words),
    )
    lines: dict[str, Callable[..., object]] = {line.__name__: line for line in named} | {
        "later": act_lines.later_line,
        "members_answers": act_lines.members_line,
        "early_answer": act_lines.early_line,
        "by_account": act_lines.by_account_of,
        "spoken": act_lines.spoken_line,
        "quoting": attribution.quoting_line,
        "standing": claim_conclusions.standing_line,
        "hearing": claim_conclusions.hearing_line,
        "state_told": act_lines.state_line,
        "translated": card_lines.translated_line,
        "demand_conclusion": conclusions.demand_line,
        "line": lambda view, say: view.line(say),
    }
    return {"plain": plain_text} | {name: partial(line, say=say) for name, line in lines.items()}


class Renderer:
    """Makes the HTML of pages, one at a time.

    In a template: `view` (what the page shows), `page` (its `uri` and `title`), `markdown` (the
    HTML of the Markdown page that opens this one, or None), `markdown_has_heading` (whether that
    has a heading of the first level), and what the environment gives.
    """

    def __init__(
        self,
        site_templates: Path | None,
        words: Words,
        directory_urls: bool,  # noqa: FBT001 - MkDocs' own setting, handed through
        site: SiteInfo,
        compiled: CompiledTemplates | None = None,
    ) -> None:
        self._folders = templates.template_folders(site_templates)
        self._addresses = Addresses(directory_urls=directory_urls)
        self._environment = make_environment(self._folders, words, self._addresses, site, compiled)
        self._templates: dict[str, Template] = {}

    @property
    def trusted(self) -> bool:
        """Whether all templates are ours, which never fail."""
        return isinstance(self._environment, TrustedEnvironment)

    def compile(self, names: Iterable[str]) -> list[TemplateFault]:
        """Compile the templates ``names``; the faults of those that cannot be."""
        # Where a site has none of its own, they are ours, and compiled when a page wants them.
        faults: list[TemplateFault] = []
        for name in () if self.trusted else sorted(set(names)):
            try:
                self._template(name)
            except TemplateFault as fault:
                faults.append(fault)
        return faults

    def render(self, page: SitePage, markdown: str | None = None) -> str:
        """The HTML of the content of ``page``, which the HTML ``markdown`` opens.

        Raises TemplateFault if its template cannot be compiled, or fails on what the page shows.
        """
        template = self._template(page.template)
        self._addresses.start(page.uri)
        view = page.view()
        opening = None if markdown is None else Markup(markdown)  # noqa: S704 - Markdown may hold HTML: it is the site's own page
        given = {"view": view, "page": page, "markdown": opening}
        given["markdown_has_heading"] = "<h1" in (markdown or "")
        try:
            return templates.filled(template, given)
        except RENDER_ERRORS as error:
            raise TemplateFault.of(error, self._file(page.template), page.uri) from error

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            try:
                self._templates[name] = self._environment.get_template(name)
            except COMPILE_ERRORS as error:
                raise TemplateFault.of(error, self._file(name)) from error
        return self._templates[name]

    def _file(self, name: str) -> Path:
        return templates.template_file(self._folders, name)
