"""`onrecord brief`: a briefing on some days, in one of five formats."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from onrecord.briefing.arguments import Asked, AskedWrongly, Day, Since, day_of, requested
from onrecord.briefing.formats import BINARY, Imprint, maker
from onrecord.briefing.pdf import report_boxed
from onrecord.briefing.sections.request import AddedSince
from onrecord.briefing.sections.view import briefing_view
from onrecord.changes.revisions import Repository, RevisionFault
from onrecord.desk.desk import Desk
from onrecord.desk.load import load_desk
from onrecord.desk.settings import Settings
from onrecord.diagnostics import Severity, Tally
from onrecord.diagnostics.report import print_text, tally_line
from onrecord.plugin.configuration import Configuration, ConfigurationFault, load_plainly
from onrecord.reading.texts import shown_path
from onrecord.render import SiteInfo, TemplateFault, Words
from onrecord.render.places import checked_template_folders
from onrecord.render.plain_words import PlainWords
from onrecord.views.maker import Maker
from onrecord.writing.whole import write_file

from .output import cannot_run, fail, to_stderr, unwritten

_STDOUT = Path("-")


def run(  # noqa: PLR0913 - one for each option
    *,
    config_file: Path,
    since: str | None,
    until: str | None,
    since_commit: str | None,
    actors: tuple[str, ...],
    topics: tuple[str, ...],
    briefing: str | None,
    form: str,
    output: Path,
    untrusted: bool,
) -> None:
    """Write the briefing."""
    days = (
        _named_day(("--since", "--from"), since),
        _named_day(("--until", "--through"), until),
    )
    _check_output(form, output)
    try:
        configuration = load_plainly(config_file, untrusted=untrusted)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    settings = configuration.plugin.config.settings(Path(configuration.config.docs_dir))
    desk = _desk(settings)
    asked = Asked(*days, actors, topics, briefing)
    try:
        older = _older(settings, since_commit) if since_commit is not None else None
        request = requested(desk, asked, older)
    except RevisionFault as fault:
        cannot_run([f"{fault.message}; hint: {fault.hint}" if fault.hint else fault.message])
    except AskedWrongly as wrong:
        cannot_run(wrong.messages)
    view = briefing_view(Maker.of(desk), request)
    try:
        imprint = _imprint(configuration, desk)
        made = maker(form)(view, PlainWords(imprint.words), imprint)
    except TemplateFault as fault:
        print_text([fault.diagnostic], to_stderr())
        fail(["Nothing was written: a template cannot be used"], 1)
    if made.boxed:
        print_text(report_boxed(desk, made.boxed), to_stderr())
    _write(made.data, output)


def _named_day(options: tuple[str, str], value: str | None) -> Day | None:
    """The day that one of ``options``, which are one, names.

    Raises:
        BadParameter: it names none; the message says how to write one.
    """
    if value is None:
        return None
    try:
        return day_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=options) from None


def _check_output(form: str, output: Path) -> None:
    """Before anything is read: a mistake in the call should not cost a wait."""
    if output == _STDOUT and form in BINARY:
        cannot_run([f"{form} is no text: name a file for it, such as -o briefing.{form}"])
    if output.is_dir():
        cannot_run([f"{shown_path(output)} is a folder; hint: name a file in it"])


def _desk(settings: Settings, revision: str = "") -> Desk:
    loaded = load_desk(settings)
    if loaded.desk is None:
        errors = [one for one in loaded.diagnostics if one.severity is Severity.ERROR]
        where = f" at {revision}" if revision else ""
        print_text(errors, to_stderr())
        fail([f"Nothing was written: the content{where} has {tally_line(Tally.of(errors))}"], 1)
    return loaded.desk


def _older(settings: Settings, revision: str) -> Since:
    repository = Repository.of(settings.content)
    then = repository.resolve(revision)
    with repository.extracted(then, repository.inside(settings.content)) as got:
        desk = _desk(replace(settings, content=got.path, locked=False), revision)
    return Since(revision, then.date, AddedSince.of(desk))


def _imprint(configuration: Configuration, desk: Desk) -> Imprint:
    config, options = configuration.config, configuration.plugin.config
    folders = checked_template_folders(options.site_templates())
    words = Words.load(folders, options.language)
    site = SiteInfo(config.site_name, desk.coverage, options.language, config.site_url or "")
    return Imprint(site, words, folders, config.use_directory_urls)


def _write(made: bytes, output: Path) -> None:
    if output == _STDOUT:
        click.echo(made, nl=False)
        return
    try:
        write_file(output, made)
    except OSError as error:
        cannot_run([unwritten(error, output)])
    click.echo(f"Wrote {shown_path(output)}", err=True)
