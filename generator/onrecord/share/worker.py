"""Drawing: what is to be drawn, in this process or in others beside it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from .cache import Missing, PictureCache
from .typesetter import Typesetter, TypesetterFault, is_common


@dataclass(frozen=True, slots=True)
class DrawingJob:
    """Which quotes (JSON, by key) to draw, how, and where to keep them.

    ``secret`` is that of the cache, in hexadecimal digits; where ``tried``, the letters of every
    quote are looked for in the fonts.
    """

    template: str
    font_folders: Sequence[str]
    head: str
    cache: str
    secret: str
    tried: bool
    quotes: Mapping[str, str]

    def drawn(self) -> Iterator[int]:
        """Draw all of it here; how many are done, after each.

        Raises:
            TypesetterFault: the template fails.
            OSError: a picture cannot be kept.
        """
        typesetter = Typesetter(Path(self.template), self.font_folders, self.head)
        cache = PictureCache(Path(self.cache), bytes.fromhex(self.secret))
        for done, (key, quote) in enumerate(self.quotes.items(), start=1):
            cache.put(key, self._drawn(typesetter, quote))
            yield done

    def _drawn(self, typesetter: Typesetter, quote: str) -> bytes | Missing:
        if (self.tried or not is_common(quote)) and typesetter.lacks_letters(quote):
            return Missing.NO_LETTERS
        return typesetter.picture(quote) or Missing.TOO_LONG


class Worker:
    """Another process that draws one order, and ends with the block.

    (typst lets no other thread run while it draws.)
    """

    def __init__(self, order: DrawingJob) -> None:
        # -P: a file that lies in the current folder is no module of ours.
        command = [sys.executable, "-P", "-m", "onrecord.share.worker"]
        self._order = order
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()

    def drawn(self) -> Iterator[int]:
        """Let it draw; how many are done, as it tells.

        Raises:
            TypesetterFault: the template fails.
            OSError: a picture cannot be kept, or the process was ended from outside.
        """
        assert self._process.stdin  # noqa: S101 - we asked for pipes
        assert self._process.stdout  # noqa: S101
        with self._process.stdin as pipe:
            pipe.write(json.dumps(asdict(self._order)).encode())
        for line in self._process.stdout:
            told = json.loads(line)
            if "done" in told:
                yield told["done"]
            elif "line" in told:
                raise TypesetterFault(told["line"], told["message"])
            else:
                raise OSError(told["message"])
        if self._process.wait():
            raise OSError(f"the process that draws ended with {self._process.returncode}")


def main() -> None:
    """Draw the order on standard input, telling on standard output how it goes."""
    # Who interrupts a build interrupts the process that asked for this one; it will end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = DrawingJob(**json.loads(sys.stdin.buffer.read().decode("utf-8")))
    try:
        for done in order.drawn():
            _tell({"done": done})
    except TypesetterFault as fault:
        _tell({"line": fault.line, "message": fault.message})
    except BrokenPipeError:  # nobody listens any more: the build was killed
        os._exit(1)
    except OSError as error:
        _tell({"message": str(error)})


def _tell(what: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
