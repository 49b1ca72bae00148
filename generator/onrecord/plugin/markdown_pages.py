"""Pages of the content: their links, what they may not have or load, and whom they quote.

MkDocs knows links to source paths (`actors/x/index.md`): it checks them and turns them into
addresses for both URL modes. A link to an address (`actors/x/`) it leaves as it is. So an address
is turned into its source path before MkDocs looks.
"""

import posixpath
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils.meta import YAML_RE, get_data

from onrecord.captures.words_in_texts import MARKED
from onrecord.desk.checks.prose import Prose
from onrecord.desk.settings import RecordLink
from onrecord.diagnostics import Diagnostic, nearest_to
from onrecord.reading import YamlText, check_bounds, read_yaml_text, shown_path, shown_text
from onrecord.reading.yaml_text import NoYamlError, OutOfBoundsError
from onrecord.records import Actor

from .content_files import path_of
from .page_policy import (
    ActiveContent,
    Policy,
    active_content,
    hiding_in,
    is_elsewhere,
    shown_as_page,
    with_classes,
)
from .site_options import OnrecordConfig, SiteSetup

Report = Callable[[Diagnostic], None]
# What Markdown does not show as it is written. Cells of a table may have a name beside the words;
# a line of its own, in italics or brackets, the name of who said what is above it.
_MARKUP = re.compile(
    r"^(?P<fence>```|~~~)(?:(?!^(?:```|~~~)).)*^(?P=fence)|`[^`\n]+`|<!--(?:(?!<!--).)*?-->"
    r"|<(?P<tag>script|style)\b(?:(?!<(?:script|style)\b).)*?</(?P=tag)>"
    r"|!?\[(?P<text>(?:[^\[\]\n]|\n(?!\n))*)\]\((?P<target>[^()\s]*)[^()\n]*\)"
    r"|<(?P<name>/?\w+)[^<>]*>|&#?\w+;"
    r"|(?P<sign>^(?:\*(?!\*)|\()(?=[^\W\d_a-z][^\n.]{2,60}[*)]+[ \t]*$))|\*+"
    r"|(?P<before>(?<=[”\"»])[ \t]{0,9}\|[ \t]*)|(?P<after>[ \t]{0,9}\|[ \t]*(?=[“\"«]))|\|",
    re.DOTALL | re.MULTILINE,
)
_RECORD = re.compile(
    r"(?:^|/)(actors|quotes|demands|claims)/([a-z0-9-]+)(?:/(?!index\b)([a-z0-9-]+))?(?:/|\.md|$)"
)
_TAGS = {"q": "“", "/q": "”", "blockquote": "\n\n> ", "/blockquote": "\n\n"}
_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]) +")
_LEVEL = 4  # spaces before what belongs to an item of a list, and before code beyond that
# Without one of these Markdown makes nothing of what is looked for.
_SUSPECT = re.compile(r"<[a-z!/?]|&#|&\w+;|script\s*:|!\[|\{:|\{ *\.", re.IGNORECASE)


@dataclass(slots=True)
class _Source:
    """The Markdown page that is being rendered."""

    file: File
    files: Files


class AddressLinks(Extension):
    """The Markdown extension; it is given each page before that is rendered."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self._source: _Source | None = None

    def start(self, file: File, files: Files) -> None:
        """Resolve links of ``file`` from here on."""
        self._source = _Source(file, files)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Add the processor, to run before that of MkDocs (which has priority 0)."""
        md.treeprocessors.register(_AddressProcessor(md, self), "onrecord_addresses", 2)

    def resolved(self, href: str) -> str:
        """``href``, or the source path of the page with that address."""
        scheme, host, path, query, anchor = urlsplit(href)
        is_address = _is_address(path)
        if scheme or host or not path or self._source is None:
            return href
        if not (is_address or path.endswith(".md")):
            return href
        source = self._source
        folder = posixpath.dirname(source.file.src_uri)
        target = posixpath.normpath(posixpath.join("/", folder, unquote(path))).lstrip("/")
        # A page of a record has no file, so `actors/x.md` can only mean its page.
        page = f"{target}.md" if target else "index.md"
        pages = (posixpath.join(target, "index.md"), page, posixpath.join(target, "README.md"))
        where = pages if is_address else (target, f"{target[:-3]}/index.md")
        uri = next((it for it in where if it in source.files.src_uris), None)
        if uri is None:
            if is_address and not path.startswith("/") and target not in source.files.src_uris:
                self._report(_broken(source, href, target))
            return href
        relative = quote(posixpath.relpath(uri, folder or "."))
        return urlunsplit(("", "", relative, query, anchor))


