"""The desk of `make_desk.py` as a site for Hugo, with a page for each thing that ours has one for.

The pages are simpler than ours: the words, the names and the links, in a frame with a menu, and
nothing that must be worked out from the whole desk. There is no search, no data and no feed. What
belongs together (an actor's quotes) is put together here, so that Hugo only writes it. All of this
favours Hugo. Its lists have 100 entries a page.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

# Configuration and templates of the site.
_LAYOUT = Path(__file__).parent / "hugo_site"
KINDS = ("articles", "quotes", "actors", "demands", "topics")

_Page = dict[str, Any]


def write_site(desk: Path, folder: Path) -> None:
    """Write into ``folder`` what Hugo makes a site of the desk in the folder ``desk`` from."""
    content = desk / "content"
    loaded = {
        kind: {file.stem: _load(file) for file in sorted((content / kind).rglob("*.yml"))}
        for kind in ("actors", "demands", "articles")
    }
    names = {id_: actor["name"] for id_, actor in loaded["actors"].items()}
    pages: dict[str, _Page] = {}
    of: defaultdict[str, list[_Page]] = defaultdict(list)
    for id_, article in loaded["articles"].items():
        quotes = {quote["id"]: _quote(id_, article, quote, names) for quote in article["quotes"]}
        for quote in article["quotes"]:
            shown = quotes[quote["id"]]
            pages[f"quotes/{id_}/{quote['id']}"] = _page(shown["text"], quote["context"], [shown])
            for owner in (f"actors/{quote['speaker']}", *(f"topics/{t}" for t in quote["about"])):
                of[owner].append(shown)
        for row in (*article["demands"], *article["responses"]):
            of[f"demands/{row['demand']}"].append(quotes[row["quote"]])
        pages[f"articles/{id_}"] = _page(article["title"], article["summary"], [*quotes.values()])
    for id_, actor in loaded["actors"].items():
        roles = [f"{role['title']}, {names[role['of']]}" for role in actor.get("roles", ())]
        pages[f"actors/{id_}"] = _page(actor["name"], "; ".join(roles), of[f"actors/{id_}"])
    for id_, demand in loaded["demands"].items():
        facts = [
            {"name": name, "value": names[demand[name]], "to": f"/actors/{demand[name]}/"}
            for name in ("by", "to")
        ]
        page = _page(demand["title"], "", of[f"demands/{id_}"])
        pages[f"demands/{id_}"] = page | {"facts": facts}
    for id_, topic in _load(content / "topics.yml").items():
        pages[f"topics/{id_}"] = _page(topic["name"], "", of[f"topics/{id_}"][:100])
    _write(folder, pages)


def _load(file: Path) -> Any:  # noqa: ANN401 - what the file says
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)


def _quote(article_id: str, article: _Page, quote: _Page, names: dict[str, str]) -> _Page:
    return {
        "text": quote["text"],
        "name": names[quote["speaker"]],
        "speaker": f"/actors/{quote['speaker']}/",
        "date": str(article["source"]["published"]),
        "publisher": article["source"]["publisher"],
        "source": article["source"]["url"],
        "url": f"/quotes/{article_id}/{quote['id']}/",
    }


def _page(title: str, description: str, quotes: list[_Page]) -> _Page:
    return {"title": title, "description": description, "quotes": quotes}


def _write(folder: Path, pages: dict[str, _Page]) -> None:
    shutil.copytree(_LAYOUT, folder)
    files = {f"content/{kind}/_index.md": {"title": kind.title()} for kind in KINDS}
    files |= {f"content/{path}.md": page for path, page in pages.items()}
    for name, page in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(page), encoding="utf-8")
