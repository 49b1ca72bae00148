"""Leaving nothing behind when a command is told to stop."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stop_cleanly() -> Iterator[None]:
    """In the block, a request to terminate is an interrupt, so that what is open gets closed."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
