"""The options and the help of the commands that make something of a desk.

The action of each is imported when it runs.
"""

from pathlib import Path
from typing import Any

import click

from . import options
from .options import command


@command("serve", "onrecord serve", "onrecord serve --open --address 127.0.0.1:8080")
@options.config_option
@click.option(
    "-a", "--address", metavar="HOST:PORT", help="Where to serve (else as the configuration says)."
)
@click.option("-o", "--open", "in_browser", is_flag=True, help="Open a browser.")
@options.drafts_option
def serve_command(**options: Any) -> None:
    """Serve a live preview of the site.

    It is rebuilt whenever content, templates or configuration change. A broken edit shows its
    problems in the browser, above the last good version.
    """
    from .site_actions import serve

    serve(**options)


@command("build", "onrecord build --strict", "onrecord build -f site_config.yml -d public")
@options.config_option
@click.option(
    "-d",
    "--site-dir",
    type=options.PATH,
    help="Where to build, in place of what the configuration says.",
)
@click.option(
    "--preview",
    metavar="OF",
    help="Build a preview of OF, such as 'pull request 12', not to be taken for the site.",
)
@click.option(
    "--against",
    metavar="BASE",
    help="The revision that the preview is compared with on its page /changes/.",
)
@options.site_address_option(
    "--preview-url", "Where the preview will be, for the page that it shows for missing ones."
)
@options.drafts_option
@options.strict_option
@options.untrusted_option
def build_command(**options: Any) -> None:
    """Build the site aside and put it in the place of the old one.

    Where that fails the old site stays as it was. With --untrusted no hook and no other plugin is
    used, and templates are rendered in a sandbox. Exit code: 0 built, 1 failed, 2 could not begin.
    """
    from .site_actions import build

    build(**options)


@command("diff", "onrecord diff main", "onrecord diff v1.2 HEAD --format json")
@click.argument("base")
@click.argument("head", required=False)
@options.config_option
@options.form_option(
    "markdown", "json", text="A comment for a pull request, or data.", default="markdown"
)
@options.output_option("Write into this file instead.")
@options.site_address_option(
    "--preview-url", "Where the preview of HEAD is, for links to its pages."
)
@options.site_address_option(
    "--live-url", "Where the published site is; site_url unless given, '' for no links to it."
)
@click.option(
    "--exact",
    is_flag=True,
    help="Compare with BASE as it is, not with the last commit that both have in common.",
)
@options.strict_option
@options.untrusted_option
def diff_command(**options: Any) -> None:
    """Show what changed in the content from BASE to HEAD.

    BASE and HEAD are revisions of git: branches, tags, commits. Without HEAD it is the working
    tree, with all that is not committed. Everything but the content is taken from the working tree;
    its configuration is read as plain data, and its templates are rendered in a sandbox.

    Exit code: 0, 1 if the content of HEAD (with --strict: even warnings) or a template has errors,
    2 if nothing could be compared.
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
    help="The first day, as 2031-05-01; or 7d, 2w, 1m, 1y: so long before the last day.",
)
@click.option(
    "--until",
    "--through",
    "until",
    metavar="DATE",
    help="The last day; without, the last one that is covered, which 7d and the like count from.",
)
@click.option(
    "--since-commit",
    metavar="REV",
    help="What the desk added since this revision of git; without --since, from its day on.",
)
@options.id_option("actor", "Only what this one takes part in; may be repeated.", several=True)
@options.id_option("topic", "Only what is about this; may be repeated.", several=True)
@options.id_option("briefing", "The days, the scope and the bottom line of briefings/ID.yml.")
@options.form_option(
    "markdown",
    "html",
    "email",
    "docx",
    "pdf",
    text="For chat, the web, a mail (an .eml file), a word processor, or print.",
    default="markdown",
)
@options.drafts_option
@options.untrusted_option
@options.output_option(
    "The file to write; text goes to standard output without.",
    type=click.Path(path_type=Path, allow_dash=True),
    default=Path("-"),
)
def brief_command(**options: Any) -> None:
    """Write a briefing: what was said, what changed, the state of demands, what is not known.

    The bottom line comes from briefings/*.yml, where a person wrote one for the same days and the
    same scope; it is never generated. Exit code: 0 written, 1 the content has errors, 2 there can
    be no such briefing.
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
@options.output_option(
    "The file to write; for csv a folder, or a file that ends in .zip.", required=True
)
@options.drafts_option
def export_command(**options: Any) -> None:
    """Write the data that the site offers at /data/, the same to the last byte.

    Exit code: 0 written, 1 the content has errors, 2 nothing could be written.
    """
    from .site_actions import export

    export(**options)
