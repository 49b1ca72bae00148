"""What `onrecord verify` takes, and what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli.options import config_option, files_argument, help_epilog


@click.command("verify", epilog=help_epilog("verify"))
@config_option
@click.option(
    "--captures",
    type=click.Path(path_type=Path),
    help="The folder of the captures, in place of what the configuration says.",
)
@files_argument
def command(**options: Any) -> None:
    """Compare each quote with the captured text of its source, and write the lock.

    A capture is the text of an article's source, in captures/ARTICLE-ID.txt. What has none keeps
    the verdict it has. With FILES, articles or folders of them, only these are compared, whatever
    is wrong with others, and the lock keeps the other lines.

    Exit code: 0 compared, 1 a quote is absent, or was edited since it was compared and has no
    capture, or a capture cannot be used, 2 nothing could be compared.
    """
    from onrecord.cli.verify import run

    run(**options)
