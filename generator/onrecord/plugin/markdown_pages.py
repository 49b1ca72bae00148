"""Links in Markdown pages to addresses of the site (`actors/x/`), which MkDocs leaves as they are.

MkDocs knows links to source paths (`actors/x/index.md`): it checks them and turns them into
addresses for both URL modes. So an address is turned into its source path before MkDocs looks.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File, Files

from onrecord.diagnostics import Diagnostic, Severity
from onrecord.reading.texts import shown_path

Report = Callable[[Diagnostic], None]


@dataclass(slots=True)
class _Source:
    """The Markdown page that is being rendered."""

    file: File
    files: Files


class AddressLinks(Extension):
    """The Markdown extension; told before each page which page it is."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report
        self._source: _Source | None = None

    def start(self, file: File, files: Files) -> None:
        """Resolve links as they stand in ``file`` from here on."""
        self._source = _Source(file, files)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Add the processor, to run before that of MkDocs (which has priority 0)."""
        md.treeprocessors.register(_AddressProcessor(md, self), "onrecord_addresses", 2)

    def resolved(self, href: str) -> str:
        """``href``, or the source path of the page whose address it is."""
        scheme, host, path, query, anchor = urlsplit(href)
        if scheme or host or not path or self._source is None or not _is_address(path):
            return href
        source = self._source
        folder = posixpath.dirname(source.file.src_uri)
        target = posixpath.normpath(posixpath.join("/", folder, unquote(path))).lstrip("/")
        uri = next(
            (candidate for candidate in _candidates(target) if candidate in source.files.src_uris),
            None,
        )
        if uri is None:
            if not path.startswith("/") and target not in source.files.src_uris:
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
    """Whether ``path`` leads to a page, not to a file: it ends in a slash or has no extension."""
    return path.endswith("/") or not posixpath.splitext(path)[1]


def _candidates(target: str) -> Iterator[str]:
    yield posixpath.join(target, "index.md")
    if target:
        yield f"{target}.md"
    yield posixpath.join(target, "README.md")


def _broken(source: _Source, href: str, target: str) -> Diagnostic:
    file = Path(source.file.abs_src_path or source.file.src_uri)
    line, column, excerpt = _place(source.file, href)
    near = _near(source, target)
    return Diagnostic(
        "broken-link",
        Severity.WARNING,
        shown_path(file),
        line,
        column,
        f"the link '{href}' leads to no page of this site",
        f"did you mean '{near}'?" if near else "",
        excerpt,
    )


def _near(source: _Source, target: str) -> str:
    """The address nearest to ``target`` in the same folder, as the page would write it."""
    parent, name = posixpath.split(target)
    start = f"{parent}/" if parent else ""
    names = {
        uri[len(start) :].split("/")[0].removesuffix(".md")
        for uri in source.files.src_uris
        if uri.startswith(start) and uri.endswith(".md")
    }
    found = get_close_matches(name, sorted(names), n=1)
    if not found:
        return ""
    folder = posixpath.dirname(source.file.src_uri)
    return f"{posixpath.relpath(start + found[0], folder or '.')}/"


def _place(file: File, href: str) -> tuple[int, int, str]:
    for number, line in enumerate(file.content_string.split("\n"), start=1):
        if (found := line.find(href)) >= 0:
            return number, found + 1, line
    return 1, 1, ""
