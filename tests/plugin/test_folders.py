"""Folders of the configuration, and symbolic links that lead out of one."""

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from tests.tiny_site import TinySite

from onrecord.plugin.plugin import OnrecordPlugin
from onrecord.plugin.site_options import SiteSetup

PLAN = "the union's own plan"


@pytest.fixture
def private(site: TinySite) -> Path:
    """A file outside the desk, in a folder that a link could lead to."""
    folder = site.root.parent / "private"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


def set_option(site: TinySite, option: str) -> None:
    site.edit("site_config.yml", "coverage:", f"{option}\n      coverage:")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("captures: content/texts", "captures (content/texts) is inside docs_dir (content)"),
        ("captures: content", "captures (content) is inside docs_dir (content)"),
        ("captures: .", "docs_dir (content) is inside captures"),
        ("cache: content/.cache", "cache (content/.cache) is inside docs_dir (content)"),
        ("cache: site/.cache", "cache (site/.cache) is inside site_dir (site)"),
        ("captures: site", "captures (site) is inside site_dir (site)"),
        ("templates: content/templates", "templates (content/templates) is inside docs_dir"),
        ("captures: templates/texts", "captures (templates/texts) is inside templates (templates)"),
        ("cache: captures", "cache (captures) is inside captures (captures)"),
    ],
)
def test_no_folder_lies_in_another(site: TinySite, option: str, said: str) -> None:
    set_option(site, option)
    for command in ("check", "build", "verify"):
        run = site.onrecord(command)
        assert (run.returncode, "Traceback" in run.stderr) == (2, False)
        assert f"error: {said}" in run.stderr
    assert not (site.root / "site").exists()


def test_the_folder_of_a_theme_lies_in_none_but_templates(site: TinySite) -> None:
    def judged(folder: str) -> str:
        (site.root / folder).mkdir(parents=True, exist_ok=True)
        config = load_config(str(site.config), theme={"name": "onrecord", "custom_dir": folder})
        plugin = config.plugins["onrecord"]
        assert isinstance(plugin, OnrecordPlugin)
        return "\n".join(SiteSetup(config, plugin.config).folder_faults())

    assert "is inside custom_dir" in judged("captures")
    assert "is inside docs_dir" in judged("content/look")
    assert "is inside custom_dir" in judged(".")
    assert judged("templates/theme") == judged("look") == ""


@pytest.mark.parametrize("option", ["captures: ../texts", "captures: contents", "cache: site-x"])
def test_folders_beside_each_other_are_fine(site: TinySite, option: str) -> None:
    set_option(site, option)
    site.done("check")


def test_a_link_may_lead_into_the_content_otherwise(site: TinySite) -> None:
    (site.root / "texts").symlink_to("content")
    set_option(site, "captures: texts")
    site.ended(2, "check")


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("content", "docs_dir"),
        ("captures", "captures"),
        ("templates", "templates"),
        (".cache", "cache"),
        (".cache/onrecord/share", "cache"),
        ("frame", "custom_dir"),
    ],
)
def test_no_folder_is_a_link_out_of_the_site(
    site: TinySite, private: Path, name: str, option: str
) -> None:
    if name == "content":
        (site.root / name).rename(private / name)
        private /= name
    (site.root / name).parent.mkdir(parents=True, exist_ok=True)
    (site.root / name).symlink_to(private)
    if option == "custom_dir":
        site.edit("site_config.yml", "name: onrecord", "name: onrecord\n  custom_dir: frame")
    for command in ("check", "build"):
        run = site.ended(2, command)
        assert f"error: {option}: {name}" in run.stderr
        assert "symbolic link" in run.stderr


def test_mkdocs_refuses_it_too(site: TinySite, private: Path) -> None:
    (site.root / "content").rename(private / "content")
    (site.root / "content").symlink_to(private / "content")
    config = load_config(str(site.config))
    with pytest.raises(PluginError, match="content is a symbolic link that points outside"):
        config.plugins.on_config(config)


