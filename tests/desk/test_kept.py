"""What checks find is the same if it is kept from the last reading, or found by many processes."""

import json
import os
import random
import re
import shutil
import signal
from dataclasses import fields
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from bench.make_desk import Context as LargeDesk

from onrecord.desk import desk, differing, findings, load, particulars, quotes
from onrecord.desk.checks import all_checks, quoted_words, sources
from onrecord.desk.desk import Desk
from onrecord.desk.differing import KeptFindings
from onrecord.desk.load import LastReading, load_desk
from onrecord.desk.settings import Settings
from onrecord.records import (
    Actor,
    Article,
    CacheByRecord,
    CachedArticles,
    FilesRead,
    record_from_nodes,
)
from onrecord.records.record_nodes import locate
from onrecord.writing.processes import VARIABLE

from .test_mistakes import test_a_slip_in_another_file as slips_elsewhere
from .test_mistakes import test_a_slip_is_reported_once as slips
from .test_repeats import FILES

RALLY = "articles/rally.yml"
EXAMPLE = Path(__file__).parents[2] / "content"


def table(test: Any) -> list[Any]:
    """What ``test`` is given, case by case."""
    rows: list[Any] = test.pytestmark[0].args[1]
    return rows


# File, what is in it, and what is written instead.
EDITS: list[tuple[str, str, str]] = [
    *((RALLY, old, new) for old, new, _ in table(slips)),
    *((file, FILES[file], text) for file, text, _ in table(slips_elsewhere) if file in FILES),
    # What is found in one record may depend on another.
    ("actors/mia-brandt.yml", "Mia Brandt", "Mia Holm"),
    ("actors/tom-reed.yml", "Tom Reed", "We want"),
    ("actors/dock-union.yml", "kind: organisation", "kind: person"),
    ("demands/pay-rise.yml", "topic: pay", "topic: hours"),
]  # fmt: skip


