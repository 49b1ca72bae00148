"""The options and the help of the commands that look after the files of a desk.

The action of each is imported when it runs.
"""

from pathlib import Path
from typing import Any

import click

from . import options
from .options import command

_NEW = ("article", "actor", "demand", "claim")
_SCHEMA = ("article", "actor", "demand", "claim", "topics", "events", "briefing")


@command(
    "init",
    "onrecord init harbour-desk",
    "onrecord init . --ci gitlab --name 'The harbour strike' --language fr",
    "onrecord init desk --requirement 'onrecord @ git+https://git.example.org/o@v1'",
)
@click.argument("folder", metavar="DIR", type=options.PATH)
@click.option(
    "--ci",
    "host",
    type=click.Choice(("github", "gitlab", "netlify", "cloudflare", "none")),
    default="github",
    show_default=True,
    help="Whose workflow files come with it: they check, build and publish what is pushed.",
)
@click.option("--name", help="The name of the site.  [default: Our record]")
@click.option(
    "--language",
    type=click.Choice(("en", "fr")),
    default="en",
    show_default=True,
    help="Of the site and of the example in it.",
)
@click.option(
    "--requirement",
    metavar="SPEC",
    help="Where the desk installs Onrecord from, as pip reads it.  [default: where this copy came"
    " from]",
)
def init_command(**options: Any) -> None:
    """Make a new desk in the folder DIR, which builds at once.

    It holds a small invented example to replace, the configuration of the site, settings for
    editors, and workflow files. DIR must be new or empty: nothing is ever overwritten. Exit code: 0
    made, 2 nothing was written.
    """
    from .start import init

    init(**options)


@command(
    "new",
    "onrecord new actor dock-union",
    "onrecord new article gazette-on-the-talks --folder 2031/05",
)
@click.argument("kind", type=click.Choice(_NEW), metavar=f"[{'|'.join(_NEW)}]")
@click.argument("id_", metavar="ID")
@click.option(
    "--folder", metavar="PATH", help="For an article: the folder within articles/, such as 2031/05."
)
@options.config_option
def new_command(**options: Any) -> None:
    """Write a commented skeleton of a record.

    It has every field that the record can have; those that it needs are empty.

    ID becomes the name of the file and a public address: small letters, digits and hyphens. Nothing
    is ever overwritten. Exit code: 0 written, 2 nothing was written.
    """
    from .start import new

    new(**options)


@command(
    "check",
    "onrecord check",
    "onrecord check content/articles/gazette-on-the-talks.yml",
    "onrecord check --strict --format github",
)
@options.config_option
@options.strict_option
@options.untrusted_option
@options.files_argument
@options.form_option(
    "text",
    "json",
    "github",
    "gitlab",
    text="For people, for tools, or as annotations of a pull or a merge request.",
    default="text",
)
def check_command(**options: Any) -> None:
    """Report every problem in the content.

    With FILES, files or folders of the content, everything is read and only what concerns these is
    reported; a line says what was left out.

    The configuration is read as plain data: no hook of it is run and no other plugin imported. With
    --untrusted no variable of the environment is read either, and nothing outside the folder where
    the command runs.

    Exit code: 0 without errors, 1 with errors (or, with --strict, warnings), 2 if nothing could be
    checked.
    """
    from .check import check

    check(**options)


@command(
    "verify",
    "onrecord verify",
    "onrecord verify content/articles/2031/05",
    "onrecord verify --captures ../captures",
)
@options.config_option
@click.option(
    "--captures",
    type=options.PATH,
    help="The folder of the captures, in place of what the configuration says.",
)
@options.files_argument
def verify_command(**options: Any) -> None:
    """Compare each quote with the captured text of its source, and write the lock.

    A capture is the text of an article's source, in captures/ARTICLE-ID.txt. What has none keeps
    the verdict it has. With FILES, articles or folders of them, only these are compared, whatever
    is wrong with others, and the lock keeps the other lines.

    Exit code: 0 compared, 1 a quote is absent, or was edited since it was compared and has no
    capture, or a capture cannot be used, 2 nothing could be compared.
    """
    from .check import verify_quotes

    verify_quotes(**options)


@command(
    "import",
    "onrecord import quotes.csv -o content --dry-run",
    "onrecord import onrecord-csv.zip -o content",
)
@click.argument("source", metavar="CSV", type=options.PATH, required=False)
@options.output_option(
    "The content folder of the desk, which may hold one already; made where there is none.",
    metavar="DIR",
)
@click.option(
    "--dates",
    type=click.Choice(("dmy", "mdy")),
    help="How the sheet writes a date such as 03/05/2031: the day or the month first.",
)
@click.option(
    "--template", is_flag=True, help="Write an empty sheet to fill in: CSV, or quotes.csv."
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def import_command(**options: Any) -> None:
    """Write a desk's YAML from its spreadsheet.

    CSV is a CSV file, a folder of them, or a zip: the tables that `onrecord export --format csv`
    writes, or a plain sheet with a row for each quote. What is new is added to the desk. All is
    written or nothing, and nothing that is there is changed. Exit code: 0 written, 1 the
    spreadsheet has errors, 2 nothing can be read or written.
    """
    from .start import import_sheets

    import_sheets(**options)


@command("schema", "onrecord schema article", "onrecord schema -o .schemas")
@click.argument("kind", type=click.Choice(_SCHEMA), required=False)
@options.output_option(
    "Write each schema to a file KIND.json in this folder.",
    type=click.Path(file_okay=False, path_type=Path),
)
@options.config_option
def schema_command(**options: Any) -> None:
    """Print the JSON Schema of the files of KIND.

    Without a KIND: print the names of the kinds, or, with -o, write the schemas of all.
    """
    from .start import schema

    schema(**options)
