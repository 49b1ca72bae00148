"""Templates that reach nothing but what they are shown.

A site's own templates come with its branch, so a stranger may have written them. Jinja's sandbox
keeps them from the insides of Python. What they are shown has methods too, such as a path that can
write a file: a template calls those of plain values and of our own objects, and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from jinja2.utils import Cycler, Joiner

from .inheritance import TemplateCompiler
from .places import packaged_templates

# Exactly these: what MkDocs makes of them writes files.
_VALUES = (int, float, bool, date, datetime, time, timedelta)
_COLLECTIONS = (list, tuple, dict, set, frozenset, MappingProxyType)
_PLAIN = frozenset((*_VALUES, *_COLLECTIONS))
_JINJA = (Macro, LoopContext, BlockReference, Cycler, Joiner, Undefined)
_OURS, _AT_WORK = "onrecord.", "onrecord.plugin."


class TrustedEnvironment(Environment):
    """An environment for our own templates, without a sandbox."""

    code_generator_class = TemplateCompiler


class TemplateSandbox(SandboxedEnvironment):
    """An environment in which a template calls nothing but methods of values."""

    code_generator_class = TemplateCompiler

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Whether a template may call ``obj``."""
        if isinstance(obj, _JINJA) or any(obj is one for one in self.globals.values()):
            return True
        owner = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)  # Jinja wraps `format`
        if owner is None:
            return _is_ours(obj)  # an object that can be called, such as the words
        plain = type(owner) in _PLAIN or isinstance(owner, (str, *_JINJA))
        return (plain or _is_ours(owner)) and super().is_safe_callable(obj)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Call ``obj``, unless a template may not.

        Raises:
            SecurityError: it may not; what Jinja says of it would show all that the object holds.
        """
        if not self.is_safe_callable(obj):
            name = getattr(obj, "__name__", type(obj).__name__)
            raise SecurityError(f"a template of a site may not call '{name}'")
        return super().call(context, obj, *args, **kwargs)


class ThemeSandbox(TemplateSandbox, ImmutableSandboxedEnvironment):
    """One for templates that are shown what MkDocs works with: they change nothing of it either."""

    @classmethod
    def like(cls, other: Environment) -> Self:
        """One with all that ``other`` has."""
        made = cls(loader=other.loader, extensions=list(other.extensions), auto_reload=False)
        made.filters.update(other.filters)
        made.tests.update(other.tests)
        made.globals.update({**other.globals, "range": made.globals["range"]})
        return made


def environment_class(folders: Sequence[Path]) -> type[Environment]:
    """What the templates in ``folders`` are rendered in: only our own need no sandbox."""
    ours = packaged_templates().resolve()
    return TrustedEnvironment if all(one.resolve() == ours for one in folders) else TemplateSandbox


def _is_ours(obj: object) -> bool:
    """Whether ``obj`` is a value of ours, none of the objects that build the site."""
    module = type(obj).__module__
    return module.startswith(_OURS) and not module.startswith(_AT_WORK)
