"""Builds a site aside and puts it in place only if nothing failed; checks it; serves it."""

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import mkdocs
from mkdocs.commands.build import build
from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import IpAddress
from mkdocs.exceptions import MkDocsException

from onrecord.desk.load import LastReading
from onrecord.diagnostics import Diagnostic, OnrecordError, SeveralErrors, Tally, reason_of
from onrecord.reading import shown_path
from onrecord.records import fixed
from onrecord.writing.own_folders import WorkFolder

from .configuration import Configuration, load, load_plainly
from .option_values import Preview
from .page_writing import Begin
from .plugin import OnrecordPlugin
from .reporting import NamingFailures, OtherCode, Reporter, caught_log
from .settings_file import names_only_files
from .site_files import LastSite
from .site_folder import SiteFolderFault, refuse_other_folders
from .site_options import DRAFTS_VARIABLE
from .site_swap import SwappedSite, staging, swap
from .theme_frame import check_preview

_OWN_EXTENSIONS = frozenset(("toc", "tables", "fenced_code"))
_ELSEWHERE = "choose a writable folder with enough space: --site-dir FOLDER"
_LAST_PORT = 65_535
_ADDRESS_HINT = "choose a free address and port of this computer: --address 127.0.0.1:8080"


@fixed
class Built:
    """What a build did.

    ``sections`` counts the pages by the list that they belong to; ``warnings`` are MkDocs' own;
    ``left_out`` of the configuration was not used, since it would run.
    """

    configuration: Configuration
    site_dir: Path
    sections: Mapping[str, int]
    swapped: SwappedSite
    warnings: Sequence[str]
    left_out: Sequence[str]


def rests_on_files(configuration: Configuration) -> bool:
    """Whether a build depends on nothing else than the files that it names."""
    config, setup = configuration.config, configuration.setup
    # What we add ourselves is no name.
    named = {name for name in map(str, config.markdown_extensions) if not name.startswith("<")}
    return (
        named <= _OWN_EXTENSIONS
        and not configuration.options.preview
        and len(config.plugins) == 1
        and not config.hooks
        and names_only_files(setup.file, setup.content)
    )


class BuildFailed(SeveralErrors):
    """Nothing was built, and the old site is as it was; the messages add to the diagnostics."""

    exit_code = 1


def build_site(  # noqa: PLR0913 - one for each option
    config_file: Path,
    reporter: Reporter,
    *,
    site_dir: Path | None = None,
    drafts: bool = False,
    strict: bool = False,
    preview: Preview | None = None,
    untrusted: bool = False,
    elsewhere: Callable[[Configuration], Begin] | None = None,
    last: LastSite | None = None,
    reading: LastReading | None = None,
) -> Built:
    """Build the site of ``config_file``; ``site_dir`` and ``preview`` replace what it says.

    Where it is ``untrusted`` (a stranger wrote it), nothing that it names is run. Its pages are
    made ``elsewhere``, if that is given; what cannot differ is taken from the ``last`` site, and
    from the last ``reading`` of the desk.

    Raises:
        ConfigurationFault: it cannot be used.
        RevisionFault: there is not the revision to compare with.
        SiteFolderFault: the folder of the site is none that may be replaced.
        BuildFailed: the content or a template has errors; the old site is as it was.
    """
    if untrusted:
        configuration = load_plainly(
            config_file, site_dir=site_dir, strict=strict or None, untrusted=True, building=True
        )
    else:
        configuration = load(config_file, site_dir=site_dir, strict=strict or None)
    config, options = configuration.config, configuration.options
    options.preview = preview or options.preview
    options.drafts = options.drafts or drafts
    if elsewhere:
        configuration.plugin.begin = elsewhere(configuration)
    place = Path(config.site_dir)
    if not elsewhere:
        configuration.plugin.last = last
    configuration.plugin.reading = reading
    try:
        check_preview(configuration.setup)
        refuse_other_folders(place)
        target = place.resolve()
        with staging(target) as folder:
            warnings = [*configuration.warnings, *build_into(configuration, reporter, folder)]
            _judge(configuration.plugin.diagnostics, warnings, strict=config.strict)
            kept = configuration.plugin.taken
            if last:
                last.check()
                there = last.files, last.spare
                swapped = swap(folder, target, kept, *there, from_spare=bool(kept and last.spared))
            else:
                swapped = swap(folder, target)
    except OSError as error:
        # The system does not always say which file it could not write; our own files next to the
        # folder are no place that anybody named.
        named = Path(error.filename or place)
        where = shown_path(named if named.is_relative_to(place) else place)
        why = f"{where} cannot be written: {reason_of(error)}"
        raise SiteFolderFault(why, _ELSEWHERE) from error
    finally:
        if last:
            last.look.stop()
    sections = configuration.plugin.sections
    return Built(configuration, target, sections, swapped, warnings, configuration.left_out)


