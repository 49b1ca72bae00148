"""What `mkdocs build` does to the folder of the site, which it empties and fills itself."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from onrecord.reading.paths import shown_path

from .site_folder import MARK, Foreign, files_in, mark_of
from .site_swap import NotASite, refuse_other_folders


class Direct:
    """Sees that MkDocs deletes nothing that is not ours, and marks what it makes."""

    def __init__(self) -> None:
        self._foreign: frozenset[str] = frozenset()

    def begin(self, config: MkDocsConfig) -> None:
        """Look at what is in the folder.

        Raises:
            PluginError: MkDocs would delete something that we did not make. It leaves what begins
                with a dot.
        """
        folder = Path(config.site_dir)
        try:
            refuse_other_folders(folder)
        except NotASite as fault:
            raise PluginError(f"Nothing was built: the site cannot go there: {fault}") from None
        self._foreign = Foreign.of(folder, ()).names
        files = sorted(one for one in self._foreign if not one.startswith(".") and one[-1] != "/")
        if name := next(iter(files), ""):
            shown = shown_path(folder / name)
            raise PluginError(
                f"Nothing was built: {shown} is not of our making, and MkDocs would delete it; "
                "hint: `onrecord build` leaves it where it is"
            )

    def finish(self, config: MkDocsConfig) -> None:
        """Mark the site as ours."""
        folder = Path(config.site_dir)
        made = set(files_in(folder)) - self._foreign
        (folder / MARK).write_bytes(mark_of(made))
