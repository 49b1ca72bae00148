"""The page: its address, its HTML and files, and the source of an article as it is shown."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import jinja2
from markupsafe import Markup

from onrecord.captures.edges import begins_within, ends_within
from onrecord.captures.lock import compared_words
from onrecord.captures.places import SourceText
from onrecord.captures.quote_comparison import CONTEXT, QuoteComparison, compare_words
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.drafting.source_text import Candidate
from onrecord.records import SETS_MARKS, VOCABULARIES, Article, Quote
from onrecord.render.inheritance import template_loader
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words

from .journal import version_digest
from .server import Action, AnnotateServer, StaticFile

_FOLDER = "annotate"
_PORTS = range(61_000, 65_536)  # above those that systems give to programs that ask for any
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
}
# A quote in the writer's own marks is typed into the YAML: it has no speaker.
FORMS: Final = ("direct", "partial", "indirect")
# What a quote can be for a demand or a claim: the list of the row, its vocabulary, and where the
# catalogue has the words.
ACTS: Final = {
    "demand": (("demands", "demand_act", "act"), ("responses", "response", "response")),
    "claim": (("claims", "claim_act", "claim_act"),),
}
_SCRIPT = "annotate.script."
_PLACES = (
    *("number", "count", "words", "id", "reason"),
    *("line", "ours", "theirs", "name", "date"),
)
_NO_QUOTE = ("none_found", "not_assessed")  # answers that no quote gives
# What the page asks about an article and its source.
FACTS: Final = ("title", "publisher", "published", "headline", "url", "authors", "language")
_MADE = ("demand", "claim", "actor", "role", "event")  # what the page can make
# Vocabularies that the page offers, and where the words of each are.
_CHOICES: Final = {
    "action": "annotate.action.",
    "strength": "strength.",
    "claim_kind": "claim_kind.",
    "genre": "genre.",
    "basis": "annotate.basis.",
}
_KEYS: Final = (
    ("b", "begin"), ("n p", "move"), ("a", "accept"), ("e", "adjust"), ("r", "refuse"),
    ("j k", "paragraph"), ("s S", "sentence"), ("/", "find"), ("Enter", "choose"), ("f", "facts"),
    ("Enter", "next_fact"),
    ("Alt+1 Alt+2 Alt+3", "form"), ("Alt+W", "again"), ("Alt+L", "link"), ("m Alt+M", "make"),
    ("Ctrl+Enter", "add"), ("Esc", "cancel"), ("Ctrl+Z Ctrl+Shift+Z", "undo"), ("Ctrl+S", "save"),
    ("F1", "help"),
)  # fmt: skip


def page_files(folders: Sequence[Path], words: Words, language: str) -> dict[str, StaticFile]:
    """Everything that the server sends, by path; the first of the template ``folders`` wins."""
    theme = packaged_templates() / "theme"
    paths = {
        "/icon.svg": theme / "img" / "icon.svg",
        "/onrecord.css": theme / "css" / "onrecord.css",
        **{
            f"/{name}": packaged_templates() / _FOLDER / name
            for name in ("annotate.css", "annotate.js")
        },
        **{f"/fonts/{font.name}": font for font in (theme / "fonts").glob("*.woff2")},
    }
    page = StaticFile(_page(folders, words, language).encode(), "text/html; charset=utf-8")
    # The fonts are beside the style sheet here, not above it.
    contents = {
        address: path.read_bytes().replace(b'url("../fonts/', b'url("fonts/')
        for address, path in paths.items()
    }
    files = {it: StaticFile(content, _TYPES[paths[it].suffix]) for it, content in contents.items()}
    return {"/": page, **files}


def _page(folders: Sequence[Path], words: Words, language: str) -> str:
    environment = jinja2.Environment(
        loader=template_loader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
    )

    def labelled(values: Sequence[str], key: str) -> list[dict[str, str]]:
        return [{"value": value, "label": words(key + value)} for value in values]

    return environment.get_template(f"{_FOLDER}/page.html").render(
        t=words,
        language=language,
        texts=_texts(words),
        forms=labelled(FORMS, "form."),
        actor_kinds=labelled(VOCABULARIES["actor_kind"], "kind."),
        facts=FACTS,
        made=labelled(_MADE, "annotate.made_"),
        choices={name: labelled(VOCABULARIES[name], key) for name, key in _CHOICES.items()},
        keys=[
            {"names": names.split(), "does": words(f"annotate.key.{does}")} for names, does in _KEYS
        ],
    )


def _texts(words: Words) -> Markup:
    """The texts of the script as JSON that closes no element of a page."""
    places = {name: f"{{{name}}}" for name in _PLACES}  # the script itself puts the values there
    texts: dict[str, Any] = {
        key.removeprefix(_SCRIPT): str(words(key, **places).unescape())
        for key in words
        if key.startswith(_SCRIPT)
    }
    texts |= {f"form_{form}": str(words(f"form.{form}")) for form in VOCABULARIES["form"]}
    texts["acts"] = {
        kind: [
            {"list": rows, "value": value, "label": str(words(f"{key}.{value}"))}
            for rows, vocabulary, key in acts
            for value in VOCABULARIES[vocabulary]
            if value not in _NO_QUOTE
        ]
        for kind, acts in ACTS.items()
    }
    return Markup(json.dumps(texts, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - it has no tag


def server_at(
    address: str | None,
    config_file: Path,
    files: Mapping[str, StaticFile],
    actions: Mapping[str, Action],
) -> AnnotateServer:
    """The server at ``address``, or a port of the desk's own: browsers keep by address."""
    if address is not None:
        host, colon, port_given = address.rpartition(":")
        if not colon or not port_given.isdecimal() or int(port_given) > 65_535:
            hint = "write one such as 127.0.0.1:8100"
            raise OnrecordError(f"'{address}' is not an address", hint)
        return AnnotateServer(host.strip("[]"), int(port_given), files, actions)
    port = _PORTS[crc32(bytes(config_file.absolute())) % len(_PORTS)]
    try:
        return AnnotateServer("127.0.0.1", port, files, actions)
    except OnrecordError:
        return AnnotateServer("127.0.0.1", 0, files, actions)


