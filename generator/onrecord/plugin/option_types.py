"""The types of the plugin's options: what each takes, and why it refuses others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from mkdocs.config.base import BaseConfigOption, ValidationError

from onrecord.desk.quotation import QuotationLimits

_EXAMPLE = "https://example.org/record/"
# What no address may hold as it is; browsers read a backslash as a slash.
_REFUSED = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}]")
_NAMED = re.compile(r"^([a-z]+://)[^/?#]*@", re.IGNORECASE)
_BEGIN = re.compile(r"https?://(?P<host>[^/?#]*)", re.IGNORECASE)


def why_no_site_address(address: str) -> str | None:
    """Why no page can have an address that begins with ``address``; None where it can."""
    why = why_no_address(address)
    if why is None and ("?" in address or "#" in address):
        why = "addresses of pages are added behind it, so it cannot have a ? or a #"
    # A password is not shown, not even to whoever wrote it: it may be a log that is read.
    safe = _NAMED.sub(r"\1…@", address)
    shown = f"'{safe}'" if safe.isprintable() else repr(safe)
    return f"Expected an address such as {_EXAMPLE}, not {shown}: {why}" if why else None


def why_no_address(address: str) -> str | None:
    """Why ``address`` is none on the web, or not one to publish; None where it is one."""
    if found := _REFUSED.search(address):
        what = "a space" if found[0].isspace() else repr(found[0])
        return f"{what} cannot stand in an address"
    if not (begun := _BEGIN.match(address)):
        return "it begins with https:// or http://"
    host = begun["host"]
    if "@" in host:
        return "a name or password before the host would stand on every page"
    return None if _is_host(host) else "no browser can open this host"


def _is_host(host: str) -> bool:
    """Whether ``host``, with its port, is one that a browser can open."""
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
        if host.startswith("["):
            ip_address(parts.hostname or "")
    except ValueError:
        return False
    name = (parts.hostname or "").removesuffix(".")
    return port != 0 and bool(name) and all(name.split(".")) and not host.endswith(":")


_KEYS = ("of", "against", "url")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a build is a preview of.

    Attributes:
        of: in words, "pull request 12".
        against: the revision to compare with; ``None`` where there is none.
        url: where it will be served; ``None`` where that is not known. Its pages hold anywhere, but
            one that stands for a missing page must know where the others are.
    """

    of: str
    against: str | None = None
    url: str | None = None


class PreviewOption(BaseConfigOption[Preview | None]):
    """A text, or `{of, against, url}`; nothing, or an empty text, for the site itself."""

    def run_validation(self, value: object) -> Preview | None:
        """Read ``value``.

        Raises:
            ValidationError: it does not say what it is a preview of, or says more than there is.
        """
        if not isinstance(value, Mapping):
            of = _text("preview", value)
            return Preview(of) if of else None
        if unknown := [str(key) for key in value if key not in _KEYS]:
            raise ValidationError(f"Expected {', '.join(_KEYS)}, not {', '.join(unknown)}")
        given = {key: _text(key, value.get(key)) for key in _KEYS}
        if not given["of"]:
            return None
        return Preview(given["of"], given["against"] or None, site_address(given["url"]) or None)


def site_address(address: str) -> str:
    """``address``, ending in a slash; empty where it is.

    Raises:
        ValidationError: it is no address on the web.
    """
    if address and (why := why_no_site_address(address)):
        raise ValidationError(why)
    return f"{address.rstrip('/')}/" if address else ""


def _text(key: str, value: object) -> str:
    """A text; a variable of the environment may be unset, or look like a number."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValidationError(f"'{key}': expected a text such as 'pull request 12', not {value!r}")
    return " ".join(str(value).split())


# `actors/x/`: lower folders of the site, nothing that leaves it or names a file.
_OLD_PATH = re.compile(r"(?:[\w.~-]+/)+")
_NEW_PATH = re.compile(r"(?:[\w.~-]+/)*(?:[\w.~-]+)?(?:#[\w.:~-]+)?")


class RedirectsOption(BaseConfigOption[Mapping[str, str]]):
    """`{actors/old-name/: actors/new-name/}`: from one address of the site to another."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> Mapping[str, str]:
        """Read ``value``.

        Raises:
            ValidationError: an address is none of this site, or leads to itself or in a circle.
        """
        if not isinstance(value, Mapping):
            raise ValidationError("Expected {actors/old-name/: actors/new-name/}")
        redirects = {_old_path(old): _new_path(new) for old, new in value.items()}
        for old, new in redirects.items():
            if new.partition("#")[0] in redirects:
                raise ValidationError(
                    f"'{old}' leads to '{new}', which leads on: name the last address"
                )
        return redirects


def _old_path(value: object) -> str:
    path = str(value).removeprefix("/").removesuffix("index.html")
    path = path if path.endswith("/") else f"{path}/"
    if not _OLD_PATH.fullmatch(path) or ".." in path.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    return path


def _new_path(value: object) -> str:
    target = str(value).removeprefix("/")
    if value is None or not _NEW_PATH.fullmatch(target) or ".." in target.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    path, mark, fragment = target.partition("#")
    if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path = f"{path}/"
    return path + mark + fragment


_QUOTATION_KEYS = ("speakers", "publisher")


class QuotationOption(BaseConfigOption[QuotationLimits]):
    """`{speakers, publisher}`: words of one source, or null for no limit."""

    def __init__(self) -> None:
        super().__init__()
        self.default = QuotationLimits()

    def run_validation(self, value: object) -> QuotationLimits:
        """Read ``value``.

        Raises:
            ValidationError: it is no such mapping, or a limit is no number of words.
        """
        if isinstance(value, QuotationLimits):
            return value
        if not isinstance(value, Mapping) or not set(value) <= set(_QUOTATION_KEYS):
            raise ValidationError("Expected {speakers: 500, publisher: 150}")
        for key, limit in value.items():
            number = isinstance(limit, int) and not isinstance(limit, bool) and limit >= 0
            if limit is not None and not number:
                raise ValidationError(f"'{key}': expected a number of words or null, not {limit!r}")
        return QuotationLimits(**value)


_CORRECTION_ADDRESS = re.compile(
    r"(?:https?://[^\s/?#]+|mailto:[^\s@]+@[^\s@?]+)[^\s<>\"]*", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
PLACEHOLDERS = ("title", "body", "reference", "address")


class SuggestOption(BaseConfigOption[str]):
    """An address of the web or of e-mail, with places for what a correction is about."""

    def __init__(self) -> None:
        super().__init__()
        self.default = ""

    def run_validation(self, value: object) -> str:
        """Read ``value``.

        Raises:
            ValidationError: it is no such address, or has a place that nothing fills.
        """
        address = str(value or "")
        if address and not _CORRECTION_ADDRESS.fullmatch(address):
            raise ValidationError(
                "Expected an address such as mailto:desk@example.org?subject={title}&body={body} "
                f"or https://example.org/issues/new?title={{title}}, not {value!r}"
            )
        unknown = sorted(set(_PLACEHOLDER.findall(address)) - set(PLACEHOLDERS))
        if unknown:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise ValidationError(f"There is nothing for {{{unknown[0]}}}; there is {known}")
        return address
