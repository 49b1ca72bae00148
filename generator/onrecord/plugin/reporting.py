"""How a build says what is wrong: in MkDocs' log, to a reporter, or on the pages of a preview.

Where code of others fails (hooks, plugins, Markdown extensions), it is named: the traceback shows
whose line it was, so that a fault of ours still shows as one. Some plugins cannot work on pages
without a file: that is said before they fail.
"""

import logging
import re
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

import mkdocs
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import get_plugin_logger, get_plugins

from onrecord.diagnostics import Diagnostic, Severity, as_text, listed_in_build, unlisted_line
from onrecord.records import fixed
from onrecord.render import Words

from .settings_file import OURS, names_and_options, read_settings

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.NOTICE: logging.INFO,
}
_MOST = 50
_I18N = (
    "the plugin 'i18n' cannot be used with onrecord: it makes a site from the Markdown files "
    "of each language, and the pages of the desk have none; set their language with the option "
    "`language`"
)
_RSS = (
    "the plugin 'rss' expects a Markdown file for each page, and the pages of the desk have none: "
    "give it a `match_path` that excludes them, such as match_path: news/.*; Onrecord makes the "
    "desk's own feeds"
)
# Another plugin that works at one of these on files or pages, or on the site when all are there,
# must find them all, made in the order of MkDocs, in this process.
_EVENTS = (
    *("files", "nav", "env", "post_build"),
    *("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"),
)


class Reporter(Protocol):
    """Hears of a build as it goes."""

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Take ``diagnostics``, each of which is said once."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` things of ``stage`` (reading, rendering) are done."""


class LogReporter:
    """Says it in the log of MkDocs, which counts warnings in a strict build."""

    def __init__(self) -> None:
        # The bare logger: a prefix would come before `path:line:col`.
        self._log = get_plugin_logger("onrecord").logger

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Log each of ``diagnostics``, but notices that `check` lists only as a number."""
        for diagnostic in listed_in_build(diagnostics):
            self._log.log(_LEVELS[diagnostic.severity], "%s", as_text(diagnostic))
        if unlisted := unlisted_line(diagnostics):
            self._log.info("%s", unlisted)

    def progress(self, stage: str, done: int, total: int) -> None:
        """MkDocs says itself what it is about."""


class LogLines(logging.Handler):
    """Messages of MkDocs (or of its fork) in order; apart from that, the errors and the others."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.lines.append(record.getMessage())
        errors = record.levelno >= logging.ERROR
        (self.errors if errors else self.warnings).append(self.lines[-1])


@contextmanager
def caught_log(level: int, *, quiet: bool = False) -> Iterator[LogLines]:
    """Collect what MkDocs says in the block, from ``level`` up; ``quiet`` shows none of it."""
    lines, log = LogLines(level), logging.getLogger(mkdocs.__name__)
    propagated = log.propagate
    log.addHandler(lines)
    log.propagate = propagated and not quiet
    try:
        yield lines
    finally:
        log.removeHandler(lines)
        log.propagate = propagated


def problems_html(diagnostics: Sequence[Diagnostic], words: Words, *, stale: bool) -> str:
    """A section with the errors among ``diagnostics``; empty where there are none.

    The page below is ``stale`` where it comes from an earlier version of the content.
    """
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    if not errors:
        return ""
    said = "\n\n".join(as_text(error) for error in errors[:_MOST])
    if len(errors) > _MOST:
        said += "\n\n…"
    return Markup(
        '\n<section class="onrecord-problems" role="alert">'
        "<h2>{}</h2><p>{} {}</p><pre>{}</pre></section>\n"
    ).format(
        words("problems.title"),
        words("problems.count", count=len(errors)),
        words("problems.last_good" if stale else "problems.no_good"),
        said,
    )


def with_problems(page: str, section: str) -> str:
    """``page`` with ``section`` as the first thing in its body."""
    start = page.find("<body")
    end = page.find(">", start) + 1
    return f"{page[:end]}{section}{page[end:]}" if section and start >= 0 else page


@fixed
class OtherCode:
    """Whose code a site runs besides ours.

    It names hooks by their files, plugins and extensions by the start of their modules' names.
    """

    files: Mapping[str, str]
    packages: Mapping[str, str]

    @classmethod
    def named_in(cls, config_file: Path) -> "OtherCode":
        """Those that the configuration names.

        Raises:
            ConfigurationFault: it cannot be read.
        """
        settings = read_settings(config_file)
        hooks = settings.get("hooks")
        folder = config_file.absolute().parent
        files = {
            str(folder / hook): f"the hook {hook}"
            for hook in (hooks if isinstance(hooks, list) else ())
            if isinstance(hook, str)
        }
        return cls(files, {**_plugins(settings), **_extensions(settings)})

    def blamed(self, error: BaseException) -> str | None:
        """The other code that failed and how, in a line; None if it is our own."""
        if isinstance(error, SyntaxError) and (name := self.files.get(error.filename or "")):
            return f"{name} is not valid Python: {error.msg} (line {error.lineno})"
        for frame, line in traceback.walk_tb(error.__traceback__):
            if name := self.files.get(frame.f_code.co_filename):
                return f"{name} failed in line {line}: {_said(error)}"
            module = str(frame.f_globals.get("__name__", ""))
            for package, name in self.packages.items():
                if f"{module}.".startswith(f"{package}."):
                    return f"{name} failed: {_said(error)}"
        return None


class NamingFailures:
    """In the block, what others raise becomes an exception that names them.

    What MkDocs' exceptions say is said on purpose, and passes.
    """

    def __init__(self, others: OtherCode, fault: Callable[[str], Exception]) -> None:
        self._others = others
        self._fault = fault

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if not isinstance(error, Exception) or isinstance(error, MkDocsException):
            return
        if said := self._others.blamed(error):
            raise self._fault(said) from None


def _said(error: BaseException) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _plugins(settings: Mapping[str, Any]) -> dict[str, str]:
    installed = get_plugins()
    found = {}
    for name, _ in names_and_options(settings.get("plugins")):
        entry = installed.get(name.removeprefix("/"))
        if entry and name != OURS:
            found[_package(entry.module)] = f"the plugin {name}"
    return found


def _extensions(settings: Mapping[str, Any]) -> dict[str, str]:
    installed = {entry.name: entry.module for entry in entry_points(group="markdown.extensions")}
    return {
        _package(installed.get(name, name)): f"the Markdown extension {name}"
        for name, _ in names_and_options(settings.get("markdown_extensions"))
    }


def _package(module: str) -> str:
    """The package of ``module``; the module itself if the package has many authors."""
    top = module.partition(".")[0]
    return module if top in ("mkdocs", "markdown") else top


def why_incompatible(config: MkDocsConfig) -> str | None:
    """Why the plugins of ``config`` cannot work together; None if no reason is known."""
    if "i18n" in config.plugins:
        return _I18N
    if (rss := config.plugins.get("rss")) and _takes_all(rss.config.get("match_path")):
        return _RSS
    return None


def _takes_all(pattern: object) -> bool:
    try:
        return re.match(str(pattern or ".*"), "demands/index.md") is not None
    except re.error:
        return False  # its own plugin says so


def is_ours_alone(config: MkDocsConfig, ours: object) -> bool:
    """Whether no plugin but ``ours`` has to do with files or pages."""
    methods = (method for event in _EVENTS for method in config.plugins.events[event])
    return all(getattr(method, "__self__", None) is ours for method in methods)
