"""The local server of the page: it answers only this computer, and only requests with its token.

A page of another site that is open in the same browser can send requests here: each is refused by
its Host, its Origin or its lack of the token, before anything is read.
"""

import hmac
import json
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from time import monotonic
from typing import Any, Final, TypeVar

from onrecord.captures.withheld import WordsWithheld
from onrecord.diagnostics import OnrecordError, reason_of

# A page that is pasted may bring pictures as text; a transcript has 100 kB.
MAX_BODY: Final = 8_000_000
_SECONDS = 30  # that a browser may take for a request
# Of two, nobody knows which one counts: a proxy and a browser may take another than we.
_ONCE = (
    *("Host", "Origin", "Sec-Fetch-Site", "X-Onrecord-Token"),
    *("Content-Type", "Content-Length", "Transfer-Encoding"),
)
_NOT_WRITTEN = "nothing was written: make room, or make it writable, and try again"
_JSON = "application/json; charset=utf-8"
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Body = Mapping[str, Any]
Action = Callable[[Body], object]
_Known = TypeVar("_Known")


class RequestRefused(OnrecordError):
    """A request that is answered with the HTTP status ``status`` alone, and a reason."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Conflict(OnrecordError):
    """A request that came too late: ``now`` is what the page should show."""

    def __init__(self, message: str, now: object) -> None:
        super().__init__(message)
        self.now = now


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the page, and its media type."""

    content: bytes
    media_type: str


