"""What Explore costs: the bytes of the page of all quotes, and the time that a filter takes.

    python bench/make_desk.py DIR --articles 10000      three quotes an article
    (cd DIR && onrecord build)
    python -m bench.explore DIR/site

Everything is counted that the page fetches until it is quiet, as it lies on disk (a host that
compresses sends less). A filter is timed in the page, from the click to the frame in which its
results stand there.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from tests.browser import ARGUMENTS, find_browser
from tests.serving import serving

# From the change until the results it leaves are there, in milliseconds.
TIMED = """async ([name, value]) => {
  const field = [...document.querySelectorAll(`.filters [name="${name}"]`)]
    .find((one) => one.type !== 'checkbox' || value === null || one.value === value);
  const status = document.querySelector('.filters [role=status]');
  const cards = document.querySelector('.explore-results > div');
  const before = status.textContent;
  const began = performance.now();
  if (field.type === 'checkbox') field.click();
  else { field.value = value; field.dispatchEvent(new Event('change', { bubbles: true })); }
  const counted = performance.now() - began;
  while (!cards.childElementCount || status.textContent === before && name !== 'order')
    await new Promise(requestAnimationFrame);
  return [counted, performance.now() - began, status.textContent];
}"""

FILTERS = (
    ("speaker", None),
    ("topic", "pay"),
    ("source", "Gazette 8"),
    ("from", "2030-01-01"),
    ("order", "oldest"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    path = find_browser()
    with serving(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(f"{served.url}quotes/")
        page.wait_for_load_state("networkidle")
        for name, size in sorted(served.sent, key=lambda sent: -sent[1]):
            print(f"{size:9,}  {name}")
        print(f"{sum(size for _, size in served.sent):9,}  bytes in all")
        for name, value in FILTERS:
            one_by_one(page, f"{served.url}quotes/", name, value)
        page.goto(f"{served.url}quotes/")
        page.wait_for_load_state("networkidle")
        print("each on top of the one before:")
        for name, value in FILTERS[1:]:
            report(page, name, value)
        browser.close()


def one_by_one(page: Page, address: str, name: str, value: str | None) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    report(page, name, value)


def report(page: Page, name: str, value: str | None) -> None:
    counted, shown, status = page.evaluate(TIMED, [name, value])
    what = f"{name}={value or '(the first)'}"
    print(f"{what}: counts {counted:.0f} ms, results {shown:.0f} ms. {status}")


if __name__ == "__main__":
    main()
