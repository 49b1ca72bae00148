"""Onrecord: who said what, when, in which words, built from a newsroom's annotations."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("onrecord")