def build_into(configuration: Configuration, reporter: Reporter, folder: Path) -> list[str]:
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
    tally = Tally.of(diagnostics)
    if tally.exit_code(strict=strict) or (strict and warnings):
        why = f"Nothing was built: {tally}, and warnings fail a strict build"
        raise BuildFailed([*warnings, why])


class PreviewFailed(OnrecordError):
    """The preview could not be started, since its first build failed."""

    exit_code = 1


def serve_site(
    config_file: Path,
    *,
    address: str | None = None,
    in_browser: bool = False,
    drafts: bool = False,
    reading: LastReading | None = None,
) -> None:
    """Serve the site of ``config_file`` at ``address`` (`host:port`) until interrupted.

    It begins with what is known from the last ``reading`` of the desk.

    Raises:
        ConfigurationFault: the configuration cannot be used.
        OnrecordError: it cannot be served at the address.
        PreviewFailed: the first build failed.
    """
    from mkdocs.commands.serve import serve  # noqa: PLC0415 - its servers take long to import

    wanted = _server_address(load(config_file), address)
    if drafts:
        # MkDocs reads the configuration itself, again before each build.
        os.environ[DRAFTS_VARIABLE] = "1"
    others = OtherCode.named_in(config_file)
    OnrecordPlugin.reading = reading
    with _log_shown(), _temporary_files_swept(), NamingFailures(others, PreviewFailed):
        try:
            serve(str(config_file), open_in_browser=in_browser, dev_addr=address)
        except MkDocsException as error:
            raise PreviewFailed(str(error)) from None
        except OSError as error:
            if error.filename is not None:
                raise OnrecordError(str(error)) from None
            message = f"nothing can be served at {wanted}: {(error.strerror or '').lower()}"
            raise OnrecordError(message, _ADDRESS_HINT) from None
        finally:
            OnrecordPlugin.reading = None


def _server_address(configuration: Configuration, address: str | None) -> str:
    """Where to serve: ``address``, or what the configuration says.

    Raises:
        OnrecordError: that is no host and port.
    """
    named = f"--address {address}" if address else "Config value 'dev_addr'"
    try:
        found = IpAddress().run_validation(address or str(configuration.config.dev_addr))
    except ValidationError as error:
        raise OnrecordError(f"{named}: {error}", _ADDRESS_HINT) from None
    if not 0 <= found.port <= _LAST_PORT:
        raise OnrecordError(f"{named}: '{found.port}' is not a valid port", _ADDRESS_HINT)
    return str(found)


@contextmanager
def _temporary_files_swept() -> Iterator[None]:
    """Let MkDocs build into a folder that the next command removes if this one is killed."""
    with WorkFolder.temporary() as work:
        before, tempfile.tempdir = tempfile.tempdir, str(work.path)
        try:
            yield
        finally:
            tempfile.tempdir = before


@contextmanager
def _log_shown() -> Iterator[None]:
    """Show the log of MkDocs on standard error."""
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
