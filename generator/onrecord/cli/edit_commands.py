"""The options and the help of the commands that change records in place.

The action of each is imported when it runs.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from . import options
from .options import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.decorators import FC

_CORRECTIONS = ("wording", "attribution", "date", "translation", "state", "removal", "other")
_RENAMED = ("actor", "demand", "claim", "article", "topic", "event", "quote")
_dry_run = click.option("--dry-run", is_flag=True, help="Show the change as a diff; write nothing.")
_form = options.form_option("text", "json", text="For people, or for tools.", default="text")
_quote_argument = click.argument("quote", metavar="ARTICLE#QUOTE")


def _old_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return options.complete_ids(f"{ctx.params.get('kind', '')}s")(ctx, param, incomplete)


def _date(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    """The day of a correction; today unless somebody says another."""
    from onrecord.records.dates import PartialDate

    if value is None:
        return datetime.now(tz=UTC).date().isoformat()
    try:
        return PartialDate.parse(value).text
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _row_options(whose: str, does: str = "corrects it") -> "Callable[[FC], FC]":
    """Options for the row of a correction: ``whose`` it is by default, and what it ``does``."""

    def added(function: "FC") -> "FC":
        whose_option = click.option(
            "--whose",
            type=click.Choice(("desk", "source", "speaker")),
            default=whose,
            show_default=True,
            help=f"Who {does}: you (desk), the source or the speaker.",
        )
        date_option = click.option(
            "--date", callback=_date, help="The date of the correction.  [default: today]"
        )
        return whose_option(date_option(function))

    return added


@command(
    "rename",
    "onrecord rename actor dock-union dockers-union --dry-run",
    "onrecord rename quote gazette-on-the-talks#not-now not-this-year",
)
@click.argument("kind", type=click.Choice(_RENAMED), metavar=f"[{'|'.join(_RENAMED)}]")
@click.argument("old", metavar="OLD", shell_complete=_old_ids)
@click.argument("new", metavar="NEW")
@options.config_option
@_dry_run
@_form
def rename_command(**options: Any) -> None:
    """Change the id of a record.

    The command renames the file, adds the old id to `formerly`, and changes every reference to it.
    For an article, its capture and its lines in captures.lock get the new id, too. Topics and
    quotes have no `formerly`, so their old addresses stop working unless `redirects` in the
    configuration has them. Your own pages (*.md) and the configuration are not changed: the command
    lists where they have the old id.

    Nothing else changes. The desk can have errors, but the change must not add any. Exit code: 0
    renamed, 1 a file cannot be changed or the desk would have more errors, 2 it cannot be done.
    """
    from .edit import rename

    rename(**options)


@command(
    "correct",
    "onrecord correct gazette-on-the-talks#by-friday --kind wording --was 'the"
    " answer' --now 'an answer'",
    "onrecord correct post-on-the-rally#all-gates --kind date --field said.date --now 2031-05-02",
)
@_quote_argument
@click.option(
    "--kind", type=click.Choice(_CORRECTIONS), required=True, help="What kind of correction."
)
@click.option(
    "--field",
    default="text",
    show_default=True,
    help="Which field of the quote: text, speaker, said.date, translation.by and so on.",
)
@click.option(
    "--was",
    help="The old value; of a text, only the part that changes.  [default: the whole value]",
)
@click.option("--now", help="The new value; without it, the old value is removed.")
@click.option("--note", help="What readers should know about it.")
@click.option("--mark", is_flag=True, help="Also write `state: corrected`.")
@_row_options("desk")
@options.config_option
@_dry_run
@_form
def correct_command(**options: Any) -> None:
    """Correct a quote, and record the correction.

    The command changes the field, and adds a row to `corrections` of the article.

    Nothing else changes. Of a text, give only the part that changes. Separate several values, such
    as speakers, with commas. Exit code: 0 corrected, 1 the file cannot be changed or the desk would
    have more errors, 2 there is no such quote, or its value is not the one of --was.
    """
    from onrecord.editing.correcting import CorrectionNote, FieldChange

    from .edit import correct

    change = FieldChange(*(options.pop(name) for name in ("field", "was", "now")))
    row = CorrectionNote(*(options.pop(name) for name in ("date", "kind", "whose", "note")))
    correct(field=change, about=row, **options)


@command(
    "retract",
    "onrecord retract post-on-the-rally#all-gates --note 'The Post took the sentence back.'",
)
@_quote_argument
@click.option("--note", required=True, help="Why, for readers: added to the quote's note.")
@_row_options("source", "took the words back")
@options.config_option
@_dry_run
@_form
def retract_command(whose: str, date: str, note: str, **options: Any) -> None:
    """Mark a quote as retracted.

    The site still shows its words, with that mark, but they no longer count.

    The command writes `state: retracted`, the note, and a row in `corrections`. The exit codes are
    those of `correct`.
    """
    from onrecord.editing.correcting import CorrectionNote

    from .edit import retract

    retract(about=CorrectionNote(date, "state", whose, note), **options)


@command(
    "withhold",
    "onrecord withhold board-notice#names-a-docker --reason 'At the request of the person named.'",
)
@click.argument("quotes", metavar="ARTICLE#QUOTE...", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why, for readers: it replaces the quote's note.")
@_row_options("desk", "wants them withheld")
@options.config_option
@_dry_run
@_form
def withhold_command(whose: str, date: str, **options: Any) -> None:
    """Remove the words of quotes from the whole desk.

    The page of the quote then shows the reason, but no words. The command removes the quote's text,
    gist, context, original and locator; what corrections and other versions say about the words;
    notes that repeat them; its line in captures.lock; the rows and evidence that rely on it; and
    the journal of `onrecord annotate`. If other places repeat the words (a summary, another quote,
    a page), it lists them and writes nothing. It never prints the words, because a log can be
    public.

    Git keeps the earlier words. So do captures, the built site, and other files in the folder of
    the desk: the command lists these. Exit code: 0 withheld, 1 a file cannot be changed or the desk
    would have more errors, 2 it cannot be done.
    """
    from onrecord.editing.correcting import CorrectionNote

    from .edit import withhold

    withhold(about=CorrectionNote(date, "state", whose), **options)
