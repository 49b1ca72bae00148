"""A preview answers for its own names alone, and odd paths with a plain no."""

import pytest

from onrecord.plugin.rebuild_guard import is_own, is_path, why_not_answered


@pytest.mark.parametrize(
    ("host", "bound", "own"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("LOCALHOST", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("harbour.localhost:8000", "127.0.0.1", True),
        ("desk.lan:8000", "desk.lan", True),
        ("192.0.2.7:8000", "192.0.2.7", True),
        ("192.0.2.7:8000", "0.0.0.0", True),  # noqa: S104 - nothing is bound
        ("gazette.example", "127.0.0.1", False),
        ("gazette.example:8000", "0.0.0.0", False),  # noqa: S104 - likewise
        ("192.0.2.7:8000", "127.0.0.1", False),
        ("localhost.gazette.example", "127.0.0.1", False),
        ("localhost@gazette.example", "127.0.0.1", False),
        ("localhost,gazette.example", "127.0.0.1", False),
        ("localhost:80:80", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_the_names_of_a_preview(host: str, bound: str, *, own: bool) -> None:
    assert is_own(host, bound) is own
    said = why_not_answered({"HTTP_HOST": host, "PATH_INFO": "/"}, bound)
    assert (said is None) is own


@pytest.mark.parametrize(
    ("path", "fine"),
    [
        (b"/", True),
        (b"/actors/mia-brandt/", True),
        ("/über/ein bild.png".encode(), True),
        (b"/livereload/123456/789", True),
        (b"//gazette.example/", False),
        (b"/actors//", False),
        (b"/\x00", False),
        (b"/a\r\nSet-Cookie: b", False),
        (b"/../secret", False),
        (b"/\xff\xfe", False),
        (b"/\xed\xa0\x80", False),
        (b"/..\\secret", False),
        (b"/" + b"a" * 5_000, False),
        (b"/livereload/" + b"9" * 5_000 + b"/1", False),
        (b"http://gazette.example/", False),
        (b"", False),
    ],
)
def test_the_paths_of_a_preview(path: bytes, *, fine: bool) -> None:
    assert is_path(path) is fine
    environ = {"HTTP_HOST": "localhost", "PATH_INFO": path.decode("latin-1")}
    assert (why_not_answered(environ, "127.0.0.1") is None) is fine
