"""A site's own templates reach nothing but what they are shown."""

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from tests.tiny_site import TinySite

from onrecord.render import Words
from onrecord.render.environments import (
    TemplateSandbox,
    ThemeSandbox,
    TrustedEnvironment,
    environment_class,
)
from onrecord.render.templates import RENDER_ERRORS, template_folders

WORDS = Words.load(template_folders(None))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ 'x'|attr('__class__') }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ t.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ t.load(['/etc']) }}",
        "{{ file.write_text('ran') }}",
        "{{ file.parent.rmdir() }}",
        "{{ made() }}",
        "{{ t.join(['ran'], file.write_text) }}",
    ],
)
def test_what_a_template_may_not_do(text: str, tmp_path: Path) -> None:
    environment = TemplateSandbox(undefined=StrictUndefined)
    environment.globals["t"] = WORDS
    template = environment.from_string(text)
    file = tmp_path / "ran"
    with pytest.raises(RENDER_ERRORS):
        template.render(file=file, made=lambda: file.write_text("ran", encoding="utf-8"))
    assert not file.exists()


def test_what_templates_do_every_day() -> None:
    environment = TemplateSandbox(undefined=StrictUndefined)
    environment.globals["t"] = WORDS
    template = environment.from_string(
        "{% set seen = [] %}{% set _ = seen.append('a') %}{{ seen|join }}"
        "{{ 'b'.upper() }}{{ '{} {end}'.format(1, end='c') }}{{ {'d': 1}.items()|list|length }}"
        "{% for one in range(2) %}{{ loop.cycle('e', 'f') }}{% endfor %}"
        "{% macro around() %}({{ caller() }}){% endmacro %}{% call around() %}g{% endcall %}"
        "{% set state = namespace(last='h') %}{{ state.last }}{{ cycler('i').next() }}"
        "{{ t('theme.skip') }}"
    )
    assert template.render() == f"aB1 c1ef(g)hi{WORDS('theme.skip')}"


@pytest.mark.parametrize(
    "text",
    [
        "{{ config.load_dict({'site_dir': 'elsewhere'}) }}",
        "{{ config.update({'site_dir': 'elsewhere'}) }}",
        "{{ config.extra_css.append('x') }}",
        "{{ config.theme.get_env() }}",
        "{{ file.generated(config, 'x', abs_src_path=secret).content_string }}",
    ],
)
def test_what_a_template_of_the_theme_may_not_do_to_mkdocs(text: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("words of another", encoding="utf-8")
    config = MkDocsConfig()
    environment = ThemeSandbox.like(Environment(autoescape=True))
    file = File("a.md", str(tmp_path), str(tmp_path), use_directory_urls=True)
    with pytest.raises(RENDER_ERRORS):
        environment.from_string(text).render(config=config, file=file, secret=str(secret))


def test_only_templates_of_a_site_are_in_the_sandbox(tmp_path: Path) -> None:
    assert environment_class(template_folders(None)) is TrustedEnvironment
    assert environment_class(template_folders(tmp_path)) is TemplateSandbox


def test_the_theme_of_an_untrusted_build_is_in_it_too(site: TinySite) -> None:
    text = "{% extends 'default:base.html' %}{% block footer %}ours{% endblock %}"
    site.write("templates/theme/main.html", text)
    site.done("build", "--untrusted")
    assert ">\nours" in site.page()
    site.edit("templates/theme/main.html", "ours", "{{ page.file.copy_file() }}")
    run = site.ended(1, "build", "--untrusted")
    assert "templates/theme/main.html:1" in run.stderr
    assert "may not call 'copy_file'" in run.stderr
