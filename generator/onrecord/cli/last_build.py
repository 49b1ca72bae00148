"""What the last build was made from: if nothing has changed since, no new build is needed.

After a build, a file beside the configuration (below ``.onrecord/``) says of what the site was made
and what is in it. Where all of that is as it was, the next build says the same and touches nothing.
So does a check, whose record has no site.

The file is plain JSON below a proof that this user wrote it; one that is cut off, forged or from
another version counts for nothing. It is not written where a build may rest on more than files:
with a hook, another plugin, a Markdown extension that is not MkDocs' own, a tag or ``INHERIT`` in
the configuration, or in a preview of a pull request.
"""

import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.diagnostics import Diagnostic, OnrecordError, Severity
from onrecord.reading import entries_below, links_out
from onrecord.reading.files import NO_FILE, FileState
from onrecord.writing import whole_files

from .output import Summary

if TYPE_CHECKING:
    from onrecord.desk.load import LastReading
    from onrecord.plugin.site_files import LastSite
    from onrecord.plugin.site_options import SiteSetup
    from onrecord.plugin.site_swap import SwappedSite

FOLDER = ".onrecord"
_ARTICLES = "articles"  # beside the records: what articles said when they were last read
_KEPT = 4  # builds with other options
_FIRST_WRITTEN = 20_000_000  # nanoseconds that a time on the disk may be behind the clock
_VARIABLES = re.compile(r"ONRECORD|MKDOCS|LANG|LC_|TZ$|SOURCE_DATE_EPOCH")
_PROGRAM = Path(__file__).absolute().parents[1]


def forget_builds(config_file: Path) -> None:
    """Delete every record: what a build listed may have words that are withheld now."""
    folder = config_file.absolute().parent / FOLDER
    _forget_words(folder)
    for file in (*folder.glob("build-*.json"), *folder.glob("check-*.json")):
        file.unlink(missing_ok=True)


def _forget_words(folder: Path) -> None:
    """Delete from ``folder`` what articles said, and the links to the files of sites."""
    with suppress(OSError):
        (folder / _ARTICLES).unlink(missing_ok=True)
    for spare in folder.glob("*.site"):
        shutil.rmtree(spare, ignore_errors=True)


def last_check(config_file: Path) -> "LastReading":
    """The record of the newest check, if only articles have changed since."""
    last = LastCheck(config_file, {})
    records = last.file.parent.glob("check-*.json")
    last.file = max(records, key=lambda file: file.stat().st_mtime, default=last.file)
    last.holds()
    return last.known()


def _folders_of(setup: "SiteSetup") -> list[Path]:
    """The folders that a site is made of, besides its configuration and this program."""
    from onrecord.render.templates import packaged_templates  # noqa: PLC0415 - not where all is as it was

    folders = [setup.content, setup.templates, setup.captures, packaged_templates()]
    custom = setup.config.theme.custom_dir
    return [*folders, Path(custom)] if custom else folders


