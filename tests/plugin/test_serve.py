"""The preview: it follows every edit, and a broken one ends nothing."""

import gc
import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Queue
from wsgiref.types import StartResponse

import pytest
from mkdocs.livereload import LiveReloadServer
from tests.processes import running
from tests.sharing import PATIENCE
from tests.tiny_site import TinySite
from watchdog.events import (
    DirModifiedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers.api import EventQueue, ObservedWatch

from onrecord.plugin import page_writing, rebuild_guard
from onrecord.plugin.rebuild_guard import FolderWatch, _look_promptly


@dataclass
class Preview:
    """A preview that runs."""

    url: str
    process: BaseProcess

    def end(self, number: signal.Signals) -> None:
        """Send it a signal that ends it."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, number)
        self.process.join(PATIENCE)
        assert not self.process.is_alive(), f"the preview does not end at {number.name}"

    def get(self, address: str = "") -> str:
        """The page at ``address``, whatever its status; empty where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}{address}", timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()
        except (OSError, TimeoutError):
            return ""

    def wait_for(self, text: str, address: str = "", *, gone: bool = False) -> str:
        """The page at ``address`` once it shows ``text`` (or, with ``gone``, no longer does)."""
        deadline = time.monotonic() + PATIENCE
        page = ""
        while time.monotonic() < deadline:
            page = self.get(address)
            if page and (text in page) is not gone:
                return page
            assert self.process.is_alive(), "the preview has ended"
            time.sleep(0.1)
        raise AssertionError(f"{'still' if gone else 'no'} {text!r} in {page!r}")


@contextmanager
def previewing(site: TinySite, *command: str, **environment: str) -> Iterator[Preview]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    arguments = (*command, "-f", "site_config.yml", "-a", address)
    all_of_it = {**os.environ, **environment}
    with running(*arguments, folder=site.root, environment=all_of_it) as process:
        preview = Preview(f"http://{address}/", process)
        yield preview
        preview.end(signal.SIGINT)


@dataclass
class Live:
    """A preview of our own command, and the site that it shows."""

    site: TinySite
    preview: Preview
    temporary: Path


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One that begins with a template of the site's own; each test puts back what it changes."""
    site = TinySite.at(tmp_path_factory.mktemp("live") / "harbour")
    site.write("templates/pages/actor.html", "<h1>First</h1>")
    temporary = tmp_path_factory.mktemp("temporary")
    with previewing(site, "onrecord", "serve", TMPDIR=str(temporary)) as preview:
        yield Live(site, preview, temporary)


def test_templates_are_live(live: Live) -> None:
    site, preview = live.site, live.preview
    preview.wait_for("First", "actors/mia-brandt/")
    site.write("templates/pages/actor.html", "<h1>Second</h1>")
    preview.wait_for("Second", "actors/mia-brandt/")
    site.write("templates/pages/actor.html", "<h1>{{ view.no_such_field }}</h1>")
    preview.wait_for("templates/pages/actor.html:1:1: error[template-fault]", "about/")
    site.write("templates/pages/actor.html", "{% if %}")
    preview.wait_for("Expected an expression", "about/")
    site.write("templates/pages/actor.html", "<h1>Third</h1>")
    preview.wait_for("Third", "actors/mia-brandt/")


