"""Writes ``docs/reference/views.md``: every page template, and every field of what it is given.

What a field means is said beside it (``#:``) or in the docstring of its class; what many views have
is in ``docs/site/fields.yml``.
"""

import dataclasses
import importlib
import inspect
import re
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from tests.fast_yaml import values_of

from onrecord.desk.settings import Coverage
from onrecord.records.dates import PartialDate
from onrecord.records.values import Written
from onrecord.views.listing import Part

from .pages import DOCS, ROOT

Titles = Mapping[type, str]

FILE = DOCS / "reference" / "views.md"
_PAGES = ROOT / "templates" / "pages"

_NAMED = re.compile(r"\bview`?(?::| is an?| is the) ([A-Z]\w+)")
_AS_IN = re.compile(r"\bview`? as in (\w+\.html)")
_OPENING = re.compile(r"\{#(.*?)#\}", re.DOTALL)
# A field with what is said of it: in lines above it, and behind it.
_FIELD = re.compile(r"((?: {4}#: .*\n)*) {4}(\w+): [^#\n]*(?:#: (.*))?")
_ATTRIBUTE = re.compile(r"^    ([a-z_][a-z_, ]*): (.*(?:\n {5,}.*)*)", re.MULTILINE)
# Values that say all in one word; their classes have a section where templates use their parts.
_SIMPLE: Mapping[object, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "yes or no",
    date: "day",
    object: "anything",
    Written: "the [columns](data.md) of its table that are written",
}


def written() -> str:
    """The whole page."""
    views = {template: (_view(view, template), told) for template, view, told in _templates()}
    reached: dict[type, None] = {}
    for view, _ in views.values():
        _reach(view, reached)
    titles = _titles(reached)
    sections = [
        (DOCS / "site" / "heads" / "views.md").read_text(encoding="utf-8"),
        "## The page templates\n",
        "| template | what it lays out | `view` |\n| --- | --- | --- |",
        *(
            f"| `{name}` | {told} | {_holds(view, titles)} |"
            for name, (view, told) in views.items()
        ),
        "",
        "## Their fields\n",
    ]
    meanings = values_of((DOCS / "site" / "fields.yml").read_text(encoding="utf-8"))
    by_title = sorted(reached, key=lambda view: titles[view])
    sections += [_section(view, meanings, titles) for view in by_title]
    return "\n".join(sections).rstrip() + "\n"


def _templates() -> Iterator[tuple[str, str, str]]:
    """Of each page template: its name, that of its view, and what its first comment says."""
    files = sorted(file for file in _PAGES.glob("*.html") if file.name != "list.html")  # a frame
    openings = {file.name: _opening(file) for file in files}
    for name, opening in openings.items():
        other = _AS_IN.search(opening)
        named = _NAMED.search(openings[other[1]] if other else opening)
        assert named, f"the first comment of {name} names its view: `view`: SomeView"
        told = re.sub(r"[.:,]? *`?\bview`?(:| is| as).*", "", opening, flags=re.DOTALL).strip()
        yield f"pages/{name}", named[1], told


def _opening(file: Path) -> str:
    opening = _OPENING.match(file.read_text(encoding="utf-8"))
    assert opening, f"{file.name} begins with a comment that says what it shows"
    return opening[1]


def _view(name: str, template: str) -> type:
    """The class of a view by its name: of several, the one beside which ``template`` is named."""
    package = ROOT / "generator" / "onrecord"
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    holders = [
        file for file, text in texts.items() if re.search(rf"^class {name}\b", text, re.MULTILINE)
    ]
    holders.sort(key=lambda file: (template not in texts[file], "views" not in file.parts))
    for file in holders:
        module = ".".join(file.relative_to(package.parent).with_suffix("").parts)
        value = getattr(importlib.import_module(module), name)
        if _is_view(value):
            return value
    raise AssertionError(f"no dataclass of the package is called {name}")


def _titles(reached: Iterable[type]) -> Titles:
    """The headings: names, with the package where two have the same."""
    names = Counter(view.__name__ for view in reached)
    return {
        view: view.__name__
        if names[view.__name__] == 1
        else f"{view.__name__} of {view.__module__.split('.')[-2]}"
        for view in reached
    }


def _is_view(value: object) -> typing.TypeGuard[type]:
    return inspect.isclass(value) and dataclasses.is_dataclass(value)


