"""The page itself, and where it is: its HTML in the site's language, and the files it loads."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import jinja2
from markupsafe import Markup

from onrecord.diagnostics import OnrecordError
from onrecord.records.vocabulary import VOCABULARIES
from onrecord.render.compiler import template_loader
from onrecord.render.templates import packaged_templates
from onrecord.render.words import Words

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
_CHOICES = ("action", "strength", "claim_kind", "genre")  # vocabularies that the page offers
_KEYS: Final = (
    ("b", "begin"), ("n p", "move"), ("a", "accept"), ("e", "adjust"), ("r", "refuse"),
    ("j k", "paragraph"), ("s S", "sentence"), ("/", "find"), ("Enter", "choose"), ("f", "facts"),
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
    return {"/": page, **{address: _file(path) for address, path in paths.items()}}


def _file(path: Path) -> StaticFile:
    # The fonts are beside the style sheet here, not above it.
    content = path.read_bytes().replace(b'url("../fonts/', b'url("fonts/')
    return StaticFile(content, _TYPES[path.suffix])


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
        choices={name: labelled(VOCABULARIES[name], f"{name}.") for name in _CHOICES},
        keys=[
            {"names": names.split(), "does": words(f"annotate.key.{does}")} for names, does in _KEYS
        ],
    )


def _texts(words: Words) -> Markup:
    """What the script says, as JSON that ends no element of a page."""
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
    """The server at ``address``; without one, at the port of this desk, or any that is free.

    A desk has a port of its own, because what a browser keeps belongs to an address. Raises
    OnrecordError if it is not an address of this computer alone, or it is taken.
    """
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
