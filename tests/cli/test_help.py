"""What `--help` says: every command has an example, and every example is right."""

import re
import shlex

import click
import pytest
from tests.tiny_site import TinySite

from onrecord.cli.examples import EXAMPLES
from onrecord.cli.main import main

# Help lists the commands as a day goes; one that is not built yet may be missing.
A_DAY = (
    "init", "new", "check", "serve", "build", "verify",
    "diff", "brief", "export", "import", "schema",
)  # fmt: skip
COMMANDS = main.list_commands(click.Context(main))
_LINE = re.compile(r"^ +(onrecord .+)$", re.MULTILINE)


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found
    return found


def examples(name: str) -> list[str]:
    """The examples as a reader of the help sees them."""
    said = command(name).get_help(click.Context(command(name), info_name=f"onrecord {name}"))
    _, marked, below = said.partition("Example")
    assert marked, f"`onrecord {name} --help` has no example: add one to cli/examples.py"
    return _LINE.findall(below)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_that_parse(name: str) -> None:
    assert examples(name)
    for example in examples(name):
        program, called, *args = shlex.split(example)
        assert (program, called) == ("onrecord", name)
        command(name).make_context(name, args)  # a usage error where an option is none


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name in COMMANDS])
def test_examples_are_shown_line_by_line(name: str) -> None:
    assert tuple(examples(name)) == EXAMPLES[name]


def test_commands_stand_in_the_order_of_a_days_work() -> None:
    assert [name for name in A_DAY if name in COMMANDS] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_does(name: str) -> None:
    context = click.Context(command(name))
    options = [one for one in command(name).get_params(context) if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_help_and_version_are_where_people_look_for_them(site: TinySite) -> None:
    assert site.onrecord("-h").stdout == site.onrecord("--help").stdout
    assert site.onrecord("-V").stdout.startswith("onrecord, version ")
    assert site.onrecord("chek").returncode == 2
