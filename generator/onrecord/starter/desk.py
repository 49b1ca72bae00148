"""A new desk: its files, from the starter's texts and the schemas of this version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

from onrecord.records.schema import KINDS, schema_text

from .texts import fill, texts_below

SCHEMAS = ".schemas"
NAMES: Mapping[str, str] = MappingProxyType({"en": "Our record", "fr": "Notre registre"})
LANGUAGES = tuple(NAMES)
NO_HOST = "none"
# Where a desk can be built and published by itself.
HOSTS = ("github", "gitlab", "netlify", "cloudflare", NO_HOST)


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What there is to choose about a new desk.

    Attributes:
        version: of Onrecord, which the desk is pinned to.
        name: of the site.
        language: one of ``LANGUAGES``: of the interface and of the example.
        host: one of ``HOSTS``: whose workflow files come with it.
    """

    version: str
    name: str
    language: str = "en"
    host: str = "github"


def desk_files(desk: NewDesk) -> dict[PurePosixPath, str]:
    """Every file of ``desk``, by its path within, in the order of the paths."""
    texts: dict[PurePosixPath, PurePosixPath] = {}
    workflows = {} if desk.host == NO_HOST else texts_below(f"ci/{desk.host}")
    for more in (texts_below("desk/common"), texts_below(f"desk/{desk.language}"), workflows):
        texts |= more
    ci_files = sorted(path.as_posix() for path in workflows.values())
    files = {
        path: fill(text, version=desk.version, name=desk.name, ci_files=ci_files)
        for text, path in texts.items()
    }
    files |= {PurePosixPath(SCHEMAS, f"{kind}.json"): schema_text(kind) for kind in KINDS}
    return dict(sorted(files.items()))
