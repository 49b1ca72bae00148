"""The families of pages of a built site, and the busiest page of each.

The audits look at one page of each family: the largest, since it has most that can be wrong.
"""

import re
from pathlib import Path

# A long list is split by date, or by number where it has no dates.
_PART = r"(?:\d{4}(?:-\d\d){0,2}|unknown|page/\d+)"
# The name of each family and its addresses; the first that fits counts.
FAMILIES = {
    "home": r"",
    "not found": r"404\.html",
    "search panel": r"search/panel\.html",
    "actors": r"actors/",
    "part of the actors": rf"actors/{_PART}/",
    "part of an actor": rf"actors/[^/]+/{_PART}/",
    "actor": r"actors/[^/]+/",
    "explore": r"quotes/",
    "part of the quotes": rf"quotes/{_PART}/",
    "quotes of an article": r"quotes/[^/]+/",
    "quote": r"quotes/[^/]+/[^/]+/",
    "demands": r"demands/",
    "part of the demands": rf"demands/{_PART}/",
    "part of a demand": rf"demands/[^/]+/{_PART}/",
    "demand": r"demands/[^/]+/",
    "claims": r"claims/",
    "part of the claims": rf"claims/{_PART}/",
    "part of a claim": rf"claims/[^/]+/{_PART}/",
    "claim": r"claims/[^/]+/",
    "articles": r"articles/",
    "part of the articles": rf"articles/{_PART}/",
    "article": r"articles/[^/]+/",
    "topics": r"topics/",
    "topic": r"topics/[^/]+/",
    "part of a topic": rf"topics/[^/]+/{_PART}/",
    "timeline": r"timeline/",
    "part of the timeline": rf"timeline/{_PART}/",
    "sources": r"sources/",
    "part of the sources": rf"sources/{_PART}/",
    "corrections": r"corrections/",
    "briefings": r"briefings/",
    "briefing": r"briefings/[^/]+/",
    "Markdown": r"[^/]+/",
}


def family_of(address: str) -> str | None:
    """The family of the page at ``address`` (`actors/x/`); None if it has none."""
    return next((name for name, form in FAMILIES.items() if re.fullmatch(form, address)), None)


def busiest(site: Path) -> dict[str, str]:
    """The address of the largest page of each family that ``site`` has: `actors/x/`.

    What the search panel holds is looked at where it opens, not as a page.

    Raises:
        LookupError: if a page belongs to no family, so that nobody would look at it.
    """
    largest: dict[str, tuple[int, str]] = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        family = family_of(address)
        if family is None:
            raise LookupError(f"{address} belongs to no family of tests/families.py")
        largest[family] = max(largest.get(family, (0, "")), (file.stat().st_size, address))
    del largest["search panel"]
    return {name: largest[name][1] for name in FAMILIES if name in largest}


def file_of(site: Path, address: str) -> Path:
    """The file of the page at ``address``."""
    return site / address / "index.html" if address.endswith("/") or not address else site / address
