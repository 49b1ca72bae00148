"""The address of a site: what stands before the address of each of its pages."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

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
