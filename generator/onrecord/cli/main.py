"""The command `onrecord`: its subcommands, and how each of them ends.

What a subcommand does is imported only when it runs. A request to stop closes whatever is open; a
stream that cannot be written to ends the command; there is never a traceback.
"""

import atexit
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any

import click

from . import desk_commands, edit_commands, site_commands

# Hardly anything of ours is a cycle: Python's collector looks for them less often than usual.
gc.set_threshold(100_000, 20, 20)
atexit.register(gc.freeze)  # and not once more at the end of the process

# Each with what it does unless somebody decided otherwise: who began us with `nohup`, for one.
_USUAL: Mapping[str, Callable[[int, FrameType | None], object] | signal.Handlers] = {
    "SIGINT": signal.default_int_handler,
    "SIGTERM": signal.SIG_DFL,
    "SIGHUP": signal.SIG_DFL,  # the terminal was closed
}
# In the order of a day's work: help lists them so.
_COMMANDS = (
    desk_commands.init_command, desk_commands.new_command, desk_commands.draft_command,
    desk_commands.annotate_command, desk_commands.check_command, site_commands.serve_command,
    site_commands.build_command, desk_commands.verify_command, edit_commands.correct_command,
    edit_commands.retract_command, edit_commands.withhold_command, edit_commands.rename_command,
    site_commands.diff_command, site_commands.brief_command, site_commands.export_command,
    desk_commands.import_command, desk_commands.schema_command,
)  # fmt: skip


@dataclass(slots=True)
class Stop:
    """Whether a command was told to stop."""

    number: int = 0  # of the signal that told it; 0 for none

    @property
    def exit_code(self) -> int:
        """The exit code that shells expect after a signal."""
        return 128 + (self.number or signal.SIGINT)

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Remember the signal, and have all that is open closed.

        Only Ctrl+C interrupts that again: `timeout` and others send every other signal twice.
        """
        if self.number and number != signal.SIGINT:
            return
        self.number = number
        raise KeyboardInterrupt


@contextmanager
def stop_cleanly() -> Iterator[Stop]:
    """In the block each request to stop is an interrupt."""
    stop = Stop()
    known = [signal.Signals[name] for name in _USUAL if hasattr(signal, name)]
    usual = [number for number in known if signal.getsignal(number) == _USUAL[number.name]]
    for number in usual:
        signal.signal(number, stop.hear)
    try:
        yield stop
    finally:
        for number in usual:
            signal.signal(number, _USUAL[number.name])


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
    cls=_Commands, commands=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(None, "-V", "--version", prog_name="onrecord", package_name="onrecord")
def main() -> None:
    """Who said what, when, in which words: build a site from a newsroom's annotations."""


def take_any_text() -> None:
    """Write an escape for a character that the output's encoding lacks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def give_up_output() -> None:
    """Write nothing more to standard output, which takes nothing: Python would try once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
