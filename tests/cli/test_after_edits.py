"""A build after an edit takes from the last site what cannot differ: no byte is another."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.cli.after_edits import OF_ARTICLES, Desk, edited, numbers

from onrecord.plugin.page_writing import OwnWriter
from onrecord.search.terms import Result

FIRST = "content/articles/2028/article-1.yml"
WITHHELD = b"Gate weather letter overtime council"  # in the quote that tests withhold
SEED = 3


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk of ten articles and its site."""
    desk = Desk.large(tmp_path_factory.mktemp("large") / "desk", 10, SEED)
    assert desk.build().returncode == 0
    return desk


@pytest.fixture
def desk(built: Desk, tmp_path: Path) -> Iterator[Desk]:
    """The same; what a test changes is put back, with its times and its record."""
    root, kept = built.site.root, tmp_path / "kept"
    os.renames(root, kept)
    shutil.copytree(kept, root, symlinks=True)
    built.did.clear()
    yield built
    shutil.rmtree(root)
    os.renames(kept, root)


def test_it_makes_few_pages_and_writes_only_what_differs(desk: Desk) -> None:
    desk.build()
    desk.check()
    desk.did.clear()
    before, old = desk.site.built(), numbers(desk.site.root / "site")
    desk.replace(desk.site.root / FIRST, r"(?m)^    text: (\w+)", "Zebra")
    assert desk.compared()
    now, new = desk.site.built(), numbers(desk.site.root / "site")
    differ = {name for name in now if now[name] != before.get(name)}
    assert "quotes/article-1/index.html" in differ
    written = {name for name in now if new[name] != old.get(name)}
    assert written == differ
    for done in ("made", "planned", "written"):
        assert desk.did[done] < desk.did[f"{done} anew"] / 2
    assert (desk.did["cards"], desk.did["cards anew"]) == (3, 30)
    assert desk.did["rows"] < desk.did["rows anew"] / 2
    # The build need not read what the check before it has read.
    assert (desk.did["articles read"], desk.did["articles read anew"]) == (1, 20)
    assert (desk.did["whole checks"], desk.did["whole checks anew"]) == (0, 2)


@pytest.mark.parametrize("own", [False, True])
def test_after_an_edit_of_words_only_what_names_them_is_made(desk: Desk, *, own: bool) -> None:
    if own:  # it may show words without a link
        desk.site.write("templates/pages/topic.html", '{% extends "default:pages/topic.html" %}')
    desk.build()
    before, made, found = desk.site.built(), list[str](), list[str]()
    desk.replace(desk.site.root / FIRST, r"(?m)^    text: (\w+)", "Zebra")
    page, line = OwnWriter.page, Result.line

    def noted(writer: OwnWriter, uri: str) -> None:
        made.append(uri)
        page(writer, uri)

    def shown(result: Result) -> str:
        found.append(result.uri)
        return line(result)

    with patch.object(OwnWriter, "page", noted), patch.object(Result, "line", shown):
        assert desk.build().returncode == 0
    unnamed = {uri for uri in made if b"article-1" not in before[f"{uri}index.html"]}
    # The page of the downloads says how large they are.
    assert own is any(uri.partition("/")[0] not in ("data", "demands") for uri in unnamed)
    assert "quotes/article-1/" in made
    assert "quotes/article-1/quote-0/" in found
    assert not any(uri.startswith(("actors/", "topics/")) for uri in found)


def test_other_commands_parse_and_check_nothing_that_a_check_knows(desk: Desk) -> None:
    anew = desk.site.onrecord("export", "--format", "json", "-o", "anew.json")
    (desk.site.root / "captures").mkdir()
    desk.check()
    desk.did.clear()
    brief = ("brief", "--since", "2028-01-01", "-o", "b.md")
    # The lock that `verify` writes is no article: from then on all is checked again.
    export = ("export", "--format", "json", "-o", "data.json")
    for command in (export, brief, ("verify",)):
        with desk.kept(fresh=False):
            assert desk.site.onrecord(*command).returncode == anew.returncode == 0
    assert desk.did["articles read"] == desk.did["whole checks"] == 0
    data, fresh = (desk.site.root / name for name in ("data.json", "anew.json"))
    assert data.read_bytes() == fresh.read_bytes()


def test_each_of_many_edits_gives_what_a_build_from_nothing_gives(desk: Desk) -> None:
    chosen = desk.choice.sample(sorted(OF_ARTICLES), 5)
    for name in (*chosen[:2], "moved", "a line less", "an actor", *chosen[2:]):
        edited(desk, name)
    assert desk.did["made"] < desk.did["made anew"]


