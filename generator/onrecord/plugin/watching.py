"""Folders that a preview watches and that may come later, or go and come back."""

from __future__ import annotations

from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileCreatedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import ObservedWatch


def watch_folder(server: LiveReloadServer, folder: Path, watched: Path) -> None:
    """Rebuild whenever something below ``folder`` changes, whenever it comes to be.

    Args:
        server: the preview.
        folder: it need not be there.
        watched: a folder that the server watches all the time.
    """
    _Later(server, folder.absolute(), watched.absolute()).look()


class _Later(FileSystemEventHandler):
    """Looks at the nearest folder above that there is, for a folder to appear or vanish in it."""

    def __init__(self, server: LiveReloadServer, folder: Path, watched: Path) -> None:
        self._server = server
        self._other = ObservedWatch(str(watched), recursive=True)
        self._folder = folder
        self._watched = False
        self._above: ObservedWatch | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """See what has become of the folder; what a file does is nothing to us."""
        if event.is_directory:
            before = self._watched
            self.look()
            if self._watched is not before:
                # What stood in it already nobody saw come, and what was in it nobody saw go.
                told = FileCreatedEvent(self._other.path)
                self._server.observer.event_queue.put((told, self._other))

    def look(self) -> None:
        """Watch the folder if it is there, and what is above it."""
        there = self._folder.is_dir()
        if there and not self._watched:
            self._server.watch(str(self._folder))
        elif self._watched and not there:
            self._server.unwatch(str(self._folder))
        self._watched = there
        above = next(one for one in self._folder.parents if one.is_dir())
        if self._above is None or self._above.path != str(above):
            if self._above is not None:
                self._server.observer.remove_handler_for_watch(self, self._above)
            self._above = self._server.observer.schedule(self, str(above), recursive=False)