def _reach(hint: object, reached: dict[type, None]) -> None:
    """Put every view class that a template can get to from ``hint`` into ``reached``."""
    if _is_view(hint):
        if hint in reached or _is_of_the_desk(hint):
            return
        reached[hint] = None
        computed = filter(None, map(_getter, vars(hint).values()))
        made = [typing.get_type_hints(function) for function in computed]
        for hints in (typing.get_type_hints(hint), *made):
            for inner in hints.values():
                _reach(inner, reached)
        return
    if _is_view(typing.get_origin(hint)):
        _reach(typing.get_origin(hint), reached)
    if typing.get_origin(hint) is not Part:  # what the items of a part are is not for templates
        for inner in typing.get_args(hint):
            _reach(inner, reached)


def _is_of_the_desk(view: type) -> bool:
    return view.__module__.startswith("onrecord.desk") and view is not Coverage


def _section(view: type, meanings: Mapping[str, str], titles: Titles) -> str:
    told = inspect.getdoc(view) or ""
    attributes = {
        name.strip(): " ".join(text.split())
        for names, text in _ATTRIBUTE.findall(told.partition("Attributes:")[2])
        for name in names.split(",")
    }
    sources = [inspect.getsource(of) for of in reversed(view.__mro__) if _is_view(of)]
    for above, name, behind in _FIELD.findall("".join(sources)):
        said = [line.strip().removeprefix("#: ") for line in above.splitlines()]
        attributes[name] = " ".join([*said, behind]).strip() or attributes.get(name, "")
    opening = " ".join(told.partition("\n\n")[0].split())
    hints = typing.get_type_hints(view)
    lines = [f"### {titles[view]}\n", opening.replace("``", "`") + "\n"]
    lines += ["| field | holds | meaning |", "| --- | --- | --- |"]
    for name in [field.name for field in dataclasses.fields(view)] + _properties(view):
        specific, shared = f"{view.__name__}.{name}", name
        told_here = meanings.get(specific) or attributes.get(name) or _of_property(view, name)
        counted = hints.get(name) is int and name.endswith("s")
        meaning = told_here or ("how many" if counted else meanings.get(shared))
        assert meaning, f"say in the docstring of {view.__name__} what `{name}` means"
        holds = _holds(hints[name] if name in hints else _returned(view, name), titles)
        lines.append(f"| `{name}` | {holds} | {_in_cell(meaning)} |")
    return "\n".join(lines) + "\n"


def _properties(view: type) -> list[str]:
    """What a template may ask of ``view`` beside its fields."""
    return [
        name
        for name, value in vars(view).items()
        if _getter(value) and not name.startswith("_") and name != "sort_key"
    ]


def _of_property(view: type, name: str) -> str:
    """What the docstring of a property says; empty for a field."""
    asked = vars(view).get(name)
    told = (inspect.getdoc(asked) or "") if _getter(asked) else ""
    return " ".join(told.partition("\n\n")[0].split())


def _returned(view: type, name: str) -> object:
    return typing.get_type_hints(_getter(vars(view)[name])).get("return", object)


def _getter(value: object) -> typing.Any:
    """What computes a property; None for anything else."""
    return getattr(value, "fget", None) or getattr(value, "func", None)


def _in_cell(text: str) -> str:
    """A meaning as a cell of a table has it."""
    text = text.replace("``", "`").replace("|", r"\|").rstrip(".")
    return text[:1].lower() + text[1:]


def _holds(hint: object, titles: Titles) -> str:
    """A type in words."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return ", or ".join(
            "none" if part is type(None) else _holds(part, titles) for part in inner
        )
    if origin is typing.Literal:
        return " or ".join(f"`{word}`" for word in inner)
    if origin is None or origin is Part:
        return _holds_one(origin or hint, titles)
    said = [_holds(part, titles) for part in inner if part is not Ellipsis]
    if origin is tuple:
        return f"list of {said[0]}" if inner[-1] is Ellipsis else f"({', '.join(said)})"
    if not _is_view(origin):
        return f"mapping of {' to '.join(said)}"
    return f"{_holds_one(origin, titles)} of {', '.join(said)}"


def _holds_one(value: object, titles: Titles) -> str:
    """A class in words: a value by what it is, a view by a link to its section."""
    if value is PartialDate:
        return "[date](#partialdate)"
    if isinstance(value, typing.TypeVar):
        return "anything"
    if _is_view(value) and not _is_of_the_desk(value):
        return f"[{value.__name__}](#{titles[value].lower().replace(' ', '-')})"
    return _SIMPLE.get(value) or f"`{getattr(value, '__name__', value)}`"
