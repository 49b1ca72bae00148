"""The site's configuration, ready for use, its faults as an exception of ours.

Two ways lead to it. A build and a preview run what the configuration names, so they read it as
MkDocs does (`load`). Every other command needs the settings alone, and runs nothing of what a
branch that somebody sent may name (`load_plainly`).
"""

import io
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugins
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_names
from yaml import YAMLError

from onrecord.reading import shown_path
from onrecord.records import fixed
from onrecord.render.environments import ThemeSandbox

from . import settings_file
from .doubtful_settings import WrittenSettings
from .option_values import in_plain_words, why_no_address, why_no_site_address
from .page_policy import active_settings
from .reporting import NamingFailures, OtherCode, caught_log
from .settings_file import OURS, ConfigurationFault, Tagged
from .site_options import OnrecordConfig, SiteSetup, known_settings

if TYPE_CHECKING:
    from .plugin import OnrecordPlugin

# Python, or templates that MkDocs renders without a sandbox.
_CODE = ("hooks", "extra_templates", "mdx_configs", "watch")
# Without these nothing is right: a tag in them is not a plain value, and a fault.
_NEEDED = ("site_name", "site_url", "docs_dir", "site_dir", "use_directory_urls", "nav")
# Their modules come with MkDocs or with us.
_THEMES = (OURS, "mkdocs", "readthedocs")
# Those of Python-Markdown itself, which read no file and run no code that they are given.
_MARKDOWN = "markdown.extensions."
_PLACES = ("templates", "cache", "captures")  # our options that name a place


class SandboxedTheme(Theme):
    """A theme of MkDocs; its templates reach nothing but what they are shown."""

    @classmethod
    def of(cls, theme: Theme, options: Mapping[str, Any]) -> "SandboxedTheme":
        """``theme``, which was made of ``options``, sandboxed."""
        given = {
            key: value
            for key, value in options.items()
            if key not in ("name", "custom_dir", "locale")
        }
        return cls(theme.name, custom_dir=theme.custom_dir, locale=str(theme.locale), **given)

    def get_env(self) -> Environment:
        """An environment for the theme's templates."""
        return ThemeSandbox.like(super().get_env())


@fixed
class Configuration:
    """A configuration that can be used; ``left_out`` of it is not used, since it would run."""

    config: MkDocsConfig
    options: OnrecordConfig
    warnings: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def plugin(self) -> "OnrecordPlugin":
        """What builds the site; a command that builds none has it not."""
        plugins = self.config.plugins.values()
        ours = (plugin for plugin in plugins if getattr(plugin, "config", None) is self.options)
        return cast("OnrecordPlugin", next(ours))

    @property
    def setup(self) -> SiteSetup:
        """How the site is made."""
        return SiteSetup(self.config, self.options)


def load(
    config_file: Path, *, site_dir: Path | None = None, strict: bool | None = None
) -> Configuration:
    """Read ``config_file`` as MkDocs does: hooks, plugins and extensions are imported.

    Raises:
        ConfigurationFault: it is not there, no YAML, incomplete, does not name the plugin, or names
            folders that cannot be used.
    """

    def loaded() -> MkDocsConfig:
        others = OtherCode.named_in(config_file)
        with NamingFailures(others, lambda said: ConfigurationFault([said])):
            folder = str(site_dir.absolute()) if site_dir else None
            return load_config(str(config_file), site_dir=folder, strict=strict)

    with _placing(config_file):
        # Its faults are found before a library fails on them.
        _check_addresses(settings_file.read_settings(config_file))
        return _configuration(loaded)


@contextmanager
def _placing(config_file: Path) -> Iterator[None]:
    """Add the line to faults in the block, and report unknown settings."""
    try:
        yield
    except ConfigurationFault as fault:
        said = [in_plain_words(it, get_plugins()) for it in fault.messages]
        if any(it.startswith(f"{shown_path(config_file)}:") for it in said):
            raise
        written = WrittenSettings(config_file)
        found = written.unknown(known_settings())
        unknown = [f"{it.file}:{it.line}: {it.message}; hint: {it.hint}" for it in found]
        raise ConfigurationFault([*unknown, *written.placed(said)]) from None


