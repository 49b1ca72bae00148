"""Whether a YAML file of settings is small enough to be built, before anything builds it.

The libraries build such a file by functions that call themselves, and follow each alias: brackets
20,000 deep overflow the stack of the C library and end the process, an alias within its own value
never ends, and ten lines of aliases to aliases are more than any memory holds. The parser's events
have none of that, so they are counted first.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from onrecord.diagnostics import OnrecordError

from .yaml_text import FASTEST_LOADER, PARSING_ERRORS

MAX_DEPTH = 50
MAX_VALUES = 200_000

_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


class OutOfBoundsError(OnrecordError):
    """The text cannot be built, because of its ``line`` (from 1). No message quotes the text."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class NoYamlError(OutOfBoundsError):
    """The text is not YAML."""


def check_bounds(text: str) -> None:
    """Check that ``text`` is YAML that can be built.

    Raises:
        NoYamlError: it is none.
        OutOfBoundsError: it is nested too deeply, or too much once its aliases are followed.
    """
    loader = FASTEST_LOADER(text)
    count = _ValueCounter()
    try:
        while loader.check_event():
            count.take(loader.get_event())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nest" in (error.problem or "") or "depth" in (error.problem or ""):
            raise _too_deep(mark.line + 1 if mark else 1) from None
        error = _exact_error(text) or error
        mark = error.problem_mark or error.context_mark
        said = f"this is not valid YAML: {error.problem or error.context}"
        raise NoYamlError(said, mark.line + 1 if mark else 1) from None
    except (*PARSING_ERRORS, RecursionError):
        raise NoYamlError("this is not valid YAML", 1) from None
    finally:
        loader.dispose()


def _exact_error(text: str) -> yaml.MarkedYAMLError | None:
    """What the parser in Python says of ``text``: it knows more exactly where the fault is."""
    loader: Any = yaml.SafeLoader(text)
    try:
        while loader.check_event():
            loader.get_event()
    except yaml.MarkedYAMLError as error:
        return error
    except (*PARSING_ERRORS, RecursionError):
        return None
    return None


@dataclass(slots=True)
class _OpenCollection:
    """A list or mapping whose end has not come."""

    anchor: str | None
    values: int = 1


@dataclass(slots=True)
class _ValueCounter:
    """How many values there are once each alias is followed."""

    known: dict[str, int] = field(default_factory=dict)
    open: list[_OpenCollection] = field(default_factory=list)
    total: int = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, _STARTS):
            if len(self.open) == MAX_DEPTH:
                raise _too_deep(_line(event))
            self.open.append(_OpenCollection(event.anchor))
        elif isinstance(event, _ENDS):
            done = self.open.pop()
            self._add(done.values, done.anchor, event)
        elif isinstance(event, yaml.ScalarEvent):
            self._add(1, event.anchor, event)
        elif isinstance(event, yaml.AliasEvent):
            if any(collection.anchor == event.anchor for collection in self.open):
                raise OutOfBoundsError("an alias is inside the value that it names", _line(event))
            self._add(self.known.get(event.anchor or "", 1), None, event)

    def _add(self, values: int, anchor: str | None, event: yaml.Event) -> None:
        if anchor is not None:
            self.known[anchor] = values
        if self.open:
            self.open[-1].values += values
        self.total = max(self.total, values, self.open[-1].values if self.open else 0)
        if self.total > MAX_VALUES:
            message = f"this has more than {MAX_VALUES:,} values once its aliases are expanded"
            raise OutOfBoundsError(message, _line(event))


def _too_deep(line: int) -> OutOfBoundsError:
    return OutOfBoundsError(f"there are more than {MAX_DEPTH} levels of nesting", line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
