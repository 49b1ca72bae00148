"""A template is compiled again when its text has changed, and not before."""

from pathlib import Path
from types import CodeType

import pytest
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from tests.tiny_site import TinySite

from onrecord.render import CompiledTemplates, SiteInfo, Words
from onrecord.render.environments import TemplateSandbox, TrustedEnvironment
from onrecord.render.inheritance import template_loader
from onrecord.render.renderer import Renderer, make_environment
from onrecord.render.site import Addresses
from onrecord.render.templates import packaged_templates


@pytest.fixture
def compilings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the templates, as they are compiled; nothing is kept from before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    names: list[str] = []
    really = Environment.compile

    def compile_it(self: Environment, source: str, name: str, file: str) -> CodeType:
        names.append(name)
        return really(self, source, name, file)

    monkeypatch.setattr(Environment, "compile", compile_it)
    monkeypatch.delattr(Environment, "bytecode_cache")  # that of the tests
    return names


def rendering(folder: Path, kept: CompiledTemplates, *names: str) -> None:
    words = Words.load([packaged_templates()])
    renderer = Renderer(folder, words, directory_urls=True, site=SiteInfo("Harbour"), compiled=kept)
    assert renderer.compile(names) == []


def test_only_a_changed_text_is_compiled_again(tmp_path: Path, compilings: list[str]) -> None:
    kept = CompiledTemplates()
    for text in ("<h1>First</h1>", "<h1>First</h1>", "<h1>Second</h1>", "<h1>First</h1>"):
        (tmp_path / "one.html").write_text(text)
        rendering(tmp_path, kept, "one.html")
    assert compilings == ["one.html"] * 3


def test_a_template_in_the_sandbox_is_not_the_one_without(
    tmp_path: Path, compilings: list[str]
) -> None:
    kept = CompiledTemplates()
    (tmp_path / "one.html").write_text("<h1>One</h1>")
    for kind in (TemplateSandbox, TrustedEnvironment):
        kind(loader=template_loader([tmp_path]), bytecode_cache=kept).get_template("one.html")
    assert compilings == ["one.html"] * 2


def test_words_in_the_code_are_those_of_the_catalogue(tmp_path: Path) -> None:
    kept = CompiledTemplates()
    shows = "{{ t('finder.open') }}, {{ t('parts.count', count=2) }}, {{ t('finder.open')|length }}"
    (tmp_path / "one.html").write_text(shows)
    for language, expected in (("en", "Search, (2), 6"), ("fr", "Rechercher, (2), 10")):
        words = Words.load([packaged_templates()], language)
        site, addresses = SiteInfo("Harbour"), Addresses(directory_urls=True)
        environment = make_environment([tmp_path], words, addresses, site, kept)
        assert environment.get_template("one.html").render() == expected


def test_our_own_templates_are_not_compiled_only_to_be_checked(compilings: list[str]) -> None:
    rendering(packaged_templates(), CompiledTemplates(), "pages/topic.html")
    assert compilings == []


def test_a_preview_compiles_what_has_changed_alone(tmp_path: Path, compilings: list[str]) -> None:
    site = TinySite.at(tmp_path / "harbour")
    site.write("templates/theme/main.html", '{% extends "base.html" %}')
    config = load_config(str(site.config))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert {"pages/actor.html", "main.html", "base.html"} <= set(compilings)
    compilings.clear()
    site.write("templates/theme/main.html", '{% extends "base.html" %} ')
    build(config)
    assert compilings == ["main.html"]


def compiled(folder: Path, name: str) -> None:
    """Compile a template as a command does that has just begun."""
    words, addresses = Words.load([packaged_templates()]), Addresses(directory_urls=True)
    kept, site = CompiledTemplates(), SiteInfo("Harbour")
    make_environment([folder], words, addresses, site, kept).get_template(name)


def test_our_own_templates_are_compiled_once_for_all_commands(
    tmp_path: Path, compilings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        compiled(packaged_templates(), "pages/moved.html")
    assert compilings == ["pages/moved.html"]
    (kept,) = (tmp_path / "cache/onrecord/templates").iterdir()
    whole = kept.read_bytes()
    for spoilt in (whole[:-1], whole[:80], b"", whole[1:], whole[:64] + whole[65:]):
        kept.write_bytes(spoilt)
        compilings.clear()
        compiled(packaged_templates(), "pages/moved.html")
        assert compilings == ["pages/moved.html"]
        assert kept.read_bytes() == whole
    monkeypatch.setenv("ONRECORD_CACHE_SECRET", "of another user")
    compiled(packaged_templates(), "pages/moved.html")
    assert compilings == ["pages/moved.html"] * 2


def test_a_template_of_a_site_is_not_kept(tmp_path: Path, compilings: list[str]) -> None:
    (tmp_path / "one.html").write_text("<h1>One</h1>")
    for _ in range(2):
        compiled(tmp_path, "one.html")
    assert compilings == ["one.html"] * 2
    assert not (tmp_path / "cache").exists()