class _AddressProcessor(Treeprocessor):
    def __init__(self, md: Markdown, links: AddressLinks) -> None:
        super().__init__(md)
        self._links = links

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            if href := element.get("href"):
                element.set("href", self._links.resolved(href))


def _is_address(path: str) -> bool:
    """Whether ``path`` leads to a page: it ends in a slash or has no extension."""
    return path.endswith("/") or not posixpath.splitext(path)[1]


def _broken(source: _Source, href: str, target: str) -> Diagnostic:
    file = Path(source.file.abs_src_path or source.file.src_uri)
    text = YamlText(shown_path(file), source.file.content_string)
    place = _line_and_column(text, max(text.text.find(href), 0))
    near = _near(source, target)
    message = f"the link '{href}' does not lead to a page of this site"
    return text.fault("broken-link", place, message, f"did you mean '{near}'?" if near else "")


def _near(source: _Source, target: str) -> str:
    """The nearest address to ``target`` in the same folder, as the page would write it."""
    parent, name = posixpath.split(target)
    start = f"{parent}/" if parent else ""
    names = {
        uri[len(start) :].split("/")[0].removesuffix(".md")
        for uri in source.files.src_uris
        if uri.startswith(start) and uri.endswith(".md")
    }
    folder, near = posixpath.dirname(source.file.src_uri), nearest_to(name, sorted(names))
    return f"{posixpath.relpath(start + near, folder or '.')}/" if near else ""


def without_code(text: str) -> str:
    """``text`` with spaces in the place of code that is set apart by spaces alone."""
    lines, margin, may_begin = [], 0, True
    for line in text.splitlines(keepends=True):
        words = line.expandtabs(_LEVEL)
        indent = len(words) - len(words.lstrip())
        is_code = may_begin and indent >= margin + _LEVEL
        if not line.strip():
            may_begin = True
        elif not is_code:
            may_begin, level = False, indent // _LEVEL * _LEVEL
            margin = level + _LEVEL if _ITEM.match(words) else min(margin, level)
        lines.append(re.sub(r"[^\n]", " ", line) if is_code else line)
    return "".join(lines)


def check_prose(files: Iterable[File], prose: Prose) -> Iterator[Diagnostic]:
    """Contradictions between the pages of the content and the quotes of the desk."""
    for file in files:
        source = read_yaml_text(path_of(file))[0] if file.is_documentation_page() else None
        if source is None:
            continue
        text, links, places = _as_read(without_code(source.text), prose.desk.actors)
        for fault in prose.faults_of_page(text, links):
            plain, at = places[bisect(places, (fault.start, len(source.text))) - 1]
            place = _line_and_column(source, at + fault.start - plain)
            yield source.fault(fault.code, place, fault.message, fault.hint)


def _as_read(
    text: str, actors: Mapping[str, Actor]
) -> tuple[str, list[RecordLink], list[tuple[int, int]]]:
    """``text`` without markup; its links to records; pairs of a place in it and in ``text``.

    A link to an actor has the actor's name as its text, unless it has words in marks.
    """
    plain, at = "", 0
    places, links = [(0, 0)], []
    for found in _MARKUP.finditer(text):
        plain += text[at : found.start()]
        instead, inner = _TAGS.get(found["name"] or "", ""), found.start()
        if found["sign"] or (found["name"] == "cite" and plain.endswith("\n")):
            instead = "\u2014 "
        elif found[0].startswith("&"):
            instead = unescape(found[0])
        elif found["before"] or found["after"] or found[0] == "|":
            instead = " \u2014 " if found["before"] else ": " if found["after"] else "\n\n"
        elif found["target"] is not None and found[0][0] == "[":
            instead, inner = unescape(found["text"]), found.start("text")
            if record := _RECORD.search(found["target"]):
                kind, id_, quote = record.groups()
                if kind == "actors" and id_ in actors and not MARKED.search(instead):
                    instead = actors[id_].name
                id_ = f"{id_}#{quote}" if kind == "quotes" and quote else id_
                links.append(RecordLink(len(plain), len(plain) + len(instead), kind, id_))
        places.append((len(plain), inner))
        plain, at = plain + instead, found.end()
        places.append((len(plain), at))
    return plain + text[at:], links, places


