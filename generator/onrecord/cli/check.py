"""`onrecord check`: every problem in the content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from onrecord.diagnostics import Diagnostic, Tally
from onrecord.diagnostics.report import (
    as_github,
    as_gitlab,
    as_json,
    print_text,
    tally_line,
)
from onrecord.plugin.build import check_site
from onrecord.plugin.configuration import ConfigurationFault, load_plainly

from .chosen import chosen_among
from .output import cannot_run, echo_json, reporting, to_stderr, warn


def run(
    config_file: Path, files: tuple[Path, ...], form: str, *, strict: bool, untrusted: bool
) -> None:
    """Report every problem of the content, or of ``files``."""
    console = to_stderr()
    try:
        configuration = load_plainly(config_file, strict=strict or None, untrusted=untrusted)
        chosen = chosen_among(files, configuration)
        with reporting(console) as reporter:
            found = check_site(configuration, reporter)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    for warning in configuration.warnings:
        warn(warning, console)
    told = chosen.among(found) if chosen else found
    _print(told, form)
    if left_out := _left_out(found, told):
        click.echo(f"In other files, not listed: {left_out}", err=True)
    click.get_current_context().exit(Tally.of(told).exit_code(strict=strict))


def _left_out(found: Sequence[Diagnostic], told: Sequence[Diagnostic]) -> str:
    """How many errors and warnings are among ``found`` and not among ``told``."""
    every, listed = Tally.of(tuple(found)), Tally.of(tuple(told))
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
