"""What a new desk installs: the same copy of Onrecord as the one that makes the desk."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution
from urllib.parse import urlsplit, urlunsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from onrecord.diagnostics import OnrecordError

NAME = "onrecord"
_DIRECT_URL = "direct_url.json"  # PEP 610
# The address of a file, perhaps of a repository: "file:", "git+file:".
_LOCAL = re.compile(r"(?:\w+\+)?file:", re.IGNORECASE)
# "ssh", "git+ssh": a user name is a part of such an address, and no secret.
_SSH = re.compile(r"(?:\w+\+)?ssh$", re.IGNORECASE)


class BadRequirement(OnrecordError):
    """A text is no requirement for Onrecord."""

    def __init__(self, why: str) -> None:
        hint = f"such as '{NAME} @ git+https://git.example.org/newsroom/{NAME}@COMMIT'"
        super().__init__(f"--requirement: {why}", hint)


@dataclass(frozen=True, slots=True)
class OnrecordRequirement:
    """What `pip install` takes to install a copy of Onrecord: a line of `requirements.txt`."""

    requirement: str

    @property
    def local(self) -> bool:
        """Whether only this computer has it: a host that builds the site does not."""
        _, _, address = self.requirement.partition("@")
        return bool(_LOCAL.match(address.strip()))


def parse_requirement(text: str) -> OnrecordRequirement:
    """The copy that ``text`` names, a requirement as pip reads it.

    Raises:
        BadRequirement: it is none, or is one for something else.
    """
    if not text.isprintable():
        raise BadRequirement("a requirement is one line of printable text")
    try:
        requirement = Requirement(text.strip())
    except InvalidRequirement as error:
        reason = str(error).splitlines()[0]
        raise BadRequirement(f"'{text}' is not a requirement that pip understands: {reason}") from (
            error
        )
    if canonicalize_name(requirement.name) != NAME:
        raise BadRequirement(f"'{text}' would install {requirement.name}, not {NAME}")
    return OnrecordRequirement(str(requirement))


def requirement_of_this_copy(distribution: Distribution) -> OnrecordRequirement:
    """The copy that runs, by what its installer wrote down about it.

    An installer writes no address where it took the version from an index: then the version is
    enough. Secrets in an address are left out.
    """
    written = distribution.read_text(_DIRECT_URL)
    address = _address(written) if written else None
    if address is None:
        return OnrecordRequirement(f"{NAME}=={distribution.version}")
    return OnrecordRequirement(f"{NAME} @ {address}")


def _address(written: str) -> str | None:
    """The address to install from, as pip takes it; None where the file does not say it."""
    try:
        found = json.loads(written)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(url := found.get("url"), str):
        return None
    fragments: list[str] = []
    if isinstance(control := found.get("vcs_info"), dict):
        commit = control.get("commit_id") or control.get("requested_revision")
        url = f"{control.get('vcs', 'git')}+{_without_secret(url)}"
        url = f"{url}@{commit}" if commit else url
    else:
        url = _without_secret(url)
    if isinstance(archive := found.get("archive_info"), dict) and (digest := _digest(archive)):
        fragments.append(digest)
    if isinstance(folder := found.get("subdirectory"), str) and folder:
        fragments.append(f"subdirectory={folder}")
    return f"{url}#{'&'.join(fragments)}" if fragments else url


def _without_secret(url: str) -> str:
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    if not at:
        return url
    name = user.partition(":")[0]
    return urlunsplit(parts._replace(netloc=f"{name}@{host}" if _SSH.match(parts.scheme) else host))


def _digest(archive: Mapping[str, object]) -> str | None:
    hashes = archive.get("hashes")
    if isinstance(hashes, dict) and isinstance(sha256 := hashes.get("sha256"), str):
        return f"sha256={sha256}"
    old = archive.get("hash")
    return old if isinstance(old, str) and old.startswith("sha256=") else None