def edit(desk: Desk) -> None:
    """Change a word of a quote, and forget what was counted until then."""
    word = f"Zebra{desk.choice.randrange(10_000)}"
    desk.replace(desk.site.root / FIRST, r"(?m)^    text: (\w+)", word)
    desk.did.clear()


def made(desk: Desk) -> bool:
    """Whether a build after an edit makes every page; it gives what one from nothing gives."""
    edit(desk)
    assert desk.compared()
    return desk.did["made"] == desk.did["made anew"]


def made_in_part(desk: Desk) -> bool:
    """Whether a build after an edit makes some of the pages; whether they are right is not seen."""
    edit(desk)
    assert desk.build().returncode == 0
    return 0 < desk.did["made"] < len([*desk.site.root.glob("site/**/index.html")]) / 2


def cut_off(texts: Path) -> None:
    texts.write_bytes(texts.read_bytes()[:100])


def forged(texts: Path) -> None:
    texts.write_bytes(texts.read_bytes().replace(b"Gazette", b"Gadfly!"))


@pytest.mark.parametrize("harm", [cut_off, forged, Path.unlink])
def test_what_is_not_known_of_the_last_build_is_made(
    desk: Desk, harm: Callable[[Path], object]
) -> None:
    desk.build()
    harm(desk.site.root / ".onrecord/articles")
    assert made(desk)
    assert made_in_part(desk)


def less(spare: Path) -> None:
    (spare / "topics/pay/index.html").unlink()


def more(spare: Path) -> None:
    (spare / "more.html").touch()


def other(spare: Path) -> None:
    page = spare / "topics/pay/index.html"
    page.unlink()
    page.write_text("forged")


def linked(spare: Path) -> None:
    shutil.rmtree(spare)
    spare.symlink_to(spare.parents[1] / "site")


def same(_: Path) -> None:
    """Do no harm."""


@pytest.mark.parametrize("harm", [same, less, more, other, linked])
def test_a_site_is_made_from_its_spare_unless_that_is_harmed(
    desk: Desk, harm: Callable[[Path], object]
) -> None:
    desk.build()
    desk.check()
    assert made_in_part(desk)
    (spare,) = desk.site.root.glob(".onrecord/*.site")
    number = spare.stat().st_ino
    harm(spare)
    assert not made(desk)
    assert ((desk.site.root / "site").stat().st_ino == number) is (harm is same)


@pytest.fixture
def withheld(desk: Desk) -> Desk:
    """The desk, of which an article withholds words since the last build."""
    file = desk.site.root / FIRST
    before = file.read_bytes()
    reason = ("--reason", "A court forbids it.", "--date", "2031-05-20")
    desk.site.done("withhold", "article-1#quote-2", *reason)
    assert [path.name for path in desk.site.root.glob(".onrecord/[a-z]*")] == []
    now = file.read_bytes()
    file.write_bytes(before)
    desk.build()
    desk.replace(desk.site.root / FIRST, "(?m)^title: (.*)", "Another")
    desk.build()
    assert WITHHELD in (desk.site.root / ".onrecord/articles").read_bytes()
    assert [*desk.site.root.glob(".onrecord/*.site")]
    file.write_bytes(now)
    return desk


def test_after_words_are_withheld_every_page_is_made(withheld: Desk) -> None:
    assert made(withheld)


@pytest.mark.parametrize("leaves", ["a preview", "no site"])
def test_no_build_leaves_words_beside_its_record_that_are_withheld(
    withheld: Desk, leaves: str
) -> None:
    preview = leaves == "a preview"
    if not preview:
        withheld.site.write("content/articles/broken.yml", "title: [")
    withheld.site.ended(0 if preview else 1, "build", *(["--preview", "12"] if preview else []))
    assert not (withheld.site.root / ".onrecord/articles").exists()
    assert not [*withheld.site.root.glob(".onrecord/*.site")]


def test_a_site_that_another_build_has_put_there_meanwhile_is_not_mixed(desk: Desk) -> None:
    desk.build()
    desk.replace(desk.site.root / FIRST, r"(?m)^    text: (\w+)", "Zebra")
    jobs = OwnWriter.jobs

    def other_first(writer: OwnWriter) -> Iterator[object]:
        mark = desk.site.root / "site/.onrecord.json"
        other = mark.with_name("other")
        other.write_bytes(mark.read_bytes())
        other.replace(mark)
        return jobs(writer)

    with patch.object(OwnWriter, "jobs", other_first):
        run = desk.build()
    assert run.returncode == 2
    assert "another build has just put its site there" in run.stderr
