"""`onrecord draft` and `onrecord annotate`: an article from its source, by rules or on a page."""

import shlex
import sys
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from onrecord.annotate.actions import PageActions
from onrecord.annotate.journal import Journal
from onrecord.annotate.page import page_files, server_at
from onrecord.annotate.workspace import Workspace
from onrecord.captures.lock import LOCK, read_lock
from onrecord.captures.verify import withheld_on_desk
from onrecord.diagnostics import OnrecordError, Severity, nearest_to, reason_of
from onrecord.drafting import article_additions as additions
from onrecord.drafting import draft as drafts
from onrecord.drafting.article_additions import ArticleFiles
from onrecord.drafting.article_yaml import article_yaml, today
from onrecord.drafting.draft import Draft, DraftOptions
from onrecord.drafting.source import MAX_BYTES, read_source
from onrecord.drafting.source_text import ReadSource
from onrecord.editing.new_record import find_id_owner, schema_from
from onrecord.editing.schemas import refresh
from onrecord.plugin.configuration import load_plainly
from onrecord.reading import YamlText, printable, shown_path, shown_text
from onrecord.reading.nodes import open_questions
from onrecord.reading.texts import why_no_id
from onrecord.records import Records, load_records
from onrecord.render.templates import template_folders
from onrecord.render.words import Words
from onrecord.writing.whole_files import write_file

from .edit import option_of, setup_of_desk
from .output import counted, echo_json, some, to_stderr, warn, writing_to

_STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class _Drafting:
    """A source that is drafted from, and where the desk has its files and what they say."""

    file: Path
    source: ReadSource
    options: DraftOptions
    config_file: Path
    content: Path
    captures: Path
    records: Records

    def draft(self, **known: Any) -> Draft:
        """What is proposed, but for what is withheld on the desk."""
        lock = read_lock(self.content / LOCK)
        articles, lines = self.records.with_partial().articles, lock.lines if lock else None
        withheld = withheld_on_desk(articles, self.captures, lines)
        return drafts.draft_of(self.source, self.records, self.options, withheld=withheld, **known)

    def command(self, name: str) -> str:
        """The command line of ``name`` for this desk."""
        return f"onrecord {name}{option_of(self.config_file)}"

    def again(self, id_: str) -> str:
        """The command that fills in the speakers, once the desk has them."""
        given = {"--party": self.options.party, "--language": self.options.language}
        more = [word for name, value in given.items() if value for word in (name, value)]
        return f"{self.command('draft')} {shlex.join(['--into', id_, *more, str(self.file)])}"


def draft(
    file: Path,
    config_file: Path,
    *,
    id_: str | None,
    into: str | None,
    to_stdout: bool,
    form: str,
    **asked: Any,
) -> None:
    """Write a draft, or print it; ``asked`` is what `DraftOptions` has."""
    if into and (id_ or to_stdout or form == "json"):
        raise click.UsageError("--into cannot be used with --id, --stdout or --format json.")
    if id_ and (why := why_no_id(id_)):
        raise OnrecordError(*why)
    desk = _drafting(_read(file), file, config_file, DraftOptions(**asked))
    for notice in desk.source.notices:
        _warn(notice)
    if into:
        _add(desk, _id_of(into))
        return
    if to_stdout or form == "json":
        made = desk.draft()
        _warn_of(made)
        if form == "json":
            echo_json(drafts.quotes_as_json(made))
        else:
            click.echo(article_yaml(made, _origin(file), added=today()), nl=False)
    else:
        made = _write(desk, id_)
    click.get_current_context().exit(1 if made.failure else 0)


def _is_stdin(file: Path) -> bool:
    return str(file) == "-"


def _origin(file: Path) -> str:
    """What the article says it was drafted from, without a folder of this computer."""
    return _STDIN if _is_stdin(file) else file.name


