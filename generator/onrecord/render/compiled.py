"""What was compiled of templates, kept for the next build of the same process.

Compiling takes most of the time that a small site takes, so a preview that kept nothing would spend
it at every edit. What is kept is found by the file of a template and by all that the compiler looks
at; a text that has changed is compiled again.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What was compiled so far: of each template in each kind of environment, the last text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[object, ...], tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give ``bucket`` the code that was compiled of its text, if any."""
        checksum, code = self._codes.get(_key(bucket), ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        if bucket.code is not None:
            self._codes[_key(bucket)] = (bucket.checksum, bucket.code)


def _key(bucket: Bucket) -> tuple[object, ...]:
    """The template, by its name and its file, and what the compiler asks of the environment."""
    of: Environment = bucket.environment
    return (
        bucket.key,
        type(of),
        of.undefined,
        of.autoescape,
        of.optimized,
        of.trim_blocks,
        of.lstrip_blocks,
        of.keep_trailing_newline,
        of.newline_sequence,
        (of.block_start_string, of.variable_start_string, of.comment_start_string),
        (of.line_statement_prefix, of.line_comment_prefix),
        tuple(sorted(of.extensions)),
        frozenset(of.filters),
        frozenset(of.tests),
    )
