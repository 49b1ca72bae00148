"""Files of the content folder that are no records: Markdown pages, pictures, downloads.

Which of them are published, what is wrong with them, and whose address is taken.
"""

import os
import posixpath
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions

from onrecord.diagnostics import Diagnostic
from onrecord.reading import MAX_BYTES, YamlText, file_fault, inside, read_yaml_text, shown_path
from onrecord.reading.files import VERSION_CONTROL
from onrecord.records import fixed

from .doubtful_settings import WrittenSettings
from .publishable import CAPTURES, Unpublished, holds_records, is_record_file, why_not_published
from .site_options import SiteSetup, known_settings

ROBOTS = "robots.txt"
_LISTED = 20  # of one folder: more are counted
# The lines that git leaves around a conflict; a row of '=' may also underline a heading.
_MERGE = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?$")
_BEGIN = 1_024  # bytes, among which a file that is no text has a NUL
# The same in files that are no YAML, where both ends must be there.
_ONE_SIDE = re.compile(rb"^<{7}(?: [^\n]*)?\r?$", re.MULTILINE)
_OTHER_SIDE = re.compile(rb"^>{7}(?: [^\n]*)?\r?$", re.MULTILINE)
_MERGE_MESSAGE = "this page has markers of an unfinished git merge, which would be published"
_MERGE_HINT = (
    "keep the words of one side, or of both, and delete the lines with the markers (a page that "
    "shows such a line on purpose indents it)"
)


@fixed
class ContentFiles:
    """The files of the content folder that are no records.

    They are published, or kept back though MkDocs would take them, and why.
    """

    published: tuple[File, ...]
    kept: tuple[tuple[File, Unpublished], ...]
    paths: frozenset[str] = frozenset()  #: of all files, records too


def content_files(config: MkDocsConfig) -> ContentFiles:
    """The files in the content folder of ``config`` that are no records."""
    paths = [*_paths(config.docs_dir)]
    files = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in paths
        if not is_record_file(path)
    ]
    set_exclusions(files, config)
    return replace(sort_out(files, paths, config), paths=frozenset(paths))


def sort_out(files: Iterable[File], paths: Sequence[str], config: MkDocsConfig) -> ContentFiles:
    """Which of ``files`` are published; the content folder has ``paths``."""
    articles = {
        posixpath.basename(path).removesuffix(".yml").casefold()
        for path in paths
        if path.startswith("articles/") and path.endswith(".yml")
    }
    around = {path.casefold() for path in paths}
    published, kept = [], []
    for file in files:
        if file.inclusion.is_excluded() and not file.inclusion.is_in_serve():
            continue
        let_in = _let_in(file.src_uri, config)
        why = why_not_published(file.src_uri, articles, around=around, let_in=let_in)
        if why := why or _behind_link(file, articles) or _within(file, articles, let_in=let_in):
            kept.append((file, why))
        elif not file.inclusion.is_excluded():
            published.append(file)
    return ContentFiles(tuple(published), tuple(kept))


def check_content_files(files: ContentFiles, content: Path) -> list[Diagnostic]:
    """Faults of files that MkDocs will publish, and files that it will not."""
    faults = list(_not_published(files.kept, content))
    for file in files.published:
        path = path_of(file)
        if unfit := _unfit(path):
            faults.append(unfit)
        elif not inside(path, content) or not path.exists():
            continue  # reported with the links of the content
        elif file.is_documentation_page():
            source, unreadable = read_yaml_text(path)
            faults += merge_markers(source) if source else unreadable
        else:
            faults += merged_text(path)
    return faults


