"""Times Onrecord and Hugo side by side on the same desks, and writes the table into the docs.

    python -m bench.compare --articles 1000 10000

Each command is run in turn, so that whatever else the machine does bears on both. A time is that of
the whole process and of all that it starts; the smallest of the runs counts. See `hugo.py` for what
Hugo is given. Nothing here is a test: what grows too fast is found by counting, in `tests/`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.hugo import write_site
from bench.make_desk import Context

DOCS = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- measured by bench/compare.py -->", "<!-- end of what is measured -->"
CONFIG = """\
site_name: A large desk
site_url: https://example.org/
docs_dir: content
theme: {name: onrecord}
plugins: [onrecord: {share_pictures: false}]
"""
PORT = 8731
PATIENCE = 600  # seconds


@dataclass(frozen=True)
class Run:
    """What a command took: seconds by the clock and of the processors, megabytes at most."""

    clock: float
    processors: float
    memory: float


def run(command: list[str], folder: Path, times: int = 1) -> Run:
    """The quickest of so many runs of ``command``."""
    return min((_run(command, folder) for _ in range(times)), key=lambda each: each.clock)


def _run(command: list[str], folder: Path) -> Run:
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - ours
        command, cwd=folder, stdout=subprocess.DEVNULL, env=_as_installed(folder)
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def _as_installed(folder: Path) -> dict[str, str]:
    """The environment, but that Python may keep what it compiles, as of an installed package."""
    cache = str(folder.parent / "compiled")
    kept = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": cache}


@contextmanager
def serving(command: list[str], folder: Path, address: str) -> Iterator[tuple[float, int]]:
    """A server, with the seconds until it showed the page ``address``, and its process."""
    began = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - ours
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_as_installed(folder),
    )
    try:
        yield wait_for("<", address, began), process.pid
    finally:
        process.terminate()
        process.wait()


def wait_for(text: str, address: str, began: float) -> float:
    """The seconds since ``began`` until ``text`` is on the page ``address``."""
    while time.monotonic() - began < PATIENCE:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{address}") as answer:
                if text in answer.read().decode():
                    return time.monotonic() - began
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.02)
    sys.exit(f"{text} is not shown at {address}")


def edited(file: Path, old: str, address: str, times: int = 3) -> float:
    """The median of the seconds until an edit of ``file`` is on the page ``address``."""
    before, found = file.read_text("utf-8"), []
    for number in range(times):
        new = f"Edited {number}"
        began = time.monotonic()
        file.write_text(before.replace(old, new), encoding="utf-8")
        found.append(wait_for(new, address, began))
        time.sleep(1)
    file.write_text(before, encoding="utf-8")
    return sorted(found)[times // 2]


Line = tuple[str, str, str, str]


def measure(articles: int, hugo: str, folder: Path, times: int) -> Iterator[Line]:
    """The lines of the table for a desk of so many ``articles``."""
    desk, other = folder / "desk", folder / "hugo"
    Context(desk, articles).write()
    (desk / "site_config.yml").write_text(CONFIG, encoding="utf-8")
    write_site(desk, other)
    ours = [sys.executable, "-m", "onrecord"]
    build = [*ours, "build", "-d", str(folder / "site")]
    theirs = [hugo, "--quiet", "-d", str(folder / "public")]

    def cold() -> Run:
        shutil.rmtree(folder / "site", ignore_errors=True)
        shutil.rmtree(desk / ".onrecord", ignore_errors=True)
        return _run(build, desk)

    def hugo_cold() -> Run:
        shutil.rmtree(folder / "public", ignore_errors=True)
        return _run(theirs, other)

    pairs = [(cold(), hugo_cold()) for _ in range(times)]
    first, second = (min(runs, key=lambda each: each.clock) for runs in zip(*pairs, strict=True))
    pages, others = (
        f"{len(list((folder / name).rglob('index.html'))):,}" for name in ("site", "public")
    )
    size = f"{articles:,} articles"
    yield size, "pages", pages, others
    yield size, "whole build, clock", f"{first.clock:.1f} s", ratio(second.clock, first.clock)
    used = ratio(second.processors, first.processors)
    yield size, "whole build, processors", f"{first.processors:.1f} s", used
    most = [f"{each.memory:.0f} MB" for each in (first, second)]
    yield size, "memory of the largest process", most[0], most[1]
    same = run(build, desk, times)
    part = f"{same.clock / first.clock:.3f} of a whole build"
    yield size, "build when nothing has changed, clock", f"{same.clock:.2f} s, {part}", ""
    article = sorted((desk / "content/articles").rglob("*.yml"))[articles // 2]
    after = []
    for number in range(times):
        _reword(article, f"Edited {number}")
        after.append(_run(build, desk))
    edit = min(after, key=lambda each: each.clock)
    part = f"{edit.clock / first.clock:.2f} of a whole build"
    yield size, "build after one article changed, clock", f"{edit.clock:.1f} s, {part}", ""
    part = f"{edit.processors / first.processors:.2f} of a whole build"
    yield size, "the same build, processors", f"{edit.processors:.1f} s, {part}", ""
    shutil.rmtree(desk / ".onrecord", ignore_errors=True)
    check = _run([*ours, "check"], desk)
    yield size, "`check`, processors", f"{check.processors:.1f} s", ""
    check = run([*ours, "check"], desk, times)
    yield size, "`check` when nothing has changed, processors", f"{check.processors:.2f} s", ""
    yield from previews(size, ours, hugo, desk, other)


def _reword(article: Path, words: str) -> None:
    """Have the first quote of ``article`` begin with ``words``."""
    before, text, after = article.read_text("utf-8").partition("    text: ")
    article.write_text(f"{before}{text}{words} {after}", encoding="utf-8")
    time.sleep(0.1)  # what was just written may be written again


def previews(size: str, ours: list[str], hugo: str, desk: Path, other: Path) -> Iterator[Line]:
    """The lines about the servers."""
    address, port = "actors/person-1/", str(PORT)
    command = [*ours, "serve", "-a", f"127.0.0.1:{port}"]
    with serving(command, desk, address) as (first, _):
        edit = edited(desk / "content/actors/person-1.yml", "Speaker", address)
    command = [hugo, "server", "--port", port, "--baseURL", f"http://127.0.0.1:{port}/"]
    with serving(command, other, address) as (second, _):
        other_edit = edited(other / "content/actors/person-1.md", "Speaker", address)
    yield size, "`serve`: first page", f"{first:.1f} s", ratio(second, first)
    yield size, "`serve`: until an edit appears", f"{edit:.2f} s", ratio(other_edit, edit, 2)


def ratio(theirs: float, ours: float, digits: int = 1) -> str:
    """Hugo's time, and how many times as long ours is."""
    return f"{theirs:.{digits}f} s ({ours / theirs:.1f} times)"


def table(lines: list[Line]) -> str:
    """The table, in Markdown."""
    rows = ["| | | Onrecord | Hugo |", "| --- | --- | --- | --- |"]
    return "\n".join([*rows, *(f"| {' | '.join(line)} |" for line in lines)])


def into_docs(text: str) -> None:
    """Put ``text`` into its place in the docs."""
    before, _, rest = DOCS.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    DOCS.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Read the command line, measure and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000])
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="its program")
    parser.add_argument("--times", type=int, default=3, help="runs of each build")
    parser.add_argument("--write", action="store_true", help="put the table into the docs")
    arguments = parser.parse_args()
    place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - in memory
    hugo = str(Path(arguments.hugo).absolute())
    lines: list[Line] = []
    for articles in arguments.articles:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            for line in measure(articles, hugo, Path(folder), arguments.times):
                print(" | ".join(line), flush=True)
                lines.append(line)
    if arguments.write:
        into_docs(table(lines))


if __name__ == "__main__":
    main()
