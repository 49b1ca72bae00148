"""What of a configuration is used where nothing of it may run: the settings of MkDocs and ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugins
from mkdocs.utils import get_theme_names

from .settings_file import Bounds, ConfigurationFault, Tagged, read_settings, tags

OURS = "onrecord"

# Python, or templates that MkDocs renders without a sandbox.
_CODE = ("hooks", "extra_templates", "mdx_configs", "watch")
# Without these nothing is right: a tag in them is no plain value, and a fault.
_NEEDED = ("site_name", "site_url", "docs_dir", "site_dir", "use_directory_urls", "nav")
# Their modules come with MkDocs or with us.
_THEMES = (OURS, "mkdocs", "readthedocs")
# Those of Python-Markdown itself, which read no file and run no code that they are given.
_MARKDOWN = "markdown.extensions."
# The options of ours that name a place.
_PLACES = ("templates", "cache", "captures")


@dataclass(frozen=True, slots=True)
class PlainSettings:
    """A configuration for MkDocs without anything that runs, and the names of what is left out."""

    values: Mapping[str, Any]
    left_out: tuple[str, ...]


def plain_settings(config_file: Path, *, untrusted: bool) -> PlainSettings:
    """The settings in ``config_file`` that are plain data.

    Where it is ``untrusted``, no variable of the environment is read, every folder that it names
    must lie inside, and what would run in a reader's browser is left out too.

    Raises:
        ConfigurationFault: it cannot be read, or what is needed is no plain data or leads out.
    """
    bounds = Bounds.around(config_file) if untrusted else None
    settings = read_settings(config_file, bounds, known=MkDocsConfig().keys())
    left_out = [key for key in _CODE if settings.pop(key, None)]
    if untrusted and settings.pop("extra_javascript", None):
        left_out.append("extra_javascript")
    plugins, others = _plugins(settings.pop("plugins", None))
    if not untrusted:
        _see_installed(others, settings.get("theme"))
    left_out += [f"the plugin {name}" for name in others]
    extensions, foreign = _extensions(settings.pop("markdown_extensions", None))
    left_out += [f"the Markdown extension {name}" for name in foreign]
    theme = _theme(settings.pop("theme", None), left_out, untrusted=untrusted)
    values = dict(_plain(settings, left_out))
    values |= {"plugins": plugins, "markdown_extensions": extensions, "theme": theme}
    if bounds:
        _see_inside(config_file.parent, values, bounds)
    return PlainSettings(values, tuple(left_out))


def _plain(settings: Mapping[str, Any], left_out: list[str]) -> Iterator[tuple[str, Any]]:
    for key, value in settings.items():
        found = next(tags(value), None)
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
        [f"Config value '{where}': the tag {found.tag} in line {found.line} is no plain value"]
    )


def names_and_options(value: object) -> Iterator[tuple[str, Any]]:
    """Name and options of each plugin or extension, in the ways that they can be written."""
    if isinstance(value, Mapping):
        yield from ((str(name), options) for name, options in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            if isinstance(item, Mapping):
                yield from ((str(name), options) for name, options in item.items())
            else:
                yield (f"{item.tag}" if isinstance(item, Tagged) else str(item)), None


def _plugins(value: object) -> tuple[list[dict[str, Any]], list[str]]:
    """Ours with its options, and the names of the others."""
    if value is not None and not isinstance(value, Mapping | list):
        raise ConfigurationFault(["Config value 'plugins': expected a list of plugins"])
    ours: list[dict[str, Any]] = []
    others: list[str] = []
    for name, options in names_and_options(value):
        if name.removeprefix("/") != OURS:
            others.append(name)
        elif found := next(tags(options), None):
            raise _no_plain_value(f"plugins: {OURS}", found)
        else:
            ours.append({OURS: options})
    return ours, others


def _see_installed(names: Sequence[str], theme: object) -> None:
    """See that the other plugins are there, as MkDocs would; none of them is imported."""
    installed = get_plugins()
    own = theme.get("name") if isinstance(theme, Mapping) else theme
    for name in names:
        if not {name.removeprefix("/"), f"{own}/{name}"} & installed.keys():
            message = f"Config value 'plugins': The \"{name}\" plugin is not installed"
            raise ConfigurationFault([message])


def _extensions(value: object) -> tuple[list[Any], list[str]]:
    """The Markdown extensions that come with Python-Markdown, and the names of the others."""
    own = {
        name
        for entry in entry_points(group="markdown.extensions")
        if entry.value.startswith(_MARKDOWN)
        for name in (entry.name, entry.value.partition(":")[0])
    }
    kept: list[Any] = []
    foreign: list[str] = []
    for name, options in names_and_options(value):
        if name not in own:
            foreign.append(name)
        elif next(tags(options), None):
            kept.append(name)  # such as a function that makes the ids of headings
        else:
            kept.append({name: options or {}})
    return kept, foreign


def _theme(value: object, left_out: list[str], *, untrusted: bool) -> dict[str, Any]:
    """The theme; the module of one that is neither MkDocs' nor ours is not imported."""
    given = dict(value) if isinstance(value, Mapping) else {"name": value}
    if found := next(tags(given.get("name")), None):
        raise _no_plain_value("theme", found)
    name = given.get("name")
    if name is not None and name not in _THEMES and name in get_theme_names():
        left_out.append(f"the theme {name}")
        return {"name": "mkdocs", "highlightjs": False}
    theme = {key: option for key, option in given.items() if not next(tags(option), None)}
    if untrusted:
        theme.pop("static_templates", None)
    return {"name": "mkdocs"} if value is None else theme


def _see_inside(folder: Path, values: Mapping[str, Any], bounds: Bounds) -> None:
    """See that every folder that is named lies inside.

    Raises:
        ConfigurationFault: one does not.
    """
    names_and_options = {key: values.get(key) for key in ("docs_dir", "site_dir")}
    names_and_options["theme: custom_dir"] = values["theme"].get("custom_dir")
    for plugin in values["plugins"]:
        options = plugin[OURS]
        if isinstance(options, Mapping):
            names_and_options |= {f"{OURS}: {key}": options.get(key) for key in _PLACES}
    for key, value in names_and_options.items():
        if isinstance(value, str) and not bounds.holds(folder / value):
            raise ConfigurationFault([f"Config value '{key}': it leads out of {bounds.folder}"])
