"""Settings that are probably not what was meant, each with its line."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import yaml

from onrecord.diagnostics import Diagnostic
from onrecord.reading import YamlText, read_yaml_text, shown_path
from onrecord.reading.yaml_text import FASTEST_LOADER
from onrecord.records import fixed

from .option_values import meant_setting
from .settings_file import INHERIT, ITEM, OURS, written_settings

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
# How MkDocs begins what it says of a setting, or of an option of our plugin.
_SAID = re.compile(
    rf"Config value '(?P<key>\w+)': (?:Plugin '/?{OURS}' option '(?P<option>\w+)': )?"
)


@fixed
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
        return message, meant_setting(name, known) or "correct it, or remove it"


class WrittenSettings:
    """A configuration as it is written, and what in it is probably not what was meant."""

    def __init__(self, file: Path) -> None:
        self._source = read_yaml_text(file)[0] or YamlText(shown_path(file), "")
        self._folder = file.parent
        self._settings = list(written_settings(yaml.compose(self._source.text, FASTEST_LOADER)))

    def placed(self, said: Iterable[str]) -> Iterator[str]:
        """MkDocs' messages on settings, each with the line of its setting."""
        for message in said:
            named = _SAID.match(message)
            option = named["option"] if named else None
            keys = ("plugins", OURS, option) if option else (named["key"],) if named else ()
            line, column = self.place(*keys)
            yield f"{self._source.file}:{line}: {message}" if column else message

    def place(self, *keys: str) -> tuple[int, int]:
        """Line and column of a setting, from 1; the column is 0 if it is not written."""
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
            if keys in seen and name != ITEM:
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
        """Message and hint, if this name or address of the site is doubtful."""
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
        """The same for a setting that names missing files or a missing folder."""
        near: Sequence[str] = ()
        missing: str | bool | None = None
        if keys[:2] == ("plugins", OURS) and keys[-1] in ("captures", "templates"):
            folder = self._folder / value
            near = get_close_matches(value, [it.name for it in self._folder.iterdir()], 1)
            # Who has no captures, such as the computer that publishes, has no folder of them.
            is_needed = near or folder.exists() or keys[-1] == "templates"
            missing = is_needed and not folder.is_dir() and value
        elif keys[0] in ("extra_css", "extra_javascript") and keys[-1] in (ITEM, "path"):
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
