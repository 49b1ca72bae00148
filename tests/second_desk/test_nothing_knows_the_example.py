"""Nothing but the example desk itself knows it: a newsroom's own story finds no trace of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings

REPOSITORY = Path(__file__).parents[2]
# README shows the example desk, CHANGELOG tells of it: it is what they are about.
LOOKED_AT = ("generator", "templates", "tests", "docs", "bench", "Makefile", "CONTRIBUTING.md")
# Here the example is what is explained.
ABOUT_THE_EXAMPLE = "docs/how-to/annotate.md"
# What a language calls the people of each country, whichever they are: words, and no story.
PEOPLES = re.compile(r"^demonyms:\n(?:  .+\n|\s*#.*\n|\n)+", re.MULTILINE)
LANGUAGES = "generator/onrecord/drafting/languages/"
TEXTS = {".py", ".md", ".yml", ".yaml", ".html", ".css", ".js", ".json", ".txt", ".typ", ""}


@pytest.fixture(scope="module")
def known() -> re.Pattern[str]:
    """The proper names of the example desk: of actors, publishers, events, demands; and all ids.

    Topics are left out: their names are the words of many stories ("Sanctions").
    """
    desk = load_desk(Settings(REPOSITORY / "content")).desk
    assert desk
    names = sorted(set(_names(desk)), key=len, reverse=True)
    assert len(names) > 200
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


def _names(desk: Desk) -> Iterator[str]:
    yield from desk.actors
    for actor in desk.actors.values():
        yield from (actor.name, *(name.name for name in actor.names))
        if actor.kind == "person":
            yield actor.name.split()[-1]
    yield from desk.articles
    for article in desk.articles.values():
        yield from (article.source.publisher, *article.source.via)
    yield from desk.events
    yield from (event.name for event in desk.events.values())
    yield from desk.demands
    yield from (demand.record.title for demand in desk.demands.values())
    yield from desk.claims


def test_no_file_of_the_project_names_what_is_in_the_example(known: re.Pattern[str]) -> None:
    files = [file for name in LOOKED_AT for file in _files(REPOSITORY / name)]
    assert len(files) > 300
    found = {}
    for file in files:
        path = file.relative_to(REPOSITORY).as_posix()
        text = file.read_text(encoding="utf-8", errors="replace")
        if path.startswith(LANGUAGES) and path.endswith(".yml"):
            peoples = PEOPLES.search(text)
            assert peoples
            assert peoples[0].count("\n") > 100, "all countries, not those of a story"
            text = text.replace(peoples[0], "")
        if hits := set(known.findall(text)):
            found[path] = hits
    # That they are found where they may stand shows that they are looked for rightly.
    assert len(found.pop(ABOUT_THE_EXAMPLE)) > 5
    assert found == {}


def test_no_page_of_another_desk_names_it(known: re.Pattern[str], english: TinySite) -> None:
    texts = list(_files(english.root / "site"))
    found = {file: known.findall(file.read_text(encoding="utf-8")) for file in texts}
    assert len(found) > 100
    assert {file: hits for file, hits in found.items() if hits} == {}


def _files(place: Path) -> Iterator[Path]:
    for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
        hidden = any(part.startswith((".", "__pycache__", "node_modules")) for part in file.parts)
        if file.is_file() and file.suffix in TEXTS and not hidden:
            yield file
