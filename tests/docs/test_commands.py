"""Every command and option is documented, and none that does not exist.

`UPDATE_DOCS=1 python -m pytest tests/docs/test_commands.py` writes the page again.
"""

import os
import re
from dataclasses import asdict, is_dataclass

import click
import pytest

from onrecord.plugin.site_options import OnrecordConfig, Option

from .commands import FILE, commands, written
from .pages import DOCS, blocks, section, text_of

COMMANDS = commands()
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def test_the_page_says_what_help_says() -> None:
    if "UPDATE_DOCS" in os.environ:
        FILE.write_text(written(), encoding="utf-8")
    current = FILE.read_text(encoding="utf-8") == written()

    assert current, "write it again: UPDATE_DOCS=1 python -m pytest tests/docs/test_commands.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_are_documented_and_no_others(name: str) -> None:
    options = [option for option in COMMANDS[name].params if isinstance(option, click.Option)]
    there = {
        opt
        for option in options
        for opt in (*option.opts, *option.secondary_opts)
        if not option.hidden
    }
    cells = re.findall(
        r"^\| `([^`]*)` \|", section(text_of("reference/commands.md"), name), re.MULTILINE
    )

    assert {option for cell in cells for option in _OPTION.findall(cell)} == there


def test_the_documentation_names_no_command_or_option_that_does_not_exist() -> None:
    """In every example anywhere in the documentation."""
    called = [
        (page.relative_to(DOCS).as_posix(), line)
        for page in DOCS.rglob("*.md")
        for _, block in blocks(page.read_text(encoding="utf-8"))
        for line in re.findall(r"(?:^|[\s&|;/])(onrecord [a-z][^\n#|&;]*)", block)
        if "  " not in line  # else a table of what is typed and what comes
    ]
    assert len(called) > 5
    for page, line in called:
        name = " ".join(line.split()[:2])
        assert name in COMMANDS, f"{page}: {line}"
        known = {opt for command in _with_below(name) for p in command.params for opt in p.opts}
        used = set(_OPTION.findall(line)) - {"-h", "--help"}
        assert used <= known, f"{page}: {line}"


def test_the_options_of_the_plugin_are_documented_as_the_plugin_has_them() -> None:
    file = DOCS / "reference/configuration.md"
    text = file.read_text(encoding="utf-8")
    table = "".join(
        f"| `{name}` | {_shown(option.default)} | {option.meaning} |\n"
        for name, option in OnrecordConfig._schema
        if isinstance(option, Option)
    )
    start = "| option | default | does |\n| --- | --- | --- |\n"
    made = re.sub(f"(?<={re.escape(start)})(?:\\|.*\n)*", lambda _: table, text)
    if "UPDATE_DOCS" in os.environ:
        file.write_text(made, encoding="utf-8")

    assert text == made, (
        "write it again: UPDATE_DOCS=1 python -m pytest tests/docs/test_commands.py"
    )
    assert table.count("\n") == len(OnrecordConfig._schema)


def _shown(default: object) -> str:
    """A default as the table has it; nothing where there is none."""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if is_dataclass(default) and not isinstance(default, type):
        return f"`{{{', '.join(f'{name}: {value}' for name, value in asdict(default).items())}}}`"
    return f"`{default}`" if default else ""


def _with_below(name: str) -> list[click.Command]:
    """The command, and where it is a group all of it."""
    return [
        command for called, command in COMMANDS.items() if (called + " ").startswith(name + " ")
    ]
