"""The words of a withheld quote stand in nothing that is made of a desk."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.unpacking import files_below, texts

from .conftest import HERE, Withheld

# Each stands in one place of the quote, or of what is told of it.
MARKERS = (
    "zorbulate", "quinstern", "vembrackle", "glimpfaxed", "vostrunel", "kwertzalma", "nervelund",
    "dwarfenick", "plimbrosk",
)  # fmt: skip
# An index may keep a word without its beginning.
_FOUND = re.compile("|".join(word[2:] for word in MARKERS).encode(), re.IGNORECASE)

BRIEFS = ("markdown", "html", "email", "docx", "pdf")


def leaks(files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Where words stand that should not."""
    found = []
    for name, data in files:
        for text in texts(name, data):
            if hit := _FOUND.search(text):
                around = text[max(0, hit.start() - 60) : hit.end() + 60]
                found.append(f"{name}: {around!r}")
    return found


def test_the_words_would_be_found(withheld: Withheld) -> None:
    """In what is made of the desk as it was, each of them stands somewhere."""
    there = b"".join(path.read_bytes() for path in (HERE / "before").rglob("*.yml"))
    assert all(word.encode() in there.lower() for word in MARKERS)
    assert not leaks(
        [("content", b"".join(p.read_bytes() for p in (HERE / "desk").rglob("*.yml")))]
    )
    lock = (withheld.site.root / "content/captures.lock").read_bytes()
    assert leaks([("captures.lock", lock)]), "the neighbours' lines hold them"


@pytest.mark.parametrize("arguments", [(), ("--preview", "a change", "--against")])
def test_no_file_of_the_site_has_them(withheld: Withheld, arguments: tuple[str, ...]) -> None:
    against = (withheld.before,) if arguments else ()
    folder = withheld.site.root / ("preview" if arguments else "site")
    run = withheld.site.done("build", "-d", str(folder), *arguments, *against)
    assert leaks(files_below(folder)) == []
    assert leaks([("stderr", (run.stdout + run.stderr).encode())]) == []
    assert (folder / "quotes/rally/second/index.html").is_file(), "the address stays"
    assert not list((folder / "share").rglob("*second*")), "no picture either"
    page = (folder / "quotes/rally/second/index.html").read_text()
    assert "at the request of somebody concerned" in page
    if arguments:
        assert "changes/index.html" in dict(files_below(folder))


def test_what_changed_is_told_without_them(withheld: Withheld) -> None:
    for base, head in ((withheld.before, withheld.after), (withheld.after, withheld.again)):
        for form in ("markdown", "json"):
            run = withheld.site.onrecord("diff", base, head, "--format", form)
            told = run.stdout + run.stderr
            assert "rally/second" in told
            assert leaks([(f"{form} {base}", told.encode())]) == []


@pytest.mark.parametrize("renamed", [False, True])
def test_words_withheld_under_another_id_are_not_told_either(
    withheld: Withheld, renamed: bool
) -> None:
    """Then one quote is gone and another withheld: they may be the same."""
    site = withheld.site
    rally, letter = "content/articles/rally.yml", "content/articles/letter.yml"
    old = {name: (site.root / name).read_text(encoding="utf-8") for name in (rally, letter)}
    new = "content/articles/gate.yml" if renamed else rally
    try:
        (site.root / rally).unlink()
        site.write(new, old[rally].replace(": second", ": another"))
        site.write(letter, old[letter].replace("    same_as: rally#second\n", ""))
        for form in ("markdown", "json"):
            told = site.onrecord("diff", withheld.before, "--format", form).stdout
            assert "another" in told
            assert leaks([(form, told.encode())]) == []
    finally:
        (site.root / new).unlink()
        for name, text in old.items():
            site.write(name, text)


@pytest.mark.parametrize("form", ["json", "csv", "zip", "sqlite"])
def test_no_export_has_them(withheld: Withheld, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"data.{form}" if form != "csv" else tmp_path / "data"
    withheld.site.done("export", "--format", form.replace("zip", "csv"), "-o", str(path))
    files = list(files_below(tmp_path))
    assert any(b"second" in text for name, data in files for text in texts(name, data))
    assert leaks(files) == []


@pytest.mark.parametrize("form", BRIEFS)
def test_no_briefing_has_them(withheld: Withheld, form: str, tmp_path: Path) -> None:
    path = tmp_path / "briefing"
    asked = ("--since", "2031-05-01", "--until", "2031-05-31", "--format", form, "-o", str(path))
    run = withheld.site.done("brief", *asked)
    assert path.stat().st_size
    assert leaks(files_below(tmp_path)) == []
    assert leaks([("stderr", run.stderr.encode())]) == []


def test_comparing_anew_takes_them_out_of_the_lock(withheld: Withheld) -> None:
    lock = withheld.site.root / "content/captures.lock"
    before = lock.read_bytes()
    try:
        run = withheld.site.done("verify")
        assert b"until-friday" in lock.read_bytes()
        assert leaks([("lock", lock.read_bytes()), ("stdout", run.stdout.encode())]) == []
        assert withheld.site.onrecord("verify").stdout.startswith("Compared")
    finally:
        lock.write_bytes(before)