def test_a_page_or_a_file_is_made_when_a_browser_asks_for_it(live: Live) -> None:
    preview, folder = live.preview, live.temporary
    site = live.site
    site.edit("content/actors/mia-brandt.yml", "name: Mia Brandt", "name: Mia Ode")
    preview.wait_for("Mia Ode", "actors/")

    def made() -> int:
        return len(list(folder.rglob("actors/*/index.html")))

    assert made() < 3  # one of each template, and what was asked for
    # Without the slash, a browser is led to the page.
    for address in ("actors/mia-brandt", "actors/dock-union", "actors/port-authority"):
        assert "Third" in preview.get(address)
    assert made() == 3
    assert "Third" not in preview.get("actors/nobody/")
    site.edit("content/actors/mia-brandt.yml", "name: Mia Ode", "name: Mia Brandt")
    preview.wait_for("Mia Brandt", "actors/")
    assert '"about"' in preview.get("data/onrecord.json")
    assert '"subject"' in preview.get("actors/dock-union/data.json")
    (site_folder,) = (page.parent for page in folder.rglob("404.html"))
    assert not list((site_folder / "search").glob("*.json"))
    # All of the search is made with the first of its files, which has the digests of the others.
    _, digests = json.loads(preview.get("search/meta.json"))["files"]["search/terms"]
    assert preview.get("search/terms/0.txt").startswith(f"{digests[0]}\n")
    assert (site_folder / "explore/meta.json").is_file()
    assert "Mia" not in preview.get("search/terms/10000.txt")


def test_the_lists_of_an_editor_follow(live: Live) -> None:
    actor = live.site.root / "content/actors/otto-new.yml"
    actor.write_text("name: Otto New\nkind: person\n", encoding="utf-8")
    live.preview.wait_for("Otto New", "actors/")
    schema, deadline = live.site.root / ".onrecord/schema/article.json", time.monotonic() + PATIENCE
    while not schema.is_file() or "otto-new" not in schema.read_text("utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    actor.unlink()
    live.preview.wait_for("Otto New", "actors/", gone=True)


def test_the_frame_of_the_pages_is_live(live: Live) -> None:
    site, preview = live.site, live.preview
    shutil.rmtree(site.root / "templates")
    preview.wait_for("Mia Brandt", "actors/mia-brandt/")
    # The folder comes while the preview runs, with a file in it.
    text = '{% extends "base.html" %}{% block footer %}House of the harbour{% endblock %}'
    site.write("templates/theme/main.html", text)
    preview.wait_for("House of the harbour", "actors/mia-brandt/")
    shutil.rmtree(site.root / "templates")
    preview.wait_for("House of the harbour", "actors/mia-brandt/", gone=True)
    site.write("templates/theme/main.html", "{{ nothing.at_all }}")
    page = preview.wait_for("could not be rebuilt")
    assert "nothing" in page
    assert re.search('<meta http-equiv="refresh"', page)
    site.write("templates/theme/main.html", "<p>Printed by the union</p>")
    preview.wait_for("Printed by the union", "actors/mia-brandt/")
    site.write("templates/theme/main.html", '{% extends "base.html" %}')
    preview.wait_for("Mia Brandt</h1>", "actors/mia-brandt/")


def test_a_folder_that_went_and_came_between_two_looks_is_watched_again(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    with server:
        FolderWatch(server, folder, tmp_path).look()
        watcher, above = sorted(
            server.observer.emitters, key=lambda emitter: -len(emitter.watch.path)
        )
        watcher.stop()  # as it does where it finds no folder, which is there again by now
        server.observer.event_queue.put((DirModifiedEvent(str(tmp_path)), above.watch))
        server.observer.dispatch_events(server.observer.event_queue)
        paths = {
            emitter.watch.path
            for emitter in server.observer.emitters
            if emitter.should_keep_running()
        }
        assert paths == {str(folder), str(tmp_path)}
        # What is in it now may be other than before: the site is built again.
        event, _watch = server.observer.event_queue.get_nowait()
        assert isinstance(event, FileCreatedEvent)


@contextmanager
def watching(server: LiveReloadServer, folder: Path) -> Iterator[Queue[FileSystemEvent]]:
    """What the observer of a server sees change in a folder."""
    seen: Queue[FileSystemEvent] = Queue()

    class Seeing(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            seen.put(event)

    server.observer.schedule(Seeing(), str(folder), recursive=True)
    server.observer.start()
    yield seen
    server.observer.stop()
    server.observer.join()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system may tell later")
def test_a_change_is_seen_before_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild_guard, "_LOOKS", 1_000)
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        server.watch(str(tmp_path))
        _look_promptly(server, [str(tmp_path), "not watched"])
        with watching(server, tmp_path) as seen:
            (tmp_path / "new.yml").write_text("name: Mia", encoding="utf-8")
            assert seen.get(timeout=PATIENCE).src_path


def test_what_the_system_does_not_tell_is_seen_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild_guard, "_LOOKS", 0.01)
    monkeypatch.setattr(rebuild_guard, "_CHANGES", ())
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        _look_promptly(server, [])
        with watching(server, tmp_path) as seen:
            (tmp_path / "new.yml").write_text("name: Mia", encoding="utf-8")
            assert seen.get(timeout=PATIENCE).src_path


def test_what_the_system_tells_is_not_found_again_by_a_look(tmp_path: Path) -> None:
    queue = EventQueue()
    emitter = rebuild_guard._PromptEmitter(queue, ObservedWatch(str(tmp_path), recursive=True))
    told, found = (FileModifiedEvent(str(tmp_path / name)) for name in ("told.yml", "found.yml"))
    emitter.teller.dispatch(told)
    for event in (told, found):
        emitter.queue_event(event)
    assert [queue.get()[0] for _ in range(queue.qsize())] == [told, found]


def test_what_another_plugin_watches_stays_watched_as_it_is(tmp_path: Path) -> None:
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        server.watch(str(tmp_path / "others"))
        server.watch(str(tmp_path))
        before = server.observer
        _look_promptly(server, [str(tmp_path)])
        assert server.observer is before
        assert {emitter.watch.path for emitter in before.emitters} == {
            str(tmp_path),
            str(tmp_path / "others"),
        }


def test_what_can_wait_is_done_when_nothing_is_rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_writing, "_REST", 0.01)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    pages, done, collecting = page_writing.PagesOnRequest(), threading.Event(), []
    pages.later = done.set
    pages.built(lambda: collecting.append(gc.isenabled()))
    assert done.wait(PATIENCE)
    pages._resting.join(PATIENCE)  # or it would go on in the next test
    pages.end()
    assert collecting == [False]
    assert gc.isenabled()