class LastBuild:
    """The record of the last build with the same options of the same configuration."""

    command = "build"

    def __init__(self, config_file: Path, options: Mapping[str, object]) -> None:
        self._began = time.time_ns()
        self._config_file = config_file.absolute()
        said = json.dumps([os.fspath(config_file), sorted(options.items())], default=str)
        name = hashlib.sha256(said.encode()).hexdigest()[:16]
        self.file = self._config_file.parent / FOLDER / f"{self.command}-{name}.json"
        self._articles = self.file.with_name(_ARTICLES)
        self._reading: LastReading | None = None
        self._found: dict[str, Any] = {}
        # What differs since, where nothing but articles does; and what its site had then.
        self._differing: frozenset[str] = frozenset()
        self._state: tuple[int, ...] = ()
        self._site: list[str] = []
        self._inputs: tuple[object, dict[str, FileState]] = (), {}

    def holds(self) -> bool:
        """Whether all is as it was after that build."""
        try:
            found = json.loads(whole_files.unsealed(self.file, os.fsencode(self.file)) or b"")
            before = {name: FileState._make(file) for name, file in found["inputs"].items()}
            looked_at = found["folders"], found["others"], self._config_file
            self._inputs = looked_at, (now := _inputs(*looked_at))
            known = before.keys() & now.keys()
            differs = {name for name in known if before[name].differs(name, now[name])}
            differing = frozenset(differs | (before.keys() ^ now.keys()))
            content, name = re.escape(found["folders"][0]), r"[^./][^/]*"
            articles = re.compile(rf"{content}/articles/(?:{name}/)*(?:{name}\.yml)?")
            if found["around"] != _around() or not all(map(articles.fullmatch, differing)):
                return False
            if differing and found["place"]:
                from onrecord.plugin.site_files import site_state  # noqa: PLC0415 - as below

                self._state = site_state(Path(found["place"]))
            site = _site(Path(found["place"])) if found["place"] else []
            if found["site"] != _digest_of(site):
                return False
        except (OSError, ValueError, KeyError, TypeError, OnrecordError):
            return False
        self._found, self._differing, self._site = found, differing, site
        return not differing

    def reading(self) -> "LastReading":
        """What is known of the desk from then, once it was asked whether it ``holds``.

        Nothing where an article withholds words now: what articles said may have these, and goes,
        whatever becomes of this command. It also goes where more differs than articles, but is kept
        again at the end as far as it has the same bytes.
        """
        if self._reading is None:
            self._reading = self.known()
            if not self._reading.differing:
                _forget_words(self.file.parent)
        return self._reading

    def known(self) -> "LastReading":
        """The same, whatever differs; nothing is deleted."""
        # Not where all is as it was.
        from onrecord.captures.quiet_reports import withholds_words  # noqa: PLC0415
        from onrecord.desk.differing import KeptFindings  # noqa: PLC0415
        from onrecord.desk.load import LastReading  # noqa: PLC0415
        from onrecord.records import CachedArticles  # noqa: PLC0415

        files = {Path(name) for name in self._differing if not name.endswith("/")}
        if any(withholds_words(file, {}) for file in files):
            return LastReading(CachedArticles())
        reading = LastReading(CachedArticles.of_file(self._articles, _program()))
        if self._found:
            was, found = self._found["inputs"], self._found["findings"]
            same = was.keys() - {*map(str, files)}
            reading.articles.unchanged = {name: was[name][3] for name in same}
            reading.differing = {
                it: was[name][3] if (name := str(it)) in was else "" for it in files
            }
            reading.findings = found and KeptFindings.of_json(found)
        return reading

    def site(self) -> "LastSite | None":
        """The site of that build, if only articles differ since."""
        from onrecord.plugin.site_files import LastSite  # noqa: PLC0415 - not where all is as it was
        from onrecord.writing.processes import SharedJobs, usable_processes  # noqa: PLC0415 - likewise

        place, reading = self._found.get("place"), self.reading()
        if not (place and reading.differing):
            return None
        files = frozenset(line.partition("\0")[0] for line in self._site)
        spare = self.file.with_suffix(".site")
        look = SharedJobs([partial(self._look, spare)], usable_processes())
        return LastSite(Path(place), reading, self._state, files, spare, look)

    def _look(self, spare: Path) -> bytes:
        """Bytes if ``spare`` has exactly the files of the site; else nothing."""
        with suppress(OSError, OnrecordError):
            same = not spare.is_symlink() and _digest_of(_site(spare)) == self._found["site"]
            return b"same" if same else b""
        return b""

    def summary(self) -> Summary:
        """The last lines of that build, once it ``holds``."""
        said = self._found["summary"]
        return Summary(said["pages"], said["place"], tuple(said["lines"]))

    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics that it listed."""
        listed = self._found["listed"]
        return [Diagnostic(**it | {"severity": Severity(it["severity"])}) for it in listed]

    def keep(
        self,
        setup: "SiteSetup",
        place: Path | None,
        summary: Summary,
        listed: Sequence[Diagnostic],
        swapped: "SwappedSite | None" = None,
    ) -> None:
        """Write the record of a build that ended well, if it can be written.

        It was made of ``setup``, said the ``summary`` and ``listed`` this; in its folder ``place``
        (None for a check) ``swapped`` is another.
        """
        digests = (reading := self.reading()).articles.digests
        others = [os.path.abspath(each) for each in (setup.cache, place or setup.config.site_dir)]  # noqa: PTH100 - links count
        # Where the folder is read-only, the next build is made again.
        with suppress(OSError, OnrecordError):
            named = [os.fspath(folder.absolute()) for folder in (*_folders_of(setup), _PROGRAM)]
            # Of a check, what changes from now on shows at the next one.
            looked_at = named, others, self._config_file
            known = not place and self._inputs[0] == looked_at
            inputs = self._inputs[1] if known else _inputs(*looked_at)
            limit = self._began - _FIRST_WRITTEN
            if any(max(modified, changed) > limit for _, modified, changed, _ in inputs.values()):
                return  # it may have changed, or what was in it gone, after it was read
            made = {
                "around": _around(),
                "folders": named,
                "others": others,
                # To check takes less long than to read everything at each check.
                "inputs": {
                    name: (*file[:3], digests.get(name) or (file.digest_of(name) if place else ""))
                    for name, file in inputs.items()
                },
                "findings": reading.findings and reading.findings.as_json(),
                "place": os.fspath(place) if place else "",
                "site": _digest_of(self._site_now(place, swapped) if place else []),
                "summary": asdict(summary),
                "listed": [asdict(each) | {"severity": each.severity.value} for each in listed],
            }
            whole_files.make_ignored_folder(self.file.parent)
            # What articles said before, another record may name.
            records = {*self.file.parent.glob("*-*.json")} - {self.file}
            said = b"".join(it.read_bytes() for it in records if reading.differing)
            if digests:
                reading.articles.write(self._articles, _program(), said)
            same_command = self.file.parent.glob(f"{self.command}-*.json")
            for old in sorted(same_command, key=lambda file: file.stat().st_mtime)[: 1 - _KEPT]:
                old.unlink()
                shutil.rmtree(old.with_suffix(".site"), ignore_errors=True)
            data = whole_files.sealed(json.dumps(made).encode(), os.fsencode(self.file))
            whole_files.write_file(self.file, data)

    def _site_now(self, place: Path, swapped: "SwappedSite | None") -> list[str]:
        """The lines of the site in ``place``; only those of ``swapped`` files may differ."""
        if not (self._site and swapped):
            return _site(place)
        others = swapped.written | swapped.gone
        same = [line for line in self._site if line.partition("\0")[0] not in others]
        now = [_line(name, os.lstat(place / name)) for name in swapped.written]
        return sorted(same + now)


class LastCheck(LastBuild):
    """The record of the last check; it lists everything, whatever is wrong."""

    command = "check"


def _around() -> list[object]:
    """What else a build depends on: the day, the environment, what is installed."""
    variables = {name: value for name, value in os.environ.items() if _VARIABLES.match(name)}
    today = datetime.now(UTC).astimezone().date().isoformat()
    return [sys.version, os.fspath(Path.cwd()), today, variables, _installed()]


def _installed() -> dict[str, int]:
    """The folders of packages, each with the time that changes with its contents."""
    packages = [folder for folder in map(Path, sys.path) if "-packages" in folder.name]
    return {str(folder): folder.stat().st_mtime_ns for folder in packages if folder.is_dir()}


def _program() -> bytes:
    """What distinguishes this version of the program, which may read files otherwise."""
    # No folders: the times of one change when Python puts compiled modules beside the others.
    entries = entries_below(os.fspath(_PROGRAM), but="__pycache__")
    files = sorted((it for it in entries if not it.is_dir()), key=lambda it: it.path)
    every = [sys.version, _installed(), *((it.path, *FileState.of(it.stat())) for it in files)]
    return json.dumps(every).encode()


def _inputs(folders: Iterable[str], others: Sequence[str], *files: Path) -> dict[str, FileState]:
    """All below ``folders``, and ``files``; without digests.

    Folders count too: one may be in the place of a file. So does where a link leads, of ``others``
    (the cache, the folder of the site) as well: nothing is made where one leads out of the desk.
    Raises OnrecordError if a folder leads elsewhere, and may change in a way that is not seen.
    """
    found = {os.fspath(file): FileState.of(file.stat()) for file in files}
    links = [*folders, *others, *map(os.fspath, links_out(Path(others[0])))]
    for folder in folders:
        ours = folder == os.fspath(_PROGRAM)
        if not ours and Path(folder).is_dir():
            found[f"{folder}/"] = FileState.of(Path(folder).stat(), NO_FILE)
        for entry in entries_below(folder, but="__pycache__" if ours else ""):
            if not entry.is_dir():
                found[entry.path] = FileState.of(entry.stat())
            elif not ours:  # compiled code comes into those
                found[f"{entry.path}/"] = FileState.of(entry.stat(), NO_FILE)
            if entry.is_symlink():
                links.append(entry.path)
    leads = {f"{link} -> {os.path.realpath(link)}": FileState(NO_FILE, 0, 0) for link in links}
    return found | leads


def _site(place: Path) -> list[str]:
    """What distinguishes the files of a site, in order: their names, sizes, times and modes."""
    root = len(os.fspath(place)) + 1
    # But its repository, if it has one. An entry takes five times as much memory as its line.
    return sorted(
        _line(entry.path[root:], entry.stat(follow_symlinks=False))
        for entry in entries_below(os.fspath(place), but=".git")
        if not entry.is_dir()
    )


def _line(name: str, status: os.stat_result) -> str:
    return f"{name}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_mode}\n"


def _digest_of(site: Iterable[str]) -> str:
    return hashlib.sha256(os.fsencode("".join(site))).hexdigest()
