"""What checks find is the same if it is kept from the last reading, or found by many processes."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from onrecord.desk import load
from onrecord.desk.checks import quoted_words, sources
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.records import Actor
from onrecord.records.load import FilesRead
from onrecord.records.values import KeptByRecord
from onrecord.writing.processes import VARIABLE

from .test_mistakes import test_a_slip_in_another_file as slips_elsewhere
from .test_mistakes import test_a_slip_is_reported_once as slips
from .test_repeats import FILES

RALLY = "articles/rally.yml"


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


def test_each_edit_and_its_undoing_is_reported_as_if_nothing_was_kept(tmp_path: Path) -> None:
    settings, read = Settings(tmp_path), FilesRead()
    write(tmp_path, FILES)
    clean = load_desk(settings, read=read).diagnostics
    for file, old, new in EDITS:
        write(tmp_path, {file: FILES[file].replace(old, new)})
        assert load_desk(settings, read=read).diagnostics == load_desk(settings).diagnostics, new
        write(tmp_path, FILES)
        assert load_desk(settings, read=read).diagnostics == clean


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
    kept, record = KeptByRecord(), Actor(name="Ana", kind="person")
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
        monkeypatch.setattr(load, "ENOUGH", 500)
        alone = load_desk(settings)
        assert not forked  # it is a small desk
        monkeypatch.setattr(load, "ENOUGH", 1)
        assert load_desk(settings).diagnostics == alone.diagnostics
        monkeypatch.setattr(sources, "check_published", dying)
        assert load_desk(settings).diagnostics == alone.diagnostics
        monkeypatch.setattr(sources, "check_published", last)
        assert len(forked) == 4
        load_desk(settings, read=FilesRead())
        assert len(forked) == 4  # what another process finds cannot be kept
        forked.clear()
