"""Scripts in a site's own pages, and what its pages ask for that their policy does not let them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils.meta import YAML_RE, get_data

from onrecord.diagnostics import Diagnostic
from onrecord.reading.bounds import NoYamlError, OutOfBoundsError, check_bounds
from onrecord.reading.paths import shown_path
from onrecord.reading.source import Source, read_source
from onrecord.reading.texts import shown_text

from .beside import path_of
from .config import OnrecordConfig
from .policy import Policy

_AS_THEY_ARE = (".html", ".htm", ".xhtml", ".svg")
# Without one of these Markdown makes nothing of what is looked for.
_SUSPECT = re.compile(r"<[a-z!/?]|&#|&\w+;|script\s*:|!\[|\{:|\{ *\.", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20]")
_DATA = re.compile(r"application/(?:[\w.+-]*\+)?json|text/(?:plain|template|markdown|csv)")
_LINKS = frozenset(("href", "src", "action", "formaction", "xlink:href", "data", "to", "values"))
# What an element loads, and which directive speaks of it.
_LOADED = {
    ("img", "src"): "img-src",
    ("input", "src"): "img-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("frame", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("form", "action"): "form-action",
    ("base", "href"): "base-uri",
}
_TABLE = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')


class _Found(NamedTuple):
    """Something in the HTML of a page.

    Attributes:
        what: in words.
        text: as it stands there.
        directive: what would let it; empty for a script.
        source: what the directive would have to name.
    """

    what: str
    text: str
    directive: str = ""
    source: str = ""


def with_classes(html: str) -> str:
    """``html`` of a Markdown page, the columns of its tables aligned by class and not by style."""
    return _TABLE.sub(r'\1 class="align-\2"', html)


def check_pages(
    config: MkDocsConfig, options: OnrecordConfig, published: Iterable[File]
) -> Iterator[Diagnostic]:
    """What pages of the content have that they should not, or will not get.

    Scripts, unless the site allows them; and under our theme what the policy of the pages keeps
    from them.
    """
    policy = options.policy() if config.theme.name == "onrecord" else None
    if policy:
        yield from _foreign_files(config, policy)
    for file in published:
        is_markdown = file.is_documentation_page()
        if not is_markdown and not file.src_uri.lower().endswith(_AS_THEY_ARE):
            continue
        source, _ = read_source(path_of(file))
        if source is None:
            continue  # told already
        if not is_markdown:
            yield from _judged(source, source.text, options, None)
        elif fault := _front_matter(source):
            yield fault
        else:
            yield from _judged(source, _html(source.text, config), options, policy)


def _judged(
    source: Source, html: str, options: OnrecordConfig, policy: Policy | None
) -> Iterator[Diagnostic]:
    seen = _Seen()
    seen.feed(html)
    seen.close()
    for found in dict.fromkeys(seen.found):
        if not found.directive:
            if not options.allow_scripts:
                yield _script(source, found)
        elif policy and not policy.lets(found.directive, found.source):
            told = found.directive == "script-src" and not options.allow_scripts
            if not told:
                yield _kept(source, found)


def _foreign_files(config: MkDocsConfig, policy: Policy) -> Iterator[Diagnostic]:
    """Scripts and style sheets of other hosts that the configuration puts on every page."""
    scripts = [(str(one), "script-src") for one in config.extra_javascript]
    for address, directive in [*scripts, *((str(one), "style-src") for one in config.extra_css)]:
        if _is_foreign(address) and not policy.lets(directive, address):
            source = Source(shown_path(Path(config.config_file_path)), "")
            yield _kept(source, _Found(shown_text(address), address, directive, address))


def _front_matter(source: Source) -> Diagnostic | None:
    """Why the settings on top of a page cannot be built; what is no YAML is text to MkDocs."""
    found = YAML_RE.match(source.text)
    try:
        check_bounds(found[1] if found else "")
    except NoYamlError:
        return None
    except OutOfBoundsError as error:
        return source.fault(
            "too-deep", (error.line + 1, 1), f"on top of this page, {error.message}"
        )
    return None


def _html(text: str, config: MkDocsConfig) -> str:
    body, _ = get_data(text)
    if not _SUSPECT.search(body):
        return ""
    extensions = [
        one
        for one in config.markdown_extensions
        if isinstance(one, str)  # type: ignore[redundant-expr]  # ours is an object
    ]
    markdown = Markdown(extensions=extensions, extension_configs=config.mdx_configs or {})
    return with_classes(markdown.convert(body))


class _Seen(HTMLParser):
    """Collects what is found in the HTML of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Found] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        given = {name: value or "" for name, value in attrs}
        text = self.get_starttag_text() or tag
        if tag == "script" and not _DATA.fullmatch(given.get("type", "").strip().lower()):
            self.found.append(_Found("a script", text))
            self._loaded("script-src", given.get("src", ""), text)
        if tag == "style":
            self.found.append(_Found("a style sheet", text, "style-src", "'unsafe-inline'"))
        if tag == "link" and "stylesheet" in given.get("rel", "").lower():
            self._loaded("style-src", given.get("href", ""), text)
        for name, value in given.items():
            self._attribute(tag, name, value, text)

    def _attribute(self, tag: str, name: str, value: str, text: str) -> None:
        address = _UNSEEN.sub("", value).lower()
        if name.startswith("on") and len(name) > 2:
            self.found.append(_Found(f"an event handler ({name})", text))
        elif name == "srcdoc":
            self.found.append(_Found("a page within the page (srcdoc)", text))
        elif name in _LINKS and address.startswith(("javascript:", "vbscript:", "data:text/html")):
            self.found.append(_Found(f"an address that runs a script ({name})", text))
        elif name == "style":
            self.found.append(_Found("a style", text, "style-src", "'unsafe-inline'"))
        elif directive := _LOADED.get((tag, name)):
            self._loaded(directive, value.strip(), text)

    def _loaded(self, directive: str, address: str, text: str) -> None:
        if _is_foreign(address) or directive in ("object-src", "base-uri"):
            self.found.append(_Found(shown_text(address), text, directive, address))


