"""A theme whose templates run in a sandbox, for a site that is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from mkdocs.theme import Theme

from onrecord.render.sandbox import ThemeSandbox


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
