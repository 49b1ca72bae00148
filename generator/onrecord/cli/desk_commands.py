"""The options and the help of the commands that read and write the files of a desk.

The action of each is imported when it runs.
"""

from pathlib import Path
from typing import Any

import click

from . import options
from .options import command

_NEW = ("article", "actor", "demand", "claim", "quote")
_ACTORS = ("person", "state", "organisation", "bloc", "office", "group", "unnamed")
_FORMS = ("direct", "partial", "indirect", "scare")
_SCHEMA = ("article", "actor", "demand", "claim", "topics", "events", "briefing")


@command(
    "init",
    "onrecord init harbour-desk",
    "onrecord init harbour-desk --empty",
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
    help="The host to write workflow files for. They check, build and publish what you push.",
)
@click.option("--name", help="The name of the site.  [default: Our record]")
@click.option(
    "--language",
    type=click.Choice(("en", "fr")),
    default="en",
    show_default=True,
    help="The language of the site and of its example.",
)
@click.option("--empty", is_flag=True, help="Leave the example out.")
@click.option(
    "--requirement",
    metavar="SPEC",
    help="Where the desk installs Onrecord from, as a requirement of pip."
    "  [default: where this copy came from]",
)
def init_command(**options: Any) -> None:
    """Make a new desk in the folder DIR, ready to build.

    The desk has a small invented example, to look at and to replace (not with --empty); the
    configuration of the site; settings for editors; and workflow files. DIR must be new or empty:
    nothing is ever overwritten. Exit code: 0 made, 2 nothing was written.
    """
    from .start import init

    init(**options)


@command(
    "new",
    "onrecord new actor dock-union",
    "onrecord new actor 'Mia Brandt' 'Ana Rivera' --kind person",
    "onrecord new article gazette-on-the-talks --folder 2031/05",
    "onrecord new quote gazette-on-the-talks by-friday --speaker mia-brandt",
)
@click.argument("what", type=click.Choice(_NEW), metavar=f"[{'|'.join(_NEW)}]")
@click.argument("names", metavar="ID|NAME...", nargs=-1, required=True)
@click.option(
    "--folder", metavar="PATH", help="For an article: the folder within articles/, such as 2031/05."
)
@click.option(
    "--kind",
    type=click.Choice(_ACTORS),
    help="For actors: their kind. Give their names; their ids are made from them.",
)
@click.option("--id", "id_", metavar="ID", help="With --kind: the id, if not made from the name.")
@click.option("--text", help="For a quote: its words. Write […] between its parts.")
@click.option(
    "--speaker",
    metavar="ID",
    shell_complete=options.complete_ids("actors"),
    help="For a quote: who said it.",
)
@click.option("--form", type=click.Choice(_FORMS), help="For a quote: how the source gives it.")
@click.option("--dry-run", is_flag=True, help="Show the change as a diff; write nothing.")
@options.config_option
def new_command(**options: Any) -> None:
    """Write the file of a new record, or add a quote to an article.

    The file lists every field of the record, with its meaning. Fill in the empty fields: they are
    required. ID becomes the name of the file and part of a public address: small letters, digits
    and hyphens.

    With --kind, give the names of actors: each file then has the name and the kind, and its id is
    made from the name. `onrecord new quote ARTICLE [ID]` adds a quote after the other quotes of the
    article; without ID, its id is made from its first words.

    Nothing is ever overwritten. Either all files are written, or none. Exit code: 0 written, 1 the
    article cannot be changed, 2 nothing was written.
    """
    from .edit import new

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
    text="For people, for tools, or as annotations on a pull or merge request.",
    default="text",
)
def check_command(**options: Any) -> None:
    """Report every problem in the content.

    FILES are files or folders of the content. The command still reads everything, but lists only
    the problems in FILES, and counts the others.

    The configuration is read as plain data: none of its hooks run, and no other plugin is imported.
    With --untrusted, the command also reads no environment variable, and nothing outside the folder
    in which it runs.

    Exit code: 0 no errors, 1 errors (or, with --strict, warnings), 2 nothing could be checked.
    """
    from .last_build import LastCheck

    asked = {name: options[name] for name in ("files", "untrusted")}
    last = LastCheck(options["config_file"], asked)
    if not any(asked.values()) and last.holds():
        from onrecord.diagnostics import Tally

        from .output import print_report

        found = last.diagnostics()
        print_report(found, options["form"])
        click.get_current_context().exit(Tally.of(found).exit_code(strict=options["strict"]))
    from .check import check

    check(last, **options)


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
    help="The folder of captures, instead of the one in the configuration.",
)
@options.files_argument
def verify_command(**options: Any) -> None:
    """Compare each quote with its source.

    The command looks for the words of each quote in your copy of the source (the capture),
    captures/ARTICLE-ID.txt, and writes the results to captures.lock. Quotes of articles without a
    capture keep their earlier result. FILES are articles or folders of articles: then only these
    are compared, even if others have errors, and the lock keeps its lines for the others.

    Exit code: 0 compared, 1 a quote is not in its source, or was edited since it was compared and
    has no capture, or a capture cannot be used, 2 nothing could be compared.
    """
    from .check import verify_quotes

    verify_quotes(**options)


