"""The Content-Security-Policy of the pages, and what in a page's HTML runs, loads or leads away."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import field
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs.config.base import ValidationError

from onrecord.reading import shown_text
from onrecord.records import fixed

# `frame-ancestors` belongs here too, and counts in a header alone: the guides to hosts have it.
_BASE = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}
_KINDS_LOADED = ("connect", "font", "frame", "img", "media", "object", "script", "style", "worker")
_LOADING = frozenset(f"{name}-src" for name in _KINDS_LOADED)
# A source of a Content-Security-Policy: a word in quotes, a digest, or a host, perhaps with a path.
_SOURCE = re.compile(
    r"'(?:unsafe-[a-z-]+|sha(?:256|384|512)-[\w+/=-]+|none|self)'|[\w*][\w.*:/~%-]*"
)
_WORD_OF_POLICY = re.compile(r"self|none|unsafe-\w+|strict-dynamic")
# Browsers pass over control characters and spaces in an address.
_UNSEEN = re.compile(r"[\x00-\x20]")
# Types of a script element that no browser runs.
_DATA = re.compile(r"application/(?:[\w.+-]*\+)?json|text/(?:plain|template|markdown|csv)")
# Addresses that run a script wherever they are, and those that do as a page but not as a picture.
_RUNS = re.compile(r"javascript:|vbscript:|data:text/html")
_RUNS_AS_A_PAGE = re.compile(r"data:(?:image/svg|text/xml|application/(?:xml|xhtml))")
_PICTURES = frozenset(("img", "image", "input", "video", "source"))
_LINKS = frozenset(("href", "src", "action", "formaction", "xlink:href", "data", "to", "values"))
# What an element loads, and which directive speaks of it.
_LOADED = {
    ("img", "src"): "img-src",
    ("input", "src"): "img-src",
    ("image", "href"): "img-src",
    ("image", "xlink:href"): "img-src",
    ("use", "href"): "img-src",
    ("use", "xlink:href"): "img-src",
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
    ("button", "formaction"): "form-action",
    ("input", "formaction"): "form-action",
    ("base", "href"): "base-uri",
    ("a", "ping"): "connect-src",
    ("area", "ping"): "connect-src",
}
# What a `<link>` loads.
_RELATIONS = {
    "stylesheet": "style-src",
    "icon": "img-src",
    "apple-touch-icon": "img-src",
    "preload": "default-src",
    "modulepreload": "script-src",
    "prefetch": "default-src",
    "manifest": "default-src",
}
# These ask another host, and no policy keeps a browser from it.
_ASKING = frozenset(("preconnect", "dns-prefetch", "prerender"))
# Where a browser ends a text that this parser goes on with: a comment, and the elements whose
# content is no HTML, wherever their ends are.
_ENDS = re.compile(
    r"<!--+-?>|--!>|</(?=(?:noscript|title|textarea|style|xmp|iframe|noembed|noframes)\b)",
    re.IGNORECASE,
)
_CLOSED = "'\">-->"
_AS_THEY_ARE = (".html", ".htm", ".xhtml", ".svg")
# A browser shows these as pages where they have elements of a page in them.
_XML = (".xml", ".rss", ".atom", ".rdf", ".kml", ".gpx")
# An entity with elements in it, or of another file; a style sheet that is no CSS.
_DECLARED = re.compile(
    r"<!ENTITY\s+(?:%\s+)?[\w:.-]+\s+(?:\"[^\"]*[<&]|'[^']*[<&]|SYSTEM\b|PUBLIC\b)"
    r"|<\?xml-stylesheet(?![^?]*text/css)",
    re.IGNORECASE,
)
# What lets an XML file show as a page, or read other files.
_OF_PAGES = re.compile(
    r"www\.w3\.org/(?:1999/xhtml|2000/svg)|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE
)
# Markdown aligns columns by a style attribute, which the policy of our pages forbids.
_TABLE = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')


@fixed
class Policy:
    """The sources that pages may load and run, by directive."""

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_scripts(self) -> "Policy":
        """This one for pages that have scripts in them."""
        scripts = (*self.added.get("script-src", ()), "'unsafe-inline'")
        return Policy({**self.added, "script-src": scripts})

    def __str__(self) -> str:
        """As a page or a header says it."""
        said = dict(_BASE)
        for name, sources in self.added.items():
            begin = "" if "'none'" in sources else said.get(name, "'self'").replace("'none'", "")
            said[name] = " ".join(filter(None, (begin, *sources)))
        return "; ".join(f"{name} {sources}" for name, sources in said.items())

    def lets(self, directive: str, source: str) -> bool:
        """Whether a page may use ``source``: an address, or a word such as `'unsafe-inline'`."""
        sources = self.added.get(directive, self.added.get("default-src", ()))
        return any(_fits(source, allowed) for allowed in sources)


def read_policy(value: object) -> Policy | None:
    """`{img-src: https://pictures.example.org}`: sources that the pages of the site may use too.

    Raises:
        ValidationError: it is no such mapping.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise ValidationError("Expected {img-src: https://pictures.example.org}")
    return Policy({str(name): _sources(str(name), given) for name, given in value.items()})


