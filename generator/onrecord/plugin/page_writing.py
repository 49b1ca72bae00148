"""Writes our pages and files into the site: in several processes, or on request in a preview.

MkDocs makes one page after the other, and keeps several objects for each. With our theme, and
without another plugin that works on files or pages, it is not told of ours: ``SiteFiles`` finds one
when a link or the navigation names its source path. A large site is written by one process for each
core. A preview writes each page and file when a browser asks for it; only one page of each template
is written at once if the site has its own templates, so that every page reports one that fails.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from onrecord.exports.downloads import DATA
from onrecord.records import fixed
from onrecord.render import SiteFile, SitePage
from onrecord.render.templates import filled
from onrecord.share.pictures import PICTURE
from onrecord.site.rests_on import SameSite
from onrecord.writing.processes import MOST_JOBS, Job, SharedJobs, Work, usable_processes

from .generated_files import GeneratedPage
from .site_swap import kept_beside

T = TypeVar("T")
ENOUGH = 200  # pages are worth the start of another process
AT_ONCE = 8  # pages that a process makes together: few, so that all end at the same time
_PAGE = "index.html"
_LINKED_AT_ONCE = 500  # pages of the last site
_REST = 2.0  # seconds without a rebuild
_MOST_UNRESTED = 10  # rebuilds, of which each leaves what the collector must find


@fixed
class FilesTogether:
    """Files made together, since one has the digests of the others."""

    folders: tuple[str, ...]  #: the site paths below which they are, such as `search/`
    make: Callable[[], Iterable[SiteFile]]  #: makes all of them
    has_words: bool = True  #: whether they say more than which pages there are, and their dates


@dataclass(slots=True)
class OwnFiles:
    """Everything that we write ourselves."""

    #: makes what MkDocs knows of a page, with its file
    page_of: Callable[[SitePage], GeneratedPage]
    pages: Mapping[str, SitePage]  #: every page of the site by site path; home may be MkDocs'
    files: Sequence[SiteFile]  #: those that are made one by one
    together: list[FilesTogether]  #: files that are made in one go
    same: SameSite | None = None  #: what need not be made, since the last site has it
    taken: set[str] = field(default_factory=set)  #: the site paths of files that it has
    _known: dict[str, GeneratedPage] = field(default_factory=dict)

    def uri(self, source: str) -> str | None:
        """The site path of our page at the source path ``source``, if there is one."""
        uri, name, _ = source.partition("index.md")
        return uri if name and (uri or uri in self._known) and uri in self.pages else None

    def __contains__(self, uri: str) -> bool:
        return bool(uri) or uri in self._known

    def __iter__(self) -> Iterator[str]:
        """The site paths of our pages."""
        return (uri for uri in self.pages if uri in self)

    def known(self, uri: str) -> GeneratedPage:
        """MkDocs' page at ``uri``; made once, and kept."""
        if uri not in self._known:
            self._known[uri] = self.page_of(self.pages[uri])
        return self._known[uri]

    def take_home(self, files: Files) -> None:
        """Take home from ``files``: the navigation has begun with it. A Markdown page stays."""
        file = files.get_file_from_path("index.md")
        if file and isinstance(page := file.page, GeneratedPage):
            files.remove(file)
            self._known[""] = page

    def to_write(self, uri: str) -> GeneratedPage:
        """The page ``uri``; not kept, unless MkDocs knows it."""
        return self._known.get(uri) or self.page_of(self.pages[uri])


