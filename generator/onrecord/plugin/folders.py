"""The folders that a configuration names: each inside the site's folder, none within another."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from onrecord.reading.links import inside, links_out
from onrecord.reading.paths import shown_path

from .config import OnrecordConfig

# What would happen to a folder within another.
_WHY = {
    "docs_dir": "what is there would be published",
    "custom_dir": "what is there would be published",
    "site_dir": "what is there would be published, and removed by the next build",
}
_OTHERWISE = "each needs a folder for itself"


def folder_faults(config: MkDocsConfig, options: OnrecordConfig) -> list[str]:
    """Why the folders of the configuration cannot be used, a line each.

    A folder that is a symbolic link out of the site's folder would have files read, published or
    written that belong to nobody's desk; a folder inside another one would have captures published,
    or what is kept there removed with the old site.
    """
    places = {
        "docs_dir": Path(config.docs_dir),
        "site_dir": Path(config.site_dir),
        "templates": options.site_templates(),
        "captures": options.captures_folder(),
        "cache": options.cache_folder(),
    }
    root = Path(config.config_file_path).parent
    named = {name: place for name, place in places.items() if name != "site_dir"}
    if config.theme.custom_dir:
        # Its files are published; it may be one of the folders in `templates`.
        custom = named["custom_dir"] = Path(config.theme.custom_dir)
        if not inside(custom, places["templates"]):
            places = {"custom_dir": custom, **places}
    return [*_links_out(named, root), *_links_in_cache(places["cache"]), *_overlaps(places)]


def _links_out(places: Mapping[str, Path], root: Path) -> Iterator[str]:
    for name, place in places.items():
        try:
            common = os.path.commonpath((root.absolute(), os.path.abspath(place)))  # noqa: PTH100 - links count
        except ValueError:  # two drives
            continue
        if not inside(place, common):
            yield (
                f"{name}: {shown_path(place)} is a symbolic link that leads out of the folder of "
                f"the site; put the folder itself there, or write in the configuration where it is"
            )


def _links_in_cache(cache: Path) -> Iterator[str]:
    for link in links_out(cache):
        yield (
            f"cache: {shown_path(link)} is a symbolic link that leads out of the cache; delete it, "
            f"or the whole cache: what is missing is made again"
        )


def _overlaps(places: Mapping[str, Path]) -> Iterator[str]:
    for (one, first), (other, second) in combinations(places.items(), 2):
        for (outer, folder), (inner, within) in (
            ((one, first), (other, second)),
            ((other, second), (one, first)),
        ):
            if inside(within, folder):
                yield (
                    f"{inner} ({shown_path(within)}) lies in {outer} ({shown_path(folder)}): "
                    f"{_WHY.get(outer, _OTHERWISE)}; give it a folder of its own"
                )
                break
