"""The examples in docstrings give what they say."""

import doctest
from importlib import import_module

import pytest

from .pages import ROOT

PACKAGE = ROOT / "generator"
WITH_EXAMPLES = sorted(
    ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    for file in PACKAGE.rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