def write(content: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")


def said(settings: Settings, read: FilesRead | None = None) -> tuple[object, ...]:
    """What is reported of a desk, and all that is linked in it, in its order."""
    loaded = load_desk(settings, read=read)
    parts = [getattr(loaded.desk, it.name) for it in fields(Desk)] if loaded.desk else []
    return loaded.diagnostics, [[*it.items()] if isinstance(it, dict) else it for it in parts]


def test_each_edit_and_its_undoing_is_reported_as_if_nothing_was_kept(tmp_path: Path) -> None:
    settings, read = Settings(tmp_path), FilesRead()
    write(tmp_path, FILES)
    clean = said(settings, read)
    for file, old, new in EDITS:
        write(tmp_path, {file: FILES[file].replace(old, new)})
        assert said(settings, read) == said(settings), new
        write(tmp_path, FILES)
        assert said(settings, read) == clean


def later(last: LastReading, edited: Path) -> LastReading:
    """What another process knows of the ``last`` reading, after which a file was ``edited``."""
    kept = edited.with_name("kept")
    last.articles.write(kept, b"", b"")
    articles = CachedArticles.of_file(kept, b"")
    kept.unlink()
    digests = last.articles.digests
    articles.unchanged = {name: it for name, it in digests.items() if name != str(edited)}
    found = last.findings and KeptFindings.of_json(json.loads(json.dumps(last.findings.as_json())))
    return LastReading(articles, {edited: digests.get(str(edited), "")}, found)


def test_each_edit_of_an_article_is_reported_by_a_later_process_as_if_nothing_was_kept(
    tmp_path: Path,
) -> None:
    settings, last, file = Settings(tmp_path), LastReading(CachedArticles()), tmp_path / RALLY
    write(tmp_path, FILES)
    load_desk(settings, last=last)
    again = 0
    with patch.object(load, "all_found", side_effect=all_checks.all_found) as whole:
        for name, old, new in EDITS:
            if name != RALLY:
                continue
            write(tmp_path, {RALLY: FILES[RALLY].replace(old, new)})
            known = whole.call_count
            kept = load_desk(settings, last=later(last, file)).diagnostics
            again += whole.call_count == known
            assert kept == load_desk(settings).diagnostics, new
    assert again > len(EDITS) / 2


def test_a_later_process_makes_no_more_than_an_edit_is_linked_with(tmp_path: Path) -> None:
    LargeDesk(tmp_path, 60).write()
    content = tmp_path / "content"
    other = content / "articles/2028/article-12.yml"  # in which something is found
    title = (content / "demands/demand-0.yml").read_text("utf-8").splitlines()[0]
    told = re.sub(
        "(quote-1\n *)text: .*", rf"\1text: Today, {title[7:]}.", other.read_text("utf-8")
    )
    other.write_text(re.sub("response: .*?,", "response: rejected,", told), "utf-8")
    settings, last = Settings(content), LastReading(CachedArticles())
    load_desk(settings, last=last)
    file = content / "articles/2028/article-7.yml"
    made = record_from_nodes.of_plain
    new, before = file.with_name("article-70.yml"), file.read_text("utf-8")

    def articles_made(edited: Path) -> int:
        with (
            patch.object(record_from_nodes, "of_plain", side_effect=made) as calls,
            patch.object(findings, "locate", side_effect=locate) as located,
        ):
            kept = load_desk(settings, last=later(last, edited)).diagnostics
        # Lines of what was found in other files are known.
        assert {Path(it.file).name for it in kept} > {
            call.args[0].name for call in located.mock_calls
        }
        assert kept == load_desk(settings).diagnostics
        return len([call for call in calls.call_args_list if call.args[0] is Article])

    for old, text in (
        ("title: ", "title: New "),
        ("    context: ", "    context: New "),
        ("    text: ", "    text: New "),
        ("published: 2028", "published: 2029"),
    ):
        file.write_text(before.replace(old, text, 1), "utf-8")
        # Those of its demand, and itself as it was.
        assert articles_made(file) == 11
    file.write_text(before, "utf-8")
    shutil.copy(file, new)
    assert articles_made(new) == 11
    new.unlink()
    file.unlink()
    assert articles_made(file) == 10


VALUE = re.compile(r"^ *(?:- )?([a-z_]+): +(\S.*)$", re.MULTILINE)


def edit_any(content: Path, choice: random.Random) -> None:
    """Copy, rename or delete a file, or give a field of it the value that another file has."""
    files = sorted(content.rglob("*.yml"))
    file, how = choice.choice(files), choice.random()
    if how < 0.1:
        file.unlink()
    elif how < 0.2:
        shutil.copy(file, file.with_name(f"{file.stem}-{choice.randrange(99)}.yml"))
    elif how < 0.25:
        file.rename(file.with_name(f"{file.stem}-more.yml"))
    else:
        text = file.read_text("utf-8")
        found = choice.choice([*VALUE.finditer(text)])
        texts = [it.read_text("utf-8") for it in choice.sample(files, 12)]
        others = [it[2] for other in texts for it in VALUE.finditer(other) if it[1] == found[1]]
        new = choice.choice([*others, f"{found[2]} and eleven more"])
        file.write_text(text[: found.start(2)] + new + text[found.end(2) :], encoding="utf-8")


def test_after_any_edits_a_desk_is_linked_and_checked_as_if_nothing_was_kept(
    tmp_path: Path,
) -> None:
    content, good, choice = tmp_path / "content", tmp_path / "good", random.Random(7)  # noqa: S311 - no secret
    shutil.copytree(EXAMPLE, content)
    settings, read = Settings(content), FilesRead()
    for _ in range(8):
        assert said(settings, read) == said(settings)
        if load_desk(settings, read=read).desk:
            shutil.copytree(content, good, dirs_exist_ok=True)
        else:  # what cannot be read is not kept
            shutil.rmtree(content)
            shutil.copytree(good, content)
        edit_any(content, choice)


def test_an_edit_links_and_checks_what_is_connected_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LargeDesk(tmp_path, 100).write()
    settings, read = Settings(tmp_path / "content"), FilesRead()
    load_desk(settings, read=read)
    linked: list[int] = []
    link_quotes, part = quotes.link_quotes, desk.part_of

    def noted(articles: Any, events: Any, lock: Any) -> Any:
        linked.append(len(articles))
        return link_quotes(articles, events, lock)

    def noted_part(whole: Any, records: Any) -> Any:
        linked.append(len(records.articles))
        return part(whole, records)

    monkeypatch.setattr(desk, "link_quotes", noted)
    monkeypatch.setattr(load, "part_of", noted_part)
    file = tmp_path / "content/articles/2028/article-7.yml"
    file.write_text(file.read_text("utf-8").replace("title: ", "title: New "), encoding="utf-8")
    assert said(settings, read) == said(settings)
    # The article alone is linked, and those of its demand are checked; then all is done at once.
    assert linked == [1, 10, 100]


def test_articles_that_are_read_are_not_searched_by_their_text(tmp_path: Path) -> None:
    settings, read = Settings(tmp_path), FilesRead()
    write(tmp_path, FILES)
    load_desk(settings, read=read)
    write(tmp_path, {"actors/mia-brandt.yml": FILES["actors/mia-brandt.yml"].replace("t", "d", 1)})
    with patch.object(differing, "articles_with") as searched:
        assert said(settings, read) == said(settings)
    assert not searched.called


def test_what_depends_on_another_record_is_found_again(tmp_path: Path) -> None:
    labelled = (
        FILES[RALLY]
        .replace("text: We want", "text: 'Mia Holm: We want")
        .replace("each docker.", "each docker.'")
    )
    write(tmp_path, {**FILES, RALLY: labelled})
    settings, read = Settings(tmp_path), FilesRead()
    assert load_desk(settings, read=read).diagnostics == ()
    write(
        tmp_path,
        {"actors/mia-brandt.yml": FILES["actors/mia-brandt.yml"].replace("Brandt", "Holm")},
    )
    assert [it.code for it in load_desk(settings, read=read).diagnostics] == ["label-in-text"]


def test_only_the_quotes_of_an_edited_file_are_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = FILES[RALLY].replace("title: A rally", "title: Another rally")
    write(tmp_path, {**FILES, "articles/other.yml": other})
    looked: list[str] = []
    find = quoted_words._words_of

    def noted(record: Any, quote: Any) -> Any:
        looked.append(quote.reference)
        return find(record, quote)

    monkeypatch.setattr(quoted_words, "_words_of", noted)
    settings, read = Settings(tmp_path), FilesRead()
    load_desk(settings, read=read)
    assert sorted(looked) == ["other#no", "other#ten", "rally#no", "rally#ten"]
    looked.clear()
    write(tmp_path, {"articles/other.yml": other.replace("ten per cent", "five per cent")})
    load_desk(settings, read=read)
    assert looked == ["other#ten", "other#no"]


def test_what_is_no_longer_asked_for_is_forgotten() -> None:
    kept, record = CacheByRecord(), Actor(name="Ana", kind="person")
    calls: list[str] = []

    def find(_: Any, word: str) -> list[str]:
        calls.append(word)
        return [word]

    for word in ("a", "a", "b"):
        assert kept.of(find, record, word) == (word,)
    assert calls == ["a", "b"]
    kept.end()
    assert kept.of(find, record, "b") == ("b",)
    kept.end()
    kept.end()
    assert kept.of(find, record, "b") == ("b",)
    assert calls == ["a", "b", "b"]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_several_processes_find_the_same_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forked: list[int] = []
    here, settings = os.getpid(), Settings(tmp_path)
    fork, last = os.fork, sources.check_published

    def counted() -> int:
        forked.append(here)
        return fork()

    def dying(records: Any) -> Any:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return last(records)

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr("threading.active_count", lambda: 1)  # other tests may have left some
    monkeypatch.setenv(VARIABLE, "3")
    for file, old, new in EDITS[::15]:
        write(tmp_path, FILES | {file: FILES[file].replace(old, new)})
        monkeypatch.setattr(particulars, "ENOUGH", 500)
        alone = load_desk(settings)
        assert not forked  # it is a small desk
        monkeypatch.setattr(particulars, "ENOUGH", 1)
        assert load_desk(settings).diagnostics == alone.diagnostics
        monkeypatch.setattr(sources, "check_published", dying)
        assert load_desk(settings).diagnostics == alone.diagnostics
        monkeypatch.setattr(sources, "check_published", last)
        assert len(forked) == 8  # twice two for particulars, and twice two for checks
        load_desk(settings, read=FilesRead())
        assert len(forked) == 8  # what another process finds cannot be kept
        forked.clear()


def test_what_depends_on_the_whole_is_found_again_where_that_differs() -> None:
    kept, calls = CacheByRecord(), []

    def find(word: str) -> list[str]:
        calls.append(word)
        return [word]

    assert [kept.same((1,), find, word) for word in "ab"] == [("a",)] * 2
    assert kept.same((2,), find, "b") == ("b",)
    assert calls == ["a", "b"]


def test_where_a_part_was_looked_at_all_is_kept_up_to_twice_as_much() -> None:
    kept, records = (
        CacheByRecord(),
        [Actor(name=f"Ana {number}", kind="person") for number in "123"],
    )
    calls: list[str] = []

    def find(record: Actor) -> list[str]:
        calls.append(record.name)
        return []

    kept.of(find, records[0])
    kept.end()
    for record in (records[1], records[0], records[2], records[0]):
        kept.of(find, record)
        kept.end(whole=False)
    assert calls == ["Ana 1", "Ana 2", "Ana 3"]


def test_a_copied_context_is_found_when_only_the_event_was_edited(tmp_path: Path) -> None:
    said = "said: {date: 2031-05-03}"
    context = "context: An answer to a reporter at the gate"
    written = FILES[RALLY].replace(said, context)
    day = "event: {name: Talks, date: 2031-05-02}\n"
    write(tmp_path, {**FILES, RALLY: day + written, "articles/again.yml": day + written})
    settings, last, file = Settings(tmp_path), LastReading(CachedArticles()), tmp_path / RALLY
    load_desk(settings, last=last)
    file.write_text(day.replace("Talks, date: 2031-05-02", "Walk, date: 2031-05-03") + written)
    kept = load_desk(settings, last=later(last, file)).diagnostics
    assert "maybe-context" in {it.code for it in kept}
    assert kept == load_desk(settings).diagnostics
