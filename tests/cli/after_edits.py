"""Edits of a desk by chance, after each of which a build must give what one from nothing gives.

    python -m tests.cli.after_edits --desk . --edits 200 --seed 7

A test makes a few on a small desk; by hand there can be many, on any desk.
"""

import argparse
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from bench.make_desk import Context as LargeDesk
from tests.tiny_site import Run, TinySite

from onrecord.cli import last_build
from onrecord.desk import load
from onrecord.desk.checks.all_checks import all_found
from onrecord.desk.load import LastReading
from onrecord.exports.table import Table
from onrecord.plugin.page_writing import OwnWriter
from onrecord.reading import ContentFile, YamlText
from onrecord.records import CachedArticles
from onrecord.records.record_set import plain_values
from onrecord.render import SitePage
from onrecord.search import explore
from onrecord.site.record_pages import _PagesOf
from onrecord.views.lines import Catalogue
from onrecord.views.quote_card import QuoteCard

CONFIG = """\
site_name: The harbour
site_url: https://harbour.example.org/
docs_dir: content
theme: {name: onrecord}
plugins: [onrecord: {share_pictures: false, coverage: {from: 2028-01-01, through: 2032-01-01}}]
"""
# Other tests make every build: `conftest.py` sees to that.
NAMES = ("holds", "site", "keep", "reading", "known")
KEPT = {name: getattr(last_build.LastBuild, name) for name in NAMES}
PROSE = re.compile(
    r"(?m)^ *(?:- )?(?:title|text|summary|context|gist|note|name): [^>|{\n]*\b(\w+)\b"
)
VALUE = re.compile(r"(?m)^ *(?:- )?([a-z_]+): +(\S.*)$")
DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
Edit = Callable[["Desk"], str]


