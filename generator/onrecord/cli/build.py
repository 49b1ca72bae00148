"""`onrecord build`: the site."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from onrecord.diagnostics import Diagnostic, Severity, Tally
from onrecord.diagnostics.report import (
    counted_notices,
    listed_in_build,
    notices_line,
    tally_line,
)
from onrecord.plugin.build import BuildFailed, Built, build_site
from onrecord.plugin.configuration import ConfigurationFault
from onrecord.plugin.option_types import Preview
from onrecord.reading.texts import shown_path

from .output import cannot_run, fail, reporting, to_stderr, warn


def run(
    config_file: Path,
    site_dir: Path | None,
    preview: str | None,
    against: str | None,
    preview_url: str | None,
    *,
    strict: bool,
    untrusted: bool,
) -> None:
    """Build the site."""
    console = to_stderr()
    began = time.monotonic()
    try:
        with reporting(console) as reporter:
            built = build_site(
                config_file,
                reporter,
                site_dir=site_dir,
                strict=strict,
                preview=_preview(preview, against, preview_url),
                untrusted=untrusted,
            )
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    except BuildFailed as failure:
        fail(failure.messages, 1)
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
    total = sum(built.families.values())
    said = "" if built.changed else "; nothing has changed since the last build"
    lines = [
        f"Built {total:,} pages in {seconds:.1f} s into {place}/{said}",
        f"  {_counted(built.families)}",
        f"  to review: {_to_review(listed_in_build(diagnostics), len(built.warnings))}",
    ]
    if count := counted_notices(diagnostics):
        lines.append(f"  {notices_line(count)}")
    return "\n".join(lines)


def _to_review(diagnostics: Sequence[Diagnostic], others: int) -> str:
    tally = Tally.of(tuple(diagnostics))
    if not (tally.warnings or tally.notices or others):
        return "nothing"
    codes = Counter(one.code for one in diagnostics if one.severity is not Severity.ERROR)
    said = tally_line(tally) + (f" ({_counted(codes)})" if codes else "")
    return said + (f", and {others} of MkDocs" if others else "")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
