"""Leaving nothing behind when a command is told to stop."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

# Each with what it does unless somebody decided otherwise: who began us with `nohup`, for one.
_USUAL: Mapping[str, Callable[[int, FrameType | None], object] | signal.Handlers] = {
    "SIGINT": signal.default_int_handler,
    "SIGTERM": signal.SIG_DFL,
    "SIGHUP": signal.SIG_DFL,  # the terminal was closed
}


@dataclass(slots=True)
class Stop:
    """Whether a command was told to stop.

    Attributes:
        number: of the signal that told it; 0 for none.
    """

    number: int = 0

    @property
    def exit_code(self) -> int:
        """What shells expect of a process that a signal ended."""
        return 128 + (self.number or signal.SIGINT)

    def hear(self, number: int, _frame: FrameType | None) -> None:
        """Remember the signal, and have all that is open closed.

        Raises:
            KeyboardInterrupt: always.
        """
        self.number = number
        raise KeyboardInterrupt


@contextmanager
def stop_cleanly() -> Iterator[Stop]:
    """In the block each request to stop is an interrupt."""
    stop = Stop()
    known = [signal.Signals[name] for name in _USUAL if hasattr(signal, name)]
    usual = [one for one in known if signal.getsignal(one) == _USUAL[one.name]]
    for one in usual:
        signal.signal(one, stop.hear)
    try:
        yield stop
    finally:
        for one in usual:
            signal.signal(one, _USUAL[one.name])