def _sources(name: str, given: object) -> tuple[str, ...]:
    if name not in _LOADING | _BASE.keys():
        raise ValidationError(f"There is no directive '{name}'; an example is img-src")
    listed = given if isinstance(given, list) else [given]
    sources = tuple(word for item in listed for word in str(item).split())
    if word := next((source for source in sources if _WORD_OF_POLICY.fullmatch(source)), None):
        raise ValidationError(f"'{name}': write {word} in marks of its own: \"'{word}'\"")
    if wrong := next((source for source in sources if not _SOURCE.fullmatch(source)), None):
        raise ValidationError(
            f"'{name}': expected addresses such as https://pictures.example.org, not {wrong!r}"
        )
    return sources


def _fits(source: str, allowed: str) -> bool:
    if allowed == "*" or source.startswith("'"):
        return source == allowed or not source.startswith("'")
    if allowed.endswith(":"):
        return source.startswith(allowed)
    wanted, given = urlsplit(allowed if "//" in allowed else f"//{allowed}"), urlsplit(source)
    scheme = not wanted.scheme or not given.scheme or wanted.scheme == given.scheme
    host = given.netloc == wanted.netloc or (
        wanted.netloc.startswith("*.") and given.netloc.endswith(wanted.netloc[1:])
    )
    return bool(given.netloc) and scheme and host and given.path.startswith(wanted.path)


class ActiveContent(NamedTuple):
    """Something in the HTML of a page, in words and as it is written.

    ``directive`` is what would let it, and ``source`` what that would have to name; both are empty
    for what no policy lets or keeps.
    """

    what: str
    text: str
    directive: str = ""
    source: str = ""

    @property
    def origin(self) -> str:
        """The source to name in a policy that allows it."""
        try:
            parts = urlsplit(self.source)
        except ValueError:
            return "…"
        if parts.netloc:
            return f"{parts.scheme or 'https'}://{parts.netloc}"
        return f"'{parts.scheme}:'" if parts.scheme else f'"{self.source}"'


def active_content(html: str) -> list[ActiveContent]:
    """Everything active in ``html``, in order, each once."""
    found = _seen(html)
    if _ENDS.search(html):
        found += _seen(_ENDS.sub(lambda end: f"{_CLOSED}{end[0]}{_CLOSED}", html))
    return list(dict.fromkeys(found))


def active_settings(settings: Mapping[str, object]) -> list[str]:
    """The settings of MkDocs that may put something active on every page."""
    html = str(settings.get("copyright") or "")
    return ["extra_javascript", *(["copyright"] if active_content(html) else [])]


def is_elsewhere(address: str) -> bool:
    """Whether ``address`` leads to another host, or is the thing itself (`data:`)."""
    try:
        return bool(urlsplit(address).scheme or urlsplit(address).netloc)
    except ValueError:
        return False


