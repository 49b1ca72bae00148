"""The command `onrecord`; what a subcommand does is imported only when it runs."""

from __future__ import annotations

import sys
from typing import Any

import click

from .commands import (
    brief,
    build,
    check,
    diff,
    export,
    import_csv,
    init,
    new,
    schema,
    serve,
    verify,
)
from .signals import stop_cleanly
from .streams import give_up_output

# In the order of a day's work: help lists them so.
_COMMANDS = (
    init.command,
    new.command,
    check.command,
    serve.command,
    build.command,
    verify.command,
    diff.command,
    brief.command,
    export.command,
    import_csv.command,
    schema.command,
)


class _Commands(click.Group):
    """The commands in their order; whatever stops one of them, there is no traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is asked for; whatever stops it, there is no traceback."""
        with stop_cleanly() as stop:
            try:
                done: object = super().invoke(ctx)
            except KeyboardInterrupt:
                click.echo(err=True)  # below the ^C of the terminal
                ctx.exit(stop.exit_code)
            if stop.number:  # a preview ends by itself then
                ctx.exit(stop.exit_code)
        return done

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - click's signature
        """Run what the command line says; each command sees to the files that it writes."""
        try:
            return super().main(*args, **options)
        except OSError as error:  # click has seen to nobody reading any more, which is no fault
            give_up_output()
            place = error.filename or "standard output"
            click.echo(f"error: cannot write to {place}: {error.strerror or error}", err=True)
            sys.exit(2)


@click.group(
    cls=_Commands,
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(None, "-V", "--version", prog_name="onrecord", package_name="onrecord")
def main() -> None:
    """Who said what, when, in which words: build a site from a newsroom's annotations."""