def _read(file: Path) -> bytes:
    """The bytes of ``file``; only enough to see that it is too large."""
    if _is_stdin(file):
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        if not file.is_file():
            is_there = "is not an ordinary file" if file.exists() else "does not exist"
            is_address = str(file).startswith(("http:/", "https:/", "www."))
            hint = "save the page in your browser, and give the file" if is_address else ""
            raise OnrecordError(f"{shown_path(file)} {is_there}", hint)
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise OnrecordError(f"{shown_path(file)} cannot be read: {reason_of(error)}") from error


def _drafting(data: bytes, file: Path, config_file: Path, options: DraftOptions) -> _Drafting:
    setup = setup_of_desk(config_file)
    records = load_records(setup.content)
    faulty = {each.file for each in records.diagnostics if each.severity is Severity.ERROR}
    if faulty:
        files = some(sorted(faulty), 3)
        lists = f"`onrecord check{option_of(config_file)}` lists them"
        _warn(f"{files} cannot be used because of errors; {lists}")
    if not records.actors:
        _warn("the desk has no actors yet, so every speaker is unknown")
    source = read_source(data, _STDIN if _is_stdin(file) else shown_path(file))
    party = options.party
    if party and party not in records.actors:
        near = nearest_to(party, records.actors)
        hint = f"did you mean {near}?" if near else ""
        raise OnrecordError(f"there is no actor {shown_text(party)}", hint)
    of_desk = (config_file, setup.content, setup.captures, records)
    return _Drafting(file, source, options, *of_desk)


def _write(desk: _Drafting, given_id: str | None) -> Draft:
    """Write the capture first: what is proposed is compared with it."""
    id_ = given_id or drafts.article_id_of(
        desk.source, "" if _is_stdin(desk.file) else desk.file.stem
    )
    if id_ is None:
        raise OnrecordError("the article needs an id", "give it one with --id")
    if taken := find_id_owner(desk.content, "article", id_):
        path, why = taken
        hint = f"choose another id with --id, or add to the article with --into {path.stem}"
        raise OnrecordError(why, hint)
    made = desk.draft()
    files = ArticleFiles(desk.content, desk.captures, id_)
    schema = schema_from(files.article, desk.config_file.absolute().parent, "article")
    text = article_yaml(made, _origin(desk.file), schema, added=today())
    additions.check_size(files.article, text.encode())
    with writing_to(files.article):
        files.write(desk.source, text)
    refresh(desk.config_file.absolute().parent, desk.content)
    _report(desk, made, files, files.article, text)
    if given_id is None and desk.source.facts.headline:
        click.echo("The id is made from the headline: --id gives another")
    return made


def _add(desk: _Drafting, id_: str) -> None:
    """Add what is proposed to the article ``id_``, which is a draft."""
    path = desk.records.files.get(("article", id_))
    article = desk.records.articles.get(id_)
    if path is None or article is None:
        why = "has errors" if path else "does not exist"
        hint = f"run `{desk.command('check')}` first" if path else ""
        raise OnrecordError(f"the article {shown_text(id_)} {why}", hint)
    if not article.draft:
        hint = "add `draft: true` to it first: otherwise what is proposed would be published"
        raise OnrecordError(f"{shown_path(path)} is not a draft", hint)
    files = ArticleFiles(desk.content, desk.captures, id_)
    there = files.captured_text()
    quotes = {quote.id: " ".join(quote.text) for quote in article.quotes}
    made = desk.draft(capture=there, quotes=quotes)
    before = path.read_bytes()
    deleted = 0
    if there is not None and there.raw == desk.source.text:
        made, deleted = additions.without_deleted(
            made, before.decode("utf-8-sig"), _origin(desk.file)
        )
    after, filled = additions.article_with(made, article, path, before)
    additions.check_size(path, after)
    with writing_to(path), files.captured(desk.source):
        if path.read_bytes() != before:
            raise OnrecordError(f"{shown_path(path)} has changed in the meantime", "try again")
        write_file(path, after)
    refresh(desk.config_file.absolute().parent, desk.content)
    _report(desk, made, files, path, after.decode("utf-8-sig"), filled)
    if deleted:
        click.echo(f"Left out {counted(deleted, 'quote')} that you have deleted from this draft.")
        click.echo("To get them back, delete the first comment of the article (# A draft by …)")
    click.get_current_context().exit(1 if made.failure else 0)


