"""The options and the help of the commands that change records in place.

The action of each is imported when it runs.
"""

from typing import Any

import click

from . import options
from .options import command

_RENAMED = ("actor", "demand", "claim", "article", "topic", "event", "quote")


def _old_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    kind = ctx.params.get("kind", "")
    return options.complete_ids(f"{kind}s")(ctx, param, incomplete)


_dry_run = click.option("--dry-run", is_flag=True, help="Show the change as a diff; write nothing.")
_form = options.form_option("text", "json", text="For people, or for tools.", default="text")


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
    """Give a record another id: its file, its old id in `formerly`, and all that names it.

    For an article, its capture and its lines in captures.lock get the new id too. Topics, events
    and quotes have no `formerly`, so an old address of theirs leads nowhere. Your own pages (*.md)
    and the configuration stay as they are; where they have the old id is listed.

    Only these lines change. The desk may have errors, but the change adds none. Exit code: 0
    renamed, 1 a file cannot be changed or the desk would have more errors, 2 it cannot be done.
    """
    from .edit import rename

    rename(**options)
