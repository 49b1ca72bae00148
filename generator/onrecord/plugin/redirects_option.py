"""The option `redirects`: addresses that the site had, and where they lead now."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs.config.base import BaseConfigOption, ValidationError

# `actors/x/`: lower folders of the site, nothing that leaves it or names a file.
_PATH = re.compile(r"(?:[\w.~-]+/)+")
_TARGET = re.compile(r"(?:[\w.~-]+/)*(?:[\w.~-]+)?(?:#[\w.:~-]+)?")


class RedirectsOption(BaseConfigOption[Mapping[str, str]]):
    """`{actors/old-name/: actors/new-name/}`: from one address of the site to another."""

    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> Mapping[str, str]:
        """Read ``value``.

        Raises:
            ValidationError: an address is none of this site, or leads to itself or in a circle.
        """
        if not isinstance(value, Mapping):
            raise ValidationError("Expected {actors/old-name/: actors/new-name/}")
        redirects = {_path(old): _target(new) for old, new in value.items()}
        for old, new in redirects.items():
            if new.partition("#")[0] in redirects:
                raise ValidationError(
                    f"'{old}' leads to '{new}', which leads on: name the last address"
                )
        return redirects


def _path(value: object) -> str:
    path = str(value).removeprefix("/").removesuffix("index.html")
    path = path if path.endswith("/") else f"{path}/"
    if not _PATH.fullmatch(path) or ".." in path.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    return path


def _target(value: object) -> str:
    target = str(value).removeprefix("/")
    if value is None or not _TARGET.fullmatch(target) or ".." in target.split("/"):
        raise ValidationError(f"Expected an address of this site such as actors/x/, not {value!r}")
    path, mark, fragment = target.partition("#")
    if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
        path = f"{path}/"
    return path + mark + fragment
