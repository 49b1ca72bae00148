"""`onrecord build`: the site."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from onrecord.diagnostics import Diagnostic, Severity, Tally
from onrecord.diagnostics.report import tally_line
from onrecord.plugin.build import BuildFailed, Built, build_site
from onrecord.plugin.configuration import ConfigurationFault
from onrecord.reading.paths import shown_path

from .options import config_option, strict_option
from .output import cannot_run, fail, reporting, to_stderr, warn
from .signals import stop_cleanly


@click.command("build")
@config_option
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where to build, in place of what the configuration says.",
)
@strict_option
def command(config_file: Path, site_dir: Path | None, *, strict: bool) -> None:
    """Build the site aside and put it in the place of the old one.

    Where that fails the old site stays as it was. Exit code: 0 built, 1 failed, 2 could not begin.
    """
    console = to_stderr()
    began = time.monotonic()
    try:
        with stop_cleanly(), reporting(console) as reporter:
            built = build_site(config_file, reporter, site_dir=site_dir, strict=strict)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    except BuildFailed as failure:
        fail(failure.messages, 1)
    for warning in built.warnings:
        warn(warning, console)
    click.echo(_summary(built, reporter.diagnostics, time.monotonic() - began))


def _summary(built: Built, diagnostics: Sequence[Diagnostic], seconds: float) -> str:
    place = shown_path(built.site_dir)
    total = sum(built.families.values())
    said = "" if built.changed else "; nothing has changed since the last build"
    lines = [
        f"Built {total:,} pages in {seconds:.1f} s into {place}/{said}",
        f"  {_counted(built.families)}",
        f"  needs eyes: {_needs_eyes(diagnostics, len(built.warnings))}",
    ]
    return "\n".join(lines)


def _needs_eyes(diagnostics: Sequence[Diagnostic], others: int) -> str:
    tally = Tally.of(tuple(diagnostics))
    if not (tally.warnings or tally.notices or others):
        return "nothing"
    codes = Counter(one.code for one in diagnostics if one.severity is not Severity.ERROR)
    said = tally_line(tally) + (f" ({_counted(codes)})" if codes else "")
    return said + (f", and {others} of MkDocs" if others else "")


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