def test_what_can_wait_is_done_after_many_rebuilds_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_writing, "_MOST_UNRESTED", 2)
    monkeypatch.setattr(page_writing, "_REST", 1_000)  # however slow the machine is
    pages, done, frozen = page_writing.PagesOnRequest(), [], []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(1))
    pages.later = lambda: done.append("later")
    for _ in range(7):
        pages.built(lambda: None)
    pages.end()
    assert done == ["later", "later"]
    assert frozen == [1]  # what the collector need not look at again


def test_a_page_is_served_though_rebuilds_in_turn_take_it_away() -> None:
    """Many browsers at once: a request waits, and others' edits are rebuilt meanwhile."""
    written: list[str] = []

    class Writing(rebuild_guard._Guard):
        def __init__(self) -> None:
            pass

        def write(self, path: str) -> bool:
            written.append(path)
            return True

    def served(_: object, start_response: StartResponse) -> list[bytes]:
        start_response("200 OK" if len(written) > 10 else "404 Not Found", [])
        return [b"Mia Brandt"]

    answers: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        answers.append(status)
        return bytes.decode  # the server writes nothing itself

    application = rebuild_guard._written_first(served, Writing(), "/")
    said = application({"PATH_INFO": "/actors/mia-brandt/"}, start)
    assert (answers, list(said)) == (["200 OK"], [b"Mia Brandt"])


def test_the_configuration_is_live_and_may_break(live: Live) -> None:
    site, preview = live.site, live.preview
    preview.wait_for("31 May 2031", "about/")
    site.edit("site_config.yml", "2031-05-31", "2031-06-30")
    preview.wait_for("30 Jun 2031", "about/")
    site.edit("site_config.yml", "2031-06-30", "soon")
    page = preview.wait_for("could not be rebuilt", "about/")
    assert "soon" in page
    site.edit("site_config.yml", "soon", f"2031-07-01}}\nextra: {'[' * 20_000}\nunused: {{")
    preview.wait_for("levels of nesting", "about/")
    site.edit("site_config.yml", "extra: [", "#")
    preview.wait_for("1 Jul 2031", "about/")


