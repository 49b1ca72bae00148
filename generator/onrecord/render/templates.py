"""Where templates are, and exceptions with a diagnostic that says what is wrong with one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

import jinja2
from jinja2.utils import missing

from onrecord.diagnostics import Diagnostic, OnrecordError, Severity, nearest_to
from onrecord.reading import (
    MappingNode,
    Node,
    ScalarNode,
    YamlText,
    file_fault,
    links_out,
    parse,
    shown_path,
)
from onrecord.reading.yaml_text import read_data

# What an expression in a template can raise on the values that it is given. Anything else is a
# fault of Onrecord itself and should be seen as one.
_EXPRESSIONS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
# What is too much for this computer, or nested too deeply: Jinja makes Python of a template.
_TOO_MUCH = (MemoryError, RecursionError, SyntaxError)
RENDER_ERRORS = (jinja2.TemplateError, *_EXPRESSIONS, *_TOO_MUCH)
COMPILE_ERRORS = (jinja2.TemplateError, UnicodeDecodeError, *_TOO_MUCH)
_COMPILING = ("jinja2.lexer", "jinja2.parser", "jinja2.compiler")

PREFIX = "default:"
"""Begins the name of a packaged template, also where the site has one of the same name."""

_LOOP = f'to extend or import a packaged template, write "{PREFIX}…"'

_TEMPLATES = frozenset((".html", ".md", ".txt", ".xml", ".typ", ".css"))
# The folders whose files only replace ours, or are a part of a template that does.
_REPLACING = ("pages", "cards", "briefing", "changes", "share")
_NEAR = 0.75  # how alike the spelling of two keys is if one is a slip for the other


class TemplateMistake(jinja2.TemplateAssertionError):
    """A mistake that the compiler finds, with a hint on how to correct it, if one is known."""

    def __init__(
        self, message: str, lineno: int, name: str | None, filename: str | None, hint: str
    ) -> None:
        super().__init__(message, lineno, name, filename)
        self.hint = hint


class UnknownName(jinja2.UndefinedError):
    """A template asks for something that is not there; the hint names what is spelt nearly so."""

    def __init__(self, asked: object, name: object, message: str) -> None:
        view, known = type(asked), (other for other in dir(asked) if not other.startswith("_"))
        self.hint = nearest_hint(str(name), known)
        if view.__module__.startswith("onrecord.views"):
            message = f"{view.__name__} has no '{name}'"
            self.hint = self.hint or "the reference of views lists what each view has"
        super().__init__(message)


class StrictlyUndefined(jinja2.StrictUndefined):
    """What is not there: whatever a template does with it but ask whether it is, is an error."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is jinja2.UndefinedError:  # not where the sandbox forbids what is asked for
            self._undefined_exception = partial(UnknownName, obj, name)  # type: ignore[assignment]  # Jinja calls it


class TemplateFault(OnrecordError):
    """A template cannot be compiled, or failed on a page; its diagnostic says where and why."""

    exit_code = 1
    messages = ()  # the diagnostic says it all

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message, diagnostic.hint)
        self.diagnostic = diagnostic
        self.diagnostics = (diagnostic,)

    @classmethod
    def at(cls, file: Path, line: int, message: str, hint: str = "") -> "TemplateFault":
        """A fault at a line (from 1) of ``file``."""
        where, excerpt = (shown_path(file), line, 1), _line(file, line)
        return cls(Diagnostic("template-fault", Severity.ERROR, *where, message, hint, excerpt))

    @classmethod
    def of(cls, error: Exception, template: Path, page: str = "") -> "TemplateFault":
        """The fault that ``error``, one of ``RENDER_ERRORS`` or ``COMPILE_ERRORS``, shows.

        It may be in a file that ``template`` includes. ``page`` is the address of the page.
        """
        on_page = f" (on the page /{page})" if page else ""
        message = f"{_said(error)}{on_page}"
        if isinstance(error, jinja2.TemplateSyntaxError):
            file = Path(error.filename) if error.filename else template
            return cls.at(file, error.lineno, message, _hint(error))
        file, line = _place(error.__traceback__, template)
        return cls.at(file, line, message, _hint(error))


