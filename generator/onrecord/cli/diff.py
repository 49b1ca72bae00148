"""`onrecord diff`: what changed between two revisions, in the words of the domain."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.changes.revisions import RevisionFault
from onrecord.plugin.configuration import Configuration, ConfigurationFault, load_plainly
from onrecord.reading.texts import shown_path
from onrecord.render.faults import TemplateFault
from onrecord.render.places import checked_template_folders
from onrecord.render.plain_words import PlainWords
from onrecord.render.words import Words
from onrecord.review.as_json import as_json
from onrecord.review.comment import comment
from onrecord.review.links import Places
from onrecord.review.review import Review, review
from onrecord.review.view import review_view
from onrecord.writing.whole import write_file

from .output import cannot_run, echo_json, unwritten


def run(
    base: str,
    head: str | None,
    config_file: Path,
    output: Path | None,
    preview_url: str | None,
    live_url: str | None,
    **options: object,
) -> None:
    """Print or write what changed."""
    _refuse(output)
    try:
        configuration = load_plainly(config_file, untrusted=bool(options["untrusted"]))
        made = _Made(configuration, base, head, exact=bool(options["exact"]))
        places = _places(configuration, preview_url or "", live_url)
        text = made.json() if options["form"] == "json" else made.markdown(places)
    except ConfigurationFault as fault:
        cannot_run(fault.messages)
    except RevisionFault as fault:
        cannot_run([f"{fault.message}; hint: {fault.hint}" if fault.hint else fault.message])
    except TemplateFault as fault:
        cannot_run([f"{fault.diagnostic.file}: {fault}"])
    _write(text, output, form=str(options["form"]))
    strict = bool(options["strict"])
    click.get_current_context().exit(made.review.exit_code(strict=strict))


class _Made:
    """A comparison with what puts it into words."""

    def __init__(
        self, configuration: Configuration, base: str, head: str | None, *, exact: bool
    ) -> None:
        options = configuration.plugin.config
        content = Path(configuration.config.docs_dir)
        self._templates = checked_template_folders(options.site_templates())
        self._words = Words.load(self._templates, options.language)
        self._say = PlainWords(self._words)
        self.review: Review = review(
            options.settings(content), self._words, base, head, exact=exact
        )

    def json(self) -> str:
        return as_json(self.review, self._say) + "\n"

    def markdown(self, places: Places) -> str:
        return comment(review_view(self.review, self._say, places), self._words, self._templates)


def _places(configuration: Configuration, preview_url: str, live_url: str | None) -> Places:
    config = configuration.config
    return Places(
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        preview_url=preview_url,
        live_url=(config.site_url or "") if live_url is None else live_url,
        directory_urls=config.use_directory_urls,
    )


def _refuse(output: Path | None) -> None:
    """Say at once what would fail at the end."""
    if output is None:
        return
    if output.is_dir():
        cannot_run([f"{shown_path(output)} is a folder; hint: name a file in it"])
    if not output.absolute().parent.is_dir():
        cannot_run([f"there is no folder {shown_path(output.absolute().parent)}/ to write into"])


def _write(text: str, output: Path | None, *, form: str) -> None:
    if output is None:
        echo_json(text, end=False) if form == "json" else click.echo(text, nl=False)
        return
    try:
        write_file(output, text)
    except OSError as error:
        cannot_run([unwritten(error, output)])
