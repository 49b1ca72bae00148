"""After any edits, the pages of a preview are those of a preview that has just begun."""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.cli.after_edits import KEPT
from tests.tiny_site import TinySite

from onrecord.cli import last_build
from onrecord.desk import load as desk_load
from onrecord.diagnostics import Diagnostic, Severity
from onrecord.plugin.page_writing import PagesOnRequest
from onrecord.plugin.plugin import OnrecordPlugin
from onrecord.reading import ContentFile, yaml_text
from onrecord.records import Records, load
from onrecord.site import plan


class InProcess:
    """A preview in this process, without its server."""

    def __init__(self, site: TinySite) -> None:
        self._file = site.config
        self.folder = Path(tempfile.mkdtemp(dir=site.root))
        self._objects: dict[str, object] = {}
        config = self._config()
        self.plugin: OnrecordPlugin = config.plugins["onrecord"]  # type: ignore[assignment]  # it is ours
        config.plugins.on_startup(command="serve", dirty=False)
        self._plugins = config.plugins
        build(config, serve_url="http://127.0.0.1:8000/")

    def _config(self) -> MkDocsConfig:
        # MkDocs keeps the objects of plugins from one configuration to the next.
        cache: dict[str, object] = vars(MkDocsConfig)["plugins"].plugin_cache
        cache.clear()
        cache.update(self._objects)
        config = load_config(str(self._file), site_dir=str(self.folder))
        self._objects = dict(cache)
        return config

    @property
    def on_request(self) -> PagesOnRequest:
        return self.plugin._on_request

    def rebuild(self) -> None:
        self.on_request.built(lambda: build(self._config(), serve_url="http://127.0.0.1:8000/"))

    def all(self) -> dict[str, bytes]:
        """Every page and file, as a browser gets it; what is wrong is on each page."""
        own = self.plugin._own
        assert own
        wanted = [f"{uri}index.html" for uri in own.pages]
        wanted += [file.uri for file in own.files if not file.uri.startswith("data/")]
        for uri in (*wanted, "search/meta.json", "sitemap.xml"):
            self.on_request.write(uri)
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}

    def end(self) -> None:
        self._plugins.on_shutdown()


def shown(preview: InProcess) -> tuple[list[Diagnostic], dict[str, bytes]]:
    """What a preview reports, and its pages where that has no error."""
    reported = sorted(preview.plugin.diagnostics, key=repr)
    if any(found.severity is Severity.ERROR for found in reported):
        # One has the pages of the last good desk, and the other none.
        return [found for found in reported if found.code != "broken-link"], {}
    return reported, preview.all()


