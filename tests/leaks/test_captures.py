"""The text of a source is in nothing that is published; its lock holds a few words of it."""

import hashlib
import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tiny_site import TinySite
from tests.unpacking import files_below

from .runs import RUN, beside, found

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "content" / "captures.lock"
CONTEXT = 32
QUOTES = 4


def source_text(seed: int) -> list[str]:
    """Sentences that stand nowhere else, some with what HTML, YAML and JSON write otherwise."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    letters = "abcdefghilmnoprstuvéß"

    def sentence() -> str:
        words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(14)]
        words[3] += chance.choice([" & Co", "\u2019s", " \u2013 so", ' "well"', " <sic>"])
        return f"{' '.join(words).capitalize()}."

    return [sentence() for _ in range(60)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """The harbour desk with two articles whose captures are long, compared and built."""
    site = TinySite.at(tmp_path_factory.mktemp("leaks") / "desk")
    for seed in (1, 2):
        sentences = source_text(seed)
        quoted = sentences[3 : 3 + 2 * QUOTES : 2]
        article = {
            "title": f"Source {seed}",
            "source": {
                "publisher": "Harbour Post",
                "published": "2031-05-03",
                "url": f"https://example.org/{seed}",
                "language": "en",
            },
            "quotes": [
                {"id": f"q-{number}", "text": text, "speaker": "mia-brandt", "form": "direct"}
                for number, text in enumerate(quoted)
            ],
        }
        site.write(f"content/articles/source-{seed}.yml", json.dumps(article, ensure_ascii=False))
        lines = "\n".join(" ".join(sentences[at : at + 5]) for at in range(0, len(sentences), 5))
        site.write(f"captures/source-{seed}.txt", lines)
    site.done("verify")
    site.done("build")
    return site


def secrets(site: TinySite) -> Iterator[str]:
    """What of each capture no quote has."""
    lock = (site.root / "content/captures.lock").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in lock.splitlines()]
    assert len(lines) == 2 * QUOTES
    for capture in sorted((site.root / "captures").glob("*.txt")):
        of = [line for line in lines if line["quote"].startswith(f"{capture.stem}#")]
        spans = [span for line in of for span in line["spans"]]
        yield from beside(capture.read_text(encoding="utf-8"), spans)


def test_a_text_would_be_found_wherever_it_were(desk: TinySite) -> None:
    """Broken into lines, in HTML, in JSON."""
    text = max(secrets(desk), key=len)
    assert len(text) > 2 * RUN
    part = text[37 : 37 + RUN]
    html_text = part.replace("&", "&amp;").replace("<", "&lt;").replace(" ", "\n  ", 5)
    for data in (part.replace(" ", "\n"), html_text, json.dumps({"x": part}), f"<p>{part}</p>"):
        assert list(found([text], [("file", data.encode())])), data
    assert not list(found([text], [("file", part[: RUN - 2].encode())])), "a shorter run is none"


def test_no_file_of_the_site_has_a_run_of_a_capture(desk: TinySite) -> None:
    files = list(files_below(desk.root / "site"))
    assert any(b"Source 1" in data for _, data in files)
    assert list(found(secrets(desk), files)) == []


def test_nothing_else_made_of_the_desk_has_one(desk: TinySite, tmp_path: Path) -> None:
    for form in ("json", "csv", "sqlite"):
        desk.onrecord("export", "--format", form, "-o", str(tmp_path / f"data-{form}"))
    brief = ("--since", "2031-05-01", "--format", "markdown", "-o", str(tmp_path / "briefing"))
    desk.done("brief", *brief)
    files = [*files_below(tmp_path), *files_below(desk.root / "content")]
    assert any("sqlite" in name for name, _ in files)
    assert any(name == "captures.lock" for name, _ in files)
    assert list(found(secrets(desk), files)) == []


def test_the_lock_of_the_example_holds_a_few_letters_of_each_source() -> None:
    """Its own captures are not here: it is told from the lines alone."""
    keys = {"quote", "verdict", "flags", "words", "capture", "spans", "prefix", "suffix", "on"}
    lines = [json.loads(line) for line in LOCK.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 100
    for line in lines:
        assert line.keys() - {"said_by"} == keys
        assert re.fullmatch("[a-z-]*", line.get("said_by", ""))
        assert len(line["prefix"]) <= CONTEXT
        assert len(line["suffix"]) <= CONTEXT
        others = [line["verdict"], *line["flags"], line["on"]]
        assert max(map(len, others)) < CONTEXT
        assert {len(line["words"]), len(line["capture"])} == {64}
        assert all(isinstance(place, int) for span in line["spans"] for place in span)


def test_no_capture_of_the_example_is_a_file_of_the_project_or_of_its_site(
    example_site: Path,
) -> None:
    """The lock knows each by its digest; the wheel is made of two folders of the project."""
    lines = (json.loads(line) for line in LOCK.read_text(encoding="utf-8").splitlines())
    digests = {line["capture"] for line in lines}
    folders = (example_site, *(ROOT / name for name in ("content", "templates", "generator")))
    for folder in folders:
        for name, data in files_below(folder):
            assert hashlib.sha256(data).hexdigest() not in digests, name


def test_git_would_take_no_capture() -> None:
    ignored = ["git", "check-ignore", "-q", "captures/x.txt"]
    if not (ROOT / ".git").exists():
        pytest.skip("this is no repository")
    assert subprocess.run(ignored, cwd=ROOT, check=False).returncode == 0
    tracked = subprocess.run(
        ["git", "ls-files", "captures"], cwd=ROOT, check=True, capture_output=True
    )
    assert tracked.stdout == b""
