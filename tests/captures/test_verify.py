"""`onrecord verify`: the whole command on a small desk."""

import json

import pytest
from tests.tiny_site import TinySite

from onrecord.captures import places

ARTICLE = "content/articles/rally.yml"
LOCK = "content/captures.lock"


def words(site: TinySite) -> str:
    """The words of the desk's one quote."""
    text = (site.root / ARTICLE).read_text()
    return text.split("text: ")[1].split("\n")[0].strip().strip("\"'")


def lock(site: TinySite) -> list[dict[str, object]]:
    return [json.loads(line) for line in (site.root / LOCK).read_text().splitlines()]


def test_words_that_stand_in_the_capture(site: TinySite) -> None:
    said = words(site)
    source = f"At the gate she said: {said} Then it rained."
    site.write("captures/rally.txt", source)
    run = site.done("verify")
    assert "1 exact" in run.stdout
    (line,) = lock(site)
    start = source.index(said)
    assert line["spans"] == [[start, start + len(said)]]
    assert (line["prefix"], line["suffix"]) == ("At the gate she said: ", " Then it rained.")
    site.done("check", "--strict")


def test_a_draft_is_compared_before_it_is_published(site: TinySite) -> None:
    site.write(ARTICLE, f"draft: true\n{(site.root / ARTICLE).read_text()}")
    site.write("captures/rally.txt", f"At the gate she said: {words(site)} Then it rained.")

    run = site.onrecord("verify")

    assert (run.returncode, run.stderr) == (0, "")
    assert "1 exact" in run.stdout
    assert "not-checked" not in site.onrecord("check").stdout


def test_absent_words_fail_here_and_in_check_without_the_captures(site: TinySite) -> None:
    site.write("captures/rally.txt", "It rained all day, and nobody came to the gate.")
    site.ended(1, "verify")
    (site.root / "captures" / "rally.txt").unlink()
    run = site.ended(1, "check")
    assert "[quote-absent]" in run.stdout


def test_close_words_show_what_differs(site: TinySite) -> None:
    said = words(site)
    first, rest = said.split(" ", 1)
    site.write("captures/rally.txt", f"She said: {first} surely {rest}")
    run = site.done("verify")
    assert "source: surely" in run.stdout


def test_an_edit_after_it_is_stale_until_verified_again(site: TinySite) -> None:
    said = words(site)
    site.write("captures/rally.txt", f"{said} And more: {said} indeed.")
    site.onrecord("verify")
    site.edit(ARTICLE, said, f"{said} indeed")
    # Whoever has no captures can go on; nobody takes it for compared.
    found = site.onrecord("check")
    assert (found.returncode, "warning[quote-stale]" in found.stdout) == (0, True)
    site.ended(1, "check", "--strict")
    (site.root / "captures" / "rally.txt").rename(site.root / "rally.txt")
    run = site.ended(1, "verify")
    assert "edited since they were compared, with no capture of their source: rally#" in run.stdout
    (site.root / "rally.txt").rename(site.root / "captures" / "rally.txt")
    site.done("verify")
    site.done("check", "--strict")


def test_without_its_capture_a_quote_keeps_its_verdict(site: TinySite) -> None:
    site.write("captures/rally.txt", words(site))
    site.onrecord("verify")
    before = (site.root / LOCK).read_bytes()
    (site.root / "captures" / "rally.txt").unlink()
    site.done("verify")
    assert (site.root / LOCK).read_bytes() == before


def test_the_lock_is_sorted_a_line_a_quote(site: TinySite) -> None:
    said = words(site)
    more = "\n".join(
        f"  - {{id: {name}, text: {said!r}, speaker: mia-brandt, form: direct}}"
        for name in ("zebra", "again")
    )
    site.edit(ARTICLE, "quotes:\n", f"quotes:\n{more}\n")
    site.write("captures/rally.txt", said)
    site.onrecord("verify")
    references = [str(line["quote"]) for line in lock(site)]
    assert references == sorted(references)
    assert len(references) == 3


