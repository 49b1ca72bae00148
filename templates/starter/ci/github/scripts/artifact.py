"""Fetch the artifact of an untrusted build, check it, and only then unpack it.

It may be anything a stranger can put into a zip file. What is not exactly a site and a comment of
sensible size is refused as a whole. Nothing in it is run, sourced, imported or used as a name.
"""

import hashlib
import os
import re
import stat
import sys
import zipfile
import zlib
from pathlib import Path

import gh

MARKER = "<!-- onrecord:changes -->"
COMMENT = "comment.md"
SITE = "site"
MOST_FILES = 100_000
MOST_BYTES = 900_000_000  # GitHub Pages takes a site of 1 GB.
MOST_OF_A_FILE = 50_000_000
MOST_OF_THE_COMMENT = 65_000  # GitHub takes 65,536 characters.
LONGEST_NAME = 400
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)

# A control character, what Windows and URLs give a meaning, and marks that turn text around.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|\u200e\u200f\u2028-\u202e\u2066-\u2069]')
LINK = re.compile(r"\]\([^()\s]*\)")
AT_SIGN = re.compile(r"(?:@|&#0*64;|&#[xX]0*40;|&commat;)(?=[^\s@\u2060])", re.IGNORECASE)


class Refused(Exception):
    """The artifact is not what a build of this workflow leaves; the message says why."""


def check_name(name: str) -> None:
    """Refuse a name that is not the comment or a plain file below ``site/``."""
    parts = name.split("/")
    if len(name) > LONGEST_NAME or FORBIDDEN.search(name):
        raise Refused(f"a name that no site has: {name!a}")
    # A leading dot is "..", ".git", ".htaccess"; none belongs to a site.
    if any(not part or part.startswith((".", " ")) or part.endswith((".", " ")) for part in parts):
        raise Refused(f"a path that no site has: {name!a}")
    if name != COMMENT and (parts[0] != SITE or len(parts) < 2):
        raise Refused(f"neither {COMMENT} nor in {SITE}/: {name!a}")


def check_entries(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The files among ``entries``, if every one of them may be unpacked."""
    if len(entries) > MOST_FILES:
        raise Refused(f"more than {MOST_FILES:,} files")
    files = []
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise Refused(f"neither a file nor a folder: {entry.filename!a}")
        if entry.flag_bits & 0x1 or entry.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise Refused(f"packed in an unusual way: {entry.filename!a}")
        if entry.is_dir():
            continue
        check_name(entry.orig_filename)
        files.append(entry)
    names = [entry.filename.casefold() for entry in files]
    if len(set(names)) != len(names):
        raise Refused("two files of one name")
    return files


def unpack(archive: Path, folder: Path) -> None:
    """Write the site and the comment below ``folder``, which must not exist. Raises Refused."""
    try:
        with zipfile.ZipFile(archive) as packed:
            files = check_entries(packed.infolist())
            if COMMENT in packed.namelist():
                _check_size(packed.getinfo(COMMENT), MOST_OF_THE_COMMENT * 4)
            left = MOST_BYTES
            folder.mkdir(parents=True)
            for entry in files:
                left -= _write(packed, entry, folder.joinpath(entry.filename), left)
    except UNREADABLE as fault:
        raise Refused(f"no readable zip file of a site: {fault!a}") from fault


def _check_size(entry: zipfile.ZipInfo, most: int) -> None:
    if entry.file_size > most:
        raise Refused(f"{entry.filename!a} is larger than {most:,} bytes")


def _write(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Unpack one file and return its size; what the header says of the size is not believed."""
    most = min(left, MOST_OF_A_FILE)
    with packed.open(entry) as source:
        data = source.read(most + 1)
    if len(data) > most:
        raise Refused(f"{entry.filename!a} makes the site larger than it may be")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
    return len(data)


def disarm(comment: str) -> str:
    """The comment, so that it calls nobody: a word joiner follows each at-sign outside of links.

    ``onrecord diff`` writes none that calls; a stranger's artifact need not come from it.
    """
    in_links = LINK.sub(lambda found: found[0].replace("@", "%40"), comment)
    return AT_SIGN.sub("@\u2060", in_links)


def read_comment(folder: Path) -> str:
    """The comment in an unpacked artifact. Raises Refused."""
    try:
        text = (folder / COMMENT).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"no readable {COMMENT}") from fault
    if not text.startswith(MARKER + "\n"):
        raise Refused(f"{COMMENT} does not begin with the marker")
    text = disarm(text)
    if len(text) > MOST_OF_THE_COMMENT:
        raise Refused(f"{COMMENT} is longer than {MOST_OF_THE_COMMENT:,} characters")
    return text


def fetch(repository: str, number: str, digest: str, archive: Path) -> None:
    """Download artifact ``number``: the one that was looked up before the gate, or none."""
    gh.save(f"repos/{repository}/actions/artifacts/{number}/zip", archive)
    with archive.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if actual != digest:
        raise Refused(f"its digest is {actual}, not {digest}")


def main() -> int:
    """Fetch what the environment names, check it, unpack it into the folder given."""
    (folder,) = map(Path, sys.argv[1:])
    archive = folder.with_suffix(".zip")
    number, digest = os.environ["ARTIFACT"], os.environ["DIGEST"]
    try:
        fetch(os.environ["GITHUB_REPOSITORY"], number, digest, archive)
        unpack(archive, folder)
    except Refused as fault:
        sys.stdout.write(f"::error::The artifact is refused: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