def test_a_link_out_of_the_content_is_never_served(live: Live) -> None:
    site, preview = live.site, live.preview
    site.write("secrets/key.txt", "hidden key")
    more = site.root / "content" / "more"
    more.symlink_to(site.root / "secrets")
    preview.wait_for("error[outside-content]")
    assert "hidden key" not in preview.get("more/key.txt")
    more.unlink()
    preview.wait_for("error[outside-content]", gone=True)


def broken_and_mended(site: TinySite, preview: Preview) -> None:
    preview.wait_for("Mia Brandt", "actors/mia-brandt/")
    site.edit("content/actors/mia-brandt.yml", "name: Mia", "nmae: Mia")
    page = preview.wait_for("error[unknown-key]", "actors/mia-brandt/")
    assert "content/actors/mia-brandt.yml:1:1" in page
    assert "nmae: Mia Brandt" in page
    assert "the last version without errors" in page
    assert "Mia Brandt</h1>" in page
    assert "error[unknown-key]" in preview.get("about/")
    site.edit("content/actors/mia-brandt.yml", "nmae: Mia Brandt", "name: Mia Ode")
    page = preview.wait_for("Mia Ode", "actors/mia-brandt/")
    assert "error[" not in page


def test_a_broken_edit_shows_its_problems_above_the_last_good_version(live: Live) -> None:
    (live.site.root / "templates/pages/actor.html").unlink(missing_ok=True)
    live.preview.wait_for("Mia Brandt</h1>", "actors/mia-brandt/")
    broken_and_mended(live.site, live.preview)
    live.site.edit("content/actors/mia-brandt.yml", "name: Mia Ode", "name: Mia Brandt")


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_a_broken_edit_shows_its_problems_without_our_command_too(
    site: TinySite, builder: str
) -> None:
    with previewing(site, builder, "serve") as preview:
        broken_and_mended(site, preview)


def test_a_preview_that_is_told_to_stop_leaves_nothing_behind(live: Live) -> None:
    live.preview.wait_for("Mia Brandt", "actors/mia-brandt/")
    assert list(live.temporary.iterdir()) != []
    live.preview.end(signal.SIGTERM)  # so this test is the last one with it
    assert list(live.temporary.iterdir()) == []


def test_a_preview_may_begin_with_broken_content(site: TinySite) -> None:
    actor = "content/actors/mia-brandt.yml"
    site.edit(actor, "name: Mia", "nmae: Mia")
    site.edit(actor, "kind: person", "kind: <script>alert(1)</script>")
    (site.root / "content/notes.md").write_bytes(b"caf\xe9")
    site.write("content/actors/mia-brandt/index.md", "# Mine\n")
    with previewing(site, "onrecord", "serve") as preview:
        page = preview.wait_for("error[unknown-key]")
        assert "There is no version without errors yet." in page
        # What the content says is escaped among the problems.
        assert "error[bad-value]" in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "error[not-utf8]" in page
        site.edit(actor, "nmae: Mia", "name: Mia")
        site.edit(actor, "kind: <script>alert(1)</script>", "kind: person\nsummary: Hers")
        # A page that cannot be shown is left out.
        page = preview.wait_for("error[address-collision]")
        assert "error[not-utf8]" in page
        (site.root / "content/notes.md").write_text("Notes", encoding="utf-8")
        preview.wait_for("error[not-utf8]", gone=True)
        shutil.rmtree(site.root / "content/actors/mia-brandt")
        preview.wait_for("Mia Brandt</h1>", "actors/mia-brandt/")


def test_an_address_that_is_taken_is_named(site: TinySite) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        run = site.onrecord("serve", "-a", address)
    assert run.returncode == 2
    assert f"error: nothing can be served at {address}: address already in use" in run.stderr
    assert "hint: choose a free address" in run.stderr
    assert "Traceback" not in run.stderr
