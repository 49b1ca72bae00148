"""A new desk: its files, from the texts of `templates/starter/`.

The texts are YAML, Markdown and workflows, full of braces of their own: so their marks are square,
as in `[= name =]`, and nothing is escaped but where a filter says so.

What a new desk installs is the same copy of Onrecord as the one that makes the desk.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from importlib.metadata import Distribution
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit, urlunsplit

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from onrecord.diagnostics import OnrecordError
from onrecord.reading import shown_path
from onrecord.render.templates import packaged_templates
from onrecord.writing.changed_files import FilesExist, put_files
from onrecord.writing.own_folders import sweep

NAME = "onrecord"
_DIRECT_URL = "direct_url.json"  # PEP 610
# The address of a file, perhaps of a repository: "file:", "git+file:".
_LOCAL = re.compile(r"(?:\w+\+)?file:", re.IGNORECASE)
# "ssh", "git+ssh": a user name is a part of such an address, and no secret.
_SSH = re.compile(r"(?:\w+\+)?ssh$", re.IGNORECASE)
# Names that tools would pass over, or take for this project's own, lie here under another one.
_DOT = "dot-"
_GIT = ".git"  # a folder with nothing but this is as good as empty: `git init` comes first for many
_LISTED = 10  # names in a message


def _no_requirement(why: str) -> OnrecordError:
    hint = f"such as '{NAME} @ git+https://git.example.org/newsroom/{NAME}@COMMIT'"
    return OnrecordError(f"--requirement: {why}", hint)


def is_local(requirement: str) -> bool:
    """Whether only this computer has that copy: a host that builds the site does not."""
    _, _, address = requirement.partition("@")
    return bool(_LOCAL.match(address.strip()))


def parse_requirement(text: str) -> str:
    """The copy that ``text``, a requirement for pip, names. Raises an error if it is none."""
    if not text.isprintable():
        raise _no_requirement("a requirement is one line of printable text")
    try:
        requirement = Requirement(text.strip())
    except InvalidRequirement as error:
        reason = str(error).splitlines()[0]
        message = f"'{text}' is not a requirement that pip understands: {reason}"
        raise _no_requirement(message) from error
    if canonicalize_name(requirement.name) != NAME:
        raise _no_requirement(f"'{text}' would install {requirement.name}, not {NAME}")
    return str(requirement)


def requirement_of_this_copy(distribution: Distribution) -> str:
    """The copy that runs, without secrets: the version, or the address that was written down."""
    written = distribution.read_text(_DIRECT_URL)
    address = _address(written) if written else None
    return f"{NAME} @ {address}" if address else f"{NAME}=={distribution.version}"


def _address(written: str) -> str | None:
    """The address to install from, for pip; None if the file does not have it."""
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


def _starter() -> Path:
    return packaged_templates() / "starter"


def files_below(folder: str) -> tuple[PurePosixPath, ...]:
    """Each file in ``folder`` of the starter, as a path from there; not what tools leave behind."""
    top = _starter() / folder
    files = sorted(path.relative_to(top) for path in top.rglob("*") if path.is_file())
    return tuple(
        PurePosixPath(path.as_posix())
        for path in files
        if not any(part.startswith("__") or part.endswith("_cache") for part in path.parts)
    )


def _dotted(path: PurePosixPath) -> PurePosixPath:
    """``path`` as it is called in a desk: `dot-gitignore` is `.gitignore`."""
    return PurePosixPath(*(re.sub(f"^{_DOT}", ".", part) for part in path.parts))


def starter_text(path: PurePosixPath) -> str:
    """The text at ``path`` of the starter as it is."""
    return (_starter() / path).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - no HTML: these texts become files of the newsroom's
        loader=FileSystemLoader(_starter()),
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[=",
        variable_end_string="=]",
        comment_start_string="[#",
        comment_end_string="#]",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # A text as a value of YAML, whatever is in it: a JSON text is a YAML text.
    environment.filters["yaml_text"] = partial(json.dumps, ensure_ascii=False)
    return environment


NAMES: Mapping[str, str] = {"en": "Our record", "fr": "Notre registre"}
LANGUAGES = tuple(NAMES)
NO_HOST = "none"
_PLACES = PurePosixPath("hosts.yml")
_READ = (".yml", ".toml")  # by a host; the rest is called from there
# Where a desk can be built and published by itself.
HOSTS = ("github", "gitlab", "netlify", "cloudflare", NO_HOST)


def desk_files(
    requirement: str, name: str, language: str = "en", host: str = "github", *, example: bool = True
) -> dict[PurePosixPath, str]:
    """Every file of a new desk, by its path within, in the order of the paths.

    The desk installs ``requirement``. Its interface and its example are in ``language``, one of
    `LANGUAGES`; the workflow files of ``host``, one of `HOSTS`, come with it. Without ``example``
    there is nothing in its content yet.
    """
    files = {} if host == NO_HOST else workflow_files(host)
    workflows = [path.as_posix() for path in sorted(files) if path.suffix in _READ]
    environment = _environment()
    for folder in ("desk/common", f"desk/{language}"):
        for path in files_below(folder):
            if path.parts[0] == "content" and not example:
                continue
            files[_dotted(path)] = environment.get_template(f"{folder}/{path}").render(
                requirement=requirement,
                local=is_local(requirement),
                name=name,
                language=language,
                workflows=workflows,
                example=example,
            )
    if not example:
        files[PurePosixPath("content", "articles", ".gitkeep")] = ""  # git keeps no empty folder
    return dict(sorted(files.items()))


def workflow_files(host: str) -> dict[PurePosixPath, str]:
    """The files that ``host`` needs to build and publish a desk, by their paths in it."""
    folder = PurePosixPath("ci", host)
    places: Mapping[str, str] = yaml.safe_load(starter_text(_PLACES))[host]
    return {_placed(path, places): starter_text(folder / path) for path in files_below(str(folder))}


def _placed(path: PurePosixPath, places: Mapping[str, str]) -> PurePosixPath:
    place = next((place for pattern, place in places.items() if path.match(pattern)), None)
    if place is None:
        return _dotted(path)
    return PurePosixPath(place, path.name) if place.endswith("/") else PurePosixPath(place)


def _not_empty(folder: Path, names: Sequence[str]) -> OnrecordError:
    """The error for a new desk's folder that already has ``names`` in it."""
    head = f"{shown_folder(folder)} is not empty, so nothing was written; in the way:"
    paths = [folder / name for name in names]
    hint = "choose a new folder, or move these files away"
    return OnrecordError(in_the_way(head, paths, hint))


