"""Shell completion, asked as a shell asks."""

import contextlib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.tiny_site import TinySite

from onrecord.cli.main import main
from onrecord.cli.options import complete_ids


def offered(*words: str) -> list[str]:
    """What bash is offered for the last of ``words``."""
    environment = {
        "_ONRECORD_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(("onrecord", *words)),
        "COMP_CWORD": str(len(words)),
    }
    done = CliRunner(env=environment).invoke(main, [], prog_name="onrecord")
    assert done.exit_code == 0
    return [line.partition(",")[2] for line in done.output.splitlines()]


@pytest.mark.parametrize(
    "shell", ["zsh", "fish"]
)  # the same for bash, but that asks for its version
def test_there_is_a_script_for_each_shell(shell: str) -> None:
    runner = CliRunner(env={"_ONRECORD_COMPLETE": f"{shell}_source"})
    done = runner.invoke(main, [], prog_name="onrecord")
    assert done.exit_code == 0
    assert f"_ONRECORD_COMPLETE={shell}_complete" in done.output


def test_commands_their_options_and_their_values() -> None:
    assert offered("") == main.list_commands(click.Context(main))
    assert offered("che") == ["check"]
    assert "--version" in offered("--")
    assert {"--strict", "--format", "--config-file"} <= set(offered("check", "--"))
    assert offered("check", "--format", "") == ["text", "json", "github", "gitlab"]
    assert offered("new", "") == ["article", "actor", "demand", "claim", "quote"]
    assert offered("init", "desk", "--ci", "g") == ["github", "gitlab"]


@pytest.mark.parametrize(
    ("kind", "begun", "ids"),
    [
        ("actors", "", ["dock-union", "mia-brandt", "port-authority"]),
        ("actors", "d", ["dock-union"]),
        ("topics", "", ["pay"]),
        ("claims", "", []),
    ],
)
def test_ids_come_from_the_desk(site: TinySite, kind: str, begun: str, ids: list[str]) -> None:
    assert ids_offered(site.root, kind, begun) == ids


def ids_offered(folder: Path, kind: str, begun: str) -> list[str]:
    parameter = click.Option(["--some"])
    with contextlib.chdir(folder):
        return complete_ids(kind)(click.Context(main), parameter, begun)


@pytest.mark.parametrize("text", ["", "[", "docs_dir: [a]", "docs_dir: nowhere", "\0", "- a"])
def test_a_broken_configuration_offers_nothing(
    site: TinySite, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("site_config.yml", text)
    assert ids_offered(site.root, "actors", "") == []
    site.config.unlink()
    assert ids_offered(site.root, "actors", "") == []
    assert capsys.readouterr() == ("", "")


def test_a_configuration_with_tags_of_its_own_is_no_broken_one(site: TinySite) -> None:
    site.edit("site_config.yml", "site_url: ", "site_url: !ENV [SITE_URL, 'https://x.example/'] # ")
    assert ids_offered(site.root, "actors", "m") == ["mia-brandt"]
