"""The words of a withheld quote stand in nothing that is made of a desk."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.changes.repository import Git
from tests.tiny_site import TinySite
from tests.unpacking import files_below, texts

from onrecord.captures.withheld import WithheldDigests

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


NAME, TITLE = "zorbulate-the-quinstern", "Zorbulate the quinstern"
RALLY, LETTER = "content/articles/rally.yml", "content/articles/letter.yml"


@pytest.fixture
def named(withheld: Withheld, tmp_path: Path) -> tuple[TinySite, Git, str]:
    """A desk at a commit at which ids, files, folders and titles are made of the words."""
    site = TinySite(Path(shutil.copytree(withheld.site.root, tmp_path / "desk")))
    git = Git(site.root)
    git("checkout", "-q", "--force", withheld.before)
    for kind, record in (
        ("actors", f"name: {TITLE}\nkind: group\n"),
        ("claims", f"text: {TITLE}.\nby: {NAME}\nabout: {NAME}\nkind: opinion\n"),
        ("demands", f"title: {TITLE}\nby: {NAME}\nto: dock-union\ntopic: {NAME}\naction: do\nstrength: request\n"),  # noqa: E501
    ):  # fmt: skip
        site.write(f"content/{kind}/{NAME}.yml", record)
    site.write("content/topics.yml", f"pay: {{name: Pay}}\n{NAME}: {{name: {TITLE}}}\n")
    site.edit("content/events.yml", "rally:", f"{NAME}: {{name: {TITLE}, date: 2031}}\nrally:")
    site.edit(LETTER, "source:", f"formerly: {NAME}\nnote: {TITLE}\nsource:")
    (site.root / f"content/articles/{NAME}").mkdir()
    (site.root / LETTER).rename(site.root / f"content/articles/{NAME}/letters.yml")
    site.write(f"content/{NAME}.md", f"# {TITLE}\n")
    site.write(f"content/{NAME}/ZorbulateTheQuinstern.txt", "They met.\n")
    return site, git, git.commit("Named after them")


def test_no_name_that_is_made_of_them_is_told(
    withheld: Withheld, named: tuple[TinySite, Git, str]
) -> None:
    site, git, base = named
    left = (HERE / "desk" / RALLY).read_text(encoding="utf-8")
    git("checkout", "-q", "-b", NAME)
    site.write(RALLY, left)
    git.commit("Withheld where it was")
    gone = (NAME, withheld.after, "--exact", "--live-url", "https://desk.example/")
    forms = ("markdown", "json")
    for args in ((base, NAME), (base, withheld.after, "--exact"), gone):
        if args == gone:  # neither state has a text of them: the digests tell it
            known = WithheldDigests().with_quotes({"rally#second": [TITLE]})
            known.write(site.root / "captures")
        told = "".join(site.onrecord("diff", *args, "--format", form).stdout for form in forms)
        assert leaks([("diff", told.encode())]) == []
        assert "content/topics.yml" in told, "what has other words is told"
        if args == (base, NAME):  # the newer state has no text of them: the older one tells it
            assert "the id of this demand has a few words that are withheld" in told
            assert '"file": "content/articles/…/letters.yml"' in told
    # What the newer state withholds may be in a file that cannot be read, or in a draft.
    for text in (f"draft: true\n{left}", left.replace(": en\n", ": e n\n"), f"{left}- ["):
        git("checkout", "-q", withheld.after, "--", "content")
        (site.root / RALLY).unlink()
        site.write("content/articles/march.yml", text)
        told = "".join(site.onrecord("diff", base, "--format", form).stdout for form in forms)
        assert leaks([("diff", told.encode())]) == []


def test_no_report_of_an_older_state_has_them(
    withheld: Withheld, named: tuple[TinySite, Git, str]
) -> None:
    site, git, _ = named
    site.edit(f"content/demands/{NAME}.yml", "action: do", "action: Zorbulate the quinstern")
    base = git.commit("Broken")
    git("checkout", "-q", "--force", withheld.after)
    run = site.ended(1, "brief", "--since-commit", base)
    assert "error[bad-value]" in run.stderr
    assert leaks([("stderr", run.stderr.encode())]) == []


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