def test_a_folder_may_be_a_link_within_the_site_or_be_named_elsewhere(
    site: TinySite, private: Path
) -> None:
    (site.root / "desk").mkdir()
    (site.root / "content").rename(site.root / "desk/words")
    (site.root / "content").symlink_to("desk/words")
    set_option(site, f"captures: {private}")
    site.done("check")


@pytest.mark.parametrize(
    "path",
    [
        "templates/pages/actor.html",
        "templates/cards",
        "templates/words/en.yml",
        "templates/house_style/en.yml",
        "templates/theme/img/mark.svg",
        "templates/.parts/part.html",
        "frame/mark.svg",
    ],
)
def test_no_template_is_a_link_out(site: TinySite, private: Path, path: str) -> None:
    site.edit("site_config.yml", "name: onrecord", "name: onrecord\n  custom_dir: frame")
    link = site.root / path
    link.parent.mkdir(parents=True)
    (site.root / "frame").mkdir(exist_ok=True)
    link.symlink_to(private / "plan.txt" if "." in link.name else private)
    run = site.ended(1, "check")
    assert f"{path}:1:1: error[outside-templates]" in run.stdout
    assert PLAN not in run.stdout
    site.ended(1, "build")
    assert not (site.root / "site").exists()
    if path.startswith("templates"):
        for args in (
            ("export", "--format", "json", "-o", "data.json"),
            ("brief", "--since", "2031-05-01", "--format", "markdown", "-o", "week.md"),
        ):
            run = site.ended(1, *args)
            assert f"{path}:1:1: error[outside-templates]" in run.stderr
            assert PLAN not in run.stderr


def test_a_template_may_be_a_link_to_another(site: TinySite) -> None:
    site.write("templates/pages/person.html", "<h1>{{ view.name }}</h1>")
    (site.root / "templates/pages/actor.html").symlink_to("person.html")
    site.done("check")


def test_the_lock_is_not_read_through_a_link_out(site: TinySite, private: Path) -> None:
    (site.root / "content/captures.lock").unlink(missing_ok=True)
    (site.root / "content/captures.lock").symlink_to(private / "plan.txt")
    run = site.onrecord("check")
    assert "content/captures.lock:1:1: error[outside-content]" in run.stdout
    assert PLAN not in run.stdout


def test_templates_and_words_that_nothing_uses_are_reported(site: TinySite) -> None:
    site.write("templates/pages/actr.html", "<h1>{{ view.name }}</h1>")
    site.write(
        "templates/words/en.yml", "sections:\n  demnds: Claims for pay\n  our_desk: Our desk\n"
    )
    said = site.done("check").stdout
    assert "templates/pages/actr.html:1:1: warning[without-effect]" in said
    assert 'did you mean "pages/actor.html"?' in said
    assert "templates/words/en.yml:2:3: warning[without-effect]" in said
    assert 'did you mean "demands"?' in said
    assert "our_desk" not in said


def test_what_an_own_template_uses_is_not_reported(site: TinySite) -> None:
    site.write("templates/pages/about_us.html", "<h1>Us</h1>")
    site.write("templates/words/en.yml", "sections: {demnds: 'Claims for pay'}\n")
    site.write(
        "templates/pages/actor.html",
        '{% extends "default:pages/actor.html" %}{% block sources %}{{ words("sections.demnds") }}'
        '{% include "pages/about_us.html" %}{% endblock %}',
    )
    assert "without-effect" not in site.done("check").stdout


def test_words_behind_a_link_out_are_not_shown(site: TinySite, private: Path) -> None:
    (private / "words.yml").write_text(f"sections: {{demnds: {PLAN}}}\n", encoding="utf-8")
    link = site.root / "templates/words/en.yml"
    link.parent.mkdir(parents=True)
    link.symlink_to(private / "words.yml")
    said = site.ended(1, "check").stdout
    assert "error[outside-templates]" in said
    assert PLAN not in said
