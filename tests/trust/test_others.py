"""What a hook, a plugin or a template raises is told with its name, and without a traceback."""

from typing import Any

import pytest
from mkdocs.config import config_options as option
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection
from tests.tiny_site import TinySite

from onrecord.plugin.reporting import OtherCode, why_incompatible

EVENT = "def on_page_markdown(markdown, **rest):\n    raise Odd('no such tide')\n"


@pytest.mark.parametrize(
    ("hook", "code", "said"),
    [
        (
            "raise KeyError('tide')\n",
            2,
            "the hook house/tide.py failed in line 1: KeyError: 'tide'",
        ),
        (
            "import nothing_here\n",
            2,
            "the hook house/tide.py failed in line 1: ModuleNotFoundError",
        ),
        (
            "open('/no/such/file')\n",
            2,
            "the hook house/tide.py failed in line 1: FileNotFoundError",
        ),
        ("def (\n", 2, "the hook house/tide.py is not valid Python: invalid syntax (line 1)"),
        (f"class Odd(Exception): pass\n{EVENT}", 1, "failed in line 3: Odd: no such tide"),
        ("def on_shutdown(): assert False, 'ebb'\n", 1, "failed in line 1: AssertionError: ebb"),
    ],
)
def test_a_hook_that_fails_is_named(site: TinySite, hook: str, code: int, said: str) -> None:
    # MkDocs keeps the hook of a path, and pytest may give the folder of a test to the next one.
    option.Hooks._load_hook.cache_clear()
    site.write("house/tide.py", hook)
    site.edit("site_config.yml", "plugins:", "hooks: [house/tide.py]\nplugins:")
    run = site.onrecord("build")
    assert run.returncode == code
    assert said in run.stderr
    assert not (site.root / "site").exists()


def test_plugins_and_extensions_are_known_by_their_modules(site: TinySite) -> None:
    site.edit("site_config.yml", "plugins:", "markdown_extensions: [toc]\nplugins:\n  - search")
    others = OtherCode.named_in(site.config)
    assert others.packages["mkdocs.contrib.search"] == "the plugin search"
    assert others.packages["markdown.extensions.toc"] == "the Markdown extension toc"
    assert not [package for package in others.packages if package.startswith("onrecord")]
    for module, said in (
        ("markdown.extensions.toc", "the Markdown extension toc failed: ValueError: tide"),
        ("onrecord.views.topic", None),
    ):
        scope: dict[str, Any] = {"__name__": module}
        exec("def fail():\n    raise ValueError('tide')", scope)  # noqa: S102 - a module that fails
        with pytest.raises(ValueError, match="tide") as raised:
            scope["fail"]()
        assert others.blamed(raised.value) == said


def test_a_template_of_the_theme_that_fails_is_named(site: TinySite) -> None:
    text = "{% extends 'base.html' %}\n{% block footer %}{{ 1 / 0 }}{% endblock %}"
    site.write("templates/theme/main.html", text)
    run = site.ended(1, "build")
    assert "templates/theme/main.html:2:1: error[template-fault]: ZeroDivisionError" in run.stderr


class OfOthers(BasePlugin[LegacyConfig]):
    """A plugin with one option."""

    config_scheme = (("match_path", option.Type(str, default=".*")),)


@pytest.mark.parametrize(
    ("name", "match_path", "said"),
    [
        ("i18n", ".*", "cannot be used with onrecord"),
        ("rss", ".*", "give it a `match_path`"),
        ("rss", "news/.*", None),
        ("tags", ".*", None),
    ],
)
def test_plugins_that_need_a_file_for_each_page_are_told(
    name: str, match_path: str, said: str | None
) -> None:
    plugin = OfOthers()
    plugin.load_config({"match_path": match_path})
    config = MkDocsConfig()
    config.plugins = PluginCollection()
    config.plugins[name] = plugin
    why = why_incompatible(config)
    assert (why is None) if said is None else (why is not None and said in why)
