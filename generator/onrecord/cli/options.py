"""What several commands take, the examples in their help, and what a shell offers for an id.

Nothing here imports the program before it is needed: help and completion are quick.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from click.decorators import FC

CONFIG_FILE = Path("site_config.yml")
PATH = click.Path(path_type=Path)
# Options of one meaning, of which each command has one.
_OF_ONE_MEANING = ({"--note", "--reason", "--why", "--because"},)
_DOCS_DIR = "docs"  # where MkDocs looks unless the configuration says otherwise


class Command(click.Command):
    """A command whose errors are printed in one place; see ``output.errors_printed``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; suggest the option of the same meaning for one that does not exist."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            alike = (it for it in _OF_ONE_MEANING if error.option_name in it)
            own = {option for param in self.params for option in param.opts}
            if meant := sorted(next(alike, set()) & own):
                said = f"{error.message} Did you mean '{meant[0]}'?"
                raise click.NoSuchOption(error.option_name, said, ctx=ctx) from None
            raise

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        from .output import errors_printed  # noqa: PLC0415 - help does without it

        with errors_printed(ctx):
            done: object = super().invoke(ctx)
        return done


def command(name: str, *examples: str) -> Callable[[Callable[..., Any]], Command]:
    """A command with examples below its options; its function imports its action."""
    # \b: click leaves the lines as they are.
    epilog = "\n".join(("\b", "Examples:", *(f"  {line}" for line in examples)))
    return click.command(name, cls=Command, epilog=epilog)


def complete_ids(kind: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """For ``shell_complete`` of a parameter that takes the id of a ``kind``, such as ``actors``."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
        config_file = Path(ctx.params.get("config_file") or CONFIG_FILE)
        # MkDocs, which knows better where the content is, takes too long for a key press.
        content = config_file.parent / (_entries(config_file).get("docs_dir") or _DOCS_DIR)
        listed = content / f"{kind}.yml"
        ids: Iterable[str] = (
            _entries(listed)
            if listed.is_file()
            else (path.stem for path in (content / kind).glob("*.yml"))
        )
        return sorted(id_ for id_ in ids if id_.startswith(incomplete))

    return complete


def _entries(file: Path) -> dict[str, str | None]:
    """The top-level keys of ``file`` with their text; none if it cannot be read."""
    from onrecord.reading import MappingNode, ScalarNode, parse, read_yaml_text  # noqa: PLC0415 - help does without it

    source, _ = read_yaml_text(file)
    root = parse(source)[0] if source else None
    if not isinstance(root, MappingNode):
        return {}
    values = {key: entry.value for key, entry in root.entries.items()}
    return {key: it.text if isinstance(it, ScalarNode) else None for key, it in values.items()}


def _site_address(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> str | None:
    """``value`` if it is the web address of a site, or empty."""
    if value:
        from onrecord.plugin.option_values import why_no_site_address  # noqa: PLC0415 - most give none

        if why := why_no_site_address(value):
            raise click.BadParameter(why)
    return value


config_option = click.option(
    "-f",
    "--config-file",
    "config_file",
    type=PATH,
    default=CONFIG_FILE,
    show_default=True,
    help="The configuration of the site.",
)

strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")

drafts_option = click.option("--drafts", is_flag=True, help="Include draft articles.")

untrusted_option = click.option(
    "--untrusted", is_flag=True,
    help="For content by strangers: run none of its code, and read nothing outside its folder.",
)  # fmt: skip

files_argument = click.argument("files", metavar="[FILES]...", nargs=-1, type=PATH)


def site_address_option(name: str, text: str) -> "Callable[[FC], FC]":
    """An option that takes the address of a site."""
    return click.option(name, metavar="URL", callback=_site_address, help=text)


def id_option(kind: str, text: str, *, several: bool = False) -> "Callable[[FC], FC]":
    """An option for the id of a ``kind`` of record, or for ``several``."""
    return click.option(
        f"--{kind}",
        f"{kind}s" if several else kind,
        multiple=several,
        metavar="ID",
        shell_complete=complete_ids(f"{kind}s"),
        help=text,
    )


def output_option(text: str, **settings: Any) -> "Callable[[FC], FC]":
    """``-o``, ``--output``: a path, unless ``settings`` say otherwise."""
    return click.option("-o", "--output", **{"type": PATH, **settings}, help=text)


def form_option(*forms: str, text: str, default: str | None = None) -> "Callable[[FC], FC]":
    """``--format``, one of ``forms``; required without a ``default``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=default,
        show_default=default is not None,
        required=default is None,
        help=text,
    )