@command(
    "annotate", "onrecord annotate", "onrecord annotate gazette-on-the-talks -a 127.0.0.1:8100"
)
@click.argument("article", metavar="[ARTICLE]", required=False)
@click.option(
    "-a",
    "--address",
    metavar="HOST:PORT",
    help="Where to serve the page, on this computer.  [default: 127.0.0.1 and any free port]",
)
@click.option("--browser/--no-browser", default=True, help="Open it in the browser.")
@options.config_option
def annotate_command(**options: Any) -> None:
    """Annotate an article in the browser.

    You select words in the source, and say whose they are. The quote is compared with the source at
    once, and added to the article's file. The source is the text in captures/ARTICLE-ID.txt. Each
    save changes only the lines that must change, and can be undone. Only this computer can open the
    page, and the page loads nothing from other hosts.
    """
    from .draft import annotate

    annotate(**options)


@command(
    "import",
    "onrecord import quotes.csv -o content --dry-run",
    "onrecord import onrecord-csv.zip -o content",
)
@click.argument("source", metavar="CSV", type=options.PATH, required=False)
@options.output_option("The content folder of the desk; made if it does not exist.", metavar="DIR")
@click.option(
    "--dates",
    type=click.Choice(("dmy", "mdy")),
    help="How the sheet writes dates such as 03/05/2031: day or month first.",
)
@click.option(
    "--template",
    is_flag=True,
    help="Write an empty sheet to fill in: the file CSV, or quotes.csv without CSV.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, but write nothing.")
def import_command(**options: Any) -> None:
    """Write a desk's YAML from a spreadsheet.

    CSV is a CSV file, a folder of CSV files, or a zip of them. They are the tables that `onrecord
    export --format csv` writes, or one sheet with a row for each quote. New records are added to
    the desk; existing ones are never changed. If anything is wrong, nothing is written. Exit code:
    0 written, 1 the spreadsheet has errors, 2 nothing can be read or written.
    """
    from .start import import_sheets

    import_sheets(**options)


@command(
    "schema", "onrecord schema article", "onrecord schema -o .schemas", "onrecord schema --desk"
)
@click.argument("kind", type=click.Choice(_SCHEMA), required=False)
@options.output_option(
    "Write each schema to a file KIND.json in this folder.",
    type=click.Path(file_okay=False, path_type=Path),
)
@click.option(
    "--desk",
    is_flag=True,
    help="Add the ids and names of this desk; without KIND or -o, write to .onrecord/schema.",
)
@options.config_option
def schema_command(**options: Any) -> None:
    """Print the JSON Schema for one kind of file.

    Without a kind, print the names of the kinds; with -o, write the schemas of all kinds.

    With --desk, the schemas also know the actors, demands, claims, topics, events and quotes of the
    desk: an editor then completes their ids and shows their names. `onrecord serve` updates the
    schemas in .onrecord/schema, which git ignores.
    """
    from .start import schema

    schema(**options)


@command(
    "draft",
    "onrecord draft saved-page.html",
    "onrecord draft talks.vtt --id gazette-on-the-talks --party port-authority",
    "onrecord draft - --format json",
)
@click.argument("file", metavar="FILE", type=options.PATH)
@click.option(
    "--id", "id_", metavar="ID", help="The id of the article.  [default: from the headline]"
)
@click.option(
    "--into",
    metavar="ARTICLE",
    shell_complete=options.complete_ids("articles"),
    help="Add to this article, which must be a draft.",
)
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the article, and write nothing.")
@options.form_option(
    "yaml", "json", text="Write an article, or only print the quotes as JSON.", default="yaml"
)
@click.option(
    "--party",
    metavar="ACTOR",
    shell_complete=options.complete_ids("actors"),
    help="The actor whose own outlet published the source, such as a ministry.",
)
@click.option("--language", metavar="TAG", help="The language of the source, if it does not say.")
@click.option(
    "--with",
    "program",
    metavar="COMMAND",
    default="",
    help="A program of your own that proposes quotes, too. No shell runs it.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    metavar="NUMBER",
    default=60.0,
    show_default=True,
    help="How many seconds that program may take.",
)
@options.config_option
def draft_command(**options: Any) -> None:
    """Draft an article from its source.

    FILE is a text, a saved web page (HTML), an e-mail, DOCX, PDF, WebVTT or SRT, or "-" for
    standard input. Its text is saved as the capture of the article, and every quote is compared
    with it, word for word. Where the command is not sure, it writes a comment "# ?". `onrecord
    check` lists these. PDF needs the library pypdf (the extra `onrecord[pdf]`).

    Nothing is ever overwritten, and nothing leaves this computer. Exit code: 0 written, 1 written,
    but the program of --with failed, 2 nothing was written.
    """
    from .draft import draft

    draft(**options)
