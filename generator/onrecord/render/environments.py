"""What templates are rendered in: a sandbox for those of a site; and what was compiled is kept.

**The sandbox.** A site's own templates come with its branch, so a stranger may have written them.
Jinja's sandbox keeps them from the insides of Python. What they are shown has methods too, such as
a path that can write a file: a template calls those of plain values and of our own objects, and no
others.

**Compiled code.** Compiling takes most of the time that a small site takes, so a preview that kept
nothing would spend it at every edit. What is kept is found by the file of a template and by all
that the compiler looks at; a text that has changed is compiled again.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any, Self

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from jinja2.utils import Cycler, Joiner
from markupsafe import Markup

from onrecord.writing.whole_files import UserCache

from . import compiler
from .compiler import TemplateCompiler
from .inheritance import template_loader
from .site import Addresses
from .templates import StrictlyUndefined, packaged_templates

# Exactly these: what MkDocs makes of them writes files.
_VALUES = (int, float, bool, date, datetime, time, timedelta)
_COLLECTIONS = (list, tuple, dict, set, frozenset, MappingProxyType)
_PLAIN = frozenset((*_VALUES, *_COLLECTIONS))
_JINJA = (Macro, LoopContext, BlockReference, Cycler, Joiner, Undefined)
_OURS, _AT_WORK = "onrecord.", "onrecord.plugin."


_MOST_KEPT = 1_000
_MOST_ANYWHERE = 20_000  # of 1 kB


class CachedParts(Extension):
    """The tag ``{% kept key %}…{% endkept %}``: what pages with the same key have in common.

    It is made once for each key. Nothing in it may depend on anything else of the page; no block
    may be in it, since a site may put anything into a block.

    ``{% kept_anywhere view, key %}`` does the same for what is made of a view, whichever page it is
    on, with addresses that lead from there. A site may change all that is in it: then nothing is
    kept.
    """

    tags = frozenset(("kept", "kept_anywhere"))  # type: ignore[assignment]  # Jinja only looks into it

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        self._parts: dict[object, object] = {}
        self._anywhere: dict[object, tuple[object, str]] = {}
        self.addresses: Addresses | None = None

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Make a call of what is between the tags."""
        tag = next(parser.stream)
        line = tag.lineno
        key = nodes.Tuple([nodes.Const(f"{parser.name}:{line}"), parser.parse_tuple()], "load")
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        if tag.value == "kept_anywhere" and self.environment.sandboxed:
            return body
        call = self.call_method(tag.value, [key])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def kept_anywhere(
        self, key: tuple[str, tuple[object, ...]], caller: Callable[[], Markup]
    ) -> Markup:
        """The part of the view and what else is in ``key``, as on this page."""
        addresses = self.addresses
        if not (addresses and addresses.base):
            return caller()  # at home, what leads home has another address
        place, (view, *others) = key
        name = (place, id(view), *others)
        of, made = self._anywhere.get(name, (None, ""))
        if of is not view:
            if len(self._anywhere) >= _MOST_ANYWHERE:
                self._anywhere.clear()
            with addresses.from_anywhere():
                made = caller()
            self._anywhere[name] = (view, made)
        return addresses.from_here(made)

    def kept(self, key: object, caller: Callable[[], object]) -> object:
        """The part with ``key``, which ``caller`` makes."""
        if key not in self._parts:
            if len(self._parts) >= _MOST_KEPT:
                self._parts.clear()
            self._parts[key] = caller()
        return self._parts[key]


