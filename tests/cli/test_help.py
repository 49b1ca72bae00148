"""What `--help` says: every command has an example, and every example is right."""

import re
import shlex
import subprocess
import sys

import click
import pytest
from tests.sharing import PATIENCE
from tests.tiny_site import TinySite

from onrecord.briefing.outline import FORMATS
from onrecord.cli.main import main
from onrecord.editing.new_desk import HOSTS, LANGUAGES, NAMES
from onrecord.editing.new_record import KINDS as SKELETONS
from onrecord.editing.renaming import RENAMED
from onrecord.editing.schemas import KINDS_OF_FILES
from onrecord.records.vocabulary import VOCABULARIES

# Help lists the commands as a day goes; one that is not built yet may be missing.
A_DAY = (
    "init", "new", "draft", "annotate", "check", "serve", "build", "verify",
    "correct", "retract", "withhold", "rename",
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
    assert marked, f"`onrecord {name} --help` has no example: add one where it is declared"
    return _LINE.findall(below)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_that_parse(name: str) -> None:
    assert examples(name)
    for example in examples(name):
        program, called, *args = shlex.split(example)
        assert (program, called) == ("onrecord", name)
        command(name).make_context(name, args)  # a usage error where an option is none


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_shown_line_by_line(name: str) -> None:
    _, _, *written = (command(name).epilog or "").split("\n")
    assert examples(name) == [line.strip() for line in written]


def test_commands_stand_in_the_order_of_a_days_work() -> None:
    assert [name for name in A_DAY if name in COMMANDS] == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_says_what_it_does(name: str) -> None:
    context = click.Context(command(name))
    options = [
        option for option in command(name).get_params(context) if isinstance(option, click.Option)
    ]
    assert [option.name for option in options if not option.help] == []


def test_help_and_version_are_where_people_look_for_them(site: TinySite) -> None:
    assert site.onrecord("-h").stdout == site.onrecord("--help").stdout
    assert site.onrecord("-V").stdout.startswith("onrecord, version ")
    site.ended(2, "chek")


@pytest.mark.parametrize(
    ("name", "parameter", "known"),
    [
        ("init", "host", HOSTS),
        ("init", "language", LANGUAGES),
        ("new", "what", (*SKELETONS, "quote")),
        ("new", "kind", VOCABULARIES["actor_kind"]),
        ("new", "form", VOCABULARIES["form"]),
        ("rename", "kind", RENAMED),
        ("correct", "kind", VOCABULARIES["correction_kind"]),
        ("correct", "whose", VOCABULARIES["correction_of"]),
        ("brief", "form", FORMATS),
        ("schema", "kind", KINDS_OF_FILES),
    ],
)
def test_the_choices_are_those_that_the_program_knows(
    name: str, parameter: str, known: tuple[str, ...]
) -> None:
    """Help has them in writing, for it imports nothing of the program."""
    (found,) = (param for param in command(name).params if param.name == parameter)
    assert isinstance(found.type, click.Choice)
    assert tuple(found.type.choices) == tuple(known)
    if isinstance(found, click.Option) and isinstance(found.default, str):
        assert found.default in known


def test_the_name_that_a_desk_gets_is_the_one_in_the_help() -> None:
    (name,) = (param for param in command("init").params if param.name == "name")
    assert isinstance(name, click.Option)
    assert f"[default: {NAMES[LANGUAGES[0]]}]" in (name.help or "")


HELP = """
import contextlib, io, sys

before = set(sys.modules)
from click.shell_completion import BashComplete
from onrecord.cli.main import main
from onrecord.cli.main import take_any_text

asked = [["--help"], ["--version"], *([name, "--help"] for name in main.commands)]
said = io.StringIO()
with contextlib.redirect_stdout(said):
    for args in asked:
        main(args, standalone_mode=False)
offered = BashComplete(main, {}, "onrecord", "_ONRECORD_COMPLETE").get_completions(["check"], "--")
assert "--strict" in [one.value for one in offered]
assert said.getvalue().count("Usage: ") == len(main.commands) + 1, said.getvalue()
print(*sorted(set(sys.modules) - before))
"""


def test_help_version_and_completion_import_nothing_of_the_program() -> None:
    run = subprocess.run(
        [sys.executable, "-c", HELP], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert run.returncode == 0, run.stderr
    imported = run.stdout.split()
    roots = {name.partition(".")[0] for name in imported} - set(sys.stdlib_module_names)
    assert roots == {"click", "onrecord"}
    ours = {name.split(".")[1] for name in imported if name.startswith("onrecord.")}
    assert ours == {"cli"}
    assert "onrecord.cli.desk_commands" in imported
    assert "onrecord.cli.site_actions" not in imported