def in_the_way(head: str, paths: Sequence[Path], hint: str) -> str:
    """A message with the first of ``paths``, one a line, below ``head``."""
    listed = [f"  {shown_path(path)}" for path in paths[:_LISTED]]
    if len(paths) > _LISTED:
        listed.append(f"  and {len(paths) - _LISTED:,} more")
    return "\n".join([head, *listed, f"hint: {hint}"])


def shown_folder(folder: Path) -> str:
    """``folder`` as a message names it."""
    return "this folder" if folder.resolve() == Path.cwd() else f"{shown_path(folder)}/"


def put_desk(files: Mapping[PurePosixPath, str], target: Path) -> None:
    """Write ``files`` into the new or empty folder ``target``: all, or none.

    Raises OnrecordError if it has something else than `.git` in it, or OSError.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - takes `x/..` out, which need not exist
    sweep(target)
    if target.is_dir():
        if names := sorted(path.name for path in target.iterdir() if path.name != _GIT):
            raise _not_empty(target, names)
    elif target.exists():
        raise OnrecordError(f"{shown_folder(target)} is not a folder", "name a new one")
    try:
        put_files(files, target)
    except FilesExist as fault:  # somebody else was faster
        names = [path.relative_to(target).parts[0] for path in fault.paths]
        raise _not_empty(target, names) from fault
