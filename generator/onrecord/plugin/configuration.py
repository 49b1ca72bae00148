"""The site's configuration, read by MkDocs, its faults as an exception of ours."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from yaml import YAMLError

from .logs import LogLines
from .plugin import OnrecordPlugin


class ConfigurationFault(Exception):
    """The configuration cannot be used: nothing can run.

    Attributes:
        messages: what is wrong, a line or more each.
    """

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages))
        self.messages = tuple(messages)


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration that can be used.

    Attributes:
        config: as MkDocs has it.
        plugin: our plugin in it.
        warnings: what MkDocs warned of.
    """

    config: MkDocsConfig
    plugin: OnrecordPlugin
    warnings: tuple[str, ...]


def load(
    config_file: Path, *, site_dir: Path | None = None, strict: bool | None = None
) -> Configuration:
    """Read ``config_file`` as MkDocs does.

    Args:
        config_file: `site_config.yml`.
        site_dir: in place of what the file says.
        strict: in place of what the file says.

    Raises:
        ConfigurationFault: it is not there, no YAML, incomplete, or does not name the plugin.
    """
    if not config_file.is_file():
        raise ConfigurationFault([f"there is no file {config_file}"])
    with LogLines(logging.WARNING, quiet=True) as lines:
        try:
            config = load_config(
                str(config_file),
                site_dir=str(site_dir.absolute()) if site_dir else None,
                strict=strict,
            )
        except (MkDocsException, YAMLError, OSError, UnicodeDecodeError) as error:
            said = lines.errors or ([str(error)] if not lines.warnings else lines.warnings)
            raise ConfigurationFault(said) from None
    plugin = next((one for one in config.plugins.values() if isinstance(one, OnrecordPlugin)), None)
    if plugin is None:
        raise ConfigurationFault(["the plugin 'onrecord' is not among the plugins"])
    return Configuration(config, plugin, tuple(lines.warnings))
