"""A small web server for a built site, as strict as a careful host."""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# What a careful host sends: nothing from elsewhere, nothing inline.
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"


@dataclass
class Served:
    """A site that is being served.

    Attributes:
        url: of its home page, with a slash at the end.
        sent: path and size of each body sent so far.
    """

    url: str
    sent: list[tuple[str, int]] = field(default_factory=list)

    def bytes_below(self, folder: str) -> int:
        """How many bytes of the files below ``folder`` (`search/`) were sent so far."""
        return sum(size for path, size in self.sent if path.startswith(folder))


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a browser loads a page and all its files over one connection

    def __init__(self, *args: Any, served: Served, prefix: str, **kwargs: Any) -> None:
        self._served = served
        self._prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """The site lies below a folder of the host; beside it there is nothing."""
        below = path.removeprefix(self._prefix) if path.startswith(self._prefix) else "nothing"
        return super().translate_path(f"/{below}")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        # Pages of one run have the same style and fonts: asked for once by each browser.
        kept = self._below().startswith(("css/", "fonts/"))
        self.send_header("Cache-Control", "max-age=600" if kept else "no-cache")
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        body = source.read()
        self._served.sent.append((self._below(), len(body)))
        outputfile.write(body)

    def _below(self) -> str:
        return self.path.removeprefix(self._prefix).partition("?")[0]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextlib.contextmanager
def serving(site: Path, prefix: str = "/below/here/") -> Iterator[Served]:
    """Serve the folder ``site`` under ``prefix``."""
    served = Served("")
    handler = partial(_Handler, served=served, prefix=prefix, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        served.url = f"http://127.0.0.1:{server.server_port}{prefix}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()