@dataclass
class Desk:
    """A desk with what chooses its edits, and what its builds did."""

    site: TinySite
    choice: Random
    did: Counter[str] = field(default_factory=Counter)
    builds: bool = True  #: whether edits are not only checked
    commits: bool = False  #: whether they are compared with a commit

    @classmethod
    def large(cls, root: Path, articles: int, seed: int) -> "Desk":
        """An invented one."""
        LargeDesk(root, articles).write()
        (root / "site_config.yml").write_text(CONFIG, "utf-8")
        return cls(TinySite(root), Random(seed))  # noqa: S311 - no secret

    def file(self, folder: str = "articles") -> Path:
        """One of the files of a kind."""
        return self.choice.choice(sorted((self.site.root / "content" / folder).rglob("*.yml")))

    def id(self, folder: str) -> str:
        """The id of a record of a kind."""
        return self.file(folder).stem

    def replace(self, file: Path, pattern: str | re.Pattern[str], new: str) -> str:
        """Put ``new`` in the place of one thing in ``file`` that has the ``pattern``."""
        text = file.read_text("utf-8")
        if found := [*re.finditer(pattern, text)]:
            one = self.choice.choice(found)
            start, end = one.span(1) if one.re.groups else one.span()
            file.write_text(text[:start] + new + text[end:], "utf-8")
        return f"{file.name}: {new}" if found else ""

    def word(self, folder: str) -> str:
        """Change a word that people read."""
        return self.replace(self.file(folder), PROSE, f"Word{self.choice.randrange(1000)}")

    def build(self, folder: str = "site", *, fresh: bool = False) -> Run:
        """Build, as after the last build or else as if there had been none."""
        page = OwnWriter.page
        made: list[str] = []

        def noted(writer: OwnWriter, uri: str) -> None:
            made.append(uri)
            page(writer, uri)

        result_json = explore.result_json

        def shown(card: QuoteCard, say: Catalogue) -> str:
            self.did["cards anew" if fresh else "cards"] += 1
            return result_json(card, say)

        row = Table.row

        def rows(table: Table, *given: Any) -> dict[str, Any]:
            self.did["rows anew" if fresh else "rows"] += 1
            return row(table, *given)

        plan, write = _PagesOf.page, OwnWriter.write

        def planned(*given: Any, **more: Any) -> SitePage:
            self.did["planned anew" if fresh else "planned"] += 1
            return plan(*given, **more)

        def written(writer: OwnWriter, uri: str, content: bytes) -> None:
            self.did["written anew" if fresh else "written"] += 1
            write(writer, uri, content)

        with (
            self.kept(fresh=fresh),
            patch.object(_PagesOf, "page", planned),
            patch.object(OwnWriter, "write", written),
            patch.object(Table, "row", rows),
            patch.object(explore, "result_json", shown),
            patch.object(OwnWriter, "page", noted),
        ):
            run = self.site.onrecord("build", "-d", folder)
        self.did["made anew" if fresh else "made"] += len(made) if run.returncode == 0 else 0
        return run

    def check(self, *, fresh: bool = False) -> Run:
        """Check, as after the last check or else as if there had been none."""
        with self.kept(fresh=fresh):
            return self.site.onrecord("check", "--format", "json")

    def commit(self) -> None:
        """Commit the desk, so that later states of it are compared with it."""
        self.commits = True
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Before"]):
            who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
            subprocess.run(["git", *who, *command], cwd=self.site.root, check=True)

    def diff(self, *, fresh: bool = False) -> Run:
        """Compare with the commit, as after the last check or else as if there had been none."""
        with self.kept(fresh=fresh):
            return self.site.onrecord("diff", "HEAD", "--format", "json")

    @contextmanager
    def kept(self, *, fresh: bool) -> Iterator[None]:
        """Have commands use what the last ones left, or nothing if ``fresh``; count it."""
        kept: dict[str, Any] = KEPT
        if fresh:
            nothing = LastReading(CachedArticles())
            kept = {name: lambda *_: None for name in NAMES}
            kept |= {"reading": lambda _: nothing, "known": lambda _: nothing}
        parsed, check_all = plain_values, all_found
        more = " anew" if fresh else ""

        def parse(file: ContentFile, source: YamlText) -> object:
            self.did[f"articles read{more}"] += 1
            return parsed(file, source)

        def check(*given: Any) -> Any:
            self.did[f"whole checks{more}"] += 1
            return check_all(*given)

        with (
            patch.multiple(last_build.LastBuild, **kept),
            patch.object(last_build, "_FIRST_WRITTEN", -(10**12)),
            patch("onrecord.records.load.plain_values", parse),
            patch.object(load, "all_found", check),
        ):
            yield

    def compared(self) -> bool:
        """Check and build both ways; whether there is a site. Both are the same, file by file."""
        kept, anew = self.check(), self.check(fresh=True)
        assert (kept.returncode, kept.stdout) == (anew.returncode, anew.stdout), kept.stderr
        if self.commits:
            kept, anew = (self.diff(fresh=fresh) for fresh in (False, True))
            assert (kept.returncode, kept.stdout) == (anew.returncode, anew.stdout), kept.stderr
        if not self.builds:
            return kept.returncode == 0
        run = self.build()
        fresh = self.build("fresh", fresh=True)
        assert run.returncode == fresh.returncode, (run.stderr, fresh.stderr)
        assert run.stderr == fresh.stderr
        if run.returncode == 0:
            old, new = self.site.built(), self.site.built("fresh")
            assert old.keys() == new.keys(), old.keys() ^ new.keys()
            assert not (wrong := [name for name in new if old[name] != new[name]]), wrong
            for spare in self.site.root.glob(".onrecord/*.site"):
                self.did["spares"] += 1
                assert numbers(spare) == numbers(self.site.root / "site")
        return run.returncode == 0


