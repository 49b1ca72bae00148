"""The downloads: their page, their files, and the twins in JSON beside other pages."""

import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from onrecord.desk.addresses import Subject
from onrecord.exports.downloads import DATA, Downloads
from onrecord.exports.page import DataView, data_view
from onrecord.exports.tables import TWINNED
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.render.site import Wording
from onrecord.writing.work_folder import WorkFolder

from .page import SiteFile, SitePage


class DataSite:
    """The data of a site; written once, when the first file or the page of them is asked for."""

    def __init__(self, downloads: Downloads, work: Callable[[], WorkFolder]) -> None:
        """Hold what writes the data, and what makes a folder that goes with this object."""
        self._downloads = downloads
        self._work = work

    def plan(self, say: Wording) -> SitePage:
        """``data/``."""
        return SitePage(
            subject=Subject("data"),
            uri=DATA,
            template="pages/data.html",
            title=say("data.title"),
            description=say("data.description"),
            view=self.view,
            styles=("data",),
        )

    def with_twins(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """``pages``, of which those that have a twin name it."""
        for page in pages:
            own = page.subject.kind in TWINNED and not page.part
            yield replace(page, twin=page.uri + TWIN) if own else page

    def view(self) -> DataView:
        """What the page of the downloads shows."""
        folder, rows = self._written
        return data_view(self._downloads, folder, rows)

    def files(self) -> Iterator[SiteFile]:
        """Every download, and every twin; a twin is made when it is written."""
        folder, _ = self._written
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield SiteFile(DATA + path.relative_to(folder).as_posix(), path)
        for subject in subjects_of(self._downloads.site.desk):
            yield SiteFile(subject.uri + TWIN, partial(self._downloads.twin, subject))

    @cached_property
    def _written(self) -> tuple[Path, dict[str, int]]:
        """A folder of our own with all downloads, and the number of rows by table."""
        work = self._work()
        weakref.finalize(self, work.close)  # when the site is forgotten
        folder = work.path / "data"
        folder.mkdir()
        return folder, self._downloads.write_all(folder)
