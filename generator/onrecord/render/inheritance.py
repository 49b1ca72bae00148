"""How a site's template extends one that comes with Onrecord: loaders, blocks and macros.

``{% extends "default:cards/quote.html" %}`` finds the packaged template. Two things differ from
plain Jinja, for the cards, which are files of macros:

- a block inside a macro (which must be `scoped`) is compiled in place, and called as a block only
  where a template redefines it: a call for each part of each card would slow every page down.
- a macro or an import that a template defines stays when the template that it extends defines the
  same name, so that every macro that uses it uses the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader
from jinja2 import nodes as ast
from jinja2.compiler import CodeGenerator, Frame, find_undeclared

from .faults import PREFIX, SelfReference
from .places import packaged_templates


def template_loader(folders: Sequence[Path]) -> BaseLoader:
    """A loader for ``folders`` (an earlier one wins) in which ``default:`` has its meaning."""
    return extended_loader(FileSystemLoader(folders))


def extended_loader(loader: BaseLoader | None, inside: str = "") -> BaseLoader:
    """A loader in which ``default:`` leads to the packaged templates; ``loader`` has the others.

    Args:
        loader: no file that it finds takes the place of a packaged template.
        inside: the folder of the packaged templates that names after ``default:`` begin in.
    """
    packaged = FileSystemLoader(packaged_templates() / inside)
    prefixed = PrefixLoader({PREFIX[:-1]: packaged}, delimiter=PREFIX[-1])
    return ChoiceLoader([prefixed, loader] if loader else [prefixed])


class TemplateCompiler(CodeGenerator):
    """Makes Python of a template as Jinja does, with the differences that the module describes."""

    _inherited: str | None = None  # variable of what an extending template has defined
    _defined: frozenset[str] = frozenset()  # names that this template has defined itself so far
    _inside_macro = False

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
        inherited = self._start_inheriting(frame)
        self._inside_macro = True
        super().visit_Macro(node, frame)
        self._inside_macro = False
        if inherited:
            self._give_way([node.name], frame)

    def visit_Import(self, node: ast.Import, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import, which gives way likewise."""
        self._check_name(node)
        inherited = self._start_inheriting(frame)
        super().visit_Import(node, frame)
        if inherited:
            self._give_way([node.target], frame)

    def visit_FromImport(self, node: ast.FromImport, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile an import of single names, each of which gives way likewise."""
        self._check_name(node)
        inherited = self._start_inheriting(frame)
        super().visit_FromImport(node, frame)
        if inherited:
            names = [name if isinstance(name, str) else name[1] for name in node.names]
            self._give_way(names, frame)

    def visit_Extends(self, node: ast.Extends, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Compile the extension of a template other than itself."""
        self._check_name(node)
        super().visit_Extends(node, frame)

    def _check_name(self, node: ast.Extends | ast.Import | ast.FromImport) -> None:
        name = self.name
        if name and isinstance(node.template, ast.Const) and node.template.value == name:
            packaged = (packaged_templates() / name).is_file()
            raise SelfReference(node.lineno, name, self.filename, packaged=packaged)

    def _start_inheriting(self, frame: Frame) -> bool:
        """Whether definitions here give way; the first one keeps what has been defined before."""
        if frame.rootlevel and self._inherited is None:
            self._inherited = self.temporary_identifier()
            self.writeline(f"{self._inherited} = dict(context.vars)")
        return frame.rootlevel

    def _give_way(self, names: Iterable[str], frame: Frame) -> None:
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