def check_pages(setup: SiteSetup, published: Iterable[File]) -> Iterator[Diagnostic]:
    """What pages of the content have that they should not, or will not get.

    Scripts, unless the site allows them; and under our theme what the policy of the pages keeps
    from them.
    """
    options = setup.options
    policy = options.policy() if setup.has_our_theme else None
    if policy:
        yield from _on_every_page(setup, policy)
    for file in published:
        if not file.is_documentation_page():
            if (text := shown_as_page(path_of(file))) is not None:
                as_it_is = YamlText(shown_path(path_of(file)), text)
                yield from _judged(as_it_is, text, options, None)
                if hiding := hiding_in(path_of(file), text):
                    yield _script(as_it_is, hiding)
            continue
        source, _ = read_yaml_text(path_of(file))
        if source is None:
            continue  # reported already
        if fault := _front_matter(source):
            yield fault
        else:
            yield from _judged(source, _html(source.text, setup.config), options, policy)


def _judged(
    source: YamlText, html: str, options: OnrecordConfig, policy: Policy | None
) -> Iterator[Diagnostic]:
    for found in active_content(html):
        if not found.directive:
            if not options.allow_scripts:
                yield _script(source, found)
        elif policy and not policy.lets(found.directive, found.source):
            reported = found.directive == "script-src" and not options.allow_scripts
            if not reported:
                yield _kept(source, found)


def _on_every_page(setup: SiteSetup, policy: Policy) -> Iterator[Diagnostic]:
    """Scripts, and style sheets of other hosts, that the configuration adds to every page."""
    source = YamlText(shown_path(setup.file), "")
    yield from _judged(source, setup.config.copyright or "", setup.options, policy)
    loaded = [(str(script), "script-src") for script in setup.config.extra_javascript]
    loaded += [(str(sheet), "style-src") for sheet in setup.config.extra_css]
    for address, directive in loaded:
        if is_elsewhere(address) and not policy.lets(directive, address):
            yield _kept(source, ActiveContent(shown_text(address), address, directive, address))


def _front_matter(source: YamlText) -> Diagnostic | None:
    """Why the front matter of a page cannot be used; invalid YAML is text to MkDocs."""
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


def _place_in(source: YamlText, text: str) -> tuple[int, int]:
    """Where ``text`` of the HTML is in the page; or its attributes, if Markdown made it."""
    pieces = [text, *re.findall(r'"([^"]+)"', text)[::-1], "script:"]
    for piece in pieces:
        index = source.text.lower().find(piece.lower())
        if index >= 0:
            return _line_and_column(source, index)
    return 1, 1


def _line_and_column(source: YamlText, index: int) -> tuple[int, int]:
    line = source.text.count("\n", 0, index) + 1
    return line, index - source.text.rfind("\n", 0, index)


def _script(source: YamlText, found: ActiveContent) -> Diagnostic:
    message = f"this page has {found.what}"
    hint = (
        "remove it, or set the plugin's option `allow_scripts: true` to allow scripts on this site"
    )
    return source.fault("page-script", _place_in(source, found.text), message, hint)


def _kept(source: YamlText, found: ActiveContent) -> Diagnostic:
    message = f"the site's Content-Security-Policy blocks {found.what}"
    hint = (
        "put it in a file of the content folder, or allow it: content_security_policy: "
        f"{{{found.directive}: {found.origin}}}"
    )
    return source.fault("blocked-by-policy", _place_in(source, found.text), message, hint)