def check_settings(setup: SiteSetup, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Settings that are probably mistakes; the content has ``paths``."""
    files = {*paths}
    loaded = (str(it) for it in (*setup.config.extra_css, *setup.config.extra_javascript))
    themes = [Path(it) for it in setup.config.theme.dirs]
    files.update(it for it in loaded if any((theme / it).is_file() for theme in themes))
    options = setup.options.keys() if setup.has_our_theme else ()
    written = WrittenSettings(setup.file)
    yield from written.unknown(known_settings())
    yield from written.doubtful(setup.content, files, options)


def opens_home(file: File) -> bool:
    """Whether ``file`` is the Markdown page that opens the home page."""
    return file.dest_uri == "index.html" and file.is_documentation_page()


def path_of(file: File) -> Path:
    """Where ``file`` is."""
    return Path(file.abs_src_path or file.src_uri)


def merge_markers(source: YamlText) -> Iterator[Diagnostic]:
    """The first line in a text that a merge left.

    A line of equals signs alone underlines a heading. A mail may be quoted seven times over, and a
    row of a table be empty: then the line before or after it begins in the same way.
    """
    lines = source.text.split("\n")
    for number, line in enumerate(lines):
        if not _MERGE.match(line):
            continue
        around = lines[max(0, number - 1) : number] + lines[number + 1 : number + 2]
        if line[0] in ">|" and any(near.startswith(line[0]) for near in around):
            continue
        yield source.fault("merge-markers", (number + 1, 1), _MERGE_MESSAGE, _MERGE_HINT)
        return


def merged_text(path: Path) -> list[Diagnostic]:
    """The same for a file with any text: only where both sides of a merge are there."""
    if path.stat().st_size > MAX_BYTES:
        return []
    with path.open("rb") as file:
        data = file.read(_BEGIN)
        if b"\0" in data:
            return []
        data += file.read()
    begin = _ONE_SIDE.search(data)
    if begin and _OTHER_SIDE.search(data, begin.end()):
        return [file_fault("merge-markers", path, _MERGE_MESSAGE, _MERGE_HINT)]
    return []


def _paths(folder: str) -> Iterator[str]:
    """The path, relative to ``folder``, of everything there, dot-files too."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - VERSION_CONTROL)
        within = "" if parent == folder else f"{os.path.relpath(parent, folder)}/"
        for name in sorted(names):
            yield f"{within}{name}".replace(os.sep, "/")


def _behind_link(file: File, articles: Collection[str]) -> Unpublished | None:
    """Why the target of the symbolic link ``file`` may not be published."""
    path = path_of(file)
    if not path.is_symlink():
        return None
    root = os.path.realpath(file.src_dir or ".")
    target = os.path.relpath(os.path.realpath(path), root).replace(os.sep, "/")
    why = why_not_published(target, articles, let_in=False)
    if why in (Unpublished.AMONG_RECORDS, Unpublished.KIND):
        return None
    return Unpublished.COPY if why is Unpublished.RECORD else why


def _within(file: File, articles: Collection[str], *, let_in: bool) -> Unpublished | None:
    """Why the contents of ``file`` may not be published."""
    if let_in or file.inclusion.is_excluded() or not holds_records(path_of(file), articles):
        return None
    return Unpublished.PACKED


def _let_in(uri: str, config: MkDocsConfig) -> bool:
    """Whether the last pattern of `exclude_docs` that matches ``uri`` begins with `!`."""
    spec = config.exclude_docs
    for pattern in reversed(list(spec.patterns)) if spec else ():
        if pattern.include is not None and pattern.match_file(uri) is not None:
            return not pattern.include
    return False


def _not_published(kept: Iterable[tuple[File, Unpublished]], content: Path) -> Iterator[Diagnostic]:
    counted: Counter[tuple[str, Unpublished]] = Counter()
    for file, why in kept:
        if why is Unpublished.RECORD:
            continue
        folder = PurePosixPath(file.src_uri).parts[0] if "/" in file.src_uri else ""
        counted[folder, why] += 1
        number = counted[folder, why]
        if folder.casefold() == CAPTURES:
            continue
        if number <= _LISTED:
            yield _kept(
                path_of(file), file.src_uri, f"this file is not published: {why.value}", why
            )
    for (folder, why), number in counted.items():
        if folder.casefold() == CAPTURES:
            said = f"nothing in this folder is published ({number:,} files): {why.value}"
            yield _kept(content / folder, f"{folder}/", said, why)
        elif number > _LISTED:
            said = f"{number - _LISTED:,} more files here are not published: {why.value}"
            yield _kept(content / folder, f"{folder}/", said, why)


def _kept(path: Path, uri: str, message: str, why: Unpublished) -> Diagnostic:
    # A copy of a record is never published; one of another file is where it is named.
    by_name = f"name it in the configuration to publish it: exclude_docs: '!/{uri}'"
    unless = "" if why_not_published(uri, (), let_in=True) else f"; or {by_name}"
    hints = {
        Unpublished.COPY: f"delete it, or keep it outside the content folder{unless}",
        Unpublished.PACKED: f"keep it outside the content folder, or {by_name}",
        Unpublished.VERSIONS: "keep it outside the content folder",
        Unpublished.CAPTURE: (
            "keep texts of sources in the folder `captures`, outside the content folder"
        ),
        Unpublished.AMONG_RECORDS: f"move it to a folder of its own, or {by_name}",
        Unpublished.KIND: f"delete it, or {by_name}",
    }
    return file_fault("not-published", path, message, hints[why])


def _unfit(path: Path) -> Diagnostic | None:
    """Why ``path`` cannot be published as a file."""
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return None
    if not regular:
        return file_fault("unreadable-file", path, "this is not an ordinary file")
    if not os.access(path, os.R_OK):
        return file_fault("unreadable-file", path, "this file cannot be read: permission denied")
    return None


def address_key(address: str) -> str:
    """Equal for addresses that are one file on some computers: capitals and accents vary."""
    if address.isascii():
        return address.lower()
    return normalize("NFC", normalize("NFC", address).casefold())


def wanted_by(files: Iterable[File]) -> set[str]:
    """The addresses of ``files`` and of the folders that these are in, as keys."""
    keys = {address_key(file.dest_uri) for file in files}
    return {part for key in keys for part in (key, *_folders(key))}


def collisions(files: Iterable[File], made: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each file that is published from the content at an address that is taken.

    The addresses of what is ``made`` are, and those of other ``files``.
    """
    # Of two, the one is reported that MkDocs would leave out.
    ordered = sorted(files, key=lambda file: (Path(file.src_uri).stem != "index", file.src_uri))
    keys = {file.src_uri: address_key(file.dest_uri) for file in ordered}
    ours = {address_key(address) for address in made}
    # Only what is below a file matters, of the many addresses that are made.
    below = tuple(f"{key}/" for key in keys.values())
    folders = {
        folder
        for key in (*(key for key in ours if key.startswith(below)), *keys.values())
        for folder in _folders(key)
    }
    taken: dict[str, File] = {}
    for file in ordered:
        key = keys[file.src_uri]
        # These are meant to take the place of ours: the opening of home, `robots.txt`.
        replaces = opens_home(file) or file.dest_uri == ROBOTS
        if key in folders or any(folder in ours for folder in _folders(key)):
            yield _collision(file, "but other pages are published below that address")
        elif key in ours and not replaces:
            yield _collision(file, "where the site already has a page or a file")
        elif key in taken:
            yield _collision(file, f"and so would {shown_path(path_of(taken[key]))}")
        else:
            taken[key] = file


def _folders(address: str) -> Iterator[str]:
    while address := posixpath.dirname(address):
        yield address


def _collision(file: File, why: str) -> Diagnostic:
    address = file.dest_uri
    if address.endswith("/index.html") or address == "index.html":
        address = address.removesuffix("index.html")
    return file_fault(
        "address-collision",
        path_of(file),
        f"this file would be published at /{address}, {why}",
        "give it another name or move it to another folder",
    )
