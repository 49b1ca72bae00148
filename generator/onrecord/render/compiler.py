"""Compiles templates to Python as Jinja does, with inheritance in cards and faster calls.

**Inheritance.** ``{% extends "default:cards/quote.html" %}`` finds the packaged template. Two
things differ, for the cards, which are files of macros:

- a block inside a macro (which must be `scoped`) is compiled in place, and called as a block only
  where a template redefines it: a call for each part of each card would slow every page down.
- a macro or an import that a template defines stays when the template that it extends defines the
  same name, so that every macro that uses it uses the new one.

**Calls.** Jinja makes an object of each macro, asks at each call whether what is called wants the
context, and marks each text as HTML once more. Here nothing that is called wants the context, and
outside the sandbox, where each call is looked at, a macro is a function of Python, whose HTML goes
into the page as it is. An imported template is looked for once, not on each page. Words are in the
code with what goes into their places, but for plurals, so what is compiled is that of one
catalogue. Outside the sandbox, `view.name` is read as Python reads it: our own templates ask first
whether it is there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from keyword import iskeyword, kwlist
from types import MappingProxyType
from typing import Any

from jinja2 import nodes as ast
from jinja2.compiler import CodeGenerator, Frame, MacroRef, find_undeclared
from jinja2.runtime import exported
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from .inheritance import refuse_itself, refuse_unknown_blocks

# Names in the code of a function, which no parameter of it may have.
_taken = re.compile(
    "[lt]_[0-9]|_|(?:call|caller|concat|cond_expr_undefined|context|depth|dict|environment|escaped|getattr"
    "|included_template|len|loop|loop_render_func|macro|marked|parent_template|reciter|resolve|str|undefined"
    f"|{'|'.join([*kwlist, *exported])})$"
).match


class _PlainRef(MacroRef):
    """A macro whose function takes its arguments as Python does."""


class _ConstantWords(NodeTransformer):
    """Puts words without places where a template asks for them."""

    def __init__(self, texts: Mapping[str, object]) -> None:
        self._texts = texts

    def visit_Call(self, node: ast.Call) -> ast.Node:  # noqa: N802 - Jinja's name
        """Replace ``t('key')``."""
        self.generic_visit(node)
        said = self._texts.get(_key_of(node)) if not node.kwargs else None
        return ast.TemplateData(str(said), lineno=node.lineno) if type(said) is Markup else node


def _key_of(node: ast.Expr) -> str:
    """The words key that the call ``node`` asks for; empty if unknown or none."""
    if isinstance(node, ast.Call) and isinstance(node.node, ast.Name) and node.node.name == "t":
        dynamic = len(node.args) != 1 or node.dyn_args or node.dyn_kwargs
        if not dynamic and isinstance(node.args[0], ast.Const):
            return str(node.args[0].value)
    return ""


class TemplateCompiler(CodeGenerator):
    """Compiles a template to Python as Jinja does, with the differences described above."""

    _inherited: str | None = None  # variable of what an extending template has defined
    _defined: frozenset[str] = frozenset()  # names that this template has defined itself so far
    _inside_macro = False
    _asked_for: ast.Expr | None = None  # what a test looks at: it may be missing
    _shown: ast.Expr | None = None  # what goes into the page as it is
    _texts: Mapping[str, Any] = MappingProxyType({})  # of the words that `t` gives
    _macros: frozenset[str] = frozenset()  # names that are those of macros and of nothing else

    def visit_Template(self, node: ast.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Compile a template whose blocks are all shown."""
        refuse_unknown_blocks(node, self.environment, self.name, self.filename)
        self._constants: dict[str, str] = {}
        stored = {name.name for name in node.find_all(ast.Name) if name.ctx != "load"}
        if "t" not in stored:
            self._texts = getattr(self.environment.globals.get("t"), "texts", {})
            _ConstantWords(self._texts).visit(node)
        if not self.environment.sandboxed:
            imported = (name for each in node.find_all(ast.FromImport) for name in each.names)
            named = {name if isinstance(name, str) else name[1] for name in imported}
            named |= {macro.name for macro in node.find_all(ast.Macro)}
            self._macros = frozenset(named - stored - {i.target for i in node.find_all(ast.Import)})
        self.writeline("from operator import call")
        self.writeline("from onrecord.render.inheritance import PlainMacro, escaped, marked")
        if self._texts:
            self.writeline("_t = environment.globals['t']")
        super().visit_Template(node, frame)
        for html, name in self._constants.items():
            self.writeline(f"{name} = Markup({html!r})")

    def _html(self, node: ast.TemplateData) -> str:
        """The name of the HTML of ``node`` in the code."""
        return self._constants.setdefault(node.data, f"_html_{len(self._constants)}")

    def _is_escaping(self, frame: Frame) -> bool:
        """Whether all that goes into the page here is escaped, on any page."""
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile

    def visit_TemplateData(self, node: ast.TemplateData, frame: Frame) -> None:  # noqa: ARG002, N802 - Jinja's
        """Compile HTML that is given to a macro or to words: it is made once."""
        self.write(self._html(node))

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

    def visit_Call(self, node: ast.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja's
        """Compile a call without the context, which nothing that is called here asks for."""
        if self.environment.sandboxed:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif node.dyn_args or node.dyn_kwargs or any(iskeyword(value.key) for value in node.kwargs):
            self.write("call(")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.write(")")
        elif not self._write_words(node, frame):
            self.visit(node.node, frame)
            self.write("(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            for value in node.kwargs:
                self.write(f"{value.key}=")
                self.visit(value.value, frame)
                self.write(", ")
            self.write("caller=caller)" if forward_caller else ")")

    def _write_words(self, node: ast.Call, frame: Frame) -> bool:
        """Write the parts of the words that ``node`` asks for; False where a page chooses them."""
        text = self._texts.get(_key_of(node))
        values = {value.key: value.value for value in node.kwargs}
        parts = text if type(text) is tuple else ()
        if not parts or sorted(each.html for each in parts if each.place) != sorted(values):
            return False
        marks = node is not self._shown
        self.write("marked(" * marks + '"".join((')
        for part in parts:
            value = values.get(part.html) if part.place else None
            if value is None:
                self.write(repr(part.html))
            elif self._is_html(value) and not part.inside:
                self.visit(value, frame)
            else:
                self.write("_t.put(")
                self.visit(value, frame)
                self.write(f", inside={part.inside})")
            self.write(", ")
        self.write("))" + ")" * marks)
        return True

    def _is_html(self, node: ast.Expr) -> bool:
        """Whether ``node`` is made by a macro, or words, so that it is HTML."""
        called = node.node if isinstance(node, ast.Call) else None
        if self.environment.sandboxed or not isinstance(called, ast.Name):
            return False
        return called.name in self._macros or (called.name == "t" and bool(self._texts))

    def visit_Name(self, node: ast.Name, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile a name; the words are the same on every page."""
        if node.name == "t" and self._texts:
            self.write("_t")
        else:
            super().visit_Name(node, frame)

    def enter_frame(self, frame: Frame) -> None:
        """Look up what the frame needs in the context, except for the words."""
        loads = frame.symbols.loads
        for name in [name for name, load in loads.items() if self._texts and load[1] == "t"]:
            del loads[name]
        super().enter_frame(frame)

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

    def macro_body(self, node: ast.Macro | ast.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """Write the function of a macro, with the names of its parameters as they are."""
        names = [argument.name for argument in node.args]
        said = [
            self._html(each) if isinstance(each, ast.TemplateData) else repr(each.value)
            for each in node.defaults
            if isinstance(each, ast.Const | ast.TemplateData)
        ]
        special = find_undeclared(node.body, ("caller", "kwargs", "varargs"))
        unusual = special - {"caller"} or len(said) < len(node.defaults) or any(map(_taken, names))
        if unusual or not self._is_escaping(frame):
            return super().macro_body(node, frame)
        frame, made = frame.inner(), _PlainRef(node)
        frame.require_output_check = False
        symbols = frame.symbols
        symbols.analyze_node(node)
        for name in names:
            symbols.loads[name] = symbols.loads.pop(symbols.refs[name])
            symbols.refs[name] = name
        required = names[: len(names) - len(said)]
        pairs = zip(names, ["missing"] * len(required) + said, strict=True)
        parameters = [f"{name}={default}" for name, default in pairs]
        made.accesses_caller = "caller" in special
        if made.accesses_caller:
            parameters.append("caller=undefined('No caller defined', name='caller')")
        self.writeline(f"def macro({', '.join(parameters)}):", node)
        self.indent()
        if made.accesses_caller:
            self.writeline(f"{symbols.declare_parameter('caller')} = caller")
        for name in required:
            why = f"undefined({f'parameter {name!r} was not provided'!r}, name={name!r})"
            self.writeline(f"if {name} is missing: {name} = {why}")
        self.buffer(frame)
        self.enter_frame(frame)
        self.blockvisit(node.body, frame)
        self.writeline(f"return marked(concat({frame.buffer}))")
        self.leave_frame(frame, with_python_scope=True)
        self.outdent()
        return frame, made

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write the macro: outside the sandbox, its function."""
        plain = isinstance(macro_ref, _PlainRef)
        if plain and not self.environment.sandboxed:
            self.write("macro")
        else:
            self.write("Plain" if plain else "")
            super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: ast.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 - private to Jinja
        plain = self._is_escaping(frame) and finalize.src is None
        self._shown = node if plain else None
        if plain:
            self.write("(" if self._is_html(node) else "escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def pull_dependencies(self, nodes: Iterable[ast.Node]) -> None:
        """Find the filters and tests that ``nodes`` use, also in the blocks of macros."""
        found = list(nodes)
        macros = [node for node in found if isinstance(node, ast.Macro)]
        blocks = [block for macro in macros for block in macro.find_all(ast.Block)]
        super().pull_dependencies([*found, *(child for block in blocks for child in block.body)])

    def visit_Macro(self, node: ast.Macro, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile a macro; a template that extends this one can replace it."""
        with self._giving_way([node.name], frame):
            self._inside_macro = True
            super().visit_Macro(node, frame)
            self._inside_macro = False

    def visit_Import(self, node: ast.Import, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import, which gives way likewise."""
        refuse_itself(node, self.environment, self.name, self.filename)
        with self._giving_way([node.target], frame):
            super().visit_Import(node, frame)

    def visit_FromImport(self, node: ast.FromImport, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import of single names, each of which gives way likewise."""
        refuse_itself(node, self.environment, self.name, self.filename)
        names = [name if isinstance(name, str) else name[1] for name in node.names]
        with self._giving_way(names, frame):
            super().visit_FromImport(node, frame)

    def visit_Extends(self, node: ast.Extends, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile the extension of a template other than itself."""
        refuse_itself(node, self.environment, self.name, self.filename)
        super().visit_Extends(node, frame)

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
