"""A new desk installs the copy of the program that made it, wherever that came from."""

import json
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from onrecord.editing.new_desk import is_local, requirement_of_this_copy

COMMIT = "c0ffee" * 6 + "abcd"
GIT = {"vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": COMMIT}}


def installed(folder: Path, direct_url: str | None) -> Distribution:
    """A distribution as an installer leaves it."""
    info = folder / "onrecord-2.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: onrecord\nVersion: 2.1\n")
    if direct_url is not None:
        (info / "direct_url.json").write_text(direct_url)
    return PathDistribution(info)


@pytest.mark.parametrize(
    ("origin", "address", "local"),
    [
        ({"url": "https://git.example/o", **GIT}, f"git+https://git.example/o@{COMMIT}", False),
        (
            {"url": "https://me:secret@git.example/o.git", **GIT},
            f"git+https://git.example/o.git@{COMMIT}",
            False,
        ),
        (
            {"url": "ssh://git@git.example/o.git", "subdirectory": "tools", **GIT},
            f"git+ssh://git@git.example/o.git@{COMMIT}#subdirectory=tools",
            False,
        ),
        (
            {
                "url": "https://files.example/onrecord-2.1-py3-none-any.whl",
                "archive_info": {"hash": "sha256=ab", "hashes": {"sha256": "ab"}},
            },
            "https://files.example/onrecord-2.1-py3-none-any.whl#sha256=ab",
            False,
        ),
        ({"url": "file:///o", "dir_info": {"editable": True}}, "file:///o", True),
        ({"url": "file:///srv/a%20b", "dir_info": {}}, "file:///srv/a%20b", True),
        ({"url": "file:///srv/o", **GIT}, f"git+file:///srv/o@{COMMIT}", True),
    ],
)  # fmt: skip
def test_an_address_is_named_with_what_pins_it(
    tmp_path: Path, origin: dict[str, object], address: str, local: bool
) -> None:
    found = requirement_of_this_copy(installed(tmp_path, json.dumps(origin)))
    assert found == f"onrecord @ {address}"
    assert is_local(found) == local


@pytest.mark.parametrize("direct_url", [None, "{", "[]", "{}"])
def test_what_came_from_an_index_is_named_by_its_version(
    tmp_path: Path, direct_url: str | None
) -> None:
    found = requirement_of_this_copy(installed(tmp_path, direct_url))
    assert (found, is_local(found)) == ("onrecord==2.1", False)
