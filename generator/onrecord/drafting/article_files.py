"""The two files of a new article: its capture, which is written first, and its YAML."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from onrecord.captures.places import SourceText
from onrecord.captures.verify import read_capture
from onrecord.diagnostics import Diagnostic, OnrecordError
from onrecord.reading import shown_path
from onrecord.reading.yaml_text import MAX_BYTES
from onrecord.records.kinds import KINDS
from onrecord.writing.whole_files import put_files

from .source_text import ReadSource


def check_size(path: Path, data: bytes) -> None:
    """Refuse ``data`` for the article ``path`` if no command could read it again.

    Raises:
        OnrecordError: it is too large.
    """
    if len(data) > MAX_BYTES:
        size, most = f"{len(data) / 1_000_000:,.1f}", MAX_BYTES // 1_000_000
        why = f"{shown_path(path)} would have {size} MB, and an article has at most {most} MB"
        raise OnrecordError(why, "split the source into parts, and draft an article from each")


class ArticleFiles:
    """Where an article and its capture are, or are to be.

    Attributes:
        article: the file of the article, where a new one is put.
        capture: the file of the text of its source.
    """

    def __init__(self, content: Path, captures: Path, id_: str) -> None:
        """The files of the article ``id_``, in the folders of the desk."""
        self._content = content
        self._name = PurePosixPath(KINDS["article"].file(id_))
        self.article = content / self._name
        self.capture = captures / f"{id_}.txt"

    def captured_text(self) -> SourceText | None:
        """The text of the capture; ``None`` where there is none.

        Raises:
            OnrecordError: it cannot be used.
        """
        if not (self.capture.exists() or self.capture.is_symlink()):
            return None
        found = read_capture(self.capture)
        if isinstance(found, Diagnostic):
            raise OnrecordError(f"{found.file}: {found.message}", found.hint)
        return found.text

    def write(self, source: ReadSource, text: str) -> None:
        """Write the capture and the ``text`` of the article: both or neither, never over others.

        Raises:
            OnrecordError: there is another capture, or the article is there.
            OSError: they cannot be written.
        """
        there = self.captured_text()
        if there is not None and there.raw != source.text:
            hint = "choose another id, or move this file away"
            raise OnrecordError(f"{shown_path(self.capture)} already has a different text", hint)
        with self.captured(source):
            put_files({self._name: text}, self._content)

    @contextmanager
    def captured(self, source: ReadSource) -> Iterator[None]:
        """The capture is there in the block; one that was made for it goes if the block fails.

        Raises:
            OSError: it cannot be written.
        """
        is_new = self.captured_text() is None
        if is_new:
            put_files({PurePosixPath(self.capture.name): source.text}, self.capture.parent)
        try:
            yield
        except BaseException:
            if is_new:
                with suppress(OSError):
                    self.capture.unlink()
            raise
