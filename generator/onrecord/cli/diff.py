"""`onrecord diff`: what changed between two revisions, in the words of the domain."""

from pathlib import Path

import click

from onrecord.plugin.configuration import Configuration, load_plainly
from onrecord.render.phrases import PlainWords
from onrecord.review.as_json import as_json
from onrecord.review.comment import comment
from onrecord.review.effects import ReviewLinks
from onrecord.review.review import review
from onrecord.review.view import review_view
from onrecord.writing.whole_files import write_file

from .inputs import site_words
from .output import echo_json, refuse_output, writing_to


def diff(  # noqa: PLR0913 - one for each option
    *,
    base: str,
    head: str | None,
    config_file: Path,
    form: str,
    output: Path | None,
    preview_url: str | None,
    live_url: str | None,
    exact: bool,
    strict: bool,
    untrusted: bool,
) -> None:
    """Print or write what changed."""
    if output:
        refuse_output(output)
    configuration = load_plainly(config_file, untrusted=untrusted)
    words, templates = site_words(configuration)
    settings = configuration.setup.settings()
    found, say = review(settings, words, base, head, exact=exact), PlainWords(words)
    if form == "json":
        text = as_json(found, say) + "\n"
    else:
        places = _places(configuration, preview_url or "", live_url)
        text = comment(review_view(found, say, places), words, templates)
    if output:
        with writing_to(output):
            write_file(output, text)
    elif form == "json":
        echo_json(text, end=False)
    else:
        click.echo(text, nl=False)
    click.get_current_context().exit(found.exit_code(strict=strict))


def _places(configuration: Configuration, preview_url: str, live_url: str | None) -> ReviewLinks:
    config = configuration.config
    return ReviewLinks(
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        preview_url=preview_url,
        live_url=(config.site_url or "") if live_url is None else live_url,
        directory_urls=config.use_directory_urls,
    )