def is_of_template(error: Exception) -> bool:
    """Whether a template raised ``error``, and not what we compute while it is rendered."""
    if isinstance(error, jinja2.TemplateError | SyntaxError):
        return True
    inside = False
    for frame, _ in walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__"))
        if Path(frame.f_code.co_filename).suffix in _TEMPLATES or module in _COMPILING:
            inside = True
        elif module.startswith("onrecord.") and not isinstance(error, RecursionError):
            inside = False
    return inside


def _said(error: Exception) -> str:
    said = error.message if isinstance(error, jinja2.TemplateError) else str(error)
    name = type(error).__name__
    return f"{name}: {said}" if said else name


def _hint(error: Exception) -> str:
    if isinstance(error, TemplateMistake | UnknownName):
        return error.hint
    if isinstance(error, jinja2.TemplateNotFound) and isinstance(error.name, str):
        prefix = PREFIX if error.name.startswith(PREFIX) else ""
        packaged = packaged_templates()
        names = [f"{prefix}{file.relative_to(packaged)}" for file in packaged.rglob("*.*")]
        return nearest_hint(error.name, names)
    return _LOOP if isinstance(error, RecursionError) else ""


def nearest_hint(name: str, names: Iterable[str]) -> str:
    """A hint with the nearest of ``names``; empty if none is near."""
    near = nearest_to(name, names)
    return f'did you mean "{near}"?' if near else ""


def _place(traceback: TracebackType | None, template: Path) -> tuple[Path, int]:
    """The innermost line of a template among the frames (Jinja gives them template names)."""
    found = (template, 1)
    for frame, line in walk_tb(traceback):
        file = Path(frame.f_code.co_filename)
        found = (file, line) if file.suffix in _TEMPLATES else found
    return found


def _line(file: Path, number: int) -> str:
    try:
        lines: Sequence[str] = file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def packaged_templates() -> Path:
    """The folder of the templates that come with Onrecord."""
    # A wheel has them inside the package, a checkout (and so an editable install) at its top level.
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def template_folders(site_templates: Path | None) -> tuple[Path, ...]:
    """The template folders in order: the site's own, then the packaged one."""
    packaged = packaged_templates()
    if site_templates is None or not site_templates.is_dir():
        return (packaged,)
    own = site_templates.resolve()
    return (own,) if own == packaged else (own, packaged)


def outside_links(folder: Path) -> list[Diagnostic]:
    """The symbolic links that lead out of ``folder``, a folder of a site's own templates."""
    # Our own templates are not looked at: some installers make a link of every file.
    if folder.resolve() == packaged_templates():
        return []
    message = "this symbolic link points outside the folder of templates"
    hint = "replace the link with the file itself"
    return [file_fault("outside-templates", link, message, hint) for link in links_out(folder)]


def without_effect(folder: Path) -> list[Diagnostic]:
    """What ``folder``, with a site's own templates, has that nothing uses: templates, and words.

    A key of the words is reported if ours has one that is spelt nearly so: a template's words may
    have a key that is put together.
    """
    packaged = packaged_templates()
    if folder.resolve() == packaged or not folder.is_dir() or any(links_out(folder)):
        return []  # a link that leads out is an error, and nothing behind it is read
    ours = [file.relative_to(packaged).as_posix() for file in packaged.rglob("*.*")]
    own = [file for name in _REPLACING for file in sorted((folder / name).rglob("*.*"))]
    linked = {file.resolve() for file in own if file.is_symlink()}
    # With the file, and the name that another template may mention.
    found: list[tuple[Path, str, Diagnostic]] = []
    for file in own:
        name = file.relative_to(folder).as_posix()
        if name not in ours and file.suffix in _TEMPLATES and file not in linked:
            message = (
                "Onrecord has no template of this name, and no other template of yours uses it"
            )
            fault = file_fault("without-effect", file, message, nearest_hint(name, ours))
            found.append((file, file.name, fault))
    catalogues = sorted(folder.glob("words/*.yml"))
    english = _parsed(catalogue_file(packaged, "en"))[1] if catalogues else None
    for file in catalogues:
        source, node = _parsed(file)
        for key, near in _slips(node, english):
            message, hint = f"nothing uses the words '{key.text}'", f'did you mean "{near}"?'
            fault = source.fault("without-effect", (key.line, key.column), message, hint)
            found.append((file, key.text, fault))
    texts = {it: _text(it) for it in folder.rglob("*.*") if found and it.suffix in _TEMPLATES}

    def is_used(file: Path, name: str) -> bool:
        return any(name in text for other, text in texts.items() if other != file)

    return [fault for file, name, fault in found if not is_used(file, name)]


