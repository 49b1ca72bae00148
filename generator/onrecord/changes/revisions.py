"""The content at a revision: git writes the YAML files of a commit into a temporary folder."""

import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import IO

from onrecord.reading import MAX_BYTES, ContentFile, shown_text
from onrecord.reading.yaml_text import read_data
from onrecord.records import Article, CachedArticles, FilesRead, Records, fixed
from onrecord.records.load import TOGETHER, records_of_file
from onrecord.writing.own_folders import WorkFolder

from .git import GitError, RevisionFault, WorkTree, git, git_process, split_nul

_SUFFIXES = (".yml", ".yaml")
_LOCK = "captures.lock"  # no record, and it says which quotes were compared
_LINK, _SUBMODULE = "120000", "160000"
_DEEPER = (
    "this is a shallow clone: fetch all of the history (git fetch --unshallow; "
    "fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 on GitLab)"
)
_VERIFY = ("rev-parse", "--verify", "--quiet", "--end-of-options")
# A name is too long or has a character that no name may have; or a file is in a folder's place.
_NO_NAME_HERE = frozenset(
    (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.EEXIST, errno.ENOTDIR, errno.EISDIR)
)
_FEW_REFS = 2_000  # among more, near names are not looked for


@fixed
class Revision:
    """A commit."""

    name: str
    commit: str
    short: str  # the hash as short as git shows it
    date: date  # the day it was committed, where it was committed


@fixed
class Extracted:
    """The content at a revision."""

    path: Path  # a temporary folder with its YAML files, but for those that another has
    # Files that would be in it: where the same bytes are.
    same: Mapping[Path, Path] = field(default_factory=dict)
    # What is there and is not in the folder: links, submodules, files too large.
    skipped: tuple[str, ...] = ()
    absent: bool = False  # there was no such folder at that revision


