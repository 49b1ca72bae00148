"""A generated file whose content is made when it is written: no build holds all of them at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class LateFile(File):
    """A file that is made as it is copied into the site."""

    make: Callable[[], bytes]

    @classmethod
    def of(cls, uri: str, make: Callable[[], bytes], config: MkDocsConfig) -> LateFile:
        """The file at ``uri`` that has what ``make`` returns."""
        file = cls.generated(config, uri, content=b"")
        assert isinstance(file, cls)  # noqa: S101 - `generated` makes what it is called on, but does not say so
        file.make = make
        return file

    @property  # type: ignore[misc]  # nobody sets it
    def content_bytes(self) -> bytes:
        """The content."""
        return self.make()

    @property  # type: ignore[misc]  # nobody sets it
    def content_string(self) -> str:
        """The content as text."""
        return self.make().decode()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Write it into the site."""
        path = Path(self.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.make())