def _is_foreign(address: str) -> bool:
    """Whether ``address`` leads to another host, or is the thing itself (`data:`)."""
    try:
        return bool(urlsplit(address).scheme or urlsplit(address).netloc)
    except ValueError:
        return False


def _place(source: Source, text: str) -> tuple[int, int]:
    """Where ``text``, of the HTML, stands in the page; or its attributes, if Markdown made it."""
    pieces = [text, *re.findall(r'"([^"]+)"', text)[::-1], "script:"]
    for piece in pieces:
        index = source.text.lower().find(piece.lower())
        if index >= 0:
            line = source.text.count("\n", 0, index) + 1
            return line, index - source.text.rfind("\n", 0, index)
    return 1, 1


def _script(source: Source, found: _Found) -> Diagnostic:
    message = f"this page has {found.what}"
    hint = (
        "take it out; `allow_scripts: true` of the plugin lets the pages of this site have scripts"
    )
    return source.fault("page-script", _place(source, found.text), message, hint)


def _kept(source: Source, found: _Found) -> Diagnostic:
    message = f"the pages' Content-Security-Policy does not let them have {found.what}"
    hint = (
        "put it into a file of the content, or allow it: content_security_policy: "
        f"{{{found.directive}: {_origin(found.source)}}}"
    )
    return source.fault("blocked-by-policy", _place(source, found.text), message, hint)


def _origin(source: str) -> str:
    """What a policy would name to let ``source``."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return "…"
    if parts.netloc:
        return f"{parts.scheme or 'https'}://{parts.netloc}"
    return f"'{parts.scheme}:'" if parts.scheme else f'"{source}"'
