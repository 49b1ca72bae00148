"""Templates are compiled once in a process, however many sites are built in it.

Most of the time that a small site takes goes into compiling the same templates. What was compiled
is kept by the source and by all that the compiler looks at: an overridden or broken template is
compiled for itself, as ever.
"""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """What was compiled so far."""

    def __init__(self) -> None:
        self._codes: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give ``bucket`` the code that was compiled for it, if any."""
        bucket.code = self._codes.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of ``bucket``."""
        if bucket.code is not None:
            self._codes[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[object, ...]:
    """The file (by name and path), its text, and the environment it is compiled for."""
    of: Environment = bucket.environment
    return (
        bucket.key,
        bucket.checksum,
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