def _text(file: Path) -> str:
    data = read_data(file)
    return data.decode(errors="replace") if isinstance(data, bytes) else ""


def _parsed(file: Path) -> tuple[YamlText, Node | None]:
    """The words in ``file``; nothing where they cannot be read, which is reported elsewhere."""
    source = YamlText(shown_path(file), _text(file))
    return source, parse(source)[0]


def _slips(own: Node | None, ours: Node | None) -> Iterator[tuple[ScalarNode, str]]:
    """The keys that only ``own`` has, with the nearest key of ``ours`` at the same place."""
    if not isinstance(own, MappingNode) or not isinstance(ours, MappingNode):
        return
    for name, (key, value) in own.entries.items():
        if name in ours.entries:
            yield from _slips(value, ours.entries[name].value)
        elif near := nearest_to(name, ours.entries, _NEAR):
            yield key, near


def checked_template_folders(site_templates: Path) -> tuple[Path, ...]:
    """``template_folders`` of an unchecked site. Raises TemplateFault if a link leads out."""
    for fault in outside_links(site_templates):
        raise TemplateFault(fault)
    return template_folders(site_templates)


def filled(template: jinja2.Template, values: Mapping[str, object]) -> str:
    """What ``template`` makes of ``values``, which are not held longer than that.

    The macros of a template and what they are made with know each other, so that only the collector
    would find them: it took a twentieth of the time of a large site.
    """
    context = template.new_context({**values})
    try:
        return "".join(template.root_render_func(context))
    except Exception:  # noqa: BLE001 - Jinja says where it was
        template.environment.handle_exception()
    finally:
        context.vars.clear()


def rendered(
    environment: jinja2.Environment, name: str, folders: Sequence[Path], **values: object
) -> str:
    """The template ``name``, with ``values``. Raises TemplateFault if it cannot be used."""
    try:
        return filled(environment.get_template(name), values)
    except (*RENDER_ERRORS, UnicodeDecodeError) as error:
        raise TemplateFault.of(error, template_file(folders, name)) from error


def template_file(folders: Sequence[Path], name: str) -> Path:
    """The file ``name`` in the first of ``folders`` that has it; the last is our own."""
    candidates = [folder / name for folder in folders]
    return next((file for file in candidates if file.is_file()), candidates[-1])


def catalogue_file(folder: Path, language: str) -> Path:
    """The file for the words of ``language`` in a folder of templates; it need not exist."""
    return folder / "words" / f"{language}.yml"


def catalogue_languages(folders: Sequence[Path]) -> list[str]:
    """The languages that have a catalogue in one of ``folders``, sorted."""
    return sorted({file.stem for folder in folders for file in folder.glob("words/*.yml")})


def has_words(folders: Sequence[Path], language: str) -> bool:
    """Whether there is a catalogue for ``language``, or for the one that it is a kind of."""
    files = (catalogue_file(folder, code) for code in kinds_of(language) for folder in folders)
    return any(file.is_file() for file in files)


def kinds_of(language: str) -> tuple[str, ...]:
    """``fr``, ``fr-CA`` for ``fr-CA``."""
    return tuple(dict.fromkeys((language.partition("-")[0], language)))
