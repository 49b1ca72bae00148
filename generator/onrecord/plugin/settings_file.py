"""The file of the configuration as plain data: nothing that it names is run or imported.

MkDocs' own way of reading it imports hooks, plugins and extensions, makes what `!!python/…` says,
and shows lines of the file that `INHERIT` names. Here a tag that is not a plain value is kept as a
`Tagged`, and a fault never quotes a file.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.constructor import ConstructorError

from onrecord.diagnostics import OnrecordError, SeveralErrors
from onrecord.reading import check_bounds, inside, read_yaml_text, shown_path, shown_text
from onrecord.reading.syntax import merge_marker
from onrecord.reading.yaml_text import FASTEST_LOADER, OutOfBoundsError
from onrecord.records import fixed

OURS = "onrecord"

INHERIT = "INHERIT"
_MOST_PARENTS = 20
ITEM = "-"  # in place of the key of what is in a list
# The keys that lead to a setting; its key and its value as they are written.
Setting: TypeAlias = tuple[tuple[str, ...], yaml.Node, yaml.Node]
# What PyYAML makes dates and numbers with raises what it likes: a month 13, 5,000 digits.
_ODD_ERRORS = (yaml.YAMLError, ValueError, OverflowError, TypeError, LookupError, AttributeError)
# What a configuration can name besides files.
_NOT_FILES = re.compile(r"(?m)(?:^|[\s\[{,:-])!|^INHERIT\b")


class ConfigurationFault(SeveralErrors):
    """The configuration cannot be used: nothing can run."""


@fixed
class Tagged:
    """In place of a value that is no plain data: its tag as it is written, and its line, from 1."""

    tag: str
    line: int


@fixed
class Bounds:
    """The limits of a configuration: everything below ``folder``, with all links followed."""

    folder: Path

    @classmethod
    def around(cls, config_file: Path) -> "Bounds":
        """The folder where the command runs if the file is below it, else the file's own."""
        here, folder = Path.cwd().resolve(), config_file.resolve().parent
        return cls(here if folder.is_relative_to(here) else folder)

    def include(self, path: Path) -> bool:
        """Whether ``path`` is below the folder, wherever links lead."""
        return inside(path, self.folder)


def read_settings(
    config_file: Path, bounds: Bounds | None = None, known: Collection[str] = ()
) -> dict[str, Any]:
    """The keys of ``config_file``, with those of the files that it inherits from.

    Args:
        config_file: `site_config.yml`.
        bounds: of a configuration that is not trusted: no variable of the environment is read
            (`!ENV` has its default), and nothing is inherited from outside.
        known: the keys that are taken from a file that is inherited from; all where none are given.

    Raises:
        ConfigurationFault: a file is not there, cannot be read, or is no mapping; what it says of
            a file that is inherited from shows nothing of what is in it.
    """
    read: list[Path] = []
    merged: dict[str, Any] = {}
    file: Path | None = config_file
    while file is not None:
        values = _read(file, inherited=bool(read), environment=bounds is None)
        read.append(Path(os.path.realpath(file)))
        file = _parent(file, values.pop(INHERIT, None), read, bounds)
        if known and len(read) > 1:  # what MkDocs would say of others may show what is in it
            values = {key: value for key, value in values.items() if key in known}
        merged = _merged(values, merged)
    return merged


def tags(value: object) -> Iterator[Tagged]:
    """Each value within ``value`` that is no plain data."""
    if isinstance(value, Tagged):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from tags(key)
            yield from tags(item)
    elif isinstance(value, list | tuple | set):
        for item in value:
            yield from tags(item)


def names_and_options(value: object) -> Iterator[tuple[str, Any]]:
    """Name and options of each plugin or extension, in the ways that they can be written."""
    if isinstance(value, Mapping):
        yield from ((str(name), options) for name, options in value.items())
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            if isinstance(item, Mapping):
                yield from ((str(name), options) for name, options in item.items())
            else:
                yield (f"{item.tag}" if isinstance(item, Tagged) else str(item)), None