@pytest.fixture
def preview(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setattr(load, "_TICK", 0)  # what was written long ago is not read again
    site.edit("site_config.yml", "onrecord:\n", "onrecord:\n      share_pictures: false\n")
    preview = InProcess(site)
    yield preview
    preview.end()


Edit = Callable[[TinySite], object]
RALLY, MIA, RISE = "articles/rally.yml", "actors/mia-brandt.yml", "demands/pay-rise.yml"


def changed(name: str, old: str, new: str) -> Edit:
    """Has ``new`` for ``old`` in a file, or the other way round where that is done already."""

    def edit(site: TinySite) -> None:
        path = site.root / name
        if path.is_file() and (text := path.read_text("utf-8")):
            path.write_text(text.replace(new, old) if new in text else text.replace(old, new))

    return edit


def there(name: str, text: str) -> Edit:
    """Has a file that is not there yet, and else not."""

    def edit(site: TinySite) -> None:
        path = site.root / name
        path.unlink() if path.is_file() else site.write(name, text)

    return edit


def copied(old: str, new: str, *replaced: tuple[str, str]) -> Edit:
    def edit(site: TinySite) -> None:
        text = (site.root / "content" / old).read_text("utf-8")
        for one, other in replaced:
            text = text.replace(one, other)
        there(f"content/{new}", text)(site)

    return edit


EDITS: list[Edit] = [
    changed(f"content/{MIA}", "name: Mia Brandt", "name: Mia Ode"),
    changed(f"content/{MIA}", "title: Secretary", "title: Speaker"),
    changed(f"content/{MIA}", "    of: dock-union", "    of: port-authority"),
    changed(f"content/{RALLY}", "We want <ten>", "We need <eleven>"),
    changed(f"content/{RALLY}", "title: A rally", "title: Another rally"),
    changed(f"content/{RALLY}", "date: 2031-05-02", "date: 2031-05-01"),
    changed(f"content/{RALLY}", "speaker: mia-brandt", "speaker: nobody"),
    changed(f"content/{RALLY}", "demands:", "demandes:"),
    changed(f"content/{RISE}", "action: do", "action: stop"),
    changed("content/topics.yml", "name: Pay", "name: Wages"),
    changed("content/about.md", "#", "# More,"),
    changed("site_config.yml", "through: 2031-05-31", "through: 2031-06-30"),
    there("content/actors/otto-new.yml", "name: Otto New\nkind: person\n"),
    copied(RALLY, "articles/march.yml", ("A rally", "A march"), ("05-0", "05-1")),
    copied(RALLY, "articles/2031/vigil.yml", ("A rally", "A vigil"), ("ten> per", "nine> per")),
    copied(RISE, "demands/short-week.yml", ("title: ", "title: Not ")),
    there("content/claims/no-money.yml", "text: No money\nby: port-authority\nkind: fact\n"),
    there("templates/words/en.yml", "sections:\n  actors: Persons\n"),
    there("templates/pages/actor.html", '{% extends "default:pages/actor.html" %}'),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_the_pages_of_a_preview_are_as_if_it_had_just_begun(
    site: TinySite, preview: InProcess, seed: int
) -> None:
    choice = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(4):
        for edit in choice.sample(EDITS, 4):
            edit(site)
            preview.rebuild()
        fresh = InProcess(site)
        assert shown(preview) == shown(fresh)
        fresh.end()


def test_a_preview_begins_with_what_a_check_has_left(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "_TICK", 0)
    monkeypatch.setattr(last_build, "_FIRST_WRITTEN", -(10**12))
    for name in ("holds", "keep"):
        monkeypatch.setattr(last_build.LastBuild, name, KEPT[name])
    site.edit("site_config.yml", "onrecord:\n", "onrecord:\n      share_pictures: false\n")
    site.onrecord("check")
    site.edit("content/articles/rally.yml", "We want <ten>", "We need <eleven>")
    fresh = InProcess(site)
    monkeypatch.chdir(site.root)  # as the command was run
    known = replace(last_build.last_check(site.config), files=True)
    read: list[str] = []
    records_of_file = load.records_of_file

    def parsed(file: ContentFile, data: bytes | Diagnostic) -> Records:
        read.extend([file.id] if file.kind == "article" else [])
        return records_of_file(file, data)

    with monkeypatch.context() as patch:
        patch.setattr(load, "records_of_file", parsed)
        patch.setattr(desk_load, "all_found", None)  # it is not called
        patch.setattr(OnrecordPlugin, "reading", known)
        preview = InProcess(site)
    assert read == ["rally"]
    assert shown(preview) == shown(fresh)
    for edit, another in zip(EDITS[:8:2], EDITS[1:8:2], strict=True):
        for one in (edit, another):
            one(site)
            preview.rebuild()
        fresh.rebuild()
        assert shown(preview) == shown(fresh)
    fresh.end()
    preview.end()


def test_an_edit_reads_one_file_and_plans_what_is_asked_for(
    site: TinySite, preview: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    read_data = yaml_text.read_data

    def noted(path: Path) -> object:
        read.append(path.name)
        return read_data(path)

    monkeypatch.setattr(load, "read_data", noted)
    monkeypatch.setattr(plan, "plan_site", None)  # it is not called
    preview.rebuild()
    assert read == []
    site.edit(f"content/{MIA}", "Brandt", "Ode")
    preview.rebuild()
    assert read == ["mia-brandt.yml"]
    assert preview.on_request.write("actors/mia-brandt/index.html")
    assert not preview.on_request.write("actors/nobody/index.html")
    assert "Mia Ode" in (preview.folder / "actors/mia-brandt/index.html").read_text("utf-8")
