"""`onrecord brief`: a briefing on some days, in one of five formats."""

from dataclasses import replace
from pathlib import Path

import click

from onrecord.briefing.arguments import BriefingArguments, Day, OlderState, day_of, requested
from onrecord.briefing.formats import BINARY, make_file
from onrecord.briefing.pdf import report_boxed
from onrecord.briefing.sections.request import AddedSince
from onrecord.briefing.sections.view import briefing_view
from onrecord.changes.revisions import Repository
from onrecord.desk.settings import Settings
from onrecord.diagnostics import OnrecordError
from onrecord.diagnostics.report import print_text
from onrecord.plugin.configuration import load_plainly
from onrecord.reading.texts import shown_path
from onrecord.writing.whole_files import write_file

from .inputs import site_words, whole_desk
from .output import to_stderr, writing_to

_STDOUT = Path("-")


def brief(  # noqa: PLR0913 - one for each option
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
    drafts: bool,
    untrusted: bool,
) -> None:
    """Write the briefing."""
    days = (
        _named_day(("--since", "--from"), since),
        _named_day(("--until", "--through"), until),
    )
    _check_output(form, output)
    configuration = load_plainly(config_file, untrusted=untrusted)
    setup = configuration.setup
    setup.options.drafts = setup.options.drafts or drafts
    settings = setup.settings()
    desk = whole_desk(settings)
    asked = BriefingArguments(*days, actors, topics, briefing)
    older = _older(settings, since_commit) if since_commit is not None else None
    request = requested(desk, asked, older)
    words, _ = site_words(configuration)
    site = setup.site(desk, words)
    made = make_file(form)(briefing_view(site.views, request), site.say, site)
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
        raise OnrecordError(f"{form} is no text: name a file for it, such as -o briefing.{form}")
    if output.is_dir():
        raise OnrecordError(f"{shown_path(output)} is a folder", "name a file in it")


def _older(settings: Settings, revision: str) -> OlderState:
    repository = Repository.of(settings.content)
    then = repository.resolve(revision)
    with repository.extracted(then, repository.inside(settings.content)) as got:
        desk = whole_desk(replace(settings, content=got.path, locked=False), at=revision)
    return OlderState(revision, then.date, AddedSince.of(desk))


def _write(made: bytes, output: Path) -> None:
    if output == _STDOUT:
        click.echo(made, nl=False)
        return
    with writing_to(output):
        write_file(output, made)
    click.echo(f"Wrote {shown_path(output)}", err=True)
