"""The command `onrecord`; a subcommand is imported only when it is asked for."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from .examples import help_epilog
from .signals import stop_cleanly
from .streams import give_up_output

# In the order of a day's work: help lists them so.
_COMMANDS = (
    "init",
    "new",
    "check",
    "serve",
    "build",
    "verify",
    "diff",
    "brief",
    "export",
    "import",
    "schema",
)
# Commands whose name is a word of Python's.
_MODULES = {"import": "import_csv"}


class _Commands(click.Group):
    """Finds the command `x` as `command` in `onrecord.cli.x`, or as `_MODULES` says."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"onrecord.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, found by any test
        command.epilog = command.epilog or help_epilog(cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is asked for; whatever stops it, there is no traceback."""
        with stop_cleanly() as stop:
            try:
                done: object = super().invoke(ctx)
            except KeyboardInterrupt:
                click.echo(err=True)  # below the ^C of the terminal
                ctx.exit(stop.exit_code)
            except OSError as error:
                if error.errno == errno.EPIPE:  # nobody reads any more, which is no fault
                    raise
                self._failed(ctx, error)
            if stop.number:  # a preview ends by itself then
                ctx.exit(stop.exit_code)
        return done

    def _failed(self, ctx: click.Context, error: OSError) -> NoReturn:
        """Say that output has failed: each command sees to its own files."""
        give_up_output()
        place = error.filename or "standard output"
        click.echo(f"error: cannot write to {place}: {error.strerror or error}", err=True)
        ctx.exit(2)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The names alone: with what each does, every command would be imported at a key press."""
        names = [CompletionItem(name) for name in _COMMANDS if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "-V", "--version", prog_name="onrecord", package_name="onrecord")
def main() -> None:
    """Who said what, when, in which words: build a site from a newsroom's annotations."""