def load_plainly(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    strict: bool | None = None,
    untrusted: bool = False,
    building: bool = False,
) -> Configuration:
    """Read ``config_file`` as plain data: nothing that it names is run or imported.

    Where it is ``untrusted``, folders must be inside, no variable of the environment is read, and
    every template is rendered in a sandbox. Only for ``building``, our plugin is imported.

    Raises:
        ConfigurationFault: as `load` does; and where a folder leads out.
    """
    with _placing(config_file):
        values, left_out = _plain_settings(config_file, untrusted=untrusted)
        _check_addresses(values)
        if strict is not None:
            values["strict"] = strict
        if site_dir:
            values["site_dir"] = str(site_dir.absolute())
        path = str(config_file.absolute())
        options = None if building else _options(values["plugins"], path)
        if options:
            values["plugins"] = []

        def loaded() -> MkDocsConfig:
            # An empty file, and the values in place of what it says.
            config = load_config(io.BytesIO(), config_file_path=path, **values)
            if untrusted:
                config.theme = SandboxedTheme.of(config.theme, values["theme"])
            return config

        made = _configuration(loaded, options)
        if untrusted:
            made.options.distrust()
        return replace(made, left_out=tuple(left_out))


def _options(plugins: Sequence[Mapping[str, Any]], path: str) -> OnrecordConfig | None:
    """Our options in ``plugins``; ``None`` if MkDocs would report more."""
    given = [named[OURS] or {} for named in plugins]
    if len(given) != 1 or not isinstance(given[0], dict) or "enabled" in given[0]:
        return None
    options = OnrecordConfig(config_file_path=path)
    options.load_dict(given[0])
    return None if any(options.validate()) else options


def _configuration(
    read: Callable[[], MkDocsConfig], options: OnrecordConfig | None = None
) -> Configuration:
    """The configuration from ``read``, with our ``options`` or those of our plugin in it."""
    with caught_log(logging.WARNING, quiet=True) as lines:
        try:
            config = read()
        except (MkDocsException, ValidationError, YAMLError, OSError, UnicodeDecodeError) as error:
            said = lines.errors or lines.warnings or [str(error)]
            raise ConfigurationFault(said) from None
    # A hook is among the plugins too, and has no options.
    every = (options, *(getattr(plugin, "config", None) for plugin in config.plugins.values()))
    ours = next((each for each in every if isinstance(each, OnrecordConfig)), None)
    if ours is None:
        raise ConfigurationFault(["the plugin 'onrecord' is missing from 'plugins'"])
    # Of settings that there are not, a check says more.
    warnings = tuple(it for it in lines.warnings if "Unrecognised configuration" not in it)
    made = Configuration(config, ours, warnings)
    if faults := made.setup.folder_faults():
        raise ConfigurationFault(faults)
    return made


def _check_addresses(settings: Mapping[str, Any]) -> None:
    for key, why_not in (("site_url", why_no_site_address), ("repo_url", why_no_address)):
        value = settings.get(key)
        if isinstance(value, str) and value and (why := why_not(value)):
            raise ConfigurationFault([f"Config value '{key}': {why}"])


def _plain_settings(config_file: Path, *, untrusted: bool) -> tuple[dict[str, Any], list[str]]:
    """The settings in ``config_file`` that are plain data, and the names of what is left out.

    Where it is ``untrusted``, no variable of the environment is read, every folder that it names
    must be inside, and what would run in a reader's browser is left out too.

    Raises:
        ConfigurationFault: it cannot be read, or what is needed is no plain data or leads out.
    """
    bounds = settings_file.Bounds.around(config_file) if untrusted else None
    settings = settings_file.read_settings(config_file, bounds, known=MkDocsConfig().keys())
    left_out = [key for key in _CODE if settings.pop(key, None)]
    left_out += [key for key in active_settings(settings) if untrusted and settings.pop(key, None)]
    plugins, others = _plugins(settings.pop("plugins", None))
    if not untrusted:
        _check_installed(others, settings.get("theme"))
    left_out += [f"the plugin {name}" for name in others]
    extensions, foreign = _extensions(settings.pop("markdown_extensions", None))
    left_out += [f"the Markdown extension {name}" for name in foreign]
    theme = _theme(settings.pop("theme", None), left_out, untrusted=untrusted)
    values = dict(_plain(settings, left_out))
    values |= {"plugins": plugins, "markdown_extensions": extensions, "theme": theme}
    if bounds:
        _check_inside(config_file.parent, values, bounds)
    return values, left_out