def test_a_broken_lock_is_not_overwritten(site: TinySite) -> None:
    site.write("captures/rally.txt", words(site))
    site.write(LOCK, '{"quote": "rally#lost"\n')
    run = site.ended(1, "verify")
    assert "[lock-broken]" in run.stderr
    assert (site.root / LOCK).read_text() == '{"quote": "rally#lost"\n'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("rally.txt", b"  \n\t", "capture-empty"),
        ("rally.txt", b"<!DOCTYPE html><html><p>Words</p></html>", "capture-html"),
        ("rally.txt", b"<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>", "capture-html"),
        ("rally.txt", "café".encode("latin-1"), "capture-not-utf8"),
        ("rally.txt", "words".encode("utf-16"), "capture-not-utf8"),
        ("rally.txt", b"PK\x03\x04\x00\x00", "capture-not-utf8"),
        ("raly.txt", b"Words.", "capture-unknown"),
    ],
)
def test_captures_that_cannot_be_used(site: TinySite, name: str, data: bytes, code: str) -> None:
    (site.root / "captures").mkdir()
    (site.root / "captures" / name).write_bytes(data)
    run = site.onrecord("verify")
    assert f"captures/{name}:1:1: " in run.stderr
    assert f"[{code}]" in run.stderr
    assert run.returncode == (0 if code == "capture-unknown" else 1)


def test_a_folder_for_a_capture(site: TinySite) -> None:
    (site.root / "captures" / "rally.txt").mkdir(parents=True)
    assert "[capture-unreadable]" in site.onrecord("verify").stderr


def test_a_megabyte_in_one_line(site: TinySite) -> None:
    site.write("captures/rally.txt", "and so on " * 100_000 + words(site))
    assert "1 exact" in site.onrecord("verify").stdout


def test_no_folder_of_captures(site: TinySite) -> None:
    run = site.ended(2, "verify")
    assert "there is no folder captures/" in run.stderr
    assert not (site.root / LOCK).exists()


def test_content_with_errors_leaves_the_lock(site: TinySite) -> None:
    site.write("captures/rally.txt", words(site))
    site.edit(ARTICLE, "speaker: ", "speakr: ")
    site.ended(1, "verify")
    assert not (site.root / LOCK).exists()


def test_what_is_too_much_to_compare_is_one_clear_line(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_PLACES", 20)
    site.edit(ARTICLE, words(site), "the … of … the … of")
    site.write("captures/rally.txt", "the rest of all that " * 20)
    run = site.ended(1, "verify")
    assert "occur too often in the source" in run.stdout


@pytest.fixture
def two(site: TinySite) -> TinySite:
    """Two articles with the same words, compared; then both were edited."""
    article = (site.root / ARTICLE).read_text(encoding="utf-8")
    quotes, _, _ = article.partition("demands:")
    site.write("content/articles/later/echo.yml", quotes)
    for name in ("rally", "echo"):
        site.write(f"captures/{name}.txt", f"Before. {words(site)} After.")
    site.onrecord("verify")
    for path in (ARTICLE, "content/articles/later/echo.yml"):
        site.edit(path, "not a penny less", "not a penny more")
    return site


def lines(site: TinySite) -> dict[str, dict[str, object]]:
    return {str(line["quote"]): line for line in lock(site)}


@pytest.mark.parametrize("named", [ARTICLE, "content/articles/later"])
def test_only_the_articles_that_were_named_are_compared(two: TinySite, named: str) -> None:
    before = lines(two)
    run = two.onrecord("verify", named)
    assert "\nCompared 1 quote: 1 close (some words differ)\n" in run.stdout
    compared = "rally" if named == ARTICLE else "echo"
    changed = {name for name, line in lines(two).items() if line != before[name]}
    assert changed == {f"{compared}#ten-per-cent"}


def test_what_is_wrong_with_other_files_is_no_hindrance(two: TinySite) -> None:
    two.edit("content/articles/later/echo.yml", "speaker: mia-brandt", "speaker: nobody")
    two.write("captures/stray.txt", "It belongs to no article.")
    run = two.onrecord("verify", ARTICLE)
    assert (run.returncode, run.stderr) == (0, "")
    assert len(lines(two)) == 2
    own = two.ended(1, "verify", "content/articles/later")
    assert "there is no actor 'nobody'" in own.stderr
    assert "Nothing was compared: 1 error" in own.stderr


def test_words_withheld_elsewhere_do_not_stay_in_the_lock(two: TinySite) -> None:
    text = (two.root / ARTICLE).read_text(encoding="utf-8")
    quote = '    text: "We want <ten> per cent & not a penny more."\n'
    withheld = "    state: withheld\n"
    two.write(ARTICLE, text.replace(quote, withheld))
    two.onrecord("verify", "content/articles/later")
    assert set(lines(two)) == {"echo#ten-per-cent"}


def test_what_is_no_article_cannot_be_compared(two: TinySite) -> None:
    before = (two.root / LOCK).read_bytes()
    run = two.ended(2, "verify", ARTICLE, "content/actors", "content/about.md")
    assert "content/actors has no article: only articles can be compared" in run.stderr
    assert "content/about.md has no article" in run.stderr
    assert (two.root / LOCK).read_bytes() == before
