"""Writes ``docs/reference/commands.md`` from what each command says of itself with ``--help``."""

import inspect
from collections.abc import Iterator, Mapping

import click

from onrecord.cli.main import main

from .pages import DOCS

FILE = DOCS / "reference" / "commands.md"


def commands() -> dict[str, click.Command]:
    """Every command by what is typed for it: `onrecord check`, `onrecord new article`."""
    context = click.Context(main, info_name="onrecord")
    return dict(_below(main, context))


def written() -> str:
    """The whole page."""
    head = (DOCS / "site" / "heads" / "commands.md").read_text(encoding="utf-8")
    return head + "".join(_section(name, command) for name, command in commands().items())


def _below(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command, name
        yield f"{context.info_name} {name}", command
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=f"{context.info_name} {name}")
            yield from _below(command, inner)


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=name)
    usage = " ".join([name, *map(_once, command.collect_usage_pieces(context))])
    parts = [f"\n## {name}\n", f"```text\n{usage}\n```\n", *_prose(command)]
    rows = [row for param in command.params if (row := _row(param, context))]
    if rows:
        parts += ["| option | does |\n| --- | --- |\n" + "\n".join(rows) + "\n"]
    return "\n".join(parts)


def _prose(command: click.Command) -> Iterator[str]:
    """The paragraphs of its help and of its epilog, which has the examples."""
    told = "\n\n".join(inspect.cleandoc(part) for part in (command.help, command.epilog) if part)
    for paragraph in told.split("\n\n"):
        if paragraph.startswith("\b"):
            yield _as_it_stands(paragraph)
        else:
            yield f"{_escaped(paragraph)}\n"


def _as_it_stands(paragraph: str) -> str:
    """What click leaves as it is: a block; below a line that ends in a colon, commands."""
    first, *rest = inspect.cleandoc(paragraph.lstrip("\b\n")).splitlines()
    if not first.endswith(":"):
        return "\n".join(["```text", first, *rest, "```\n"])
    return "\n".join([f"{first}\n", "```console", *(f"$ {line.strip()}" for line in rest), "```\n"])


def _row(param: click.Parameter, context: click.Context) -> str | None:
    if isinstance(param, click.Argument):
        return f"| `{_cell(_once(param.make_metavar(context)))}` | {_choices(param)} |"
    record = param.get_help_record(context)
    assert record or param.hidden, f"{param.name} has no help"  # type: ignore[attr-defined]  # an option has it
    if not record:
        return None
    names, told = record
    assert told, f"say what {names} does"
    return f"| `{_cell(names)}` | {_cell(_escaped(' '.join(told.split())))} |"


def _once(piece: str) -> str:
    """A choice that may be left out: click before 8.4 writes its brackets twice."""
    return f"[{piece[2:-2]}]" if piece.startswith("[[") and piece.endswith("]]") else piece


def _choices(param: click.Argument) -> str:
    kind = param.type
    words = (
        ", ".join(f"`{choice}`" for choice in kind.choices)
        if isinstance(kind, click.Choice)
        else ""
    )
    said = f"one of {words}" if words else "see above"
    return said if param.required else f"{said}; may be left out"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _escaped(text: str) -> str:
    """Plain text in Markdown: help has no markup of its own."""
    marks: Mapping[str, str] = {"<": "&lt;", "*": r"\*"}
    return "".join(marks.get(character, character) for character in text)
