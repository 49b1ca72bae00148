"""`onrecord diff`: what changed between two revisions, in the words of the domain."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.plugin.configuration import Configuration, ConfigurationFault, load_plainly
from onrecord.reading.paths import shown_path
from onrecord.reading.revisions import RevisionFault
from onrecord.render.faults import TemplateFault
from onrecord.render.places import checked_template_folders
from onrecord.render.plain_words import PlainWords
from onrecord.render.words import Words
from onrecord.review.as_json import as_json
from onrecord.review.comment import comment
from onrecord.review.places import Places
from onrecord.review.review import Review, review
from onrecord.review.view import review_view
from onrecord.writing.whole import write_file

from .options import config_option, site_address_option, strict_option, untrusted_option
from .output import cannot_run, unwritten
from .streams import echo_json


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@config_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "json")),
    default="markdown",
    show_default=True,
    help="A comment for a pull request, or data.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write into this file instead.",
)
@click.option(
    "--preview-url",
    metavar="URL",
    callback=site_address_option,
    help="Where the preview of HEAD is, for links to its pages.",
)
@click.option(
    "--live-url",
    metavar="URL",
    callback=site_address_option,
    help="Where the published site is; site_url unless given, '' for no links to it.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Compare with BASE as it is, not with the last commit that both have in common.",
)
@strict_option
@untrusted_option
def command(
    base: str,
    head: str | None,
    config_file: Path,
    output: Path | None,
    preview_url: str | None,
    live_url: str | None,
    **options: object,
) -> None:
    """Tell what changed in the content from BASE to HEAD.

    BASE and HEAD are revisions of git: branches, tags, commits. Without HEAD it is the working
    tree, with all that is not committed. Everything but the content is taken from the working tree;
    its configuration is read as plain data, and its templates are rendered in a sandbox.

    Exit code: 0, 1 if the content of HEAD has errors (or, with --strict, warnings), 2 if nothing
    could be compared.
    """
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
