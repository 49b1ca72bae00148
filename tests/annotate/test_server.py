"""The server answers the page that it gave out, and nobody else."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from typing import Any

import pytest

from onrecord.annotate.server import MAX_BODY, Action, AnnotateServer, Body, StaticFile
from onrecord.diagnostics import OnrecordError

NOTHING: Mapping[str, str | None] = {}
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def server() -> Iterator[AnnotateServer]:
    def fails(_body: Body) -> object:
        raise OnrecordError("the harbour is closed", "come back in spring")

    def fails_to_write(_body: Body) -> object:
        raise OSError(30, "Read-only file system", "articles/strike.yml")

    actions: dict[str, Action] = {"echo": dict, "fails": fails, "fails_to_write": fails_to_write}
    with AnnotateServer("127.0.0.1", 0, {"/": StaticFile(b"the page", HTML)}, actions) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def send(
    server: AnnotateServer,
    path: str = "/api/echo",
    changed: Mapping[str, str | None] = NOTHING,
    *,
    body: bytes = b'{"said": "Stop."}',
    method: str = "POST",
) -> tuple[int, Any, dict[str, str]]:
    """Send what the page sends, but for the headers that are ``changed``."""
    host, port = "127.0.0.1", server.server_address[1]
    headers = {
        "Host": f"{host}:{port}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)) if method == "POST" else None,
        "X-Onrecord-Token": server.token,
        **changed,
    }
    connection = HTTPConnection(host, port, timeout=5)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(body if method == "POST" else None)
    answer = connection.getresponse()
    content, sent = answer.read(), dict(answer.getheaders())
    connection.close()
    is_json = sent["Content-Type"].startswith("application/json")
    return answer.status, json.loads(content) if is_json else content, sent


def test_the_page_gets_what_it_asks_for(server: AnnotateServer) -> None:
    assert send(server, "/?article=strike", method="GET")[:2] == (200, b"the page")
    assert send(server)[:2] == (200, {"said": "Stop."})


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Host": "harbour.example"}, 403),  # a name of somebody else that leads here
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Origin": "https://harbour.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),  # another server on this computer
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Onrecord-Token": None}, 401),
        ({"X-Onrecord-Token": "guessed"}, 401),
        ({"X-Onrecord-Token": "ümläut"}, 401),
        ({"Content-Type": "text/plain"}, 415),  # what a form of another site can send
        ({"Content-Type": None}, 415),
        ({"Content-Length": None}, 411),
        ({"Content-Length": "-1"}, 411),
        ({"Content-Length": str(MAX_BODY + 1)}, 413),
        ({"Content-Length": "9" * 5_000}, 413),
        ({"Transfer-Encoding": "chunked"}, 411),
    ],
)
def test_a_request_of_anybody_else_is_refused(
    server: AnnotateServer, changed: dict[str, str | None], status: int
) -> None:
    assert send(server, changed=changed)[0] == status


HOST = "Host: 127.0.0.1:{port}\r\n"
SENT = f"{HOST}X-Onrecord-Token: {{token}}\r\nContent-Type: application/json\r\n"
ORIGIN = "Origin: http://127.0.0.1:{port}\r\n"
TWO = "Content-Length: 2\r\n"


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (f"GET / HTTP/1.1\r\n{HOST}Host: harbour.example\r\n\r\n", 400),
        (f"GET / HTTP/1.1\r\n{HOST}{TWO}\r\n{{{{}}}}", 400),
        (f"POST /api/echo HTTP/1.1\r\n{SENT}{TWO}Content-Length: 9\r\n\r\n{{{{}}}}", 400),
        (f"POST /api/echo HTTP/1.1\r\n{SENT}{ORIGIN}{ORIGIN}{TWO}\r\n{{{{}}}}", 400),
        (f"POST //api/echo HTTP/1.1\r\n{SENT}{TWO}\r\n{{{{}}}}", 400),
        (f"POST echo HTTP/1.1\r\n{SENT}{TWO}\r\n{{{{}}}}", 404),
        (f"GET http://harbour.example/ HTTP/1.1\r\n{HOST}\r\n", 404),
        (f"PUT / HTTP/1.1\r\n{HOST}\r\n", 501),
        (f"HEAD / HTTP/1.1\r\n{HOST}\r\n", 501),
        (f"GET /{'a' * 70_000} HTTP/1.1\r\n{HOST}\r\n", 414),
        (f"GET / HTTP/1.1\r\n{HOST}X: {'a' * 70_000}\r\n\r\n", 431),
        (f"GET / HTTP/9.9\r\n{HOST}\r\n", 505),
        ("\x16\x03\x01 nothing of HTTP\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
    ],
)  # fmt: skip
def test_what_is_no_request_of_a_browser_is_refused_with_all_headers(
    server: AnnotateServer, request_text: str, status: int
) -> None:
    port = server.server_address[1]
    sent = request_text.format(port=port, token=server.token).encode()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert "Content-Security-Policy: default-src 'none'" in head
    assert "X-Content-Type-Options: nosniff" in head
    assert "Connection: close" in head  # nothing that follows is read as another request
    assert body.startswith('{"error": ') or sent.startswith(b"HEAD")


def test_a_page_of_another_site_gets_no_file_either(server: AnnotateServer) -> None:
    assert send(server, "/", {"Host": "harbour.example"}, method="GET")[0] == 403
    assert send(server, "/", {"Sec-Fetch-Site": "cross-site"}, method="GET")[0] == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"a": "\\ud800"}'])
def test_only_a_json_object_is_read(server: AnnotateServer, body: bytes) -> None:
    assert send(server, body=body)[:2] == (400, {"error": "this is not a JSON object"})


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/etc/passwd", "/page.html", "/api/echo"])
def test_no_other_file_is_given_out(server: AnnotateServer, path: str) -> None:
    assert send(server, path, method="GET")[0] == 404


def test_no_other_method_is_known(server: AnnotateServer) -> None:
    for method in ("PUT", "DELETE", "OPTIONS"):
        assert send(server, changed={"Content-Length": None}, method=method)[0] == 501


def test_the_page_may_load_nothing_from_elsewhere(server: AnnotateServer) -> None:
    headers = send(server, "/", method="GET")[2]
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "Python" not in headers["Server"]


def test_a_failure_is_told_and_the_server_goes_on(server: AnnotateServer) -> None:
    error = {"error": "the harbour is closed", "hint": "come back in spring", "withheld": False}
    assert send(server, "/api/fails")[:2] == (422, error)
    status, told, _ = send(server, "/api/fails_to_write")
    assert (status, told["error"]) == (500, "articles/strike.yml: read-only file system")
    assert send(server)[0] == 200


EVERYBODY = "0.0.0.0"  # noqa: S104 - it is refused


@pytest.mark.parametrize("host", [EVERYBODY, "::", "192.0.2.1", "harbour.example", ""])
def test_an_address_that_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(OnrecordError, match="can be reached from other computers"):
        AnnotateServer(host, 0, {}, {})


def test_a_port_that_is_taken_is_named(server: AnnotateServer) -> None:
    port = server.server_address[1]
    with pytest.raises(OnrecordError, match=f"127.0.0.1:{port} cannot be used: address already"):
        AnnotateServer("127.0.0.1", port, {}, {})


def test_each_server_has_its_own_token_which_no_request_line_has(server: AnnotateServer) -> None:
    with AnnotateServer("127.0.0.1", 0, {}, {}) as other:
        assert other.token != server.token
        assert f"/#{other.token}" in other.address
