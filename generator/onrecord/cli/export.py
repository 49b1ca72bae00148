"""`onrecord export`: the data of the site, in one of three formats."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.desk.load import load_desk
from onrecord.diagnostics import Severity, Tally
from onrecord.diagnostics.report import print_text, tally_line
from onrecord.exports.downloads import CSV_FILES, Downloads
from onrecord.plugin.configuration import ConfigurationFault, load_plainly
from onrecord.plugin.prepare import downloads_of
from onrecord.reading.texts import shown_path
from onrecord.render.faults import TemplateFault
from onrecord.render.places import checked_template_folders
from onrecord.render.words import Words
from onrecord.writing.whole import beside
from onrecord.writing.work import WorkFolder

from .output import cannot_run, fail, to_stderr, unwritten

_ZIP = ".zip"


def run(config_file: Path, form: str, output: Path) -> None:
    """Write the data."""
    _refuse(form, output)
    downloads = _downloads(config_file)
    try:
        with beside(output) as made:
            _write(downloads, form, made, zipped=_zipped(output))
    except OSError as error:
        cannot_run([unwritten(error, output)])
    click.echo(f"Wrote {shown_path(output)}", err=True)


def _refuse(form: str, output: Path) -> None:
    """Say at once what would fail at the end."""
    shown = shown_path(output)
    if not output.absolute().parent.is_dir():
        cannot_run([f"there is no folder {shown_path(output.absolute().parent)}/ to write into"])
    if form == "csv" and not _zipped(output):
        if output.exists() and not output.is_dir():
            cannot_run([f"{shown} is a file; hint: name a folder, or a file that ends in .zip"])
        if output.is_dir() and any(one.name not in CSV_FILES for one in output.iterdir()):
            cannot_run([f"{shown} has other files; hint: name a folder that is new or empty"])
    elif output.is_dir():
        cannot_run([f"{shown} is a folder; hint: name a file in it"])


def _downloads(config_file: Path) -> Downloads:
    try:
        configuration = load_plainly(config_file)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    config, options = configuration.config, configuration.plugin.config
    loaded = load_desk(options.settings(Path(config.docs_dir)))
    if loaded.desk is None:
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        print_text(errors, to_stderr())
        fail([f"Nothing was written: the content has {tally_line(Tally.of(errors))}"], 1)
    try:
        words = Words.load(checked_template_folders(options.site_templates()), options.language)
    except TemplateFault as fault:
        print_text([fault.diagnostic], to_stderr())
        fail(["Nothing was written: the words cannot be used"], 1)
    return downloads_of(config, options, loaded.desk, words)


def _write(downloads: Downloads, form: str, made: Path, *, zipped: bool) -> None:
    if form == "json":
        downloads.write_json(made)
    elif form == "sqlite":
        downloads.write_sqlite(made)
    elif zipped:
        with WorkFolder.temporary() as work:
            downloads.write_zip(made, work.path / "csv")
    else:
        downloads.write_csv(made)


def _zipped(output: Path) -> bool:
    return output.suffix.lower() == _ZIP
