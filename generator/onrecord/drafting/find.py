"""Quotes and their speakers in a text."""

from .candidate import Findings
from .people import People


def find_quotes(text: str, people: People, language: str = "en") -> Findings:
    """Find who says what in ``text``, which is in ``language`` (a tag such as ``en-GB``).

    Deterministic. Every span is in characters of ``text``.
    """
    del text, people, language
    return Findings()