def _seen(html: str) -> list[ActiveContent]:
    seen = _Scanner()
    seen.feed(html)
    seen.close()
    return seen.found


class _Scanner(HTMLParser):
    """Collects what is found in the HTML of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[ActiveContent] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag and its attributes."""
        tag = tag.rpartition(":")[2]  # XML may give its elements any prefix
        given = {name: value or "" for name, value in attrs}
        text = self.get_starttag_text() or tag
        if tag == "script" and not _DATA.fullmatch(given.get("type", "").strip().lower()):
            self.found.append(ActiveContent("a script", text))
            source = given.get("src") or given.get("href") or given.get("xlink:href") or ""
            self._loaded("script-src", source, text)
        elif tag == "style":
            self.found.append(ActiveContent("a style sheet", text, "style-src", "'unsafe-inline'"))
        elif tag == "link":
            self._link(given, text)
        elif tag == "meta" and given.get("http-equiv", "").strip().lower() == "refresh":
            self.found.append(ActiveContent("a redirect to another page (refresh)", text))
        for name, value in given.items():
            self._attribute(tag, name, value, text)

    def _link(self, given: dict[str, str], text: str) -> None:
        address = given.get("href", "")
        for relation in given.get("rel", "").lower().split():
            if directive := _RELATIONS.get(relation):
                self._loaded(directive, address, text)
            elif relation in _ASKING and is_elsewhere(address):
                self.found.append(
                    ActiveContent(f"a link that contacts another host ({relation})", text)
                )

    def _attribute(self, tag: str, name: str, value: str, text: str) -> None:
        address = _UNSEEN.sub("", value).lower()
        runs = _RUNS.match(address) or (tag not in _PICTURES and _RUNS_AS_A_PAGE.match(address))
        if name.startswith("on") and len(name) > 2:
            self.found.append(ActiveContent(f"an event handler ({name})", text))
        elif name == "srcdoc":
            self.found.append(ActiveContent("an embedded page (srcdoc)", text))
        elif name in _LINKS and runs:
            self.found.append(ActiveContent(f"an address that runs a script ({name})", text))
        elif name == "style":
            self.found.append(ActiveContent("a style", text, "style-src", "'unsafe-inline'"))
        elif name == "srcset":
            for picture in filter(None, (part.split() for part in value.split(","))):
                self._loaded("img-src", picture[0], text)
        elif name == "background":
            self._loaded("img-src", value.strip(), text)
        elif directive := _LOADED.get((tag, name)):
            self._loaded(directive, value.strip(), text)

    def _loaded(self, directive: str, address: str, text: str) -> None:
        if is_elsewhere(address) or directive in ("object-src", "base-uri"):
            self.found.append(ActiveContent(shown_text(address), text, directive, address))


def shown_as_page(path: Path) -> str | None:
    """The text of a published file, if a browser shows it as a page."""
    ending = path.suffix.lower()
    if not path.is_file() or ending not in (*_AS_THEY_ARE, *_XML):
        return None
    data = path.read_bytes()
    coding = "utf-8"
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in data[:4]:
        little = data[:2] == codecs.BOM_UTF16_LE or data[1:2] == b"\0"
        coding = "utf-16-le" if little else "utf-16-be"
    text = data.decode(coding, errors="replace")
    return text if ending in _AS_THEY_ARE or _OF_PAGES.search(text) else None


def hiding_in(path: Path, text: str) -> ActiveContent | None:
    """What in ``text`` of the file at ``path`` can hide a script; nothing does in HTML."""
    found = None if path.suffix.lower() in (".html", ".htm") else _DECLARED.search(text)
    return ActiveContent("a declaration that can hide a script", found[0]) if found else None


def with_classes(html: str) -> str:
    """``html`` of a Markdown page, the columns of its tables aligned by class and not by style."""
    return _TABLE.sub(r'\1 class="align-\2"', html)