class CachingEnvironment(jinja2.Environment):
    """An environment that keeps the macros of each template, which are the same for all pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_extension(CachedParts)
        self._modules: dict[str, TemplateModule] = {}

    def keep_anywhere(self, addresses: Addresses) -> None:
        """Keep parts of pages for other pages, whose ``addresses`` lead from there."""
        kept = self.extensions[CachedParts.identifier]
        assert isinstance(kept, CachedParts)  # noqa: S101 - added above
        kept.addresses = addresses

    def module_of(self, name: str) -> TemplateModule:
        """The macros of the template ``name``."""
        if name not in self._modules:
            self._modules[name] = self.get_template(name).module
        return self._modules[name]


class TrustedEnvironment(CachingEnvironment):
    """An environment for our own templates, without a sandbox."""

    reads_plainly = True  # they ask an object for nothing that it may not have
    code_generator_class = TemplateCompiler


class TemplateSandbox(CachingEnvironment, SandboxedEnvironment):
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
        """Call ``obj``. Raises SecurityError if a template may not."""
        if not self.is_safe_callable(obj):
            name = getattr(obj, "__name__", type(obj).__name__)
            raise SecurityError(f"a template of a site may not call '{name}'")
        return super().call(context, obj, *args, **kwargs)


class ThemeSandbox(TemplateSandbox, ImmutableSandboxedEnvironment):
    """One for templates that are shown what MkDocs works with: they change nothing of it either."""

    @classmethod
    def like(cls, other: jinja2.Environment) -> Self:
        """An environment with all that ``other`` has."""
        made = cls(loader=other.loader, extensions=list(other.extensions), auto_reload=False)
        made.filters.update(other.filters)
        made.tests.update(other.tests)
        made.globals.update({**other.globals, "range": made.globals["range"]})
        return made


def environment_class(folders: Sequence[Path]) -> type[CachingEnvironment]:
    """The environment for templates in ``folders``: only our own need no sandbox."""
    ours = packaged_templates().resolve()
    trusted = all(folder.resolve() == ours for folder in folders)
    return TrustedEnvironment if trusted else TemplateSandbox


def template_environment(folders: Sequence[Path], **options: Any) -> CachingEnvironment:
    """An environment for the templates in ``folders`` (an earlier one wins), with ``options``.

    What is not there is an error. A line that has only a tag leaves no line.
    """
    return environment_class(folders)(
        loader=template_loader(folders),
        undefined=StrictlyUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )


def _is_ours(obj: object) -> bool:
    """Whether ``obj`` is one of our values, and none of the objects that build the site."""
    module = type(obj).__module__
    return module.startswith(_OURS) and not module.startswith(_AT_WORK)


class CompiledTemplates(jinja2.BytecodeCache):
    """What was compiled so far: of each template in each kind of environment, the last text.

    The code of our own templates is kept from one command to the next: to compile them takes as
    long as to make a hundred pages.
    """

    def __init__(self) -> None:
        self._codes: dict[tuple[object, ...], tuple[str, CodeType]] = {}
        self._ours = f"{packaged_templates().resolve()}{os.sep}"
        self._files: dict[str, str] = {}

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The cached code of the template ``name``."""
        self._files[self.get_cache_key(name, filename)] = filename or ""
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give ``bucket`` the code that was compiled of its text, if any."""
        checksum, code = self._codes.get(_key(bucket), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif self._is_kept(bucket) and (data := self._kept.get(self._name(bucket))):
            bucket.code = marshal.loads(data)  # noqa: S302 - this user wrote it
            self._codes[_key(bucket)] = (bucket.checksum, bucket.code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        if bucket.code is not None:
            self._codes[_key(bucket)] = (bucket.checksum, bucket.code)
            if self._is_kept(bucket):
                self._kept.put(self._name(bucket), marshal.dumps(bucket.code))

    def _is_kept(self, bucket: Bucket) -> bool:
        return self._files.get(bucket.key, "").startswith(self._ours)

    @cached_property
    def _kept(self) -> UserCache:
        return UserCache("templates", 1_000)

    @cached_property
    def _compiler(self) -> str:
        """What turns templates into code."""
        text = Path(compiler.__file__).read_text("utf-8")
        return f"{sys.version} {jinja2.__version__} {text}"

    def _name(self, bucket: Bucket) -> str:
        """The name of a file: a digest of everything that determines the code."""
        file, checksum = self._files[bucket.key], bucket.checksum
        # A set is in another order in each process.
        key = [sorted(part) if isinstance(part, frozenset) else part for part in _key(bucket)]
        said = repr([self._compiler, file, checksum, *key])
        return hashlib.sha256(said.encode()).hexdigest()


def _key(bucket: Bucket) -> tuple[object, ...]:
    """The template's name and file, and the settings of the environment that compile it."""
    of: jinja2.Environment = bucket.environment
    words = of.globals.get("t")
    return (
        bucket.key,
        getattr(words, "digest", ""),
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