class OwnWriter:
    """Writes our pages and files into the folder of the site."""

    def __init__(
        self, ours: OwnFiles, env: Environment, config: MkDocsConfig, nav: Navigation
    ) -> None:
        self.ours, self._env, self._config, self._nav = ours, env, config, nav
        self.folder = Path(config.site_dir)
        self._kept = kept_beside(self.folder)
        # The site paths of what was written, and the folders that were made.
        self.written: list[str] = []
        self._made: set[str] = set()

    def page(self, uri: str) -> None:
        """Write the page ``uri``, as MkDocs would."""
        page, config = self.ours.to_write(uri), self._config
        page.active = True
        context = get_context(self._nav, [], config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
        output = filled(self._env.get_template("main.html"), context)
        output = config.plugins.on_post_page(output, page=page, config=config)
        page.active = False
        self.write(page.file.dest_uri, output.encode("utf-8", errors="xmlcharrefreplace"))

    def file(self, file: SiteFile) -> None:
        """Write ``file``."""
        self.write(file.uri, file.made())

    def all(self, some: Iterable[str | SiteFile]) -> None:
        """Write ``some`` pages (given as their addresses) and files."""
        for each in some:
            self.page(each) if isinstance(each, str) else self.file(each)

    def take(self, some: Iterable[tuple[str | SiteFile, str]]) -> None:
        """Take ``some`` pages and files from the last site, as links; each has its path there."""
        for each, last in some:
            try:
                os.link(last, self._placed(self._kept, _uri(each)))
            except OSError:  # it is not there, or there are no links
                self.all([each])

    def write(self, uri: str, content: bytes) -> None:
        """Write ``content`` to the site path ``uri``."""
        path = self._placed(self.folder, uri)
        with open(path, "wb") as file:  # noqa: PTH123 - hot
            file.write(content)
        self.written.append(uri)

    def _placed(self, folder: Path, uri: str) -> str:
        """The path of ``uri`` in ``folder``; its own folder is made."""
        path = f"{folder}/{uri}"
        if (parent := path.rpartition("/")[0]) not in self._made:  # hot: each page has one
            self._made.add(parent)
            try:
                os.mkdir(parent)  # noqa: PTH102 - likewise
            except FileExistsError:
                pass
            except FileNotFoundError:
                Path(parent).mkdir(parents=True, exist_ok=True)
        return path

    def together(self, files: FilesTogether) -> bytes:
        """Write ``files``; the site paths, one a line, of those that are there already."""
        there, same = list[str](), self.ours.same
        for file in files.make():
            if same and same.spares(file):
                there.append(file.uri)
            else:
                self.file(file)
        return "\n".join(there).encode()

    def jobs(self) -> Iterator[Job]:
        """Everything to write; the slowest first."""
        known, taken = self.ours.same, self.ours.taken
        data, others = list[str | SiteFile](), list[str | SiteFile]()
        same: list[tuple[str | SiteFile, str]] = []
        files = {file.uri: file for file in self.ours.files}
        pages: Iterable[str] = self.ours
        if known:
            pages = (page.uri for page in known.others if page.uri in self.ours)
            own = (name for name in known.of_records if name in files or name.endswith(_PAGE))
            same += [(files.pop(it, it.removesuffix(_PAGE)), known.path(it)) for it in own]
        every: list[str | SiteFile] = [*pages, *files.values()]
        for each in every:
            uri = each if isinstance(each, str) else each.uri
            if known and (last := known.place(uri)):
                same.append((each, last))
            else:
                (data if uri.startswith(DATA) else others).append(each)
        # One process makes all downloads at once, and the page that says how large they are.
        yield partial(self.all, data)
        for group in self.ours.together:
            if group.has_words or not (known and known.only_words):
                yield partial(self.together, group)
            else:
                names = (name for name in known.files if name.startswith(group.folders))
                paths = {name: known.path(name) for name in names}
                same += ((SiteFile(name, Path(path)), path) for name, path in paths.items())
        taken.update(_uri(each) for each, _ in same)
        if known and known.spared:
            others += (each for each, _ in same if _uri(each) not in known.files)
            same = []
        for some in _parted(others, AT_ONCE):
            yield partial(self.all, some)
        for linked in _parted(same, _LINKED_AT_ONCE):
            yield partial(self.take, linked)

    def begin(self, make_shared: Job) -> SharedJobs:
        """Begin to write all, in further processes where that is worth it.

        Then ``make_shared`` makes first what all of them need.
        """
        same = self.ours.same
        pages = same.sections.total() if same else len(self.ours.pages)
        processes = min(usable_processes(), pages // ENOUGH)
        if processes > 1:
            make_shared()
            # What the collector looks at would be copied for each process.
            gc.freeze()
        return SharedJobs([*self.jobs()], processes)


def _uri(each: str | SiteFile) -> str:
    """The site path of the file of a page (given as its address), or of another file."""
    return f"{each}{_PAGE}" if isinstance(each, str) else each.uri


def _parted(every: Sequence[T], at_once: int) -> Iterator[Sequence[T]]:
    """``every`` in parts of ``at_once``, or larger ones if there would be too many jobs."""
    size = max(at_once, -(-len(every) // (MOST_JOBS // 3)))
    return (every[start : start + size] for start in range(0, len(every), size))


#: Begins to make all that a writer would write; the job makes first what all parts need.
Begin = Callable[[OwnWriter, Job], Work]


class PagesOnRequest:
    """The pages and files of a preview, each written when a browser asks for it."""

    def __init__(self) -> None:
        # Nothing is made while the site is built, nor two things at once.
        self._lock = threading.RLock()
        self._writer: OwnWriter | None = None
        self._files: dict[str, SiteFile] = {}
        self._picture_of: Callable[[SitePage], SiteFile | None] = lambda _: None
        self._resting = threading.Timer(0, lambda: None)
        self._unrested = 0
        self._settled = False
        # What may wait until the browser has what it asked for.
        self.later: Callable[[], object] = lambda: None

    def begin(
        self,
        writer: OwnWriter | None,
        picture_of: Callable[[SitePage], SiteFile | None],
        *,
        samples: bool,
    ) -> None:
        """Write with ``writer`` from here on; one page of each template at once if ``samples``.

        ``picture_of`` draws the share picture of a page, if it has one.
        """
        self._rest_later()
        self._picture_of, self._writer = picture_of, writer
        self._files = {file.uri: file for file in writer.ours.files} if writer else {}
        if writer and samples:
            first = {writer.ours.pages[uri].template: uri for uri in reversed([*writer.ours])}
            for uri in reversed(first.values()):
                writer.page(uri)

    def built(self, builder: Callable[[], None]) -> None:
        """Build with ``builder``, while nothing is made."""
        with self._lock:
            # The collector would walk all records, a fifth of the time that an edit takes.
            gc.disable()
            self._unrested += 1
            if self._unrested > _MOST_UNRESTED:
                self._rest()
                gc.disable()
            try:
                builder()
            finally:
                self._rest_later()

    def _rest_later(self) -> None:
        self._resting.cancel()
        self._resting = threading.Timer(_REST, self._rest)
        self._resting.daemon = True
        self._resting.start()

    def _rest(self) -> None:
        """Do the postponed work."""
        with self._lock, suppress(OSError):  # a preview needs none of it
            self.later()
        gc.collect()
        if not self._settled:
            gc.freeze()  # most of what is there stays: after an edit the collector can skip it
        self._settled, self._unrested = True, 0
        gc.enable()

    def end(self) -> None:
        """Write nothing more."""
        self._resting.cancel()
        gc.enable()

    def write(self, uri: str) -> bool:
        """Write the page or file ``uri`` if it is not there; whether it is one of ours."""
        with self._lock:
            make = self._maker(uri)
            if make and self._writer and not (self._writer.folder / uri).exists():
                make()
            return make is not None

    def _maker(self, uri: str) -> Job | None:
        if (writer := self._writer) is None:
            return None
        folder, name, _ = uri.partition("index.html")
        if name and (page := writer.ours.uri(f"{folder}index.md")) is not None:
            return partial(writer.page, page)
        if uri in self._files:
            return partial(writer.file, self._files[uri])
        shown = writer.ours.pages.get(uri.removesuffix(PICTURE)) if uri.endswith(PICTURE) else None
        if shown and (picture := self._picture_of(shown)):
            return partial(writer.file, picture)
        for files in writer.ours.together:
            if uri.startswith(files.folders):
                return partial(self._make_together, writer, files)
        return None

    def _make_together(self, writer: OwnWriter, files: FilesTogether) -> None:
        writer.together(files)
        writer.ours.together.remove(files)
