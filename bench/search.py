"""What the search costs: the time its index takes, and the bytes a query moves.

    python -m bench.search make DIR --articles 10000    a desk with a newsroom's spread of words
    python -m onrecord build -f DIR/site_config.yml
    python -m bench.search index DIR                    time and size of the index
    python -m bench.search query DIR/site harbour "rivera night"

A query is typed letter by letter into Chromium, in a fresh browser each, and everything counts that
was fetched below `search/`: the panel, the index's own file, terms and records.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import time
from pathlib import Path

from bench.make_desk import CONFIG, Context
from playwright.sync_api import Browser, sync_playwright
from tests.browser import ARGUMENTS, find_browser
from tests.serving import Served, serving

from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.render import Words
from onrecord.render.site import SiteContext
from onrecord.render.templates import packaged_templates
from onrecord.site.plan import SearchedSite, plan_files

VOCABULARY = 40_000
ONSETS = (
    "b",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "l",
    "m",
    "n",
    "p",
    "qu",
    "r",
    "s",
    "st",
    "t",
)
VOWELS = ("a", "e", "i", "o", "u", "ea", "ou")
ENDS = ("", "n", "r", "s", "t", "l", "nd", "st", "ng")


class NewsMaker(Context):
    """A desk whose words are as frequent as words are: the n-th word 1/n as often as the first."""

    def __init__(self, folder: Path, articles: int) -> None:
        super().__init__(folder, articles)
        self.words = [self._word(number) for number in range(VOCABULARY)]
        self.sums = list(itertools.accumulate(1 / (number + 2) for number in range(VOCABULARY)))

    def _word(self, number: int) -> str:
        parts = 1 if number < 100 else 2 if number < 8000 else 3
        return "".join(
            self.random.choice(ONSETS) + self.random.choice(VOWELS) + self.random.choice(ENDS)
            for _ in range(parts)
        )

    def _sentence(self, length: int) -> str:
        drawn = (self.random.random() * self.sums[-1] for _ in range(length))
        words = [self.words[bisect.bisect(self.sums, number)] for number in drawn]
        return f"{' '.join(words).capitalize()}."


def make(folder: Path, articles: int) -> None:
    NewsMaker(folder, articles).write()
    (folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")


def index(folder: Path) -> None:
    desk = load_desk(Settings(folder / "content")).desk
    if desk is None:
        raise SystemExit("The desk has errors.")
    words = Words.load([packaged_templates()])
    wall, cpu = time.perf_counter(), time.process_time()
    site = SiteContext(desk, words)
    files = list(plan_files(site, search=SearchedSite(site)))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"index: {wall:.2f} s, {cpu:.2f} s of CPU")
    for kind in ("meta", "terms", "records"):
        sizes = [len(file.made()) for file in files if file.uri.startswith(f"search/{kind}")]
        print(f"{kind}: {len(sizes)} files, {sum(sizes):,} bytes, the largest {max(sizes):,}")


def query(site: Path, queries: list[str]) -> None:
    path = find_browser()
    with serving(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for text in queries:
            typed, *_ = _ask(browser, served, text, delay=200)
            at_once, took, said = _ask(browser, served, text, delay=0)
            print(
                f"{text!r}: {at_once:,} bytes in {took * 1000:.0f} ms; "
                f"typed letter by letter {typed:,}. {said}"
            )
        browser.close()


def _ask(browser: Browser, served: Served, text: str, delay: int) -> tuple[int, float, str]:
    """The bytes that ``text`` moves in a fresh browser, the time, and what is said of it."""
    page = browser.new_context().new_page()
    page.goto(served.url)
    served.sent.clear()
    page.keyboard.press("/")
    page.wait_for_selector("#finder-query")
    began = time.perf_counter()
    if delay:
        page.keyboard.type(text, delay=delay)
        page.wait_for_load_state("networkidle")
    else:
        page.fill("#finder-query", text)
    page.wait_for_selector(".finder-status:not(:empty)")
    took = time.perf_counter() - began
    said = page.inner_text(".finder-status")
    page.context.close()
    return served.bytes_below("search/"), took, said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("make", "index", "query"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", nargs="*")
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    if arguments.what == "make":
        make(arguments.folder, arguments.articles)
    elif arguments.what == "index":
        index(arguments.folder)
    else:
        query(arguments.folder, arguments.queries)


if __name__ == "__main__":
    main()
