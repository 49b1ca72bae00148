"""What is made from a desk: its site, a comparison, a briefing, its data.

What only some of these need is imported there: that takes as long as a small build.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.captures.quiet_reports import without_known_words
from onrecord.captures.verify import withheld_on_desk
from onrecord.captures.withheld import WithheldDigests
from onrecord.desk.desk import Desk
from onrecord.desk.load import LoadedDesk, load_desk
from onrecord.diagnostics import (
    ContentErrors,
    Diagnostic,
    OnrecordError,
    Severity,
    Tally,
    listed_in_build,
    print_text,
    unlisted_line,
)
from onrecord.exports.downloads import CSV_FILES, Downloads
from onrecord.plugin.configuration import Configuration, load_plainly
from onrecord.plugin.option_values import Preview
from onrecord.plugin.page_writing import Begin
from onrecord.plugin.site_build import Built, build_site, rests_on_files
from onrecord.reading import shown_path
from onrecord.records import without_collector
from onrecord.render.phrases import PlainWords
from onrecord.render.site import SiteContext
from onrecord.render.templates import checked_template_folders
from onrecord.render.words import Words
from onrecord.writing.own_folders import WorkFolder
from onrecord.writing.whole_files import replacing, write_file

from .last_build import LastBuild, last_check
from .output import (
    Summary,
    counted_names,
    echo_json,
    refuse_output,
    reporting,
    to_review,
    to_stderr,
    warn,
    writing_to,
)

if TYPE_CHECKING:
    from onrecord.briefing.arguments import Day, OlderState

_STDOUT = Path("-")


def build(  # noqa: PLR0913 - one for each option
    last: LastBuild,
    began: float,
    config_file: Path,
    site_dir: Path | None,
    preview: str | None,
    against: str | None,
    preview_url: str | None,
    *,
    scheduler: str | None,
    drafts: bool,
    strict: bool,
    untrusted: bool,
) -> None:
    """Build the site, and record in ``last`` what it was made of."""
    console = to_stderr()
    with reporting(console) as reporter, _cluster(scheduler) as elsewhere:
        built = build_site(
            config_file,
            reporter,
            site_dir=site_dir,
            drafts=drafts,
            strict=strict,
            preview=_preview(preview, against, preview_url),
            untrusted=untrusted,
            elsewhere=elsewhere,
            last=last.site(),
            reading=last.reading(),
        )
    for warning in built.warnings:
        warn(warning, console)
    if built.left_out:
        click.echo(f"Not used: {', '.join(built.left_out)}", err=True)
    summary = _summary(built, reporter.diagnostics)
    click.echo(summary.text(began, changed=built.swapped.changed))
    if not (built.left_out or built.warnings) and rests_on_files(built.configuration):
        listed = listed_in_build(reporter.diagnostics)
        swapped = built.swapped
        last.keep(built.configuration.setup, built.site_dir, summary, listed, swapped)


@contextmanager
def _cluster(address: str | None) -> Iterator[Callable[[Configuration], Begin] | None]:
    """Has pages made by the Dask cluster at ``address``, if one is named."""
    if address is None:
        yield None
        return
    from onrecord.plugin.cluster import scheduler  # noqa: PLC0415 - few have one

    with scheduler(address) as made_there:

        def begin(configuration: Configuration) -> Begin:
            if not rests_on_files(configuration) or configuration.left_out:
                message = "--scheduler is for sites without hooks, other plugins and previews"
                raise OnrecordError(message, "build this one without it")
            return made_there(configuration)

        yield begin


def _preview(of: str | None, against: str | None, url: str | None) -> Preview | None:
    if of is None:
        if against or url:
            raise click.UsageError("--against and --preview-url need --preview")
        return None
    if not of.strip():
        raise click.UsageError("--preview: name what it is a preview of, such as 'pull request 12'")
    return Preview(" ".join(of.split()), against or None, f"{url.rstrip('/')}/" if url else None)


def _summary(built: Built, diagnostics: Sequence[Diagnostic]) -> Summary:
    lines = [
        f"  {counted_names(built.sections)}",
        f"  to review: {to_review(listed_in_build(diagnostics), len(built.warnings))}",
    ]
    if unlisted := unlisted_line(diagnostics):
        lines.append(f"  {unlisted}")
    return Summary(sum(built.sections.values()), shown_path(built.site_dir), tuple(lines))


@without_collector()
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
    """Print or write what changed between two revisions, in the words of the domain."""
    from onrecord.review.reports import comment, review_as_json  # noqa: PLC0415 - as said above
    from onrecord.review.review import ReviewLinks, review  # noqa: PLC0415 - likewise
    from onrecord.review.review_view import review_view  # noqa: PLC0415 - likewise

    if output:
        refuse_output(output)
    configuration = load_plainly(config_file, untrusted=untrusted)
    config = configuration.config
    words, templates = _site_words(configuration)
    known = None if untrusted else last_check(config_file)
    found = review(configuration.setup.settings(), words, base, head, known, exact=exact)
    say = PlainWords(words)
    if form == "json":
        text = review_as_json(found, say) + "\n"
    else:
        places = ReviewLinks(
            repo_url=config.repo_url or "",
            edit_uri=config.edit_uri or "",
            preview_url=preview_url or "",
            live_url=(config.site_url or "") if live_url is None else live_url,
            directory_urls=config.use_directory_urls,
        )
        text = comment(review_view(found, say, places), words, templates)
    if output:
        with writing_to(output):
            write_file(output, text)
    elif form == "json":
        echo_json(text, end=False)
    else:
        click.echo(text, nl=False)
    click.get_current_context().exit(found.exit_code(strict=strict))


# The formats of a briefing by how their files are named.
_OF_ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".eml": "email"}
_OF_ENDINGS |= {".docx": "docx", ".pdf": "pdf"}


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
    """Write a briefing on some days, in one of five formats."""
    from onrecord.briefing import arguments, formats, outline  # noqa: PLC0415 - likewise
    from onrecord.briefing.sections.briefing_view import briefing_view  # noqa: PLC0415 - likewise

    last = ("--until", "--through", "--to")
    days = (_named_day(("--since", "--from"), since), _named_day(last, until))
    # Before anything is read: a mistake in the call should not cost a wait.
    if output == _STDOUT and form in outline.BINARY:
        raise OnrecordError(f"{form} is not text: name a file for it, such as -o briefing.{form}")
    if output.is_dir():
        raise OnrecordError(f"{shown_path(output)} is a folder", "name a file in it")
    if (other := _OF_ENDINGS.get(output.suffix.lower(), form)) != form:
        message = f"{shown_path(output)} is the name of another format than {form}"
        raise OnrecordError(message, f"add --format {other}, or give the file another ending")
    configuration = load_plainly(config_file, untrusted=untrusted)
    site = _site(configuration, drafts=drafts)
    asked = arguments.BriefingArguments(*days, actors, topics, briefing)
    older = None if since_commit is None else _older(configuration, since_commit, site.desk)
    request = arguments.requested(site.desk, asked, older)
    made = outline.make_file(form)(briefing_view(site.views, request), site.say, site)
    if made.boxed:
        print_text(formats.report_boxed(site.desk, made.boxed), to_stderr())
    if output == _STDOUT:
        click.echo(made.data, nl=False)
        return
    with writing_to(output):
        write_file(output, made.data)
    click.echo(f"Wrote {shown_path(output)}", err=True)


def _named_day(options: tuple[str, ...], value: str | None) -> "Day | None":
    """The day in ``value`` of the option with the names ``options``."""
    from onrecord.briefing import arguments  # noqa: PLC0415 - likewise

    try:
        return None if value is None else arguments.named_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=options) from None


def _older(configuration: Configuration, revision: str, now: Desk) -> "OlderState":
    """The desk at ``revision``; reports leave out words that are withheld ``now``."""
    from onrecord.briefing.arguments import OlderState  # noqa: PLC0415 - likewise
    from onrecord.changes.compared_states import with_words_of  # noqa: PLC0415 - likewise
    from onrecord.changes.revisions import Repository, SameFiles  # noqa: PLC0415 - likewise

    # None of its words are in a briefing: it may have these again.
    settings = replace(configuration.setup.settings(locked=False), withheld=None)
    repository = Repository.of(settings.content)
    then = repository.resolve(revision)
    with repository.extracted(then, repository.inside(settings.content), settings.content) as got:
        read = SameFiles()
        read.elsewhere = got.same
        loaded = load_desk(replace(settings, content=got.path), read=read)
        withheld = {name for name, quote in now.quotes.items() if quote.record.withheld}
        known = withheld_on_desk(now.articles, configuration.setup.captures)
        words = with_words_of(
            known,
            (
                (article, quote)
                for id_, article in loaded.records.with_partial().articles.items()
                for quote in article.quotes
                if f"{id_}#{quote.id}" in withheld
            ),
        )
        desk = _whole(loaded, words, f" at {revision}")
    return OlderState(revision, then.date, desk)


def export(config_file: Path, form: str, output: Path, *, drafts: bool) -> None:
    """Write the data of the site, in one of three formats."""
    zipped = output.suffix.lower() == ".zip"
    as_folder = form == "csv" and not zipped
    refuse_output(output, may_be_folder=as_folder)
    if as_folder and output.exists():
        if not output.is_dir():
            hint = "name a folder, or a file that ends in .zip"
            raise OnrecordError(f"{shown_path(output)} is a file", hint)
        if {it.name for it in output.iterdir()}.difference(CSV_FILES):
            hint = "name a folder that is new or empty"
            raise OnrecordError(f"{shown_path(output)} has other files", hint)
    downloads = Downloads(_site(load_plainly(config_file), drafts=drafts))
    with writing_to(output), replacing(output) as made:
        if form == "json":
            downloads.write_json(made)
        elif form == "sqlite":
            downloads.write_sqlite(made)
        elif zipped:
            with WorkFolder.temporary() as work:
                downloads.write_zip(made, work.path / "csv")
        else:
            downloads.write_csv(made)
    click.echo(f"Wrote {shown_path(output)}", err=True)


def _site(configuration: Configuration, *, drafts: bool) -> SiteContext:
    """The site of a desk without errors."""
    setup = configuration.setup
    setup.options.drafts = setup.options.drafts or drafts
    known = replace(last_check(setup.file), files=True)  # its captures are not looked at here
    loaded = load_desk(setup.settings(), last=known)
    return setup.site(_whole(loaded), _site_words(configuration)[0])


def _whole(loaded: LoadedDesk, words: WithheldDigests | None = None, at: str = "") -> Desk:
    """The desk, if it is free of errors: they are reported without ``words``, which are withheld.

    ``at`` says at which revision it is.
    """
    if loaded.desk is None:
        found = without_known_words(loaded.diagnostics, words or WithheldDigests())
        errors = [fault for fault in found if fault.severity is Severity.ERROR]
        message = f"Nothing was written: the content{at} has {Tally.of(errors)}"
        raise ContentErrors(message, errors)
    return loaded.desk


def _site_words(configuration: Configuration) -> tuple[Words, tuple[Path, ...]]:
    """The catalogue of a site, and the folders of its templates, if they can be used."""
    folders = checked_template_folders(configuration.setup.templates)
    return Words.load(folders, configuration.setup.options.language), folders
