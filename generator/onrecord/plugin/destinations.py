"""The addresses that a build writes, and files of the content that take one of them."""

import posixpath
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from onrecord.briefing.sections.request import request_of
from onrecord.briefing.sections.view import TEXT
from onrecord.diagnostics import Diagnostic
from onrecord.exports.downloads import DATA, DOWNLOADS
from onrecord.exports.twins import TWIN, subjects_of
from onrecord.feeds.feed import ATOM, JSON
from onrecord.feeds.items import newest_items
from onrecord.reading.texts import shown_path
from onrecord.reading.yaml_text import file_fault
from onrecord.render.site import SiteContext
from onrecord.review.view import CHANGES
from onrecord.site.plan import plan_files
from onrecord.structured.annotations import ANNOTATIONS, annotated, annotations_uri

from .content_files import opens_home, path_of
from .options import OnrecordConfig

ROBOTS, SITE_MAP = "robots.txt", "sitemap.xml"
_INDEXES = ("search", "explore")


def address_key(address: str) -> str:
    """Equal for addresses that are one file on some computers: capitals and accents vary."""
    return normalize("NFC", normalize("NFC", address).casefold())


def collisions(
    files: Iterable[File],
    pages: Iterable[str],
    site: SiteContext,
    config: MkDocsConfig,
    options: OnrecordConfig,
) -> Iterator[Diagnostic]:
    """A diagnostic for each file that is published from the content at an address that is taken.

    The addresses of ``pages`` are, those of other generated files, and those of other ``files``.
    """
    # Of two, the one is reported that MkDocs would leave out.
    ordered = sorted(files, key=lambda file: (Path(file.src_uri).stem != "index", file.src_uri))
    keys = {file.src_uri: address_key(file.dest_uri) for file in ordered}
    wanted = {part for key in keys.values() for part in (key, *_folders(key))}
    made = [f"{uri}index.html" for uri in (*pages, *([CHANGES] if options.preview else ()))]
    made += made_files(wanted, site, config, options)
    ours = {address_key(address) for address in made}
    folders = {folder for key in (*ours, *keys.values()) for folder in _folders(key)}
    taken: dict[str, File] = {}
    for file in ordered:
        key = keys[file.src_uri]
        if key in folders or any(folder in ours for folder in _folders(key)):
            yield _collision(file, "and something else would be published below that address")
        elif key in ours and not _replaces(file):
            yield _collision(file, "where the site has a page or a file of its own")
        elif key in taken:
            yield _collision(file, f"and so would {shown_path(path_of(taken[key]))}")
        else:
            taken[key] = file


def put_own_theme_first(config: MkDocsConfig, folder: Path) -> None:
    """Let the theme files in ``folder``, a site's own, come before ours."""
    if config.theme.name == "onrecord" and folder.is_dir() and str(folder) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(folder))


def add_theme_files(files: Files, config: MkDocsConfig) -> None:
    """Add the files of the theme that ``files`` does not have."""
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)


def _folders(address: str) -> Iterator[str]:
    """Every folder above ``address``."""
    while address := posixpath.dirname(address):
        yield address


def _replaces(file: File) -> bool:
    """Whether ``file`` is meant to take the place of ours: the opening of home, `robots.txt`."""
    return opens_home(file) or file.dest_uri == ROBOTS


def made_files(
    wanted: Collection[str],
    site: SiteContext,
    config: MkDocsConfig,
    options: OnrecordConfig,
) -> Iterator[str]:
    """The generated files that are no pages, as far as they could be among ``wanted``.

    Some are costly to name (an index must be made for it), and few desks have anything near them.
    """
    desk = site.desk
    names = {posixpath.basename(address) for address in wanted}
    tops = {address.partition("/")[0] for address in wanted}
    if not options.preview:
        yield ROBOTS
    yield from _theme_files(config)
    if config.theme.name == "onrecord" and tops.intersection(_INDEXES):
        yield from (file.uri for file in plan_files(site, search=options.search))
    if options.downloads:
        yield from (f"{DATA}{name}" for name in DOWNLOADS)
        yield from (subject.uri + TWIN for subject in subjects_of(desk) if TWIN in names)
    if site.info.url and names.intersection((ATOM, JSON)):
        yield from (f"{folder}{name}" for folder in newest_items(desk) for name in (ATOM, JSON))
    if ANNOTATIONS in names:
        yield from map(annotations_uri, annotated(desk))
    if TEXT in names:
        yield from (f"{request_of(*item).uri}{TEXT}" for item in desk.briefings.items())


def _theme_files(config: MkDocsConfig) -> Iterator[str]:
    """What the theme publishes; files of the content may replace those of another theme."""
    yield from config.theme.static_templates - {SITE_MAP}
    if config.site_url or config.theme.name != "onrecord":
        yield from (SITE_MAP, f"{SITE_MAP}.gz")
    if config.theme.name == "onrecord":
        theme = Files([])
        add_theme_files(theme, config)
        yield from theme.src_uris


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
