"""The content as it stood at a revision, read out of git."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from onrecord.writing.work import WorkFolder

from .extraction import extract, missing_objects
from .git import GitError, RevisionFault, WorkTree, git, split_nul
from .texts import shown_text

__all__ = ["Extracted", "Repository", "Revision", "RevisionFault"]

_DEEPER = (
    "this is a shallow clone: fetch all of the history (git fetch --unshallow; "
    "fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 on GitLab)"
)
_FEW_REFS = 2_000  # among more, near names are not looked for


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit.

    Attributes:
        name: as it was asked for.
        commit: its whole hash.
        short: the hash as short as git shows it.
        date: the day it was committed, where it was committed.
    """

    name: str
    commit: str
    short: str
    date: date


@dataclass(frozen=True, slots=True)
class Extracted:
    """The content at a revision.

    Attributes:
        path: a temporary folder with its YAML files.
        skipped: what stands there and is not in the folder: links, submodules, files too large.
        absent: there was no such folder at that revision.
    """

    path: Path
    skipped: tuple[str, ...] = ()
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a working tree.

    Attributes:
        tree: where both are.
    """

    tree: WorkTree

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """The repository that ``folder`` is in.

        Raises:
            RevisionFault: git is not there, ``folder`` is in none, or git does not trust it.
        """
        return cls(WorkTree.of(folder))

    @property
    def root(self) -> Path:
        """The top folder of the working tree, without symbolic links."""
        return self.tree.root

    def inside(self, folder: Path) -> PurePosixPath:
        """``folder`` relative to the root.

        Raises:
            RevisionFault: it lies elsewhere.
        """
        real = folder.resolve()
        if not real.is_relative_to(self.root):
            where = shown_text(str(folder))
            raise RevisionFault(f"{where} is not in the working tree of {self.root}")
        return PurePosixPath(real.relative_to(self.root).as_posix())

    def resolve(self, name: str) -> Revision:
        """The commit that ``name`` (a branch, a tag, a hash, ``HEAD~3`` …) stands for.

        Raises:
            RevisionFault: there is none.
        """
        # No name of git's begins so: it could be taken for an option.
        if not name or name.startswith("-") or not name.isprintable():
            raise self._unknown(name)
        try:
            found = git(
                self.tree,
                *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"),
            )
        except GitError:
            raise self._unknown(name) from None
        return self._revision(name, found.decode().strip())

    def merge_base(self, base: Revision, head: Revision | None) -> Revision:
        """The last commit that ``base`` and ``head`` (HEAD where ``None``) have in common.

        It keeps the name of ``base``.

        Raises:
            RevisionFault: they have none, as far as this clone goes.
        """
        head = head or self.resolve("HEAD")
        try:
            found = git(self.tree, "merge-base", base.commit, head.commit)
        except GitError:
            message = f"{shown_text(base.name)} and {shown_text(head.name)} have no common commit"
            hint = _DEEPER if self._shallow() else "compare the two as they are, with --exact"
            raise RevisionFault(message, hint) from None
        return self._revision(base.name, found.decode().strip())

    @contextmanager
    def extracted(self, revision: Revision, folder: PurePosixPath) -> Iterator[Extracted]:
        """The YAML files of ``folder`` at ``revision``, in a temporary folder while this lasts.

        Symbolic links are never followed; nothing of the repository is run (no filters).

        Raises:
            RevisionFault: the clone lacks some of them.
        """
        tree = f"{revision.commit}:{'' if folder == PurePosixPath() else folder}"
        with WorkFolder.temporary() as work:
            content = work.path.resolve() / "content"
            content.mkdir()
            yield self._extract(tree, content)

    def renames(
        self, base: Revision, head: Revision | None, folder: PurePosixPath
    ) -> Mapping[str, str]:
        """Files below ``folder`` that git takes to be renamed: old to new, relative to it.

        Of the working tree (``head`` is ``None``) only what is committed or staged is known.
        """
        scope = ("diff-index", "--cached") if head is None else ("diff-tree", "-r")
        options = ("-M", "-z", "--name-status", "--diff-filter=R", "--no-ext-diff", "--no-textconv")
        commits = [base.commit] if head is None else [base.commit, head.commit]
        where = [] if folder == PurePosixPath() else [os.fspath(folder)]
        try:
            listing = split_nul(git(self.tree, *scope, *options, *commits, "--", *where))
        except GitError:  # without it nothing is lost but the link between two names
            return {}
        prefix = "" if folder == PurePosixPath() else f"{folder}/"
        names = [os.fsdecode(part).removeprefix(prefix) for part in listing]
        return dict(zip(names[1::3], names[2::3], strict=True))

    def _extract(self, tree: str, content: Path) -> Extracted:
        try:
            return Extracted(content, extract(self.tree, tree, content))
        except GitError as error:
            if self._holds(tree):  # it is there, and what is in it is not
                raise missing_objects() from error
            return Extracted(content, absent=True)

    def _revision(self, name: str, commit: str) -> Revision:
        shown = git(self.tree, "show", "--no-patch", "--format=%h %cs", commit, "--")
        short, _, day = shown.decode().strip().partition(" ")
        return Revision(name, commit, short, date.fromisoformat(day))

    def _holds(self, tree: str) -> bool:
        try:
            git(self.tree, "rev-parse", "--verify", "--quiet", "--end-of-options", tree)
        except GitError:
            return False
        return True

    def _shallow(self) -> bool:
        return git(self.tree, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def _unknown(self, name: str) -> RevisionFault:
        message = f"there is no revision {shown_text(name)} here"
        if ".." in name:
            return RevisionFault(message, "give the two revisions one after the other: BASE HEAD")
        near = self._near(name)
        if near:
            return RevisionFault(message, f"did you mean {' or '.join(map(shown_text, near))}?")
        if self._shallow():
            return RevisionFault(message, _DEEPER)
        return RevisionFault(message, "git branch -a and git tag list the names")

    def _near(self, name: str) -> list[str]:
        """Names of branches and tags like ``name``; the one on a remote first."""
        listing = git(self.tree, "for-each-ref", "--format=%(refname:lstrip=2)")
        names = listing.decode(errors="replace").split("\n")[:-1]
        same = [one for one in names if one.endswith(f"/{name}")]
        if len(names) > _FEW_REFS:
            return same[:2]
        return list(dict.fromkeys([*same, *get_close_matches(name, names, 2, 0.7)]))[:2]