def _report(
    desk: _Drafting, made: Draft, files: ArticleFiles, path: Path, text: str, filled: int = 0
) -> None:
    """Print what was written, the number of quotes, and the next steps."""
    _warn_of(made)
    click.echo(f"Wrote {shown_path(path)}, with its source in {shown_path(files.capture)}")
    proposals = made.proposals
    open_ = len(open_questions(YamlText("", text)))
    again_there, unknown = len(proposals.again), len(proposals.unknown_names)
    parts = (
        counted(len(proposals.quotes), "quote"),
        f"{open_:,} to decide",
        f"{counted(filled, 'speaker')} filled in" if filled else "",
        f"{again_there:,} already there" if again_there else "",
        counted(unknown, "unknown speaker") if unknown else "",
    )
    click.echo(f"  {', '.join(filter(None, parts))}")
    if proposals.sentences:
        click.echo(f"  {counted(len(proposals.sentences), 'sentence')} to choose from, as comments")
    elif proposals.summary and not proposals.again:
        click.echo(f"  {printable(proposals.summary)}")
        click.echo(
            "  no sentence is like a demand or claim of the desk: write a demand or claim first,"
        )
        click.echo("  then draft again with --into")
    elif not proposals.quotes and not proposals.again:
        click.echo("  no quotes were found: add them by hand")
    elif proposals.quotes and not any(each.candidate.speaker for each in proposals.quotes):
        click.echo("  none of the speakers is an actor of the desk")
    if proposals.unknown_names:
        makes = f"`{desk.command('annotate')}` makes the actors as you go"
        click.echo(f"  {makes}. Or make them with the commands in its comments, then run:")
        click.echo(f"  {desk.again(files.article.stem)}")
    click.echo(f"Next: {desk.command('annotate')} {path.stem}")
    click.echo(f"Then: {desk.command('check')} {shlex.quote(shown_path(path))}")


def _warn_of(made: Draft) -> None:
    """Report problems that did not prevent the draft."""
    if made.notice:
        _warn(made.notice)
    if made.withheld:
        quotes = counted(made.withheld, "quote")
        _warn(f"{quotes} left out: the words are withheld on this desk")
    if count := made.proposals.unverified:
        quotes = counted(count, "quote")
        _warn(f"{quotes} left out, because their words are not in the text")
    if made.program is None:
        return
    program, answer = made.program
    if answer.failure:
        _warn(f"{printable(program)} proposes nothing: {printable(answer.failure)}")
    for refused in answer.refused:
        _warn(f"{printable(program)}, line {refused.line}: {refused.why}; refused")


def _warn(message: str) -> None:
    warn(message, to_stderr())


def _id_of(article: str) -> str:
    """The id of an ``article``; a shell may have completed its file name."""
    return Path(article).stem if article.endswith(".yml") and Path(article).is_file() else article


def annotate(config_file: Path, article: str | None, address: str | None, *, browser: bool) -> None:
    """Serve the page until the command is stopped."""
    setup = load_plainly(config_file).setup
    workspace = Workspace(setup.settings(), setup.captures, Journal.of(config_file))
    if article is not None:
        article = _id_of(article)
        workspace.open(article)
    folders, language = template_folders(setup.templates), setup.options.language
    files = page_files(folders, Words.load(folders, language), language)
    actions = PageActions(workspace, drafts.FindingProcess().found_in).by_name()
    with server_at(address, config_file, files, actions) as server:
        where = server.address
        if article is not None:
            where = where.replace("/#", f"/?article={article}#")
        click.echo(f"Annotate at {where}")
        click.echo("Only this computer can reach it. Stop it with Ctrl+C.")
        if browser:
            opened = False
            with suppress(webbrowser.Error, OSError):
                opened = webbrowser.open(where)
            if not opened:
                click.echo("No browser was found: open this address yourself.")
        server.serve_forever()
