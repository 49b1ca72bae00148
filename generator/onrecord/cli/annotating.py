"""`onrecord annotate`: the local page to annotate an article."""

import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from onrecord.annotate.actions import PageActions
from onrecord.annotate.journal import Journal
from onrecord.annotate.page import page_files
from onrecord.annotate.server import AnnotateServer
from onrecord.annotate.workspace import Workspace
from onrecord.diagnostics import OnrecordError
from onrecord.plugin.configuration import load_plainly
from onrecord.render.templates import template_folders
from onrecord.render.words import Words


def annotate(config_file: Path, article: str | None, address: str | None, *, browser: bool) -> None:
    """Serve the page until the command is stopped."""
    setup = load_plainly(config_file).setup
    workspace = Workspace(setup.settings(), setup.captures, Journal.of(config_file))
    if article is not None:
        workspace.open(article)
    folders, language = template_folders(setup.templates), setup.options.language
    files = page_files(folders, Words.load(folders, language), language)
    host, port = _address(address)
    with AnnotateServer(host, port, files, PageActions(workspace).by_name()) as server:
        where = server.address
        if article is not None:
            where = where.replace("/#", f"/?article={article}#")
        click.echo(f"Annotate at {where}")
        click.echo("Only this computer can reach it. Stop it with Ctrl+C.")
        if browser and not _opened(where):
            click.echo("No browser was found: open this address yourself.")
        server.serve_forever()


def _address(address: str | None) -> tuple[str, int]:
    """The host and the port of ``address``; any free port of this computer without one.

    Raises:
        OnrecordError: it is not an address.
    """
    if address is None:
        return "127.0.0.1", 0
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65_535:
        raise OnrecordError(f"'{address}' is not an address", "write one such as 127.0.0.1:8100")
    return host.strip("[]"), int(port)


def _opened(address: str) -> bool:
    with suppress(webbrowser.Error, OSError):
        return webbrowser.open(address)
    return False
