"""The site's configuration, ready for use, its faults as an exception of ours.

Two ways lead to it. A build and a preview run what the configuration names, so they read it as
MkDocs does (`load`). Every other command needs the settings alone, and runs nothing of what a
branch that somebody sent may name (`load_plainly`).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.theme import Theme
from yaml import YAMLError

from onrecord.render.jinja import ThemeSandbox

from .option_values import why_no_address, why_no_site_address
from .options import folder_faults
from .other_plugins import NamingFailures, OtherCode
from .plain_settings import plain_settings
from .plugin import OnrecordPlugin
from .reporting import LogLines, caught_log
from .settings_file import ConfigurationFault, read_settings

__all__ = ["Configuration", "ConfigurationFault", "load", "load_plainly"]


class SandboxedTheme(Theme):
    """A theme of MkDocs; its templates reach nothing but what they are shown."""

    @classmethod
    def of(cls, theme: Theme, options: Mapping[str, Any]) -> SandboxedTheme:
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


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration that can be used; ``left_out`` of it is not used, since it would run."""

    config: MkDocsConfig
    plugin: OnrecordPlugin
    warnings: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def load(
    config_file: Path, *, site_dir: Path | None = None, strict: bool | None = None
) -> Configuration:
    """Read ``config_file`` as MkDocs does: hooks, plugins and extensions are imported.

    Raises:
        ConfigurationFault: it is not there, no YAML, incomplete, does not name the plugin, or names
            folders that cannot be used.
    """
    # Its faults, before a library meets what it cannot bear.
    _see_addresses(read_settings(config_file))

    def loaded() -> MkDocsConfig:
        with NamingFailures(
            OtherCode.named_in(config_file), lambda said: ConfigurationFault([said])
        ):
            return load_config(
                str(config_file),
                site_dir=str(site_dir.absolute()) if site_dir else None,
                strict=strict,
            )

    return _configuration(loaded)


def load_plainly(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    strict: bool | None = None,
    untrusted: bool = False,
) -> Configuration:
    """Read ``config_file`` as plain data: nothing that it names is run or imported.

    Where it is ``untrusted``, folders must lie inside, no variable of the environment is read, and
    every template is rendered in a sandbox.

    Raises:
        ConfigurationFault: as `load` does; and where a folder leads out.
    """
    settings = plain_settings(config_file, untrusted=untrusted)
    _see_addresses(settings.values)
    values = dict(settings.values)
    if strict is not None:
        values["strict"] = strict
    if site_dir:
        values["site_dir"] = str(site_dir.absolute())
    path = str(config_file.absolute())

    def loaded() -> MkDocsConfig:
        # An empty file, and the values in place of what it says.
        config = load_config(io.BytesIO(), config_file_path=path, **values)
        if untrusted:
            config.theme = SandboxedTheme.of(config.theme, values["theme"])
        return config

    made = _configuration(loaded)
    if untrusted:
        made.plugin.config.distrust()
    return Configuration(made.config, made.plugin, made.warnings, settings.left_out)


def _configuration(read: Callable[[], MkDocsConfig]) -> Configuration:
    with caught_log(logging.WARNING, quiet=True) as lines:
        try:
            config = read()
        except (MkDocsException, ValidationError, YAMLError, OSError, UnicodeDecodeError) as error:
            raise ConfigurationFault(_said(lines, error)) from None
    plugin = next(
        (added for added in config.plugins.values() if isinstance(added, OnrecordPlugin)), None
    )
    if plugin is None:
        raise ConfigurationFault(["the plugin 'onrecord' is not among the plugins"])
    if faults := folder_faults(config, plugin.config):
        raise ConfigurationFault(faults)
    return Configuration(config, plugin, tuple(lines.warnings))


def _see_addresses(settings: Mapping[str, Any]) -> None:
    for key, why_not in (("site_url", why_no_site_address), ("repo_url", why_no_address)):
        value = settings.get(key)
        if isinstance(value, str) and value and (why := why_not(value)):
            raise ConfigurationFault([f"Config value '{key}': {why}"])


def _said(lines: LogLines, error: Exception) -> Sequence[str]:
    return lines.errors or ([str(error)] if not lines.warnings else lines.warnings)
