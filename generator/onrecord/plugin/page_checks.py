"""Scripts in a site's own pages, and what its pages ask for that their policy does not let them."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils.meta import YAML_RE, get_data

from onrecord.diagnostics import Diagnostic
from onrecord.reading.bounds import NoYamlError, OutOfBoundsError, check_bounds
from onrecord.reading.texts import shown_path, shown_text
from onrecord.reading.yaml_text import YamlText, read_yaml_text

from .content_files import path_of
from .options import OnrecordConfig
from .page_policy import ActiveContent, Policy, active_content, is_elsewhere

_AS_THEY_ARE = (".html", ".htm", ".xhtml", ".svg")
# A browser shows these as pages where they have elements of a page in them.
_XML = (".xml", ".rss", ".atom", ".rdf", ".kml", ".gpx")
# An entity with elements in it, or of another file; a style sheet that is no CSS.
_DECLARED = re.compile(
    r"<!ENTITY\s+(?:%\s+)?[\w:.-]+\s+(?:\"[^\"]*[<&]|'[^']*[<&]|SYSTEM\b|PUBLIC\b)"
    r"|<\?xml-stylesheet(?![^?]*text/css)",
    re.IGNORECASE,
)
_OF_PAGES = re.compile(
    r"www\.w3\.org/(?:1999/xhtml|2000/svg)|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE
)
# Without one of these Markdown makes nothing of what is looked for.
_SUSPECT = re.compile(r"<[a-z!/?]|&#|&\w+;|script\s*:|!\[|\{:|\{ *\.", re.IGNORECASE)
_TABLE = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')


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
        if not file.is_documentation_page():
            yield from _as_it_is(path_of(file), options)
            continue
        source, _ = read_yaml_text(path_of(file))
        if source is None:
            continue  # told already
        if fault := _front_matter(source):
            yield fault
        else:
            yield from _judged(source, _html(source.text, config), options, policy)


def _as_it_is(path: Path, options: OnrecordConfig) -> Iterator[Diagnostic]:
    """What is wrong with a file that is published as it is, and that a browser shows as a page."""
    ending = path.suffix.lower()
    if not path.is_file() or ending not in (*_AS_THEY_ARE, *_XML):
        return
    text = _decoded(path)
    if ending in _AS_THEY_ARE or _OF_PAGES.search(text):
        source = YamlText(shown_path(path), text)
        yield from _judged(source, text, options, None)
        if ending not in (".html", ".htm") and (declared := _DECLARED.search(text)):
            yield _script(
                source, ActiveContent("a declaration that can hide a script", declared[0])
            )


def _decoded(path: Path) -> str:
    """What a browser would read, whatever the encoding and the size are."""
    data = path.read_bytes()
    wide = data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in data[:4]
    if wide:
        little = data[:2] == codecs.BOM_UTF16_LE or data[1:2] == b"\0"
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    return data.decode("utf-8", errors="replace")


def _judged(
    source: YamlText, html: str, options: OnrecordConfig, policy: Policy | None
) -> Iterator[Diagnostic]:
    for found in active_content(html):
        if not found.directive:
            if not options.allow_scripts:
                yield _script(source, found)
        elif policy and not policy.lets(found.directive, found.source):
            told = found.directive == "script-src" and not options.allow_scripts
            if not told:
                yield _kept(source, found)


def _foreign_files(config: MkDocsConfig, policy: Policy) -> Iterator[Diagnostic]:
    """Scripts and style sheets of other hosts that the configuration puts on every page."""
    scripts = [(str(script), "script-src") for script in config.extra_javascript]
    for address, directive in [
        *scripts,
        *((str(sheet), "style-src") for sheet in config.extra_css),
    ]:
        if is_elsewhere(address) and not policy.lets(directive, address):
            source = YamlText(shown_path(Path(config.config_file_path)), "")
            yield _kept(source, ActiveContent(shown_text(address), address, directive, address))


def _front_matter(source: YamlText) -> Diagnostic | None:
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
        extension
        for extension in config.markdown_extensions
        if isinstance(extension, str)  # type: ignore[redundant-expr]  # ours is an object
    ]
    markdown = Markdown(extensions=extensions, extension_configs=config.mdx_configs or {})
    return with_classes(markdown.convert(body))


def _place(source: YamlText, text: str) -> tuple[int, int]:
    """Where ``text``, of the HTML, stands in the page; or its attributes, if Markdown made it."""
    pieces = [text, *re.findall(r'"([^"]+)"', text)[::-1], "script:"]
    for piece in pieces:
        index = source.text.lower().find(piece.lower())
        if index >= 0:
            line = source.text.count("\n", 0, index) + 1
            return line, index - source.text.rfind("\n", 0, index)
    return 1, 1


def _script(source: YamlText, found: ActiveContent) -> Diagnostic:
    message = f"this page has {found.what}"
    hint = (
        "take it out; `allow_scripts: true` of the plugin lets the pages of this site have scripts"
    )
    return source.fault("page-script", _place(source, found.text), message, hint)


def _kept(source: YamlText, found: ActiveContent) -> Diagnostic:
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
