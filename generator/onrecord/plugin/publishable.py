"""What of the content folder may be published: kinds of files that readers open.

Everything else stays out. A list of what must not be published would never be complete: each
editor and each tool for merges leaves files of its own, with words in them that were withheld.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from enum import Enum

from mkdocs.utils import markdown_extensions

from onrecord.captures.lock import LOCK
from onrecord.reading.files import FOLDERS
from onrecord.reading.links import VERSION_CONTROL

CAPTURES = "captures"
_RECORDS = (".yml", ".yaml")
_PAGES = "|".join(ending.removeprefix(".") for ending in markdown_extensions)
_PICTURES = "avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp"
_SOUND_AND_FILM = "aac|flac|m4[av]|mov|mp[34]|og[agv]|opus|wav|web[am]"
_DOCUMENTS = "docx?|epub|html?|od[pst]|pdf|pptx?|rtf|txt|xlsx?"
_DATA = (
    "atom|bib|csv|geojson|gpx|ics|json|jsonl|jsonld|kml|ndjson|parquet|rdf|ris|rss|sqlite|srt|"
    "topojson|tsv|ttl|vcf|vtt|xml"
)
_ARCHIVES = "7z|bz2|gz|tar|tgz|xz|zip"
_WEB = "css|eot|js|map|mjs|otf|ttf|wasm|webmanifest|woff2?"
_SIGNATURES = "asc|sig"


def _ending(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf".\.(?:{'|'.join(kinds)})\Z", re.IGNORECASE)


_AMONG_RECORDS = _ending(_PAGES, _PICTURES, _SOUND_AND_FILM)
_ANYWHERE = _ending(
    *(_PAGES, _PICTURES, _SOUND_AND_FILM, _DOCUMENTS, _DATA, _ARCHIVES, _WEB, _SIGNATURES)
)
# Files at the top that hosts look for, and that have no ending.
_AT_THE_TOP = frozenset(
    ("cname", "copying", "licence", "license", "notice", "web.config", "_headers", "_redirects")
)
# A record, the lock or a half-written file under another name.
_COPY = re.compile(r"\.ya?ml|captures\.lock|^\.?[#~]|[#~]$|^\.onrecord-", re.IGNORECASE)
# What `git mergetool` leaves of any file.
_SIDE_OF_A_MERGE = re.compile(r"_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+")


class Kept(Enum):
    """Why a file of the content is kept from being published."""

    RECORD = "it is a record or the lock"
    COPY = "it looks like a copy of another file"
    VERSIONS = "it belongs to version control"
    CAPTURE = "it looks like the text of a source"
    AMONG_RECORDS = "files of its kind are not published from among the records"
    KIND = "files of its kind are not published"


def kept_back(uri: str, articles: Collection[str], *, let_in: bool) -> Kept | None:
    """Why the file at ``uri`` may not be published; ``None`` where it may.

    Args:
        uri: its path below the content folder, with ``/``.
        articles: the ids of the articles, after which captures are named.
        let_in: whether `exclude_docs` lets it in by name. That is enough for every kind of file,
            but never for copies of records, captures and what belongs to version control.
    """
    why = _never(uri)
    return _not_unasked(uri, articles) if why is None and not let_in else why


def _never(uri: str) -> Kept | None:
    """Why the file may not be published whatever the configuration says."""
    *folders, name = parts = uri.split("/")
    if VERSION_CONTROL.intersection(parts):
        return Kept.VERSIONS
    hidden = any(part.startswith(".") for part in parts)
    if uri == LOCK or (name.casefold().endswith(_RECORDS) and not hidden):
        return Kept.RECORD
    if _COPY.search(name):
        return Kept.COPY
    return Kept.CAPTURE if folders and folders[0].casefold() == CAPTURES else None


def _not_unasked(uri: str, articles: Collection[str]) -> Kept | None:
    """Why the file may not be published where the configuration does not name it."""
    *folders, name = uri.split("/")
    stem, ending = posixpath.splitext(name.casefold())
    among_records = bool(folders) and folders[0].casefold() in FOLDERS
    if _SIDE_OF_A_MERGE.search(name):
        return Kept.COPY
    if ending == ".txt" and stem in articles:
        return Kept.CAPTURE
    if among_records:
        return None if _AMONG_RECORDS.search(name) else Kept.AMONG_RECORDS
    known = _ANYWHERE.search(name) or (not folders and name.casefold() in _AT_THE_TOP)
    return None if known else Kept.KIND
