"""Every exception of ours says why in plain words; a command that meets it has no traceback."""

import importlib
import json
import pkgutil
from collections.abc import Callable

import click
import pytest
from click.testing import CliRunner
from jinja2 import TemplateError

import onrecord
from onrecord.cli.options import Command
from onrecord.cli.output import as_github
from onrecord.diagnostics import (
    ContentErrors,
    Diagnostic,
    OnrecordError,
    SeveralErrors,
    Severity,
    as_json,
    as_text,
)
from onrecord.render.templates import TemplateFault

FAULT = Diagnostic("template-fault", Severity.ERROR, "pages/x.html", 3, 1, "it is not closed", "")


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (OnrecordError("there is no desk"), "error: there is no desk\n", 2),
        (OnrecordError("no desk", "make one"), "error: no desk; hint: make one\n", 2),
        (SeveralErrors(["one", "two"]), "error: one\nerror: two\n", 2),
        (ContentErrors("nothing written"), "error: nothing written\n", 1),
        (TemplateFault(FAULT), "pages/x.html:3:1: error[template-fault]: it is not closed\n", 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_an_error_says_is_printed(error: OnrecordError, said: str, code: int) -> None:
    @click.command(cls=Command)
    def command() -> None:
        raise error

    run = CliRunner().invoke(command, [])
    assert (run.stderr, run.exit_code) == (said, code)


@pytest.mark.parametrize(
    ("given", "own"), [("--note", "--reason"), ("--reason", "--note"), ("--no", None)]
)
def test_an_option_of_another_command_is_led_to_the_one_of_this(
    given: str, own: str | None
) -> None:
    @click.command(cls=Command)
    @click.option(own or "--other")
    def command(**_: str) -> None: ...

    said = CliRunner().invoke(command, [given, "x"]).stderr
    assert (f"Did you mean '{own}'?" in said) == (own is not None)


TURNED = "'\N{RIGHT-TO-LEFT OVERRIDE}hcram\N{FIRST STRONG ISOLATE}'"
SHOWN = r"'\u202ehcram\u2068'"


@pytest.mark.parametrize(
    "report",
    [as_text, as_github, lambda fault: json.loads(as_json([fault]))],
    ids=["text", "github", "json"],
)
def test_no_report_is_turned_by_what_the_content_says(
    report: Callable[[Diagnostic], object],
) -> None:
    fault = Diagnostic("bad-value", Severity.ERROR, "x.yml", 1, 1, f"no {TURNED}", f"not {TURNED}")
    said = repr(report(fault)).replace("\\\\", "\\")
    assert f"no {SHOWN}" in said
    assert f"not {SHOWN}" in said


def test_no_error_is_turned_by_what_the_content_says() -> None:
    assert OnrecordError(f"no {TURNED}", TURNED).messages == (f"no {SHOWN}; hint: {SHOWN}",)
    assert SeveralErrors([TURNED]).messages == (SHOWN,)


def test_every_exception_of_ours_has_the_one_base() -> None:
    found = {
        value
        for module in pkgutil.walk_packages(onrecord.__path__, "onrecord.")
        if "__main__" not in module.name
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type)
        and issubclass(value, Exception)
        and value.__module__.startswith("onrecord.")
    }
    assert len(found) > 20
    # Jinja takes an exception of its own for a fault of the template, whatever raises it.
    bases = (OnrecordError, TemplateError)
    assert [error.__name__ for error in found if not issubclass(error, bases)] == []