def _read(file: Path, *, inherited: bool, environment: bool) -> dict[str, Any]:
    shown = shown_path(file)
    if not file.is_file():
        what = "a folder" if file.is_dir() else "not an ordinary file" if file.exists() else ""
        hint = "run this in the folder of the desk, or name the file with -f"
        none = f"there is no file {shown}; hint: {hint}"
        raise ConfigurationFault([f"{shown} is {what}" if what else none])
    source, faults = read_yaml_text(file)
    refused = [fault for fault in faults if fault.code != "line-separator"]
    if source is None or refused:
        raise ConfigurationFault(
            [f"{shown}:{fault.line}: {fault.message}" for fault in refused[:1]]
        )
    if not inherited and (marker := merge_marker(source)):
        raise ConfigurationFault([f"{shown}:{marker.line}: {marker.message}; hint: {marker.hint}"])
    try:
        check_bounds(source.text)
        values = _built(source.text, environment=environment)
    except (OutOfBoundsError, _UnbuiltError) as fault:
        said = "this cannot be read as settings" if inherited else fault.message
        raise ConfigurationFault([f"{shown}:{fault.line}: {said}"]) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigurationFault([f"{shown}: expected keys and values, such as site_name: …"])
    return {str(key): value for key, value in values.items()}


class _UnbuiltError(OnrecordError):
    """A value cannot be made of what is written."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _built(text: str, *, environment: bool) -> object:
    """The value of ``text``; anything but plain data becomes a `Tagged`."""

    class Loader(FASTEST_LOADER):  # type: ignore[misc]  # one of two classes, both without types
        """Knows our tags; a class of its own, since PyYAML keeps them with the class."""

    Loader.add_constructor("!ENV", _variable if environment else _default)
    Loader.add_multi_constructor("", _tagged)
    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506 - it builds plain data alone
    except ConstructorError as error:
        mark = error.problem_mark or error.context_mark
        said = f"a value cannot be read: {error.problem or error.context}"
        raise _UnbuiltError(said, mark.line + 1 if mark else 1) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _UnbuiltError(f"this is not valid YAML: {error.problem}", line) from None
    except _ODD_ERRORS:
        said, line = next(_unbuilt(text, Loader), ("a date or a number in it cannot be read", 1))
        raise _UnbuiltError(said, line) from None


def _unbuilt(text: str, loader: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - a class of PyYAML
    """What to say of each value in ``text`` that is neither a date nor a number, and its line."""
    for _, _, node in written_settings(yaml.compose(text, FASTEST_LOADER)):
        try:
            if isinstance(node, yaml.ScalarNode):
                loader("").construct_object(node)
        except _ODD_ERRORS:
            message = f"{shown_text(node.value)} is neither a date nor a number"
            yield message, node.start_mark.line + 1


def _tagged(_loader: Any, _prefix: str, node: yaml.Node) -> Tagged:  # noqa: ANN401 - PyYAML's signature
    return Tagged(node.tag.replace("tag:yaml.org,2002:", "!!", 1), node.start_mark.line + 1)


def _variable(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - PyYAML's signature
    """The first environment variable of `!ENV` that is set, read as a plain value."""
    named = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for variable in named[:-1] if len(named) > 1 else named:
        if (value := os.environ.get(str(variable.value))) is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return _default(loader, node)


def _default(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - PyYAML's signature
    """The default of `!ENV` if no variable is set."""
    if isinstance(node, yaml.SequenceNode) and len(node.value) > 1:
        return loader.construct_object(node.value[-1], deep=True)
    return None


def _parent(file: Path, named: object, read: Sequence[Path], bounds: Bounds | None) -> Path | None:
    if named is None:
        return None
    shown = shown_path(file)
    if not isinstance(named, str):
        raise ConfigurationFault([f"{shown}: {INHERIT}: expected the path of a file"])
    parent = file.parent / named
    if bounds and not bounds.include(parent):
        message = f"{shown}: {INHERIT}: {shown_text(named)} points outside {bounds.folder}"
        raise ConfigurationFault([message])
    if Path(os.path.realpath(parent)) in read or len(read) > _MOST_PARENTS:
        raise ConfigurationFault([f"{shown}: {INHERIT}: the files inherit from each other"])
    if not parent.is_file():
        message = f"{shown}: {INHERIT}: there is no file {shown_text(named)}"
        raise ConfigurationFault([message])
    return parent


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """``parent`` overridden by ``child``, key by key."""
    merged = dict(parent)
    for key, value in child.items():
        old = merged.get(key)
        nested = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(old, value) if nested else value  # type: ignore[arg-type]
    return merged


def written_settings(node: yaml.Node | None, keys: tuple[str, ...] = ()) -> Iterator[Setting]:
    """Each setting at and below ``node``, to which ``keys`` lead."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = (*keys, str(key.value))
            yield path, key, value
            yield from written_settings(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                yield (*keys, ITEM), item, item
            yield from written_settings(item, keys)


def names_only_files(file: Path, content: Path) -> bool:
    """Whether the settings in ``file`` name nothing but files; it is not in the ``content``."""
    text = file.read_text("utf-8")
    return not (_NOT_FILES.search(text) or file.is_relative_to(content.absolute()))