def _plain(settings: Mapping[str, Any], left_out: list[str]) -> Iterator[tuple[str, Any]]:
    for key, value in settings.items():
        found = next(settings_file.tags(value), None)
        if key.startswith("config_file"):
            raise ConfigurationFault([f"Config value '{key}': it cannot be set here"])
        if found is None:
            yield key, value
        elif key in _NEEDED:
            raise _no_plain_value(key, found)
        else:
            left_out.append(key)


def _no_plain_value(where: str, found: Tagged) -> ConfigurationFault:
    return ConfigurationFault(
        [f"Config value '{where}': the tag {found.tag} in line {found.line} is not a plain value"]
    )


def _plugins(value: object) -> tuple[list[dict[str, Any]], list[str]]:
    """Our plugin with its options, and the names of the others."""
    if value is not None and not isinstance(value, Mapping | list):
        raise ConfigurationFault(["Config value 'plugins': expected a list of plugins"])
    ours: list[dict[str, Any]] = []
    others: list[str] = []
    for name, options in settings_file.names_and_options(value):
        if name.removeprefix("/") != OURS:
            others.append(name)
        elif found := next(settings_file.tags(options), None):
            raise _no_plain_value(f"plugins: {OURS}", found)
        else:
            ours.append({OURS: options})
    return ours, others


def _check_installed(names: Sequence[str], theme: object) -> None:
    """Check that the other plugins are installed, as MkDocs does, but import none of them."""
    installed = get_plugins() if names else {}
    own = theme.get("name") if isinstance(theme, Mapping) else theme
    for name in names:
        if not {name.removeprefix("/"), f"{own}/{name}"} & installed.keys():
            message = f"Config value 'plugins': The \"{name}\" plugin is not installed"
            raise ConfigurationFault([message])


def _extensions(value: object) -> tuple[list[Any], list[str]]:
    """The extensions of Python-Markdown itself, and the names of the others."""
    own = {
        name
        for entry in entry_points(group="markdown.extensions")
        if entry.value.startswith(_MARKDOWN)
        for name in (entry.name, entry.value.partition(":")[0])
    }
    kept: list[Any] = []
    foreign: list[str] = []
    for name, options in settings_file.names_and_options(value):
        if name not in own:
            foreign.append(name)
        elif next(settings_file.tags(options), None):
            kept.append(name)  # such as a function that makes the ids of headings
        else:
            kept.append({name: options or {}})
    return kept, foreign


def _theme(value: object, left_out: list[str], *, untrusted: bool) -> dict[str, Any]:
    """The theme; a theme of others is not imported."""
    given = dict(value) if isinstance(value, Mapping) else {"name": value}
    if found := next(settings_file.tags(given.get("name")), None):
        raise _no_plain_value("theme", found)
    name = given.get("name")
    if name is not None and name not in _THEMES and name in get_theme_names():
        left_out.append(f"the theme {name}")
        return {"name": "mkdocs", "highlightjs": False}
    theme = {
        key: option for key, option in given.items() if not next(settings_file.tags(option), None)
    }
    if untrusted:
        theme.pop("static_templates", None)
    return {"name": "mkdocs"} if value is None else theme


def _check_inside(folder: Path, values: Mapping[str, Any], bounds: settings_file.Bounds) -> None:
    """Check that every folder in the settings is inside."""
    folders = {key: values.get(key) for key in ("docs_dir", "site_dir")}
    folders["theme: custom_dir"] = values["theme"].get("custom_dir")
    for plugin in values["plugins"]:
        options = plugin[OURS]
        if isinstance(options, Mapping):
            folders |= {f"{OURS}: {key}": options.get(key) for key in _PLACES}
    for key, value in folders.items():
        if isinstance(value, str) and not bounds.include(folder / value):
            raise ConfigurationFault([f"Config value '{key}': it points outside {bounds.folder}"])
