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
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import gh

MARKER = "<!-- onrecord:changes -->"
COMMENT = "comment.md"
SITE = "site"
MOST_FILES = 100_000
MOST_BYTES = 900_000_000  # GitHub Pages takes a site of 1 GB.
MOST_OF_A_FILE = 50_000_000
MOST_OF_THE_COMMENT = 65_000  # GitHub takes 65,536 characters.
LONGEST_NAME = 400
CHUNK = 1_000_000  # bytes
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
IGNORED = re.compile(
    "[\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)  # by macOS, in the name of a file
MARKER_LINE = MARKER + "\n"
JOINER = "\u2060"  # WORD JOINER: it has no width, and parts what Markdown would read together
LINK = re.compile(r"\]\((?P<to>[^\s()<>\[\]\"'`\\]+)\)")
AT_SIGN = re.compile(r"(?:@|&#0*64;|&#[xX]0*40;|&commat;)(?=[^\s@\u2060])", re.IGNORECASE)
# What else shows or links something; a joiner after it ends that. GitHub looks for addresses and
# issues also in what it has rendered, so escapes and entities count as what they stand for.
ACTIVE = re.compile(
    r"!(?=\\?\[)"  # a picture
    r"|\](?=[(\[:])"  # a link, and the definition of one
    # HTML, and an address in angle brackets; a lone backslash before it has done this already
    r"|(?<!\\)(?:\\\\)*<(?=[a-z/!?])(?!/?(?:details|summary)>)"
    r"|:(?=\\?/\\?/)|\bwww(?=\\?\.)|\b(?:mailto|xmpp):"  # an address that stands alone
    r"|#(?=[0-9])|\bGH-(?=[0-9])"  # an issue, of this or another repository
    r"|&(?=[#0-9a-z]+;)(?!(?:amp|lt|gt|quot|#34|#39);)"
    r"|(?<!\\)(?:\\\\)*\\(?=(?:href|url|includegraphics|require|html[a-z]*)\b)"  # in a formula
    r"|(?<=`)`(?=`)|(?<=~)~(?=~)",  # a fence, after which GitHub draws maps and diagrams
    re.IGNORECASE,
)
END, END_64, LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
LONGEST_END = 65_557  # bytes: the end record and the longest comment that may follow it
LARGEST_LISTING = 60_000_000  # bytes: MOST_FILES names of this length


class Refused(Exception):
    """The artifact is not what a build of this workflow leaves; the message says why."""


def check_name(name: str) -> None:
    """Refuse a name that is not the comment or a plain file below ``site/``."""
    parts = name.split("/")
    if len(name) > LONGEST_NAME or FORBIDDEN.search(name):
        raise Refused(f"a name that no site has: {name!a}")
    # A site may have a ".well-known", but no ".git", ".github" or ".gitattributes", and no "..".
    if any(not part or part[0] == " " or part[-1] in ". " or is_of_git(part) for part in parts):
        raise Refused(f"a path that no site has: {name!a}")
    if name != COMMENT and (parts[0] != SITE or len(parts) < 2):
        raise Refused(f"neither {COMMENT} nor in {SITE}/: {name!a}")


def is_of_git(part: str) -> bool:
    """Whether git, on whatever file system, could take a file of this name for one of its own."""
    return IGNORED.sub("", part).casefold().startswith((".git", "git~"))


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
        if "\0" in entry.orig_filename:  # what Python reads of the name ends there
            raise Refused(f"a name that no site has: {entry.orig_filename!a}")
        if entry.is_dir():
            continue
        check_name(entry.orig_filename)
        files.append(entry)
    names = [entry.filename.casefold() for entry in files]
    if len(set(names)) != len(names):
        raise Refused("two files of one name")
    return files


def check_listing(archive: Path) -> None:
    """Refuse a zip file whose list of files would fill the memory; Python reads it as a whole."""
    size = archive.stat().st_size
    if size > MOST_BYTES:
        raise Refused(f"larger than {MOST_BYTES:,} bytes")
    with archive.open("rb") as file:
        file.seek(max(0, size - LONGEST_END))
        tail = file.read()
        at = tail.rfind(END)
        if at < 0 or len(tail) < at + 22:
            raise Refused("no readable zip file of a site: it has no end")
        listed = int.from_bytes(tail[at + 12 : at + 16], "little")
        locator = tail[max(0, at - 20) : at]
        if locator.startswith(LOCATOR_64):
            file.seek(int.from_bytes(locator[8:16], "little"))
            record = file.read(56)
            if not record.startswith(END_64):
                raise Refused("no readable zip file of a site: its end is damaged")
            listed = int.from_bytes(record[40:48], "little")
    if listed > LARGEST_LISTING:
        raise Refused("its list of files is too long")


def unpack(archive: Path, folder: Path) -> None:
    """Write the site and the comment below ``folder``, which must not exist. Raises Refused."""
    try:
        check_listing(archive)
        with zipfile.ZipFile(archive) as packed:
            files = check_entries(packed.infolist())
            if COMMENT in packed.namelist():
                _check_size(packed.getinfo(COMMENT), MOST_OF_THE_COMMENT * 4)
            for entry in files:
                _check_size(entry, MOST_OF_A_FILE)
            if sum(entry.file_size for entry in files) > MOST_BYTES:
                raise Refused(f"the site is larger than {MOST_BYTES:,} bytes")
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
    most, size = min(left, MOST_OF_A_FILE), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise Refused(f"{entry.filename!a} makes the site larger than it may be")
            file.write(chunk)
    return size


def disarm(comment: str, ours: Sequence[str]) -> str:
    """The comment, so that it calls nobody, shows no picture and links to nothing but ``ours``.

    What it would have linked or shown stays readable as text. ``onrecord diff`` writes nothing that
    this changes; a stranger's artifact need not come from it.

    Args:
        comment: Markdown.
        ours: what the address of a link may begin with, each with a slash at its end.
    """
    made, start = [], 0
    for found in LINK.finditer(comment):
        if is_ours(found["to"], ours):
            made += [_inert(comment[start : found.start()]), found[0].replace("@", "%40")]
            start = found.end()
    return "".join((*made, _inert(comment[start:])))


def is_ours(address: str, ours: Sequence[str]) -> bool:
    """Whether ``address`` stays below one of ``ours``, also after a browser has read it."""
    path = re.split(r"[?#]", address)[0]
    steps = unquote(path).replace("\\", "/").split("/")
    return address.startswith(tuple(ours)) and not {".", ".."} & set(steps)


def _inert(text: str) -> str:
    return ACTIVE.sub(lambda found: found[0] + JOINER, AT_SIGN.sub("@" + JOINER, text))


def read_comment(folder: Path, ours: Sequence[str]) -> str:
    """The comment in an unpacked artifact, disarmed. Raises Refused."""
    try:
        text = (folder / COMMENT).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"no readable {COMMENT}") from fault
    if not text.startswith(MARKER_LINE):
        raise Refused(f"{COMMENT} does not begin with the marker")
    text = MARKER_LINE + disarm(text.removeprefix(MARKER_LINE), ours)
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
