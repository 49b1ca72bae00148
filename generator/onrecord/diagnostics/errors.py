"""What keeps a command from doing its work: errors that a person reads, without a traceback."""

from collections.abc import Iterable

from .diagnostic import Diagnostic, escape_directions


class OnrecordError(Exception):
    """Why something cannot be done, in words for whoever asked for it.

    Every exception of ours derives from it. The command line prints it and exits with
    ``exit_code``: see ``cli/output.py``.

    Attributes:
        message: one sentence without a full stop.
        hint: what to do about it, if anything.
        diagnostics: problems with a place in a file, which are printed first.
        exit_code: 2 where nothing could run; 1 where the content or a template has errors.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = escape_directions(message)
        super().__init__(self.message)
        self.hint = escape_directions(hint)

    @property
    def messages(self) -> tuple[str, ...]:
        """What is printed, one text for each error."""
        return (f"{self.message}; hint: {self.hint}" if self.hint else self.message,)


class SeveralErrors(OnrecordError):
    """Everything that keeps a command from doing its work: ``messages`` has their hints too."""

    messages: tuple[str, ...] = ()

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(map(escape_directions, messages))
        super().__init__("; ".join(self.messages))


class ContentErrors(OnrecordError):
    """Nothing was done, because the content has errors."""

    exit_code = 1

    def __init__(self, message: str, diagnostics: Iterable[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)
