"""Standard output and error, whatever they are connected to."""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import suppress

import click

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def take_any_text() -> None:
    """Have an escape written for what an old encoding lacks, in place of a failure."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def echo_json(text: str, *, end: bool = True) -> None:
    """Print JSON: as it is in UTF-8, in ASCII alone where standard output has another encoding."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not encoding.lower().replace("_", "-").startswith("utf"):
        text = _NOT_ASCII.sub(_escape, text)
    click.echo(text, nl=end)


def give_up_output() -> None:
    """Write nothing more to standard output, which takes nothing: Python would try once more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