class AnnotateServer(ThreadingHTTPServer):
    """Serves the page at an address of this computer."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self, host: str, port: int, files: Mapping[str, StaticFile], actions: Mapping[str, Action]
    ) -> None:
        """Listen at ``port`` (0 for any that is free) of ``host``, which is this computer alone."""
        if not is_loopback(host):
            message = f"{host} can be reached from other computers"
            raise OnrecordError(
                message, "use 127.0.0.1, so that nobody else can read what you type"
            )
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            hint = "choose another port with -a, or none: then any free one is taken"
            raise OnrecordError(
                f"{host}:{port} cannot be used: {reason_of(error)}", hint
            ) from error
        self.token = secrets.token_urlsafe(24)  # that each request for data must have
        self.files = files  # the page and what it loads, by path: nothing else is served
        # By path, what each does with the JSON it is sent; it returns what is sent back.
        self.actions = {f"/api/{name}": action for name, action in actions.items()}

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base's types
        """Say nothing of a browser that has gone, or is too slow, before it was answered."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    @property
    def hosts(self) -> frozenset[str]:
        """The values of Host that a browser sends for this server."""
        port = self.server_address[1]
        return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def address(self) -> str:
        """The address for the browser; the token is in its fragment, which is sent to nobody."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://{host}:{port}/#{self.token}"


def is_loopback(host: str) -> bool:
    """Whether ``host`` is an address that no other computer can reach.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, False, False)
    """
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    server: AnnotateServer
    protocol_version = "HTTP/1.1"
    timeout = _SECONDS

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing: the command's output is for what it writes."""

    def version_string(self) -> str:
        """Tell nobody which Python this is."""
        return "onrecord"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what the base class cannot read, as everything else is refused."""
        del explain
        self.close_connection = True
        said = message or self.responses.get(code, ("this cannot be read", ""))[0]
        self._send_json(code, {"error": said})

    def do_GET(self) -> None:
        """Send a file of the page."""
        try:
            self._check_origin()
            self._check_no_body()
            file = _at(self.server.files, self.path.partition("?")[0])
        except RequestRefused as refused:
            self._refuse(refused)
        else:
            self._send(200, file.content, file.media_type)

    def do_POST(self) -> None:
        """Do what the page asks for."""
        try:
            self._check_origin()
            self._check_token()
            action = _at(self.server.actions, self.path)
            done = action(self._body())
        except RequestRefused as refused:
            self._refuse(refused)
        except Conflict as conflict:
            self._send_json(409, {"error": conflict.message, "now": conflict.now})
        except OnrecordError as error:
            withheld = isinstance(error, WordsWithheld)
            said: dict[str, Any] = {"error": error.message, "hint": error.hint}
            said["withheld"] = withheld
            if field := getattr(error, "field", ""):  # the key of a record that it is about
                said["field"] = field
            self._send_json(422, said)
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            self._send_json(500, {"error": f"{name}{reason_of(error)}", "hint": _NOT_WRITTEN})
        else:
            self._send_json(200, done)

    def _check_origin(self) -> None:
        """Refuse requests from another site, or to another host name."""
        for name in _ONCE:
            if len(self.headers.get_all(name, ())) > 1:
                raise RequestRefused(400, f"there are several {name}")
        # The base class makes one slash of two.
        if self.request_version == "HTTP/0.9" or " //" in self.requestline:
            raise RequestRefused(400, "no browser sends this")
        hosts = self.server.hosts
        if self.headers.get("Host", "").lower() not in hosts:
            raise RequestRefused(403, "this is not the address of this server")
        origin = self.headers.get("Origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            raise RequestRefused(403, "requests of other sites are refused")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise RequestRefused(403, "requests of other sites are refused")

    def _check_no_body(self) -> None:
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            raise RequestRefused(400, "nothing can be sent with this request")

    def _check_token(self) -> None:
        sent = self.headers.get("X-Onrecord-Token", "").encode(errors="replace")
        if not hmac.compare_digest(sent, self.server.token.encode()):
            raise RequestRefused(401, "open the address that the command printed")

    def _body(self) -> Body:
        """The JSON object that was sent. Refuses anything else, and what is too large."""
        if self.headers.get_content_type() != "application/json":
            raise RequestRefused(415, "only JSON is read")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or "Transfer-Encoding" in self.headers:
            raise RequestRefused(411, "the length is missing")
        if len(length) > len(str(MAX_BODY)) or int(length) > MAX_BODY:
            raise RequestRefused(413, f"more than {MAX_BODY // 1_000_000} MB cannot be sent")
        try:
            sent = self._read(int(length))
            body = json.loads(sent)
            if b"\\u" in sent:
                json.dumps(body, ensure_ascii=False).encode()  # no half of a character
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise RequestRefused(400, "this is not a JSON object")
        return body

    def _read(self, length: int) -> bytes:
        """The body; a browser that sends it slowly does not keep a thread for ever."""
        read, until = bytearray(), monotonic() + _SECONDS
        with suppress(TimeoutError):
            while len(read) < length and monotonic() < until:
                if not (more := self.rfile.read1(length - len(read))):
                    break
                read += more
        if len(read) < length:
            raise RequestRefused(408, "not all of it was sent")
        return bytes(read)

    def _refuse(self, refused: RequestRefused) -> None:
        self.close_connection = True  # what else was sent is not read
        self._send_json(refused.status, {"error": refused.message})

    def _send_json(self, status: int, value: object) -> None:
        self._send(status, json.dumps(value, ensure_ascii=False).encode(errors="replace"), _JSON)

    def _send(self, status: int, content: bytes, media_type: str) -> None:
        if self.request_version == "HTTP/0.9":  # it has no headers, but they must be there
            self.request_version = self.protocol_version
        self.send_response(status)
        headers = {**_HEADERS, "Content-Type": media_type, "Content-Length": str(len(content))}
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _at(known: Mapping[str, _Known], name: str) -> _Known:
    """The value of ``known`` with this name. Raises RequestRefused if there is none."""
    if name not in known:
        raise RequestRefused(404, "there is nothing at this address")
    return known[name]


# What follows reads the JSON that was sent; each raises `RequestRefused` for something else.


def _of_type(body: Body, key: str, kind: type[_Known], what: str) -> _Known:
    value = body.get(key)
    if not isinstance(value, kind):
        raise RequestRefused(400, f"'{key}' must be {what}")
    return value


def sent_text(body: Body, key: str) -> str:
    """The text at ``key``."""
    return _of_type(body, key, str, "a text")


def sent_object(body: Body, key: str) -> Body:
    """The JSON object at ``key``."""
    return _of_type(body, key, dict, "an object")


def sent_objects(body: Body, key: str) -> list[Body]:
    """The JSON objects in the list at ``key``; none if there is no list."""
    value = body.get(key) or []
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    raise RequestRefused(400, f"'{key}' must be a list of objects")


def sent_span(body: Body, key: str) -> tuple[int, int]:
    """The two numbers at ``key``, the first below the second."""
    return _span(body.get(key), key)


def sent_spans(body: Body, key: str) -> tuple[tuple[int, int], ...]:
    """The list of such pairs at ``key``, which may be empty."""
    return tuple(_span(item, key) for item in _of_type(body, key, list, "a list"))


def _span(value: object, key: str) -> tuple[int, int]:
    match value:
        case [int(start), int(end)] if 0 <= start < end:
            return start, end
    raise RequestRefused(400, f"'{key}' must be two numbers, the first below the second")
