"""The file of the configuration as plain data: nothing that it names is run or imported.

MkDocs' own way of reading it imports hooks, plugins and extensions, makes what `!!python/…` says,
and shows lines of the file that `INHERIT` names. Here a tag that is not a plain value is kept as a
`Tagged`, and a fault never quotes a file.
"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.constructor import ConstructorError

from onrecord.diagnostics import Diagnostic, OnrecordError, SeveralErrors
from onrecord.reading import YamlText, check_bounds, inside, read_yaml_text, shown_path, shown_text
from onrecord.reading.syntax import merge_marker
from onrecord.reading.yaml_text import FASTEST_LOADER, OutOfBoundsError

from .option_values import did_you_mean

OURS = "onrecord"

INHERIT = "INHERIT"
_MOST_PARENTS = 20


class ConfigurationFault(SeveralErrors):
    """The configuration cannot be used: nothing can run."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """In place of a value that is no plain data: its tag as it is written, and its line, from 1."""

    tag: str
    line: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a configuration may reach: what is below ``folder``, with all links followed."""

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


# What PyYAML makes dates and numbers with raises what it likes: a month 13, 5,000 digits.
_ODD_ERRORS = (yaml.YAMLError, ValueError, OverflowError, TypeError, LookupError, AttributeError)


class _UnbuiltError(OnrecordError):
    """A value cannot be made of what is written."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _built(text: str, *, environment: bool) -> object:
    """The value of ``text``; anything but plain data is a `Tagged`."""

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
    """What to say of each value in ``text`` that is no date and no number, and its line."""
    for _, _, node in _settings(yaml.compose(text, FASTEST_LOADER)):
        try:
            if isinstance(node, yaml.ScalarNode):
                loader("").construct_object(node)
        except _ODD_ERRORS:
            yield f"{shown_text(node.value)} is no date and no number", node.start_mark.line + 1


def _tagged(_loader: Any, _prefix: str, node: yaml.Node) -> Tagged:  # noqa: ANN401 - PyYAML's signature
    return Tagged(node.tag.replace("tag:yaml.org,2002:", "!!", 1), node.start_mark.line + 1)


def _variable(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - PyYAML's signature
    """The first variable that `!ENV` names and that is set, read as a plain value is."""
    named = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for variable in named[:-1] if len(named) > 1 else named:
        if (value := os.environ.get(str(variable.value))) is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return _default(loader, node)


def _default(loader: Any, node: yaml.Node) -> object:  # noqa: ANN401 - PyYAML's signature
    """What `!ENV` gives where no variable is set."""
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
    """``parent`` with what ``child`` says, key by key."""
    merged = dict(parent)
    for key, value in child.items():
        old = merged.get(key)
        nested = isinstance(old, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(old, value) if nested else value  # type: ignore[arg-type]
    return merged


# What YAML makes other numbers of than are written: 12:30 is 750, 0123 is 83.
_ODD_NUMBER = re.compile(r"[+-]?(?:\d+(?::[0-5]?\d)+(?:\.\d*)?|0\d+)")
_UNNAMED = re.compile(r"my docs|my site|site name|to-?do|tbd|x{3,}|untitled", re.IGNORECASE)
_ONLY_HERE = re.compile(
    r"https?://(?:localhost|0\.0\.0\.0|\[::1\]|(?:127|10)(?:\.\d+){3}|192\.168(?:\.\d+){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[\w.-]+\.(?:local|lan|internal))(?=[:/]|$)",
    re.IGNORECASE,
)
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)(?:/|$)",
    re.IGNORECASE,
)
_FILE_AT_END = re.compile(r"\.(?:html?|php)/?$")
_DOUBTFUL_ADDRESSES = (
    (_ONLY_HERE, "nobody else can open {}", "write where the site is published"),
    (_REPOSITORY, "{} is where files are kept, not the site", "write where readers find it"),
    (_FILE_AT_END, "{} is one page of the site", "write the address of its folder"),
)
_HOST_ALONE = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?!md\b)[a-z]{2,}(?:/.*)?")
_NAMES_FILES = ("exclude_docs", "draft_docs", "not_in_nav")
_WILD = frozenset("*?[!#")
_ITEM = "-"  # in place of the key of what is in a list
# The keys that lead to a setting; its key and its value as they are written.
_Setting: TypeAlias = tuple[tuple[str, ...], yaml.Node, yaml.Node]


# How MkDocs begins what it says of a setting, or of an option of our plugin.
_SAID = re.compile(
    rf"Config value '(?P<key>\w+)': (?:Plugin '/?{OURS}' option '(?P<option>\w+)': )?"
)


@dataclass(frozen=True, slots=True)
class KnownSettings:
    """The settings of MkDocs, and the options of our plugin."""

    settings: Collection[str]
    options: Collection[str]

    def why_not(self, keys: tuple[str, ...]) -> tuple[str, str] | None:
        """Message and hint, where ``keys`` lead to a setting that there is not."""
        name = keys[-1]
        is_ours, is_theirs = keys[:-1] == ("plugins", OURS), len(keys) == 1
        known, others = self.settings, self.options
        if is_ours:
            known, others = others, known
        if not (is_ours or is_theirs) or name in (*known, INHERIT, "enabled"):
            return None
        message = f"{OURS} has no option '{name}'" if is_ours else f"there is no setting '{name}'"
        if name in others:
            where = f"below `- {OURS}:`" if is_theirs else "at the beginning of a line"
            return message, f"write it {where}"
        return message, did_you_mean(name, known) or "correct it, or remove it"


class WrittenSettings:
    """A configuration as it is written, and what in it is probably not what was meant."""

    def __init__(self, file: Path) -> None:
        self._source = read_yaml_text(file)[0] or YamlText(shown_path(file), "")
        self._folder = file.parent
        self._settings = list(_settings(yaml.compose(self._source.text, FASTEST_LOADER)))

    def placed(self, said: Iterable[str]) -> Iterator[str]:
        """What MkDocs has ``said`` of settings, each with the line of its setting."""
        for message in said:
            named = _SAID.match(message)
            option = named["option"] if named else None
            keys = ("plugins", OURS, option) if option else (named["key"],) if named else ()
            line, column = self.place(*keys)
            yield f"{self._source.file}:{line}: {message}" if column else message

    def place(self, *keys: str) -> tuple[int, int]:
        """Line and column of a setting, from 1; the column is 0 where it is not written."""
        found = (key.start_mark for each, key, _ in self._settings if each == keys)
        mark = next(found, None)
        return (mark.line + 1, mark.column + 1) if mark else (1, 0)

    def unknown(self, known: KnownSettings) -> Iterator[Diagnostic]:
        """The settings that neither MkDocs nor our plugin has."""
        for keys, key, _ in self._settings:
            if found := known.why_not(keys):
                place = key.start_mark.line + 1, key.start_mark.column + 1
                yield self._source.fault("doubtful-setting", place, *found)

    def doubtful(
        self, content: Path, files: Collection[str], options: Collection[str]
    ) -> Iterator[Diagnostic]:
        """What can be used and is doubtful.

        ``files`` are those in the folder of the ``content``; ``options`` are those of our plugin.
        """
        seen: dict[tuple[str, ...], int] = {}
        for keys, key, value in self._settings:
            line, name = key.start_mark.line + 1, keys[-1]
            text = value.value if isinstance(value, yaml.ScalarNode) else ""
            found: tuple[str, str] | None = None
            if keys in seen and name != _ITEM:
                what = f"'{name}' is already in line {seen[keys]}"
                found = what, "give one another name" if "nav" in keys else "only this one counts"
            elif _ODD_NUMBER.fullmatch(text) and value.tag.endswith(("int", "float")):
                found = f"YAML reads {text} as another number", "put it in quotation marks"
            elif keys[:-1] == ("plugins", OURS) and isinstance(value, yaml.ScalarNode) and not text:
                found = f"'{name}' has no value", "write one, or remove the key"
            elif keys[:-1] == ("theme",) and (near := get_close_matches(name, options, 1, 0.85)):
                found = f"the theme has no '{name}'", f"'{near[0]}' is an option of the plugin"
            elif text:
                found = self._why(keys, text, content) or self._missing(keys, text, content, files)
            seen[keys] = line
            if found:
                place = line, key.start_mark.column + 1
                yield self._source.fault("doubtful-setting", place, *found)

    def _why(self, keys: tuple[str, ...], value: str, content: Path) -> tuple[str, str] | None:
        """Message and hint, where this name or address of the site is doubtful."""
        if keys == ("site_name",) and _UNNAMED.fullmatch(value):
            return f"'{value}' is not the name of a site", "write what readers should see"
        for pattern, message, hint in _DOUBTFUL_ADDRESSES if keys == ("site_url",) else ():
            if pattern.search(value):
                return message.format(value), hint
        if keys == ("edit_uri",) and "://" not in value:
            folder = value.strip("/").rpartition("/")[2]
            if not any(each == ("repo_url",) for each, _, _ in self._settings):
                return "no page has a link for this without `repo_url`", "add `repo_url`"
            is_there = folder == content.name or (self._folder / folder).is_dir()
            if value.strip("/").count("/") > 1 and not is_there:
                return f"there is no folder '{folder}'", f"end it with '{content.name}/'"
        return None

    def _missing(
        self, keys: tuple[str, ...], value: str, content: Path, files: Collection[str]
    ) -> tuple[str, str] | None:
        """The same of a setting that names files, or a folder, that are not there."""
        near: Sequence[str] = ()
        missing: str | bool | None = None
        if keys[:2] == ("plugins", OURS) and keys[-1] in ("captures", "templates"):
            folder = self._folder / value
            near = get_close_matches(value, [it.name for it in self._folder.iterdir()], 1)
            # Who has no captures, such as the computer that publishes, has no folder of them.
            is_needed = near or folder.exists() or keys[-1] == "templates"
            missing = is_needed and not folder.is_dir() and value
        elif keys[0] in ("extra_css", "extra_javascript") and keys[-1] in (_ITEM, "path"):
            missing = "://" not in value and value not in files and value
        elif keys[0] == "nav" and _HOST_ALONE.fullmatch(value) and value not in files:
            return f"'{value}' does not lead to another site", f"write https://{value}"
        elif keys[0] == "nav":
            is_ours = "/" in value or value == "index.md" or not value.endswith(".md")
            missing = not is_ours and value not in files and value
        elif keys[-1] in _NAMES_FILES:
            named = (it.strip() for it in value.splitlines())
            plain = (it for it in named if it and not _WILD & {*it})
            held = {f"/{file}/" for file in files}
            missing = next(
                (it for it in plain if not any(f"/{it.strip('/')}/" in each for each in held)), None
            )
        if not isinstance(missing, str):
            return None
        near = near or get_close_matches(missing, files, 1)
        hint = f"did you mean '{near[0]}'?" if near else "correct it, or remove it"
        return f"there is no '{missing}'", hint


def _settings(node: yaml.Node | None, keys: tuple[str, ...] = ()) -> Iterator[_Setting]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = (*keys, str(key.value))
            yield path, key, value
            yield from _settings(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                yield (*keys, _ITEM), item, item
            yield from _settings(item, keys)
