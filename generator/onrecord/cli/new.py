"""`onrecord new`: a record to fill in."""

from __future__ import annotations

import os
import shlex
from pathlib import Path, PurePosixPath

import click

from onrecord.plugin.configuration import ConfigurationFault, load_plainly
from onrecord.reading import shown_path, shown_text
from onrecord.reading.texts import why_no_id
from onrecord.starter.skeleton import schema_from, skeleton
from onrecord.starter.taken import who_has
from onrecord.writing.placing import Taken, put_files

from .options import CONFIG_FILE
from .output import cannot_run, unwritten


def run(kind: str, id_: str, folder: str | None, config_file: Path) -> None:
    """Write the skeleton of a record."""
    if why := why_no_id(id_):
        cannot_run([f"{why[0]}; hint: {why[1]}"])
    content = _content(config_file)
    file = _place(content, kind, folder) / f"{id_}.yml"
    if taken := who_has(content, kind, id_):
        path, formerly = taken
        had = "was once the id of" if formerly else "is the id of"
        cannot_run([f"'{id_}' {had} {shown_path(path)}; hint: choose another id"])
    text = skeleton(kind, id_, schema_from(file, config_file.absolute().parent, kind))
    try:
        put_files({PurePosixPath(file.relative_to(content).as_posix()): text}, content)
    except Taken:
        cannot_run([f"{shown_path(file)} cannot be written: there is something already"])
    except OSError as error:
        cannot_run([unwritten(error, file)])
    click.echo(f"Wrote {shown_path(file)}")
    click.echo(f"Fill in what is empty, then run: {_check(config_file)}")


def _content(config_file: Path) -> Path:
    if not config_file.is_file():
        hint = "hint: `onrecord init DIR` makes a desk; -f names a configuration elsewhere"
        cannot_run([f"this is no desk: there is no file {shown_path(config_file)}; {hint}"])
    try:
        return Path(load_plainly(config_file).config.docs_dir)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)


def _place(content: Path, kind: str, folder: str | None) -> Path:
    """The folder for a record of ``kind``, which need not exist."""
    top = content / f"{kind}s"
    if folder is None:
        return top
    if kind != "article":
        cannot_run([f"--folder is for articles; the files of {kind}s stand right in {kind}s/"])
    parts = PurePosixPath(folder.replace(os.sep, "/")).parts
    if not all(part.isprintable() and part[0] not in "./" for part in parts):
        hint = "name one within, such as 2031/05"
        cannot_run([f"{shown_text(folder)} is no folder within articles/; hint: {hint}"])
    place = top.joinpath(*parts)
    if not place.resolve().is_relative_to(content.resolve()):
        cannot_run([f"{shown_path(place)} leads out of the content folder"])
    return place


def _check(config_file: Path) -> str:
    ours = config_file == CONFIG_FILE
    return "onrecord check" if ours else f"onrecord check -f {shlex.quote(str(config_file))}"
