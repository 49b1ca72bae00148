"""A new desk: its files, from the starter's texts and the schemas of this version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

import yaml

from onrecord.records.schema import KINDS, schema_text

from .requirement import Installed
from .texts import dotted, files_below, fill, text_of

SCHEMAS = ".schemas"
NAMES: Mapping[str, str] = MappingProxyType({"en": "Our record", "fr": "Notre registre"})
LANGUAGES = tuple(NAMES)
NO_HOST = "none"
_PLACES = PurePosixPath("hosts.yml")
_READ = (".yml", ".toml")  # by a host; the rest is called from there
# Where a desk can be built and published by itself.
HOSTS = ("github", "gitlab", "netlify", "cloudflare", NO_HOST)


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What there is to choose about a new desk.

    Attributes:
        onrecord: the copy of Onrecord that the desk installs.
        name: of the site.
        language: one of ``LANGUAGES``: of the interface and of the example.
        host: one of ``HOSTS``: whose workflow files come with it.
    """

    onrecord: Installed
    name: str
    language: str = "en"
    host: str = "github"


def desk_files(desk: NewDesk) -> dict[PurePosixPath, str]:
    """Every file of ``desk``, by its path within, in the order of the paths."""
    files = {} if desk.host == NO_HOST else workflow_files(desk.host)
    workflows = [path.as_posix() for path in sorted(files) if path.suffix in _READ]
    for folder in ("desk/common", f"desk/{desk.language}"):
        for path in files_below(folder):
            text = PurePosixPath(folder) / path
            files[dotted(path)] = fill(
                text,
                requirement=desk.onrecord.requirement,
                local=desk.onrecord.local,
                name=desk.name,
                workflows=workflows,
            )
    files |= {PurePosixPath(SCHEMAS, f"{kind}.json"): schema_text(kind) for kind in KINDS}
    return dict(sorted(files.items()))


def workflow_files(host: str) -> dict[PurePosixPath, str]:
    """What ``host`` needs to build and publish a desk, by the path within the desk."""
    folder = PurePosixPath("ci", host)
    places: Mapping[str, str] = yaml.safe_load(text_of(_PLACES))[host]
    return {_placed(path, places): text_of(folder / path) for path in files_below(str(folder))}


def _placed(path: PurePosixPath, places: Mapping[str, str]) -> PurePosixPath:
    place = next((place for pattern, place in places.items() if path.match(pattern)), None)
    if place is None:
        return dotted(path)
    return PurePosixPath(place, path.name) if place.endswith("/") else PurePosixPath(place)
