"""`onrecord export`: the data of the site, in one of three formats."""

from pathlib import Path

import click

from onrecord.diagnostics import OnrecordError
from onrecord.exports.downloads import CSV_FILES, Downloads
from onrecord.plugin.configuration import load_plainly
from onrecord.reading.texts import shown_path
from onrecord.writing.whole_files import replacing
from onrecord.writing.work_folder import WorkFolder

from .inputs import site_words, whole_desk
from .output import refuse_output, writing_to

_ZIP = ".zip"


def export(config_file: Path, form: str, output: Path, *, drafts: bool) -> None:
    """Write the data."""
    _refuse(form, output)
    downloads = _downloads(config_file, drafts=drafts)
    with writing_to(output), replacing(output) as made:
        _write(downloads, form, made, zipped=_zipped(output))
    click.echo(f"Wrote {shown_path(output)}", err=True)


def _refuse(form: str, output: Path) -> None:
    """Find out at once what would fail at the end."""
    as_folder = form == "csv" and not _zipped(output)
    refuse_output(output, may_be_folder=as_folder)
    if not as_folder:
        return
    if output.exists() and not output.is_dir():
        raise OnrecordError(
            f"{shown_path(output)} is a file", "name a folder, or a file that ends in .zip"
        )
    if output.is_dir() and any(path.name not in CSV_FILES for path in output.iterdir()):
        raise OnrecordError(
            f"{shown_path(output)} has other files", "name a folder that is new or empty"
        )


def _downloads(config_file: Path, *, drafts: bool) -> Downloads:
    configuration = load_plainly(config_file)
    setup = configuration.setup
    setup.options.drafts = setup.options.drafts or drafts
    desk = whole_desk(setup.settings())
    words, _ = site_words(configuration)
    return Downloads(setup.site(desk, words))


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
