"""Templates that extend and import others: where they look, what is refused; macros and HTML.

A block that no extended template has would never be shown: it is a fault.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

import jinja2
from jinja2 import nodes as ast
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from .templates import PREFIX, TemplateMistake, nearest_hint, packaged_templates


class SelfReference(TemplateMistake):
    """A template extends or imports itself."""


class UnknownBlock(TemplateMistake):
    """A block that no extended template has, so it would never be shown."""


def template_loader(folders: Sequence[Path]) -> jinja2.BaseLoader:
    """A loader for ``folders`` (an earlier one wins) in which ``default:`` has its meaning."""
    return extended_loader(jinja2.FileSystemLoader(folders))


def extended_loader(loader: jinja2.BaseLoader | None, inside: str = "") -> jinja2.BaseLoader:
    """A loader in which ``default:`` leads to packaged templates in the folder ``inside``."""
    # `loader` has all others; no file that it finds replaces a packaged template.
    packaged = jinja2.FileSystemLoader(packaged_templates() / inside)
    prefixed = jinja2.PrefixLoader({PREFIX[:-1]: packaged}, delimiter=PREFIX[-1])
    return jinja2.ChoiceLoader([prefixed, loader] if loader else [prefixed])


def refuse_itself(
    node: ast.Extends | ast.Import | ast.FromImport,
    environment: jinja2.Environment,
    name: str | None,
    file: str | None,
) -> None:
    """Raise SelfReference if ``node`` asks for the template ``name``, which has it."""
    if name and isinstance(node.template, ast.Const) and node.template.value == name:
        message = "this template extends or imports itself"
        hint = f'to use the one that comes with Onrecord, write "{PREFIX}{name}"'
        packaged = _parsed(environment, f"{PREFIX}{name}") is not None
        raise SelfReference(message, node.lineno, name, file, hint if packaged else "")


def refuse_unknown_blocks(
    node: ast.Template, environment: jinja2.Environment, name: str | None, file: str | None
) -> None:
    """Raise UnknownBlock if ``node`` has a block that no template has which it extends."""
    extended = _extended(node)
    known = _inherited_blocks(environment, extended) if extended != name else None
    if known is None:
        return
    known |= {
        call.attr
        for call in node.find_all(ast.Getattr)
        if isinstance(call.node, ast.Name) and call.node.name == "self"
    }
    for block in _outer_blocks(node):
        if block.name not in known:
            message = f'{extended} has no block "{block.name}", so this one is never shown'
            every = sorted(known)
            hint = nearest_hint(block.name, every) or f"it has {', '.join(every)}"
            raise UnknownBlock(message, block.lineno, name, file, hint)


def _extended(template: ast.Template) -> str | None:
    """The template that ``template`` always extends; None if unknown."""
    names = [node.template for node in template.body if isinstance(node, ast.Extends)]
    if len(names) == 1 and isinstance(names[0], ast.Const) and isinstance(names[0].value, str):
        return names[0].value
    return None


def _inherited_blocks(environment: jinja2.Environment, name: str | None) -> set[str] | None:
    """The blocks of the template ``name`` and of those it extends; None where one is not known."""
    blocks: set[str] = set()
    seen: set[str] = set()
    while name is not None and name not in seen:
        seen.add(name)
        template = _parsed(environment, name)
        if template is None:
            return None
        blocks.update(block.name for block in template.find_all(ast.Block))
        name = _extended(template)
        if name is None and template.find(ast.Extends):
            return None
    return blocks if seen and name is None else None


def _parsed(environment: jinja2.Environment, name: str) -> ast.Template | None:
    """The template ``name``; None if it is missing or unreadable."""
    if environment.loader is None:
        return None
    try:
        return environment.parse(environment.loader.get_source(environment, name)[0], name)
    except (jinja2.TemplateNotFound, jinja2.TemplateSyntaxError, UnicodeDecodeError):
        return None  # what is wrong is reported where it is used


def _outer_blocks(node: ast.Node) -> Iterator[ast.Block]:
    """The blocks that are in no other block or macro."""
    for child in node.iter_child_nodes():
        if isinstance(child, ast.Block):
            yield child
        elif not isinstance(child, ast.Macro | ast.CallBlock):
            yield from _outer_blocks(child)


marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Marks a text as HTML, whose parts are escaped already; takes a third of the time of `Markup`."""

_special = re.compile("[&<>'\"]").search


def escaped(value: object) -> str:
    """``value`` as HTML that goes into a page as it is, so that it need not say that it is HTML."""
    if type(value) is Markup or (type(value) is str and not _special(value)):
        return value
    return escape(value)


class PlainMacro(Macro):
    """A macro that is a function of Python, with the arguments that the macro has."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """The HTML of the macro. Raises TypeError if it has no such parameter, or not so many."""
        named = self.arguments[len(args) :]
        known = all(name in named or (self.caller and name == "caller") for name in kwargs)
        if known and len(args) <= self._argument_count:
            return self._func(*args, **kwargs)
        return super().__call__(*args, **kwargs)  # it says what is wrong


def is_macro(value: object) -> bool:
    """Whether ``value`` is a macro: outside the sandbox, a function in the code of a template."""
    own = isinstance(value, FunctionType) and "debug_info" in value.__globals__
    return own or isinstance(value, Macro)
