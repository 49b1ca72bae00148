"""The options and the help of the commands that make a site, data or briefings from a desk.

The action of each is imported when it runs.
"""

import gc
import time
from pathlib import Path
from typing import Any

import click

from . import options
from .options import command


@command("serve", "onrecord serve", "onrecord serve --open --address 127.0.0.1:8080")
@options.config_option
@click.option(
    "-a",
    "--address",
    metavar="HOST:PORT",
    help="Where to serve, instead of the address in the configuration.",
)
@click.option("-o", "--open", "in_browser", is_flag=True, help="Open the site in a browser.")
@options.drafts_option
def serve_command(**options: Any) -> None:
    """Serve a live preview of the site.

    The site is rebuilt whenever the content, the templates or the configuration change. If there is
    an error, the browser shows the problems above the last good version.
    """
    from dataclasses import replace

    from onrecord.plugin.site_build import serve_site

    from .last_build import last_check

    # What an earlier check found in other files is looked at again.
    known = replace(last_check(options["config_file"]), files=True)
    serve_site(**options, reading=known)


@command("build", "onrecord build --strict", "onrecord build -f site_config.yml -d public")
@options.config_option
@click.option(
    "-d",
    "--site-dir",
    type=options.PATH,
    help="Where to build, instead of the folder in the configuration.",
)
@click.option(
    "--preview",
    metavar="OF",
    help="Build a preview of OF, such as 'pull request 12'. Every page says that it is a preview.",
)
@click.option(
    "--against",
    metavar="BASE",
    help="The git revision that the page /changes/ of the preview compares it with.",
)
@options.site_address_option("--preview-url", "The address of the preview; its 404 page needs it.")
@options.drafts_option
@options.strict_option
@options.untrusted_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Make the pages on the Dask cluster with this scheduler, such as tcp://10.0.0.5:8786.",
)
def build_command(**options: Any) -> None:
    """Build the site; if it fails, the previous one is left untouched.

    With --untrusted, no hook and no other plugin is used, and templates are rendered in a sandbox.
    Exit code: 0 built, 1 failed, 2 could not begin.
    """
    # What is imported and read stays: there is nothing to collect before pages are made.
    gc.disable()
    from .last_build import LastBuild

    began = time.monotonic()
    last = LastBuild(options["config_file"], options)
    if last.holds():
        from onrecord.diagnostics import print_text

        from .output import to_stderr

        print_text(last.diagnostics(), to_stderr())
        click.echo(last.summary().text(began, changed=False))
        return
    from .site_actions import build

    build(last, began, **options)


@command("diff", "onrecord diff main", "onrecord diff v1.2 HEAD --format json")
@click.argument("base")
@click.argument("head", required=False)
@options.config_option
@options.form_option(
    "markdown", "json", text="A comment for a pull request, or data.", default="markdown"
)
@options.output_option("Write to this file instead.")
@options.site_address_option(
    "--preview-url", "The address of the preview of HEAD, for links to its pages."
)
@options.site_address_option(
    "--live-url", "The address of the published site, if not site_url; '' for no links to it."
)
@click.option(
    "--exact",
    is_flag=True,
    help="Compare with BASE itself, not with the last commit that BASE and HEAD share.",
)
@options.strict_option
@options.untrusted_option
def diff_command(**options: Any) -> None:
    """Show what changed in the content from BASE to HEAD.

    BASE and HEAD are git revisions: branches, tags, commits. Without HEAD, BASE is compared with
    the working tree, including uncommitted changes. Everything except the content comes from the
    working tree: its configuration is read as plain data, and its templates are rendered in a
    sandbox.

    Exit code: 0 compared, 1 the content of HEAD or a template has errors (or, with --strict, the
    content has warnings), 2 nothing could be compared.
    """
    from .site_actions import diff

    diff(**options)


@command(
    "brief",
    "onrecord brief --since 2031-05-01 --format markdown -o briefing.md",
    "onrecord brief --from 7d --through 2031-05-31",
    "onrecord brief --since 2031-05-01 --actor dock-union --format pdf -o briefing.pdf",
)
@options.config_option
@click.option(
    "--since",
    "--from",
    "since",
    metavar="DATE",
    help="The first day, such as 2031-05-01; or how long before the last day: 7d, 2w, 1m, 1y.",
)
@click.option(
    "--until",
    "--through",
    "--to",
    "until",
    metavar="DATE",
    help="The last day; by default the last day that the desk covers.",
)
@click.option(
    "--since-commit",
    metavar="REV",
    help="Count as added what was recorded after this"
    " git revision; without --since, the briefing begins on its day.",
)
@options.id_option("actor", "Only what concerns this actor; can be repeated.", several=True)
@options.id_option("topic", "Only what is about this topic; can be repeated.", several=True)
@options.id_option("briefing", "Take the days, the scope and the summary from briefings/ID.yml.")
@options.form_option(
    "markdown",
    "html",
    "email",
    "docx",
    "pdf",
    text="For chat, the web, an email (.eml file), a word processor, or print.",
    default="markdown",
)
@options.drafts_option
@options.untrusted_option
@options.output_option(
    "The file to write; without it, text goes to standard output.",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
)
def brief_command(**options: Any) -> None:
    """Write a briefing on a range of dates.

    A briefing says what was said, what changed, what the status of the demands is and what is not
    known. The program never writes the summary at its top: it comes from briefings/*.yml, if one
    is there (`bottom_line`) for the same days and the same scope; `by` says who wrote it. Exit
    code: 0 written, 1 the content has errors, 2 no such briefing is possible.
    """
    from .site_actions import brief

    brief(**options)


@command(
    "export",
    "onrecord export --format sqlite -o onrecord.sqlite",
    "onrecord export --format csv -o harbour-data.zip",
)
@options.config_option
@options.form_option(
    "json", "csv", "sqlite", text="One file of all tables, a file for each table, or a database."
)
@options.output_option("The file to write; for csv, a folder or a .zip file.", required=True)
@options.drafts_option
def export_command(**options: Any) -> None:
    """Write the data as JSON, CSV or SQLite.

    The files are the same, byte for byte, as those that the site offers at /data/. Exit code: 0
    written, 1 the content has errors, 2 nothing could be written.
    """
    from .site_actions import export

    export(**options)
