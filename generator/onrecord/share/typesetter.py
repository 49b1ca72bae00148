"""Pages from data, by typst: lines are broken and letters set by a real text engine.

Text is made ready for them first: on one line, breakable, and harmless to the line it is in. They
are drawn in this process or in others; this module imports little of ours, so that those start at
once.
"""

import io
import json
import os
import re
import signal
import struct
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from onrecord.diagnostics import OnrecordError

from .cache import Missing, PictureCache

if TYPE_CHECKING:
    import typst

SIZE = (1200, 630)
_MOST_SHADES = 4096

# Line and column at the end of a line of what typst reports.
_PLACE = re.compile(r":(\d+):\d+$", re.MULTILINE)
# A PDF for archives must show every letter, so typst refuses one that a font lacks.
_ARCHIVE: Final = "a-2b"
_LACKING = "could not be displayed with"
# Spaces that typst would also draw as one; a no-break space is none of them.
_SPACE = re.compile("[ \t\n\r\f\v]+")
# Characters that turn the direction of whatever follows them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Longer than any word of a language that has spaces: an address, or somebody's joke.
_LONG = re.compile("[^\\s\u200b\u0e00-\U0010ffff]{31,}")
_ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
# What the fonts that come with Onrecord are known to have; tests see to it. Anything else is tried.
_COMMON = re.compile(
    "[\n -~\xa0-\u017f\u0218-\u021b\u0391-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491"
    "\u05d0-\u05ea\u200b\u2013\u2014\u2018-\u201e\u2022\u2026\u2068\u2069\u20ac\u2116]*"
)


class TypesetterFault(OnrecordError):
    """The template fails in a line, counted from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets pages with one template, which may read what is in its folder.

    ``fonts`` are read once for all its pages. ``head`` is the JSON that all pictures share: the
    beginning of an object, up to its list of quotes.
    """

    template: Path
    fonts: "typst.Fonts"
    head: str

    def picture(self, quote: str) -> bytes | None:
        """A PNG of ``quote`` (JSON); None where the template says that it has no room.

        Each is a document of its own: in one document of many pages some come out a grey level
        lighter or darker, depending on the pages before them. Raises TypesetterFault if the
        template fails, or makes another number of pages than one.
        """
        pages = self._compile(quote, archive=False)
        if len(pages) != 1:
            message = f"{len(pages)} pages for one quote: there should be one for each"
            raise TypesetterFault(1, message)
        return smaller(pages[0]) if struct.unpack(">II", pages[0][16:24]) == SIZE else None

    def lacks_letters(self, quote: str) -> bool:
        """Whether no font has a letter of ``quote``. Raises TypesetterFault if that fails."""
        try:
            self._compile(quote, archive=True)
        except TypesetterFault as fault:
            if _LACKING in fault.message:
                return True
            raise
        return False

    def _compile(self, quote: str, *, archive: bool) -> list[bytes]:
        import typst  # noqa: PLC0415 - as PIL below

        compiler = typst.Compiler(root=self.template.parent, font_paths=self.fonts)
        try:
            made = compiler.compile(
                self.template,
                format="pdf" if archive else "png",
                ppi=72,  # a point is a pixel
                sys_inputs={"data": f"{self.head}{quote}]}}"},
                pdf_standards=[_ARCHIVE] if archive else [],
            )
        except typst.TypstError as error:
            raise TypesetterFault(line_of_error(error), error.message) from None
        if made is None:
            return []
        return made if isinstance(made, list) else [made]


def smaller(picture: bytes) -> bytes:
    """The PNG ``picture`` with a palette: words on paper take a third of the space."""
    from PIL import Image  # noqa: PLC0415 - only where pictures are drawn

    # Nobody sees a difference between 500 shades and 256. One that has more than text, such as a
    # photograph, or that one can see through, stays as it is.
    opened = Image.open(io.BytesIO(picture))
    plain = opened.convert("RGB")
    clear = opened.mode == "RGBA" and opened.getchannel("A").getextrema() != (255, 255)
    if clear or plain.getcolors(_MOST_SHADES) is None:
        return picture
    made = io.BytesIO()
    few = plain.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(made, "PNG", compress_level=4)  # more takes twice as long for a twentieth
    return made.getvalue()


def line_of_error(error: "typst.TypstError") -> int:
    """The line of the template in ``error``, or the first."""
    place = _PLACE.search(error.diagnostic)
    return int(place[1]) if place else 1


def families(font_folders: Sequence[str]) -> list[str]:
    """The font families in ``font_folders``."""
    import typst  # noqa: PLC0415 - as PIL above

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(font_folders)
    )
    return fonts.families()


def line(text: str) -> str:
    """``text`` on one line, its long runs breakable, its direction its own."""
    plain = _SPACE.sub(" ", _TURNING.sub("", text)).strip(" ")
    return _LONG.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(found[0]), plain)


def isolated(text: str) -> str:
    """``text`` as a part of a longer line: where it runs from right to left it does so alone.

    >>> isolated("Ana") == "Ana", isolated("\u05d0") == "\u2068\u05d0\u2069"
    (True, True)
    """
    tidy = line(text)
    directions = set(map(unicodedata.bidirectional, tidy))
    return _ISOLATED.format(tidy) if directions & {"R", "AL"} else tidy


def is_common(text: str) -> bool:
    """Whether our own fonts have every letter of ``text``."""
    return _COMMON.fullmatch(text) is not None


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
        import typst  # noqa: PLC0415 - as PIL above

        # Those of the machine are left alone: a picture is the same wherever it is drawn.
        fonts = typst.Fonts(include_system_fonts=False, font_paths=list(self.font_folders))
        typesetter = Typesetter(Path(self.template), fonts, self.head)
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
        # -P: a file in the current folder is no module of ours.
        command = [sys.executable, "-P", "-m", "onrecord.share.typesetter"]
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
        """Let it draw; how many are done, as it reports.

        Raises:
            TypesetterFault: the template fails.
            OSError: a picture cannot be kept, or the process was ended from outside.
        """
        assert self._process.stdin  # noqa: S101 - we asked for pipes
        assert self._process.stdout  # noqa: S101
        with self._process.stdin as pipe:
            pipe.write(json.dumps(asdict(self._order)).encode())
        for line in self._process.stdout:
            report = json.loads(line)
            if "done" in report:
                yield report["done"]
            elif "line" in report:
                raise TypesetterFault(report["line"], report["message"])
            else:
                raise OSError(report["message"])
        if self._process.wait():
            raise OSError(f"the process that draws ended with {self._process.returncode}")


def main() -> None:
    """Draw the order on standard input, telling on standard output how it goes."""
    # Who interrupts a build interrupts the process that asked for this one; it will end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = DrawingJob(**json.loads(sys.stdin.buffer.read().decode("utf-8")))
    try:
        for done in order.drawn():
            _report({"done": done})
    except TypesetterFault as fault:
        _report({"line": fault.line, "message": fault.message})
    except BrokenPipeError:  # nobody listens any more: the build was killed
        os._exit(1)
    except OSError as error:
        _report({"message": str(error)})


def _report(what: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
