"""Several processes write the pages of a large site, and the site is the same."""

import errno
import os
import signal
import time
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.structure.pages import Page
from tests.tiny_site import TinySite

from onrecord.plugin import page_writing
from onrecord.plugin.generated_files import GeneratedPage
from onrecord.plugin.plugin import OnrecordPlugin
from onrecord.plugin.prepare import Prepared
from onrecord.render import SitePage
from onrecord.render.renderer import Renderer
from onrecord.search.index import make_index
from onrecord.writing.processes import VARIABLE

# Newer versions of Python warn that what forks has threads: here those of the tests.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processes even for the pages of a small site, of which each takes two at once."""
    monkeypatch.setenv(VARIABLE, "3")
    # Other tests may have left some.
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(page_writing, "ENOUGH", 5)
    monkeypatch.setattr(page_writing, "AT_ONCE", 2)


def who_made(site: TinySite, monkeypatch: pytest.MonkeyPatch, *options: str) -> dict[str, str]:
    """Which process made each page, in a build of ``site``."""
    made = site.root / "made"
    made.mkdir(exist_ok=True)
    render = Renderer.render

    def noted(self: Renderer, page: SitePage, markdown: str | None = None) -> str:
        (made / f"_{page.uri}".replace("/", "_")).write_text(str(os.getpid()))
        return render(self, page, markdown)

    monkeypatch.setattr(Renderer, "render", noted)
    site.done("build", *options)
    return {file.name: file.read_text() for file in made.iterdir()}


def test_the_site_does_not_depend_on_the_number_of_processes(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    site.edit("site_config.yml", "site_name:", "site_url: https://example.org/\nsite_name:")
    alone = who_made(site, monkeypatch, "--site-dir", "alone")
    assert set(alone.values()) == {str(os.getpid())}
    request.getfixturevalue("processes")
    shared = who_made(site, monkeypatch, "--site-dir", "shared")
    assert len(set(shared.values())) > 1
    assert shared.keys() == alone.keys()
    assert site.built("shared") == site.built("alone")
    assert b"actors/" in site.built("shared")["sitemap.xml"]


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("killed", [False, True])
def test_what_the_search_finds_is_worked_out_by_another_process_in_the_meantime(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, *, killed: bool
) -> None:
    whole, parent, begun = site.built(built(site, "whole")), os.getpid(), site.root / "begun"
    monkeypatch.setattr(page_writing, "ENOUGH", 1)
    here: list[int] = []

    def noted(*given: Any) -> object:
        begun.touch()
        if killed and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        here.append(os.getpid())
        return make_index(*given)

    monkeypatch.setattr("onrecord.search.index.make_index", noted)
    prepare = OnrecordPlugin._begin_search

    def taken(plugin: OnrecordPlugin, prepared: Prepared) -> None:
        prepare(plugin, prepared)
        while not begun.exists():
            time.sleep(0.01)

    monkeypatch.setattr(OnrecordPlugin, "_begin_search", taken)
    assert site.built(built(site, "ahead")) == whole
    assert here == [parent] * killed


@pytest.mark.usefixtures("processes")
def test_what_a_process_did_not_finish_is_made_again(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = site.built(built(site, "whole"))
    parent = os.getpid()
    copy = GeneratedPage.forget_content

    def killed(self: GeneratedPage) -> None:
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        copy(self)

    monkeypatch.setattr(GeneratedPage, "forget_content", killed)
    assert site.built(built(site, "again")) == whole


@pytest.mark.usefixtures("processes")
def test_without_room_for_another_process_this_one_makes_all_pages(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> int:
        raise OSError(errno.ENOMEM, "no memory")

    monkeypatch.setattr("os.fork", full)
    assert set(who_made(site, monkeypatch).values()) == {str(os.getpid())}
    assert "Mia Brandt" in site.page("actors/mia-brandt/")


def test_a_page_that_cannot_be_made_is_not_written_empty(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = Renderer.render

    def fails_for_home(self: Renderer, page: SitePage, *rest: Any) -> str:
        if not page.uri:
            raise AttributeError("no such field")
        return render(self, page, *rest)

    monkeypatch.setattr(Renderer, "render", fails_for_home)
    with pytest.raises(RuntimeError, match="no such field"):
        site.done("build")


def built(site: TinySite, folder: str) -> str:
    site.done("build", "--site-dir", folder)
    return folder


@pytest.mark.usefixtures("processes")
def test_a_template_that_fails_is_reported_once_and_for_its_first_page(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("templates/pages/actor.html", "{{ view.nothing_of_this_name }}")
    several = site.onrecord("build")
    monkeypatch.setenv(VARIABLE, "1")
    alone = site.onrecord("build")
    fault = "templates/pages/actor.html:1:1: error[template-fault]"
    assert several.returncode == alone.returncode == 1
    assert several.stderr.count(fault) == alone.stderr.count(fault) == 1
    assert several.stderr.splitlines()[0] == alone.stderr.splitlines()[0]


HOOKS = {
    "on_files": "(files, config):\n    files.remove(files.get_file_from_path('topics/index.md'))\n"
    "    return files if len(files.documentation_pages()) > 9 else None\n",
    "on_page_markdown": "(markdown, page, config, files):\n"
    "    return markdown if len(files) > 9 else 'none'\n",
    "on_post_page": "(output, page, config):\n    return output + '<!-- seen -->'\n",
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("event", HOOKS)
def test_where_another_plugin_works_on_pages_mkdocs_makes_them_all(
    site: TinySite, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    # MkDocs keeps the hooks of a file, and another test may have had the same folder.
    site.write(f"{event}.py", f"def {event}{HOOKS[event]}")
    site.edit("site_config.yml", "site_name:", f"hooks: [{event}.py]\nsite_name:")
    assert set(who_made(site, monkeypatch).values()) == {str(os.getpid())}
    assert (event == "on_post_page") == ("<!-- seen -->" in site.page("actors/"))
    assert (event == "on_files") != ("topics/index.html" in site.built())


@pytest.mark.usefixtures("processes")
def test_a_number_of_processes_that_is_none_is_refused(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "many")
    run = site.ended(1, "build")
    assert "ONRECORD_PROCESSES is 'many', and should be a number, such as 2" in run.stderr


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/a", None])
@pytest.mark.parametrize("url", ["quotes/a/b/", "./", "actors/index.html", "old%20page/", "a:b/"])
def test_an_address_in_full_is_that_of_mkdocs(base: str | None, url: str) -> None:
    found = []
    for kind in (GeneratedPage, Page):
        page = kind.__new__(kind)
        page.file = SimpleNamespace(url=url)  # type: ignore[assignment]  # all that is asked of it
        page._set_canonical_url(base)
        found.append((page.canonical_url, page.abs_url))
    assert found[0] == found[1]
