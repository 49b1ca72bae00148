"""What differs from plain Jinja: macros are inherited, a sandbox, compiled code is kept.

**Inheritance.** ``{% extends "default:cards/quote.html" %}`` finds the packaged template. Two
things differ, for the cards, which are files of macros:

- a block inside a macro (which must be `scoped`) is compiled in place, and called as a block only
  where a template redefines it: a call for each part of each card would slow every page down.
- a macro or an import that a template defines stays when the template that it extends defines the
  same name, so that every macro that uses it uses the new one.

A block that no extended template has would never be shown: it is a fault.

**The sandbox.** A site's own templates come with its branch, so a stranger may have written them.
Jinja's sandbox keeps them from the insides of Python. What they are shown has methods too, such as
a path that can write a file: a template calls those of plain values and of our own objects, and no
others.

**Compiled code.** Compiling takes most of the time that a small site takes, so a preview that kept
nothing would spend it at every edit. What is kept is found by the file of a template and by all
that the compiler looks at; a text that has changed is compiled again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any, Self

import jinja2
from jinja2 import nodes as ast
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, find_undeclared
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from jinja2.utils import Cycler, Joiner

from .templates import PREFIX, SelfReference, UnknownBlock, packaged_templates


def template_loader(folders: Sequence[Path]) -> jinja2.BaseLoader:
    """A loader for ``folders`` (an earlier one wins) in which ``default:`` has its meaning."""
    return extended_loader(jinja2.FileSystemLoader(folders))


def extended_loader(loader: jinja2.BaseLoader | None, inside: str = "") -> jinja2.BaseLoader:
    """A loader in which ``default:`` leads to the packaged templates; ``loader`` has the others.

    Args:
        loader: no file that it finds takes the place of a packaged template.
        inside: the folder of the packaged templates that names after ``default:`` begin in.
    """
    packaged = jinja2.FileSystemLoader(packaged_templates() / inside)
    prefixed = jinja2.PrefixLoader({PREFIX[:-1]: packaged}, delimiter=PREFIX[-1])
    return jinja2.ChoiceLoader([prefixed, loader] if loader else [prefixed])


class TemplateCompiler(CodeGenerator):
    """Makes Python of a template as Jinja does, with the differences that the module describes."""

    _inherited: str | None = None  # variable of what an extending template has defined
    _defined: frozenset[str] = frozenset()  # names that this template has defined itself so far
    _inside_macro = False

    def visit_Template(self, node: ast.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Compile a template whose blocks are all shown."""
        self._check_blocks(node)
        super().visit_Template(node, frame)

    def visit_Block(self, node: ast.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile a block of a macro in place, and a call of it where a template redefines it."""
        if not self._inside_macro or find_undeclared(node.body, ("self", "super")):
            super().visit_Block(node, frame)
            return
        self.writeline(f"if len(context.blocks[{node.name!r}]) == 1:", node)
        self.indent()
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.blockvisit(node.body, inner)
        self.leave_frame(inner)
        self.outdent()
        self.writeline("else:")
        self.indent()
        super().visit_Block(node, frame)
        self.outdent()

    def pull_dependencies(self, nodes: Iterable[ast.Node]) -> None:
        """Find the filters and tests that ``nodes`` use, also in the blocks of macros."""
        found = list(nodes)
        macros = [node for node in found if isinstance(node, ast.Macro)]
        blocks = [block for macro in macros for block in macro.find_all(ast.Block)]
        super().pull_dependencies([*found, *(child for block in blocks for child in block.body)])

    def visit_Macro(self, node: ast.Macro, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile a macro, which gives way to that of a template that extends this one."""
        with self._giving_way([node.name], frame):
            self._inside_macro = True
            super().visit_Macro(node, frame)
            self._inside_macro = False

    def visit_Import(self, node: ast.Import, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import, which gives way likewise."""
        self._check_name(node)
        with self._giving_way([node.target], frame):
            super().visit_Import(node, frame)

    def visit_FromImport(self, node: ast.FromImport, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import of single names, each of which gives way likewise."""
        self._check_name(node)
        names = [name if isinstance(name, str) else name[1] for name in node.names]
        with self._giving_way(names, frame):
            super().visit_FromImport(node, frame)

    def visit_Extends(self, node: ast.Extends, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile the extension of a template other than itself."""
        self._check_name(node)
        super().visit_Extends(node, frame)

    def _check_name(self, node: ast.Extends | ast.Import | ast.FromImport) -> None:
        name = self.name
        if name and isinstance(node.template, ast.Const) and node.template.value == name:
            message = "this template extends or imports itself"
            hint = f'to use the one that comes with Onrecord, write "{PREFIX}{name}"'
            packaged = _parsed(self.environment, f"{PREFIX}{name}") is not None
            raise SelfReference(message, node.lineno, name, self.filename, hint if packaged else "")

    def _check_blocks(self, node: ast.Template) -> None:
        extended = _extended(node)
        known = _inherited_blocks(self.environment, extended) if extended != self.name else None
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
                near = get_close_matches(block.name, sorted(known), n=1)
                has = f"it has {', '.join(sorted(known))}"
                hint = f'did you mean "{near[0]}"?' if near else has
                raise UnknownBlock(message, block.lineno, self.name, self.filename, hint)

    @contextmanager
    def _giving_way(self, names: Iterable[str], frame: Frame) -> Iterator[None]:
        """Let what the block compiles, the definition of ``names``, give way at the top level."""
        if frame.rootlevel and self._inherited is None:
            # The first definition keeps what has been defined before.
            self._inherited = self.temporary_identifier()
            self.writeline(f"{self._inherited} = dict(context.vars)")
        yield
        if not frame.rootlevel:
            return
        new = [name for name in names if name not in self._defined]
        self._defined = self._defined.union(new)
        self.writeline(f"if {self._inherited}:")
        self.indent()
        self.writeline("pass")
        for name in new:
            self.writeline(f"if {name!r} in {self._inherited}:")
            self.indent()
            self.writeline(f"{frame.symbols.ref(name)} = context.vars[{name!r}] = ")
            self.write(f"{self._inherited}[{name!r}]")
            self.outdent()
        self.outdent()


def _extended(template: ast.Template) -> str | None:
    """The name of the template that ``template`` always extends; None where that is not known."""
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
    """The template ``name``; None where there is none, or it cannot be read."""
    if environment.loader is None:
        return None
    try:
        return environment.parse(environment.loader.get_source(environment, name)[0], name)
    except (jinja2.TemplateNotFound, TemplateSyntaxError, UnicodeDecodeError):
        return None  # what is wrong is reported where it is used


def _outer_blocks(node: ast.Node) -> Iterator[ast.Block]:
    """The blocks that are in no other block and in no macro."""
    for child in node.iter_child_nodes():
        if isinstance(child, ast.Block):
            yield child
        elif not isinstance(child, ast.Macro | ast.CallBlock):
            yield from _outer_blocks(child)


# Exactly these: what MkDocs makes of them writes files.
_VALUES = (int, float, bool, date, datetime, time, timedelta)
_COLLECTIONS = (list, tuple, dict, set, frozenset, MappingProxyType)
_PLAIN = frozenset((*_VALUES, *_COLLECTIONS))
_JINJA = (Macro, LoopContext, BlockReference, Cycler, Joiner, Undefined)
_OURS, _AT_WORK = "onrecord.", "onrecord.plugin."


class TrustedEnvironment(jinja2.Environment):
    """An environment for our own templates, without a sandbox."""

    code_generator_class = TemplateCompiler


class TemplateSandbox(SandboxedEnvironment):
    """An environment in which a template calls nothing but methods of values."""

    code_generator_class = TemplateCompiler

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Whether a template may call ``obj``."""
        if isinstance(obj, _JINJA) or any(obj is value for value in self.globals.values()):
            return True
        owner = getattr(getattr(obj, "__wrapped__", obj), "__self__", None)  # Jinja wraps `format`
        if owner is None:
            return _is_ours(obj)  # an object that can be called, such as the words
        plain = type(owner) in _PLAIN or isinstance(owner, (str, *_JINJA))
        return (plain or _is_ours(owner)) and super().is_safe_callable(obj)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Call ``obj``, unless a template may not.

        Raises:
            SecurityError: it may not; what Jinja says of it would show all that is in the object.
        """
        if not self.is_safe_callable(obj):
            name = getattr(obj, "__name__", type(obj).__name__)
            raise SecurityError(f"a template of a site may not call '{name}'")
        return super().call(context, obj, *args, **kwargs)


class ThemeSandbox(TemplateSandbox, ImmutableSandboxedEnvironment):
    """One for templates that are shown what MkDocs works with: they change nothing of it either."""

    @classmethod
    def like(cls, other: jinja2.Environment) -> Self:
        """One with all that ``other`` has."""
        made = cls(loader=other.loader, extensions=list(other.extensions), auto_reload=False)
        made.filters.update(other.filters)
        made.tests.update(other.tests)
        made.globals.update({**other.globals, "range": made.globals["range"]})
        return made


def environment_class(folders: Sequence[Path]) -> type[jinja2.Environment]:
    """What the templates in ``folders`` are rendered in: only our own need no sandbox."""
    ours = packaged_templates().resolve()
    trusted = all(folder.resolve() == ours for folder in folders)
    return TrustedEnvironment if trusted else TemplateSandbox


def _is_ours(obj: object) -> bool:
    """Whether ``obj`` is a value of ours, none of the objects that build the site."""
    module = type(obj).__module__
    return module.startswith(_OURS) and not module.startswith(_AT_WORK)


class CompiledTemplates(jinja2.BytecodeCache):
    """What was compiled so far: of each template in each kind of environment, the last text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[object, ...], tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give ``bucket`` the code that was compiled of its text, if any."""
        checksum, code = self._codes.get(_key(bucket), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        if bucket.code is not None:
            self._codes[_key(bucket)] = (bucket.checksum, bucket.code)


def _key(bucket: Bucket) -> tuple[object, ...]:
    """The template, by its name and its file, and what the compiler asks of the environment."""
    of: jinja2.Environment = bucket.environment
    return (
        bucket.key,
        type(of),
        of.undefined,
        of.autoescape,
        of.optimized,
        of.trim_blocks,
        of.lstrip_blocks,
        of.keep_trailing_newline,
        of.newline_sequence,
        (of.block_start_string, of.variable_start_string, of.comment_start_string),
        (of.line_statement_prefix, of.line_comment_prefix),
        tuple(sorted(of.extensions)),
        frozenset(of.filters),
        frozenset(of.tests),
    )