class Repository(WorkTree):
    """A git repository with a working tree."""

    __slots__ = ()

    def inside(self, folder: Path) -> PurePosixPath:
        """``folder`` relative to the root. Raises RevisionFault if it is elsewhere."""
        real = folder.resolve()
        if not real.is_relative_to(self.root):
            where = shown_text(str(folder))
            raise RevisionFault(f"{where} is not in the working tree of {self.root}")
        return PurePosixPath(real.relative_to(self.root).as_posix())

    def resolve(self, name: str) -> Revision:
        """The commit that ``name`` (a branch, a tag, a hash, ``HEAD~3`` …) names.

        Raises RevisionFault if there is none.
        """
        # No name of git's begins so: it could be taken for an option.
        if not name or name.startswith("-") or not name.isprintable():
            raise self._unknown(name)
        try:
            found = git(self, *_VERIFY, f"{name}^{{commit}}")
        except GitError:
            raise self._unknown(name) from None
        return self._revision(name, found.decode().strip())

    def merge_base(self, base: Revision, head: Revision | None) -> Revision:
        """The last commit that ``base`` and ``head`` (HEAD where ``None``) have in common.

        It keeps the name of ``base``. Raises RevisionFault if they have none, as far as this clone
        goes.
        """
        head = head or self.resolve("HEAD")
        try:
            found = git(self, "merge-base", base.commit, head.commit)
        except GitError:
            message = f"{shown_text(base.name)} and {shown_text(head.name)} have no common commit"
            hint = _DEEPER if self._shallow() else "add --exact to compare the two as they are"
            raise RevisionFault(message, hint) from None
        return self._revision(base.name, found.decode().strip())

    @contextmanager
    def extracted(
        self, revision: Revision, folder: PurePosixPath, like: Path
    ) -> Iterator[Extracted]:
        """The YAML files of ``folder`` at ``revision``, in a temporary folder while this lasts.

        Those that are the same in the folder ``like`` are not written again. Symbolic links are
        never followed; nothing of the repository is run (no filters). Raises RevisionFault if the
        clone lacks some of them.
        """
        tree = f"{revision.commit}:{'' if folder == PurePosixPath() else folder}"
        with WorkFolder.temporary() as work:
            content = work.path.resolve() / "content"
            content.mkdir()
            try:
                got = _extract(self, tree, content, like)
            except GitError as error:
                if self._has(tree):  # it is there, and what is in it is not
                    raise _missing_objects() from error
                got = Extracted(content, absent=True)
            yield got

    def renames(
        self, base: Revision, head: Revision | None, folder: PurePosixPath
    ) -> Mapping[str, str]:
        """Files below ``folder`` that git takes to be renamed: old to new, relative to it.

        Of the working tree (``head`` is ``None``) only what is committed or staged is known.
        """
        scope = ("diff-index", "--cached") if head is None else ("diff-tree", "-r")
        options = ("-M", "-z", "--name-status", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
        commits = [base.commit] if head is None else [base.commit, head.commit]
        whole = folder == PurePosixPath()
        where, prefix = ((), "") if whole else ((os.fspath(folder),), f"{folder}/")
        try:
            listing = split_nul(git(self, *scope, *options, *commits, "--", *where))
        except GitError:  # without it nothing is lost but the link between two names
            return {}
        names = [os.fsdecode(part).removeprefix(prefix) for part in listing]
        return dict(zip(names[1::3], names[2::3], strict=True))

    def _revision(self, name: str, commit: str) -> Revision:
        shown = git(self, "show", "--no-patch", "--format=%h %cs", commit, "--")
        short, _, day = shown.decode().strip().partition(" ")
        return Revision(name, commit, short, date.fromisoformat(day))

    def _has(self, tree: str) -> bool:
        try:
            git(self, *_VERIFY, tree)
        except GitError:
            return False
        return True

    def _shallow(self) -> bool:
        return git(self, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def _unknown(self, name: str) -> RevisionFault:
        message = f"there is no revision {shown_text(name)} here"
        if ".." in name:
            return RevisionFault(message, "give two revisions, separated by a space: BASE HEAD")
        near = self._near(name)
        if near:
            return RevisionFault(message, f"did you mean {' or '.join(map(shown_text, near))}?")
        if self._shallow():
            return RevisionFault(message, _DEEPER)
        return RevisionFault(message, "run git branch -a or git tag to list the names")

    def _near(self, name: str) -> list[str]:
        """Names of branches and tags similar to ``name``, those of a remote first."""
        listing = git(self, "for-each-ref", "--format=%(refname:lstrip=2)")
        names = listing.decode(errors="replace").split("\n")[:-1]
        same = [ref for ref in names if ref.endswith(f"/{name}")]
        if len(names) > _FEW_REFS:
            return same[:2]
        return list(dict.fromkeys([*same, *get_close_matches(name, names, 2, 0.7)]))[:2]


def _extract(repository: WorkTree, tree: str, target: Path, like: Path) -> Extracted:
    """Write the YAML files of ``tree`` (``<commit>:<folder>``) below ``target``.

    But for those that are the same in ``like``, and those that no file may be here: symbolic links,
    submodules, files too large to be read, impossible names.

    Raises:
        GitError: there is no such tree.
        RevisionFault: an object is not in this clone.
    """
    skipped: list[str] = []
    same, blobs = {}, []
    for path, object_id in _listed(repository, tree, skipped):
        if path != _LOCK and _is_same(repository, f"{like}/{path}", object_id):
            same[target / path] = like / path
        else:
            blobs.append((path, object_id))
    with tempfile.TemporaryFile() as ids:
        ids.write("".join(f"{object_id}\n" for _, object_id in blobs).encode())
        ids.seek(0)
        with git_process(repository, "cat-file", "--batch", stdin=ids) as process:
            assert process.stdout is not None  # noqa: S101 - a pipe, for the type checker
            assert process.stderr is not None  # noqa: S101
            process.stderr.close()
            for path, _ in blobs:
                data = _content(process.stdout)
                if not _is_written(target / path, data):
                    skipped.append(path)
    return Extracted(target, same, tuple(sorted(skipped)))


def _listed(repository: WorkTree, tree: str, skipped: list[str]) -> Iterator[tuple[str, str]]:
    """Path and object of each file to write; ``skipped`` gets those to leave out."""
    for row in split_nul(git(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)):
        about, _, name = row.partition(b"\t")
        mode, _, object_id, size = about.decode().split()
        path = os.fsdecode(name)
        # A tree may say anything: "..", or a path from the root.
        inside = not path.startswith("/") and not {"", ".", ".."} & set(path.split("/"))
        if inside and "/." in f"/{path}":
            continue  # no record: files and folders that begin with a dot are not read
        is_record = path.lower().endswith(_SUFFIXES) or path == _LOCK
        fits = mode not in (_LINK, _SUBMODULE) and inside and int(size) <= MAX_BYTES
        # A submodule hides a folder of records; so may a link, which has no ending then.
        hides = mode == _SUBMODULE or (mode == _LINK and "." not in path.rpartition("/")[2])
        if hides or (is_record and not fits):
            skipped.append(path)
        elif is_record:
            yield path, object_id


def _content(output: IO[bytes]) -> bytes:
    header = output.readline().split()
    if len(header) != 3:  # "<id> missing"
        raise _missing_objects()
    return output.read(int(header[2]) + 1)[:-1]


def _missing_objects() -> RevisionFault:
    """A partial clone lacks objects; git would fetch them, but we never fetch."""
    message = "this clone does not have all files of that revision"
    return RevisionFault(message, "fetch them without a filter: git fetch --refetch --no-filter")


def _is_written(file: Path, data: bytes) -> bool:
    """Whether ``data`` is at ``file`` now: not where no file can have that name here.

    Raises RevisionFault if it cannot be written, for want of room say; what was begun is thrown
    away with its folder.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(file):  # two names that are one here
            return False
        file.write_bytes(data)
    except OSError as error:
        if error.errno in _NO_NAME_HERE:
            return False
        message = f"the content of that revision cannot be written to {file.parent}"
        raise RevisionFault(f"{message}: {error.strerror}") from error
    return True


def _is_same(repository: WorkTree, file: str, object_id: str) -> bool:
    """Whether ``file`` exists and has this object id in git."""
    try:
        status = os.lstat(file)
        return stat.S_ISREG(status.st_mode) and repository.has_bytes(file, status, object_id)
    except (OSError, ValueError):
        return False


class SameFiles(FilesRead):
    """What the files of two states of a desk say: those of the same bytes are parsed once.

    Of ``articles``, what they said to an earlier process may be known.
    """

    def __init__(self, articles: CachedArticles | None = None) -> None:
        super().__init__()
        self._articles = articles or CachedArticles()
        self._same: dict[tuple[str, str, str | Path], Records] = {}

    def records_of(self, file: ContentFile) -> Records:
        """The records of ``file``; the same objects for the same name and bytes in both states."""
        path = self.elsewhere.get(file.path, file.path)
        known = self._same.get((file.kind, file.id, path))
        if known is None or not known.names_no_file:
            digest = self._articles.unchanged.get(str(path), "")
            data = b"" if self._said(file, path, digest) else read_data(path)
            if not isinstance(data, bytes):
                return super().records_of(file)
            digest = digest if not data else hashlib.sha256(data).hexdigest()
            key = (file.kind, file.id, digest)
            known = self._same.get(key)
            if known is None or not known.names_no_file:
                article = self._said(file, path, digest)
                known = (
                    Records(unlisted=set(TOGETHER), articles={file.id: article})
                    if article
                    else records_of_file(file, data)
                )
                self._same[key] = known
            self._same[file.kind, file.id, path] = known
        return known

    def _said(self, file: ContentFile, path: Path, digest: str) -> Article | None:
        return self._articles.said(path, digest) if file.kind == "article" else None

    def end(self) -> None:
        """Remember all: the other state is still to be read."""
