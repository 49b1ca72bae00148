"""The Content-Security-Policy of each page of our theme, and the option that widens it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mkdocs.config.base import BaseConfigOption, ValidationError

# `frame-ancestors` belongs here too, and counts in a header alone: the guides to hosts have it.
_BASE = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}
_LOADED = ("connect", "font", "frame", "img", "media", "object", "script", "style", "worker")
_LOADING = frozenset(f"{name}-src" for name in _LOADED)
_SOURCE = re.compile(
    r"'(?:unsafe-[a-z-]+|sha(?:256|384|512)-[\w+/=-]+|none|self)'|[\w*][\w.*:/~%-]*"
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a page may load and run.

    Attributes:
        added: by directive, the sources that the site adds.
    """

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_scripts(self) -> Policy:
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
        return any(_fits(source, one) for one in sources)


class PolicyOption(BaseConfigOption[Policy | None]):
    """`{img-src: https://pictures.example.org}`: sources that the pages of the site may use too."""

    def run_validation(self, value: object) -> Policy | None:
        """Read ``value``; None where nothing is given.

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
        raise ValidationError(f"There is no directive '{name}'; there is img-src, for example")
    listed = given if isinstance(given, list) else [given]
    sources = tuple(word for one in listed for word in str(one).split())
    if wrong := next((one for one in sources if not _SOURCE.fullmatch(one)), None):
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
