"""`onrecord build`, `check` and `serve`: a site, what is wrong with it, and a live preview."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from onrecord.diagnostics import Diagnostic, Severity, Tally
from onrecord.diagnostics.report import (
    as_github,
    as_gitlab,
    as_json,
    counted_notices,
    listed_in_build,
    notices_line,
    print_text,
    tally_line,
)
from onrecord.plugin.build import Built, build_site, check_site, serve_site
from onrecord.plugin.configuration import load_plainly
from onrecord.plugin.option_values import Preview
from onrecord.reading.texts import shown_path

from .inputs import chosen_among
from .output import echo_json, reporting, to_stderr, warn


def build(  # noqa: PLR0913 - one for each option
    config_file: Path,
    site_dir: Path | None,
    preview: str | None,
    against: str | None,
    preview_url: str | None,
    *,
    drafts: bool,
    strict: bool,
    untrusted: bool,
) -> None:
    """Build the site."""
    console = to_stderr()
    began = time.monotonic()
    with reporting(console) as reporter:
        built = build_site(
            config_file,
            reporter,
            site_dir=site_dir,
            drafts=drafts,
            strict=strict,
            preview=_preview(preview, against, preview_url),
            untrusted=untrusted,
        )
    for warning in built.warnings:
        warn(warning, console)
    if built.left_out:
        click.echo(f"Not used: {', '.join(built.left_out)}", err=True)
    click.echo(_summary(built, reporter.diagnostics, time.monotonic() - began))


def _preview(of: str | None, against: str | None, url: str | None) -> Preview | None:
    if of is None and (against or url):
        raise click.UsageError("--against and --preview-url say more of a --preview; name one")
    if of is not None and not of.strip():
        raise click.UsageError("--preview: say what it is a preview of, such as 'pull request 12'")
    if of is None:
        return None
    return Preview(" ".join(of.split()), against or None, f"{url.rstrip('/')}/" if url else None)


def _summary(built: Built, diagnostics: Sequence[Diagnostic], seconds: float) -> str:
    place = shown_path(built.site_dir)
    total = sum(built.sections.values())
    said = "" if built.changed else "; nothing has changed since the last build"
    lines = [
        f"Built {total:,} pages in {seconds:.1f} s into {place}/{said}",
        f"  {_counted(built.sections)}",
        f"  to review: {_to_review(listed_in_build(diagnostics), len(built.warnings))}",
    ]
    if count := counted_notices(diagnostics):
        lines.append(f"  {notices_line(count)}")
    return "\n".join(lines)


def _to_review(diagnostics: Sequence[Diagnostic], others: int) -> str:
    tally = Tally.of(tuple(diagnostics))
    if not (tally.warnings or tally.notices or others):
        return "nothing"
    codes = Counter(
        diagnostic.code for diagnostic in diagnostics if diagnostic.severity is not Severity.ERROR
    )
    said = tally_line(tally) + (f" ({_counted(codes)})" if codes else "")
    return said + (f", and {others} of MkDocs" if others else "")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def check(
    config_file: Path, files: tuple[Path, ...], form: str, *, strict: bool, untrusted: bool
) -> None:
    """Report every problem of the content, or of ``files``."""
    console = to_stderr()
    configuration = load_plainly(config_file, strict=strict or None, untrusted=untrusted)
    chosen = chosen_among(files, configuration)
    with reporting(console) as reporter:
        found = check_site(configuration, reporter)
    for warning in configuration.warnings:
        warn(warning, console)
    shown = chosen.among(found) if chosen else found
    _print(shown, form)
    if left_out := _left_out(found, shown):
        click.echo(f"In other files, not listed: {left_out}", err=True)
    click.get_current_context().exit(Tally.of(shown).exit_code(strict=strict))


def _left_out(found: Sequence[Diagnostic], shown: Sequence[Diagnostic]) -> str:
    """How many errors and warnings are among ``found`` and not among ``shown``."""
    every, listed = Tally.of(tuple(found)), Tally.of(tuple(shown))
    left = Tally(every.errors - listed.errors, every.warnings - listed.warnings, 0)
    return tally_line(left) if left.errors or left.warnings else ""


def _print(diagnostics: Sequence[Diagnostic], form: str) -> None:
    if form == "json":
        echo_json(as_json(diagnostics))
    elif form == "gitlab":
        echo_json(as_gitlab(diagnostics))
    elif form == "github":
        for diagnostic in diagnostics:
            click.echo(as_github(diagnostic))
    else:
        print_text(diagnostics, Console())
        click.echo(tally_line(Tally.of(tuple(diagnostics))))


def serve(config_file: Path, address: str | None, *, in_browser: bool, drafts: bool) -> None:
    """Serve a preview until it is stopped."""
    serve_site(config_file, address=address, in_browser=in_browser, drafts=drafts)
