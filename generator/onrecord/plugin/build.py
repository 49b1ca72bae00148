"""A whole site, built aside and put in its place only when all is well; checked; or served."""

import logging
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.exceptions import MkDocsException

from onrecord.changes.git import RevisionFault
from onrecord.diagnostics import Diagnostic, OnrecordError, SeveralErrors, Tally
from onrecord.diagnostics.report import tally_line
from onrecord.reading.texts import shown_path
from onrecord.writing.work_folder import WorkFolder

from .configuration import Configuration, ConfigurationFault, load, load_plainly
from .destinations import put_own_theme_first
from .option_values import Preview
from .options import DRAFTS_VARIABLE
from .other_plugins import NamingFailures, OtherCode
from .prepare import prepare
from .reporting import Reporter, caught_log
from .review_preview import check_preview
from .site_folder import NotASite, refuse_other_folders
from .site_swap import staging, swap


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did.

    ``families`` counts the pages by the first part of their address; ``warnings`` are MkDocs' own;
    ``left_out`` of the configuration was not used, since it would run.
    """

    site_dir: Path
    families: Mapping[str, int]
    changed: bool
    warnings: Sequence[str]
    left_out: Sequence[str]


class BuildFailed(SeveralErrors):
    """Nothing was built, and the old site is as it was; the messages add to the diagnostics."""

    exit_code = 1


def build_site(
    config_file: Path,
    reporter: Reporter,
    *,
    site_dir: Path | None = None,
    drafts: bool = False,
    strict: bool = False,
    preview: Preview | None = None,
    untrusted: bool = False,
) -> Built:
    """Build the site of ``config_file``; ``site_dir`` and ``preview`` replace what it says.

    Where it is ``untrusted`` (a stranger wrote it), nothing that it names is run.

    Raises:
        ConfigurationFault: it cannot be used, or there is not the revision to compare with.
        BuildFailed: the content or a template has errors; the old site is as it was.
    """
    if untrusted:
        configuration = load_plainly(
            config_file, site_dir=site_dir, strict=strict or None, untrusted=True
        )
    else:
        configuration = load(config_file, site_dir=site_dir, strict=strict or None)
    config, options = configuration.config, configuration.plugin.config
    options.preview = preview or options.preview
    options.drafts = options.drafts or drafts
    place = Path(config.site_dir)
    try:
        check_preview(config, options)
        refuse_other_folders(place)
        target = place.resolve()
        with staging(target) as folder:
            warnings = [*configuration.warnings, *_build(configuration, reporter, folder)]
            _judge(configuration.plugin.diagnostics, warnings, strict=config.strict)
            changed = swap(folder, target)
    except RevisionFault as fault:
        raise ConfigurationFault(fault.messages) from None
    except NotASite as fault:
        raise ConfigurationFault([f"the site cannot go there: {fault}"]) from None
    except OSError as error:
        # The system does not always say which file it could not write.
        named = shown_path(Path(error.filename or place))
        raise BuildFailed([f"{error.strerror or error}: {named}"]) from error
    prepared = configuration.plugin.prepared
    families = Counter(page.section for page in (prepared.pages if prepared else {}).values())
    return Built(target, families, changed, warnings, configuration.left_out)


def check_site(configuration: Configuration, reporter: Reporter) -> tuple[Diagnostic, ...]:
    """Everything that a build would find wrong before it begins; nothing is written.

    Raises:
        ConfigurationFault: the configuration cannot be used.
    """
    config, options = configuration.config, configuration.plugin.config
    put_own_theme_first(config, options.site_templates() / "theme")
    found = prepare(
        config,
        options,
        lambda done, total: reporter.progress("reading", done, total),
        with_captures=True,
    )
    return found.diagnostics


def _build(configuration: Configuration, reporter: Reporter, folder: Path) -> list[str]:
    """Build into ``folder``; what MkDocs warned of."""
    config = configuration.config
    configuration.plugin.reporter = reporter
    configuration.plugin.staged = True
    config.site_dir = str(folder)
    others = OtherCode.named_in(Path(config.config_file_path))
    with (
        caught_log(logging.WARNING, quiet=True) as lines,
        NamingFailures(others, lambda said: BuildFailed([*lines.errors, said])),
    ):
        try:
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except MkDocsException as error:
            raise BuildFailed(lines.lines or [str(error)]) from None
        finally:
            config.plugins.on_shutdown()
    return lines.lines


def _judge(diagnostics: Sequence[Diagnostic], warnings: Sequence[str], *, strict: bool) -> None:
    tally = Tally.of(tuple(diagnostics))
    if tally.exit_code(strict=strict) or (strict and warnings):
        why = f"Nothing was built: {tally_line(tally)}, and warnings fail a strict build"
        raise BuildFailed([*warnings, why])


class PreviewFailed(OnrecordError):
    """The preview could not be started."""

    exit_code = 1


def serve_site(
    config_file: Path,
    *,
    address: str | None = None,
    in_browser: bool = False,
    drafts: bool = False,
) -> None:
    """Serve the site of ``config_file`` at ``address`` (`host:port`) until interrupted.

    Raises:
        ConfigurationFault: the configuration cannot be used.
        PreviewFailed: the address is taken, or the first build failed.
    """
    load(config_file)
    if drafts:
        # MkDocs reads the configuration itself, again before each build.
        os.environ[DRAFTS_VARIABLE] = "1"
    others = OtherCode.named_in(config_file)
    with _log_shown(), _temporary_files_swept(), NamingFailures(others, PreviewFailed):
        try:
            serve(str(config_file), open_in_browser=in_browser, dev_addr=address)
        except (MkDocsException, OSError) as error:
            raise PreviewFailed(str(error)) from None


@contextmanager
def _temporary_files_swept() -> Iterator[None]:
    """Have MkDocs build into a folder that the next command removes, should this one be killed."""
    with WorkFolder.temporary() as work:
        before, tempfile.tempdir = tempfile.tempdir, str(work.path)
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def _log_shown() -> Iterator[None]:
    """What MkDocs says, on standard error."""
    log = logging.getLogger(mkdocs.__name__)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    level, propagated = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagated
