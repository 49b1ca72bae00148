"""The example desk as a host publishes it: built with its address, sent compressed."""

import contextlib
import gzip
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from onrecord.cli.main import main as onrecord

REPOSITORY = Path(__file__).parents[2]
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Sends text compressed, and lets all but pages be kept."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _TEXT:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        lasting = "no-cache" if path.suffix == ".html" else "max-age=31536000"
        self.send_header("Cache-Control", lasting)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@contextlib.contextmanager
def published(folder: Path) -> Iterator[tuple[str, Path]]:
    """Build the example desk below ``folder`` and serve it: its address and its files."""
    site = folder / "site"
    site.mkdir()
    handler = partial(_Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        _build(folder / "site_config.yml", address, site)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield address, site
        finally:
            server.shutdown()
            thread.join()


def _build(config: Path, address: str, site: Path) -> None:
    inherited = REPOSITORY / "site_config.yml"
    content = REPOSITORY / "content"
    config.write_text(
        f"INHERIT: {inherited}\nsite_url: {address}\ndocs_dir: {content}\n", encoding="utf-8"
    )
    try:
        # Not strict: that the address is of this computer alone is a warning.
        onrecord(["build", "-f", str(config), "-d", str(site)])
    except SystemExit as done:
        if done.code:
            raise click.ClickException("the example desk does not build") from None
