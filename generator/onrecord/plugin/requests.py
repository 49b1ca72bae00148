"""Which requests a preview answers: for its own names, and for paths that a page can have.

A page of any other site may send a browser here. It cannot read the answer, unless a name of its
own leads to this machine: then the browser takes our pages for that site's. The request has the
name in it.
"""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from wsgiref.types import WSGIEnvironment

_OWN = frozenset(("localhost", "127.0.0.1", "::1"))
_EVERYWHERE = frozenset(("0.0.0.0", "::", ""))  # noqa: S104 - to know them, not to bind to them
_HOST = re.compile(
    r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^\[\]:@/\\,\s]+))(?::\d{1,5})?", re.IGNORECASE
)
_REFUSED = re.compile(r"[\x00-\x1f\x7f\\]")
_LONGEST = 2_000
# MkDocs makes a number of what stands behind, however long it is.
_RELOAD = re.compile(r"/livereload/\d{1,18}/\d{1,18}")


def why_not_answered(environ: WSGIEnvironment, bound: str) -> str | None:
    """Why the request is not answered; None where it is.

    Args:
        environ: the request.
        bound: the address that the preview is bound to.
    """
    if not is_own(environ.get("HTTP_HOST", ""), bound):
        return "This preview answers only for its own address."
    raw = environ.get("PATH_INFO", "").encode("latin-1", "replace")
    if not is_path(raw):
        return "No page can have this address."
    return None


def is_own(host: str, bound: str) -> bool:
    """Whether ``host`` (a name, perhaps with a port) is one of a preview bound to ``bound``."""
    found = _HOST.fullmatch(host)
    if not found:
        return False
    name = (found["six"] or found["name"]).lower().removesuffix(".")
    if name in _OWN or name.endswith(".localhost") or name == bound.lower():
        return True
    # An address in figures is nobody's name; who lets everyone in names the machine as well.
    return bound in _EVERYWHERE and (_is_figures(name) or name == socket.gethostname().lower())


def is_path(raw: bytes) -> bool:
    """Whether ``raw``, a path without its escapes, can be that of a page."""
    try:
        path = raw.decode()
    except UnicodeDecodeError:
        return False
    if path.startswith("/livereload/"):
        return _RELOAD.fullmatch(path) is not None
    odd = not path.startswith("/") or "//" in path or ".." in path.split("/")
    return not odd and len(path) <= _LONGEST and not _REFUSED.search(path)


def _is_figures(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