def numbers(folder: Path) -> dict[str, int]:
    """The number that the system has for each file in ``folder``."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in files}


def added(desk: Desk) -> str:
    file = desk.file()
    place = file.with_name(f"added-{desk.choice.randrange(10_000)}.yml")
    shutil.copy(file, place)
    return place.name


def removed(desk: Desk, folder: str) -> str:
    file = desk.file(folder)
    file.unlink()
    return file.name


def renamed(desk: Desk, folder: str = "articles") -> str:
    file = desk.file(folder)
    file.rename(file.with_name(f"renamed-{desk.choice.randrange(10_000)}.yml"))
    return file.name


def moved(desk: Desk) -> str:
    file = desk.file()
    (desk.site.root / "content/articles/moved").mkdir(exist_ok=True)
    file.rename(desk.site.root / "content/articles/moved" / file.name)
    return file.name


def line_gone(desk: Desk) -> str:
    """Take a line away, which breaks many a file; the next edit puts it back."""
    return desk.replace(desk.file(), r"(?m)^.*\n", "")


def added_line(after: str, line: str) -> Edit:
    def edit(desk: Desk) -> str:
        new = line.format(
            **{kind: desk.id(f"{kind}s") for kind in ("actor", "demand", "article")}, end="\n"
        )
        return desk.replace(desk.file(), rf"(?m)^{after}.*\n()", new)

    return edit


def value_of_another(desk: Desk) -> str:
    """Give a field the value that it has in another article, as a copy that is not finished has."""
    file, other = desk.file(), desk.file()
    fields = [*VALUE.finditer(file.read_text("utf-8"))]
    field = desk.choice.choice(fields)
    values = [it[2] for it in VALUE.finditer(other.read_text("utf-8")) if it[1] == field[1]]
    if not values:
        return ""
    pattern = rf"(?m)^ *(?:- )?{field[1]}: +({re.escape(field[2])})$"
    return desk.replace(file, pattern, desk.choice.choice(values))


def said_again(desk: Desk) -> str:
    """Give a quote the words of a quote in another article."""
    words = re.findall(r"(?m)^    text: ([^>|{\n]+)$", desk.file().read_text("utf-8"))
    pattern = r"(?m)^    text: ([^>|{\n]+)$"
    return desk.replace(desk.file(), pattern, desk.choice.choice(words)) if words else ""


def of_lock(desk: Desk) -> str:
    lock = desk.site.root / "content/captures.lock"
    return desk.replace(lock, r"(?m)^.*\n", "") if lock.is_file() else ""


def of_words(desk: Desk) -> str:
    text = f"sections: {{actors: Persons {desk.choice.randrange(1000)}}}\n"
    return str(desk.site.write("templates/words/en.yml", text).name)


def of_template(desk: Desk) -> str:
    text = '{% extends "default:pages/topic.html" %}{# ' + str(desk.choice.random()) + " #}"
    return str(desk.site.write("templates/pages/topic.html", text).name)


def of_configuration(desk: Desk) -> str:
    return desk.replace(desk.site.config, "site_name: (.*)", f"Site {desk.choice.random()}")


QUOTES = "    speaker:"
OF_ARTICLES: dict[str, Edit] = {
    "words of an article": lambda desk: desk.word("articles"),
    "another speaker": lambda desk: desk.replace(
        desk.file(), r"(?m)^    speaker: (\S+)", desk.id("actors")
    ),
    "another actor": lambda desk: desk.replace(desk.file(), r"\bby: ([\w-]+)", desk.id("actors")),
    "another demand": lambda desk: desk.replace(
        desk.file(), r"demand: ([\w-]+)", desk.id("demands")
    ),
    "another answer": lambda desk: desk.replace(
        desk.file(), r"response: (\w+)", desk.choice.choice(("rejected", "accepted", "deferred"))
    ),
    "another day": lambda desk: desk.replace(
        desk.file(), DATE, f"2030-0{desk.choice.randint(1, 9)}-1{desk.choice.randint(0, 9)}"
    ),
    "another year": lambda desk: desk.replace(
        desk.file(), r"published: (20\d\d)", desk.choice.choice(("1931", "2029", "2082"))
    ),
    "words said again": said_again,
    "an original": added_line(
        QUOTES, "    original: {{language: fr}}{end}    translation: {{by: source}}{end}"
    ),
    "a place": added_line(QUOTES, "    locator: {{url: https://example.org/{article}}}{end}"),
    "a day on which it was added": added_line("title:", "added: 2030-02-03{end}"),
    "whom it names": added_line("title:", "mentions: [{actor}]{end}"),
    "to whom": added_line(QUOTES, "    to: {actor}{end}"),
    "on what it bears": added_line(QUOTES, "    bears_on: {{demands: [{demand}]}}{end}"),
    "a version": added_line(QUOTES, "    same_as: [{article}#quote-0]{end}"),
    "a state": added_line(QUOTES, "    state: disputed{end}"),
    "a value of another": value_of_another,
    "an accepted warning": added_line(QUOTES, "    accept: [same-words]{end}"),
    "words in marks": added_line(
        "title:", "note: 'Called \"a {actor} gate of the {demand}\".'{end}"
    ),
    "a draft": added_line("title:", "draft: true{end}"),
    "added": added,
    "deleted": lambda desk: removed(desk, "articles"),
    "renamed": renamed,
}
EDITS: dict[str, Edit] = {
    **OF_ARTICLES,
    "moved": moved,
    "a line less": line_gone,
    "a question": added_line("title:", "# ? Is this so{end}"),
    "a claim deleted": lambda desk: removed(desk, "claims"),
    "a demand renamed": lambda desk: renamed(desk, "demands"),
    "the lock": of_lock,
    "an actor": lambda desk: desk.word("actors"),
    "a demand": lambda desk: desk.word("demands"),
    "a claim": lambda desk: desk.word("claims") if desk.choice.random() < 0.5 else "",
    "topics": lambda desk: desk.replace(
        desk.site.root / "content/topics.yml", r"name: (.*)", f"Topic {desk.choice.randrange(99)}"
    ),
    "words": of_words,
    "a template": of_template,
    "the configuration": of_configuration,
}


@contextmanager
def kept_content(desk: Desk) -> Iterator[Callable[[], None]]:
    """Keep the content; what is given puts it back."""
    with tempfile.TemporaryDirectory() as folder:
        before = shutil.copytree(desk.site.root / "content", Path(folder) / "content")

        def put_back() -> None:
            shutil.rmtree(desk.site.root / "content")
            shutil.copytree(before, desk.site.root / "content")

        yield put_back


def edited(desk: Desk, name: str) -> str:
    """Make an edit of that ``name`` and compare; what was done."""
    with kept_content(desk) as put_back:
        try:
            what = EDITS[name](desk)
        except (OSError, IndexError):
            return ""
        if not what:
            return ""
        desk.did[name] += 1
        if not desk.compared():
            desk.did["broken"] += 1
            put_back()
    return what


def main() -> None:
    """Make many edits."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--desk", type=Path, help="a desk to copy; else one is invented")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--checks", action="store_true", help="check only, which takes less long")
    parser.add_argument("--diffs", action="store_true", help="compare with a commit, too")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        root = Path(folder) / "desk"
        if said.desk:
            root.mkdir()
            shutil.copytree(said.desk / "content", root / "content")
            shutil.copy(said.desk / "site_config.yml", root)
            desk = Desk(TinySite(root), Random(said.seed))  # noqa: S311 - no secret
        else:
            desk = Desk.large(root, said.articles, said.seed)
        desk.builds = not said.checks
        if said.diffs:
            desk.commit()
        assert desk.compared()
        names = sorted(EDITS)
        # Most are of articles, since only after these something is taken.
        weights = [8 if name in OF_ARTICLES else 1 for name in names]
        weights[names.index("a value of another")] = 40
        for number in range(said.edits):
            (name,) = desk.choice.choices(names, weights)
            print(number, name, edited(desk, name), flush=True)  # noqa: T201 - by hand
        print(*sorted(desk.did.items()), sep="\n")  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
