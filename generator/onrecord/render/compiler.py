"""Makes Python of templates as Jinja does, but for inheritance in cards, and calls in fewer steps.

**Inheritance.** ``{% extends "default:cards/quote.html" %}`` finds the packaged template. Two
things differ, for the cards, which are files of macros:

- a block inside a macro (which must be `scoped`) is compiled in place, and called as a block only
  where a template redefines it: a call for each part of each card would slow every page down.
- a macro or an import that a template defines stays when the template that it extends defines the
  same name, so that every macro that uses it uses the new one.

A block that no extended template has would never be shown: it is a fault.

**Calls.** A page makes some hundred calls of macros and words. Jinja asks at each whether what is
called wants the context, and marks each text as HTML once more as it goes into the page. Here
nothing that is called wants the context (outside the sandbox, where each call is looked at), and
what is HTML already goes into the page as it is. A template that is imported is looked for once,
not on each page; words without places are in the code as they are, so what is compiled is that of
one catalogue. Outside the sandbox, `view.name` is read as Python reads it: our own templates ask
whether something is defined before they read what may be missing. This takes half of the time off.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes as ast
from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from .templates import PREFIX, SelfReference, UnknownBlock, packaged_templates


def template_loader(folders: Sequence[Path]) -> jinja2.BaseLoader:
    """A loader for ``folders`` (an earlier one wins) in which ``default:`` has its meaning."""
    return extended_loader(jinja2.FileSystemLoader(folders))


def extended_loader(loader: jinja2.BaseLoader | None, inside: str = "") -> jinja2.BaseLoader:
    """A loader in which ``default:`` leads to packaged templates in the folder ``inside``.

    ``loader`` has all others; no file that it finds replaces a packaged template.
    """
    packaged = jinja2.FileSystemLoader(packaged_templates() / inside)
    prefixed = jinja2.PrefixLoader({PREFIX[:-1]: packaged}, delimiter=PREFIX[-1])
    return jinja2.ChoiceLoader([prefixed, loader] if loader else [prefixed])


marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Says that a text is HTML, whose parts are escaped already; a third of the cost of the class."""

_special = re.compile("[&<>'\"]").search


def escaped(value: object) -> str:
    """``value`` as HTML that goes into a page as it is, so that it need not say that it is HTML."""
    if type(value) is Markup or (type(value) is str and not _special(value)):
        return value
    return escape(value)


class PlainMacro(Macro):
    """A macro that is called in fewer steps than Jinja's, and makes the same."""

    def __init__(
        self,
        environment: jinja2.Environment,
        function: Callable[..., str],
        name: str,
        arguments: Sequence[str],
        *kinds: bool,
    ) -> None:
        super().__init__(environment, function, name, list(arguments), *kinds)
        unusual = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        self._plain = self._default_autoescape and not unusual
        if self._plain:
            # What a call leaves out is `missing` to the function, which then takes the default.
            nobody = environment.undefined("No caller defined", name="caller")
            left_out = [missing] * len(arguments) + [nobody] * self.caller
            function.__defaults__ = tuple(left_out)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """The HTML that the macro makes.

        Raises:
            TypeError: it has no such parameter, or not so many.
        """
        if not self._plain or len(args) > self._argument_count:
            return super().__call__(*args, **kwargs)
        if kwargs:
            named = [kwargs.pop(name, missing) for name in self.arguments[len(args) :]]
            if self.caller and "caller" in kwargs:
                named.append(kwargs.pop("caller"))
            if kwargs:
                return super().__call__(*args, *named, **kwargs)
            args += tuple(named)
        return marked(self._func(*args))


class _ConstantWords(NodeTransformer):
    """Puts words without places where a template asks for them."""

    def __init__(self, constant: Callable[[object], Markup | None]) -> None:
        self._constant = constant

    def visit_Call(self, node: ast.Call) -> ast.Node:  # noqa: N802 - Jinja's name
        """Replace ``t('key')``."""
        self.generic_visit(node)
        if isinstance(node.node, ast.Name) and node.node.name == "t" and len(node.args) == 1:
            key, others = node.args[0], node.kwargs or node.dyn_args or node.dyn_kwargs
            if isinstance(key, ast.Const) and not others:
                said = self._constant(key.value)
                return node if said is None else ast.TemplateData(str(said), lineno=node.lineno)
        return node


class TemplateCompiler(CodeGenerator):
    """Makes Python of a template as Jinja does, with the differences that the module describes."""

    _inherited: str | None = None  # variable of what an extending template has defined
    _defined: frozenset[str] = frozenset()  # names that this template has defined itself so far
    _inside_macro = False
    _asked_for: ast.Expr | None = None  # what a test looks at: it may be missing

    def visit_Template(self, node: ast.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Compile a template whose blocks are all shown."""
        self._check_blocks(node)
        constant = getattr(self.environment.globals.get("t"), "constant", None)
        stored = any(name.name == "t" and name.ctx != "load" for name in node.find_all(ast.Name))
        if constant and not stored:
            _ConstantWords(constant).visit(node)
        self.writeline("from operator import call")
        self.writeline(f"from {__name__} import PlainMacro, escaped")
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

    def visit_Call(  # noqa: N802 - Jinja's name
        self,
        node: ast.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 - Jinja's signature
    ) -> None:
        """Compile a call without the context, which nothing that is called here asks for."""
        if self.environment.sandboxed:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Getattr(self, node: ast.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile `view.name`."""
        plain = getattr(self.environment, "reads_plainly", False) and not iskeyword(node.attr)
        if plain and node is not self._asked_for:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Test(self, node: ast.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile a test, such as whether what is read `is defined`."""
        self._asked_for = node.node
        super().visit_Test(node, frame)

    def _import_common(self, node: ast.Import | ast.FromImport, frame: Frame) -> None:
        if hasattr(self.environment, "module_of") and not node.with_context:
            self.write("environment.module_of(")
            self.visit(node.template, frame)
            self.write(")")
        else:
            super()._import_common(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write the macro as one that is called without detours."""
        self.write("Plain")
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: ast.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - private to Jinja
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

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