# Quotes are looked for in parts of so many characters: the first are there while others are sought.
PART, FIRST = 200_000, 20_000  # the first part of a text that has several is shorter
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_MARKS = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2018\u2019"


class ShownSource:
    """The captured text of an article's source, with what was compared with it before."""

    def __init__(self, text: str, times: Sequence[tuple[int, str]] = ()) -> None:
        self.text = text
        self._times = times  # where words of a recording begin, and when
        self.digest = version_digest(text.encode())
        self.parts = tuple(_parts(text))
        self._compared: dict[tuple[str, ...], QuoteComparison] = {}
        self._last: dict[str, tuple[int, int]] = {}  # where each quote was found last
        # Where the characters are that a browser counts twice.
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        self._wide_in_browser = [at + before for before, at in enumerate(self._wide)]

    @cached_property
    def searched(self) -> SourceText:
        """The text, ready to be searched."""
        return SourceText(self.text)

    def time_at(self, place: int) -> str | None:
        """When the words at ``place`` were said in a recording; None where nobody noted it."""
        before = bisect_right(self._times, place, key=lambda each: each[0])
        return self._times[before - 1][1] if before else None

    def compare(self, words: tuple[str, ...], quote: str = "") -> QuoteComparison:
        """What `onrecord verify` says of ``words``; at once for those that were asked before.

        While a ``quote`` is typed, its words are nearly those that it had before.
        """
        if words not in self._compared:
            last = self._last.get(quote)
            self._compared[words] = compare_words(words, self.searched, last=last)
        compared = self._compared[words]
        if quote and compared.spans:
            self._last[quote] = compared.spans[0][0], compared.spans[-1][1]
        return compared

    def span_in_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, in characters, as a browser counts it."""
        start, end = (at + bisect_left(self._wide, at) for at in span)
        return start, end

    def span_from_browser(self, span: tuple[int, int]) -> tuple[int, int]:
        """``span``, as a browser counts it, in characters."""
        start, end = (at - bisect_left(self._wide_in_browser, at) for at in span)
        if end > len(self.text):
            raise OnrecordError("the text of the source has changed", "reload the page")
        return start, end

    def shown(self, quote: Quote) -> dict[str, Any]:
        """``quote`` as the page shows it, compared with the text; no verdict where there is none.

        The differences are its words and those of the source.
        """
        words = compared_words(quote)
        is_compared = words and self.text
        compared = self.compare(words, quote.id) if is_compared else QuoteComparison("")
        return {
            "id": quote.id,
            "speakers": tuple(quote.speaker),
            "form": quote.form,
            "words": " […] ".join(quote.text),
            "verdict": compared.verdict,
            "spans": tuple(map(self.span_in_browser, compared.spans)),
            "differences": compared.differences,
        }

    def form_of(self, start: int, end: int, article: Article | None, near: Candidate | None) -> str:
        """The form of the words at these places.

        It is that of what was found there, in ``near``, or what the marks around the words show; of
        words that a sentence goes on before or behind it is never ``direct``.
        """
        if near and (start, end) in near.spans:
            return near.form
        before, after = self.text[max(0, start - 1) : start], self.text[end : end + 3]
        is_marked = before and before in _MARKS and after.lstrip(",.!?…")[:1] in tuple(_MARKS)
        genre = article.source.genre if article else None
        spoken = near.spans if near and near.form != "indirect" else ()
        is_spoken = spoken and spoken[0][0] <= start and end <= spoken[-1][1]
        if not (is_marked or is_spoken or (genre and genre not in SETS_MARKS)):
            return "indirect"
        return "direct" if self._is_whole(start, end) else "partial"

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the words at these places are whole sentences of the source."""
        words = self.text[start:end]
        before = self.text[max(0, start - CONTEXT) : start]
        after = self.text[end : end + CONTEXT]
        cut = begins_within(words, before) or ends_within(words, after, exact=True, prefix=before)
        return not cut and not next(filter(str.isalpha, words), "A").islower()


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part of ``text``; parts end between paragraphs if possible."""
    start, size = 0, FIRST
    while len(text) - start > PART:
        most = start + 2 * size
        found = (text.find(it, start + size, most) + len(it) for it in ("\n\n", "\n", ". ", " "))
        end = next((at for at in found if at > start + size), most)
        size = PART
        yield start, end
        start = end
    if start < len(text) or not text:
        yield start, len(text)


def shown_problem(found: Diagnostic, article: str | None = None) -> dict[str, Any]:
    """The diagnostic ``found``, as the page shows it; its file if it is not ``article``'s.

    Whoever answers a question on the page need not remove its comment.
    """
    told = {name: getattr(found, name) for name in ("line", "column", "message", "hint")}
    told |= {"hint": ""} if found.code == "to-do" else {}
    other = {"of": found.file} if article and found.file != article else {}
    return {"severity": found.severity.value, **told, **other}
